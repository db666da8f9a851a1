import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ChangeView } from '@felles/contracts/http';
import { Session, type Trouble } from '@felles/web-data';
import {
  addressOf,
  commandKey,
  Empty,
  Icon,
  icons,
  Loading,
  Moments,
  PageName,
  ProblemFace,
  RestrictedPill,
  StatePill,
  Texts,
} from '@felles/web-ui';
import { ChangeActDialog, type AskedAct } from './act-dialog';
import { Approvals } from './approvals';
import { actKeys, actsFor, type ActName } from './change-acts';
import { ChangeHistory } from './change-history';
import { ChangeKeys } from './change-keys';
import { ConflictList } from './conflict-list';
import { ChangeNotes } from './notes';
import { OpenChange } from './open-change';
import { ChangeTasks } from './tasks';
import { ChangeUpdates } from './updates';
import { Zoned } from './zoned';

/** One change: what is planned, what stands in its way, who has decided, and what became of it. */
@Component({
  selector: 'felles-change-page',
  imports: [
    Approvals,
    ChangeActDialog,
    ChangeHistory,
    ChangeKeys,
    ChangeNotes,
    ChangeTasks,
    ChangeUpdates,
    ConflictList,
    Empty,
    Icon,
    Loading,
    ProblemFace,
    RestrictedPill,
    RouterLink,
    StatePill,
  ],
  providers: [OpenChange],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'command($event)' },
  templateUrl: './change-page.html',
  styleUrl: './change-page.css',
})
export class ChangePage {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly moments = inject(Moments);
  private readonly texts = inject(Texts);
  protected readonly zoned = inject(Zoned);
  protected readonly store = inject(OpenChange);
  protected readonly open = this.store.open;
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly icons = icons;
  protected readonly keys = actKeys;
  protected readonly addressOf = addressOf;
  readonly ticketId = input.required<string>();
  protected readonly asking = signal<AskedAct | null>(null);
  protected readonly fault = signal<Trouble | null>(null);
  protected readonly showKeys = signal(false);
  protected readonly acts = computed(() => {
    const view = this.open.ticket();
    return view ? actsFor(view, this.session.personId(), this.moments.now()) : [];
  });
  /** What waits for the reader's thumb stands at the foot of a phone. */
  protected readonly deciding = computed(() => this.acts().includes('approve'));
  protected readonly plain = computed(() =>
    this.acts().filter((act) => act !== 'approve' && act !== 'reject'),
  );
  protected readonly gaps = computed(
    () => this.open.ticket()?.change.gaps.map((gap) => this.t(`changes.gap.${gap}`)) ?? [],
  );
  protected readonly overdue = computed(() => {
    const view = this.open.ticket();
    return view?.state === 'implementing' && Date.parse(view.change.endsAt ?? '') < this.moments.now();
  });

  constructor() {
    effect(() => {
      const id = this.ticketId();
      untracked(() => void this.store.show(id));
    });
    const { detail } = inject(PageName);
    effect((onCleanup) => {
      const view = this.open.ticket();
      detail.set(view && `${view.number} ${view.title}`);
      onCleanup(() => detail.set(null));
    });
  }

  protected actName = (act: ActName) => this.t(`changes.act.${act}`);
  protected typeName = ({ change }: ChangeView) => this.t(`changes.type.${change.type}`);
  protected riskName = ({ change }: ChangeView) => change.risk && this.t(`changes.riskIs.${change.risk}`);
  protected resultName = ({ change }: ChangeView) =>
    change.result && this.t(`changes.resultIs.${change.result}`);
  protected readonly plans = (view: ChangeView) =>
    (
      [
        ['changes.plan.reason', view.description],
        ['changes.plan.implementation', view.change.implementation],
        ['changes.plan.test', view.change.test],
        ['changes.plan.backOut', view.change.backOut],
        ['changes.review.heading', view.change.review],
      ] as const
    ).filter(([, text]) => text);

  protected ask(act: ActName): void {
    const { changes, tickets } = this.store;
    this.fault.set(null);
    switch (act) {
      case 'edit':
        return void this.router.navigate(['/changes', this.open.ticket()!.id, 'plan']);
      case 'submit':
        return this.run(this.store.act('submit', (stand) => changes.move(stand, 'submission')));
      case 'implement':
        return this.run(this.store.act('implement', (stand) => changes.move(stand, 'implementation')));
      case 'takeBack':
        return this.run(this.store.act('takeBack', (stand) => changes.takeBack(stand)));
      case 'take': {
        const assigneeId = this.session.personId();
        return this.run(this.store.actByTicket('take', (stand) => tickets.assign(stand, { assigneeId })));
      }
      default:
        this.asking.set(act);
    }
  }

  protected command(event: KeyboardEvent): void {
    const key = commandKey(event);
    if (key === null || this.asking()) return;
    const act = this.acts().find((name) => actKeys[name] === key);
    if (act) this.ask(act);
    else if (key === '?') this.showKeys.set(true);
    else return;
    event.preventDefault();
  }

  private run(act: Promise<Trouble | null>): void {
    void act.then((trouble) => this.fault.set(trouble));
  }
}
