import type { Figure } from '@felles/contracts/http';

/** Where a figure's cases are listed in the console: the queue stands in the path, the rest in the query. */
export interface Cases {
  queue: string;
  query: Readonly<Record<string, string>>;
}

export function casesOf(figure: Pick<Figure, 'leadsTo'>): Cases {
  const address = new URLSearchParams(figure.leadsTo.replace(/^\?/, ''));
  const queue = address.get('queue') ?? 'all';
  address.delete('queue');
  return { queue, query: Object.fromEntries(address) };
}
