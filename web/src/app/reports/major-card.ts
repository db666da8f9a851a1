import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MajorLine } from '@felles/contracts/http';
import { majorSeverities } from '@felles/domain';
import { Moments, Texts } from '@felles/web-ui';
import { MeasuresTable } from './measures-table';

const told = ['whatHappened', 'impact', 'cause', 'lessons'] as const;

/** One major incident, with what its review says and what is to be done. */
@Component({
  selector: 'felles-major-card',
  imports: [MeasuresTable, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>
      <a [routerLink]="['/major-incidents', major().ticketId]">{{ major().number }}</a> {{ major().title }}
    </h2>
    <dl>
      @for (fact of facts(); track fact.name) {
        <div>
          <dt>{{ fact.name }}</dt>
          <dd>{{ fact.value }}</dd>
        </div>
      }
    </dl>
    @for (text of texts(); track text.name) {
      <h3>{{ text.name }}</h3>
      <p>{{ text.body }}</p>
    }
    @if (major().measures.length > 0) {
      <felles-measures-table [heading]="t('reports.measures')" [measures]="major().measures" />
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 1.125rem;
    }
    h2 {
      margin: 0 0 0.75rem;
      font-size: 1.0625rem;
      overflow-wrap: anywhere;
    }
    h3 {
      margin: 0.75rem 0 0.125rem;
      font-size: 0.875rem;
    }
    p {
      max-width: 46rem;
      margin: 0;
      line-height: 1.6;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr));
      gap: 0.625rem 1rem;
      margin: 0 0 0.75rem;
    }
    dt {
      font-size: 0.8125rem;
      color: var(--quiet);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    felles-measures-table {
      display: block;
      margin-top: 1rem;
    }
    @media print {
      :host {
        break-inside: avoid;
      }
    }
  `,
})
export class MajorCard {
  private readonly words = inject(Texts);
  private readonly moments = inject(Moments);
  protected readonly t = this.words.t;
  readonly major = input.required<MajorLine>();

  protected readonly facts = computed(() => {
    const { t, moments, words } = this;
    const major = this.major();
    const severity = majorSeverities.find((one) => String(one) === major.severity);
    const affected = [...major.serviceNames.map((name) => words.label(name)), ...major.organisationNames];
    const nothing = t('reports.noTime');
    return [
      {
        name: t('reports.major.severity'),
        value: severity ? t(`reports.severity.${severity}`) : (major.severity ?? nothing),
      },
      { name: t('reports.major.declared'), value: moments.exact(String(major.declaredAt)) },
      {
        name: t('reports.major.stoodDown'),
        value: major.stoodDownAt ? moments.exact(String(major.stoodDownAt)) : t('reports.major.ongoing'),
      },
      { name: t('reports.major.duration'), value: moments.duration(major.durationSeconds) },
      { name: t('reports.major.manager'), value: major.managerName ?? nothing },
      { name: t('reports.major.affected'), value: affected.join(', ') || nothing },
      { name: t('reports.major.children'), value: words.number(major.children) },
      { name: t('reports.major.review'), value: t(`reports.review.${major.review}`) },
    ];
  });
  protected readonly texts = computed(() =>
    told.flatMap((what) => {
      const body = this.major()[what];
      return body ? [{ name: this.t(`reports.major.${what}`), body }] : [];
    }),
  );
}
