import { HttpClient, HttpEventType } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import type { UploadView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { filter, lastValueFrom, map, tap } from 'rxjs';
import { troubleOf, type Trouble } from './trouble.js';
import { making, newIntent } from './writes.js';

@Injectable({ providedIn: 'root' })
export class UploadClient {
  private readonly http = inject(HttpClient);

  /** Sends one file, telling its progress (0–1). */
  send(file: File, progress: (share: number) => void): Promise<UploadView> {
    const body = new FormData();
    body.append('file', file, file.name);
    const options = { observe: 'events', reportProgress: true, context: making(newIntent()) } as const;
    return lastValueFrom(
      this.http.post<UploadView>('/api/uploads', body, options).pipe(
        tap((event) => {
          if (event.type === HttpEventType.UploadProgress)
            progress(event.loaded / (event.total ?? event.loaded));
        }),
        filter((event) => event.type === HttpEventType.Response),
        map((event) => event.body!),
      ),
    );
  }
}

/** One file on its way to a case. */
export interface Upload {
  key: number;
  name: string;
  size: number;
  /** 0–1; 1 when the server has it. */
  progress: number;
  id: string | null;
  trouble: Trouble | 'too_large' | null;
}

/** The files of one form. */
export class Uploads {
  private readonly list = signal<readonly Upload[]>([]);
  private readonly underWay = new Set<Promise<void>>();
  private next = 1;
  readonly files = this.list.asReadonly();
  readonly waiting = computed(() => this.list().some((file) => !file.id && !file.trouble));
  readonly ids = computed(() => this.list().flatMap((file) => (file.id ? [file.id] : [])));
  readonly tooMany = signal(false);

  constructor(private readonly client: Pick<UploadClient, 'send'>) {}

  add(files: readonly File[]): void {
    const room = limits.attachmentsPerEntry - this.list().length;
    this.tooMany.set(files.length > room);
    for (const file of files.slice(0, room)) {
      const sent = this.send(file).finally(() => this.underWay.delete(sent));
      this.underWay.add(sent);
    }
  }

  /** When every file has arrived or said why not: whoever presses Send early need not press again. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  remove(key: number): void {
    this.list.update((all) => all.filter((file) => file.key !== key));
    this.tooMany.set(false);
  }

  clear(): void {
    this.list.set([]);
    this.tooMany.set(false);
  }

  private async send(file: File): Promise<void> {
    const key = this.next++;
    const tooLarge = file.size > limits.fileBytes;
    const fresh: Upload = {
      key,
      name: file.name,
      size: file.size,
      progress: 0,
      id: null,
      trouble: tooLarge ? 'too_large' : null,
    };
    this.list.update((all) => [...all, fresh]);
    if (tooLarge) return;
    try {
      const done = await this.client.send(file, (progress) =>
        this.patch(key, { progress: Math.min(progress, 0.99) }),
      );
      this.patch(key, { progress: 1, id: done.id, name: done.name });
    } catch (error) {
      // Refused type, lost line, lost session: said beside the file, the others go on.
      this.patch(key, { trouble: troubleOf(error) });
    }
  }

  private patch(key: number, change: Partial<Upload>): void {
    this.list.update((all) => all.map((file) => (file.key === key ? { ...file, ...change } : file)));
  }
}
