import { HttpErrorResponse } from '@angular/common/http';
import type { DraftView, SaveDraft } from '@felles/contracts/http';
import { jest } from '@jest/globals';
import { firstValueFrom, throwError } from 'rxjs';
import { Draft } from './draft';

const rejected = (answer: ConstructorParameters<typeof HttpErrorResponse>[0]) =>
  firstValueFrom(throwError(() => new HttpErrorResponse(answer)));

class Server {
  stored: DraftView | null = null;
  down = false;

  saveDraft = (_id: string, audience: 'public' | 'internal', body: SaveDraft): Promise<DraftView> => {
    if (this.down) return rejected({ status: 0 });
    if (this.stored && this.stored.revision > body.revision) {
      const error = { code: 'draft_newer', title: '', detail: '', status: 409, conflict: this.stored };
      return rejected({ status: 409, error });
    }
    this.stored = {
      audience,
      body: body.body,
      revision: body.revision + 1,
      basedOnVersion: body.basedOnVersion ?? null,
      savedAt: '2026-11-22T08:00:00Z',
    };
    return Promise.resolve(this.stored);
  };

  dropDraft = (): Promise<void> => {
    this.stored = null;
    return Promise.resolve();
  };
}

const pause = () => jest.advanceTimersByTimeAsync(1000);

describe('a draft', () => {
  let server: Server;
  const device = () => new Draft(server, 'ticket', 'public', 'arne', sessionStorage);

  beforeEach(() => {
    jest.useFakeTimers();
    sessionStorage.clear();
    server = new Server();
  });
  afterEach(() => void jest.useRealTimers());

  it('is saved after a pause and survives a reload', async () => {
    device().write('Hei Kari', 3);
    await pause();
    expect(server.stored?.body).toBe('Hei Kari');
    const reloaded = device();
    reloaded.restore(server.stored);
    expect([reloaded.text(), reloaded.basedOn(), reloaded.state()]).toEqual(['Hei Kari', 3, 'saved']);
  });

  it('remembers the conversation it was begun against, not the one that has come since', () => {
    const draft = device();
    draft.write('He', 3);
    draft.write('Hei', 4);
    expect(draft.basedOn()).toBe(3);
    draft.rebase(4);
    expect(draft.basedOn()).toBe(4);
  });

  it('stays on this device while the server is away, and is sent up when it is back', async () => {
    server.down = true;
    const draft = device();
    draft.write('Uten nett', 1);
    await pause();
    expect(draft.state()).toBe('here');
    server.down = false;
    const reloaded = device();
    reloaded.restore(null);
    await pause();
    expect(server.stored?.body).toBe('Uten nett');
  });

  it('keeps both when another device has written on, until one chooses', async () => {
    const draft = device();
    draft.write('min', 1);
    await pause();
    server.stored = { ...server.stored!, body: 'fra telefonen', revision: 7 };
    draft.write('min, lengre', 1);
    await pause();
    expect([draft.text(), draft.other()?.body]).toEqual(['min, lengre', 'fra telefonen']);
    draft.useBoth();
    await pause();
    expect(server.stored?.body).toBe('fra telefonen\n\nmin, lengre');
    expect(draft.other()).toBeNull();
  });

  it('meets a newer draft of another device when it is taken up again', async () => {
    device().write('gammel', 1);
    await pause();
    server.stored = { ...server.stored!, body: 'ny', revision: 9 };
    const reloaded = device();
    reloaded.restore(server.stored);
    expect([reloaded.text(), reloaded.other()?.body]).toEqual(['gammel', 'ny']);
  });

  it('leaves nothing behind when it is sent', async () => {
    const draft = device();
    draft.write('sendt', 1);
    await pause();
    await draft.sent();
    await pause();
    expect([draft.text(), server.stored, sessionStorage.length]).toEqual(['', null, 0]);
  });
});
