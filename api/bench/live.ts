import { Agent } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { send, type Target } from './load.js';
import type { Operation, Place } from './operations.js';

export interface Delivered {
  sockets: number;
  writes: number;
  /** Milliseconds from sending the write until the last of all screens has it. */
  p50: number;
  p95: number;
  p99: number;
}

/** From the moment a write is sent until all screens have been told. */
export async function measureLive(
  create: Operation,
  at: Place,
  target: Target,
  sockets = 200,
  writes = 100,
): Promise<Delivered> {
  const screens = await Promise.all(Array.from({ length: sockets }, () => connect(target)));
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  for (let turn = 0; turn < writes; turn++) {
    let waiting = sockets;
    const all = new Promise<void>((resolve) => {
      for (const screen of screens) screen.once('event', () => (--waiting === 0 ? resolve() : undefined));
    });
    const sent = performance.now();
    await send(agent, target, 'POST', create.path(at, turn), create.body?.(at, turn));
    await all;
    times.push(performance.now() - sent);
  }
  for (const screen of screens) screen.close();
  agent.destroy();
  times.sort((a, b) => a - b);
  const percentile = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  return { sockets, writes, p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
}

function connect(target: Target): Promise<Socket> {
  const socket = io(target.url, {
    path: '/api/realtime',
    transports: ['websocket'],
    extraHeaders: target.headers,
    forceNew: true,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('connect', () => {
      if (!target.headers.cookie) return resolve(socket);
      socket.emit('resume', { cursor: null }, () => resolve(socket));
    });
  });
}
