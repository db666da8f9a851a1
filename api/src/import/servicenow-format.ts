import type { Channel, HoldReason, Level, Priority, TicketState } from '@felles/domain';
import { readLocalTime } from './local-times.js';

/**
 * The audit log of incidents as ServiceNow's table `incident` exports it: one row for each saved state, the rows of an
 * incident together and in order.
 */
export const columns = [
  'number',
  'incident_state',
  'active',
  'reassignment_count',
  'reopen_count',
  'sys_mod_count',
  'made_sla',
  'caller_id',
  'opened_by',
  'opened_at',
  'sys_created_by',
  'sys_created_at',
  'sys_updated_by',
  'sys_updated_at',
  'contact_type',
  'location',
  'category',
  'subcategory',
  'u_symptom',
  'cmdb_ci',
  'impact',
  'urgency',
  'priority',
  'assignment_group',
  'assigned_to',
  'knowledge',
  'u_priority_confirmation',
  'notify',
  'problem_id',
  'rfc',
  'vendor',
  'caused_by',
  'closed_code',
  'resolved_by',
  'resolved_at',
  'closed_at',
] as const;
export type ColumnName = (typeof columns)[number];
const timeColumns = ['opened_at', 'sys_created_at', 'sys_updated_at', 'resolved_at', 'closed_at'] as const;

/** One saved state; null is "unknown", which the export writes as `?`. */
export type Cells = Record<ColumnName, string | null>;

export interface KnownState {
  state: TicketState;
  holdReason: HoldReason | null;
}
const state = (state: TicketState, holdReason: HoldReason | null = null): KnownState => ({
  state,
  holdReason,
});
const states: Readonly<Record<string, KnownState>> = {
  New: state('new'),
  Active: state('in_progress'),
  'Awaiting User Info': state('on_hold', 'requester'),
  'Awaiting Problem': state('on_hold', 'problem'),
  'Awaiting Vendor': state('on_hold', 'supplier'),
  'Awaiting Evidence': state('on_hold', 'other'),
  Resolved: state('resolved'),
  Closed: state('closed'),
};

export function stateOf(cells: Cells): KnownState {
  return states[cells.incident_state ?? '']!;
}

const levels: Readonly<Record<string, Level>> = { 1: 'high', 2: 'medium', 3: 'low' };
const priorities: Readonly<Record<string, Priority>> = { 1: 'p1', 2: 'p2', 3: 'p3', 4: 'p4', 5: 'p4' };
const channels: Readonly<Record<string, Channel>> = {
  Phone: 'phone',
  IVR: 'phone',
  Email: 'mail',
  'Self service': 'web',
  'Direct opening': 'web',
};

/** `2 - Medium`; what is unknown counts as the middle. */
export const levelOf = (text: string | null): Level => levels[text?.[0] ?? ''] ?? 'medium';
export const priorityIn = (text: string | null): Priority => priorities[text?.[0] ?? ''] ?? 'p3';
export const channelOf = (text: string | null): Channel => channels[text ?? ''] ?? 'web';
export const countOf = (text: string | null): number => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : 0);

/** Whether the first line of a file says that it is this format. */
export function isHeader(cells: readonly string[]): boolean {
  return cells.length === columns.length && columns.every((name, index) => cells[index]?.trim() === name);
}

/** The cells by name; surrounding spaces, `?` and nothing at all are unknown. */
export function cellsOf(record: readonly string[]): Cells {
  const cells = {} as Cells;
  columns.forEach((name, index) => {
    const text = (record[index] ?? '').trim();
    cells[name] = text === '' || text === '?' ? null : text;
  });
  return cells;
}

/** What is wrong with a row, in words for whoever brings the file; null when it can be read. */
export function problemOf(record: readonly string[]): string | null {
  if (record.length !== columns.length) return `${record.length} columns instead of ${columns.length}`;
  if (record.some((cell) => cell.includes('\0'))) return 'a null byte';
  const cells = cellsOf(record);
  if (cells.number === null) return 'no number';
  if (!(cells.incident_state !== null && Object.hasOwn(states, cells.incident_state)))
    return `unknown state "${cells.incident_state ?? '?'}"`;
  for (const name of timeColumns) {
    const text = cells[name];
    if (text !== null && readLocalTime(text) === null) return `unreadable date "${text}" in ${name}`;
  }
  if (cells.opened_at === null && cells.sys_created_at === null && cells.sys_updated_at === null)
    return 'unreadable date: neither opened, created nor updated is known';
  return null;
}
