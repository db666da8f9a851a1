import type { CaseKind } from './case-kind.js';

/** Passwords, printers, PCs: what every desk hears every morning. */
export const everydayCases: readonly CaseKind[] = [
  {
    kind: 'incident',
    services: ['account', 'account', 'feide'],
    category: 'signIn',
    share: 12,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'Får ikke logget på',
          'Glemt passord',
          'Passordet virker ikke etter ferien',
          'Kontoen er låst',
          'Passord utløpt – kommer ikke inn på PC',
          'Feil passord selv om det er riktig',
          'Må bytte passord, men får feilmelding {error}',
        ],
        bodies: [
          'Hei! Jeg får ikke logget meg på {when}. Det står at passordet er feil, men jeg er sikker på at det er riktig.',
          'Har prøvd å logge på {few} ganger og nå står det at kontoen er låst. Jeg er på {site} og trenger PC-en til neste time.',
          'Passordet mitt gikk ut, og når jeg prøver å lage nytt får jeg beskjed om at det ikke oppfyller kravene. Har prøvd mange varianter.',
          'Jeg har glemt passordet mitt. Kan dere ringe meg på {extension}?',
          'Kommer ikke inn {when}. Feilkode {error}. Kollegaen ved siden av meg kommer inn uten problemer.',
        ],
        solutions: [
          'Passordet er nullstilt, og bruker har logget på mens vi var på telefonen.',
          'Kontoen var låst etter gjentatte forsøk fra mobilen med gammelt passord. Låst opp, og passordet er oppdatert på telefonen.',
          'Nytt midlertidig passord er gitt på telefon etter kontroll av identitet.',
          'Veiledet i passordbytte: minst 14 tegn, og ikke et av de ti siste.',
        ],
      },
      nn: {
        titles: [
          'Får ikkje logga på',
          'Gløymt passord',
          'Passordet verkar ikkje etter ferien',
          'Kontoen er låst',
          'Passordet er gått ut',
        ],
        bodies: [
          'Hei! Eg får ikkje logga meg på {when}. Det står at passordet er feil, men eg er sikker på at det er rett.',
          'Eg har prøvd {few} gonger, og no står det at kontoen er låst. Er på {site}.',
          'Eg har gløymt passordet mitt. Kan de ringje meg på {extension}?',
        ],
        solutions: [
          'Passordet er nullstilt, og brukaren har logga på medan vi var på telefonen.',
          'Kontoen var låst etter forsøk frå mobilen med gammalt passord. Låst opp.',
          'Nytt mellombels passord er gitt på telefon.',
        ],
      },
      en: {
        titles: ['Cannot sign in', 'Forgot my password', 'Account is locked', 'Password expired'],
        bodies: [
          'Hi, I cannot sign in {when}. It says the password is wrong, but I am sure it is right.',
          'My account is locked after {few} attempts. I am at {site} today.',
          'My password expired and the new one is not accepted. Error {error}.',
        ],
        solutions: [
          'The password has been reset and the user has signed in.',
          'The account was locked by a phone with an old password. Unlocked.',
        ],
      },
    },
    notes: [
      'Sjekket påloggingsloggen: alle forsøkene kommer fra samme mobil.',
      'Kontoen er synkronisert fra HR, så endringen må gjøres der.',
      'Tredje gang denne måneden. Bør få satt opp selvbetjent passordbytte.',
    ],
  },
  {
    kind: 'incident',
    services: ['printing'],
    category: 'printing',
    share: 11,
    weight: 'light',
    words: {
      nb: {
        titles: [
          'Skriver {printer} skriver ikke ut',
          'Papirstopp i skriveren på {room}',
          'Får ikke skrevet ut',
          'Skriveren på {site} er frakoblet',
          'Utskrift kommer ut med striper',
          'Skanning til e-post virker ikke',
          'Skriveren ber om kort, men leser det ikke',
          'Tom for toner i {printer}',
        ],
        bodies: [
          'Skriveren på {room} skriver ikke ut {when}. Det står «frakoblet» på PC-en min, men skriveren lyser grønt.',
          'Jobbene blir liggende i køen på {printer}. Vi har skrudd den av og på uten at det hjelper.',
          'Det kommer sorte striper på alle utskrifter. Har byttet papir. Gjelder {printer} på {site}.',
          'Når jeg skanner til e-post kommer det ingenting. Det virket i forrige uke.',
          'Adgangskortet mitt leses ikke på skriveren på {room}. Andre kort virker.',
          'Skriveren viser «bytt toner», men vi har ingen igjen på lageret.',
        ],
        solutions: [
          'Utskriftskøen på serveren hang. Startet på nytt, og ventende jobber kom ut.',
          'Skriveren hadde fått ny IP-adresse. Fast adresse er satt.',
          'Trommelen er byttet av leverandøren.',
          'Kortet er registrert på nytt mot brukeren.',
          'Toner er levert på {site}.',
          'Driveren er installert på nytt på {pc}.',
        ],
      },
      nn: {
        titles: [
          'Skrivaren på {room} skriv ikkje ut',
          'Får ikkje skrive ut',
          'Papirstopp i {printer}',
          'Skanning til e-post verkar ikkje',
        ],
        bodies: [
          'Skrivaren på {room} skriv ikkje ut {when}. Det står «fråkopla» på PC-en min.',
          'Jobbane vert liggjande i køen på {printer}. Vi har skrudd han av og på utan at det hjelper.',
          'Når eg skannar til e-post, kjem det ingenting. Det verka førre veke.',
        ],
        solutions: [
          'Utskriftskøen hang. Starta på nytt, og jobbane kom ut.',
          'Skrivaren hadde fått ny IP-adresse. Fast adresse er sett.',
          'Trommelen er bytt av leverandøren.',
        ],
      },
      en: {
        titles: ['Printer {printer} does not print', 'Cannot print', 'Scan to email does not work'],
        bodies: [
          'The printer in {room} does not print {when}. It looks fine on its own display.',
          'My jobs stay in the queue on {printer}.',
        ],
        solutions: [
          'The print queue was restarted and waiting jobs came out.',
          'The driver was reinstalled on {pc}.',
        ],
      },
    },
    notes: [
      'Leverandøren har hatt denne skriveren inne to ganger i år. Vurder bytte.',
      'Køen på utskriftsserveren har stoppet siden i natt, se også de andre sakene.',
      'Skriver er ute av serviceavtalen fra nyttår.',
    ],
  },
  {
    kind: 'incident',
    services: ['workplace'],
    category: 'equipment',
    share: 10,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'PC-en starter ikke',
          'PC-en er veldig treg',
          'Skjermen blir svart',
          'Dokkingstasjonen virker ikke',
          'Blåskjerm på {pc}',
          'Tastaturet virker ikke',
          'PC-en låser seg',
          'Lader ikke – batteriet er tomt',
          'Den ene skjermen får ikke bilde',
          'Vifta bråker og PC-en blir varm',
        ],
        bodies: [
          'PC-en min ({pc}) starter ikke {when}. Lampa lyser, men skjermen er svart.',
          'Alt går tregt {when}. Det tar flere minutter å åpne {app}. Har startet på nytt flere ganger.',
          'Når jeg setter PC-en i dokken får jeg ikke bilde på skjermene. Har prøvd en annen kabel.',
          'Det kom en blå skjerm med koden {error}, og så startet den på nytt. Det har skjedd {few} ganger i dag.',
          'Batteriet varer bare en halv time, og nå lader den ikke i det hele tatt. PC-en heter {pc}.',
          'Jeg sitter på {office} og den ene skjermen får ikke bilde.',
        ],
        solutions: [
          'Oppdatert BIOS og drivere på {pc}. Virker etter omstart.',
          'PC-en er byttet med en fra lager, og filer og profil er flyttet over.',
          'Dokkingstasjonen er byttet.',
          'Disken var full av gamle profiler. Ryddet, og PC-en er rask igjen.',
          'Lader og batteri er byttet på garanti.',
          'Kabelen satt løst i skjermen. Festet og testet sammen med bruker.',
        ],
      },
      nn: {
        titles: [
          'PC-en startar ikkje',
          'PC-en er veldig treig',
          'Skjermen vert svart',
          'Dokkingstasjonen verkar ikkje',
        ],
        bodies: [
          'PC-en min ({pc}) startar ikkje {when}. Lampa lyser, men skjermen er svart.',
          'Alt går treigt {when}. Det tek fleire minutt å opne {app}.',
          'Når eg set PC-en i dokken, får eg ikkje bilete på skjermane.',
        ],
        solutions: [
          'Oppdatert drivarar på {pc}. Verkar etter omstart.',
          'PC-en er bytt med ein frå lager, og filene er flytta over.',
          'Dokkingstasjonen er bytt.',
        ],
      },
      en: {
        titles: ['Laptop does not start', 'Laptop is very slow', 'No picture on the second screen'],
        bodies: [
          'My laptop ({pc}) does not start {when}.',
          'Everything is slow {when}. Opening {app} takes minutes.',
        ],
        solutions: [
          'Drivers updated on {pc}; works after a restart.',
          'The laptop was replaced and the profile moved.',
        ],
      },
    },
    notes: [
      '{pc} er fra 2019 og står på utskiftingslista.',
      'Samme feil på flere PC-er av denne modellen etter siste driverpakke.',
      'Bestilt ny dokk, leveringstid en uke.',
    ],
  },
  {
    kind: 'incident',
    services: ['mail', 'office365'],
    category: 'mail',
    share: 8,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'Får ikke sendt e-post',
          'Outlook ber om passord hele tida',
          'Innboksen er full',
          'Kalenderen deles ikke lenger',
          'E-post til eksterne kommer i retur',
          'Felles postboks er borte',
          'Finner ikke e-post fra forrige uke',
          'Outlook åpner ikke',
        ],
        bodies: [
          'Outlook spør om passord {when}, og uansett hva jeg skriver kommer ruta opp igjen.',
          'Jeg får beskjed om at postboksen er full og kan ikke sende. Har slettet det jeg kan.',
          'E-post jeg sender til en innbygger kommer i retur med feil {error}.',
          'Den felles postboksen til enheten vår er borte fra Outlook {when}. Vi er {count} som bruker den.',
          'Kollegaene mine kan ikke se kalenderen min lenger.',
          'Outlook åpner, men blir stående på «laster profil».',
        ],
        solutions: [
          'Profilen i Outlook er laget på nytt.',
          'Arkivpostboks er slått på, og gamle e-poster flyttes automatisk.',
          'Adressen var feilstavet i autofullføringen. Slettet fra lista.',
          'Tilgangen til felles postboks er lagt tilbake; den forsvant da gruppa ble ryddet.',
          'Deling av kalender er satt opp på nytt.',
        ],
      },
      nn: {
        titles: [
          'Får ikkje sendt e-post',
          'Outlook spør om passord heile tida',
          'Innboksen er full',
          'Felles postboks er borte',
        ],
        bodies: [
          'Outlook spør om passord {when}, og uansett kva eg skriv kjem ruta opp att.',
          'Eg får melding om at postboksen er full og kan ikkje sende.',
          'Den felles postboksen vår er borte frå Outlook {when}. Vi er {count} som brukar han.',
        ],
        solutions: [
          'Profilen i Outlook er laga på nytt.',
          'Arkivpostboks er slått på.',
          'Tilgangen til felles postboks er lagd tilbake.',
        ],
      },
      en: {
        titles: [
          'Outlook keeps asking for a password',
          'Mailbox is full',
          'Mail to external addresses bounces',
        ],
        bodies: [
          'Outlook asks for my password {when}, whatever I type.',
          'I cannot send mail; the mailbox is full.',
        ],
        solutions: ['The Outlook profile was rebuilt.', 'The archive mailbox was turned on.'],
      },
    },
    notes: [
      'Lisensen var tatt bort ved en feil i den nattlige synkroniseringen.',
      'Avsenderen ligger i karantene, frigitt.',
      'Bruker har 48 GB i innboksen.',
    ],
  },
  {
    kind: 'incident',
    services: ['teams', 'rooms'],
    category: 'software',
    share: 5,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'Ingen lyd i Teams',
          'Kamera virker ikke i Teams-møte',
          'Teams henger seg når jeg deler skjerm',
          'Skjermen på {room} finner ikke PC-en',
          'Kan ikke opprette team',
          'Mikrofonen på {room} virker ikke',
        ],
        bodies: [
          'Jeg har ingen lyd i Teams-møter {when}. Lyden virker ellers.',
          'Når jeg deler skjermen fryser Teams. Har møte med {count} deltakere klokka ett.',
          'Storskjermen på {room} finner ikke PC-en. Vi har politisk møte i kveld.',
          'De andre hører meg ikke når jeg bruker utstyret på {room}.',
          'Kameraet er svart i Teams, men virker i andre programmer.',
        ],
        solutions: [
          'Feil lydenhet var valgt. Satt riktig, og vist bruker hvor det gjøres.',
          'Teams er oppdatert, og mellomlageret er tømt.',
          'Møteromsenheten er startet på nytt og oppdatert.',
          'HDMI-kabelen på {room} er byttet.',
        ],
      },
      nn: {
        titles: ['Ingen lyd i Teams', 'Kamera verkar ikkje i Teams', 'Teams heng når eg deler skjerm'],
        bodies: [
          'Eg har ingen lyd i Teams-møte {when}.',
          'Når eg deler skjermen, frys Teams. Har møte med {count} deltakarar klokka eitt.',
        ],
        solutions: ['Feil lydeining var vald. Sett rett saman med brukar.', 'Teams er oppdatert.'],
      },
    },
    notes: [
      'Rommet har fortsatt gammel møteromsenhet. Skal byttes i mai.',
      'Kjent feil i siste versjon, se leverandørens driftsmelding.',
    ],
  },
  {
    kind: 'incident',
    services: ['office365', 'files'],
    category: 'software',
    share: 6,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          '{app} åpner ikke',
          'Filer på OneDrive synkroniserer ikke',
          'Får ikke åpnet delt dokument',
          'Slettet en mappe ved en feil',
          'Fellesområdet er borte',
          'Får «ikke tilgang» på mappa vår',
          '{app} krasjer når jeg lagrer',
        ],
        bodies: [
          '{app} krasjer hver gang jeg lagrer {when}. Har mistet arbeid to ganger.',
          'Fellesområdet vårt vises ikke {when}. Vi er {count} på {site} som ikke kommer til filene.',
          'Jeg kom til å slette en mappe på fellesområdet. Kan dere hente den tilbake fra i går?',
          'OneDrive viser rødt kryss på alle filer og sier at den ikke kan synkronisere.',
          'Jeg får «du har ikke tilgang» når jeg åpner dokumentet sjefen delte.',
        ],
        solutions: [
          'Mappa er hentet tilbake fra sikkerhetskopien.',
          'Stasjonen er koblet til på nytt; påloggingsskriptet hadde feilet.',
          'Office er reparert på {pc}.',
          'Tilgangen er gitt gjennom gruppa for enheten.',
          'OneDrive er satt opp på nytt. Alle filer var i behold.',
        ],
      },
      nn: {
        titles: [
          '{app} opnar ikkje',
          'Filer på OneDrive synkroniserer ikkje',
          'Sletta ei mappe ved ein feil',
          'Fellesområdet er borte',
        ],
        bodies: [
          '{app} krasjar kvar gong eg lagrar {when}.',
          'Fellesområdet vårt er borte {when}. Vi er {count} på {site} som ikkje kjem til filene.',
          'Eg kom til å slette ei mappe på fellesområdet. Kan de hente ho tilbake?',
        ],
        solutions: [
          'Mappa er henta tilbake frå tryggingskopien.',
          'Stasjonen er kopla til på nytt.',
          'Office er reparert på {pc}.',
        ],
      },
      en: {
        titles: ['{app} does not open', 'Deleted a folder by mistake'],
        bodies: [
          '{app} crashes whenever I save {when}.',
          'I deleted a folder on the shared drive by mistake. Can you restore it from yesterday?',
        ],
        solutions: ['The folder was restored from backup.', 'Office was repaired on {pc}.'],
      },
    },
    notes: [
      'Gjenoppretting tok 20 minutter, 3,2 GB.',
      'Gruppa hadde mistet medlemmene sine etter omorganiseringen.',
    ],
  },
  {
    kind: 'request',
    services: ['workplace', 'mobile'],
    category: 'newEquipment',
    share: 9,
    weight: 'light',
    words: {
      nb: {
        titles: [
          'Bestilling av bærbar PC',
          'Ny skjerm til {office}',
          'Trenger headset',
          'Ny mobiltelefon',
          'Bestille tastatur og mus',
          'Dokkingstasjon til hjemmekontor',
          'Nettbrett til avdelingen',
          '{few} nye PC-er til {site}',
        ],
        bodies: [
          'Vi trenger en bærbar PC til ny medarbeider på {site}. Leder har godkjent.',
          'Kan jeg få en skjerm til på kontoret mitt, {office}? Har bare en liten.',
          'Headsetet mitt er ødelagt og jeg sitter i telefonen hele dagen.',
          'Telefonen min er over fire år og får ikke oppdateringer lenger.',
          'Avdelingen trenger {few} nettbrett til dokumentasjon ute hos brukerne. Belastes vårt ansvar.',
        ],
        solutions: [
          'Utstyret er levert på {site} og registrert.',
          'Sendt med internposten i dag.',
          'Hentet av bruker på IKT-lageret.',
          'Telefon er satt opp med nytt SIM og levert.',
        ],
      },
      nn: {
        titles: ['Tinging av berbar PC', 'Ny skjerm til {office}', 'Treng headset', 'Ny mobiltelefon'],
        bodies: [
          'Vi treng ein berbar PC til ny medarbeidar på {site}. Leiar har godkjent.',
          'Kan eg få ein skjerm til på kontoret mitt, {office}?',
          'Headsettet mitt er øydelagt.',
        ],
        solutions: ['Utstyret er levert på {site} og registrert.', 'Sendt med internposten i dag.'],
      },
      en: {
        titles: ['Order a laptop', 'Need a headset', 'New monitor for {office}'],
        bodies: [
          'We need a laptop for a new colleague at {site}. My manager has approved it.',
          'My headset is broken.',
        ],
        solutions: ['Delivered at {site}.', 'Picked up at the IT store.'],
      },
    },
    notes: [
      'Ikke på lager, bestilt hos rammeavtaleleverandør.',
      'Ansvar og prosjekt mangler, spurt bruker.',
      'Leder har godkjent på e-post.',
    ],
  },
  {
    kind: 'request',
    services: ['software', 'office365'],
    category: 'software',
    share: 5,
    weight: 'light',
    words: {
      nb: {
        titles: [
          'Installere {software}',
          'Lisens til {software}',
          'Trenger {software} på {pc}',
          'Oppgradere {software}',
        ],
        bodies: [
          'Jeg trenger {software} på PC-en min ({pc}). Har avklart det med leder.',
          'Kan dere installere {software}? Skal bruke det i et prosjekt fra mandag.',
          'Lisensen på {software} har gått ut.',
        ],
        solutions: [
          '{software} er lagt ut i firmaportalen og installert.',
          'Lisens er tildelt. Logg ut og inn igjen.',
          'Installert på {pc}.',
        ],
      },
      nn: {
        titles: ['Installere {software}', 'Lisens til {software}'],
        bodies: [
          'Eg treng {software} på PC-en min ({pc}). Har avklart det med leiar.',
          'Kan de installere {software}?',
        ],
        solutions: ['{software} er lagt ut i firmaportalen og installert.', 'Lisens er tildelt.'],
      },
      en: {
        titles: ['Install {software}', 'Licence for {software}'],
        bodies: ['I need {software} on my laptop ({pc}).', 'My licence for {software} has expired.'],
        solutions: ['{software} has been installed.', 'A licence has been assigned.'],
      },
    },
    notes: [
      'Siste ledige lisens er brukt, ny pakke må kjøpes.',
      'Programmet er vurdert av sikkerhet og godkjent.',
    ],
  },
  {
    kind: 'request',
    services: ['account'],
    category: 'joiner',
    share: 7,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'Ny ansatt starter mandag',
          'Tilganger til ny medarbeider',
          'Vikar trenger bruker',
          'Slutter i stillingen – avslutte tilganger',
          'Sommervikarer på {site}',
          'Endret stilling, nye tilganger',
        ],
        bodies: [
          'Vi får ny medarbeider på {site} fra den første. Trenger bruker, e-post og tilgang til fellesområdet.',
          'Vi har fått en vikar i {few} uker og trenger bruker så fort som mulig.',
          'En medarbeider går over i ny stilling og skal ha tilgangene til den nye enheten. De gamle skal bort.',
          'Vi får {count} sommervikarer på {site}. Liste med navn sendes når dere er klare.',
          'En medarbeider slutter ved månedsskiftet. Kan dere avslutte bruker og tilganger?',
        ],
        solutions: [
          'Bruker er opprettet, og midlertidig passord er gitt til leder.',
          'Tilgangene er endret etter ny stilling i HR.',
          'Kontoene er opprettet og klare fra avtalt dato.',
          'Konto er sperret, og tilganger er trukket tilbake.',
        ],
      },
      nn: {
        titles: [
          'Ny tilsett startar måndag',
          'Vikar treng brukar',
          'Sluttar i stillinga – avslutte tilgangar',
          'Sommarvikarar på {site}',
        ],
        bodies: [
          'Vi får ny medarbeidar på {site} frå den fyrste. Treng brukar, e-post og tilgang til fellesområdet.',
          'Vi har fått ein vikar i {few} veker og treng brukar så fort som råd.',
        ],
        solutions: [
          'Brukaren er oppretta, og mellombels passord er gitt til leiar.',
          'Kontoane er oppretta og klare frå avtalt dato.',
        ],
      },
      en: {
        titles: ['New colleague starts on Monday', 'Substitute needs an account'],
        bodies: ['We have a new colleague at {site} from the first. Needs an account and mail.'],
        solutions: ['The account is ready and the password was given to the manager.'],
      },
    },
    notes: ['Ligger ikke i HR ennå, venter på lønn.', 'Kontrollert mot HR: sluttdato stemmer.'],
  },
];
