/** How a server stands; worst first, so that the order is also the one people read them in. */
export const patchStatuses = ['needs_security_update', 'needs_update', 'unknown', 'up_to_date'] as const;
export type PatchStatus = (typeof patchStatuses)[number];

/** How much an update matters, in the words of whoever released it. */
export const updateSeverities = ['critical', 'important', 'moderate', 'low', 'unknown'] as const;
export type UpdateSeverity = (typeof updateSeverities)[number];

/**
 * What became of an update on one server. `superseded`: the source no longer speaks of it, because another took its place
 * or what it was for is gone.
 */
export const updateStates = ['missing', 'failed', 'installed', 'superseded'] as const;
export type UpdateState = (typeof updateStates)[number];

/** The states in which there is still something to install: one that failed is missing all the same. */
export const wantedStates = ['missing', 'failed'] as const satisfies readonly UpdateState[];

/** Days without a word after which nobody knows any more, unless the server's own policy says otherwise. */
export const defaultSilentDays = 7;
/** How far ahead of us a server's clock may be before its report is refused, in milliseconds. */
export const mostClockSkewMs = 86_400_000;

/** What one update says about its server. */
export interface UpdateFacts {
  state: UpdateState;
  security: boolean;
  /** One of its CVEs is known to be exploited. */
  exploited: boolean;
}

/** How many updates a server lacks, each counted once: with security when it mends a hole or one that is being exploited. */
export interface MissingCounts {
  missingSecurity: number;
  missingOther: number;
  /** Those among them that are being exploited. */
  missingExploited: number;
  /** Those among them that were tried and failed. */
  failed: number;
}

export function isWanted(state: UpdateState): boolean {
  return (wantedStates as readonly UpdateState[]).includes(state);
}

export function countMissing(updates: Iterable<UpdateFacts>): MissingCounts {
  const counts = { missingSecurity: 0, missingOther: 0, missingExploited: 0, failed: 0 };
  for (const { state, security, exploited } of updates) {
    if (!isWanted(state)) continue;
    if (security || exploited) counts.missingSecurity++;
    else counts.missingOther++;
    if (exploited) counts.missingExploited++;
    if (state === 'failed') counts.failed++;
  }
  return counts;
}

/** The status a report gives its server, for as long as the report is worth anything. */
export function statusOf({
  missingSecurity,
  missingOther,
}: Pick<MissingCounts, 'missingSecurity' | 'missingOther'>): PatchStatus {
  if (missingSecurity > 0) return 'needs_security_update';
  return missingOther > 0 ? 'needs_update' : 'up_to_date';
}

/**
 * The status at a moment. What a server once said is no longer known when it has been silent too long; nobody who never
 * spoke, or speaks no more, is compliant.
 * @param knownUntil when the newest report stops being worth anything; null when there has been none.
 */
export function statusAt(reported: PatchStatus, knownUntil: Date | null, now: Date): PatchStatus {
  return knownUntil !== null && now < knownUntil ? reported : 'unknown';
}

/** Whether the server counts as patched in a figure leadership reads. Not known is not compliant. */
export function isCompliant(status: PatchStatus): boolean {
  return status === 'up_to_date';
}

/** What a report's own time says, seen from when it came in. */
export type ReportTime =
  | { ok: false }
  | {
      ok: true;
      /** When the server looked, but never after we heard of it. */
      scannedAt: Date;
      /** The server's clock less ours: positive when it is ahead, negative when the report is that old or the clock behind. */
      skewSeconds: number;
    };

/** A clock that is a little ahead is noted and put right; one that is more than a day ahead says nothing. */
export function reportTime(scannedAt: Date, receivedAt: Date): ReportTime {
  const ahead = scannedAt.getTime() - receivedAt.getTime();
  if (ahead > mostClockSkewMs) return { ok: false };
  return {
    ok: true,
    scannedAt: ahead > 0 ? receivedAt : scannedAt,
    skewSeconds: Math.round(ahead / 1000),
  };
}
