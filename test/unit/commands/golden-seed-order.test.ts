import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { golden, goldenFolder } from '../../helpers/golden.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

/** The order that Mollie's page on canceling shows as its answer, canceled. */
const seed = readFileSync(new URL('../providers/mollie/seed-order.json', import.meta.url), 'utf8');
const id = 'ord_8wmqcHMN4U';
const env = { MOLLIE_API_KEY: `live_${'k'.repeat(30)}` };

const screens = [60, 80, 200, undefined];

/** Years after the page was written. */
const now = '2026-11-21T19:30:00.000Z';

test.each(['en', 'es', 'pt'])(
  'the order of Mollie’s cancel page, as get shows it in %s',
  async (lang) => {
    const shown: string[] = [];
    for (const columns of screens) {
      const { fetch } = scriptedFetch(answer(200, seed));
      const terminal = columns === undefined ? undefined : { columns };
      const argv = ['get', id, '--lang', lang];
      const { code, stdout, stderr } = await run(argv, { env, fetch, terminal, now });
      shown.push(
        `== ${columns ?? 'no terminal'}: exit code ${code}\n${stdout}-- stderr\n${stderr}`,
      );
    }
    const text = shown.join('\n');
    expect(text).toBe(golden(`${goldenFolder('commands')}mollie-seed-order.${lang}.txt`, text));
  },
);

test('--json prints the page’s answer with every field, unchanged', async () => {
  const { fetch, asked } = scriptedFetch(answer(200, seed));
  const { code, stdout } = await run(['get', id, '--json'], { env, fetch });
  expect([code, asked[0]?.path.split('?')[0], JSON.parse(stdout)]).toEqual([
    0,
    `/v2/orders/${id}`,
    JSON.parse(seed),
  ]);
});

test('a cancel that gets it says so', async () => {
  const { fetch, asked } = scriptedFetch(answer(200, seed));
  const argv = ['cancel', id, '--yes', '--field', 'outcome', '--field', 'answer.canceledAt'];
  const { code, stdout } = await run(argv, { env, fetch });
  const { canceledAt } = JSON.parse(seed) as { canceledAt: string };
  expect([code, stdout, asked.map(({ method }) => method)]).toEqual([
    0,
    `canceled\t${canceledAt}\n`,
    ['DELETE'],
  ]);
});
