import { tertialAfter, tertialOf } from '@felles/domain';
import { randomUUID } from 'node:crypto';
import type { Tour } from './index.js';

/** Both reports in every length there is, and every kind of thing the figures are kept from. */
export const reports: Tour = async (desk, database) => {
  const lise = await desk.as('lise');
  const today = new Date().toISOString().slice(0, 10);
  const { year, number } = tertialAfter(tertialOf(today), -1);
  const days = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  for (const range of [`tertial=${year}-${number}`, `from=${days(30)}&to=${today}`])
    for (const [report, kinds] of [
      ['incidents', ['', '&kind=request']],
      ['major-incidents', ['']],
    ] as const)
      for (const kind of kinds) await lise.get(`/api/reports/${report}?${range}${kind}`).expect(200);

  // An organisation of its own: what its new time zone counts anew is nobody's ten years.
  const organisation = randomUUID();
  await database.sql(`insert into organisation (id, name) values ($1, 'Reisekommune')`, [organisation]);
  const happen = (type: string, subject: string, facts: object) =>
    database.sql(
      `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
       values ($1, $2, $3, $4, 'system', felles_now(), felles_now(), 'live', $5)`,
      [
        organisation,
        type,
        type.startsWith('server') ? 'configuration_item' : 'ticket',
        subject,
        JSON.stringify(facts),
      ],
    );
  const pause = () => new Promise((resolve) => setTimeout(resolve, 2_500));
  const ticket = randomUUID();
  await happen('ticket.filed', ticket, {
    kind: [null, 'incident'],
    state: [null, 'new'],
    openedAt: [null, new Date().toISOString()],
  });
  await happen('major.declared', ticket, { declaredAt: [null, new Date().toISOString()] });
  await happen('measure.added', ticket, { measureId: [null, randomUUID()] });
  await happen('server.reported', randomUUID(), { status: [null, 'up_to_date'] });
  await pause();
  await database.sql(`update organisation set time_zone = 'Atlantic/Reykjavik' where id = $1`, [
    organisation,
  ]);
  await happen('organisation.changed', organisation, { timeZone: ['Europe/Oslo', 'Atlantic/Reykjavik'] });
  await pause();
};
