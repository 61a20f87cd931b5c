import type { Text } from '../language/sentence.ts';
import { fieldsOf } from '../json/text.ts';
import { faultOf } from './answer-fault.ts';

/** An entry of a list that is not what the list holds: an order without an id, say. */
export interface OddEntry {
  /** Its place in the list, from 1. */
  place: number;
  /** What it has for an id, if anything. */
  id?: string;
  /** Why it cannot be read. */
  why: Text;
  /** The JSON text of it. */
  answer: string;
}

/** Told of each odd entry in its place among the others. */
export type OnOdd = (odd: OddEntry) => void;

/** The entries of one page, in their order, odd ones among them. */
export type Entries<T> = readonly ({ read: T } | { odd: OddEntry })[];

/**
 * Reads the entries of a page from their JSON texts; `before` is how many came on earlier pages.
 * Without `onOdd`, the first of them is thrown: who looks for an order must
 * not take one that cannot be read for one that is not there.
 */
export function readEntries<T>(
  texts: readonly string[],
  parse: (text: string) => T,
  before: number,
  onOdd: OnOdd | undefined,
): Entries<T> {
  return texts.map((answer, i) => {
    try {
      return { read: parse(answer) };
    } catch (error) {
      if (onOdd === undefined) throw error;
      const odd = { place: before + i + 1, ...idIn(answer), why: faultOf(error), answer };
      return { odd };
    }
  });
}

/** Gives what was read, and tells of what was not, in their order. */
export function* tellOdd<T>(entries: Entries<T>, onOdd: OnOdd | undefined): Generator<T> {
  for (const entry of entries) {
    if ('read' in entry) yield entry.read;
    else onOdd?.(entry.odd);
  }
}

export const readOnes = <T>(entries: Entries<T>): T[] =>
  entries.flatMap((entry) => ('read' in entry ? [entry.read] : []));

function idIn(answer: string): { id?: string } {
  const { id, orderId } = fieldsOf(JSON.parse(answer));
  const entryId = [id, orderId].find((one) => typeof one === 'string' || typeof one === 'number');
  return entryId === undefined ? {} : { id: String(entryId) };
}
