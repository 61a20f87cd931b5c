import { sentence, type Say, type Text } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { isAmount } from '../../orders/money.ts';
import type { OrderSystem } from '../../providers/order-system.ts';
import { guardName } from '../../session/guard.ts';
import type { Context } from '../../session/context.ts';
import {
  ceilingWords,
  parseCeilings,
  readGuardRails,
  type Ceilings,
  type GuardRails,
} from '../../session/guard-rails.ts';

/** What `config` keeps for an account, and not as a default of an option. */
export const guardKeys = ['read-only', 'max-order', 'max-refund'] as const;
export type GuardKey = (typeof guardKeys)[number];

const fields = {
  'read-only': 'read_only',
  'max-order': 'max_order',
  'max-refund': 'max_refund',
} as const satisfies Record<GuardKey, keyof GuardRails>;

/** The account that this run would work with. */
async function guardedAccount(context: Context): Promise<{ system: OrderSystem; name: string }> {
  const system = await context.system();
  const account = await context.account(system);
  const whoami = async () => (await context.provider({ notesOpen: false })).whoami();
  return { system, name: await guardName(context, account, whoami) };
}

/** `account 204110 of Mercado Pago`. */
function inWords({ system: { title }, name }: { system: OrderSystem; name: string }): Text {
  const values = { name: name.slice(name.indexOf(':') + 1), title };
  return name.startsWith('sandbox/')
    ? sentence('account {name} of {title} in the sandbox', values)
    : sentence('account {name} of {title}', values);
}

/** Sets a guard rail of the account, or lifts it where there is no value. Throws a usage error. */
export async function changeGuard(
  context: Context,
  key: GuardKey,
  typed: string | undefined,
): Promise<void> {
  const value = typed === undefined ? undefined : await valueOf(context, key, typed);
  const account = await guardedAccount(context);
  await context.settings.file.change((config) => {
    const guards = { ...config.guards };
    // What cannot be read is not mended by the way: it may hold more than what is changed here.
    const rails = readGuardRails(account.name, guards[account.name] ?? {});
    const changed = { ...rails, [fields[key]]: value };
    if (Object.values(changed).every((rail) => rail === undefined)) delete guards[account.name];
    else guards[account.name] = changed;
    if (Object.keys(guards).length === 0) delete config.guards;
    else config.guards = guards;
  });
  const of = { key, account: inWords(account) };
  context.io.note(
    value === undefined
      ? sentence('{key} is not set any more for {account}', of)
      : sentence('{key} is now {value} for {account}', { ...of, value: typed ?? '' }),
  );
}

async function valueOf(
  context: Context,
  key: GuardKey,
  typed: string,
): Promise<true | Ceilings | undefined> {
  if (key !== 'read-only') return ceilingsOf(context, typed);
  if (['on', 'true', 'yes'].includes(typed)) return true;
  if (['off', 'false', 'no'].includes(typed)) return undefined;
  throw usageError(sentence('"{text}" is not one of the choices.', { text: typed }), {
    hint: sentence('Write on or off.'),
  });
}

/** An amount alone is in the currency of the account, where it has one. */
async function ceilingsOf(context: Context, typed: string): Promise<Ceilings> {
  if (!isAmount(typed)) return parseCeilings(typed);
  const provider = await context.provider({ notesOpen: false });
  const currency = provider.system.currencyOf?.(await provider.whoami());
  if (currency !== undefined) return { [currency]: typed };
  throw usageError(sentence('Of which currency is {typed}?', { typed }), {
    hint: sentence('Write it: EUR={typed}.', { typed }),
  });
}

/** A guard rail of the account that this run would work with, as it is typed. */
export async function shownGuard(context: Context, key: GuardKey): Promise<string | undefined> {
  const { name } = await guardedAccount(context);
  const { [name]: stored } = context.settings.config.guards ?? {};
  return stored === undefined ? undefined : words(readGuardRails(name, stored)[fields[key]]);
}

/** The guard rails of all accounts: as `config list` shows them. */
export function allGuards({ settings }: Context, say: Say): [name: string, shown: string][] {
  return Object.entries(settings.config.guards ?? {}).flatMap(([name, stored]) => {
    const rails = railsIn(name, stored);
    if (rails === undefined) {
      return [[say('guard rails of {name}', { name }), say('cannot be read')]];
    }
    return rails.map(([key, text]): [string, string] => [
      say('{key} of {name}', { key, name }),
      text,
    ]);
  });
}

/**
 * What holds the account of this run: `read-only on`, `max-order ARS=50000`; nothing where nothing is
 * set, undefined where it cannot be read. `id` is what the order system calls the account.
 */
export async function railsOfAccount(
  context: Context,
  id: string,
): Promise<readonly string[] | undefined> {
  const { guards = {} } = context.settings.config;
  const account = await context.account(await context.system());
  const name = await guardName(context, account, () => Promise.resolve({ id }));
  if (!Object.hasOwn(guards, name)) return [];
  return railsIn(name, guards[name])?.map((rail) => rail.join(' '));
}

function railsIn(name: string, stored: unknown): [key: GuardKey, shown: string][] | undefined {
  let rails: GuardRails;
  try {
    rails = readGuardRails(name, stored);
  } catch {
    return undefined;
  }
  return guardKeys.flatMap((key): [GuardKey, string][] => {
    const text = words(rails[fields[key]]);
    return text === undefined ? [] : [[key, text]];
  });
}

function words(rail: boolean | Ceilings | undefined): string | undefined {
  if (rail === undefined || rail === false) return undefined;
  return rail === true ? 'on' : ceilingWords(rail);
}
