import pg from 'pg';
import { ProblemError } from '../http/problem-error.js';
import { NothingCommitted } from './work-client.js';

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);
// 57P01-57P05 shutting down or starting up, 53300 no connection left, 57014 statement timeout, 25P04 transaction timeout,
// 25P03 idle in transaction, 40001/40P01 serialisation and deadlock, 55P03 lock timeout
const awaySqlStates = /^(57P0\d|08...|53300|57014|25P04|25P03|40001|40P01|55P03)$/;
// PostgreSQL's own words for values it cannot hold: null byte, bad encoding, number or date out of range or unreadable
const unstorableSqlStates = /^(22021|22P05|22003|22007|22008|22P02)$/;

// pg and the ORM say these without a code
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|(?:connection|Query runner) .*released|Client (?:was closed|has encountered)/i;

/** Whether the database is away for the moment, or was asked to store what it cannot; null for everything else. */
export function databaseProblem(thrown: unknown): ProblemError | null {
  // The ORM wraps whatever the driver said, a lost connection as well.
  const error = (thrown as { driverError?: unknown }).driverError ?? thrown;
  const { code, message } = error as { code?: string; message?: string };
  const away = new ProblemError('database_unavailable', { retryAfterSeconds: 2, cause: thrown });
  if (error instanceof NothingCommitted) return away;
  if (error instanceof pg.DatabaseError) {
    if (awaySqlStates.test(code ?? '')) return away;
    return unstorableSqlStates.test(code ?? '') ? new ProblemError('malformed', { cause: thrown }) : null;
  }
  if (code && connectionCodes.has(code)) return away;
  return message && lostConnection.test(message) ? away : null;
}
