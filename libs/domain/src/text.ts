const graphemes = new Intl.Segmenter('nb', { granularity: 'grapheme' });

/**
 * Characters as people count them (Unicode extended grapheme clusters, UAX #29): a family emoji is one,
 * `é` is one however it is composed.
 */
export function countCharacters(text: string): number {
  // Plain Latin text, the ordinary case, has one code unit per character and needs no segmenter.
  if (/^[\x20-\x7eæøåÆØÅ]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of graphemes.segment(text)) count++;
  return count;
}

/** The text cut to `limit` characters as people count them, never in the middle of one. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let cut = 0;
  let count = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (++count > limit) return text.slice(0, cut);
    cut = index + segment.length;
  }
  return text;
}

/** Text PostgreSQL cannot store: a null byte or half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
