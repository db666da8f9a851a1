import type { Label, MajorEntryKind } from '@felles/domain';

/** What was said, and when: minutes since the outage began. */
export type ToldEntry = readonly [after: number, kind: MajorEntryKind, words: string];

export interface ToldMajor {
  /** The outage it was (texts/talk.ts). */
  title: string;
  severity: 1 | 2 | 3;
  reason: string;
  manager: string;
  writer: string;
  approver: string | null;
  entries: readonly ToldEntry[];
  review: { whatHappened: string; impact: string; cause: string; lessons: string };
  /** Owner, days after the outage it is due, and whether it is done. */
  measures: readonly { text: string; owner: string; dueAfter: number; done: boolean }[];
}

export const toldMajors: readonly ToldMajor[] = [
  {
    title: 'VPN er nede for alle',
    severity: 2,
    reason: 'Hjemmekontor og hjemmetjenesten er uten tilgang.',
    manager: 'amir@fjordvik.example',
    writer: 'ingvild@fjordvik.example',
    approver: 'grete@fjordvik.example',
    entries: [
      [6, 'observation', 'Overvåkingen melder at portneren ikke svarer.'],
      [12, 'decision', 'Vi starter reserveportneren og lar den gamle stå urørt for leverandøren.'],
      [20, 'status', 'Reserveportneren starter. Ny status om en halv time.'],
      [35, 'communication', 'Hjemmetjenesten er ringt og bruker papirlister til VPN er oppe.'],
      [58, 'action', 'Portneren er startet på nytt uten lisensmodulen.'],
      [95, 'status', 'VPN er oppe for de første. Resten slippes på etter hvert.'],
    ],
    review: {
      whatHappened: 'Lisensmodulen i portneren stoppet etter en automatisk oppdatering klokken 07.30.',
      impact:
        'Om lag 180 ansatte var uten VPN i omtrent to timer. Hjemmetjenesten kjørte morgenrunden på papir.',
      cause: 'Oppdateringen ble installert uten at den var prøvd på reserveportneren først.',
      lessons: 'Reserveportneren tåler last og bør tas i bruk tidligere. Papirlistene lå klare og virket.',
    },
    measures: [
      {
        text: 'Slå av automatisk oppdatering av portneren',
        owner: 'ingvild@fjordvik.example',
        dueAfter: 7,
        done: true,
      },
      {
        text: 'Prøv oppdateringer på reserveportneren først',
        owner: 'amir@fjordvik.example',
        dueAfter: 30,
        done: true,
      },
    ],
  },
  {
    title: 'Gerica utilgjengelig for alle avdelinger',
    severity: 1,
    reason: 'Ingen avdeling i helse får dokumentert eller lest medisinlister.',
    manager: 'samuel@fjordvik.example',
    writer: 'maret@fjordvik.example',
    approver: 'per@fjordvik.example',
    entries: [
      [4, 'observation', 'Alle avdelinger får samme feilmelding ved innlogging.'],
      [8, 'decision', 'Beredskapsutskriftene tas i bruk på alle avdelinger.'],
      [15, 'communication', 'Helsesjef og kommunedirektør er varslet på telefon.'],
      [31, 'observation', 'Loggdisken på databaseserveren er full.'],
      [44, 'action', 'Gamle loggfiler er flyttet, og databasen er startet.'],
      [90, 'status', 'Gerica svarer for de første avdelingene. De fører inn det som står på papir.'],
    ],
    review: {
      whatHappened: 'Loggdisken på databaseserveren ble full, og databasen stanset for å ikke miste data.',
      impact:
        'Alle avdelinger var uten journal i omtrent to timer. Beredskapsutskriftene dekket medisinlistene.',
      cause:
        'Sikkerhetskopien hadde feilet i fire døgn, så loggene ble ikke ryddet. Varselet gikk til en postkasse ingen leser.',
      lessons: 'Varsler må gå til vakten, og en sikkerhetskopi som feiler er en alvorlig feil i seg selv.',
    },
    measures: [
      {
        text: 'Send varsler om sikkerhetskopi til vakttelefonen',
        owner: 'per@fjordvik.example',
        dueAfter: 5,
        done: true,
      },
      {
        text: 'Overvåk ledig plass på loggdisker på alle databaseservere',
        owner: 'ingvild@fjordvik.example',
        dueAfter: 45,
        done: true,
      },
      {
        text: 'Øv på beredskapsutskrift to ganger i året',
        owner: 'samuel@fjordvik.example',
        dueAfter: 200,
        done: false,
      },
    ],
  },
  {
    title: 'E-post leveres ikke',
    severity: 3,
    reason: 'Ingen e-post kommer inn til noen av kommunene.',
    manager: 'tuva@fjordvik.example',
    writer: 'jon@fjordvik.example',
    approver: null,
    entries: [
      [10, 'observation', 'Innkommende e-post står i kø hos filterleverandøren.'],
      [18, 'communication', 'Leverandøren er varslet og bekrefter feilen.'],
      [40, 'status', 'Leverandøren retter. E-post går ut som vanlig, men kommer ikke inn.'],
      [95, 'status', 'Køen leveres. Alt skal være framme innen en time.'],
    ],
    review: {
      whatHappened: 'Filterleverandøren mistet et datasenter, og e-post til kommunene ble stående i kø.',
      impact: 'Innkommende e-post var opptil to timer forsinket. Ingen e-post gikk tapt.',
      cause: 'Leverandøren hadde ikke reserve for kundene i vår region.',
      lessons: 'Avtalen sier ingenting om reserve. Vi merket feilen før leverandøren varslet.',
    },
    measures: [
      {
        text: 'Ta opp reserve og varsling med filterleverandøren',
        owner: 'tuva@fjordvik.example',
        dueAfter: 21,
        done: true,
      },
      {
        text: 'Overvåk alderen på innkommende e-post',
        owner: 'jon@fjordvik.example',
        dueAfter: 50,
        done: false,
      },
    ],
  },
];

