import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  leastLikeness,
  likeness,
  majorActs,
  majorAllows,
  majorSeverities,
  majorState,
  mayApproveReview,
  updateInterval,
  type Likeness,
  type MajorFacts,
} from './major-incidents.js';

const burning: MajorFacts = {
  managerId: 'siri',
  stoodDownAt: null,
  approvedAt: null,
  reviewVersion: 0,
  reviewedById: null,
};
const stoodDown = { ...burning, stoodDownAt: new Date() };
const reviewed = { ...stoodDown, reviewVersion: 1, reviewedById: 'arne' };
const approved = { ...reviewed, approvedAt: new Date() };

describe('a major incident', () => {
  it('goes from burning by stand-down and review to approval', () => {
    expect([burning, stoodDown, reviewed, approved].map(majorState)).toEqual([
      'open',
      'stood_down',
      'review',
      'approved',
    ]);
  });

  it('is not reviewed while it burns, and not approved before it is reviewed', () => {
    expect(majorAllows(burning, 'review')).toBe(false);
    expect(majorAllows(stoodDown, 'approve')).toBe(false);
    expect(majorAllows(reviewed, 'approve')).toBe(true);
  });

  it('lets what was forgotten in the heat be told until the review is approved', () => {
    expect([burning, stoodDown, reviewed].every((major) => majorAllows(major, 'enter'))).toBe(true);
  });

  it('is frozen once approved, whatever one wants to do', () => {
    expect(majorActs.filter((act) => majorAllows(approved, act))).toEqual([]);
  });

  it('is approved by neither who led it nor who wrote its review', () => {
    expect(mayApproveReview('siri', reviewed)).toBe(false);
    expect(mayApproveReview('arne', reviewed)).toBe(false);
    expect(mayApproveReview('berit', reviewed)).toBe(true);
  });

  it('is told of more often the worse it is', () => {
    const minutes = majorSeverities.map(updateInterval);
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
    expect(new Set(minutes).size).toBe(3);
  });
});

describe('likeness', () => {
  const nothing: Likeness = {
    sameItem: false,
    sameService: false,
    sameSite: false,
    wordsInCommon: 0,
    minutesApart: 600,
  };

  it('finds the same service within the hours around worth a look, and the same site alone not', () => {
    expect(likeness({ ...nothing, sameService: true })).toBeGreaterThanOrEqual(leastLikeness);
    expect(likeness({ ...nothing, sameSite: true, minutesApart: 5 })).toBeLessThan(leastLikeness);
  });

  it('never falls when there is more in common', () => {
    const some = fc.record({
      sameItem: fc.boolean(),
      sameService: fc.boolean(),
      sameSite: fc.boolean(),
      wordsInCommon: fc.nat(12),
      minutesApart: fc.integer({ min: -600, max: 3_000 }),
    });
    fc.assert(
      fc.property(some, (one) => {
        const more = [
          { ...one, sameItem: true },
          { ...one, sameService: true },
          { ...one, sameSite: true },
          { ...one, wordsInCommon: one.wordsInCommon + 1 },
          { ...one, minutesApart: 0 },
        ];
        return more.every((closer) => likeness(closer) >= likeness(one)) && likeness(one) <= 12;
      }),
    );
  });
});
