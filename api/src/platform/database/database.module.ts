import {
  Global,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { Settings } from '../config/settings.js';
import { openStatements } from '../auth/statements.js';
import { openWork } from './guarded-pool.js';
import { Work } from './work.js';
import type { Statement } from './turn.js';

/** Units of work on behalf of people. */
@Injectable()
export class AskerWork extends Work {}

/** Units of work of the system itself: readers of the log, timers, jobs. */
@Injectable()
export class SystemWork extends Work {}

/** The two guarded pools of this process. */
@Injectable()
export class Pools implements OnApplicationShutdown {
  constructor(readonly sources: DataSource[]) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.sources.map((source) => source.destroy()));
  }
}

type Opened = Awaited<ReturnType<typeof openWork>>;

function provideWork(token: typeof AskerWork | typeof SystemWork, pool: string): Provider {
  return { provide: token, useFactory: ({ source }: Opened) => new token(source), inject: [pool] };
}

@Global()
@Module({})
export class DatabaseModule {
  /** @param entities what features map; the platform knows none of them. */
  static with(entities: EntityTarget<ObjectLiteral>[]): DynamicModule {
    const open =
      (role: 'api' | 'worker', most: number, statements: readonly Statement[]) => (settings: Settings) =>
        openWork({
          url: settings.database[role],
          name: `felles ${role}`,
          most,
          entities,
          openStatements: statements,
        });
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: 'asker pool',
          useFactory: open('api', 12, Object.values(openStatements)),
          inject: [Settings],
        },
        { provide: 'system pool', useFactory: open('worker', 6, []), inject: [Settings] },
        provideWork(AskerWork, 'asker pool'),
        provideWork(SystemWork, 'system pool'),
        {
          provide: Pools,
          useFactory: (...pools: Opened[]) => new Pools(pools.map(({ source }) => source)),
          inject: ['asker pool', 'system pool'],
        },
      ],
      exports: [AskerWork, SystemWork, Pools],
    };
  }
}
