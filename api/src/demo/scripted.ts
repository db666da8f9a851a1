import { Course, type Pace } from './course.js';
import type { Desk } from './desk.js';
import { afterWorking, atWork, day, hour, minute, morning } from './local-time.js';
import { tellMajor } from './major-story.js';
import { casesIn, confidential, karisWords, olasWords, outages, type ServiceKey } from './texts/index.js';
import type { TicketStory } from './ticket-story.js';

/** A case that is to be, in the order of time. */
export interface Planned {
  at: number;
  tell: () => TicketStory;
}

/** An ordinary sort of case about that service. */
export const kindOf = (service: ServiceKey, kind: 'incident' | 'request' = 'incident') =>
  casesIn.nb.find((one) => one.kind === kind && (one.services as readonly string[]).includes(service))!;

/** What every demo shows: cases of the people one signs in as, outages with their echoes, and cases few may read. */
export function scriptedCases(desk: Desk, pace: Pace): Planned[] {
  return [
    ...karisCases(desk, pace),
    ...olasCases(desk, pace),
    ...allOutages(desk, pace),
    ...secrets(desk, pace),
  ];
}

interface Own {
  email: string;
  /** On the working day so many days ago, or the one before. */
  daysAgo: number;
  service: ServiceKey;
  kind?: 'incident' | 'request';
  title: string;
  description: string;
}

/** `then` gets the moments it needs as working minutes since the case was filed. */
function own(
  desk: Desk,
  pace: Pace,
  what: Own,
  then: (story: TicketStory, after: (minutes: number) => number) => void,
): Planned {
  const at = morning(pace.now - what.daysAgo * day) + (what.title.length % 60) * minute;
  return {
    at,
    tell: () => {
      const { story } = desk.open({
        at,
        requester: desk.castMember(what.email),
        kind: kindOf(what.service, what.kind),
        service: what.service,
        said: { title: what.title, description: what.description },
        level: 'medium',
        channel: 'web',
      });
      then(story, (minutes) => afterWorking(at, minutes));
      return story;
    },
  };
}

/** Working minutes in a day. */
const workday = 465;

function karisCases(desk: Desk, pace: Pace): Planned[] {
  const email = 'kari@fjordvik.example';
  const kari = desk.castMember(email);
  const arne = desk.castMember('arne@fjordvik.example');
  const siri = desk.castMember('siri@fjordvik.example');
  return [
    own(desk, pace, { email, daysAgo: 1, service: 'workplace', ...karisWords.dock }, (story, after) => {
      story.start(after(35), arne.id);
      story.reply(after(40), arne, karisWords.dock.reply);
      story.answer(after(150), kari, karisWords.dock.answer);
    }),
    own(
      desk,
      pace,
      { email, daysAgo: 3, service: 'schoolTablets', ...karisWords.tablets },
      (story, after) => {
        story.start(after(80), siri.id);
        story.reply(after(90), siri, karisWords.tablets.reply);
        story.hold(after(91), siri.id, { reason: 'requester', until: atWork(pace.now + 2 * day) });
      },
    ),
    own(desk, pace, { email, daysAgo: 5, service: 'printing', ...karisWords.card }, (story, after) => {
      story.start(after(120), arne.id);
      story.resolve(after(1.5 * workday), arne.id, { code: 'solved', text: karisWords.card.solution });
    }),
    own(desk, pace, { email, daysAgo: 34, service: 'feide', ...karisWords.feide }, (story, after) => {
      const { reply, solution, answer, secondReply, secondSolution } = karisWords.feide;
      story.start(after(50), arne.id);
      story.reply(after(60), arne, reply);
      story.resolve(after(110), arne.id, { code: 'solved', text: solution });
      story.answer(after(workday), kari, answer);
      story.reply(after(workday + 30), arne, secondReply);
      story.resolve(after(workday + 90), arne.id, { code: 'solved', text: secondSolution });
      story.close(after(8 * workday), arne.id);
    }),
    own(
      desk,
      pace,
      { email, daysAgo: 92, service: 'workplace', kind: 'request', ...karisWords.headset },
      (story, after) => {
        story.start(after(300), arne.id);
        story.resolve(after(4 * workday), arne.id, { code: 'fulfilled', text: karisWords.headset.solution });
        story.close(after(10 * workday), arne.id);
      },
    ),
    own(desk, pace, { email, daysAgo: 201, service: 'learning', ...karisWords.classes }, (story, after) => {
      story.start(after(200), siri.id);
      story.resolve(after(1.2 * workday), siri.id, { code: 'solved', text: karisWords.classes.solution });
      story.close(after(8 * workday), siri.id);
    }),
  ];
}

function olasCases(desk: Desk, pace: Pace): Planned[] {
  const email = 'ola@innvik.example';
  const nora = desk.castMember('nora@innvik.example');
  const arne = desk.castMember('arne@fjordvik.example');
  return [
    own(
      desk,
      pace,
      { email, daysAgo: 2, service: 'chromebook', ...olasWords.chromebooks },
      (story, after) => {
        story.start(after(60), nora.id);
        story.reply(after(65), nora, olasWords.chromebooks.reply);
      },
    ),
    own(desk, pace, { email, daysAgo: 60, service: 'printing', ...olasWords.printer }, (story, after) => {
      story.assign(after(30), arne.id, { groupId: desk.made.groups.innvik.id });
      story.start(after(200), nora.id);
      story.resolve(after(3 * workday), nora.id, { code: 'solved', text: olasWords.printer.solution });
      story.close(after(9 * workday), nora.id);
    }),
  ];
}

