import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ServerRow } from '@felles/contracts/http';
import { patchStatuses, type Label } from '@felles/domain';
import { Catalogue, PagedList, Patching, Session } from '@felles/web-data';
import { Control, Empty, Field, Loading, ProblemFace, Texts, When } from '@felles/web-ui';
import { followItems } from './following';
import { StatusPill } from './status-pill';

/** The servers behind a figure, to look at and to make a change for. The filters stand in the address. */
@Component({
  selector: 'felles-servers',
  imports: [Control, Empty, Field, Loading, ProblemFace, RouterLink, StatusPill, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './servers.html',
  styleUrl: './lists.css',
})
export class ServersPage {
  private readonly patching = inject(Patching);
  private readonly router = inject(Router);
  private readonly catalogue = inject(Catalogue);
  private readonly texts = inject(Texts);
  protected readonly session = inject(Session);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  readonly status = input<string>();
  readonly exploited = input<string>();
  readonly rebootPending = input<string>();
  readonly organisationId = input<string>();
  readonly siteId = input<string>();
  readonly groupId = input<string>();
  readonly serviceId = input<string>();
  protected readonly list = new PagedList<ServerRow>((query) => this.patching.servers(query));
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly statusWord = (status: (typeof patchStatuses)[number]) =>
    this.t(`patching.status.${status}`);

  private readonly query = computed(
    () => {
      const { status, exploited, rebootPending, organisationId, siteId, groupId, serviceId } = this;
      const asked = { status, exploited, rebootPending, organisationId, siteId, groupId, serviceId };
      return Object.fromEntries(
        Object.entries(asked).flatMap(([name, value]) => (value() ? [[name, value()!]] : [])),
      );
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );

  /** What the list can be narrowed by; only what the reader is offered. */
  protected readonly filters = computed(() => {
    const { organisations, sites, groups, services } = this.catalogue.view();
    const none = { id: 'none', name: this.t('patching.none') };
    const named = (all: readonly { id: string; name: Label }[]) =>
      all.map(({ id, name }) => ({ id, name: this.label(name) }));
    return [
      {
        field: 'status',
        name: this.t('patching.column.status'),
        value: this.status(),
        options: patchStatuses.map((id) => ({ id, name: this.statusWord(id) })),
      },
      {
        field: 'organisationId',
        name: this.t('patching.column.organisation'),
        value: this.organisationId(),
        options: organisations,
      },
      {
        field: 'siteId',
        name: this.t('patching.column.site'),
        value: this.siteId(),
        options: [...named(sites), none],
      },
      {
        field: 'groupId',
        name: this.t('patching.column.group'),
        value: this.groupId(),
        options: [...named(groups), none],
      },
      {
        field: 'serviceId',
        name: this.t('patching.column.service'),
        value: this.serviceId(),
        options: [...named(services), none],
      },
      {
        field: 'exploited',
        name: this.t('patching.exploited'),
        value: this.exploited(),
        options: [{ id: 'true', name: this.t('patching.only') }],
      },
    ];
  });

  constructor() {
    void this.catalogue.load().catch(() => undefined);
    followItems(() => void this.list.refresh(), 1000);
    effect(() => {
      this.chosen.set(new Set());
      void this.list.show(this.query());
    });
  }

  protected narrow(field: string, value: string): void {
    void this.router.navigate([], {
      queryParams: { [field]: value || null },
      queryParamsHandling: 'merge',
    });
  }

  protected choose(id: string, on: boolean): void {
    this.chosen.update((chosen) => new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  }

  /** What the form for a new change begins with. */
  protected readonly forChange = computed(() => ({ items: [...this.chosen()].join(',') }));
}
