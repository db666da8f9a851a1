const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Chance that can be repeated (sfc32, Chris Doty-Humphrey): the same seed tells the same story, ids included.
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 1;

  constructor(seed: string) {
    for (const letter of seed) {
      this.a = Math.imul(this.a ^ letter.codePointAt(0)!, 0x9e3779b1);
      this.b = Math.imul(this.b + this.a, 0x85ebca6b) ^ (this.a >>> 13);
      this.c = (this.c + this.b) ^ (this.b >>> 16);
    }
    for (let i = 0; i < 16; i++) this.word();
  }

  /** 32 bits. */
  word(): number {
    const t = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return t >>> 0;
  }

  /** From 0 up to but not including 1. */
  fraction(): number {
    return this.word() / 0x1_0000_0000;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** Waiting times: mostly short, sometimes long, around this mean. */
  around(mean: number): number {
    return -Math.log(1 - this.fraction()) * mean;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.fraction() * list.length)]!;
  }

  /** One of the names, by its share of the sum. */
  weighted<K extends string>(shares: Readonly<Record<K, number>>): K {
    const names = Object.keys(shares) as K[];
    let left = this.fraction() * names.reduce((sum, name) => sum + shares[name], 0);
    for (const name of names) if ((left -= shares[name]) < 0) return name;
    return names.at(-1)!;
  }

  /** A version 4 UUID. */
  uuid(): string {
    return uuidOf(this.word(), (this.word() & 0xffff0fff) | 0x4000, this.word(), this.word());
  }

  /** A version 7 UUID of that moment, so that many of them stand beside each other in an index. */
  uuidAt(milliseconds: number): string {
    const second = ((milliseconds & 0xffff) << 16) | 0x7000 | (this.word() & 0x0fff);
    return uuidOf(Math.floor(milliseconds / 0x1_0000) >>> 0, second, this.word(), this.word());
  }
}

function uuidOf(first: number, second: number, third: number, fourth: number): string {
  const byte = (word: number, at: number) => hex[(word >>> at) & 255]!;
  const variant = hex[((third >>> 24) & 0x3f) | 0x80]!;
  return (
    `${byte(first, 24)}${byte(first, 16)}${byte(first, 8)}${byte(first, 0)}-${byte(second, 24)}${byte(second, 16)}-` +
    `${byte(second, 8)}${byte(second, 0)}-${variant}${byte(third, 16)}-${byte(third, 8)}${byte(third, 0)}` +
    `${byte(fourth, 24)}${byte(fourth, 16)}${byte(fourth, 8)}${byte(fourth, 0)}`
  );
}
