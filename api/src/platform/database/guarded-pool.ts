import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { SnakeNaming } from './snake-naming.js';
import { Work } from './work.js';
import type { Statement } from './turn.js';
import { workClient, type Gate } from './work-client.js';

export interface PoolOptions {
  url: string;
  name: string;
  most: number;
  entities: EntityTarget<ObjectLiteral>[];
  openStatements: readonly Statement[];
}

/** A pool whose every connection is guarded (work-client.ts), with the ORM on top of it. */
export async function openWork(options: PoolOptions): Promise<{ work: Work; source: DataSource }> {
  const gate: Gate = { open: true };
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities as never,
    namingStrategy: new SnakeNaming(),
    applicationName: options.name,
    installExtensions: false,
    poolErrorHandler: () => undefined,
    extra: {
      Client: workClient(gate, options.openStatements),
      pipeline: true,
      max: options.most,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      // Our statements have names and are planned once: a plan made anew for every asker costs more than it saves.
      options:
        '-c plan_cache_mode=force_generic_plan -c statement_timeout=15s -c idle_in_transaction_session_timeout=10s -c transaction_timeout=30s',
    },
  });
  await source.initialize();
  gate.open = false;
  return { work: new Work(source), source };
}
