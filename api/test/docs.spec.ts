import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');

/** What a document names as a path of this repository: code spans with a folder in them. */
function pathsIn(document: string): string[] {
  const text = readFileSync(path.join(repository, document), 'utf8');
  const spans = [...text.matchAll(/`((?:api|web|libs|migrations|docs)\/[\w./-]+)`/g)].map(
    (match) => match[1]!,
  );
  const links = [...text.matchAll(/\]\(([\w./-]+\.md)\)/g)].map((match) =>
    path.join(path.dirname(document), match[1]!),
  );
  return [...new Set([...spans, ...links])];
}

describe('the documents', () => {
  it.each([
    ['docs/architecture.md', 25],
    ['docs/security.md', 15],
    ['README.md', 3],
    ['CONTRIBUTING.md', 3],
  ])('%s names files that exist', (document, atLeast) => {
    const named = pathsIn(document);
    expect(named.length).toBeGreaterThanOrEqual(atLeast);
    expect(named.filter((file) => !existsSync(path.join(repository, file)))).toEqual([]);
  });
});
