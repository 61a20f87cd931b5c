import { Command } from 'commander';
import type { VerbEntry } from '../../src/commands/verb.ts';
import { loneVerbs, nouns, shortcuts, verbs as tree } from '../../src/commands/verbs.ts';
import { addGlobalOptions } from '../../src/global-options.ts';
import { wireOrder } from '../helpers/orders.ts';
import type { FuzzCase } from './case.ts';
import type { Dice } from './dice.ts';
import { apt, word } from './words.ts';

interface KnownVerb {
  path: readonly string[];
  flags: readonly { name: string; takesValue: boolean }[];
}

const optionsOf = (command: Command) =>
  command.options.map(({ long, short, required, optional }) => ({
    name: long ?? short ?? '',
    takesValue: required || optional,
  }));

/** A server that listens does not end by itself, and a prompt has nobody to answer it. */
const leftOut = new Set(['serve', 'run', 'listen']);

async function readVerbs(): Promise<KnownVerb[]> {
  const globals = optionsOf(withGlobals());
  const read = async (path: readonly string[], entry: VerbEntry): Promise<KnownVerb[]> => {
    if (leftOut.has(entry.name)) return [];
    const command = new Command(entry.name);
    (await entry.load(tree)).define(command);
    return [{ path: [...path, entry.name], flags: [...optionsOf(command), ...globals] }];
  };
  const entries = [
    ...[...shortcuts, ...loneVerbs].map((entry) => ({ path: [], entry })),
    ...nouns.flatMap(({ name, verbs: own }) => own.map((entry) => ({ path: [name], entry }))),
  ];
  const known: KnownVerb[] = [];
  // One after the other: jest's loader takes a module that two ask for at once to be missing.
  for (const { path, entry } of entries) known.push(...(await read(path, entry)));
  return known;
}

function withGlobals(): Command {
  const command = new Command('mp-orders');
  addGlobalOptions(command);
  return command;
}

let verbs: Promise<KnownVerb[]> | undefined;

/** What an option takes, so that more than the first wrong word of a line is looked at. */
const right: Readonly<Record<string, readonly string[]>> = {
  '--amount': ['50', '24.50'],
  '--total': ['50'],
  '--pos': ['EXTERNALPOS019285'],
  '--mode': ['static', 'dynamic', 'hybrid'],
  '--expires': ['16m', 'PT16M'],
  '--item': ['title=Coffee,price=24.50,qty=1'],
  '--discount': ['account_money=47.28'],
  '--field': ['id', 'status', 'transactions.payments.0.amount', 'no.such.field'],
  '--profile': ['sandbox', 'sandbox-br', 'default'],
  '--provider': ['mercadopago', 'mollie', 'vtex'],
  '--lang': ['en', 'es', 'pt'],
  '--timeout': ['30s', '1m'],
  '--interval': ['3s'],
  '--retries': ['0', '2'],
  '--base-url': ['http://127.0.0.1:4010', 'https://api.mercadopago.com'],
  '--qr': ['auto', 'half', 'full', 'ascii', 'none'],
  '--from': ['3d', '2026-11-20', '-'],
  '--to': ['1d', '2026-11-21'],
  '--since': ['3d'],
  '--limit': ['5'],
  '--status': ['created', 'processed', 'paid', 'handling'],
  '--until': ['processed', 'canceled'],
  '--rate': ['20/s'],
  '--concurrency': ['4'],
  '--shard': ['1/2'],
};

const orders = ['ORD01JD8Q2V6GH3M5N7P9R1T3V5X7', 'ord_8wmqcHMN4U', '1172452900788-01', '-'];

/** Any verb with any of its options and any words behind them. */
export async function argumentsCase(dice: Dice): Promise<FuzzCase> {
  verbs ??= readVerbs();
  const { path, flags } = dice.pick(await verbs);
  const odd = dice.pick([0, 0, 0.1, 0.5]);
  const options = dice.several(4, () => {
    const { name, takesValue } = dice.pick(flags);
    if (!takesValue) return [name];
    const value = dice.chance(odd) ? word(dice) : dice.pick(right[name] ?? apt);
    return dice.chance(0.3) ? [`${name}=${value}`] : [name, value];
  });
  const args = dice.several(2, () => (dice.chance(odd) ? word(dice) : dice.pick(orders)));
  const argv = [...path, ...options.flat(), ...args];
  const body = JSON.stringify(
    wireOrder({ status: dice.pick(['created', 'processed', 'canceled']) }),
  );
  return {
    argv: dice.chance(0.5) ? [...argv, '--sandbox'] : argv,
    stdin: dice.several(5, () => word(dice)).join('\n'),
    reads: [{ status: 200, body }],
    changes: [{ status: 200, body }],
    ...(dice.chance(0.5) && { columns: dice.pick([20, 80, 200]) }),
  };
}
