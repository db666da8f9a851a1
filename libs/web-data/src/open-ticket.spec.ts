import { HttpErrorResponse } from '@angular/common/http';
import type { TicketView } from '@felles/contracts/http';
import { firstValueFrom, throwError } from 'rxjs';
import { OpenTicket } from './open-ticket';

const rejected = (error: HttpErrorResponse) => firstValueFrom(throwError(() => error));

const ticket = (change: Partial<TicketView> = {}) =>
  ({ id: 't', version: 1, title: 'Skriver', ...change }) as TicketView;
const refused = (status: number, code: string, conflict?: object) =>
  new HttpErrorResponse({ status, error: { code, status, title: '', detail: '', conflict } });

describe('the open ticket', () => {
  let stored: TicketView | HttpErrorResponse;
  let open: OpenTicket;

  beforeEach(async () => {
    stored = ticket();
    open = new OpenTicket({
      open: () => (stored instanceof HttpErrorResponse ? rejected(stored) : Promise.resolve(stored)),
      seen: () => Promise.resolve(),
    });
    await open.show('t');
  });

  it('acts against the version it shows and shows what came of it', async () => {
    const trouble = await open.act((stand) => Promise.resolve(ticket({ version: stand.version + 1 })));
    expect([trouble, open.ticket()?.version]).toEqual([null, 2]);
  });

  it('answers a stale version with who changed what, shows the case as it is, and can try again', async () => {
    stored = ticket({ version: 5, title: 'Ny tittel' });
    const asked: number[] = [];
    await open.act((stand) => {
      asked.push(stand.version);
      const conflict = { version: 5, changes: [{ field: 'title', by: null, at: '' }] };
      return stand.version === 5
        ? Promise.resolve(ticket({ version: 6 }))
        : rejected(refused(409, 'version_stale', conflict));
    });
    expect(open.stale()?.conflict.changes[0]?.field).toBe('title');
    expect(open.ticket()?.title).toBe('Ny tittel');
    expect(await open.stale()!.again()).toBeNull();
    expect([asked, open.stale(), open.ticket()?.version]).toEqual([[1, 5], null, 6]);
  });

  it('shows nothing of a case that is no longer for our eyes', async () => {
    stored = refused(404, 'not_found');
    await open.refresh();
    expect([open.gone(), open.ticket()]).toEqual([true, null]);
  });

  it('keeps what it shows when upkeep fails', async () => {
    stored = refused(503, 'database_unavailable');
    await open.refresh();
    expect([open.ticket()?.id, open.trouble()]).toEqual(['t', null]);
  });
});