/** What is said of the outage that still burns. */
export const burning = {
  title: 'Trådløst nett nede på flere skoler',
  severity: 2,
  reason: 'Elever og lærere på flere skoler er uten nett.',
  manager: 'amir@fjordvik.example',
  entries: [
    [12, 'observation', 'Kontrolleren svarer ikke. Aksesspunktene står som frakoblet.'],
    [30, 'decision', 'Reserveenheten settes inn.'],
    [52, 'status', 'Reserveenheten er på plass og laster oppsett. Ny status om en time.'],
  ] as readonly ToldEntry[],
  notice: {
    title: {
      nb: 'Trådløst nett er nede på flere skoler',
      nn: 'Trådlaust nett er nede på fleire skular',
      en: 'Wireless network is down at several schools',
    } satisfies Label,
    body: {
      nb: 'Vi bytter en enhet og regner med at nettet er oppe i løpet av dagen. Kablet nett virker.',
      nn: 'Vi byter ei eining og reknar med at nettet er oppe i løpet av dagen. Kabla nett verkar.',
      en: 'We are replacing a unit and expect the network back during the day. Wired network works.',
    } satisfies Label,
  },
} as const;

export const toldProblems = [
  {
    title: 'Skriverkøen stopper når dokumenter har innebygde skrifter',
    description: 'Gjelder flerfunksjonsmaskinene på skolene. Køen må tømmes for hånd.',
    cause: 'Driver 4.2 fyller minnet i skriveren når skrifter er innebygd i dokumentet.',
    workaround: 'Velg «Skriv ut som bilde» i utskriftsvinduet. Da kommer dokumentet ut med en gang.',
    service: 'printing',
    daysAgo: 40,
  },
  {
    title: 'VPN kobler fra etter dvale på nyere bærbare',
    description: 'Brukere må starte maskinen på nytt for å komme på igjen.',
    cause: 'Nettverkskortets strømsparing slår av tilkoblingen før VPN-klienten rekker å lukke den.',
    workaround:
      'Koble fra VPN før lokket lukkes. Har den hengt seg: slå Wi-Fi av og på, og koble til på nytt.',
    service: 'vpn',
    daysAgo: 18,
  },
] as const;
