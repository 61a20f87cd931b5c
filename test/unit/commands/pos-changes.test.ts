import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { run } from '../../helpers/run.ts';
import { sandboxNote, SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const first = 'EXTERNALPOS019285';
const create = ['create', '--amount', '50', '--mode', 'dynamic', '--field', 'status', '-q'];

describe('pos create, update and delete', () => {
  test('make, change and remove a POS that orders name', async () => {
    const machine = new SandboxMachine();
    const made = await machine.run(['pos', 'create', 'TILL2', '--name', 'Till 2']);
    const [externalId, name, id, , picture] = made.stdout.trim().split('\t');
    expect([made.code, externalId, name, made.stderr]).toEqual([0, 'TILL2', 'Till 2', sandboxNote]);
    expect(picture).toMatch(/^https:.*\.png$/);
    expect(await machine.run([...create, '--pos', 'TILL2'])).toMatchObject({ stdout: 'created\n' });

    const renamed = ['pos', 'update', id ?? '', '--external-id', 'TILL3', '--field', 'external_id'];
    expect(await machine.run(renamed)).toMatchObject({ code: 0, stdout: 'TILL3\n' });
    expect((await machine.run([...create, '--pos', 'TILL2'])).code).toBe(5);

    const removed = await machine.run(['pos', 'delete', 'TILL3']);
    expect(removed).toEqual({
      code: 0,
      stdout: '',
      stderr: `${sandboxNote}POS TILL3 is deleted.\n`,
    });
    expect((await machine.run(['pos', 'list', '--field', 'external_id', '-q'])).stdout).toBe(
      `${first}\n`,
    );
  });

  test('show the picture and the poster on a terminal', async () => {
    const machine = new SandboxMachine();
    const terminal = { columns: 200 };
    const { stdout } = await machine.run(['pos', 'create', 'TILL2'], { terminal });
    expect(stdout).toMatch(/QR picture +https:\S+\.png\nQR poster +https:\S+\.pdf\n/);
    expect((await machine.run(['pos', 'show', 'TILL2'], { terminal })).stdout).toBe(stdout);
  });

  test('a POS of the panel gets its external_id in one command, as the README has it too', async () => {
    const machine = new SandboxMachine();
    const body = '{"name":"Counter","store_id":123456}';
    const posted = await machine.run([
      'api',
      'post',
      '/pos',
      '--data',
      body,
      '--field',
      'id',
      '-q',
    ]);
    const id = posted.stdout.trim();
    const listed = await machine.run(['pos', 'list']);
    expect(listed.stderr).toContain('mp-orders pos update <id> --external-id COUNTER1');
    await machine.run(['pos', 'update', id, '--external-id', 'COUNTER1']);
    expect((await machine.run([...create, '--pos', 'COUNTER1'])).code).toBe(0);
    const data = '{"external_id":"COUNTER9"}';
    const put = await machine.run(['api', 'put', `/pos/${id}`, '--data', data, '--field', 'name']);
    expect([put.code, put.stdout]).toEqual([0, 'Counter\n']);
  });

  test.each([
    [['create', first], 6],
    [['create', 'not-a-name'], 2],
    [['create', 'TILL2', '--name', 'n'.repeat(45)], 2],
    [['create', 'TILL2', '--category', 'food'], 2],
    [['create', 'TILL2', '--store', 'NOWHERE'], 3],
    [['update', first], 2],
    [['update', 'NOBODY', '--name', 'x'], 5],
    [['update', '12', '--name', 'x'], 5],
    [['delete', 'NOBODY'], 5],
  ])('pos %j ends with exit code %i, and nothing is changed', async (argv, exitCode) => {
    const machine = new SandboxMachine();
    const { code } = await machine.run(['pos', ...argv, '-q']);
    const left = await machine.run(['pos', 'list', '--field', 'name', '-q']);
    expect([code, left.stdout]).toEqual([exitCode, 'First point of sale\n']);
  });

  test('ask before a live account loses a POS, and say whose account it is', async () => {
    const page = answer(200, {
      paging: { total: 1, offset: 0, limit: 50 },
      results: [{ id: 1234, name: 'Counter', external_id: 'COUNTER1' }],
    });
    const { fetch, asked } = scriptedFetch(page);
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const stderr = Object.assign(new PassThrough(), { isTTY: true });
    let shown = '';
    stderr.on('data', (chunk: Buffer) => (shown += chunk.toString('utf8')));
    stdin.end('n\n');
    const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token', MP_ORDERS_HOME: tempHome() };
    const host = { ...fakeHost({ env, fetch }), stdin, stderr };
    const code = await main(['pos', 'delete', 'COUNTER1'], host);
    expect([code, asked.map(({ method }) => method)]).toEqual([2, ['GET']]);
    expect(shown).toContain('it may be live');
    expect(shown).toContain('Delete POS COUNTER1?');
    expect(shown).toContain('Not confirmed: nothing was changed.');
  });

  test('are sent once: an answer that was lost is told as unknown', async () => {
    const machine = new SandboxMachine();
    const lost = await machine.run(['pos', 'create', 'TILL2', '-q'], {
      door: (method) => (method === 'POST' ? 'after' : undefined),
    });
    expect([lost.code, machine.methods]).toEqual([8, 'POST']);
    expect((await machine.run(['pos', 'show', 'TILL2', '--field', 'name', '-q'])).stdout).toBe(
      'TILL2\n',
    );
  });
});

describe('store create and list', () => {
  const place = [
    ...['--street', 'Calle Falsa', '--number', '12', '--city', 'La Plata'],
    ...['--state', 'Buenos Aires', '--latitude=-34.92', '--longitude=-57.95'],
  ];

  test('make a store that a POS is put into', async () => {
    const machine = new SandboxMachine();
    const made = await machine.run(['store', 'create', 'Kiosk', '--external-id', 'SOL1', ...place]);
    expect([made.code, made.stderr]).toEqual([0, sandboxNote]);
    const [externalId, name, id, address] = made.stdout.trim().split('\t');
    expect([externalId, name, address]).toEqual([
      'SOL1',
      'Kiosk',
      'Calle Falsa 12, La Plata, Buenos Aires',
    ]);
    const listed = await machine.run(['store', 'list', '-q']);
    expect(listed.stdout.split('\n')[1]).toBe(made.stdout.trim());
    const pos = ['pos', 'create', 'TILL2', '--store', 'SOL1', '--field', 'store_id', '-q'];
    expect((await machine.run(pos)).stdout).toBe(`${id}\n`);
  });

  test.each([
    [['create', 'Kiosk', '--street', 'A'], 2],
    [['create', 'Kiosk', ...place, '--latitude', 'north'], 2],
    [['create', 'Kiosk', ...place, '--external-id', 'a b'], 2],
    [['create', ' ', ...place], 2],
  ])('store %j ends with exit code %i, and nothing is made', async (argv, exitCode) => {
    const machine = new SandboxMachine();
    const { code } = await machine.run(['store', ...argv, '-q']);
    const left = await machine.run(['store', 'list', '--field', 'name', '-q']);
    expect([code, left.stdout]).toEqual([exitCode, 'First store\n']);
  });
});

describe('--dry-run prints the change and sends none', () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
  const found = answer(200, {
    paging: { total: 1, offset: 0, limit: 50 },
    results: [{ id: 1234, name: 'Counter', external_id: 'COUNTER1' }],
  });
  const place =
    '--street Falsa --number 12 --city Mendoza --state Mendoza --latitude -32.89 --longitude -68.84';

  test.each<[line: string, reads: ReturnType<typeof answer>[], plan: object]>([
    ['pos create COUNTER2', [], { method: 'POST', body: { external_id: 'COUNTER2' } }],
    ['pos update COUNTER1 --name Till', [found], { method: 'PUT', body: { name: 'Till' } }],
    ['pos delete COUNTER1', [found], { method: 'DELETE' }],
    [
      `store create Kiosk ${place}`,
      [answer(200, { id: 42, site_id: 'MLA' })],
      { method: 'POST', body: { name: 'Kiosk', location: { city_name: 'Mendoza' } } },
    ],
  ])('%s', async (line, reads, plan) => {
    const { fetch, asked } = scriptedFetch(...reads, answer(500, {}));
    const argv = [...line.split(' '), '--dry-run', '--json'];
    const home = tempHome();
    const { code, stdout, stderr } = await run(argv, { env, fetch, home });
    expect([code, JSON.parse(stdout)]).toMatchObject([0, plan]);
    expect(stderr).toContain('Dry run: nothing was changed.');
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect((await run(['history', '--json'], { home })).stdout).toBe('');
    expect(stdout + stderr).not.toContain(env.MP_ACCESS_TOKEN);
  });
});
