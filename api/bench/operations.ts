/** One thing people do, as a request to either server. */
export interface Operation {
  name: string;
  write: boolean;
  method: 'GET' | 'POST' | 'PUT';
  path(at: Place, turn: number): string;
  body?(at: Place, turn: number): object;
  /** Whether an answer is what was asked for. */
  right(answer: Record<string, unknown>): boolean;
}

/** What the requests are about, taken from the database before the measuring. */
export interface Place {
  baseline: boolean;
  personId: string;
  organisationId: string;
  organisations: string[];
  /** Tickets in the person's sight, spread over all the years. */
  tickets: string[];
  /** Open ones, used up by resolving. */
  open: string[];
  number: string;
  rareWord: string;
}

const items = (answer: Record<string, unknown>) => (answer.items ?? []) as { id: string; number: string }[];
const reach = ({ baseline, organisations }: Place) =>
  baseline ? `&organisations=${organisations.join(',')}` : '';
const who = ({ baseline, personId }: Place) => (baseline ? { personId } : {});
const pick = <T>(ones: readonly T[], turn: number) => ones[turn % ones.length]!;

/** What people write about, as often as they do: thousands of cases of one kind would be nobody's morning. */
const matters = [
  ['skjermen er svart', 'Den ble svart i går ettermiddag og har ikke kommet tilbake.'],
  ['skriver i andre etasje står', 'Den sier at papiret sitter fast, men det gjør det ikke.'],
  ['kommer ikke inn i fagsystemet', 'Passordet er riktig, men siden blir hvit etter innlogging.'],
  ['trådløst nett faller ut', 'Det går noen minutter mellom hver gang, bare på møterommet.'],
  ['e-post blir liggende i utboksen', 'Vedleggene er små, og det gjelder bare i dag.'],
  ['ny telefon til vikar', 'Hun begynner mandag og trenger nummer og tilgang til vaktlista.'],
] as const;

const search = (
  name: string,
  words: (at: Place) => string,
  right: (count: number) => boolean,
): Operation => ({
  name,
  write: false,
  method: 'GET',
  path: (at) => `/api/search?q=${encodeURIComponent(words(at))}${reach(at)}`,
  right: (answer) => right(items(answer).length),
});

export const operations: Operation[] = [
  {
    name: 'open',
    write: false,
    method: 'GET',
    path: (at, turn) => `/api/incidents/${pick(at.tickets, turn)}`,
    right: (answer) => typeof answer.title === 'string' && Array.isArray(answer.entries),
  },
  {
    name: 'queue',
    write: false,
    method: 'GET',
    path: (at) => `/api/tickets?queue=open&limit=50${reach(at)}`,
    right: (answer) => items(answer).length === 50,
  },
  search(
    'search common',
    () => 'skriver',
    (count) => count >= 50,
  ),
  search(
    'search rare',
    (at) => at.rareWord,
    (count) => count >= 1,
  ),
  search(
    'search exact',
    (at) => at.number,
    (count) => count === 1,
  ),
  {
    name: 'create',
    write: true,
    method: 'POST',
    path: () => '/api/incidents',
    body: (at, turn) => ({
      title: `Måling ${turn}: ${pick(matters, turn)[0]}`,
      description: pick(matters, turn)[1],
      organisationId: at.organisationId,
      ...who(at),
    }),
    right: (answer) => typeof answer.number === 'string' && answer.version === 1,
  },
  {
    name: 'reply',
    write: true,
    method: 'POST',
    path: (at, turn) => `/api/tickets/${pick(at.open, turn)}/replies`,
    body: (at, turn) => ({
      body: `Vi ser på det nå, svar nummer ${turn}.`,
      ...(at.baseline ? who(at) : { audience: 'public', basedOnVersion: 0, force: true }),
    }),
    right: (answer) => typeof answer.id === 'string',
  },
  {
    name: 'resolve',
    write: true,
    method: 'PUT',
    path: (at, turn) => `/api/tickets/${at.open[turn] ?? 'used-up'}/resolution`,
    body: (at) => ({ code: 'solved', text: 'Kabelen var løs og sitter nå.', ...who(at) }),
    right: (answer) => answer.state === 'resolved',
  },
];
