import type { ChangeView } from '@felles/contracts/http';
import type { Name } from '@felles/testing';
import type { TestApp } from '../app.js';

const hour = 3_600_000;

/** A moment so many hours from now, as the API writes it. */
export const inHours = (hours: number) =>
  new Date(Math.floor(Date.now() / 1000) * 1000 + hours * hour).toISOString();

export const riskAnswers = {
  low: { reach: 'few', outage: 'none', back_out: 'at_once', tested: 'same_before', experience: 'routine' },
  high: { reach: 'many', outage: 'long', back_out: 'hard', tested: 'untested', experience: 'first_time' },
} as const;

/** A normal change of low risk on Fjordvik's file server that can be submitted as it is. */
export const aPlan = (desk: TestApp) => ({
  title: 'Ny versjon av filtjenesten',
  description: 'Den gamle får ikke flere rettelser.',
  type: 'normal',
  riskAnswers: riskAnswers.low,
  implementation: 'Stopp tjenesten, oppgrader, start den igjen.',
  test: 'Åpne en fil fra et annet nett.',
  backOut: 'Gjenopprett øyeblikksbildet.',
  configurationItemIds: [desk.world.items.files],
  serviceIds: [] as string[],
  startsAt: inHours(24),
  endsAt: inHours(26),
});

export async function fileChange(desk: TestApp, more: object = {}, by: Name = 'arne'): Promise<ChangeView> {
  const answer = await (await desk.as(by)).post('/api/changes').send({ ...aPlan(desk), ...more });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body as ChangeView;
}

/** Puts a change through its states up to this one. */
export async function takeTo(
  desk: TestApp,
  change: ChangeView,
  state: 'assess' | 'authorise' | 'scheduled',
): Promise<ChangeView> {
  const arne = await desk.as('arne');
  const at = `/api/changes/${change.id}`;
  let now = (await arne.put(`${at}/submission`).expect(200)).body as ChangeView;
  if (now.state === 'assess' && state !== 'assess')
    now = (await arne.put(`${at}/assessment`).send({}).expect(200)).body as ChangeView;
  if (now.state === 'authorise' && state === 'scheduled') {
    const berit = await desk.as('berit');
    now = (
      await berit.put(`${at}/approval`).send({ decision: 'approved', round: now.change.round }).expect(200)
    ).body as ChangeView;
  }
  if (now.state !== state) throw new Error(`${change.number} is ${now.state}, not ${state}`);
  return now;
}

export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await condition());) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
