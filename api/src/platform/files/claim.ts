import type { Statement, Write } from '../database/work.js';
import { invalid } from '../http/problem-error.js';

interface Claim {
  ids: readonly string[];
  organisationId: string;
  ticketId: string;
  entryId: string | null;
  internal: boolean;
}

const claimUploads: Statement = {
  name: 'files-claim',
  text: `update attachment set organisation_id = $2, ticket_id = $3, entry_id = $4, internal = $5
    where id = any ($1) and ticket_id is null and uploaded_by_id = (select asker()) returning id`,
};

/** Makes the asker's own uploads part of a ticket. @throws ProblemError invalid naming the first that is not one. */
export async function claimFiles(write: Write, claim: Claim): Promise<void> {
  if (claim.ids.length === 0) return;
  const claimed = new Set(
    (
      await write.rows<{ id: string }>(claimUploads, [
        claim.ids,
        claim.organisationId,
        claim.ticketId,
        claim.entryId,
        claim.internal,
      ])
    ).map((row) => row.id),
  );
  claim.ids.forEach((id, index) => {
    if (!claimed.has(id.toLowerCase())) throw invalid(`attachmentIds.${index}`, 'unknown_id');
  });
}
