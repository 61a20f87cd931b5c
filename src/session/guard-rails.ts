import * as v from 'valibot';
import { usageError, type CliError } from '../errors.ts';
import { sentence } from '../language/sentence.ts';
import { isAmount } from '../orders/money.ts';

/** The most that one order, or one refund, may come to, by currency (ISO 4217). */
export type Ceilings = Readonly<Record<string, string>>;

/** What an account may not be used for from here. Stored in the config under the account's own name. */
export interface GuardRails {
  read_only?: boolean | undefined;
  max_order?: Ceilings | undefined;
  max_refund?: Ceilings | undefined;
}

const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));
const amount = v.pipe(v.string(), v.check(isAmount));
const ceilings = v.record(currency, amount);

/** Strict: a rail that is misspelled, or of a newer version, must not be taken for none. */
const rails = v.strictObject({
  read_only: v.optional(v.boolean()),
  max_order: v.optional(ceilings),
  max_refund: v.optional(ceilings),
});

/** The guard rails as they are stored. Throws a usage error for what is none of them. */
export function readGuardRails(name: string, stored: unknown): GuardRails {
  const read = v.safeParse(rails, stored);
  if (read.success) return read.output;
  const places = read.issues.map((issue) => v.getDotPath(issue) ?? 'all of it');
  throw usageError(
    sentence('Nothing was sent: the guard rails of {account} cannot be read.', { account: name }),
    {
      code: 'guard_rails_unreadable',
      details: [
        sentence('The config has wrong values at: {places}.', { places: places.join(', ') }),
      ],
    },
  );
}

/**
 * Whether this can be the name of an account, as `guardName` makes them: `mercadopago:204110`. Rails
 * under another (`204110`, `MercadoPago: 204110`) were written by hand, and hold nobody.
 */
export const namesAnAccount = (name: string): boolean =>
  /^(sandbox\/)?[a-z][a-z0-9-]*:\S+$/.test(name);

/** The usage error of rails whose account nobody knows: it may be the one that is about to change. */
export const namelessRails = (name: string): CliError =>
  usageError(
    sentence('Nothing was sent: the guard rails of {account} cannot be read.', {
      account: JSON.stringify(name),
    }),
    {
      code: 'guard_rails_unreadable',
      details: [
        sentence('No account in the config has this name: write one like {example}.', {
          example: 'mercadopago:204110',
        }),
      ],
    },
  );

/** `ARS=50000` or several of them, with commas between. Throws a usage error. */
export function parseCeilings(text: string): Ceilings {
  const pairs = text.split(',').map((part) => /^\s*([A-Z]{3})=(.*?)\s*$/.exec(part));
  const amounts = pairs.flatMap((pair) => (pair === null ? [] : [[pair[1], pair[2]] as const]));
  const names = new Set(amounts.map(([name]) => name));
  if (amounts.length < pairs.length || names.size < amounts.length) {
    throw usageError(sentence('"{text}" is not a ceiling.', { text }), {
      hint: sentence(
        'Write a currency in capitals and an amount: ARS=50000, or ARS=50000,BRL=900.50.',
      ),
    });
  }
  const wrong = amounts.find(([, amount = '']) => !isAmount(amount));
  if (wrong === undefined) return Object.fromEntries(amounts) as Ceilings;
  throw usageError(sentence('"{text}" is not an amount.', { text: wrong[1] ?? '' }), {
    code: 'invalid_amount',
    hint: sentence(
      'Write digits with two decimals after a point, or none, and more than 0: ARS=50000.',
    ),
  });
}

/** `ARS=50000,BRL=900.50`, as it is typed. */
export const ceilingWords = (ceilings: Ceilings): string =>
  Object.entries(ceilings)
    .map(([name, most]) => `${name}=${most}`)
    .join(',');
