import type { EventView } from '@felles/contracts/http';
import { eventFacts } from '@felles/contracts/values';
import { fill, type Message } from '@felles/i18n';
import { readFileSync } from 'node:fs';
import { eventWords } from './event-words';

const read = (scope: string) =>
  Object.entries(
    JSON.parse(readFileSync(`libs/i18n/src/nb/${scope}.json`, 'utf8')) as Record<string, Message>,
  ).map(([key, text]) => [`${scope}.${key}`, text] as const);
const texts: Record<string, Message> = Object.fromEntries([...read('common'), ...read('changes')]);
const speech: Parameters<typeof eventWords>[0] = {
  t: (key, parameters) => fill(texts[key] ?? `missing ${key}`, parameters),
  name: () => 'fjv-fil-01',
};

const event = (type: string, facts: EventView['facts'] = {}, by: string | null = 'Arne'): EventView => ({
  type,
  facts,
  cursor: 'x',
  occurredAt: '2026-03-01T12:00:00Z',
  recordedAt: '2026-03-01T12:00:00Z',
  actor: by ? { kind: 'person', person: { id: 'arne', displayName: by } } : { kind: 'system', person: null },
  texts: {},
});

describe('what has happened', () => {
  it('is said of every event a change can have', () => {
    for (const type of Object.keys(eventFacts).filter((name) => name.startsWith('change.')))
      expect([type, eventWords(speech, event(type))]).toEqual([
        type,
        expect.not.stringMatching(/missing|noe med/),
      ]);
  });

  it('tells the clock from a person, and a report by its server', () => {
    expect(eventWords(speech, event('change.started'))).toBe('Arne begynte');
    expect(eventWords(speech, event('change.started', {}, null))).toBe('Vinduet begynte');
    const ticked = { configurationItemId: [null, 'id'], installed: [0, 2], failed: [0, 1], missing: [3, 0] };
    expect(eventWords(speech, event('change.ticked', ticked, null))).toBe(
      'fjv-fil-01 meldte: 2 installert, 1 feilet, 0 mangler',
    );
  });
});
