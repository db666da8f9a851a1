import type { TicketKind } from './words.js';

const prefixes: Record<TicketKind, string> = {
  incident: 'INC',
  request: 'REQ',
  problem: 'PRB',
  change: 'CHG',
};

/** `('incident', 100001)` → `INC0100001`. One series per kind for the whole desk; gaps are allowed. */
export function formatNumber(kind: TicketKind, serial: number): string {
  return prefixes[kind] + String(serial).padStart(7, '0');
}

/**
 * Reads a number the way people type it: any case, with or without leading zeros, spaces or a dash.
 * @returns the canonical form, or null when this is no ticket number.
 */
export function parseNumber(text: string): string | null {
  const match = /^\s*(inc|req|prb|chg)[\s-]*0*(\d{1,10})\s*$/i.exec(text);
  return match ? match[1]!.toUpperCase() + match[2]!.padStart(7, '0') : null;
}
