import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  signal,
} from '@angular/core';
import { Router } from '@angular/router';
import { limits } from '@felles/contracts/values';
import {
  channels,
  filedKinds,
  levels,
  priorityOf,
  type Channel,
  type FiledKind,
  type Level,
} from '@felles/domain';
import {
  Catalogue,
  FormMemory,
  newIntent,
  Session,
  Tickets,
  troubleOf,
  type Trouble,
  UploadClient,
  Uploads,
} from '@felles/web-data';
import {
  Control,
  Field,
  FilePicker,
  Paste,
  PersonPicker,
  PriorityPill,
  ProblemFace,
  Texts,
  Toasts,
  type PersonOption,
} from '@felles/web-ui';
import { ItemField } from './item-field';
import { PersonFinder } from './person-finder';

const blank = {
  requester: null as PersonOption | null,
  item: null as PersonOption | null,
  kind: 'incident' as FiledKind,
  channel: 'phone' as Channel,
  title: '',
  description: '',
  impact: 'low' as Level,
  urgency: 'medium' as Level,
  serviceId: '',
  categoryId: '',
  siteId: '',
  groupId: '',
};

/** An agent files for someone on the phone, at the desk or by mail. What is typed survives a lost session. */
@Component({
  selector: 'felles-new-ticket',
  imports: [Control, Field, FilePicker, ItemField, Paste, PersonPicker, PriorityPill, ProblemFace],
  providers: [PersonFinder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './new-ticket.html',
  styles: `
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
      gap: 1.25rem;
    }
    form {
      margin-top: 1.5rem;
    }
  `,
})
export class NewTicket {
  private readonly tickets = inject(Tickets);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly catalogue = inject(Catalogue);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly texts = inject(Texts);
  private readonly memory = new FormMemory<typeof blank>(`new-ticket:${inject(Session).personId()}`);
  private intent = newIntent();
  protected readonly uploads = new Uploads(inject(UploadClient));
  protected readonly finder = inject(PersonFinder);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly limits = limits;
  protected readonly kinds = filedKinds;
  protected readonly channels = channels.filter((channel) => channel !== 'monitoring');
  protected readonly levels = levels;
  protected readonly form = signal({ ...blank, ...this.memory.recall() });
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly faults = signal<Readonly<Record<string, string>>>({});
  protected readonly working = signal(false);
  /** What the requester's municipality is offered; everything until one knows whose case it is. */
  protected readonly lists = computed(() => {
    const { services, categories, sites, groups } = this.catalogue.view();
    const { requester, kind } = this.form();
    const here = requester?.organisationId;
    const offered = (one: { organisationIds: string[] }) => !here || one.organisationIds.includes(here);
    return [
      {
        field: 'serviceId',
        name: 'console.facts.service',
        none: 'common.field.none',
        options: services.filter(offered),
      },
      {
        field: 'categoryId',
        name: 'console.facts.category',
        none: 'common.field.none',
        options: categories.filter((one) => offered(one) && (!one.kind || one.kind === kind)),
      },
      {
        field: 'siteId',
        name: 'console.facts.site',
        none: 'common.field.none',
        options: sites.filter((one) => !here || one.organisationId === here),
      },
      {
        field: 'groupId',
        name: 'console.new.group',
        none: 'console.assign.noGroup',
        options: groups.filter(offered),
      },
    ] as const;
  });
  protected readonly priority = computed(() => priorityOf(this.form().impact, this.form().urgency));

  constructor() {
    void this.catalogue.load().catch((error: unknown) => this.trouble.set(troubleOf(error)));
    effect(() => this.memory.keep(this.form()));
  }

  protected edit(change: Partial<typeof blank>): void {
    this.form.update((form) => ({ ...form, ...change }));
    // A choice the new requester's municipality does not have is no choice.
    for (const { field, options } of this.lists())
      if (options.length && !options.some((one) => one.id === this.form()[field]))
        this.form.update((form) => ({ ...form, [field]: '' }));
    this.faults.set({});
  }

  protected choose(field: 'serviceId' | 'categoryId' | 'siteId' | 'groupId', id: string): void {
    this.edit({ [field]: id });
  }

  protected kindName = (kind: FiledKind) => this.t(`common.kind.${kind}`);
  protected channelName = (channel: Channel) => this.t(`common.channel.${channel}`);
  protected levelName = (level: Level) => this.t(`common.level.${level}`);

  protected async file(event: Event): Promise<void> {
    event.preventDefault();
    const { requester, item, kind, serviceId, categoryId, siteId, groupId, ...rest } = this.form();
    const missing = {
      ...(requester ? {} : { requesterId: this.t('console.new.requesterMissing') }),
      ...(rest.title.trim() ? {} : { title: this.t('console.new.titleMissing') }),
      ...(this.uploads.waiting() ? { attachmentIds: this.t('common.files.waiting') } : {}),
    };
    if (Object.keys(missing).length) return this.refuse(missing);
    this.working.set(true);
    try {
      const body = {
        ...rest,
        requesterId: requester!.id,
        configurationItemId: item?.id ?? null,
        serviceId: serviceId || null,
        categoryId: categoryId || null,
        siteId: siteId || null,
        groupId: groupId || null,
        attachmentIds: this.uploads.ids(),
      };
      const ticket = await this.tickets.file(kind, body, this.intent);
      this.memory.forget();
      this.toasts.say(this.t('console.new.done', { number: ticket.number }));
      await this.router.navigate(['/console', 'open', ticket.id]);
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

  private refuse(faults: Readonly<Record<string, string>>): void {
    this.faults.set(faults);
    setTimeout(() => this.element.nativeElement.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  }
}
