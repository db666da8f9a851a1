import { Injectable, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SystemWork } from '../platform/database/database.module.js';
import { Bell } from '../platform/events/bell.js';
import { DurableReader } from '../platform/events/durable-reader.js';
import { rollups } from './rollups.js';

/** Follows the log in every process; the reader's row decides which one counts. */
@Injectable()
export class RollupReader implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly reader: DurableReader;

  constructor(work: SystemWork, bell: Bell) {
    this.reader = new DurableReader(work, bell, rollups);
  }

  onApplicationBootstrap(): void {
    this.reader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.stop();
  }
}

@Module({ providers: [RollupReader] })
export class RollupsModule {}
