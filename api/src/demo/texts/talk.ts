import type { Language } from '@felles/domain';

type Said = Readonly<Record<Language, readonly string[]>>;

/** What is said in every sort of case. */
export const talk: Readonly<
  Record<'greeting' | 'question' | 'answer' | 'waiting' | 'update' | 'again' | 'afterAgain' | 'nudge', Said>
> = {
  greeting: {
    nb: [
      'Hei! Vi har tatt imot saken og ser på den nå.',
      'Hei, takk for at du meldte fra. Jeg ser på dette i dag.',
      'Hei! Jeg prøver å gjenskape feilen hos oss og gir beskjed.',
      'Vi er på saken.',
    ],
    nn: [
      'Hei! Vi har teke imot saka og ser på ho no.',
      'Hei, takk for at du melde frå. Eg ser på dette i dag.',
      'Vi er på saka.',
    ],
    en: [
      'Hi! We have your case and are looking at it now.',
      'Hi, thanks for letting us know. I will look at it today.',
    ],
  },
  question: {
    nb: [
      'Hei! Kan du sende et skjermbilde av feilmeldingen, og si hvilken PC det gjelder?',
      'Skjer dette også når du er på et annet nett, for eksempel mobilen?',
      'Når kan vi koble oss til PC-en din? Det tar rundt ti minutter.',
      'Gjelder dette bare deg, eller flere på avdelingen?',
      'Har du startet PC-en på nytt etter i går?',
    ],
    nn: [
      'Hei! Kan du sende eit skjermbilete av feilmeldinga og seie kva PC det gjeld?',
      'Når kan vi kople oss til PC-en din? Det tek rundt ti minutt.',
      'Gjeld dette berre deg, eller fleire på avdelinga?',
    ],
    en: [
      'Hi! Could you send a screenshot of the error and tell us which computer it is?',
      'Is it only you, or several in your unit?',
    ],
  },
  answer: {
    nb: [
      'Hei, det gjelder oss alle på avdelingen.',
      'Bare meg så vidt jeg vet.',
      'Jeg er på kontoret fram til klokka tre i dag, ring gjerne.',
      'Har startet på nytt nå, og det er det samme.',
      'Ja, det skjer på mobilen også.',
      'Beklager sent svar. Det er fortsatt et problem.',
    ],
    nn: [
      'Hei, det gjeld oss alle på avdelinga.',
      'Berre meg så vidt eg veit.',
      'Eg er på kontoret til klokka tre i dag, ring gjerne.',
      'Har starta på nytt no, og det er det same.',
    ],
    en: ['It is all of us.', 'Only me as far as I know.', 'I am in the office until three today.'],
  },
  waiting: {
    nb: [
      'Vi har meldt dette videre til leverandøren og venter på svar.',
      'Delen er bestilt. Vi gir beskjed når den kommer.',
      'Dette rettes i neste oppdatering, som er planlagt om kort tid.',
    ],
    nn: [
      'Vi har meldt dette vidare til leverandøren og ventar på svar.',
      'Delen er tinga. Vi gir melding når han kjem.',
    ],
    en: [
      'We have passed this on to the supplier and are waiting for an answer.',
      'The part has been ordered.',
    ],
  },
  update: {
    nb: [
      'Vi har gjort en endring nå. Kan du prøve igjen?',
      'Leverandøren har svart og jobber med en rettelse.',
      'Vi kommer ut til dere i morgen formiddag.',
      'Prøv å logge ut og inn igjen, så skal det være på plass.',
    ],
    nn: [
      'Vi har gjort ei endring no. Kan du prøve igjen?',
      'Leverandøren har svart og arbeider med ei retting.',
      'Vi kjem ut til dykk i morgon føremiddag.',
    ],
    en: [
      'We have changed something now. Could you try again?',
      'The supplier has answered and is working on it.',
    ],
  },
  again: {
    nb: [
      'Hei, det samme skjer igjen i dag.',
      'Det virket en stund, men nå er feilen tilbake.',
      'Dessverre, det er fortsatt ikke i orden.',
      'Det virker for meg, men ikke for de andre på avdelingen.',
    ],
    nn: [
      'Hei, det same skjer igjen i dag.',
      'Det verka ei stund, men no er feilen tilbake.',
      'Dessverre, det er framleis ikkje i orden.',
    ],
    en: ['It happens again today.', 'It worked for a while, but now it is back.'],
  },
  afterAgain: {
    nb: [
      'Vi fant årsaken denne gangen, og den er rettet. Testet sammen med bruker.',
      'Gjort om igjen fra grunnen av, og fulgt med i to dager uten feil.',
    ],
    nn: [
      'Vi fann årsaka denne gongen, og ho er retta. Testa saman med brukar.',
      'Gjort om igjen frå grunnen av, og følgt med i to dagar utan feil.',
    ],
    en: ['We found the cause this time and fixed it.', 'Done again from scratch and watched for two days.'],
  },
  nudge: {
    nb: [
      'Hei, er det noe nytt?',
      'Når kan vi regne med at dette er i orden?',
      'Bare en påminnelse om denne.',
    ],
    nn: ['Hei, er det noko nytt?', 'Når kan vi rekne med at dette er i orden?'],
    en: ['Hi, is there any news?', 'When can we expect this to be fixed?'],
  },
};

