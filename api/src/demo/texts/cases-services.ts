import type { CaseKind } from './case-kind.js';

/** The systems a municipality's own work is done in. */
export const serviceCases: readonly CaseKind[] = [
  {
    kind: 'incident',
    services: ['patientRecord', 'mobileCare'],
    category: 'system',
    share: 8,
    weight: 'heavy',
    only: ['health'],
    words: {
      nb: {
        titles: [
          'Gerica henger',
          'Kommer ikke inn i Gerica',
          'Mobil omsorg laster ikke arbeidslista',
          'Gerica logger meg ut',
          'E-meldinger blir stående',
          'Medisinlista viser feil enhet',
          'Får ikke signert rapport',
        ],
        bodies: [
          'Gerica henger {when}. Vi får ikke dokumentert, og det er vaktskifte klokka tre.',
          'Mobil omsorg laster ikke arbeidslista på nettbrettene {when}. Vi er {count} ute på rute.',
          'Jeg blir logget ut av Gerica hvert {few}. minutt.',
          'E-meldinger til sykehuset blir stående som «ikke sendt».',
          'Jeg får feil {error} når jeg signerer rapport.',
          'Etter at jeg byttet avdeling ser jeg bare den gamle enheten i Gerica.',
        ],
        solutions: [
          'Tjenesten på applikasjonsserveren er startet på nytt, og alle avdelinger bekrefter at det virker.',
          'Rollen er lagt om til ny enhet.',
          'Meldingstjeneren hang på én melding. Fjernet, og køen er tom.',
          'Appen er oppdatert på nettbrettene.',
          'Øktlengden er endret i samråd med systemeier.',
        ],
      },
      nn: {
        titles: ['Gerica heng', 'Kjem ikkje inn i Gerica', 'Mobil omsorg lastar ikkje arbeidslista'],
        bodies: [
          'Gerica heng {when}. Vi får ikkje dokumentert, og det er vaktskifte klokka tre.',
          'Mobil omsorg lastar ikkje arbeidslista {when}. Vi er {count} ute på rute.',
        ],
        solutions: [
          'Tenesta er starta på nytt, og alle avdelingar stadfestar at det verkar.',
          'Rolla er lagd om til ny eining.',
          'Appen er oppdatert på nettbretta.',
        ],
      },
    },
    notes: [
      'Databasen hadde blokkerende spørring fra rapportuttrekk.',
      'Systemeier er varslet.',
      'Leverandør har saken hos seg.',
    ],
  },
  {
    kind: 'incident',
    services: ['alarms'],
    category: 'system',
    share: 2.4,
    weight: 'heavy',
    only: ['health'],
    words: {
      nb: {
        titles: [
          'Trygghetsalarm går ikke gjennom',
          'Dørsensor melder feil',
          'Alarmtelefonen ringer ikke',
          'Medisindispenser uten kontakt',
          'Digitalt tilsyn er nede',
        ],
        bodies: [
          'Alarmer fra {site} kommer ikke inn på vakttelefonen {when}.',
          'Vi får melding om at {few} sensorer er uten kontakt.',
          'Medisindispenseren hos en bruker har ikke kontakt. Vi må ut og sjekke for hånd.',
          'Digitalt tilsyn på nattvakt viser bare svart bilde.',
        ],
        solutions: [
          'SIM-kortet i enheten er byttet.',
          'Mottaket er koblet om til reservelinja, og feilen er rettet hos leverandøren.',
          'Sensoren er paret på nytt og testet sammen med hjemmetjenesten.',
        ],
      },
      nn: {
        titles: ['Tryggleiksalarm går ikkje gjennom', 'Alarmtelefonen ringjer ikkje'],
        bodies: ['Alarmar frå {site} kjem ikkje inn på vakttelefonen {when}.'],
        solutions: [
          'SIM-kortet i eininga er bytt.',
          'Sensoren er para på nytt og testa saman med heimetenesta.',
        ],
      },
    },
    notes: ['Manuelt tilsyn er satt inn til feilen er rettet.', 'Ringte leverandørens vakttelefon 06:50.'],
  },
  {
    kind: 'incident',
    services: ['records', 'planning'],
    category: 'system',
    share: 5,
    weight: 'plain',
    only: ['office', 'technical', 'health', 'school'],
    words: {
      nb: {
        titles: [
          'Elements: får ikke ekspedert brev',
          'Sak {record} er låst',
          'Dokument lar seg ikke journalføre',
          'eFormidling står',
          'Får ikke åpnet vedlegg i sak {record}',
          'Møtemodulen viser ikke utvalget',
          'Byggesak: nabovarsel går ikke ut',
        ],
        bodies: [
          'Jeg får ikke ekspedert brev i sak {record}. Det står «under sending» {when}.',
          'Sak {record} er låst av en bruker som er på ferie. Fristen går ut i dag.',
          'Vedlegget i sak {record} åpner seg som tomt ark.',
          'SvarUt-forsendelser blir stående. Gjelder {count} brev.',
          'Møteinnkallingen til formannskapet mangler saker vi har meldt opp.',
        ],
        solutions: [
          'Låsen på saken er fjernet.',
          'Integrasjonspunktet er startet på nytt, og alle forsendelser er gått ut.',
          'Dokumentet er konvertert på nytt fra originalen.',
          'Rettigheten til utvalget er lagt inn.',
        ],
      },
      nn: {
        titles: [
          'Elements: får ikkje ekspedert brev',
          'Sak {record} er låst',
          'Får ikkje opna vedlegg i sak {record}',
        ],
        bodies: [
          'Eg får ikkje ekspedert brev i sak {record}. Det står «under sending» {when}.',
          'Sak {record} er låst av ein brukar som er på ferie.',
        ],
        solutions: [
          'Låsen på saka er fjerna.',
          'Integrasjonspunktet er starta på nytt, og alle brev er gått ut.',
        ],
      },
    },
    notes: [
      'Integrasjonspunktet gikk tom for minne 03:12.',
      'Systemansvarlig på dokumentsenteret er med på saken.',
    ],
  },
  {
    kind: 'incident',
    services: ['payroll', 'finance'],
    category: 'system',
    share: 5,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'Får ikke registrert reiseregning',
          'Visma: timelista er tom',
          'Faktura kommer ikke til attestasjon',
          'Feil ansvar på faktura',
          'Får ikke godkjent fravær',
          'Lønnskjøring stoppet',
          'Ressursstyring viser gamle vakter',
        ],
        bodies: [
          'Jeg får feil {error} når jeg sender inn reiseregning.',
          'Timelista mi er tom {when}. Frist for levering er i dag.',
          'Fakturaer kommer ikke til meg for attestasjon {when}. Leverandørene purrer.',
          'Jeg er leder på {site} og får ikke godkjent fravær for mine ansatte.',
          'Lønnskjøringen stoppet med feil på {few} ansatte. Filen må være i banken i morgen.',
        ],
        solutions: [
          'Rollen som leder er lagt inn på riktig ansvar.',
          'Arbeidsflyten er rettet, og fakturaene er sendt ut på nytt.',
          'Rettet i grunnlaget sammen med lønn. Kjøringen er fullført.',
          'Nettleserens mellomlager er tømt. Siden laster som den skal.',
        ],
      },
      nn: {
        titles: ['Får ikkje registrert reiserekning', 'Visma: timelista er tom', 'Får ikkje godkjent fråvær'],
        bodies: [
          'Eg får feil {error} når eg sender inn reiserekning.',
          'Timelista mi er tom {when}. Frist for levering er i dag.',
        ],
        solutions: ['Rolla som leiar er lagd inn på rett ansvar.', 'Arbeidsflyten er retta.'],
      },
      en: {
        titles: ['Cannot submit travel expenses', 'My time sheet is empty'],
        bodies: ['I get error {error} when I submit my travel expenses.'],
        solutions: ['The role was corrected.', 'The browser cache was cleared.'],
      },
    },
    notes: [
      'Organisasjonskartet ble endret 1. i måneden, roller henger igjen.',
      'Lønn er varslet og venter med kjøringen.',
    ],
  },
  {
    kind: 'incident',
    services: ['schoolTablets', 'chromebook', 'islandTablets'],
    category: 'school',
    share: 8,
    weight: 'plain',
    only: ['school', 'kindergarten'],
    words: {
      nb: {
        titles: [
          'Nettbrett i klassesettet vil ikke starte',
          '{few} enheter mangler apper',
          'Nettbrett spør etter Apple-ID',
          'Enhet knust skjerm',
          'Klassesett oppdaterer seg ikke',
          'Får ikke koblet til storskjerm i klasserommet',
          'Lader virker ikke i ladeskapet',
        ],
        bodies: [
          '{few} av nettbrettene i klassesettet vårt starter ikke {when}. Vi har prøvd å lade dem over natta.',
          'Appen vi bruker i norsk er borte fra {count} enheter.',
          'Et nettbrett har fått knust skjerm i storefri. Merkelappen er {ticketless}.',
          'Enhetene får ikke kontakt med nettet på {site} etter ferien.',
          'Ladeskapet på {room} lader bare halvparten av enhetene.',
        ],
        solutions: [
          'Enhetene er tilbakestilt og meldt inn på nytt.',
          'Appen er lagt ut på nytt til gruppa for trinnet.',
          'Ny enhet er levert skolen. Den gamle er sendt til reparasjon.',
          'Profilen for trådløst nett er sendt ut på nytt.',
          'Sikringen i ladeskapet er byttet av vaktmester.',
        ],
      },
      nn: {
        titles: [
          'Nettbrett i klassesettet vil ikkje starte',
          '{few} einingar manglar appar',
          'Chromebook med knust skjerm',
          'Får ikkje kopla til storskjerm i klasserommet',
        ],
        bodies: [
          '{few} av einingane i klassesettet vårt startar ikkje {when}.',
          'Appen vi brukar i norsk er borte frå {count} einingar.',
          'Ei eining har fått knust skjerm i storefri. Merkelappen er {ticketless}.',
        ],
        solutions: [
          'Einingane er tilbakestilte og melde inn på nytt.',
          'Appen er lagd ut på nytt.',
          'Ny eining er levert til skulen.',
        ],
      },
    },
    notes: [
      'Tredje knuste skjerm på trinnet i høst, snakk med rektor om deksler.',
      'Innmeldingen stoppet fordi enheten lå i feil gruppe.',
    ],
  },
  {
    kind: 'incident',
    services: ['feide', 'learning', 'vigilo'],
    category: 'school',
    share: 6,
    weight: 'plain',
    only: ['school', 'kindergarten'],
    words: {
      nb: {
        titles: [
          'Feide-pålogging feiler',
          'Elever mangler i klasselista',
          'Foresatte får ikke meldinger i Vigilo',
          'Får ikke åpnet prøve',
          'Læringsplattformen er treg',
          'Ny lærer mangler grupper',
          'Barnet står på feil avdeling i Vigilo',
        ],
        bodies: [
          'Hele trinnet får feil når de logger på med Feide {when}.',
          '{few} elever mangler i klasselista mi etter at de byttet klasse.',
          'Foresatte på {site} får ikke meldingene vi sender {when}.',
          'Vi skal ha prøve i morgen og får ikke åpnet den.',
          'Jeg er ny på {site} og har ingen grupper i læringsplattformen.',
        ],
        solutions: [
          'Synkroniseringen fra skoleadministrasjonen er kjørt på nytt. Alle er på plass.',
          'Feil i gruppenavn er rettet i kildesystemet.',
          'Leverandøren har rettet meldingstjenesten.',
          'Læreren er koblet til basisgruppene.',
          'Feide sentralt hadde driftsforstyrrelse. Virker igjen.',
        ],
      },
      nn: {
        titles: ['Feide-pålogging feilar', 'Elevar manglar i klasselista', 'Får ikkje opna prøve'],
        bodies: [
          'Heile trinnet får feil når dei loggar på med Feide {when}.',
          '{few} elevar manglar i klasselista mi.',
          'Vi skal ha prøve i morgon og får ikkje opna ho.',
        ],
        solutions: [
          'Synkroniseringa er køyrd på nytt. Alle er på plass.',
          'Feil i gruppenamn er retta i kjeldesystemet.',
        ],
      },
      en: {
        titles: ['Feide sign-in fails', 'New teacher has no groups'],
        bodies: [
          'I am new at {site} and have no groups in the learning platform.',
          'The whole class gets an error when signing in with Feide {when}.',
        ],
        solutions: ['Synchronisation was run again; everybody is in place.'],
      },
    },
    notes: ['Kilden er skoleadministrasjonen; feil må rettes der først.', 'Driftsmelding fra Feide 08:20.'],
  },
  {
    kind: 'incident',
    services: ['library', 'maps', 'childCare', 'social', 'quality', 'intranet', 'website'],
    category: 'system',
    share: 5,
    weight: 'plain',
    only: ['office', 'technical', 'health', 'culture'],
    words: {
      nb: {
        titles: [
          'Fagsystemet er tregt',
          'Skjema på nettsiden gir feil',
          'Får ikke lagret i fagsystemet',
          'Kartet laster ikke',
          'Avviksskjema lar seg ikke sende',
          'Lenke på intranettet er død',
          'Kommer ikke inn i fagsystemet',
          'Bibliotekets selvbetjening leser ikke kort',
        ],
        bodies: [
          'Fagsystemet vårt er tregt {when}. Det tar et halvt minutt å åpne en sak.',
          'Innbyggere får feil {error} når de sender inn skjemaet på nettsiden.',
          'Kartet viser bare grå ruter {when}.',
          'Jeg får ikke sendt avvik. Knappen er grå.',
          'Vi er {count} på {site} som ikke kommer inn i fagsystemet {when}.',
          'Selvbetjeningen på biblioteket leser ikke lånekort.',
        ],
        solutions: [
          'Indeksene i databasen er bygget på nytt. Svartiden er normal.',
          'Skjemaet er rettet og testet.',
          'Karttjenesten er startet på nytt.',
          'Rollen er gitt, avvik kan sendes.',
          'Leverandøren har rettet etter oppgraderingen.',
          'Lenken er oppdatert.',
        ],
      },
      nn: {
        titles: ['Fagsystemet er treigt', 'Skjema på nettsida gir feil', 'Kjem ikkje inn i fagsystemet'],
        bodies: [
          'Fagsystemet vårt er treigt {when}.',
          'Innbyggjarar får feil {error} når dei sender inn skjemaet på nettsida.',
        ],
        solutions: ['Indeksane i databasen er bygde på nytt.', 'Skjemaet er retta og testa.'],
      },
    },
    notes: [
      'Leverandør mener feilen er hos oss, logger er sendt.',
      'Oppgradert i natt, se endringskalenderen.',
    ],
  },
  {
    kind: 'request',
    services: ['patientRecord', 'records', 'payroll', 'childCare', 'social', 'planning', 'vigilo'],
    category: 'access',
    share: 6,
    weight: 'light',
    words: {
      nb: {
        titles: [
          'Tilgang til fagsystem',
          'Ny rolle i fagsystemet',
          'Tilgang til Gerica for vikar',
          'Endret ansvar – ny tilgang',
          'Rapport fra fagsystemet',
          'Tilgang til Elements',
        ],
        bodies: [
          'En medarbeider på {site} trenger tilgang til fagsystemet fra mandag. Leder har godkjent.',
          'Jeg har fått nytt ansvar og trenger rolle som leder i systemet.',
          'Kan vi få en rapport over {few} siste år? Trenger den til tertialrapporten.',
          'Vikar på {site} trenger tilgang i {few} uker.',
        ],
        solutions: [
          'Tilgang er gitt med sluttdato.',
          'Rollen er lagt inn av systemansvarlig.',
          'Rapporten er sendt.',
          'Tilgang er gitt og gjelder fra mandag.',
        ],
      },
      nn: {
        titles: ['Tilgang til fagsystem', 'Ny rolle i fagsystemet', 'Tilgang for vikar'],
        bodies: [
          'Ein medarbeidar på {site} treng tilgang til fagsystemet frå måndag. Leiar har godkjent.',
          'Vikar på {site} treng tilgang i {few} veker.',
        ],
        solutions: ['Tilgang er gitt med sluttdato.', 'Rolla er lagd inn av systemansvarleg.'],
      },
    },
    notes: ['Taushetserklæring er mottatt.', 'Systemeier har godkjent.'],
  },
  {
    kind: 'request',
    services: ['website', 'intranet', 'maps', 'schoolTablets', 'chromebook', 'islandTablets', 'phone'],
    category: 'other',
    share: 4,
    weight: 'light',
    words: {
      nb: {
        titles: [
          'Hjelp til å sette opp utstyr',
          'Publisere ny side',
          'Flytte kontor – utstyr må flyttes',
          'Opplæring i nytt system',
          'Nytt telefonnummer til vakta',
          'Lån av projektor',
          '{few} nye apper til trinnet',
        ],
        bodies: [
          'Vi flytter fra {office} til {room} og trenger hjelp med PC-er, telefoner og skriver.',
          'Kan dere publisere den nye siden vår? Teksten er klar.',
          'Vi ønsker opplæring for {count} ansatte på {site}.',
          'Vi trenger et nytt nummer til vakttelefonen fra nyttår.',
          'Kan vi låne projektor til foreldremøte på {site}?',
        ],
        solutions: [
          'Utstyret er flyttet og testet.',
          'Siden er publisert.',
          'Opplæring er holdt.',
          'Nummeret er satt opp.',
          'Projektoren er levert og hentet tilbake.',
          'Appene er kjøpt og lagt ut.',
        ],
      },
      nn: {
        titles: ['Hjelp til å setje opp utstyr', 'Flytte kontor – utstyr må flyttast', 'Lån av projektor'],
        bodies: [
          'Vi flyttar frå {office} til {room} og treng hjelp med PC-ar, telefonar og skrivar.',
          'Kan vi låne projektor til foreldremøte på {site}?',
        ],
        solutions: ['Utstyret er flytta og testa.', 'Projektoren er levert og henta tilbake.'],
      },
      en: {
        titles: ['Moving office', 'Borrow a projector'],
        bodies: ['We are moving from {office} to {room} and need help with computers and phones.'],
        solutions: ['The equipment was moved and tested.'],
      },
    },
    notes: ['Avtalt til torsdag.', 'Vaktmester hjelper med bæring.'],
  },
];
