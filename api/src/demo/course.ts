import type { FiledKind, HoldReason, Language, ResolutionCode } from '@felles/domain';
import { servesIn, type Case, type Desk } from './desk.js';
import { afterWorking, atWork, day, hour, minute } from './local-time.js';
import type { Person } from './municipality.js';
import { cancellations, services, talk, type GroupKey } from './texts/index.js';

export interface Pace {
  /** Nothing happens after this. */
  now: number;
  /** How much people say: 1 in the demo's year, less in the big desk. */
  talk: number;
  /** How long work takes, against the usual. */
  slowness: number;
  /** The share of cases that are left lying for months. */
  lingering: number;
}

const codes: Record<FiledKind, Partial<Record<ResolutionCode, number>>> = {
  incident: { solved: 72, workaround: 9, by_requester: 8, not_reproducible: 7, known_error: 4 },
  request: { fulfilled: 93, declined: 7 },
};
/** Working minutes until somebody looks, and until it is done, on average. */
const usual = { p1: [6, 110], p2: [40, 420], p3: [170, 900], p4: [330, 1500] } as const;
const handOvers: readonly GroupKey[] = [
  'client',
  'network',
  'servers',
  'access',
  'systems',
  'supplier',
  'desk',
];

/** The time has come: the rest of this case lies in the future. */
class NotYet extends Error {}
const notYet = new NotYet();

/** What becomes of a case, by lot, up to now. */
export class Course {
  private at: number;
  private group: GroupKey;
  private agent: Person;

  constructor(
    private readonly desk: Desk,
    private readonly pace: Pace,
    private readonly of: Case,
  ) {
    this.at = of.story.ticket.openedAt.getTime();
    this.group = services[of.service].support;
    this.agent = desk.agent(this.group);
  }

  run(): void {
    this.untilNow(() => {
      this.sort();
      if (this.desk.random.chance(0.018)) return this.giveUp();
      this.finish();
    });
  }

  /** The rest of a case that somebody has taken. */
  finishBy(agent: Person, from: number): void {
    this.at = from;
    this.agent = agent;
    this.untilNow(() => this.finish());
  }

  private untilNow(tell: () => void): void {
    try {
      tell();
    } catch (reached) {
      // Where a story ends is now; anything else is a mistake.
      if (reached !== notYet) throw reached;
    }
  }

  private finish(): void {
    const { random } = this.desk;
    this.take();
    if (random.chance(this.pace.lingering)) this.linger();
    this.work();
    this.settle();
    if (random.chance(0.045)) {
      this.comesBack();
      this.settle();
    }
    this.to(this.at + random.between(5, 11) * day + random.around(90) * minute, true);
    this.of.story.close(this.at, this.agent.id);
  }

  /** The desk gives it to a group, when nobody did at filing, and sometimes to another one later. */
  private sort(): void {
    const { story, service, kind, requester } = this.of;
    const { random, made } = this.desk;
    if (story.ticket.groupId === null) {
      this.later(random.around(35) * this.pace.slowness);
      const dispatcher = this.desk.agent('desk');
      story.change(this.at, dispatcher.id, {
        serviceId: made.services[service].id,
        categoryId: made.categories[kind.category].id,
      });
      story.assign(this.soon(20), dispatcher.id, { groupId: made.groups[this.group].id });
    }
    if (requester.organisation === 'innvik' && this.group === 'client' && random.chance(0.4))
      this.handOver('innvik');
    else if (random.chance(0.09)) this.handOver(random.pick(handOvers));
  }

  private handOver(to: GroupKey): void {
    if (to === this.group || !servesIn(to, this.of.requester.organisation)) return;
    this.later(this.desk.random.around(60) * this.pace.slowness);
    this.of.story.assign(this.at, this.agent.id, { groupId: this.desk.made.groups[to].id });
    this.group = to;
    this.agent = this.desk.agent(to);
  }

  private take(): void {
    const { story } = this.of;
    const { random } = this.desk;
    const [look] = usual[story.ticket.priority];
    this.later(random.around(look) * this.pace.slowness);
    if (random.chance(0.35)) {
      story.assign(this.at, random.chance(0.7) ? this.agent.id : this.desk.agent(this.group).id, {
        assigneeId: this.agent.id,
      });
      this.later(random.around(look / 2) * this.pace.slowness);
    }
    story.start(this.at, this.agent.id);
    if (this.chats(0.35)) this.speak(talk.greeting);
    if (random.chance(0.02)) {
      const follower = random.chance(0.4)
        ? this.desk.castMember('lise@fjordvik.example')
        : this.desk.agent('desk');
      story.watch(this.soon(300), follower.id);
    }
  }

  private work(): void {
    const { story, kind } = this.of;
    const { random } = this.desk;
    const total = random.around(usual[story.ticket.priority][1]) * this.pace.slowness;
    this.later(total * 0.3);
    if (random.chance(0.03))
      story.change(this.at, this.agent.id, { urgency: random.pick(['low', 'medium', 'high']) });
    if (this.chats(0.32)) this.ask();
    if (this.chats(0.3))
      story.note(this.soon(60), this.agent, this.desk.say(kind.notes, 'nb', this.of.requester));
    if (random.chance(0.09)) this.wait(random.chance(0.7) ? 'supplier' : 'change', random.between(2, 9));
    if (this.chats(0.1)) this.nudge();
    this.later(total * 0.7);
    if (this.chats(0.3)) {
      this.speak(talk.update);
      this.later(random.around(40) * this.pace.slowness);
    }
  }

