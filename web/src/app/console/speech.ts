import { inject, Injectable } from '@angular/core';
import { Moments, Texts } from '@felles/web-ui';
import { Desk } from './desk';
import type { Speech } from './fact-words';

/** The reader's own way of saying events. */
@Injectable()
export class SpeechOfDesk {
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  private readonly desk = inject(Desk);

  now(): Speech {
    const { t, label, number } = this.texts;
    return { t, label, number, moment: this.moments.exact, names: this.desk.history.names() };
  }
}
