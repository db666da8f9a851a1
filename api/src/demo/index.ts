import pg from 'pg';
import type { Growth } from './big-desk.js';
import { cast } from './texts/demo-users.js';

export { NotTheDemo } from './not-the-demo.js';
export { commonWords, rareWord, rareWordCases } from './texts/rare.js';

/** Whom one can sign in as, all with the password `felles-demo`. */
export const demoUsers: readonly { email: string; what: string }[] = cast.flatMap(({ email, what }) =>
  what ? [{ email, what }] : [],
);

/** The demo municipality's year, on a desk that has nothing yet. @returns whether this desk is the demo. */
export async function ensureDemo(owner: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const { rows } = await client.query<{ founded: boolean; demo: boolean }>(
      `select exists (select from desk) as founded,
        exists (select from identity where provider = 'local' and subject = $1) as demo`,
      [demoUsers[0]!.email],
    );
    if (rows[0]!.founded) return rows[0]!.demo;
  } finally {
    await client.end();
  }
  // Every later start does without the storyteller.
  const { foundMunicipality } = await import('./founding.js');
  await foundMunicipality(owner, { tickets: 12_000 });
  return true;
}

/** Ten years of cases on top of the demo's, so that there are so many in all. @returns how many were added. */
export async function growDesk(owner: string, growth: Growth): Promise<number> {
  const bigDesk = await import('./big-desk.js');
  return bigDesk.growDesk(owner, growth);
}
