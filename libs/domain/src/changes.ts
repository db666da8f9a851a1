import { isParty, may, type TicketSight } from './sight.js';
import type { Actor } from './actor.js';
import type { ChangeState } from './lifecycle.js';
import type { Level } from './words.js';

/**
 * ITIL 4 change enablement: a standard change is authorised once and for all, an emergency change at once and by one person,
 * a normal change by the board.
 */
export const changeTypes = ['standard', 'normal', 'emergency'] as const;
export type ChangeType = (typeof changeTypes)[number];

export const approvalDecisions = ['approved', 'rejected'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];

export const changeResults = ['successful', 'successful_with_issues', 'unsuccessful'] as const;
export type ChangeResult = (typeof changeResults)[number];

/** What became of one update on one server, as the server itself reports it. */
export const updateOutcomes = ['planned', 'installed', 'failed', 'missing'] as const;
export type UpdateOutcome = (typeof updateOutcomes)[number];

/**
 * The questions a change's risk follows from, each with its answers from harmless to grave, worth 0, 1 and 2 points:
 * whom it reaches when it goes wrong, how long the service is away meanwhile, how one comes back from it, whether it has been
 * tried, and how well those who do it know it.
 */
export const riskQuestions = {
  reach: ['few', 'one_service', 'many'],
  outage: ['none', 'short', 'long'],
  back_out: ['at_once', 'within_window', 'hard'],
  tested: ['same_before', 'elsewhere', 'untested'],
  experience: ['routine', 'done_before', 'first_time'],
} as const satisfies Record<string, readonly [string, string, string]>;
export type RiskQuestion = keyof typeof riskQuestions;
export const riskQuestionNames = Object.keys(riskQuestions) as RiskQuestion[];
export type RiskAnswers = Partial<Record<RiskQuestion, string>>;

const mediumFrom = 3;
const highFrom = 6;

/**
 * The risk that follows from the answers: 3 of 10 points are medium, 6 are high. What reaches many and is hard to come back
 * from is high whatever else is said of it. Null until every question has been answered.
 */
export function riskOf(answers: RiskAnswers): Level | null {
  let points = 0;
  for (const question of riskQuestionNames) {
    const worth = (riskQuestions[question] as readonly string[]).indexOf(answers[question] ?? '');
    if (worth < 0) return null;
    points += worth;
  }
  if (points >= highFrom || (answers.reach === 'many' && answers.back_out === 'hard')) return 'high';
  return points >= mediumFrom ? 'medium' : 'low';
}

/** How many have to approve. */
export function quorumOf(type: ChangeType, risk: Level | null): number {
  if (type === 'standard') return 0;
  return type === 'normal' && risk === 'high' ? 2 : 1;
}

/** Where a change goes when it is submitted. */
export const stateWhenSubmitted = {
  standard: 'scheduled',
  normal: 'assess',
  emergency: 'authorise',
} as const satisfies Record<ChangeType, ChangeState>;

/** Whether it is one's own, so that somebody else has to approve it: whoever filed it and whoever is to carry it out. */
export function isOwnChange(
  personId: string,
  change: Pick<TicketSight, 'requesterId' | 'filedById' | 'assigneeId'>,
): boolean {
  return [change.requesterId, change.filedById, change.assigneeId].includes(personId);
}

/** Whether this person's approval can count. */
export function mayApprove(actor: Actor, change: TicketSight): boolean {
  return (
    may(actor, 'change:approve', change) && !isParty(actor, change) && !isOwnChange(actor.personId, change)
  );
}

/** The states in which the plan is being written; from `authorise` on it is what has been approved. */
export function planIsOpen(state: ChangeState): boolean {
  return state === 'draft' || state === 'assess';
}

/** The states in which a changed plan takes the change back to draft, and with it every approval given. */
export function planReturns(state: ChangeState): boolean {
  return state === 'authorise' || state === 'scheduled';
}

/** The states in which a change's window stands in the way of others. */
export const claimingStates = [
  'assess',
  'authorise',
  'scheduled',
  'implementing',
] as const satisfies readonly ChangeState[];

/** What a plan says, as far as it decides whether it can be submitted. */
export interface ChangePlan {
  type: ChangeType;
  risk: Level | null;
  implementation: string | null;
  test: string | null;
  backOut: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  /** Configuration items and services it touches. */
  touches: number;
}

export const planGaps = [
  'implementation',
  'test',
  'back_out',
  'risk',
  'window',
  'window_past',
  'touches',
] as const;
export type PlanGap = (typeof planGaps)[number];

/**
 * What still has to be said before a change can be submitted. A standard change follows a recipe that has been tested and
 * weighed; an emergency is not made to wait for either, and its window may have begun.
 */
export function gapsIn(plan: ChangePlan, now: Date): PlanGap[] {
  const { type, startsAt, endsAt } = plan;
  const gaps: PlanGap[] = [];
  if (!plan.implementation) gaps.push('implementation');
  if (type === 'normal' && !plan.test) gaps.push('test');
  if (!plan.backOut) gaps.push('back_out');
  if (type === 'normal' && !plan.risk) gaps.push('risk');
  if (!startsAt || !endsAt || !(startsAt < endsAt)) gaps.push('window');
  else if ((type === 'emergency' ? endsAt : startsAt) <= now) gaps.push('window_past');
  if (plan.touches === 0) gaps.push('touches');
  return gaps;
}

/** Whether two windows share a moment. Where one ends the next may begin. */
export function windowsMeet(
  a: { startsAt: Date; endsAt: Date },
  b: { startsAt: Date; endsAt: Date },
): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** Votes of a change's current round: what they amount to with so many needed. */
export function verdictOf(
  votes: readonly { personId: string; decision: ApprovalDecision }[],
  needed: number,
  change: Pick<TicketSight, 'requesterId' | 'filedById' | 'assigneeId'>,
): ApprovalDecision | null {
  if (votes.some(({ decision }) => decision === 'rejected')) return 'rejected';
  // Somebody may have been given the work after approving it.
  const others = new Set(
    votes.map(({ personId }) => personId).filter((personId) => !isOwnChange(personId, change)),
  );
  return others.size >= needed ? 'approved' : null;
}

/**
 * How a change that installs updates went, from what the servers say. Before its window has ended only success is certain:
 * what failed can be tried again.
 */
export function patchResult(outcomes: readonly UpdateOutcome[], windowIsOver: boolean): ChangeResult | null {
  const installed = outcomes.filter((outcome) => outcome === 'installed').length;
  if (outcomes.length > 0 && installed === outcomes.length) return 'successful';
  if (!windowIsOver || outcomes.length === 0) return null;
  return installed > 0 ? 'successful_with_issues' : 'unsuccessful';
}

/** Where a reviewed change ends. */
export function stateAfterReview(result: ChangeResult): 'closed' | 'failed' {
  return result === 'unsuccessful' ? 'failed' : 'closed';
}

/** Why another change stands in the way: it touches the same item, one this item stands on, or one that stands on it. */
export const conflictReasons = ['same_item', 'host', 'dependant'] as const;
export type ConflictReason = (typeof conflictReasons)[number];
