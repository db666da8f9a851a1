import { computed, signal } from '@angular/core';
import type { FileTicket, TicketView } from '@felles/contracts/http';
import type { FiledKind, Level } from '@felles/domain';
import { FormMemory, newIntent, troubleOf, type Tickets, type Trouble } from '@felles/web-data';

/** Someone else the case is for. */
export interface Colleague {
  id: string;
  name: string;
  about: string;
}

export interface FiledForm {
  kind: FiledKind;
  title: string;
  description: string;
  impact: Level;
  urgency: Level;
  serviceId: string;
  siteId: string;
  colleague: Colleague | null;
  forOther: boolean;
}

export const blankForm: FiledForm = {
  kind: 'incident',
  title: '',
  description: '',
  impact: 'low',
  urgency: 'medium',
  serviceId: '',
  siteId: '',
  colleague: null,
  forOther: false,
};

/** What one writes before sending: kept through errors, lost sessions and reloads until it is sent or cleared. */
export class Filing {
  private intent = newIntent();
  readonly form = signal<FiledForm>(blankForm);
  readonly faults = signal<Readonly<Record<string, string>>>({});
  readonly trouble = signal<Trouble | null>(null);
  readonly sending = signal(false);
  readonly filed = signal<TicketView | null>(null);
  /** Text from an earlier visit was taken up. */
  readonly recalled = signal(false);
  readonly touched = computed(() => Boolean(this.form().title || this.form().description));

  constructor(
    private readonly client: Pick<Tickets, 'file'>,
    private readonly memory: Pick<FormMemory<FiledForm>, 'recall' | 'keep' | 'forget'>,
    private readonly fresh: Partial<FiledForm> = {},
  ) {
    const kept = memory.recall();
    this.form.set({ ...blankForm, ...fresh, ...kept });
    this.recalled.set(this.touched());
  }

  edit(change: Partial<FiledForm>): void {
    this.form.update((form) => ({ ...form, ...change }));
    this.faults.update((faults) =>
      Object.fromEntries(Object.entries(faults).filter(([path]) => !(path in change))),
    );
    this.memory.keep(this.form());
  }

  clear(): void {
    this.memory.forget();
    this.form.set({ ...blankForm, ...this.fresh });
    this.faults.set({});
    this.trouble.set(null);
    this.recalled.set(false);
    this.filed.set(null);
    this.intent = newIntent();
  }

  /** @param missing sentences for what must be filled in before it is worth sending. */
  async send(missing: Readonly<Record<string, string>>, attachmentIds: string[]): Promise<void> {
    this.faults.set(missing);
    this.trouble.set(null);
    if (Object.keys(missing).length || this.sending()) return;
    this.sending.set(true);
    try {
      const ticket = await this.client.file(this.form().kind, this.body(attachmentIds), this.intent);
      this.clear();
      this.filed.set(ticket);
    } catch (error) {
      const trouble = troubleOf(error);
      // No answer is no refusal: the next try must carry the same key, or it could make two.
      if (trouble.code !== 'offline') this.intent = newIntent();
      this.trouble.set(trouble);
      this.faults.set(trouble.fields);
    } finally {
      this.sending.set(false);
    }
  }

  private body(attachmentIds: string[]): FileTicket {
    const { title, description, impact, urgency, serviceId, siteId, colleague, forOther } = this.form();
    return {
      title,
      description,
      impact,
      urgency,
      serviceId: serviceId || null,
      siteId: siteId || null,
      attachmentIds,
      ...(forOther && colleague ? { requesterId: colleague.id } : {}),
    };
  }
}
