import type { PatchReport, ReportedUpdate } from '@felles/contracts/http';
import { limits, type FieldCode } from '@felles/contracts/values';
import { countCharacters, isStorable, updateSeverities, updateStates } from '@felles/domain';
import { isMoment } from '../platform/http/is-moment.js';
import { ProblemError, type FieldFault } from '../platform/http/problem-error.js';

/** A report as it was sent, every part of it looked at. */
export type CheckedReport = PatchReport & { updates: Required<ReportedUpdate>[] };

const mostFaults = 20;
const plainLine = /^[\x21-\x7e][\x20-\x7e]*$/;
const zoned = /(Z|[+-]\d\d:\d\d)$/;
const cve = /^CVE-\d{4}-\d{4,7}$/;

/**
 * The whole report or none of it. By hand and not by decorators: class-validator takes over a second for 20 000 updates,
 * this some 20 ms.
 * @throws ProblemError invalid, naming the first fields that are wrong: `updates.17.severity`.
 */
export function readReport(body: unknown): CheckedReport {
  const look = new Look();
  const report = look.object(body, '', [
    'scannedAt',
    'source',
    'osName',
    'osVersion',
    'rebootPending',
    'updates',
  ]);
  const checked = {
    scannedAt: look.moment(report.scannedAt, 'scannedAt', zoned),
    source: look.line(report.source, 'source', 50),
    osName: look.line(report.osName, 'osName', 100),
    osVersion: look.line(report.osVersion, 'osVersion', 100),
    rebootPending: look.flag(report.rebootPending, 'rebootPending'),
    updates: look
      .list(report.updates, 'updates', limits.reportUpdates)
      .map((one, index) => look.update(one, `updates.${index}`)),
  };
  look.once(
    checked.updates.map(({ id }) => id),
    (index) => `updates.${index}.id`,
  );
  // In whatever order a machine lists them, the same list is the same list.
  checked.updates.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (look.faults.length > 0) throw new ProblemError('invalid', { fields: look.faults.slice(0, mostFaults) });
  return checked;
}

/** Looks at one part after the other and remembers what is wrong; what it then hands back is used by nobody. */
class Look {
  readonly faults: FieldFault[] = [];

  update(value: unknown, path: string): Required<ReportedUpdate> {
    const one = this.object(value, path, [
      'id',
      'title',
      'version',
      'severity',
      'security',
      'cves',
      'state',
      'releasedAt',
      'held',
    ]);
    return {
      id: this.line(one.id, `${path}.id`, limits.updateIdCharacters),
      title: this.line(one.title, `${path}.title`, limits.updateTitleCharacters),
      version:
        one.version === null ? null : this.line(one.version, `${path}.version`, limits.updateIdCharacters),
      severity: this.word(one.severity, `${path}.severity`, updateSeverities),
      security: this.flag(one.security, `${path}.security`),
      cves: this.cves(one.cves, `${path}.cves`),
      state: this.word(one.state, `${path}.state`, updateStates),
      releasedAt: one.releasedAt === null ? null : this.moment(one.releasedAt, `${path}.releasedAt`, /./),
      held: one.held === undefined ? false : this.flag(one.held, `${path}.held`),
    };
  }

  object(value: unknown, path: string, names: readonly string[]): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(path || 'body', value === undefined || value === null ? 'required' : 'not_an_object');
      return {};
    }
    for (const name of Object.keys(value))
      if (!names.includes(name)) this.fault(path ? `${path}.${name}` : name, 'unknown_property');
    return value as Record<string, unknown>;
  }

  list(value: unknown, path: string, most: number): unknown[] {
    if (!Array.isArray(value)) this.fault(path, value === undefined ? 'required' : 'not_a_list');
    else if (value.length > most) this.fault(path, 'too_many', { max: most });
    else return value;
    return [];
  }

  line(value: unknown, path: string, most: number): string {
    // Names of packages and versions, which is nearly all there is.
    if (typeof value === 'string' && value.length <= most && plainLine.test(value)) return value;
    if (typeof value !== 'string')
      return this.fault(path, value === undefined || value === null ? 'required' : 'not_text');
    if (!isStorable(value)) return this.fault(path, 'not_storable');
    if (!/[^\s\p{Cf}]/u.test(value)) return this.fault(path, 'required');
    if (/[\r\n\u2028\u2029]/.test(value)) return this.fault(path, 'malformed');
    if (value.length > most && countCharacters(value) > most)
      return this.fault(path, 'too_long', { max: most });
    return value;
  }

  flag(value: unknown, path: string): boolean {
    if (typeof value !== 'boolean') this.fault(path, value === undefined ? 'required' : 'not_a_boolean');
    return value === true;
  }

  word<W extends string>(value: unknown, path: string, words: readonly W[]): W {
    if (!words.includes(value as W))
      this.fault(path, value === undefined ? 'required' : 'not_one_of', { allowed: words.join(', ') });
    return value as W;
  }

  moment(value: unknown, path: string, shape: RegExp): string {
    if (!isMoment(value) || !shape.test(value))
      return this.fault(path, value === undefined ? 'required' : 'not_a_time');
    return value;
  }

  once(values: readonly string[], pathOf: (index: number) => string): void {
    const seen = new Set<string>();
    for (const [index, value] of values.entries()) {
      if (seen.has(value) && value !== '') this.fault(pathOf(index), 'twice');
      seen.add(value);
    }
  }

  private cves(value: unknown, path: string): string[] {
    const list = this.list(value, path, limits.cvesPerUpdate);
    if (!list.every((one) => typeof one === 'string' && cve.test(one))) this.fault(path, 'malformed');
    else this.once(list as string[], (index) => `${path}.${index}`);
    return list as string[];
  }

  private fault(path: string, code: FieldCode, params?: FieldFault['params']): string {
    if (this.faults.length < mostFaults) this.faults.push({ path, code, params });
    return '';
  }
}
