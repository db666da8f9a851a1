import { Agent, request } from 'node:http';
import type { Operation, Place } from './operations.js';

export interface Measured {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
  answers: number;
  wrong: number;
}

export interface Target {
  url: string;
  headers: Record<string, string>;
}

interface Answer {
  status: number;
  text: string;
}

/** Every so many answers one is parsed and looked at; parsing all would measure the client. */
const checkEvery = 50;

/** `clients` callers, each sending its next request when the last is answered, for so many seconds. */
export async function measure(
  operation: Operation,
  at: Place,
  target: Target,
  load: { clients: number; seconds: number; from: number },
): Promise<Measured & { used: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients });
  const times: number[] = [];
  let turn = load.from;
  let wrong = 0;
  const until = performance.now() + load.seconds * 1_000;
  const from = performance.now();
  const most = operation.name === 'resolve' ? at.open.length : Infinity;
  const client = async () => {
    while (performance.now() < until && turn < most) {
      const mine = turn++;
      const sent = performance.now();
      const answer = await send(
        agent,
        target,
        operation.method,
        operation.path(at, mine),
        operation.body?.(at, mine),
      );
      times.push(performance.now() - sent);
      const good = answer.status >= 200 && answer.status < 300;
      if (
        !good ||
        (mine % checkEvery === 0 && !operation.right(JSON.parse(answer.text) as Record<string, unknown>))
      ) {
        wrong++;
        if (wrong === 1)
          console.error(
            `  ${operation.name} at ${target.url}: ${answer.status} ${answer.text.slice(0, 200)}`,
          );
      }
    }
  };
  await Promise.all(Array.from({ length: load.clients }, client));
  const seconds = (performance.now() - from) / 1_000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const percentile = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  return {
    requestsPerSecond: Number((times.length / seconds).toPrecision(4)),
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    answers: times.length,
    wrong,
    used: turn,
  };
}

export function send(
  agent: Agent,
  target: Target,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const payload = body && JSON.stringify(body);
    const outgoing = request(
      target.url + path,
      {
        agent,
        method,
        headers: {
          ...target.headers,
          ...(payload && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
          }),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}
