import type { Route, Routes, UrlMatchResult, UrlSegment } from '@angular/router';
import { admitted, spoken } from './admission';
import { pages, type PagePath } from './pages';

const load: Record<PagePath, NonNullable<Route['loadComponent']>> = {
  'sign-in': () => import('./sign-in/sign-in').then((m) => m.SignInPage),
  '': () => import('./portal/file-case').then((m) => m.FileCase),
  cases: () => import('./portal/my-cases').then((m) => m.MyCases),
  'cases/:ticketId': () => import('./portal/case-page').then((m) => m.CasePage),
  'console/search': () => import('./console/search-page').then((m) => m.SearchPage),
  'console/new': () => import('./console/new-ticket').then((m) => m.NewTicket),
  'console/:queue': () => import('./console/console').then((m) => m.Console),
  'console/:queue/:ticketId': () => import('./console/console').then((m) => m.Console),
  changes: () => import('./changes/changes').then((m) => m.ChangesPage),
  'changes/new': () => import('./changes/change-editor').then((m) => m.ChangeEditor),
  'changes/:ticketId': () => import('./changes/change-page').then((m) => m.ChangePage),
  'changes/:ticketId/plan': () => import('./changes/change-editor').then((m) => m.ChangeEditor),
  'major-incidents': () => import('./major-incidents/major-list').then((m) => m.MajorList),
  'major-incidents/:majorId': () => import('./major-incidents/room').then((m) => m.RoomPage),
  status: () => import('./status/status-page').then((m) => m.StatusPage),
  reports: () => import('./reports/reports').then((m) => m.ReportsPage),
  patching: () => import('./patching/board').then((m) => m.BoardPage),
  'patching/servers': () => import('./patching/servers').then((m) => m.ServersPage),
  'configuration-items': () => import('./patching/items').then((m) => m.ItemsPage),
  'configuration-items/:itemId': () => import('./patching/item-page').then((m) => m.ItemPage),
  'reports/major-incidents': () => import('./reports/majors').then((m) => m.MajorReportPage),
  '**': () => import('./shell/not-found').then((m) => m.NotFound),
};

/** A queue alone and a queue with a ticket open are one screen, which stays while one moves through the list. */
function queueAndTicket(segments: UrlSegment[]): UrlMatchResult | null {
  const [area, queue, ticketId] = segments;
  if (area?.path !== 'console' || !queue || segments.length > 3) return null;
  return { consumed: segments, posParams: ticketId ? { queue, ticketId } : { queue } };
}

/** The router's table, made from `pages`. */
export const routes: Routes = pages
  .filter((page) => page.path !== 'console/:queue/:ticketId')
  .map((page): Route => ({
    ...(page.path === 'console/:queue' ? { matcher: queueAndTicket } : { path: page.path }),
    ...(page.path === '' ? { pathMatch: 'full' } : {}),
    loadComponent: load[page.path],
    canActivate: [admitted(page.needs)],
    resolve: { spoken: spoken(page.area) },
    data: { title: page.title, area: page.area },
  }));
