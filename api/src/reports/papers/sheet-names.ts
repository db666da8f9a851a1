const mostCharacters = 31;

/** Names for sheets: what Excel takes (no `[]:*?/\`, at most 31 characters), and each only once. */
export function sheetNames(): (wanted: string) => string {
  const used = new Set<string>();
  return (wanted) => {
    const plain =
      wanted
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || '-';
    for (let n = 1; ; n++) {
      const end = n === 1 ? '' : ` ${n}`;
      const name = plain.slice(0, mostCharacters - end.length).trimEnd() + end;
      if (used.has(name.toLowerCase())) continue;
      used.add(name.toLowerCase());
      return name;
    }
  };
}
