import type { EventView } from '@felles/contracts/http';
import { fill, type Message } from '@felles/i18n';
import { readFileSync } from 'node:fs';
import { eventWords } from './event-words';
import { changedFacts, factsThen, type Speech } from './fact-words';

const read = (scope: string) =>
  Object.entries(
    JSON.parse(readFileSync(`libs/i18n/src/nb/${scope}.json`, 'utf8')) as Record<string, Message>,
  ).map(([key, text]) => [`${scope}.${key}`, text] as const);
const texts: Record<string, Message> = Object.fromEntries([...read('common'), ...read('console')]);
const speech: Speech = {
  t: (key, parameters) => fill(texts[key] ?? `missing ${key}`, parameters),
  label: (label) => label.nb,
  moment: (iso) => iso.slice(0, 10),
  number: String,
  names: { g1: { nb: 'Drift' }, arne: { nb: 'Arne Solvik' }, siri: { nb: 'Siri Haugen' } },
};
const event = (
  type: string,
  facts: EventView['facts'] = {},
  person: EventView['actor']['person'] = { id: 'arne', displayName: 'Arne Solvik' },
): EventView => ({
  cursor: '1',
  type,
  occurredAt: '2026-11-22T08:00:00Z',
  recordedAt: '2026-11-22T08:00:00Z',
  actor: { kind: person ? 'person' : 'system', person },
  facts,
  texts: {},
});

describe('an event in words', () => {
  it('tells taking, giving and releasing apart', () => {
    expect(eventWords(speech, event('ticket.assigned', { assigneeId: [null, 'arne'] }))).toBe(
      'Arne Solvik tok saken',
    );
    expect(
      eventWords(speech, event('ticket.assigned', { groupId: [null, 'g1'], assigneeId: [null, 'siri'] })),
    ).toBe('Arne Solvik ga saken til Drift, Siri Haugen');
    expect(eventWords(speech, event('ticket.assigned', { assigneeId: ['arne', null] }))).toBe(
      'Arne Solvik slapp saken',
    );
  });

  it('says why a case waits, and that time woke it', () => {
    expect(eventWords(speech, event('ticket.held', { holdReason: [null, 'supplier'] }))).toBe(
      'Arne Solvik satte saken på vent: Leverandør',
    );
    expect(eventWords(speech, event('ticket.woken', {}, null))).toBe('Ventetiden er over');
  });

  it('has a sentence even for a type from tomorrow', () => {
    expect(eventWords(speech, event('ticket.teleported'))).toBe('Arne Solvik gjorde noe med saken');
  });

  it('reads codes, names and times, and leaves out what only machines care for', () => {
    const facts = changedFacts(
      speech,
      event('ticket.changed', {
        priority: ['p3', 'p1'],
        holdUntil: [null, '2026-11-24T08:00:00Z'],
        conversationVersion: [1, 2],
      }),
    );
    expect(facts).toEqual([
      { field: 'Prioritet', before: 'P3, normal', after: 'P1, kritisk' },
      { field: 'På vent til', before: '', after: '2026-11-24' },
    ]);
  });

  it('does not tell what a fresh case was not', () => {
    expect(
      changedFacts(speech, event('ticket.filed', { restricted: [null, false], siteId: [null, null] })),
    ).toEqual([]);
  });

  it('says a case as it once stood: texts first, names for ids, and that a name is gone', () => {
    const then = {
      fields: {
        state: 'new',
        channel: 'phone',
        restricted: true,
        groupId: 'g1',
        assigneeId: crypto.randomUUID(),
      },
      texts: { title: 'Skriveren' },
    };
    expect(factsThen(speech, then)).toEqual([
      { field: 'Overskrift', value: 'Skriveren' },
      { field: 'Tilstand', value: 'Ny' },
      { field: 'Kanal', value: 'Telefon' },
      { field: 'Begrenset', value: 'ja' },
      { field: 'Gruppe', value: 'Drift' },
      { field: 'Saksbehandler', value: 'ukjent' },
    ]);
  });
});
