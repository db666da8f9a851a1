import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { SystemWork } from '../database/database.module.js';
import { systemSight } from '../events/log-reader.js';
import type { Statement } from '../database/work.js';
import { RealtimeServer } from '../realtime/realtime.server.js';

// A long writing transaction anywhere in the cluster holds back every screen (docs/architecture.md, "What would stall it").
const oldestWriter: Statement = {
  name: 'metric-oldest-writer',
  text: `select coalesce(extract(epoch from max(clock_timestamp() - xact_start)), 0)::float8 as seconds
    from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()`,
};
const parked: Statement = {
  name: 'metric-parked',
  text: `select count(*)::int as count from log_parked where parked_at is not null`,
};

@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'felles_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [this.registry],
  });

  constructor(work: SystemWork, realtime: RealtimeServer) {
    collectDefaultMetrics({ register: this.registry });
    const asked = (name: string, help: string, ask: () => Promise<number> | number) => {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [this.registry],
        collect: async () => gauge.set(await ask()),
      });
    };
    const row = <R extends object>(statement: Statement) =>
      work.ask(systemSight, (read) => read.row<R>(statement));
    asked('felles_sockets', 'Connected sockets of this process', () => realtime.connected);
    asked(
      'felles_oldest_writer_seconds',
      'Age of the oldest writing transaction in the cluster',
      async () => (await row<{ seconds: number }>(oldestWriter))!.seconds,
    );
    asked(
      'felles_parked_events',
      'Events a durable reader could not digest',
      async () => (await row<{ count: number }>(parked))!.count,
    );
  }
}
