export type PlaceKind = 'school' | 'kindergarten' | 'health' | 'office' | 'culture' | 'technical';
export type OrganisationKey = 'fjordvik' | 'innvik' | 'nordoy';

/** A site, and the units that are there: name, sector, and how many people of the demo belong to it. */
export interface Place {
  site: string;
  kind: PlaceKind;
  units: readonly (readonly [name: string, people: number])[];
}

const place = (site: string, kind: PlaceKind, ...units: [string, number][]): Place => ({ site, kind, units });
/** A site that is one unit of the same name. */
const own = (kind: PlaceKind, site: string, people: number): Place => place(site, kind, [site, people]);

export const sectors: Record<PlaceKind, { nb: string; nn: string }> = {
  school: { nb: 'Oppvekst', nn: 'Oppvekst' },
  kindergarten: { nb: 'Oppvekst', nn: 'Oppvekst' },
  health: { nb: 'Helse og velferd', nn: 'Helse og velferd' },
  office: { nb: 'Stab og fellestjenester', nn: 'Stab og fellestenester' },
  culture: { nb: 'Kultur og samfunn', nn: 'Kultur og samfunn' },
  technical: { nb: 'Teknisk drift og plan', nn: 'Teknisk drift og plan' },
};

export const places: Record<OrganisationKey, readonly Place[]> = {
  fjordvik: [
    place(
      'Fjordvik rådhus',
      'office',
      ['Kommunedirektørens stab', 9],
      ['Økonomi', 16],
      ['Lønn og personal', 14],
      ['IKT', 2],
      ['Dokumentsenteret', 8],
      ['Servicetorget', 9],
      ['Politisk sekretariat', 5],
      ['Kommunikasjon', 5],
    ),
    place(
      'Fjordvik teknisk senter',
      'technical',
      ['Eiendom', 22],
      ['Veg og park', 16],
      ['Vann og avløp', 17],
    ),
    place('Kaigata 4', 'technical', ['Plan og byggesak', 15], ['Kart og oppmåling', 6]),
    place('NAV Fjordvik', 'health', ['NAV Fjordvik', 26], ['Flyktningtjenesten', 11]),
    place(
      'Fjordvik helsesenter',
      'health',
      ['Legekontoret', 17],
      ['Helsestasjonen', 16],
      ['Fysio- og ergoterapi', 12],
    ),
    place('Barnevernet Strandgata', 'health', ['Barneverntjenesten', 24]),
    own('health', 'Fjordvik legevakt', 18),
    own('health', 'Solgården sykehjem', 58),
    own('health', 'Havblikk bo- og omsorgssenter', 52),
    own('health', 'Lia omsorgsboliger', 24),
    own('health', 'Hjemmetjenesten sone nord', 34),
    own('health', 'Hjemmetjenesten sone sør', 32),
    own('health', 'Bjørkelia bofellesskap', 20),
    own('health', 'Aktivitetssenteret Verftet', 12),
    own('health', 'Rus og psykisk helse', 17),
    own('school', 'Solbakken skole', 38),
    own('school', 'Fjordvik ungdomsskole', 46),
    own('school', 'Nesset skole', 30),
    own('school', 'Strandheim skole', 28),
    own('school', 'Åsen skole', 34),
    own('school', 'Bjørnevatn skole', 18),
    own('school', 'Lyngmo skole', 24),
    own('school', 'Øvre Dalen oppvekstsenter', 20),
    own('school', 'Kvalnes skole', 14),
    own('school', 'Fjordvik voksenopplæring', 22),
    own('school', 'PP-tjenesten', 12),
    own('kindergarten', 'Trollskogen barnehage', 18),
    own('kindergarten', 'Blåklokka barnehage', 15),
    own('kindergarten', 'Solstrålen barnehage', 16),
    own('kindergarten', 'Måsen barnehage', 13),
    own('kindergarten', 'Eplehagen barnehage', 14),
    own('kindergarten', 'Tyttebærtua barnehage', 12),
    own('culture', 'Fjordvik bibliotek', 11),
    own('culture', 'Fjordvik kulturskole', 14),
    own('culture', 'Fjordvik kulturhus', 9),
    own('culture', 'Fjordvikhallen', 7),
    own('technical', 'Fjordvik brannstasjon', 22),
  ],
  innvik: [
    place(
      'Innvik rådhus',
      'office',
      ['Rådhusstab', 12],
      ['Økonomi og lønn', 10],
      ['Kundetorget', 7],
      ['IKT', 1],
    ),
    own('technical', 'Innvik driftssentral', 18),
    own('health', 'Innvik helsetun', 48),
    own('health', 'Hjemmetenesta Innvik', 30),
    own('health', 'NAV Innvik', 12),
    own('school', 'Innvik skule', 38),
    own('school', 'Fossheim skule', 24),
    own('school', 'Dale oppvekstsenter', 20),
    own('school', 'Innvik ungdomsskule', 32),
    own('kindergarten', 'Regnbogen barnehage', 18),
    own('kindergarten', 'Fossegrimen barnehage', 16),
    own('culture', 'Innvik bibliotek', 6),
    own('culture', 'Innvik kulturhus', 6),
  ],
  nordoy: [
    place('Nordøy kommunehus', 'office', ['Kommunestab', 12], ['Økonomi', 6], ['Ekspedisjonen', 5]),
    own('health', 'Nordøy sjukeheim', 40),
    own('health', 'Heimetenesta Nordøy', 22),
    own('school', 'Nordøy skule', 32),
    own('school', 'Ytre Nordøy oppvekstsenter', 18),
    own('kindergarten', 'Sjøstjerna barnehage', 16),
    own('technical', 'Nordøy hamn og teknisk', 14),
    own('culture', 'Nordøy kystmuseum', 6),
  ],
};