  /** A question: it waits for the requester, who mostly answers. */
  private ask(): void {
    const { story, requester } = this.of;
    const { random } = this.desk;
    this.speak(talk.question);
    const until = random.chance(0.3) ? atWork(this.at + random.between(3, 7) * day) : null;
    story.hold(this.soon(60), this.agent.id, { reason: 'requester', until });
    const answered = this.at + random.around(9 * this.pace.slowness) * hour + 5 * minute;
    if (until !== null && answered > until) this.wakeByItself(until);
    else if (random.chance(0.93)) {
      this.to(answered);
      story.answer(
        this.at,
        requester,
        this.desk.say(talk.answer[requester.language], requester.language, requester),
      );
    } else {
      this.to(answered + 4 * day, true);
      story.wake(this.at, this.agent.id);
    }
    this.again();
  }

  private wait(reason: HoldReason, days: number): void {
    const { story } = this.of;
    const { random } = this.desk;
    if (this.chats(0.5)) this.speak(talk.waiting);
    const until = random.chance(0.75) ? atWork(this.at + days * day) : null;
    story.hold(this.soon(60), this.agent.id, { reason, until });
    if (until !== null && random.chance(0.6)) this.wakeByItself(until);
    else {
      this.to(Math.min(until ?? Infinity, this.at + random.around(days) * day + hour), true);
      story.wake(this.at, this.agent.id);
    }
    this.again();
  }

  private linger(): void {
    const { random } = this.desk;
    const reason = random.weighted({ supplier: 5, change: 3, problem: 3, other: 1 });
    this.wait(reason, random.between(20, 150));
  }

  private nudge(): void {
    const { story, requester } = this.of;
    this.to(this.at + 2 * hour);
    story.answer(
      this.at,
      requester,
      this.desk.say(talk.nudge[requester.language], requester.language, requester),
    );
  }

  private settle(): void {
    const { story, kind, requester } = this.of;
    const { random } = this.desk;
    const code = random.weighted(codes[kind.kind] as Record<ResolutionCode, number>);
    const words = kind.words[this.tongue()] ?? kind.words.nb;
    const language = kind.words[this.tongue()] ? this.tongue() : 'nb';
    const text =
      story.ticket.reopenCount > 0
        ? random.pick(talk.afterAgain[this.tongue()])
        : this.desk.say(words.solutions, language, requester);
    story.resolve(this.at, this.agent.id, { code, text });
  }

  private comesBack(): void {
    const { story, requester } = this.of;
    const { random } = this.desk;
    this.to(this.at + random.around(26) * hour + 20 * minute);
    story.answer(this.at, requester, random.pick(talk.again[requester.language]));
    this.later(random.around(200) * this.pace.slowness);
    if (this.chats(0.6)) this.speak(talk.update);
    this.later(random.around(300) * this.pace.slowness);
  }

  private giveUp(): void {
    const { story, requester } = this.of;
    const { random } = this.desk;
    this.later(random.around(600));
    const [by, language] = random.chance(0.5) ? [requester, requester.language] : [this.agent, this.tongue()];
    story.cancel(this.at, by.id, random.pick(cancellations[language]));
  }

  /** Back at it after a wait. */
  private again(): void {
    this.later(this.desk.random.around(90) * this.pace.slowness);
    if (this.of.story.ticket.state !== 'in_progress') this.of.story.start(this.at, this.agent.id);
  }

  private wakeByItself(until: number): void {
    this.to(until);
    this.of.story.wake(until, null);
  }

  private speak(texts: (typeof talk)['greeting']): void {
    this.of.story.reply(
      this.soon(20),
      this.agent,
      this.desk.say(texts[this.tongue()], this.tongue(), this.of.requester),
    );
  }

  /** What the desk writes in: its own language, or the requester's English. */
  private tongue(): Language {
    return this.of.story.ticket.language === 'en' ? 'en' : this.agent.language;
  }

  private chats(probability: number): boolean {
    return this.desk.random.chance(probability * this.pace.talk);
  }

  /** Some working minutes go by; what burns is worked on day and night. */
  private later(minutes: number): void {
    const burning = this.of.story.ticket.priority === 'p1';
    this.to(burning ? this.at + minutes * minute : afterWorking(this.at, minutes));
  }

  /** Seconds later, in the same go. */
  private soon(seconds: number): number {
    return (this.at += seconds * 1_000);
  }

  private to(moment: number, working = false): void {
    const next = Math.max(Math.round(working ? atWork(moment) : moment), this.at + 1_000);
    // What is done in the same go (`soon`) must lie before now too.
    if (next > this.pace.now - 10 * minute) throw notYet;
    this.at = next;
  }
}
