import { inject, Injectable, signal } from '@angular/core';
import { Newest, People, Settled } from '@felles/web-data';
import { Texts, type PersonOption } from '@felles/web-ui';

/** People found by what one types of their name. */
@Injectable()
export class PeopleChoice {
  private readonly directory = inject(People);
  private readonly texts = inject(Texts);
  private readonly newest = new Newest();
  private wanted = '';
  private readonly pause = new Settled(() => void this.find(), 200);
  readonly found = signal<readonly PersonOption[] | null>(null);

  ask(query: string): void {
    this.wanted = query;
    this.found.set(null);
    this.newest.supersede();
    if (query.length > 1) this.pause.ask();
    else this.pause.stop();
  }

  private async find(): Promise<void> {
    const current = this.newest.begin();
    // No answer leaves nobody to choose; typing on asks again.
    const people = await this.directory.find(this.wanted).catch(() => []);
    if (!current()) return;
    this.found.set(
      people.map((one) => ({
        id: one.id,
        name: one.displayName,
        about: [this.texts.label(one.unit), one.organisation.name].filter(Boolean).join(', '),
      })),
    );
  }
}
