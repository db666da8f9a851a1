import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  input,
  signal,
  type OnInit,
} from '@angular/core';
import { Router } from '@angular/router';
import type { ChangeView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { changeTypes, isLocalTime, localTimeOf, type ChangeType } from '@felles/domain';
import type { TextKey } from '@felles/i18n';
import { Catalogue, Changes, newIntent, Session, troubleOf, type Trouble } from '@felles/web-data';
import { Control, Field, Loading, ProblemFace, Texts, Toasts } from '@felles/web-ui';
import { ConflictList } from './conflict-list';
import { ItemPicker } from './item-picker';
import { PlanForm } from './plan-form';
import { RiskQuestions } from './risk-questions';
import { UpdatePicker } from './update-picker';
import { Zoned } from './zoned';

const texts = [
  ['description', 'changes.plan.reason', 'changes.hint.reason'],
  ['implementation', 'changes.plan.implementation', 'changes.hint.implementation'],
  ['test', 'changes.plan.test', 'changes.hint.test'],
  ['backOut', 'changes.plan.backOut', 'changes.hint.backOut'],
] as const satisfies readonly (readonly [string, TextKey, TextKey])[];

/** Writes a plan, new or already there; what stands in its way is told while one writes. */
@Component({
  selector: 'felles-change-editor',
  imports: [ConflictList, Control, Field, ItemPicker, Loading, ProblemFace, RiskQuestions, UpdatePicker],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './change-editor.html',
  styleUrl: './change-editor.css',
})
export class ChangeEditor implements OnInit {
  private readonly changes = inject(Changes);
  private readonly catalogue = inject(Catalogue);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly zoned = inject(Zoned);
  private readonly session = inject(Session);
  private readonly words = inject(Texts);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly destroyed = inject(DestroyRef);
  private intent = newIntent();
  protected readonly t = this.words.t;
  protected readonly label = this.words.label;
  protected readonly limits = limits;
  protected readonly types = changeTypes;
  protected readonly texts = texts;
  /** The change whose plan it is; none for a new one. */
  readonly ticketId = input<string>();
  /** What another page has chosen: ids separated by commas, and when it might begin. */
  readonly items = input<string>();
  readonly updates = input<string>();
  readonly from = input<string>();
  protected readonly view = signal<ChangeView | null>(null);
  protected readonly loading = signal(true);
  protected readonly working = signal(false);
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly faults = signal<Readonly<Record<string, string>>>({});
  protected form!: PlanForm;
  protected readonly organisations = computed(() => this.catalogue.view().organisations);
  protected readonly offered = computed(() => {
    const here = this.form.plan().organisationId;
    const { services, groups } = this.catalogue.view();
    const isHere = (one: { organisationIds: string[] }) => !here || one.organisationIds.includes(here);
    return { services: services.filter(isHere), groups: groups.filter(isHere) };
  });
  protected readonly zone = computed(
    () => this.view()?.change.timeZone ?? this.zoned.zoneOf(this.form.plan().organisationId),
  );

  ngOnInit(): void {
    this.form = new PlanForm(this.changes, this.zone, this.ticketId() ?? null);
    this.destroyed.onDestroy(() => this.form.stop());
    void this.begin();
  }
  private async begin(): Promise<void> {
    try {
      await this.catalogue.load();
      const id = this.ticketId();
      if (id) {
        const view = await this.changes.open(id);
        this.view.set(view);
        this.form.take(view);
      } else await this.beginAnew();
    } catch (error) {
      this.trouble.set(troubleOf(error));
    } finally {
      this.loading.set(false);
    }
  }

  private async beginAnew(): Promise<void> {
    const ids = (list: string | undefined) => (list ?? '').split(',').filter(Boolean);
    const organisationId = this.session.view()?.homeOrganisationId ?? this.organisations()[0]?.id ?? '';
    const asked = this.from() ?? '';
    const moment = Date.parse(asked);
    const from =
      isLocalTime(asked) || Number.isNaN(moment)
        ? asked
        : localTimeOf(new Date(moment), this.zoned.zoneOf(organisationId));
    this.form.edit({ organisationId, ...(isLocalTime(from) ? { from } : {}) });
    await this.form.begin({ items: ids(this.items()), updates: ids(this.updates()) });
    const [first] = this.form.items();
    if (first) this.form.edit({ organisationId: first.organisation.id });
  }

  protected typeName = (type: ChangeType) => this.t(`changes.type.${type}`);
  protected typeHint = (type: ChangeType) => this.t(`changes.typeHint.${type}`);

  protected write(field: (typeof texts)[number][0], text: string): void {
    this.form.edit({ [field]: text });
  }

  protected toggleService(id: string): void {
    const { serviceIds } = this.form.plan();
    this.form.edit({
      serviceIds: serviceIds.includes(id) ? serviceIds.filter((one) => one !== id) : [...serviceIds, id],
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.working()) return;
    const faults = this.missing();
    if (Object.keys(faults).length > 0) return this.refuse(faults);
    this.working.set(true);
    try {
      const saved = await this.send();
      this.toasts.say(this.t('changes.saved', { number: saved.number }));
      await this.router.navigate(['/changes', saved.id]);
    } catch (error) {
      const trouble = troubleOf(error);
      // No answer is no refusal: the next try must carry the same key.
      if (trouble.code !== 'offline') this.intent = newIntent();
      this.trouble.set(trouble);
      this.refuse(trouble.fields);
    } finally {
      this.working.set(false);
    }
  }

  private send(): Promise<ChangeView> {
    const { organisationId, groupId } = this.form.plan();
    const body = this.form.body();
    const view = this.view();
    if (view) return this.changes.plan({ id: view.id, version: view.version }, body);
    return this.changes.file({ ...body, organisationId, groupId: groupId || null }, this.intent);
  }

  private missing(): Record<string, string> {
    const { title, from, to } = this.form.plan();
    const window = this.form.window();
    return {
      ...(title.trim() ? {} : { title: this.t('changes.title.missing') }),
      ...(from && !to ? { endsAt: this.t('changes.window.endMissing') } : {}),
      ...(to && !from ? { startsAt: this.t('changes.window.startMissing') } : {}),
      ...(from && to && !window ? { startsAt: this.t('changes.window.skipped') } : {}),
      ...(window && window.endsAt <= window.startsAt ? { endsAt: this.t('changes.window.backwards') } : {}),
    };
  }

  private refuse(faults: Readonly<Record<string, string>>): void {
    this.faults.set(faults);
    setTimeout(() => this.element.nativeElement.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  }
}
