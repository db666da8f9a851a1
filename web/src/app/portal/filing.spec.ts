import { HttpErrorResponse } from '@angular/common/http';
import type { FileTicket, TicketView } from '@felles/contracts/http';
import { FormMemory } from '@felles/web-data';
import { firstValueFrom, throwError } from 'rxjs';
import { Filing, type FiledForm } from './filing';

const rejected = (error: HttpErrorResponse) => firstValueFrom(throwError(() => error));

describe('filing a case', () => {
  let sent: { body: FileTicket; intent: string }[];
  let refusal: HttpErrorResponse | null;
  const filing = () =>
    new Filing(
      {
        file: (_kind, body, intent) => {
          sent.push({ body, intent });
          return refusal
            ? rejected(refusal)
            : Promise.resolve({ id: 't', number: 'INC0100001' } as TicketView);
        },
      },
      new FormMemory<FiledForm>('test', sessionStorage),
    );

  beforeEach(() => {
    sent = [];
    refusal = null;
    sessionStorage.clear();
  });

  it('keeps what was written through a reload, and forgets it once it is filed', async () => {
    filing().edit({ title: 'Skriveren står' });
    const reloaded = filing();
    expect([reloaded.form().title, reloaded.recalled()]).toEqual(['Skriveren står', true]);
    await reloaded.send({}, []);
    expect([reloaded.filed()?.number, filing().form().title]).toEqual(['INC0100001', '']);
  });

  it('sends again under the same key after silence, and under a new one after an answer', async () => {
    const form = filing();
    form.edit({ title: 'En' });
    refusal = new HttpErrorResponse({ status: 0 });
    await form.send({}, []);
    await form.send({}, []);
    refusal = new HttpErrorResponse({
      status: 422,
      error: {
        code: 'invalid',
        status: 422,
        title: '',
        detail: '',
        errors: [{ path: 'title', code: 'too_long', message: 'For lang.' }],
      },
    });
    await form.send({}, []);
    await form.send({}, []);
    const [first, second, third, fourth] = sent.map(({ intent }) => intent);
    expect([second, third]).toEqual([first, first]);
    expect(fourth).not.toBe(first);
    expect([form.faults()['title'], form.form().title]).toEqual(['For lang.', 'En']);
  });

  it('sends nothing while something is missing, and nobody else’s name unless it is for them', async () => {
    const form = filing();
    await form.send({ title: 'Skriv kort hva det gjelder.' }, []);
    expect(sent).toEqual([]);
    form.edit({ title: 'En', colleague: { id: 'ola', name: 'Ola', about: '' }, forOther: false });
    await form.send({}, []);
    expect(sent[0]!.body.requesterId).toBeUndefined();
  });
});
