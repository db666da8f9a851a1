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
import { RouterLink } from '@angular/router';
import type { MajorDeed } from '@felles/contracts/http';
import { Icon, icons, Loading, PageName, ProblemFace, StatePill, Texts } from '@felles/web-ui';
import { MajorMarks } from './major-marks';
import { RoomChildren } from './room-children';
import { RoomDesk } from './room-desk';
import { RoomEntryForm } from './room-entry-form';
import { RoomMeasures } from './room-measures';
import { RoomNotices } from './room-notices';
import { RoomReview } from './room-review';
import { RoomRoles } from './room-roles';
import { RoomTimeline } from './room-timeline';
import { SolveDialog } from './solve-dialog';
import { UpdateClock } from './update-clock';

/** The room of one major: what is going on, who does what, what has been said, and what is learnt of it. */
@Component({
  selector: 'felles-room',
  imports: [
    Icon,
    Loading,
    MajorMarks,
    ProblemFace,
    RoomChildren,
    RoomEntryForm,
    RoomMeasures,
    RoomNotices,
    RoomReview,
    RoomRoles,
    RoomTimeline,
    RouterLink,
    SolveDialog,
    StatePill,
    UpdateClock,
  ],
  providers: [RoomDesk],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './room.html',
  styleUrl: './room.css',
})
export class RoomPage {
  private readonly texts = inject(Texts);
  protected readonly room = inject(RoomDesk);
  protected readonly t = this.texts.t;
  protected readonly icons = icons;
  readonly majorId = input.required<string>();
  protected readonly major = this.room.open.major;
  protected readonly solving = signal(false);
  protected readonly services = computed(() =>
    (this.major()?.services ?? []).map(({ name }) => this.texts.label(name)).join(', '),
  );
  protected readonly places = computed(() =>
    (this.major()?.organisations ?? []).map(({ name }) => name).join(', '),
  );
  protected readonly reviewed = computed(() => this.major()?.state !== 'open');

  constructor() {
    effect(() => {
      const id = this.majorId();
      untracked(() => void this.room.open.show(id));
    });
    const detail = inject(PageName).detail;
    effect((onCleanup) => {
      const major = this.major();
      detail.set(major && `${major.number} ${major.title}`);
      onCleanup(() => detail.set(null));
    });
  }

  protected can(deed: MajorDeed): boolean {
    return this.major()?.may.includes(deed) ?? false;
  }

  protected standDown(): void {
    void this.room.run('majors.done.stoodDown', ({ id }) => this.room.majors.standDown(id));
  }

  protected resume(): void {
    void this.room.run('majors.done.resumed', ({ id }) => this.room.majors.resume(id));
  }

  protected retry(): void {
    void this.room.open.show(this.majorId());
  }
}
