import fc from 'fast-check';
import {
  countMissing,
  isCompliant,
  mostClockSkewMs,
  patchStatuses,
  reportTime,
  statusAt,
  statusOf,
  updateStates,
  type UpdateFacts,
} from './patch-status.js';

const update: fc.Arbitrary<UpdateFacts> = fc.record({
  state: fc.constantFrom(...updateStates),
  security: fc.boolean(),
  exploited: fc.boolean(),
});
const updates = fc.array(update, { maxLength: 40 });
const moment = fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') });

describe('a server’s patch status', () => {
  it('counts every update that is wanted once, and no other', () => {
    fc.assert(
      fc.property(updates, (all) => {
        const counts = countMissing(all);
        const wanted = all.filter(({ state }) => state === 'missing' || state === 'failed');
        expect(counts.missingSecurity + counts.missingOther).toBe(wanted.length);
        expect(counts.missingExploited).toBeLessThanOrEqual(counts.missingSecurity);
        expect(counts.failed).toBe(all.filter(({ state }) => state === 'failed').length);
      }),
    );
  });

  it('is up to date exactly when nothing is wanted, and needs a security update exactly when one of those is', () => {
    fc.assert(
      fc.property(updates, (all) => {
        const status = statusOf(countMissing(all));
        const wanted = all.filter(({ state }) => state === 'missing' || state === 'failed');
        expect(status === 'up_to_date').toBe(wanted.length === 0);
        expect(status === 'needs_security_update').toBe(
          wanted.some(({ security, exploited }) => security || exploited),
        );
      }),
    );
  });

  it('never gets better by one more thing being wanted', () => {
    fc.assert(
      fc.property(updates, update, (all, one) => {
        const rank = (of: UpdateFacts[]) => patchStatuses.indexOf(statusOf(countMissing(of)));
        expect(rank([...all, one])).toBeLessThanOrEqual(rank(all));
      }),
    );
  });

  it('is unknown, and never compliant, for who never spoke or has been silent too long', () => {
    fc.assert(
      fc.property(fc.constantFrom(...patchStatuses), fc.option(moment), moment, (reported, until, now) => {
        const status = statusAt(reported, until, now);
        if (until === null || now >= until) {
          expect(status).toBe('unknown');
          expect(isCompliant(status)).toBe(false);
        } else expect(status).toBe(reported);
      }),
    );
  });
});

describe('the time of a report', () => {
  it('is never after it came in, and refused when the clock is more than a day ahead', () => {
    const slip = fc.integer({ min: -40 * 86_400_000, max: 3 * 86_400_000 });
    fc.assert(
      fc.property(moment, slip, (received, ahead) => {
        const time = reportTime(new Date(received.getTime() + ahead), received);
        expect(time.ok).toBe(ahead <= mostClockSkewMs);
        if (!time.ok) return;
        expect(time.scannedAt.getTime()).toBe(received.getTime() + Math.min(ahead, 0));
        expect(time.skewSeconds).toBe(Math.round(ahead / 1000));
      }),
    );
  });

  it('is taken as it is at the very edge of a day', () => {
    const now = new Date('2026-03-29T00:30:00Z');
    expect(reportTime(new Date(now.getTime() + mostClockSkewMs), now).ok).toBe(true);
    expect(reportTime(new Date(now.getTime() + mostClockSkewMs + 1), now).ok).toBe(false);
  });
});
