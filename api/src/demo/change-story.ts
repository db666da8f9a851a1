import {
  formatNumber,
  quorumOf,
  riskOf,
  stateAfterReview,
  stateWhenSubmitted,
  type ChangeResult,
  type ChangeState,
} from '@felles/domain';
import { atWork, day, hour, minute, wallClockOffset } from './local-time.js';
import type { Municipality, Person } from './municipality.js';
import type { Random } from './random.js';
import { changeKinds, type ChangeKind } from './texts/index.js';

interface Told {
  type: string;
  at: number;
  by: Person | null;
  facts: Record<string, [unknown, unknown]>;
  texts?: Record<string, string>;
  /** Whether the ticket is another version after it. */
  moves: boolean;
}

/** One change of the demo with everything that has happened to it. */
export interface ChangeStory {
  id: string;
  number: string;
  kind: ChangeKind;
  filer: Person;
  openedAt: number;
  startsAt: number;
  endsAt: number;
  round: number;
  result: ChangeResult | null;
  approvers: Person[];
  words: { id: string; purpose: string; body: string; internal: boolean }[];
  events: Told[];
}

export const iso = (moment: number) => new Date(moment).toISOString();

/** 20:00 on the wall that day: when nobody is at work. */
export function eveningOf(at: number): number {
  const wall = at + wallClockOffset(at);
  const evening = wall - (wall % day) + 20 * hour;
  return evening - wallClockOffset(evening);
}

/** A change whose window opens that evening, and what has become of it by now. */
export function planStory(
  made: Municipality,
  random: Random,
  { at, now, serial }: { at: number; now: number; serial: number },
): ChangeStory {
  const agents = made.groups.servers.agents;
  const kind = random.pick(changeKinds);
  const filer = random.pick(agents);
  const approvers = [...made.cast.values()].filter(
    ({ email, id }) => /^(berit|amir|per|toril)@/.test(email) && id !== filer.id,
  );
  const openedAt = Math.min(atWork(at - random.between(5, 20) * day), now - random.between(60, 600) * minute);
  const story: ChangeStory = {
    id: random.uuidAt(openedAt),
    number: formatNumber('change', serial),
    kind,
    filer,
    openedAt,
    startsAt: at,
    endsAt: at + kind.hours * hour,
    round: 0,
    result: null,
    approvers: [],
    words: [],
    events: [],
  };
  live(story, random, { approvers, now });
  return story;
}

/** Lets the change happen up to now, act by act. */
function live(
  story: ChangeStory,
  random: Random,
  { approvers, now }: { approvers: Person[]; now: number },
): void {
  const { kind, filer } = story;
  let state: ChangeState = 'draft';
  let at = story.openedAt;
  const word = (purpose: string, body: string, internal = true) => {
    const id = random.uuid();
    story.words.push({ id, purpose, body, internal });
    return id;
  };
  const tell = (type: string, by: Person | null, to: ChangeState | null, more: Partial<Told> = {}) => {
    const moved: Told['facts'] = to ? { state: [state, to] } : {};
    story.events.push({ type, at, by, moves: to !== null, ...more, facts: { ...moved, ...more.facts } });
    state = to ?? state;
  };
  const risk = riskOf(kind.risk);
  const quorum = quorumOf(kind.type, risk);
  tell('ticket.filed', filer, null, {
    texts: { title: word('title', kind.title, false), description: word('description', kind.reason, false) },
  });
  tell('change.planned', filer, null, {
    facts: {
      changeType: [null, kind.type],
      risk: [null, risk],
      startsAt: [null, iso(story.startsAt)],
      endsAt: [null, iso(story.endsAt)],
    },
    texts: {
      implementation: word('implementation', kind.implementation),
      test: word('test', kind.test),
      back_out: word('back_out', kind.backOut),
    },
  });
  const later = (minutes: number) => (at = Math.min(at + minutes * minute, now - minute));
  const waits = story.startsAt > now && random.chance(0.3);
  if (story.startsAt > now && random.chance(0.15)) return;
  later(random.between(20, 300));
  story.round = 1;
  tell('change.submitted', filer, stateWhenSubmitted[kind.type], {
    facts: { round: [0, 1], quorum: [null, quorum] },
  });
  if (kind.type === 'normal') {
    later(random.between(30, 600));
    tell('change.assessed', approvers[0]!, 'authorise');
  }
  if (kind.type !== 'standard') {
    if (waits) return;
    for (const approver of approvers.slice(0, quorum)) {
      later(random.between(30, 900));
      story.approvers.push(approver);
      tell('change.voted', approver, null, {
        facts: { approverId: [null, approver.id], decision: [null, 'approved'], round: [null, 1] },
      });
    }
    tell('change.authorised', story.approvers.at(-1)!, 'scheduled');
  }
  if (story.startsAt > now) return;
  at = story.startsAt;
  tell('change.started', null, 'implementing');
  at = Math.min(story.endsAt - random.between(5, 40) * minute, now - 2 * minute);
  story.result = random.weighted({ successful: 80, successful_with_issues: 14, unsuccessful: 6 });
  tell('change.implemented', filer, 'review', { facts: { result: [null, story.result] } });
  later(random.between(600, 2400));
  const closed = stateAfterReview(story.result);
  const learnt = {
    successful: 'Gikk som planlagt.',
    successful_with_issues: 'Tok lengre tid enn ventet; varsle tidligere neste gang.',
    unsuccessful: 'Rullet tilbake. Vi prøver igjen etter å ha testet hos leverandøren.',
  };
  tell('change.reviewed', filer, closed, {
    facts: { result: [story.result, story.result], closedAt: [null, iso(at)] },
    texts: { review: word('review', learnt[story.result]) },
  });
}
