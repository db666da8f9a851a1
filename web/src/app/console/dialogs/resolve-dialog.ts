import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import type { TicketView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { resolutionCodes, type ResolutionCode } from '@felles/domain';
import { conversationConflict } from '@felles/web-data';
import { Control, Entry, Field, Texts } from '@felles/web-ui';
import { Desk } from '../desk';
import { ActForm, ActState } from './act-form';
import { choice } from './choice';

const onlyRequests: readonly ResolutionCode[] = ['fulfilled', 'declined'];
const onlyIncidents: readonly ResolutionCode[] = ['workaround', 'known_error', 'not_reproducible'];

@Component({
  selector: 'felles-resolve-dialog',
  imports: [ActForm, Control, Entry, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.resolve.heading')"
      [does]="conflict() ? t('console.conflict.send') : t('console.act.resolve')"
      (submitted)="resolve()"
      (closed)="closed.emit()"
    >
      @if (conflict(); as conflict) {
        <section [attr.aria-label]="t('console.conflict.theirs')">
          @for (entry of conflict.entries; track entry.id) {
            <felles-entry
              [author]="entry.author?.displayName ?? t('common.person.unknown')"
              [at]="entry.writtenAt"
              [body]="entry.body"
            />
          }
        </section>
      }
      <felles-field [label]="t('console.resolve.code')" [error]="state.fault('code')">
        <select #chosen fellesControl (change)="pick(chosen.selectedIndex)">
          @for (one of codes(); track one) {
            <option [selected]="one === code()">{{ name(one) }}</option>
          }
        </select>
      </felles-field>
      <felles-field
        [label]="t('console.resolve.text')"
        [hint]="t('console.resolve.textHint')"
        [required]="true"
        [error]="fault() || state.fault('text')"
        [most]="limits.bodyCharacters"
        [text]="text()"
      >
        <textarea
          #words
          fellesControl
          autofocus
          dir="auto"
          rows="4"
          [value]="text()"
          (input)="write(words.value)"
        ></textarea>
      </felles-field>
    </felles-act-form>
  `,
})
export class ResolveDialog {
  private readonly desk = inject(Desk);
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
  protected readonly limits = limits;
  protected readonly text = signal('');
  protected readonly fault = signal('');
  protected readonly codes = computed(() => {
    const others = this.ticket().kind === 'request' ? onlyIncidents : onlyRequests;
    const fitting = resolutionCodes.filter((code) => !others.includes(code));
    return this.ticket().kind === 'request'
      ? [...onlyRequests, ...fitting.filter((code) => !onlyRequests.includes(code))]
      : fitting;
  });
  protected readonly code = choice(() => this.codes()[0]!);
  /** What came between the opening of the dialog and the sending of it. */
  protected readonly conflict = computed(() => {
    const trouble = this.state.trouble();
    return trouble && conversationConflict(trouble);
  });
  private base: number | null = null;

  protected name(code: ResolutionCode): string {
    return this.t(`common.resolutionCode.${code}`);
  }

  protected pick(index: number): void {
    this.code.set(this.codes()[index] ?? this.codes()[0]!);
  }

  protected write(text: string): void {
    this.base ??= this.ticket().conversationVersion;
    this.text.set(text);
    this.fault.set('');
  }

  protected async resolve(): Promise<void> {
    if (!this.text().trim()) return this.fault.set(this.t('console.resolve.missing'));
    const basedOnVersion =
      this.conflict()?.conversationVersion ?? (this.base ??= this.ticket().conversationVersion);
    const body = { code: this.code(), text: this.text(), basedOnVersion };
    if (await this.state.run('resolve', (stand) => this.desk.tickets.resolve(stand, body)))
      this.closed.emit();
  }
}
