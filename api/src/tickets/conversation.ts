import type { EntryView } from '@felles/contracts/http';
import type { Audience, Channel, Language } from '@felles/domain';
import type { Read, Statement } from '../platform/database/work.js';

/** An entry as the database tells it, in JSON. */
export interface EntryRow {
  id: string;
  audience: Audience;
  authorId: string | null;
  authorName: string | null;
  body: string | null;
  html: string | null;
  channel: Channel;
  language: Language | null;
  writtenAt: string | Date;
  conversationVersion: number | null;
}

const entriesAfterVersion: Statement = {
  name: 'conversation-entries-after',
  text: `select n.id, n.audience, n.author_id as "authorId", p.display_name as "authorName", x.body, x.html, n.channel, n.language,
      n.written_at as "writtenAt", n.conversation_version as "conversationVersion"
    from entry n join text_revision x on x.id = n.text_id left join person p on p.id = n.author_id
    where n.ticket_id = $1 and n.conversation_version > $2 order by n.written_at, n.id limit 100`,
};

/** The public entries that came after this conversation version. */
export async function entriesSince(
  read: Read,
  ticketId: string,
  conversationVersion: number,
): Promise<EntryView[]> {
  return (await read.rows<EntryRow>(entriesAfterVersion, [ticketId, conversationVersion])).map(entryView);
}

export function entryView(row: EntryRow): EntryView {
  return {
    id: row.id,
    audience: row.audience,
    author:
      row.authorId && row.authorName !== null ? { id: row.authorId, displayName: row.authorName } : null,
    body: row.body ?? '',
    html: row.html,
    channel: row.channel,
    language: row.language,
    writtenAt: new Date(row.writtenAt).toISOString(),
    conversationVersion: row.conversationVersion,
  };
}
