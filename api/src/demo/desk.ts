import type { Channel, FiledKind, Language, Level } from '@felles/domain';
import type { MajorRows } from './major-story.js';
import type { Municipality, Person } from './municipality.js';
import type { Random } from './random.js';
import {
  casesIn,
  cast,
  fill,
  groups,
  services,
  type CaseKind,
  type GroupKey,
  type OrganisationKey,
  type ServiceKey,
  type Words,
} from './texts/index.js';
import { TicketStory } from './ticket-story.js';

/** A case at the desk, and what its course follows from. */
export interface Case {
  story: TicketStory;
  kind: CaseKind;
  requester: Person;
  service: ServiceKey;
}

/** What is decided before a case comes in; the rest is drawn by lot. */
export interface Incoming {
  at: number;
  requester: Person;
  kind: CaseKind;
  service?: ServiceKey;
  said?: { title: string; description: string };
  level?: Level;
  channel?: Channel;
}

export interface Means {
  newId: (at: number) => string;
  number: (kind: FiledKind) => string;
  /** The machine a case of this service may turn out to be about. */
  itemFor?: (service: ServiceKey, organisation: OrganisationKey) => string | null;
}

const levels: Record<CaseKind['weight'], Record<'impact' | 'urgency', Record<Level, number>>> = {
  light: { impact: { low: 70, medium: 29, high: 1 }, urgency: { low: 55, medium: 42, high: 3 } },
  plain: { impact: { low: 45, medium: 53, high: 2 }, urgency: { low: 25, medium: 65, high: 10 } },
  heavy: { impact: { low: 20, medium: 70, high: 10 }, urgency: { low: 10, medium: 62, high: 28 } },
};

/** How cases come to the desk. */
export class Desk {
  /** The majors told so far. */
  readonly majors: MajorRows[] = [];
  private readonly requesters: Record<OrganisationKey, Person[]>;

  constructor(
    readonly made: Municipality,
    readonly random: Random,
    private readonly means: Means,
  ) {
    const named = new Set(cast.map((somebody) => somebody.email));
    const of = (key: OrganisationKey) =>
      made.people.filter((person) => person.organisation === key && !named.has(person.email));
    this.requesters = { fjordvik: of('fjordvik'), innvik: of('innvik'), nordoy: of('nordoy') };
  }

  /** Somebody there has a case of a sort people in their work have. */
  anyCase(at: number, organisation: OrganisationKey): Case {
    const requester = this.anybody(organisation);
    return this.open({ at, requester, kind: this.kindFor(requester) });
  }

  anybody(organisation: OrganisationKey): Person {
    return this.random.pick(this.requesters[organisation]);
  }

  castMember(email: string): Person {
    return this.made.cast.get(email)!;
  }

  /** Somebody in the group; Arne takes more than his share. */
  agent(group: GroupKey): Person {
    const { agents } = this.made.groups[group];
    const arne = agents.find((agent) => agent.email === 'arne@fjordvik.example');
    return arne && this.random.chance(0.35) ? arne : this.random.pick(agents);
  }

  open(incoming: Incoming): Case {
    const { random, made } = this;
    const { at, requester, kind } = incoming;
    const { organisation } = requester;
    const service = incoming.service ?? this.serviceFor(kind, organisation);
    const channel = incoming.channel ?? random.weighted({ web: 64, phone: 21, mail: 8, walk_in: 7 });
    const filer = channel === 'phone' || channel === 'walk_in' ? this.agent('desk') : requester;
    const language = kind.words[filer.language] ? filer.language : 'nb';
    const words = kind.words[language] ?? kind.words.nb;
    const level = (of: 'impact' | 'urgency') => incoming.level ?? random.weighted(levels[kind.weight][of]);
    // On the phone nobody asks which service it is; the desk sorts that afterwards.
    const known = incoming.service !== undefined || !random.chance(0.18);
    const story = new TicketStory(this.means.newId, {
      at,
      kind: kind.kind,
      number: this.means.number(kind.kind),
      organisationId: made.organisations[organisation].id,
      title: incoming.said?.title ?? this.title(words, language, requester),
      description:
        incoming.said?.description ??
        (random.chance(0.96) ? this.say(words.bodies, language, requester) : null),
      impact: level('impact'),
      urgency: level('urgency'),
      serviceId: known ? made.services[service].id : null,
      categoryId: known || random.chance(0.5) ? made.categories[kind.category].id : null,
      unitId: requester.unitId,
      siteId: random.chance(0.85) ? requester.siteId : null,
      configurationItemId:
        kind.kind === 'incident' ? (this.means.itemFor?.(service, organisation) ?? null) : null,
      requesterId: requester.id,
      requesterName: requester.name,
      filedById: filer.id,
      channel,
      language: filer.language,
      groupId: known ? made.groups[services[service].support].id : null,
    });
    return { story, kind, requester, service };
  }

  say(texts: readonly string[], language: Language, at: Person): string {
    return fill(this.random.pick(texts), this.random, { language, site: at.siteName });
  }

  private title(words: Words, language: Language, requester: Person): string {
    const title = this.say(words.titles, language, requester);
    return this.random.chance(0.12) && !title.includes(requester.siteName)
      ? `${title} – ${requester.siteName}`
      : title;
  }

  private readonly kindsFor = new Map<string, { kinds: CaseKind[]; total: number }>();

  private kindFor(requester: Person): CaseKind {
    const { language, kind: work, organisation } = requester;
    const key = `${language} ${work} ${organisation}`;
    let fitting = this.kindsFor.get(key);
    if (!fitting) {
      const kinds = casesIn[language].filter(
        (kind) => (!kind.only || kind.only.includes(work)) && offered(kind, organisation).length > 0,
      );
      fitting = { kinds, total: kinds.reduce((sum, kind) => sum + kind.share, 0) };
      this.kindsFor.set(key, fitting);
    }
    let left = this.random.fraction() * fitting.total;
    return fitting.kinds.find((kind) => (left -= kind.share) < 0) ?? fitting.kinds.at(-1)!;
  }

  private serviceFor(kind: CaseKind, organisation: OrganisationKey): ServiceKey {
    const possible = offered(kind, organisation);
    return this.random.pick(possible.length > 0 ? possible : ['workplace']);
  }
}

function offered(kind: CaseKind, organisation: OrganisationKey): readonly ServiceKey[] {
  return kind.services.filter((key) => (services[key].serves as readonly string[]).includes(organisation));
}

export function servesIn(group: GroupKey, organisation: OrganisationKey): boolean {
  return (groups[group].serves as readonly string[]).includes(organisation);
}
