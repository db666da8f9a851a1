/** ITIL 4, incident management: a major incident has a room, a clock, a stand-down and a review of its own. */
export const majorSeverities = [1, 2, 3] as const;
/** 1 is the worst: the municipality cannot do its work. */
export type MajorSeverity = (typeof majorSeverities)[number];

export const majorStates = ['open', 'stood_down', 'review', 'approved'] as const;
export type MajorState = (typeof majorStates)[number];

/** Roles beside the incident manager. */
export const majorRoles = ['communications', 'technical', 'scribe'] as const;
export type MajorRole = (typeof majorRoles)[number];

export const majorEntryKinds = ['status', 'decision', 'action', 'communication', 'observation'] as const;
export type MajorEntryKind = (typeof majorEntryKinds)[number];

/** What a review is made of; each part has words before it can be approved. */
export const reviewParts = ['whatHappened', 'impact', 'cause', 'lessons'] as const;
export type ReviewPart = (typeof reviewParts)[number];

/** What became of a child when its major was solved together with its children. */
export const childOutcomes = ['pending', 'resolved', 'restricted', 'not_found', 'not_allowed'] as const;
export type ChildOutcome = (typeof childOutcomes)[number];

/** The facts of a major that its rules ask about. */
export interface MajorFacts {
  managerId: string;
  stoodDownAt: unknown;
  approvedAt: unknown;
  reviewVersion: number;
  reviewedById: string | null;
}

/** The same expression makes the column `major_incident.state`. */
export function majorState({
  stoodDownAt,
  approvedAt,
  reviewVersion,
}: Pick<MajorFacts, 'stoodDownAt' | 'approvedAt' | 'reviewVersion'>): MajorState {
  if (approvedAt) return 'approved';
  if (!stoodDownAt) return 'open';
  return reviewVersion > 0 ? 'review' : 'stood_down';
}

export const majorActs = ['change', 'enter', 'stand-down', 'resume', 'review', 'approve', 'measure'] as const;
export type MajorAct = (typeof majorActs)[number];

/**
 * What can be done to a major as it stands, whoever asks. While it burns it is run; stood down it is reviewed, and what was
 * forgotten in the heat can still be told; approved it is frozen, and only its measures are followed.
 */
const actsIn: Record<MajorState, readonly MajorAct[]> = {
  open: ['change', 'enter', 'stand-down'],
  stood_down: ['change', 'enter', 'resume', 'review', 'measure'],
  review: ['change', 'enter', 'resume', 'review', 'measure', 'approve'],
  approved: [],
};

export function majorAllows(major: MajorFacts, act: MajorAct): boolean {
  return actsIn[majorState(major)].includes(act);
}

/**
 * Nobody approves the review of an incident they led, nor one they wrote last: the one who learns and the one who judges
 * are two people.
 */
export function mayApproveReview(personId: string, major: MajorFacts): boolean {
  return personId !== major.managerId && personId !== major.reviewedById;
}

const updateMinutes: Record<MajorSeverity, number> = { 1: 30, 2: 60, 3: 120 };

/** How often something is said while it burns, in minutes, when nobody has said otherwise. */
export function updateInterval(severity: MajorSeverity): number {
  return updateMinutes[severity];
}

/** What two incidents have in common. */
export interface Likeness {
  sameItem: boolean;
  sameService: boolean;
  sameSite: boolean;
  /** Words of the headings that both have, as search counts words. */
  wordsInCommon: number;
  /** Between the times they were opened. */
  minutesApart: number;
}

/** Hours around the opening of a major in which its like are looked for. */
export const likenessHours = { before: 6, after: 48 } as const;
/** Less than this and it is not worth a look. */
export const leastLikeness = 3;

/**
 * How much an incident looks like the same fault, 0 to 12. The configuration item says most, then the service, then each
 * of at most three words; the site tells neighbours from strangers, and the first two hours count for something.
 */
export function likeness({ sameItem, sameService, sameSite, wordsInCommon, minutesApart }: Likeness): number {
  return (
    (sameItem ? 4 : 0) +
    (sameService ? 3 : 0) +
    Math.min(wordsInCommon, 3) +
    (sameSite ? 1 : 0) +
    (Math.abs(minutesApart) <= 120 ? 1 : 0)
  );
}
