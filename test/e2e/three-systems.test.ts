import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { bin, shell, tempFolder } from '../helpers/run-bin.ts';

const script = fileURLToPath(new URL('fixtures/cancel-twice.sh', import.meta.url));

test('one script cancels an order on each system with the same command line, twice', async () => {
  const { code, stdout, stderr } = await shell(`sh '${script}'`);
  expect([code, stdout.split('\n')]).toEqual([
    0,
    [
      'mercadopago\tcanceled',
      'mercadopago\talready_canceled',
      'mollie\tcanceled',
      'mollie\talready_canceled',
      'vtex\tcanceled',
      'vtex\talready_canceled',
      '',
    ],
  ]);
  expect(stderr).not.toContain('Error');
});

/** An order in a status from which each system cancels at one request. */
const first = { mercadopago: 'created', mollie: 'authorized', vtex: 'window-to-cancel' } as const;

describe.each(Object.entries(first))('%s', (system, status) => {
  test('says the second time that it was canceled already, unless that is as good', async () => {
    const home = tempFolder();
    const add = ['sandbox', 'add', system, '--status', status];
    const delay = system === 'vtex' ? ['--delay', '0.2s'] : [];
    const made = await bin([...add, ...delay], { home });
    const [id = ''] = made.stdout.split('\t');
    const argv = ['cancel', id, '--sandbox', '--wait', '--interval', '0.1s', '--json', '-q'];
    const results = [];
    for (const flags of [[], [], ['--if-open']])
      results.push(await bin([...argv, ...flags], { home }));
    const outcomes = results.map(({ code, stdout }) => {
      const { outcome, provider, id: of } = JSON.parse(stdout) as Record<string, string>;
      return [code, outcome, provider, of];
    });
    expect(outcomes).toEqual([
      [0, 'canceled', system, id],
      [6, 'already_canceled', system, id],
      [0, 'already_canceled', system, id],
    ]);
    const [, refused] = results;
    expect((JSON.parse(refused?.stderr ?? '') as { error: object }).error).toMatchObject({
      exit_code: 6,
      retryable: false,
      next: [`mp-orders get ${id} --sandbox`],
    });
  });
});

test('orders of two systems in one command are refused, and none is canceled', async () => {
  const home = tempFolder();
  const ids = [];
  for (const system of ['mollie', 'vtex']) {
    const { stdout } = await bin(['sandbox', 'add', system], { home });
    ids.push(stdout.split('\t')[0] ?? '');
  }
  const { code, stdout } = await bin(['cancel', ...ids, '--sandbox', '--yes'], { home });
  expect([code, stdout]).toEqual([2, '']);
  const left = await bin(['sandbox', 'list'], { home });
  expect(left.stdout).not.toMatch(/cancel/);
});
