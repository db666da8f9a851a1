import { HttpErrorResponse } from '@angular/common/http';
import type { DraftView, EntryView, PersonRef, Problem } from '@felles/contracts/http';
import type { ProblemCode } from '@felles/contracts/values';

/** What went wrong with a call, in one shape: the API's own problem, or no answer we could read. */
export interface Trouble {
  code: ProblemCode | 'offline' | 'unreadable';
  status: number;
  /** The API's words, in the reader's language; empty for those we word ourselves. */
  title: string;
  detail: string;
  correlationId: string | null;
  /** Sentence per field path: `title`, `circle.0.personId`. */
  fields: Readonly<Record<string, string>>;
  conflict: Readonly<Record<string, unknown>> | null;
}

export interface ConversationConflict {
  conversationVersion: number;
  entries: EntryView[];
}

export interface VersionConflict {
  version: number;
  changes: { field: string; by: PersonRef | null; at: string }[];
}

/** Reads any failure of a call. Never throws. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof HttpErrorResponse)) return own('unreadable', 0);
  if (error.status === 0) return own('offline', 0);
  const body: unknown = typeof error.error === 'string' ? parsed(error.error) : error.error;
  if (!isProblem(body)) return own(error.status >= 500 ? 'offline' : 'unreadable', error.status);
  return {
    code: body.code,
    status: body.status,
    title: body.title,
    detail: body.detail,
    correlationId: body.correlationId || null,
    fields: Object.fromEntries((body.errors ?? []).map((fault) => [fault.path, fault.message])),
    conflict: body.conflict ?? null,
  };
}

export function conversationConflict(trouble: Trouble): ConversationConflict | null {
  return trouble.code === 'conversation_moved' && trouble.conflict
    ? (trouble.conflict as unknown as ConversationConflict)
    : null;
}

export function versionConflict(trouble: Trouble): VersionConflict | null {
  return trouble.code === 'version_stale' && trouble.conflict
    ? (trouble.conflict as unknown as VersionConflict)
    : null;
}

export function draftConflict(trouble: Trouble): DraftView | null {
  return trouble.code === 'draft_newer' && trouble.conflict
    ? (trouble.conflict as unknown as DraftView)
    : null;
}

function own(code: 'offline' | 'unreadable', status: number): Trouble {
  return { code, status, title: '', detail: '', correlationId: null, fields: {}, conflict: null };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's HTML page instead of a problem: the caller words it.
    return null;
  }
}
