import { ProblemError } from '../platform/http/problem-error.js';

const perSecond = 20;
const burst = 60;
/** Forgotten all at once beyond this: a flood from many addresses must not fill the memory. */
const mostKnown = 10_000;

/** How often one address may ask. A whole municipality can sit behind one, so this stops floods and nobody else. */
export class Allowance {
  private readonly known = new Map<string, { left: number; at: number }>();

  /** @throws ProblemError too_many_requests */
  spend(address: string): void {
    const now = performance.now();
    if (this.known.size > mostKnown) this.known.clear();
    const before = this.known.get(address) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + ((now - before.at) / 1_000) * perSecond) - 1;
    this.known.set(address, { left: Math.max(left, 0), at: now });
    if (left < 0) throw new ProblemError('too_many_requests', { retryAfterSeconds: 1 });
  }
}