/** Several over the year, and one this morning that is still burning. */
function allOutages(desk: Desk, pace: Pace): Planned[] {
  const days = [318, 224, 141, 67];
  const past = days.flatMap((ago, index) =>
    outage(desk, pace, index, atWork(pace.now - ago * day) + 40 * minute),
  );
  return [...past, ...outage(desk, pace, 2, pace.now - 95 * minute)];
}

function outage(desk: Desk, pace: Pace, index: number, at: number): Planned[] {
  const { random } = desk;
  const what = outages[index]!;
  const kind = { ...kindOf(what.service), only: undefined };
  let main: TicketStory | undefined;
  const solvedAt = at + random.between(100, 210) * minute;
  const first: Planned = {
    at,
    tell: () => {
      const one = desk.open({
        at,
        kind,
        requester: desk.anybody('fjordvik'),
        service: what.service,
        said: { title: what.title, description: what.body },
        level: 'high',
        channel: 'phone',
      });
      main = one.story;
      const lead = random.pick(desk.made.groups[serviceGroup(desk, one.story)].agents);
      main.start(at + 4 * minute, lead.id);
      main.note(at + 9 * minute, lead, desk.say(kind.notes, 'nb', one.requester));
      main.reply(at + 15 * minute, lead, 'Vi er i gang med feilretting og gir ny status hver halvtime.');
      main.watch(at + 20 * minute, desk.castMember('lise@fjordvik.example').id);
      if (solvedAt < pace.now) {
        main.reply(
          at + 50 * minute,
          lead,
          'Årsaken er funnet. Vi regner med at det virker igjen innen en time.',
        );
        main.resolve(solvedAt, lead.id, { code: 'solved', text: what.solution });
        main.close(atWork(solvedAt + 6 * day), lead.id);
      }
      tellMajor(desk, pace, main, { at, solvedAt });
      return main;
    },
  };
  const echoes = Array.from({ length: random.between(6, 11) }, (): Planned => {
    const heard = at + random.between(3, 80) * minute + random.between(1, 50_000);
    return {
      at: heard,
      tell: () => {
        const title = random.pick(what.echo);
        const one = desk.open({
          at: heard,
          kind,
          requester: desk.anybody('fjordvik'),
          service: what.service,
          said: {
            title,
            description: `${title}. ${desk.say(['Gjelder alle her.', 'Vi er {count} som ikke får jobbet.', 'Kom plutselig nå.'], 'nb', desk.anybody('fjordvik'))}`,
          },
        });
        const clerk = desk.agent('desk');
        const answered = heard + random.between(3, 9) * minute;
        if (!main || answered > pace.now) return one.story;
        one.story.link(answered, clerk.id, { id: main.id, kind: 'duplicate_of' });
        one.story.link(answered, clerk.id, { id: main.id, kind: 'parent' });
        if (solvedAt < pace.now) {
          const after = Math.max(afterWorking(solvedAt, 5), answered + minute);
          one.story.resolve(after, clerk.id, { code: 'duplicate', text: what.solution });
          one.story.close(atWork(after + 7 * day), clerk.id);
        } else {
          one.story.start(answered + minute, clerk.id);
          one.story.hold(answered + 2 * minute, clerk.id, { reason: 'problem', until: null });
        }
        return one.story;
      },
    };
  });
  return [first, ...echoes.sort((a, b) => a.at - b.at)];
}

function serviceGroup(desk: Desk, story: TicketStory): keyof Desk['made']['groups'] {
  const keys = Object.keys(desk.made.groups) as (keyof Desk['made']['groups'])[];
  return keys.find((key) => desk.made.groups[key].id === story.ticket.groupId) ?? 'desk';
}

/** Restricted from the moment an agent saw what it was; a few are still open, one with Arne alone. */
function secrets(desk: Desk, pace: Pace): Planned[] {
  const { random } = desk;
  const arne = desk.castMember('arne@fjordvik.example');
  const tuva = desk.castMember('tuva@fjordvik.example');
  const ages = [0.4, 2, 6, 19, 48, 77, 110, 160, 203, 240, 281, 330];
  return ages.map((days, index) => {
    const at = Math.min(atWork(pace.now - days * day) + index * minute, pace.now - 3 * hour);
    return {
      at,
      tell: () => {
        const said = confidential[index % confidential.length]!;
        const one = desk.open({
          at,
          kind: kindOf('security'),
          requester: desk.anybody(index % 4 === 3 ? 'innvik' : 'fjordvik'),
          service: 'security',
          said: { title: said.title, description: said.body },
          channel: 'web',
        });
        const holder = index === 0 ? arne : random.pick(desk.made.groups.network.agents);
        const clerk = index === 0 ? arne : tuva;
        one.story.assign(at + 10 * minute, clerk.id, { assigneeId: holder.id });
        one.story.restrict(at + 11 * minute, clerk.id, {
          people: index % 3 === 1 ? [desk.castMember('lise@fjordvik.example').id] : [],
          groups: index % 5 === 2 ? [desk.made.groups.access.id] : [],
        });
        if (index >= 3) new Course(desk, { ...pace, lingering: 0 }, one).finishBy(holder, at + hour);
        return one.story;
      },
    };
  });
}
