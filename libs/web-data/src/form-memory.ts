/** Keeps what is being written through a reload, a lost session and a crash of the page: this tab only. */
export class FormMemory<T> {
  constructor(
    private readonly key: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = sessionStorage,
  ) {}

  recall(): T | null {
    try {
      const text = this.storage.getItem(this.key);
      return text === null ? null : (JSON.parse(text) as T);
    } catch {
      // Storage switched off, or something unreadable from an older page: start empty.
      return null;
    }
  }

  keep(value: T): void {
    try {
      this.storage.setItem(this.key, JSON.stringify(value));
    } catch {
      // Storage full or switched off: the page still holds the text.
    }
  }

  forget(): void {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // Storage switched off: nothing was kept.
    }
  }
}
