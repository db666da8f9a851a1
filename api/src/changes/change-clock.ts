import { Injectable } from '@nestjs/common';
import { SystemWork } from '../platform/database/database.module.js';
import { openingForSystem, type Write } from '../platform/database/work.js';
import { Jobs } from '../platform/jobs/jobs.js';
import type { DueTimer } from '../platform/jobs/timers.js';
import { ChangeCourse, type Course } from './change-course.js';

/** Begins changes when their window opens, and asks how they went when it closes. */
@Injectable()
export class ChangeClock {
  constructor(
    private readonly work: SystemWork,
    private readonly course: ChangeCourse,
    jobs: Jobs,
  ) {
    jobs.handle('change.start', (timer) =>
      this.act(timer as DueTimer, (write, found) => void this.course.begin(write, found)),
    );
    // Both may come due while the desk is away, and then in any order.
    jobs.handle('change.end', (timer) =>
      this.act(timer as DueTimer, (write, found) =>
        this.course.conclude(write, this.course.begin(write, found)),
      ),
    );
  }

  /** Doing it twice does it once: what is done depends on the state and the window as they are now. */
  private act(
    { organisationId, subjectId }: DueTimer,
    work: (write: Write, course: Course) => void | Promise<void>,
  ): Promise<void> {
    return this.work.write(openingForSystem([organisationId], false), async (write) =>
      work(write, await this.course.open(write, subjectId)),
    );
  }
}
