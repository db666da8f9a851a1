import type { ItemListRow } from '@felles/contracts/http';
import { limits, type FieldCode } from '@felles/contracts/values';
import {
  configurationClasses,
  criticalities,
  languages,
  serviceHours,
  type Label,
  type Language,
} from '@felles/domain';
import { fieldText } from '@felles/i18n';
import { codeOf, faultOfName, type ItemColumn, type ListedRow } from './item-list-file.js';
import type { ConfigurationItem } from './item-view.js';

/** What a row can name, and what there is already, of one organisation. */
export interface ListGround {
  sites: readonly { id: string; name: Label }[];
  services: readonly { id: string; name: Label }[];
  groups: readonly { id: string; name: Label }[];
  /** In use, by name in small letters. */
  items: ReadonlyMap<string, ConfigurationItem>;
}

/** The fields a row decides. */
export type ItemFields = Pick<
  ConfigurationItem,
  'class' | 'siteId' | 'serviceId' | 'supportGroupId' | 'supplierId' | 'criticality' | 'serviceHours'
>;

export interface PlannedRow {
  row: ItemListRow;
  /** What is there, of a row that changes something. */
  before: ConfigurationItem | null;
  fields: ItemFields;
}

const newItem: ItemFields = {
  class: 'server',
  siteId: null,
  serviceId: null,
  supportGroupId: null,
  supplierId: null,
  criticality: 'medium',
  serviceHours: 'office',
};

/**
 * What becomes of each row. A row is known by its name; what it leaves empty stays as it is, or as a new item has it. The
 * same list again changes nothing.
 */
export function planItemList(
  rows: readonly ListedRow[],
  ground: ListGround,
  language: Language,
): PlannedRow[] {
  const lines = new Map<string, number>();
  return rows.map(({ line, cells }) => {
    const faults: ItemListRow['faults'] = [];
    const refuse = (column: ItemColumn, code: FieldCode, params?: Record<string, string | number>) =>
      faults.push({ column, message: fieldText(language, code, params) });
    const key = cells.name?.toLowerCase() ?? '';
    const fault = faultOfName(cells.name);
    if (fault) refuse('name', fault, { max: limits.itemNameCharacters });
    else if (lines.has(key)) refuse('name', 'twice');
    else lines.set(key, line);
    const before = ground.items.get(key) ?? null;
    if (!before && !cells.class) refuse('class', 'required');

    const coded = <C extends 'class' | 'criticality' | 'hours'>(column: C, allowed: readonly string[]) => {
      const word = cells[column];
      const code = word === undefined ? undefined : codeOf(column, word);
      if (word !== undefined && code === undefined)
        refuse(column, 'not_one_of', { allowed: allowed.join(', ') });
      return code;
    };
    const named = (column: ItemColumn, among: ListGround['sites']) => {
      const word = cells[column]?.toLowerCase();
      const found =
        word === undefined
          ? undefined
          : among.find(({ name }) => languages.some((language) => name[language]?.toLowerCase() === word));
      if (word !== undefined && !found) refuse(column, 'unknown_id');
      return found?.id;
    };
    const said: Partial<ItemFields> = {
      class: coded('class', configurationClasses),
      siteId: named('site', ground.sites),
      serviceId: named('service', ground.services),
      supportGroupId: named('group', ground.groups),
      supplierId: named('supplier', ground.groups),
      criticality: coded('criticality', criticalities),
      serviceHours: coded('hours', serviceHours),
    };
    const was: ItemFields = before ?? newItem;
    const fields = Object.fromEntries(
      (Object.keys(newItem) as (keyof ItemFields)[]).map((name) => [name, said[name] ?? was[name]]),
    ) as unknown as ItemFields;
    const changes = before
      ? (Object.keys(newItem) as (keyof ItemFields)[]).filter((name) => fields[name] !== before[name])
      : [];
    const outcome = faults.length > 0 ? 'refused' : !before ? 'add' : changes.length > 0 ? 'change' : 'same';
    return {
      row: {
        line,
        name: (cells.name ?? '').slice(0, 200),
        outcome,
        changes: outcome === 'change' ? changes : [],
        faults,
      },
      before,
      fields,
    };
  });
}
