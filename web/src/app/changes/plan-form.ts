import type {
  ChangeView,
  ConflictView,
  FileChange,
  PlannableItem,
  WantedUpdate,
} from '@felles/contracts/http';
import { computed, signal } from '@angular/core';
import {
  isLocalTime,
  localTimeOf,
  riskOf,
  windowAt,
  type ChangeType,
  type RiskAnswers,
} from '@felles/domain';
import { Newest, Settled, troubleOf, type Changes, type Trouble } from '@felles/web-data';

export const blankPlan = {
  organisationId: '',
  type: 'normal' as ChangeType,
  title: '',
  description: '',
  implementation: '',
  test: '',
  backOut: '',
  groupId: '',
  riskAnswers: {} as RiskAnswers,
  serviceIds: [] as readonly string[],
  /** As the fields have them: the organisation's own time, without a zone. */
  from: '',
  to: '',
};
export type Plan = typeof blankPlan;

/** One update on one server, as one key. */
export const updateKey = (update: { configurationItemId: string; updateId: string }) =>
  `${update.configurationItemId} ${update.updateId}`;

type Client = Pick<Changes, 'conflicts' | 'items' | 'wantedUpdates'>;

/** A plan as it is being written: what follows from it is worked out meanwhile. */
export class PlanForm {
  private readonly newestConflicts = new Newest();
  private readonly newestUpdates = new Newest();
  private readonly settled = new Settled(() => void this.lookForConflicts(), 300);
  readonly plan = signal<Plan>(blankPlan);
  readonly items = signal<readonly PlannableItem[]>([]);
  readonly wanted = signal<readonly WantedUpdate[]>([]);
  readonly chosen = signal<ReadonlySet<string>>(new Set());
  readonly conflicts = signal<readonly ConflictView[]>([]);
  readonly trouble = signal<Trouble | null>(null);
  readonly risk = computed(() => riskOf(this.plan().riskAnswers));
  readonly window = computed(() => {
    const { from, to } = this.plan();
    return isLocalTime(from) && isLocalTime(to) ? windowAt({ from, to }, this.zone()) : null;
  });

  constructor(
    private readonly client: Client,
    readonly zone: () => string,
    private readonly changeId: string | null = null,
  ) {}

  edit(change: Partial<Plan>): void {
    this.plan.update((plan) => ({ ...plan, ...change }));
    if ('from' in change || 'to' in change) this.settled.ask();
  }

  setItems(items: readonly PlannableItem[]): void {
    this.items.set(items);
    this.settled.ask();
    void this.lookForUpdates();
  }

  toggleUpdate(update: WantedUpdate): void {
    const key = updateKey(update);
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }

  /** What another page has chosen: servers, and the updates they are to get. */
  async begin({ items, updates }: { items: readonly string[]; updates: readonly string[] }): Promise<void> {
    try {
      if (items.length === 0) return;
      this.items.set((await this.client.items({ ids: items })).items);
      await this.lookForUpdates();
      const named = new Set(updates);
      this.chosen.set(
        new Set(
          this.wanted()
            .filter(({ updateId }) => named.has(updateId))
            .map(updateKey),
        ),
      );
      this.settled.ask();
    } catch (error) {
      this.trouble.set(troubleOf(error));
    }
  }

  /** A plan that is already written. */
  take({ title, description, group, organisation, change }: ChangeView): void {
    const local = (moment: string | null) => (moment ? localTimeOf(new Date(moment), change.timeZone) : '');
    this.plan.set({
      title,
      organisationId: organisation.id,
      type: change.type,
      description: description ?? '',
      implementation: change.implementation ?? '',
      test: change.test ?? '',
      backOut: change.backOut ?? '',
      groupId: group?.id ?? '',
      riskAnswers: { ...change.riskAnswers },
      serviceIds: change.services.map(({ id }) => id),
      from: local(change.startsAt),
      to: local(change.endsAt),
    });
    this.chosen.set(
      new Set(
        change.updates.map(({ item, updateId }) => updateKey({ configurationItemId: item.id, updateId })),
      ),
    );
    this.setItems(change.items.map((item) => ({ ...item, organisation })));
  }

  body(): Omit<FileChange, 'organisationId' | 'groupId'> {
    const { title, type, description, implementation, test, backOut, riskAnswers, serviceIds } = this.plan();
    const window = this.window();
    const items = this.items().map(({ id }) => id);
    return {
      title,
      type,
      description,
      implementation,
      test,
      backOut,
      riskAnswers,
      serviceIds: [...serviceIds],
      configurationItemIds: items,
      startsAt: window?.startsAt.toISOString() ?? null,
      endsAt: window?.endsAt.toISOString() ?? null,
      updates: [...this.chosen()]
        .map((key) => ({ configurationItemId: key.slice(0, 36), updateId: key.slice(37) }))
        .filter(({ configurationItemId }) => items.includes(configurationItemId)),
    };
  }

  stop(): void {
    this.settled.stop();
  }

  private async lookForConflicts(): Promise<void> {
    const window = this.window();
    const itemIds = this.items().map(({ id }) => id);
    const current = this.newestConflicts.begin();
    if (!window || itemIds.length === 0 || window.endsAt <= window.startsAt) return this.conflicts.set([]);
    const asked = {
      itemIds,
      from: window.startsAt.toISOString(),
      to: window.endsAt.toISOString(),
      ...(this.changeId ? { changeId: this.changeId } : {}),
    };
    // A warning that cannot be fetched now is shown with the plan once it is saved.
    const found = await this.client.conflicts(asked).catch(() => null);
    if (current()) this.conflicts.set(found?.items ?? []);
  }

  private async lookForUpdates(): Promise<void> {
    const current = this.newestUpdates.begin();
    const servers = this.items().filter((item) => item.class === 'server');
    const found = servers.length
      ? await this.client.wantedUpdates(servers.map(({ id }) => id)).catch(() => null)
      : null;
    if (current()) this.wanted.set(found?.items ?? []);
  }
}
