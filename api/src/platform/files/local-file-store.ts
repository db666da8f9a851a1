import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Settings } from '../config/settings.js';
import { FileStore, type KeptFile } from './file-store.js';

const headBytes = 4_100;

@Injectable()
export class LocalFileStore extends FileStore {
  private readonly folder: string;

  constructor(settings: Settings) {
    super();
    this.folder = path.join(settings.dataDir, 'files');
  }

  async put(stream: Readable): Promise<KeptFile> {
    const key = randomBytes(24).toString('hex');
    const target = this.pathOf(key);
    const unfinished = `${target}.part`;
    await mkdir(path.dirname(target), { recursive: true });
    const hash = createHash('sha256');
    const head: Buffer[] = [];
    let size = 0;
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (size < headBytes) head.push(chunk.subarray(0, headBytes - size));
        hash.update(chunk);
        size += chunk.length;
        await file.write(chunk);
      }
      await file.sync();
      await file.close();
      await rename(unfinished, target);
      await this.syncFolder(path.dirname(target));
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(unfinished, { force: true });
      throw error;
    }
    return { key, size, sha256: hash.digest(), head: Buffer.concat(head) };
  }

  open(key: string): Promise<Readable> {
    const stream = createReadStream(this.pathOf(key));
    return new Promise((resolve, reject) => stream.once('open', () => resolve(stream)).once('error', reject));
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  private pathOf(key: string): string {
    if (!/^[0-9a-f]{48}$/.test(key)) throw new Error('not a storage key');
    return path.join(this.folder, key.slice(0, 2), key);
  }

  /** A rename is certain only when its folder is on disk too. */
  private async syncFolder(folder: string): Promise<void> {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  }
}
