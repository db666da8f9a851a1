import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  signal,
} from '@angular/core';
import { limits } from '@felles/contracts/values';
import { filedKinds, levels, type FiledKind, type Level } from '@felles/domain';
import {
  Catalogue,
  FormMemory,
  Session,
  Tickets,
  troubleOf,
  type Trouble,
  UploadClient,
  Uploads,
} from '@felles/web-data';
import { Control, Field, FilePicker, Icon, icons, Paste, ProblemFace, Texts } from '@felles/web-ui';
import { CaseFiled } from './case-filed';
import { ColleagueField } from './colleague-field';
import { Filing, type FiledForm } from './filing';
import { KnownNotices } from './known-notices';

/** «Hva kan vi hjelpe med?» */
@Component({
  selector: 'felles-file-case',
  imports: [CaseFiled, ColleagueField, Control, Field, FilePicker, Icon, KnownNotices, Paste, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './file-case.html',
  styleUrl: './file-case.css',
})
export class FileCase {
  private readonly session = inject(Session);
  private readonly catalogue = inject(Catalogue);
  private readonly texts = inject(Texts);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly limits = limits;
  protected readonly kinds = filedKinds;
  protected readonly levels = levels;
  protected readonly icons = icons;
  protected readonly filing = new Filing(
    inject(Tickets),
    new FormMemory<FiledForm>(`file-case:${this.session.personId()}`),
    {
      siteId: this.session.view()?.homeSiteId ?? '',
    },
  );
  protected readonly uploads = new Uploads(inject(UploadClient));
  protected readonly form = this.filing.form;
  protected readonly catalogueTrouble = signal<Trouble | null>(null);
  protected readonly mayFileForOthers = this.session.may('incident:file-for-others');
  private readonly home = this.session.view()?.homeOrganisationId;
  protected readonly services = computed(() =>
    this.catalogue.view().services.filter((one) => !this.home || one.organisationIds.includes(this.home)),
  );
  protected readonly sites = computed(() =>
    this.catalogue.view().sites.filter((one) => !this.home || one.organisationId === this.home),
  );
  /** Faults the fields do not show themselves are listed above. */
  protected readonly otherFaults = computed(() => {
    const shown = ['title', 'description', 'impact', 'urgency', 'serviceId', 'siteId', 'requesterId'];
    return Object.entries(this.filing.faults()).flatMap(([path, message]) =>
      shown.includes(path) ? [] : [message],
    );
  });

  constructor() {
    void this.loadCatalogue();
    effect(() => {
      if (Object.keys(this.filing.faults()).length) this.focus('[aria-invalid="true"]');
    });
    effect(() => {
      if (this.filing.filed()) this.focus('h1');
    });
  }

  protected readonly kindName = (kind: FiledKind) => this.t(`portal.file.${kind}`);
  protected readonly kindHint = (kind: FiledKind) => this.t(`portal.file.${kind}Hint`);
  protected readonly impactName = (level: Level) => this.t(`portal.file.impact.${level}`);
  protected readonly urgencyName = (level: Level) => this.t(`portal.file.urgency.${level}`);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    await this.uploads.settled();
    const form = this.form();
    await this.filing.send(
      {
        ...(form.title.trim() ? {} : { title: this.t('portal.file.missingTitle') }),
        ...(form.forOther && !form.colleague ? { requesterId: this.t('portal.file.missingColleague') } : {}),
        ...(this.uploads.waiting() ? { attachmentIds: this.t('common.files.waiting') } : {}),
      },
      this.uploads.ids(),
    );
    if (this.filing.filed()) this.uploads.clear();
  }

  protected again(): void {
    this.filing.clear();
    this.focus('h1');
  }

  protected clear(): void {
    this.filing.clear();
    this.uploads.clear();
    this.focus('h1');
  }

  protected async loadCatalogue(): Promise<void> {
    this.catalogueTrouble.set(null);
    // One can file without knowing services and sites; the problem is said where they would be chosen.
    await this.catalogue.load().catch((error: unknown) => this.catalogueTrouble.set(troubleOf(error)));
  }

  private focus(selector: string): void {
    setTimeout(() => {
      const target = this.element.nativeElement.querySelector<HTMLElement>(selector);
      if (target?.matches('h1')) target.tabIndex = -1;
      target?.focus();
    });
  }
}
