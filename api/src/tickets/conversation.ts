import type { EntryView } from '@felles/contracts/http';
import type { Audience, Channel, Language } from '@felles/domain';
import type { Read, Statement } from '../platform/database/work.js';

interface EntryRow {
  id: string;
  audience: Audience;
  author_id: string | null;
  author_name: string | null;
  body: string | null;
  html: string | null;
  channel: Channel;
  language: Language | null;
  written_at: Date;
  conversation_version: number | null;
}

const columns = `n.id, n.audience, n.author_id, p.display_name as author_name, x.body, x.html, n.channel, n.language, n.written_at, n.conversation_version`;

const entriesOfTicket: Statement = {
  name: 'conversation-entries',
  text: `select ${columns} from entry n join text_revision x on x.id = n.text_id left join person p on p.id = n.author_id
    where n.ticket_id = $1 order by n.written_at, n.id`,
};
const entriesAfterVersion: Statement = {
  name: 'conversation-entries-after',
  text: `select ${columns} from entry n join text_revision x on x.id = n.text_id left join person p on p.id = n.author_id
    where n.ticket_id = $1 and n.conversation_version > $2 order by n.written_at, n.id limit 100`,
};

export async function entriesOf(read: Read, ticketId: string): Promise<EntryView[]> {
  return (await read.rows<EntryRow>(entriesOfTicket, [ticketId])).map(viewOf);
}

/** The public entries that came after this conversation version. */
export async function entriesSince(
  read: Read,
  ticketId: string,
  conversationVersion: number,
): Promise<EntryView[]> {
  return (await read.rows<EntryRow>(entriesAfterVersion, [ticketId, conversationVersion])).map(viewOf);
}

function viewOf(row: EntryRow): EntryView {
  return {
    id: row.id,
    audience: row.audience,
    author:
      row.author_id && row.author_name !== null ? { id: row.author_id, displayName: row.author_name } : null,
    body: row.body ?? '',
    html: row.html,
    channel: row.channel,
    language: row.language,
    writtenAt: row.written_at.toISOString(),
    conversationVersion: row.conversation_version,
  };
}
