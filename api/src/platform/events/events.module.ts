import { Global, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { SystemWork } from '../database/database.module.js';
import { Bell } from './bell.js';
import { LogTail } from './log-tail.js';
import { Log } from './log.js';

@Global()
@Module({
  providers: [
    {
      provide: Bell,
      useFactory: (settings: Settings) => new Bell(settings.database.listen),
      inject: [Settings],
    },
    { provide: Log, useFactory: (bell: Bell) => new Log(bell), inject: [Bell] },
    {
      provide: LogTail,
      useFactory: (work: SystemWork, bell: Bell) => new LogTail(work, bell),
      inject: [SystemWork, Bell],
    },
  ],
  exports: [Bell, Log, LogTail],
})
export class EventsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly bell: Bell,
    private readonly tail: LogTail,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bell.start();
    await this.tail.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.tail.stop();
    await this.bell.stop();
  }
}
