import { Injectable } from '@nestjs/common';
import type { ChangeView } from '@felles/contracts/http';
import { isStorable, parseNumber } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound } from '../platform/http/problem-error.js';
import { idByNumber } from '../tickets/index.js';
import { viewChange } from './change-view.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Injectable()
export class ChangeReader {
  constructor(private readonly work: AskerWork) {}

  /** @throws ProblemError not_found when out of sight, or no change. */
  async open({ actor }: Asker, idOrNumber: string): Promise<ChangeView> {
    if (idOrNumber.length > 100 || !isStorable(idOrNumber)) throw notFound();
    const opening = openingFor(actor, true);
    const view = uuid.test(idOrNumber)
      ? await this.work.ask(opening, (read) => viewChange(read, actor, idOrNumber.toLowerCase()))
      : await this.work.read(opening, async (read) => {
          const id = await idByNumber(read, parseNumber(idOrNumber) ?? '', idOrNumber);
          return id && viewChange(read, actor, id);
        });
    if (!view) throw notFound();
    return view;
  }
}
