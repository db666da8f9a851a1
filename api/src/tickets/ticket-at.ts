/** An event as folding needs it. */
interface Happened {
  /** Left out where nothing but the facts is known. */
  type?: string;
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
  'taskId',
  'doneAt',
  'approverId',
  'decision',
]);

/** About one of the things it touches, whose names would be taken for its own. */
const ofSomethingElse = new Set(['change.ticked']);
/** Words that are said once and change nothing said before. */
const saidOnce = new Set(['body', 'comment', 'task']);

/** The state at a moment: everything that had happened by then, applied in order. `fields` is null before the filing. */
export function foldEvents(events: readonly Happened[]): {
  fields: Record<string, unknown> | null;
  texts: Record<string, string>;
} {
  if (events.length === 0) return { fields: null, texts: {} };
  const fields: Record<string, unknown> = {};
  const texts: Record<string, string> = {};
  for (const event of events) {
    if (event.type && ofSomethingElse.has(event.type)) continue;
    for (const [name, [, after]] of Object.entries(event.facts))
      if (!notFields.has(name)) fields[name] = after;
    for (const [purpose, body] of Object.entries(event.bodies ?? {}))
      if (!saidOnce.has(purpose)) texts[purpose] = body;
  }
  return { fields, texts };
}
