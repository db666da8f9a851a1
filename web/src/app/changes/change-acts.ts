import type { ChangeView } from '@felles/contracts/http';
import { isOpen } from '@felles/domain';

/** Everything one can do to a change, in the order it is offered. */
export const actNames = [
  'approve',
  'reject',
  'submit',
  'assess',
  'implement',
  'complete',
  'review',
  'edit',
  'take',
  'takeBack',
  'cancel',
] as const;
export type ActName = (typeof actNames)[number];

export const actKeys: Record<ActName, string> = {
  approve: 'g',
  reject: 'v',
  submit: 's',
  assess: 'a',
  implement: 'p',
  complete: 'f',
  review: 'r',
  edit: 'e',
  take: 't',
  takeBack: 'z',
  cancel: 'x',
};

type Facts = Pick<ChangeView, 'state' | 'may' | 'moves' | 'assignee'> & {
  change: Pick<ChangeView['change'], 'waitsForYou' | 'startsAt'>;
};

/** What this reader may do with the change now; the API accepts exactly these. */
export function actsFor(view: Facts, me: string | null, now: number): ActName[] {
  const may = (act: string) => view.may.includes(act);
  const { state, change } = view;
  const begun = change.startsAt !== null && Date.parse(change.startsAt) <= now;
  const planned = ['draft', 'assess', 'authorise', 'scheduled'].includes(state);
  const offered: Record<ActName, boolean> = {
    approve: change.waitsForYou,
    reject: change.waitsForYou,
    submit: may('plan') && state === 'draft',
    assess: may('assess') && state === 'assess',
    implement: may('implement') && state === 'scheduled' && begun,
    complete: may('implement') && state === 'implementing',
    review: may('review') && state === 'review',
    edit: may('plan') && planned,
    take: may('assign') && isOpen(state) && view.assignee?.id !== me,
    takeBack: may('plan') && (state === 'rejected' || (planned && state !== 'draft')),
    cancel: may('cancel') && view.moves.includes('cancelled'),
  };
  return actNames.filter((name) => offered[name]);
}
