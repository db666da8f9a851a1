/** An event as folding needs it. */
interface Happened {
  facts: Record<string, [unknown, unknown]>;
  bodies: Record<string, string> | null;
}

/** Facts about what hangs on a ticket rather than what it is. */
const notFields = new Set([
  'entryId',
  'attachmentIds',
  'forced',
  'linkId',
  'linkKind',
  'otherId',
  'personId',
  'followsId',
  'sourceRow',
]);

/** The state at a moment: everything that had happened by then, applied in order. `fields` is null before the filing. */
export function foldEvents(events: readonly Happened[]): {
  fields: Record<string, unknown> | null;
  texts: Record<string, string>;
} {
  if (events.length === 0) return { fields: null, texts: {} };
  const fields: Record<string, unknown> = {};
  const texts: Record<string, string> = {};
  for (const event of events) {
    for (const [name, [, after]] of Object.entries(event.facts))
      if (!notFields.has(name)) fields[name] = after;
    for (const [purpose, body] of Object.entries(event.bodies ?? {}))
      if (purpose !== 'body') texts[purpose] = body;
  }
  return { fields, texts };
}
