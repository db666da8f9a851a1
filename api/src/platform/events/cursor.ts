/** A place in the log: everything up to and including it has been read. */
export interface Place {
  generation: number;
  xid: bigint;
  id: bigint;
}

/** Opaque to clients; the order of the log is (generation, xid, id). */
export function writeCursor(place: Place): string {
  return Buffer.from(`${place.generation}.${place.xid}.${place.id}`).toString('base64url');
}

/** @returns null when this is no cursor of ours. */
export function readCursor(cursor: string): Place | null {
  const match = /^(\d{1,9})\.(\d{1,19})\.(\d{1,19})$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  );
  if (!match) return null;
  const place = { generation: Number(match[1]), xid: BigInt(match[2]!), id: BigInt(match[3]!) };
  // beyond what the database can hold in a bigint
  return place.xid < 2n ** 63n && place.id < 2n ** 63n ? place : null;
}

export function comparePlaces(a: Place, b: Place): number {
  if (a.generation !== b.generation) return a.generation - b.generation;
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
