/** What Kari's cases say. */
export const karisWords = {
  dock: {
    title: 'Dokkingstasjonen på lærerrommet gir ikke bilde',
    description:
      'Når jeg setter PC-en i dokken på lærerrommet får jeg ikke bilde på skjermen. De andre får det til med sine.',
    reply:
      'Hei Kari! Jeg har bestilt en ny kabel. Prøv gjerne med PC-en til en kollega imens, så vet vi om det er dokken.',
    answer: 'Hei, med kollegaens PC virker det. Så det er nok min.',
  },
  tablets: {
    title: 'Tre nettbrett i 4. trinn oppdaterer seg ikke',
    description: 'Tre av enhetene i klassesettet står på gammel versjon, og prøveappen krever den nye.',
    reply: 'Hei! Kan du sende meg numrene på merkelappene bak på de tre?',
  },
  card: {
    title: 'Skriveren på lærerrommet tar ikke kortet mitt',
    description: 'Kortet mitt leses ikke etter at jeg fikk nytt.',
    solution: 'Det nye kortet er koblet til brukeren din. Prøv det ved neste utskrift.',
  },
  feide: {
    title: 'Får ikke logget på med Feide',
    description: 'Feide sier at kontoen min er ukjent etter at jeg byttet stilling.',
    reply: 'Hei! Endringen kom først inn i natt. Prøv igjen nå.',
    solution: 'Synkroniseringen er kjørt på nytt, og pålogging virker.',
    answer: 'Det virket i går, men ikke i dag.',
    secondReply: 'Da lå den gamle kontoen igjen. Den er fjernet nå.',
    secondSolution: 'Gammel konto er fjernet. Testet sammen med bruker.',
  },
  headset: {
    title: 'Headset til undervisning på nett',
    description: 'Jeg trenger et headset med mikrofon til nettundervisningen.',
    solution: 'Sendt til skolen med internposten.',
  },
  classes: {
    title: 'Finner ikke klassene mine i læringsplattformen',
    description: 'Jeg har ingen klasser i år. De andre på trinnet har sine.',
    solution: 'Du er koblet til basisgruppene for trinnet.',
  },
} as const;

/** And Ola's. */
export const olasWords = {
  chromebooks: {
    title: 'Chromebook på 7. trinn kjem ikkje på nett',
    description: 'Fem einingar finn ikkje det trådlause nettet etter helga.',
    reply: 'Hei Ola! Eg kjem innom skulen i morgon føremiddag og ser på dei.',
  },
  printer: {
    title: 'Skrivaren på lærarrommet skriv ut striper',
    description: 'Det kjem svarte striper på alle utskrifter.',
    solution: 'Trommelen er bytt.',
  },
} as const;