/** Why a case is given up. */
export const cancellations: Said = {
  nb: [
    'Meldt inn to ganger.',
    'Det ordnet seg av seg selv.',
    'Ikke lenger aktuelt.',
    'Bruker svarer ikke etter tre henvendelser.',
  ],
  nn: ['Meldt inn to gonger.', 'Det ordna seg av seg sjølv.', 'Ikkje lenger aktuelt.'],
  en: ['Reported twice.', 'No longer needed.'],
};

/** Cases only a few may read. */
export const confidential = [
  {
    title: 'Innsyn i e-postboks etter avsluttet arbeidsforhold',
    body: 'Leder ber om innsyn etter forskriften. Den ansatte er varslet skriftlig, og frist er satt.',
  },
  {
    title: 'Mistanke om uautorisert oppslag i journal',
    body: 'Loggkontrollen viser oppslag uten tjenstlig behov. Trenger utskrift av tilgangsloggen.',
  },
  {
    title: 'Trusler mot ansatt på e-post',
    body: 'Vi trenger kopi av e-postene med full avsenderinformasjon til anmeldelse.',
  },
  {
    title: 'Sperre tilganger umiddelbart',
    body: 'Personalsak. Tilganger må sperres klokka ti i dag, etter avtale med personalsjefen.',
  },
  {
    title: 'Avvik: dokument med sensitive opplysninger på åpent område',
    body: 'Dokumentet lå åpent for alle i et døgn. Vi trenger oversikt over hvem som har åpnet det.',
  },
] as const;

/** Something breaks for many at once; `echo` is what the others write. */
export const outages = [
  {
    service: 'vpn',
    title: 'VPN er nede for alle',
    body: 'Ingen kommer inn på VPN. Overvåkingen viser at portneren ikke svarer.',
    echo: ['VPN virker ikke', 'Kommer ikke inn hjemmefra', 'VPN: tidsavbrudd'],
    solution: 'Portneren er startet på nytt etter feil i lisensmodulen. Leverandøren har sak på årsaken.',
  },
  {
    service: 'patientRecord',
    title: 'Gerica utilgjengelig for alle avdelinger',
    body: 'Alle avdelinger melder at Gerica ikke svarer. Beredskapsutskrift er tatt i bruk.',
    echo: ['Gerica svarer ikke', 'Gerica er nede', 'Får ikke dokumentert i Gerica'],
    solution: 'Databaseserveren hadde full logg. Plass er frigjort, og overvåking er satt opp.',
  },
  {
    service: 'wifi',
    title: 'Trådløst nett nede på flere skoler',
    body: 'Kontrolleren svarer ikke, og aksesspunktene på skolene er frakoblet.',
    echo: ['Ikke trådløst nett', 'Elevene kommer ikke på nett', 'Nett nede i hele bygget'],
    solution: 'Kontrolleren er startet på reserveenheten. Fastvaren rulles tilbake.',
  },
  {
    service: 'mail',
    title: 'E-post leveres ikke',
    body: 'Innkommende e-post blir stående i kø hos filterleverandøren.',
    echo: ['Får ikke e-post', 'E-post kommer ikke fram', 'Ingen ny e-post i dag'],
    solution: 'Leverandøren har rettet feilen, og køen er levert.',
  },
  {
    service: 'phone',
    title: 'Sentralbordet nede',
    body: 'Innringere hører opptattsignal. Leverandøren bekrefter feil.',
    echo: ['Telefonen virker ikke', 'Kommer ikke gjennom på telefon'],
    solution: 'Leverandøren la trafikken om til reservesentral.',
  },
] as const;
