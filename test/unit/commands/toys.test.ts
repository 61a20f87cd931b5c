import { describe, expect, test } from '@jest/globals';
import type { VerbEntry } from '../../../src/commands/verb.ts';
import { loneVerbs } from '../../../src/commands/verbs.ts';
import type { OrderSystem } from '../../../src/providers/order-system.ts';
import { systems } from '../../../src/providers/registry.ts';
import type { FakeOptions } from '../../helpers/fake-host.ts';
import { toy } from '../../helpers/toy-system.ts';

/*
 * What docs/architecture.md promises: an order system is one descriptor and one line of the registry,
 * a verb is one object and one line of verbs.ts. Here are the two lines; then the program is loaded.
 */
(systems as unknown as OrderSystem[]).push(toy);
(loneVerbs as VerbEntry[]).push({
  name: 'shout',
  summary: 'say it louder',
  load: async () => ({
    define: (command) => void command.argument('<word>', 'what to say'),
    run: async (context, [word = '']) => {
      const { printResult } = await import('../../../src/commands/print.ts');
      const said = word.toUpperCase();
      await printResult(context, { json: JSON.stringify({ said }), text: () => said });
    },
  }),
});
const { run } = await import('../../helpers/run.ts');
const { answer, scriptedFetch } = await import('../../helpers/scripted-fetch.ts');

const wire = (status: string) => ({ id: 'toy_1', status, total: '5.00' });
const env = { TOY_TOKEN: 'toy-secret' };

async function runToy(argv: readonly string[], ...bodies: object[]) {
  return runOn({}, argv, ...bodies);
}

async function runOn(machine: FakeOptions, argv: readonly string[], ...bodies: object[]) {
  const script = scriptedFetch(...bodies.map((body) => answer(200, body)));
  const result = await run(argv, { ...machine, env, fetch: script.fetch });
  return { ...result, asked: script.asked.map(({ method, path }) => `${method} ${path}`) };
}

describe('a fourth order system', () => {
  test('is read, with its own words in the user’s language', async () => {
    const terminal = { columns: 80 };
    const result = await runOn({ terminal }, ['get', 'toy_1', '--lang', 'es'], wire('open'));
    expect(result).toMatchObject({ code: 0, stderr: '', asked: ['GET /orders/toy_1'] });
    expect(result.stdout).toMatch(/^Estado +open — esperando el pago$/m);
  });

  test('is canceled', async () => {
    const result = await runToy(['cancel', 'toy_1', '--yes', '--json'], wire('canceled'));
    expect(result).toMatchObject({ code: 0, asked: ['POST /orders/toy_1/cancel'] });
    expect(JSON.parse(result.stdout)).toMatchObject({
      outcome: 'canceled',
      answer: wire('canceled'),
    });
  });

  test('is watched until it is paid', async () => {
    const result = await runToy(['watch', 'toy_1', '--json'], wire('open'), wire('paid'));
    expect(result.code).toBe(0);
    const lines = result.stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { status: 'open' },
      { status: 'paid' },
    ]);
  });

  test('is listed', async () => {
    const result = await runToy(
      ['list', '--provider', 'toy', '--field', 'id'],
      [wire('open'), { ...wire('paid'), id: 'toy_2' }],
    );
    expect(result).toMatchObject({ code: 0, stdout: 'toy_1\ntoy_2\n', asked: ['GET /orders'] });
  });

  test('is explained: the order and the word', async () => {
    const order = await runToy(['explain', 'toy_1'], wire('open'));
    expect(order).toMatchObject({ code: 0, stderr: '' });
    expect(order.stdout).toContain('The toy waits.');
    expect(order.stdout).toContain('mp-orders watch toy_1');
    const word = await runToy(['explain', 'Open', '--lang', 'pt', '--json']);
    expect(JSON.parse(word.stdout)).toMatchObject({
      explanations: [{ name: 'open', meaning: 'O brinquedo espera.', mover: 'customer' }],
    });
  });

  test('is a choice of --provider, says what it cannot do, and shows no token', async () => {
    const help = await runToy(['help', 'options']);
    expect(help.stdout.replace(/\s+/g, ' ')).toContain('mercadopago, mollie, vtex or toy');
    const create = await runToy(['create', '--provider', 'toy', '--amount', '5', '--pos', 'P1']);
    expect(create.code).toBe(2);
    expect(create.stderr).toContain('The Toy Shop makes no orders.');
    const debug = await runToy(['get', 'toy_1', '--debug'], wire('open'));
    expect(debug.stderr).toContain('authorization: ***');
    expect(debug.stderr).not.toContain(env.TOY_TOKEN);
  });
});

test('a new verb runs, has help, and prints for people and programs', async () => {
  expect(await runToy(['shout', 'hey'])).toMatchObject({ code: 0, stdout: 'HEY\n', stderr: '' });
  expect((await runToy(['shout', 'hey', '--json'])).stdout).toBe('{"said":"HEY"}\n');
  expect((await runToy(['shout', '--help'])).stdout).toContain('what to say');
  expect((await runToy(['--help'])).stdout).toMatch(/shout +say it louder/);
});
