import { isLocalDay, isStorable } from '@felles/domain';
import { NotThisFormat } from './staging.js';

/** One vulnerability that is known to be exploited, as we keep it. */
export interface Exploited {
  cve: string;
  vendor: string;
  product: string;
  name: string;
  addedOn: string;
  dueOn: string;
  ransomware: boolean;
}

const cve = /^CVE-\d{4}-\d{4,7}$/;

/**
 * CISA's catalogue of known exploited vulnerabilities, in its published JSON format
 * (https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities_schema.json). All of it or nothing.
 * @throws NotThisFormat naming the first thing that is not as published.
 */
export function readCatalogue(text: string): { version: string; vulnerabilities: Exploited[] } {
  const catalogue = asObject(parsed(text), 'it');
  const listed = catalogue.vulnerabilities;
  if (!Array.isArray(listed) || typeof catalogue.catalogVersion !== 'string')
    throw new NotThisFormat('it has no catalogVersion and vulnerabilities');
  if (catalogue.count !== listed.length)
    throw new NotThisFormat(
      `it says it holds ${JSON.stringify(catalogue.count)} vulnerabilities and holds ${listed.length}`,
    );
  if (listed.length === 0) throw new NotThisFormat('it holds no vulnerability');
  const seen = new Set<string>();
  const vulnerabilities = listed.map((one: unknown, index): Exploited => {
    const where = `vulnerability ${index + 1}`;
    const entry = asObject(one, where);
    const found = {
      cve: words(entry, 'cveID', where),
      vendor: words(entry, 'vendorProject', where),
      product: words(entry, 'product', where),
      name: words(entry, 'vulnerabilityName', where),
      addedOn: day(entry, 'dateAdded', where),
      dueOn: day(entry, 'dueDate', where),
      ransomware: entry.knownRansomwareCampaignUse === 'Known',
    };
    if (!cve.test(found.cve)) throw new NotThisFormat(`${where}: ${found.cve.slice(0, 50)} is no CVE id`);
    if (!['Known', 'Unknown'].includes(entry.knownRansomwareCampaignUse as string))
      throw new NotThisFormat(`${where}: knownRansomwareCampaignUse is neither Known nor Unknown`);
    if (seen.has(found.cve)) throw new NotThisFormat(`${where}: ${found.cve} stands there twice`);
    seen.add(found.cve);
    return found;
  });
  return { version: catalogue.catalogVersion, vulnerabilities };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // half a download, a web page that says no
    throw new NotThisFormat('it is no JSON');
  }
}

function asObject(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NotThisFormat(`${where} is not an object`);
  return value as Record<string, unknown>;
}

function words(entry: Record<string, unknown>, name: string, where: string): string {
  const value = entry[name];
  if (typeof value !== 'string' || !value.trim() || value.length > 500 || !isStorable(value))
    throw new NotThisFormat(`${where}: ${name} is missing or no text`);
  return value.trim();
}

function day(entry: Record<string, unknown>, name: string, where: string): string {
  const value = entry[name];
  if (typeof value !== 'string' || !isLocalDay(value)) throw new NotThisFormat(`${where}: ${name} is no day`);
  return value;
}
