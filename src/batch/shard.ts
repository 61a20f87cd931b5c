import { sentence } from '../language/sentence.ts';
import { usageError } from '../errors.ts';

/** Every `count`th row, from row `index` on, which counts from 1. */
export interface Shard {
  index: number;
  count: number;
}

/** Reads `2/8`. Throws a usage error. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw usageError(sentence('"{text}" is not a shard.', { text }), {
    hint: sentence(
      'Write which one of how many, from 1 up: 2/8 takes every eighth row from the second on.',
    ),
  });
}

export const isOfShard = (row: number, shard: Shard | undefined): boolean =>
  shard === undefined || (row - shard.index) % shard.count === 0;
