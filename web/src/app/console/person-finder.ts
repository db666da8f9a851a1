import { inject, Injectable, signal } from '@angular/core';
import { Newest, People, Settled } from '@felles/web-data';
import { Texts, type PersonOption } from '@felles/web-ui';

/** Finds people while one types a name: after a pause, and only the newest answer counts. */
@Injectable()
export class PersonFinder {
  private readonly directory = inject(People);
  private readonly texts = inject(Texts);
  private readonly newest = new Newest();
  private wanted: { query: string; organisationId: string | null } = { query: '', organisationId: null };
  private readonly pause = new Settled(() => void this.find(), 200);
  readonly found = signal<readonly PersonOption[] | null>(null);

  ask(query: string, organisationId: string | null = null): void {
    this.wanted = { query, organisationId };
    this.found.set(null);
    this.newest.supersede();
    if (query.length > 1) this.pause.ask();
    else this.pause.stop();
  }

  private async find(): Promise<void> {
    const current = this.newest.begin();
    // No answer leaves nothing to choose; typing on asks again.
    const people = await this.directory.find(this.wanted.query, this.wanted.organisationId).catch(() => []);
    if (!current()) return;
    this.found.set(
      people.map((person) => ({
        id: person.id,
        name: person.displayName,
        organisationId: person.organisation.id,
        about: [this.texts.label(person.unit), person.organisation.name].filter(Boolean).join(', '),
      })),
    );
  }
}
