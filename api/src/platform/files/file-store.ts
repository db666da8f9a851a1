import type { Readable } from 'node:stream';

/** What was kept of a stream. */
export interface KeptFile {
  /** Random; says nothing about name or owner. */
  key: string;
  /** Bytes. */
  size: number;
  sha256: Buffer;
  /** The first 4 100 bytes, enough to tell the type by. */
  head: Buffer;
}

/** Where bytes live: a local folder today, an object store when there are several machines. */
export abstract class FileStore {
  /** Keeps a stream whole or not at all; on disk for certain when it returns. */
  abstract put(stream: Readable): Promise<KeptFile>;
  abstract open(key: string): Promise<Readable>;
  /** Removing what is not there is no error. */
  abstract remove(key: string): Promise<void>;
}
