import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './run.ts';
import type { SandboxMachine } from './sandbox-machine.ts';
import { tempHome } from './temp-home.ts';

/** How the rows of a batch come. */
export type How = 'file' | 'stdin';

/**
 * A batch whose file is edited between two runs: runs it with these rows, as `csv` writes them, a minute
 * after the run before.
 */
export function editedBatch<Rows>(
  machine: SandboxMachine,
  csv: (rows: Rows) => string,
  how: How = 'file',
  file = 'orders.csv',
): (rows: Rows, ...flags: string[]) => Promise<Result> {
  const path = join(tempHome(), file);
  return (rows, ...flags) => {
    writeFileSync(path, csv(rows));
    const named = flags.includes('--batch') ? [] : ['--batch', 'b'];
    const words = ['create', '--from', how === 'file' ? path : '-', ...named, ...flags];
    machine.pass(60_000);
    return machine.run(words, how === 'stdin' ? { stdin: csv(rows) } : {});
  };
}

/** The results of its rows, in the order of the rows. */
export const rowResults = <Line extends { row: number }>({ stdout }: Result): Line[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => a.row - b.row);
