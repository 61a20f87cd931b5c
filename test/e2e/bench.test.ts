import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { binPath, minimalEnv } from '../helpers/run-bin.ts';

const bench = fileURLToPath(new URL('../bench/', import.meta.url));

// It hands the built program a machine of its own, which has to be what the program asks for.
test('the bench of watch runs: all that are paid in simulated time are told', () => {
  const script = join(bench, 'watch-simulated.js');
  const main = join(dirname(binPath), '../dist/main.cjs');
  const [orders, seconds, oldest] = ['20', '20', '1'];
  const argv = [script, main, orders, seconds, oldest];
  const result = execFileSync(process.execPath, argv, { encoding: 'utf8', env: minimalEnv({}) });
  expect(JSON.parse(result)).toMatchObject({ orders: 20, paid: 6, told: 6 });
});
