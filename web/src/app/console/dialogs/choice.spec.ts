import { signal } from '@angular/core';
import { choice } from './choice';

describe('a choice in an open dialog', () => {
  it('follows the case until one has chosen', () => {
    const assignee = signal('arne');
    const chosen = choice(() => assignee());
    expect(chosen()).toBe('arne');
    assignee.set('siri');
    expect(chosen()).toBe('siri');
  });

  it('is kept when the case changes live, also into what was there before', () => {
    const ticket = signal({ version: 1, assignee: 'arne' });
    const chosen = choice(() => ticket().assignee);
    expect(chosen()).toBe('arne');
    chosen.set('nora');
    ticket.set({ version: 2, assignee: 'arne' });
    expect(chosen()).toBe('nora');
    ticket.set({ version: 3, assignee: 'siri' });
    expect(chosen()).toBe('nora');
  });

  it('keeps a list somebody added to', () => {
    const ticket = signal({ circle: ['arne'] });
    const circle = choice<readonly string[]>(() => [...ticket().circle]);
    circle.update((people) => [...people, 'siri']);
    ticket.set({ circle: ['arne'] });
    expect(circle()).toEqual(['arne', 'siri']);
  });
});
