import type { TicketView } from '@felles/contracts/http';
import { isOpen } from '@felles/domain';

/** Everything one can do to a ticket from the console, in the order it is offered. */
export const actNames = [
  'take',
  'investigate',
  'diagnose',
  'resolve',
  'progress',
  'hold',
  'wake',
  'assign',
  'layDown',
  'unknow',
  'reopen',
  'close',
  'stop',
  'release',
  'change',
  'link',
  'declare',
  'problem',
  'watch',
  'unwatch',
  'restrict',
  'circle',
  'unrestrict',
  'cancel',
] as const;
export type ActName = (typeof actNames)[number];

/** The key of each act. One key may undo what it did: the two are never offered at once. */
export const actKeys: Record<ActName, string> = {
  take: 't',
  resolve: 's',
  progress: 'p',
  hold: 'h',
  wake: 'h',
  assign: 'a',
  reopen: 'o',
  close: 'c',
  stop: 'p',
  release: 'z',
  change: 'e',
  link: 'l',
  watch: 'w',
  unwatch: 'w',
  restrict: 'b',
  circle: 'b',
  unrestrict: 'B',
  cancel: 'x',
  declare: 'm',
  problem: 'd',
  investigate: 'p',
  layDown: 'p',
  diagnose: 'd',
  unknow: 'D',
};

type Facts = Pick<
  TicketView,
  'kind' | 'major' | 'state' | 'may' | 'moves' | 'assignee' | 'restricted' | 'watching'
>;

/** What this reader may do with the ticket now; the API accepts exactly these. */
export function actsFor(ticket: Facts, me: string | null): ActName[] {
  const may = (act: string) => ticket.may.includes(act);
  const open = isOpen(ticket.state);
  const offered: Record<ActName, boolean> = {
    take: may('assign') && open && ticket.assignee?.id !== me,
    resolve: may('resolve') && ticket.moves.includes('resolved'),
    progress: may('progress') && open && ticket.moves.includes('in_progress'),
    hold: may('hold') && ticket.moves.includes('on_hold'),
    wake: may('hold') && ticket.state === 'on_hold',
    assign: may('assign') && open,
    reopen: may('reopen') && ticket.state === 'resolved',
    close: may('close') && ticket.moves.includes('closed'),
    stop: may('progress') && ticket.state === 'in_progress',
    release: may('assign') && open && ticket.assignee !== null,
    change: may('change'),
    link: may('link'),
    watch: may('watch') && !ticket.watching,
    unwatch: may('watch') && ticket.watching,
    restrict: may('restrict') && !ticket.restricted,
    circle: may('restrict') && ticket.restricted,
    unrestrict: may('restrict') && ticket.restricted,
    cancel: may('cancel') && ticket.moves.includes('cancelled'),
    declare: may('declare-major') && ticket.major === null && (open || ticket.state === 'resolved'),
    problem: ticket.kind === 'incident' && may('link') && may('note'),
    investigate: may('diagnose') && ticket.state === 'new',
    layDown: may('diagnose') && ticket.state === 'investigating',
    diagnose: may('diagnose') && (open || ticket.state === 'resolved'),
    unknow: may('diagnose') && ticket.state === 'known_error',
  };
  return actNames.filter((name) => offered[name]);
}
