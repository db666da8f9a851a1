import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from './actor.js';
import {
  changeTypes,
  gapsIn,
  mayApprove,
  patchResult,
  quorumOf,
  riskOf,
  riskQuestionNames,
  riskQuestions,
  updateOutcomes,
  verdictOf,
  windowsMeet,
  type ChangePlan,
  type RiskAnswers,
} from './changes.js';
import type { Role } from './permissions.js';
import type { TicketSight } from './sight.js';
import { levels } from './words.js';

const anyAnswers = fc.record(
  Object.fromEntries(
    riskQuestionNames.map((question) => [question, fc.constantFrom(...riskQuestions[question])]),
  ),
) as fc.Arbitrary<RiskAnswers>;

describe('the risk', () => {
  it('is unknown until every question is answered', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...riskQuestionNames), (answers, left) => {
        expect(riskOf(answers)).not.toBeNull();
        expect(riskOf({ ...answers, [left]: undefined })).toBeNull();
        expect(riskOf({ ...answers, [left]: 'nonsense' })).toBeNull();
      }),
    );
  });

  it('never falls when one answer gets graver', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...riskQuestionNames), (answers, question) => {
        const scale = riskQuestions[question] as readonly string[];
        const risks = scale.map((answer) => levels.indexOf(riskOf({ ...answers, [question]: answer })!));
        expect(risks).toEqual([...risks].sort((a, b) => a - b));
      }),
    );
  });

  it('is low where all is harmless, and high where many are reached and there is no way back', () => {
    const harmless = Object.fromEntries(
      riskQuestionNames.map((question) => [question, riskQuestions[question][0]]),
    );
    expect(riskOf(harmless)).toBe('low');
    expect(riskOf({ ...harmless, reach: 'many' })).toBe('low');
    expect(riskOf({ ...harmless, reach: 'many', outage: 'short' })).toBe('medium');
    expect(riskOf({ ...harmless, reach: 'many', back_out: 'hard' })).toBe('high');
  });
});

const change: TicketSight = {
  kind: 'change',
  organisationId: 'here',
  unitId: null,
  requesterId: 'arne',
  filedById: 'arne',
  assigneeId: 'siri',
  restricted: false,
  circle: [],
};
const person = (personId: string, ...roles: Role[]): Actor => ({
  personId,
  displayName: personId,
  language: 'nb',
  memberships: [{ organisationId: 'here', unitId: null, roles }],
  groups: [],
  scopes: null,
  assurance: 1,
});

describe('approval', () => {
  it('is not needed of what is standard, and by two where the risk of a normal change is high', () => {
    expect(levels.map((risk) => quorumOf('standard', risk))).toEqual([0, 0, 0]);
    expect(levels.map((risk) => quorumOf('normal', risk))).toEqual([1, 1, 2]);
    expect(levels.map((risk) => quorumOf('emergency', risk))).toEqual([1, 1, 1]);
  });

  it('is given by those who may, and never by whoever filed it or carries it out', () => {
    expect(mayApprove(person('berit', 'change_manager'), change)).toBe(true);
    expect(mayApprove(person('per', 'agent'), change)).toBe(false);
    expect(mayApprove(person('arne', 'change_manager'), change)).toBe(false);
    expect(mayApprove(person('siri', 'lead'), change)).toBe(false);
    expect(mayApprove({ ...person('berit', 'change_manager'), scopes: ['change:read'] }, change)).toBe(false);
    const elsewhere = { ...change, organisationId: 'there' };
    expect(mayApprove(person('berit', 'change_manager'), elsewhere)).toBe(false);
  });

  it('takes as many different people as are needed, and one to reject', () => {
    const yes = (personId: string) => ({ personId, decision: 'approved' as const });
    expect(verdictOf([], 1, change)).toBeNull();
    expect(verdictOf([yes('berit')], 1, change)).toBe('approved');
    expect(verdictOf([yes('berit')], 2, change)).toBeNull();
    expect(verdictOf([yes('berit'), yes('berit')], 2, change)).toBeNull();
    expect(verdictOf([yes('berit'), yes('lise')], 2, change)).toBe('approved');
    expect(verdictOf([yes('berit'), { personId: 'lise', decision: 'rejected' }], 1, change)).toBe('rejected');
  });

  it('does not count one by somebody who has been given the work since', () => {
    const votes = [{ personId: 'berit', decision: 'approved' as const }];
    expect(verdictOf(votes, 1, { ...change, assigneeId: 'berit' })).toBeNull();
  });
});

const now = new Date('2026-03-01T12:00:00Z');
const plan: ChangePlan = {
  type: 'normal',
  risk: 'low',
  implementation: 'Kjør apt.',
  test: 'På testserveren.',
  backOut: 'Gjenopprett.',
  startsAt: new Date('2026-03-02T20:00:00Z'),
  endsAt: new Date('2026-03-02T22:00:00Z'),
  touches: 1,
};

describe('a plan', () => {
  it('is ready when nothing is left out', () => {
    for (const type of changeTypes) expect(gapsIn({ ...plan, type }, now)).toEqual([]);
  });

  it('names everything that is', () => {
    const empty = {
      implementation: null,
      test: null,
      backOut: null,
      risk: null,
      startsAt: null,
      endsAt: null,
    };
    expect(gapsIn({ type: 'normal', touches: 0, ...empty }, now)).toEqual([
      'implementation',
      'test',
      'back_out',
      'risk',
      'window',
      'touches',
    ]);
    expect(gapsIn({ type: 'standard', touches: 0, ...empty }, now)).toEqual([
      'implementation',
      'back_out',
      'window',
      'touches',
    ]);
  });

  it('lies ahead; only an emergency may have begun', () => {
    const begun = {
      ...plan,
      startsAt: new Date('2026-03-01T11:00:00Z'),
      endsAt: new Date('2026-03-01T13:00:00Z'),
    };
    expect(gapsIn(begun, now)).toEqual(['window_past']);
    expect(gapsIn({ ...begun, type: 'emergency' }, now)).toEqual([]);
    expect(gapsIn({ ...begun, type: 'emergency', endsAt: now }, now)).toEqual(['window_past']);
    expect(gapsIn({ ...plan, endsAt: plan.startsAt }, now)).toEqual(['window']);
  });
});

describe('two windows', () => {
  const anyWindow = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }))
    .map(([start, length]) => ({ startsAt: new Date(start), endsAt: new Date(start + length) }));

  it('meet when they share a moment, whichever is asked first', () => {
    fc.assert(
      fc.property(anyWindow, anyWindow, (a, b) => {
        let shared = false;
        for (let moment = 0; moment < 70; moment++) {
          const within = (window: typeof a) => +window.startsAt <= moment && moment < +window.endsAt;
          shared ||= within(a) && within(b);
        }
        expect(windowsMeet(a, b)).toBe(shared);
        expect(windowsMeet(b, a)).toBe(shared);
      }),
    );
  });
});

describe('how a change of updates went', () => {
  it('is a success as soon as everything is installed, and nothing else before its window has ended', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...updateOutcomes), { minLength: 1 }),
        fc.boolean(),
        (outcomes, over) => {
          const result = patchResult(outcomes, over);
          const all = outcomes.every((outcome) => outcome === 'installed');
          expect(result === 'successful').toBe(all);
          if (!all && !over) expect(result).toBeNull();
          if (!all && over)
            expect(result).toBe(outcomes.includes('installed') ? 'successful_with_issues' : 'unsuccessful');
        },
      ),
    );
  });

  it('is not for the servers to say where none was named', () => {
    expect(patchResult([], true)).toBeNull();
  });
});
