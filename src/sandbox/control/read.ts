import { usageError } from '../../errors.ts';
import type { MinimumAmount, Refunds } from './control.ts';

/** What is asked of the control API: a body, or the options of a function. */
export type Body = Record<string, unknown>;

type Shape = Readonly<Record<string, keyof typeof fields>>;

/** What a request may say, by the name of a field and its kind. */
const fields = {
  text: (value: unknown) => typeof value === 'string',
  textOrNull: (value: unknown) => value === null || typeof value === 'string',
  number: (value: unknown) => typeof value === 'number',
  boolean: (value: unknown) => typeof value === 'boolean',
  texts: (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  span: (value: unknown) => typeof value === 'string' || typeof value === 'number',
} as const;

/** The body, with nothing in it but these. Throws a usage error that names what is wrong. */
export function read<T>(body: Body, known: Shape): T {
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue; // as if it were left out: a program may say so
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    const names = Object.keys(known).join(', ');
    if (kind === undefined) {
      // A program that imports the sandbox sees the message alone.
      const instead = names === '' ? 'Send none.' : `The fields: ${names}.`;
      throw usageError(`There is no field ${JSON.stringify(name)} here. ${instead}`);
    }
    if (!fields[kind](value)) throw usageError(`${name}: ${wishes[kind]}`);
  }
  return body as T;
}

const wishes: Readonly<Record<keyof typeof fields, string>> = {
  text: 'write a text.',
  textOrNull: 'write a text, or null.',
  number: 'write a number.',
  boolean: 'write true or false.',
  texts: 'write a list of texts.',
  span: 'write a span such as 15m, or milliseconds.',
};

export function required(body: Body, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw usageError(`${name} is required.`);
}

/** The fields that may stand in a body. */
export const shapes = {
  add: { system: 'text', status: 'text', denies: 'boolean', delay: 'span', profile: 'text' },
  pay: { method: 'text', installments: 'number', amount: 'text', refusals: 'texts' },
  refuse: { detail: 'text' },
  dispute: { outcome: 'text' },
  refund: { amount: 'text' },
  move: { status: 'text' },
  pos: { external_id: 'text', profile: 'text' },
  clock: { advance: 'span', now: 'text', frozen: 'boolean' },
  webhooks: { url: 'textOrNull', secret: 'text', as: 'texts', faults: 'texts' },
} as const satisfies Readonly<Record<string, Shape>>;

export function readFaults(body: Body): { faults: readonly string[]; seed?: number } {
  const shape = { faults: 'texts', seed: 'number' } as const;
  const { faults, seed } = read<{ faults?: string[]; seed?: number }>(body, shape);
  if (faults === undefined) throw usageError('faults is required: a list, such as [].');
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw usageError('seed: write a whole number.');
  }
  return { faults, seed };
}

export function readRefunds(body: Body): Refunds {
  const shape = { way: 'text', delayMs: 'number' } as const;
  const { way: asked, delayMs } = read<{ way?: string; delayMs?: number }>(body, shape);
  const way = asked === 'usual' ? 'at-once' : asked; // what it was called before
  if (way !== 'at-once' && way !== 'delayed' && way !== 'failing') {
    throw usageError('way: write at-once, delayed or failing.');
  }
  if (delayMs !== undefined && !(Number.isSafeInteger(delayMs) && delayMs >= 0)) {
    throw usageError('delayMs: write a whole number of milliseconds.');
  }
  return { way, delayMs };
}

export function readMinimumAmount(body: Body): MinimumAmount {
  const { enforced } = read<{ enforced?: boolean }>(body, { enforced: 'boolean' });
  if (enforced === undefined) throw usageError('enforced is required: true or false.');
  return { enforced };
}
