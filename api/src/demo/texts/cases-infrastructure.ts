import type { CaseKind } from './case-kind.js';

/** Networks, servers, telephones and what threatens them. */
export const infrastructureCases: readonly CaseKind[] = [
  {
    kind: 'incident',
    services: ['wifi', 'network'],
    category: 'network',
    share: 8,
    weight: 'heavy',
    words: {
      nb: {
        titles: [
          'Trådløst nett faller ut',
          'Ikke nett på {site}',
          'Dårlig dekning i {room}',
          'Nettet er tregt på {site}',
          'Får ikke IP-adresse på {office}',
          'Gjestenettet virker ikke',
          'Nettpunktet på {office} er dødt',
        ],
        bodies: [
          'Det trådløse nettet på {site} faller ut {when}. Det gjelder alle på avdelingen, vi er {count}.',
          'Vi har ikke nett i det hele tatt på {site}. Telefonene er også nede.',
          'I {room} er det nesten ikke dekning. Må gå ut i gangen for å få nett.',
          'Nettet er så tregt {when} at vi ikke får jobbet i fagsystemene.',
          'Nettpunktet på {office} er dødt. Har prøvd med to PC-er.',
        ],
        solutions: [
          'Aksesspunktet er startet på nytt og fastvaren oppdatert.',
          'Strømmen til {switch} var tatt av vaktmester under arbeid. Satt på igjen.',
          'Nytt aksesspunkt er hengt opp ved {room}.',
          'Feil på fiberlinja. Leverandøren har rettet.',
          'Porten i {switch} var sperret. Åpnet.',
          'En sløyfe i nettet er fjernet: en kabel sto i begge ender i samme svitsj.',
        ],
      },
      nn: {
        titles: [
          'Trådlaust nett fell ut',
          'Ikkje nett på {site}',
          'Dårleg dekning i {room}',
          'Nettet er treigt på {site}',
        ],
        bodies: [
          'Det trådlause nettet på {site} fell ut {when}. Det gjeld alle på avdelinga, vi er {count}.',
          'Vi har ikkje nett i det heile på {site}.',
          'Nettet er så treigt {when} at vi ikkje får arbeidd i fagsystema.',
        ],
        solutions: [
          'Aksesspunktet er starta på nytt og oppdatert.',
          'Feil på fiberlinja. Leverandøren har retta.',
          'Porten i {switch} var sperra. Opna.',
        ],
      },
      en: {
        titles: ['Wireless network drops', 'No network at {site}'],
        bodies: ['The wireless network at {site} drops {when}. It affects {count} of us.'],
        solutions: ['The access point was restarted and updated.', 'The supplier fixed the fibre line.'],
      },
    },
    notes: [
      '{switch} melder PoE-feil på flere porter.',
      'Måler 40 % pakketap mot {site}. Meldt til linjeleverandør.',
      'Dekningsmålingen fra i vår viste det samme, se rapporten på området.',
    ],
  },
  {
    kind: 'incident',
    services: ['vpn'],
    category: 'network',
    share: 5,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'VPN kobler ikke til',
          'Hjemmekontor virker ikke',
          'VPN faller ut etter noen minutter',
          'Kommer ikke til fellesområdet hjemmefra',
        ],
        bodies: [
          'Jeg er på hjemmekontor og VPN kobler ikke til {when}. Feil {error}.',
          'VPN kobler til, men faller ut etter {few} minutter.',
          'Hjemmefra kommer jeg ikke til fagsystemet, men e-post virker.',
          'Etter passordbyttet får jeg ikke koblet til VPN.',
        ],
        solutions: [
          'Sertifikatet på {pc} var utløpt. Fornyet.',
          'Klienten er oppdatert til nyeste versjon.',
          'Ruteren hjemme sperret for protokollen. Byttet til SSL i profilen.',
          'Måtte låse PC-en opp med nytt passord én gang på kontoret.',
        ],
      },
      nn: {
        titles: ['VPN koplar ikkje til', 'Heimekontor verkar ikkje'],
        bodies: [
          'Eg er på heimekontor, og VPN koplar ikkje til {when}. Feil {error}.',
          'VPN koplar til, men fell ut etter {few} minutt.',
        ],
        solutions: ['Sertifikatet på {pc} var gått ut. Fornya.', 'Klienten er oppdatert.'],
      },
      en: {
        titles: ['VPN does not connect', 'VPN drops after a few minutes'],
        bodies: ['I am working from home and VPN does not connect {when}. Error {error}.'],
        solutions: ['The certificate on {pc} had expired. Renewed.', 'The client was updated.'],
      },
    },
    notes: ['Loggen viser at sertifikatet gikk ut i går.', 'Flere saker etter endringen i brannmuren.'],
  },
  {
    kind: 'incident',
    services: ['phone', 'mobile'],
    category: 'telephony',
    share: 5,
    weight: 'plain',
    words: {
      nb: {
        titles: [
          'Telefonen {extension} er død',
          'Kommer ikke gjennom til sentralbordet',
          'Mobilen er ødelagt',
          'Viderekobling virker ikke',
          'Skrur seg av under samtaler',
          'Ingen dekning på mobil i {room}',
          'Mistet mobiltelefonen',
        ],
        bodies: [
          'Telefonen på {extension} er helt død {when}.',
          'Innbyggere sier at de ikke kommer gjennom til oss. Det ringer ikke hos oss.',
          'Skjermen på mobilen er knust. Jeg trenger den i vakt.',
          'Viderekobling til vakttelefonen virker ikke {when}.',
          'Jeg har mistet tjenestetelefonen. Den ble sist sett på {site}.',
        ],
        solutions: [
          'Telefonen er startet på nytt og registrert mot sentralen.',
          'Køoppsettet er rettet: åpningstidene var feil etter helligdagen.',
          'Ny telefon er levert, og den gamle er fjernslettet.',
          'Viderekoblingen er satt opp på nytt og testet.',
          'Telefonen er sperret og slettet. Nytt SIM er bestilt.',
        ],
      },
      nn: {
        titles: ['Telefonen {extension} er død', 'Mobilen er øydelagd', 'Vidarekopling verkar ikkje'],
        bodies: [
          'Telefonen på {extension} er heilt død {when}.',
          'Skjermen på mobilen er knust. Eg treng han i vakt.',
        ],
        solutions: ['Telefonen er starta på nytt.', 'Ny telefon er levert, og den gamle er fjernsletta.'],
      },
    },
    notes: [
      'Sperret i administrasjonsverktøyet kl. 09.',
      'Leverandøren har driftsmelding på innkommende trafikk.',
    ],
  },
  {
    kind: 'incident',
    services: ['hosting', 'backup'],
    category: 'system',
    share: 2.2,
    weight: 'heavy',
    only: ['office', 'technical'],
    words: {
      nb: {
        titles: [
          'Lite diskplass på {server}',
          '{server} svarer ikke',
          'Nattlig jobb feilet på {server}',
          'Sikkerhetskopi av {server} feilet',
          'Sertifikat går ut om {few} dager',
          'Høy last på {server}',
        ],
        bodies: [
          'Overvåkingen melder lite diskplass på {server}: {few} % ledig.',
          '{server} svarer ikke på ping {when}.',
          'Den nattlige eksporten på {server} feilet med {error}.',
          'Sikkerhetskopien av {server} har feilet de siste {few} nettene.',
        ],
        solutions: [
          'Loggfiler er ryddet, og disken er utvidet.',
          'Serveren er startet på nytt etter at minnet var fullt.',
          'Jobben er kjørt på nytt for hånd og gikk bra.',
          'Tjenestekontoen hadde utløpt passord. Byttet, og kopien er kjørt.',
          'Sertifikatet er fornyet.',
        ],
      },
    },
    notes: [
      'Vokser med 4 GB i døgnet, sannsynligvis sporingslogg som er slått på.',
      'Restartet 02:10, se driftsloggen.',
      'Bør inn som problem: tredje gang i høst.',
    ],
  },
  {
    kind: 'incident',
    services: ['security'],
    category: 'security',
    share: 2.6,
    weight: 'heavy',
    words: {
      nb: {
        titles: [
          'Mistenkelig e-post om faktura',
          'Trykket på lenke i e-post',
          'SMS som utgir seg for å være fra kommunen',
          'Får mange MFA-forespørsler',
          'Advarsel om virus på {pc}',
          'E-post sendt til feil mottaker',
        ],
        bodies: [
          'Jeg har fått en e-post om en faktura jeg ikke kjenner til. Flere på avdelingen har fått den samme.',
          'Jeg kom til å trykke på en lenke og skrev inn passordet mitt før jeg skjønte at det var svindel.',
          'Telefonen min spør om å godkjenne pålogging hele tida uten at jeg logger på.',
          'Det kom opp en advarsel om virus på {pc}. Jeg har trukket ut nettkabelen.',
          'Jeg sendte en e-post med vedlegg til feil mottaker. Hva gjør jeg?',
        ],
        solutions: [
          'E-posten er fjernet fra {count} postbokser, og avsenderen er sperret.',
          'Passord er byttet, økter er avsluttet, og det er kontrollert at ingen regler er lagt inn i postboksen.',
          'Falsk alarm: annonse i nettleseren. Nettleseren er ryddet.',
          'PC-en er tatt ut av nettet og installert på nytt.',
          'Meldt som avvik til personvernombudet, og mottaker har bekreftet sletting.',
        ],
      },
      nn: {
        titles: ['Mistenkjeleg e-post om faktura', 'Trykte på lenkje i e-post'],
        bodies: [
          'Eg har fått ein e-post om ein faktura eg ikkje kjenner til. Fleire på avdelinga har fått den same.',
          'Eg kom til å trykkje på ei lenkje og skreiv inn passordet mitt.',
        ],
        solutions: [
          'E-posten er fjerna frå {count} postboksar, og avsendaren er sperra.',
          'Passord er bytt, og økter er avslutta.',
        ],
      },
      en: {
        titles: ['Suspicious email about an invoice', 'Clicked a link in an email'],
        bodies: ['I received an email about an invoice I do not know. Several colleagues got the same one.'],
        solutions: ['The message was removed from {count} mailboxes and the sender blocked.'],
      },
    },
    notes: [
      'Pålogging fra utlandet 07:42, økten er avsluttet.',
      'Indikatorene er lagt inn i e-postfilteret.',
      'Varslet HelseCERT.',
    ],
  },
  {
    kind: 'request',
    services: ['doors'],
    category: 'access',
    share: 2,
    weight: 'light',
    words: {
      nb: {
        titles: [
          'Nytt adgangskort',
          'Adgang til {room}',
          'Kortet virker ikke på hovedinngangen',
          'Endre åpningstid på dør',
        ],
        bodies: [
          'Jeg har mistet adgangskortet og trenger et nytt. Det gamle bør sperres.',
          'Kan jeg få adgang til {room}? Avklart med leder.',
          'Hovedinngangen på {site} må stå åpen til klokka {few} på torsdag på grunn av folkemøte.',
        ],
        solutions: [
          'Nytt kort er laget og kan hentes i servicetorget. Det gamle er sperret.',
          'Adgang er gitt.',
          'Tidsplanen på døra er endret.',
        ],
      },
    },
    notes: ['Gammelt kort sperret samme dag.'],
  },
  {
    kind: 'request',
    services: ['files', 'teams', 'mail'],
    category: 'access',
    share: 6,
    weight: 'light',
    words: {
      nb: {
        titles: [
          'Tilgang til fellesområdet',
          'Tilgang til felles postboks',
          'Nytt team for prosjektet',
          'Tilgang til mappe for {site}',
          'Ny distribusjonsliste',
          'Kalender for {room}',
        ],
        bodies: [
          'Jeg trenger tilgang til fellesområdet for enheten. Leder har godkjent.',
          'Vi trenger et team for et prosjekt med {count} deltakere, også noen eksterne.',
          'Kan jeg få lese- og skrivetilgang til den felles postboksen for {site}?',
          'Vi vil kunne reservere {room} i Outlook.',
        ],
        solutions: [
          'Tilgang er gitt gjennom gruppa. Logg ut og inn.',
          'Teamet er opprettet med deg som eier.',
          'Postboksen dukker opp i Outlook innen en time.',
          'Rommet kan nå reserveres.',
        ],
      },
      nn: {
        titles: ['Tilgang til fellesområdet', 'Tilgang til felles postboks', 'Nytt team for prosjektet'],
        bodies: [
          'Eg treng tilgang til fellesområdet for eininga. Leiar har godkjent.',
          'Vi treng eit team for eit prosjekt med {count} deltakarar.',
        ],
        solutions: [
          'Tilgang er gitt gjennom gruppa. Logg ut og inn.',
          'Teamet er oppretta med deg som eigar.',
        ],
      },
      en: {
        titles: ['Access to the shared drive', 'New team for a project'],
        bodies: ['I need access to the shared drive of my unit. My manager has approved.'],
        solutions: ['Access has been given. Sign out and in again.'],
      },
    },
    notes: ['Eier av området er spurt og har sagt ja.', 'Område uten eier, må avklares.'],
  },
];
