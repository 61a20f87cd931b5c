import { wireOrder } from '../helpers/orders.ts';
import type { FuzzCase } from './case.ts';
import type { Dice } from './dice.ts';
import { garbled, word } from './words.ts';

const columns = ['amount', 'pos', 'reference', 'mode', 'description', 'expires', 'total'];

/** A file of rows for `create --from -`, or of ids: each row has a result, or the file is refused. */
export function rowsCase(dice: Dice): FuzzCase {
  const makers = [csv, csv, ndjson, ids];
  const { argv, text } = dice.pick(makers)(dice);
  return {
    argv,
    stdin: dice.chance(0.3) ? garbled(dice, text) : text,
    ...(!argv.includes('--sandbox') && {
      reads: [{ status: 200, body: JSON.stringify(wireOrder()) }],
      changes: [{ status: dice.pick([201, 400, 409, 500]), body: JSON.stringify(wireOrder()) }],
    }),
    judge: ({ code, stdout }) =>
      code === 0 && /"outcome":"(refused|unknown|invalid|not_sent)"/.test(stdout)
        ? 'a success, and a row failed'
        : undefined,
  };
}

interface Input {
  argv: readonly string[];
  text: string;
}

const create = ['create', '--from', '-', '--pos', 'EXTERNALPOS019285', '--sandbox'];

function csv(dice: Dice): Input {
  const used = columns.filter((name) => name === 'amount' || dice.chance(0.4));
  const separator = dice.pick([',', ',', ';', '\t']);
  const end = dice.pick(['\n', '\r\n']);
  const rows = dice.several(6, () => used.map((name) => cell(dice, name)).join(separator));
  return { argv: create, text: [used.join(separator), ...rows, ''].join(end) };
}

function cell(dice: Dice, column: string): string {
  const right: Readonly<Record<string, string>> = {
    amount: '24.50',
    mode: 'dynamic',
    expires: '5m',
  };
  if (dice.chance(0.7)) return right[column] ?? `v${dice.int(1000)}`;
  const text = word(dice);
  return dice.chance(0.3) ? `"${text}"` : text;
}

function ndjson(dice: Dice): Input {
  const rows = dice.several(6, () => {
    const row = Object.fromEntries(
      columns.filter(() => dice.chance(0.5)).map((c) => [c, cell(dice, c)]),
    );
    const text = JSON.stringify(dice.chance(0.8) ? { amount: '24.50', ...row } : row);
    return dice.chance(0.15) ? garbled(dice, text) : text;
  });
  return { argv: create, text: `${rows.join('\n')}\n` };
}

function ids(dice: Dice): Input {
  const verb = dice.pick([
    ['get'],
    ['cancel', '--if-open'],
    ['refund'],
    ['watch', '--timeout', '5s'],
  ]);
  const lines = dice.several(6, () => word(dice));
  return { argv: [...verb, '-', '--json'], text: lines.join(dice.pick(['\n', '\r\n', ' '])) };
}
