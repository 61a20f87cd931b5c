import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const wordsIn = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** The keys of the documents that docs/output.md names, by command. */
function documentedKeys(): Map<string, string[]> {
  const page = readFileSync('docs/output.md', 'utf8');
  const [, table = ''] = /## Documents of its own\n([^]*?)\n## /.exec(page) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [names, keys] = row.split(' | ');
      return wordsIn(names).map((name) => [name, wordsIn(keys)] as const);
    }),
  );
}

test('the documents of its own have the keys that docs/output.md names, and no others', async () => {
  const machine = new SandboxMachine();
  const first = async (...argv: string[]) => {
    const { stdout } = await machine.run([...argv, '--json', '-q']);
    return JSON.parse(stdout.split('\n', 1)[0] ?? '') as Record<string, unknown>;
  };
  const sale = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
  const made = await first(...sale);
  const id = String(made.id);
  const other = String((await first(...sale)).id);
  const { qr_data: code } = made.type_response as { qr_data: string };
  const sales = join(machine.home, 'sales.csv');
  writeFileSync(sales, `reference,amount\n${String(made.external_reference)},50\n`);
  await machine.run(['sandbox', 'pay', id]);
  const documents: readonly [command: string, ...documents: Record<string, unknown>[]][] = [
    ['history', await first('history')],
    ['watch', await first('watch', id)],
    ['find', await first('find', id)],
    ['list --sum', await first('list', '--sum')],
    ['reconcile', await first('reconcile', sales, '--day', 'today')],
    ['explain', await first('explain', id), await first('explain', 'exit', '8')],
    ['doctor', await first('doctor')],
    ['report', await first('report', id)],
    ['auth status', await first('auth', 'status')],
    ['auth list', await first('auth', 'list')],
    ['qr show', await first('qr', 'show', other)],
    ['qr decode', await first('qr', 'decode', code), await first('qr', 'decode', `${code}0`)],
    ['--dry-run', await first(...sale, '--dry-run')],
    ['cancel', await first('cancel', other), await first('cancel', id)],
    ['refund', await first('refund', id)],
    ['history', await first('history')],
  ];
  const documented = documentedKeys();
  expect([...documented.keys()].sort()).toEqual(
    [...new Set(documents.map(([command]) => command))].sort(),
  );
  for (const [command, ...all] of documents) {
    const keys = documented.get(command) ?? [];
    const unnamed = all.flatMap(Object.keys).filter((key) => !keys.includes(key));
    expect([command, unnamed]).toEqual([command, []]);
    if (command === 'history') continue; // what an entry tells depends on what was sent
    const named = new Set(all.flatMap(Object.keys));
    expect([command, keys.filter((key) => !named.has(key))]).toEqual([command, []]);
  }
});
