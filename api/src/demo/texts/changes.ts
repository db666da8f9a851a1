import type { ChangeType, RiskAnswers } from '@felles/domain';
import type { ServiceKey } from './catalogue.js';

/** A change as people plan it, again and again through a year. */
export interface ChangeKind {
  title: string;
  reason: string;
  implementation: string;
  test: string;
  backOut: string;
  type: ChangeType;
  service: ServiceKey;
  /** Hours its window lasts. */
  hours: number;
  risk: RiskAnswers;
}

const harmless: RiskAnswers = {
  reach: 'few',
  outage: 'none',
  back_out: 'at_once',
  tested: 'same_before',
  experience: 'routine',
};

export const changeKinds: readonly ChangeKind[] = [
  {
    title: 'Månedlige sikkerhetsoppdateringer på Linux-serverne',
    reason: 'Sikkerhetsrettelser fra leverandøren skal inn innen 14 dager.',
    implementation: 'Ta øyeblikksbilde, oppdater, start på nytt, kontroller tjenestene.',
    test: 'Overvåkingen er grønn, og serverne melder at ingenting mangler.',
    backOut: 'Gjenopprett øyeblikksbildet.',
    type: 'standard',
    service: 'mail',
    hours: 3,
    risk: harmless,
  },
  {
    title: 'Ny fastvare i kjernesvitsjene på rådhuset',
    reason: 'Feilen som gjorde at svitsjen startet på nytt i mai, er rettet i denne versjonen.',
    implementation: 'Oppgrader en svitsj om gangen; trafikken går over den andre imens.',
    test: 'Ping til alle lokasjoner, og en samtale fra telefonen i servicetorget.',
    backOut: 'Start med forrige fastvare, som ligger på svitsjen.',
    type: 'normal',
    service: 'vpn',
    hours: 2,
    risk: {
      reach: 'many',
      outage: 'short',
      back_out: 'within_window',
      tested: 'elsewhere',
      experience: 'done_before',
    },
  },
  {
    title: 'Fornye sertifikatet for VPN',
    reason: 'Det gamle går ut om tre uker.',
    implementation: 'Legg inn det nye sertifikatet og last tjenesten på nytt.',
    test: 'Koble til fra en telefon på mobilnettet.',
    backOut: 'Det gamle sertifikatet gjelder fortsatt.',
    type: 'standard',
    service: 'vpn',
    hours: 1,
    risk: harmless,
  },
  {
    title: 'Flytte postbokser til den nye serveren',
    reason: 'Den gamle går ut av garantien ved nyttår.',
    implementation: 'Synkroniser om natta, bytt adressen, sjekk køen.',
    test: 'Send og motta fra tre postbokser.',
    backOut: 'Bytt adressen tilbake; den gamle står til over helga.',
    type: 'normal',
    service: 'mail',
    hours: 6,
    risk: { reach: 'many', outage: 'long', back_out: 'hard', tested: 'elsewhere', experience: 'first_time' },
  },
  {
    title: 'Tette hull i skriverserveren',
    reason: 'Sårbarheten utnyttes nå, og rettelsen kom i dag.',
    implementation: 'Installer rettelsen og start køtjenesten på nytt.',
    test: 'Skriv ut en side fra skolen og en fra rådhuset.',
    backOut: 'Avinstaller rettelsen og steng tjenesten utenfra.',
    type: 'emergency',
    service: 'printing',
    hours: 1,
    risk: {
      reach: 'one_service',
      outage: 'short',
      back_out: 'within_window',
      tested: 'untested',
      experience: 'done_before',
    },
  },
  {
    title: 'Ny versjon av Teams-klienten på alle PC-er',
    reason: 'Den gamle klienten slutter å virke ved månedsskiftet.',
    implementation: 'Rull ut til pilotgruppa først, så til resten over tre dager.',
    test: 'Et møte med lyd og bilde fra hver etasje.',
    backOut: 'Forrige versjon ligger i programvarekatalogen.',
    type: 'normal',
    service: 'teams',
    hours: 4,
    risk: {
      reach: 'one_service',
      outage: 'none',
      back_out: 'at_once',
      tested: 'elsewhere',
      experience: 'done_before',
    },
  },
];
