import { sentence, type Sentence } from '../language/sentence.ts';
import { plainAmount } from './money.ts';
import type { Order } from './order.ts';
import { instantOf } from './instant.ts';

/** Two sales at one point of sale that are further apart than this are no double of one amount. */
const nearMs = 10 * 60_000;

/** Paid orders that may be one sale, paid more than once. */
export interface Double {
  /** What they have in common. */
  by: 'reference' | 'pos_and_amount';
  /** Oldest first. */
  ids: string[];
  reference?: string;
  pos?: string;
  /** With its currency. */
  amount?: string;
}

/** What is kept of an order: a list may be long. */
interface Sale {
  id: string;
  at: number;
  /** As it was written first; undefined where the order does not tell. */
  amount?: string;
}

/**
 * Finds orders that may be one sale: of one reference, or of one point of sale and amount within ten
 * minutes. Is handed paid orders only, from any client.
 */
export class Doubles {
  readonly #byReference: Groups = new Map();
  readonly #byPlace: Groups = new Map();

  add({ id, created_date, external_reference: reference, ...order }: Order): void {
    const { external_pos_id: pos, total_amount: amount, currency = '' } = order;
    const sum = amount === undefined ? undefined : `${amount} ${currency}`.trim();
    const sale = {
      id,
      at: instantOf(created_date),
      ...(sum !== undefined && { amount: sum }),
    };
    if (reference !== undefined && reference !== '') addTo(this.#byReference, reference, sale);
    if (pos === undefined || amount === undefined || Number.isNaN(sale.at)) return;
    addTo(this.#byPlace, JSON.stringify([pos, plainAmount(amount), currency]), sale);
  }

  /** Those found so far; orders of one reference are told once, by that. */
  all(): Double[] {
    const ofReference = [...this.#byReference].flatMap(([reference, sales]): Double[] =>
      sales.size < 2 ? [] : [{ by: 'reference', ids: idsOf([...sales.values()]), reference }],
    );
    const listed = new Set(ofReference.map(({ ids }) => ids.join()));
    const ofPlace = [...this.#byPlace].flatMap(([place, sales]): Double[] => {
      const [pos = ''] = JSON.parse(place) as string[];
      const all = [...sales.values()];
      const amount = all[0]?.amount ?? '';
      return runsOf(all).map((ids): Double => ({ by: 'pos_and_amount', ids, pos, amount }));
    });
    return [...ofReference, ...ofPlace.filter(({ ids }) => !listed.has(ids.join()))];
  }
}

/** Sales by their id, by what they have in common. */
type Groups = Map<string, Map<string, Sale>>;

function addTo(groups: Groups, key: string, sale: Sale): void {
  const group = groups.get(key) ?? new Map<string, Sale>();
  if (!group.has(sale.id)) group.set(sale.id, sale);
  groups.set(key, group);
}

const byTime = (sales: readonly Sale[]): Sale[] => [...sales].sort((a, b) => a.at - b.at);

const idsOf = (sales: readonly Sale[]): string[] => byTime(sales).map(({ id }) => id);

/** The sales that follow each other closely, two and more together. */
function runsOf(sales: readonly Sale[]): string[][] {
  const runs: Sale[][] = [];
  for (const sale of byTime(sales)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || sale.at - last.at > nearMs) runs.push([sale]);
    else run.push(sale);
  }
  return runs.filter((run) => run.length > 1).map((run) => run.map(({ id }) => id));
}

/** More ids than this are no longer read. */
const mostNamed = 5;

/** `2 paid orders have the reference VENTA-1: ORD1, ORD2.` */
export function doubleSentence({ by, ids, reference, pos, amount }: Double): Sentence {
  const first = ids.slice(0, mostNamed).join(', ');
  const more = ids.length - mostNamed;
  const names = more > 0 ? sentence('{names} and {more} more', { names: first, more }) : first;
  const count = ids.length;
  return by === 'reference'
    ? sentence('{count} paid orders have the reference {reference}: {names}.', {
        count,
        reference: reference ?? '',
        names,
      })
    : sentence(
        count === 2
          ? '{count} paid orders are of {amount} at {pos} within ten minutes of each other: {names}.'
          : '{count} paid orders are of {amount} at {pos}, each within ten minutes of the one before: {names}.',
        { count, amount: amount ?? '', pos: pos ?? '', names },
      );
}
