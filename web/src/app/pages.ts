import type { Permission } from '@felles/domain';

/**
 * Every page there is, in the order the router tries them. The router's table is made from this list and a
 * browser test walks it, so that no page goes unvisited. Plain data: importable without Angular.
 */
export const pages = [
  { path: 'sign-in', area: 'sign-in', title: 'common.title.signIn', needs: null },
  { path: '', area: 'portal', title: 'common.title.file', needs: 'desk:use' },
  { path: 'cases', area: 'portal', title: 'common.title.cases', needs: 'desk:use' },
  { path: 'cases/:ticketId', area: 'portal', title: 'common.title.case', needs: 'desk:use' },
  { path: 'console/search', area: 'console', title: 'common.title.search', needs: 'ticket:search' },
  { path: 'console/new', area: 'console', title: 'common.title.newTicket', needs: 'queue:work' },
  { path: 'console/:queue', area: 'console', title: 'common.title.console', needs: 'incident:read-internal' },
  {
    path: 'console/:queue/:ticketId',
    area: 'console',
    title: 'common.title.console',
    needs: 'incident:read-internal',
  },
  { path: 'changes', area: 'changes', title: 'common.title.changes', needs: 'change:read' },
  { path: 'changes/new', area: 'changes', title: 'common.title.newChange', needs: 'change:file' },
  { path: 'changes/:ticketId', area: 'changes', title: 'common.title.change', needs: 'change:read' },
  { path: 'changes/:ticketId/plan', area: 'changes', title: 'common.title.plan', needs: 'change:plan' },
  { path: 'major-incidents', area: 'majors', title: 'common.title.majors', needs: 'incident:read-internal' },
  {
    path: 'major-incidents/:majorId',
    area: 'majors',
    title: 'common.title.major',
    needs: 'incident:read-internal',
  },
  { path: 'status', area: 'majors', title: 'common.title.status', needs: null },
  { path: 'reports', area: 'reports', title: 'common.title.reports', needs: 'report:read' },
  { path: 'patching', area: 'patching', title: 'common.title.patching', needs: 'patch-status:read' },
  {
    path: 'patching/servers',
    area: 'patching',
    title: 'common.title.servers',
    needs: 'patch-status:read',
  },
  {
    path: 'configuration-items',
    area: 'patching',
    title: 'common.title.items',
    needs: 'configuration-item:read',
  },
  {
    path: 'configuration-items/:itemId',
    area: 'patching',
    title: 'common.title.item',
    needs: 'configuration-item:read',
  },
  {
    path: 'reports/major-incidents',
    area: 'reports',
    title: 'common.title.majorReport',
    needs: 'report:read',
  },
  { path: '**', area: 'common', title: 'common.title.notFound', needs: null },
] as const satisfies readonly Page[];

export interface Page {
  /** As the router has it; `:name` stands for one segment. */
  path: string;
  /** The lazy area it belongs to; `common` stands for the shell itself. */
  area: 'sign-in' | 'portal' | 'console' | 'changes' | 'patching' | 'majors' | 'reports' | 'common';
  /** Text key of its title. */
  title: `common.title.${string}`;
  /** Permission it takes; null for everybody, signed in or not. */
  needs: Permission | null;
}

export type PagePath = (typeof pages)[number]['path'];

/** Where someone lands who asked for no page in particular. */
export function homeOf(may: (permission: Permission) => boolean): string {
  if (may('queue:work')) return '/console/mine';
  return may('report:read') ? '/reports' : '/';
}

/** An address of ours to return to after signing in; anything else is dropped. */
export function safeReturn(address: string | null | undefined): string | null {
  if (!address || !/^\/(?![/\\])/.test(address) || /[\p{Cc}\\]/u.test(address)) return null;
  return address.startsWith('/sign-in') ? null : address;
}
