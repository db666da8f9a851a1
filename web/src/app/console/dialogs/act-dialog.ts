import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { TicketView } from '@felles/contracts/http';
import type { ActName } from '../ticket-acts';
import { AssignDialog } from './assign-dialog';
import { CancelDialog } from './cancel-dialog';
import { ChangeDialog } from './change-dialog';
import { DeclareDialog } from './declare-dialog';
import { DiagnoseDialog } from './diagnose-dialog';
import { HoldDialog } from './hold-dialog';
import { LinkDialog } from './link-dialog';
import { ProblemDialog } from './problem-dialog';
import { ResolveDialog } from './resolve-dialog';
import { RestrictDialog } from './restrict-dialog';

/** The dialog of the act someone chose. */
@Component({
  selector: 'felles-act-dialog',
  imports: [
    AssignDialog,
    CancelDialog,
    ChangeDialog,
    DeclareDialog,
    DiagnoseDialog,
    HoldDialog,
    LinkDialog,
    ProblemDialog,
    ResolveDialog,
    RestrictDialog,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @switch (act()) {
      @case ('assign') {
        <felles-assign-dialog [ticket]="ticket()" (closed)="closed.emit()" />
      }
      @case ('hold') {
        <felles-hold-dialog (closed)="closed.emit()" />
      }
      @case ('resolve') {
        <felles-resolve-dialog [ticket]="ticket()" (closed)="closed.emit()" />
      }
      @case ('cancel') {
        <felles-cancel-dialog (closed)="closed.emit()" />
      }
      @case ('change') {
        <felles-change-dialog [ticket]="ticket()" (closed)="closed.emit()" />
      }
      @case ('link') {
        <felles-link-dialog (closed)="closed.emit()" />
      }
      @case ('declare') {
        <felles-declare-dialog [ticket]="ticket()" (closed)="closed.emit()" />
      }
      @case ('problem') {
        <felles-problem-dialog [ticket]="ticket()" (closed)="closed.emit()" />
      }
      @case ('diagnose') {
        <felles-diagnose-dialog [ticket]="ticket()" (closed)="closed.emit()" />
      }
      @default {
        <felles-restrict-dialog [ticket]="ticket()" (closed)="closed.emit()" />
      }
    }
  `,
})
export class ActDialog {
  readonly act = input.required<ActName>();
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
}
