import { beforeAll, describe, expect, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1234-live' };
const pos = 'EXTERNALPOS019285';
const create = ['create', '--amount', '50', '--pos', pos, '--mode', 'dynamic', '-q'];

/** What stands in the order of the page is read. */
const get = (order: object, ...argv: string[]) =>
  run(['get', orderId, '-q', ...argv], {
    env,
    fetch: async () => new Response(JSON.stringify(order)),
  });

describe('--template', () => {
  const line = '{id} {status}\\t{total_amount} {transactions.payments.0.amount|-} {qr_data|none}';

  test('prints a line of one’s own for an order', async () => {
    expect(await get(paidOrder, '--template', line)).toEqual({
      code: 0,
      stdout: `${orderId} processed\t50.00 50.00 none\n`,
      stderr: '',
    });
  });

  test('has one line for create, get, list, cancel, refund and rows', async () => {
    const machine = new SandboxMachine();
    const same = '{id} {status} {transactions.payments.0.amount|-}';
    const lineOf = async (argv: string[], stdin?: string) => {
      const { code, stdout, stderr } = await machine.run(
        [...argv, '--template', same, '-q'],
        stdin === undefined ? {} : { stdin },
      );
      return [code, stdout.replace(id, 'ID').trimEnd(), stderr];
    };
    let id = '';
    const made = await machine.run([...create, '--template', '{id}']);
    id = made.stdout.trim();
    expect(await lineOf(['get', id])).toEqual([0, 'ID created 50', '']);
    expect(await lineOf(['list'])).toEqual([0, 'ID created 50', '']);
    expect(await lineOf(['get', '-'], id)).toEqual([0, 'ID created 50', '']);
    expect(await lineOf(['cancel', '-'], id)).toEqual([0, 'ID canceled 50', '']);
    const paid = (await machine.run([...create, '--template', '{id}'])).stdout.trim();
    await machine.run(['sandbox', 'pay', paid, '-q'], { plain: true });
    id = paid;
    expect(await lineOf(['watch', id])).toEqual([0, 'ID processed 50', '']);
    // The API answers a refund in short: without payments.
    expect(await lineOf(['refund', id, '--yes'])).toEqual([0, 'ID refunded -', '']);
  });

  test('serves rows that failed as well', async () => {
    const machine = new SandboxMachine();
    const stdin = `amount,pos\nx,${pos}\n`;
    const argv = [
      'create',
      '--from',
      '-',
      '--template',
      '{row} {outcome} {id|-} {error.code}',
      '-q',
    ];
    const { code, stdout } = await machine.run(argv, { stdin });
    expect([code, stdout]).toEqual([11, '1 invalid - invalid_order\n']);
  });

  test('knows the columns of other order systems by the same names', async () => {
    const machine = new SandboxMachine();
    const vtex = await machine.add('vtex', '--status', 'handling');
    const mollie = await machine.add('mollie', '--status', 'paid');
    const of = async (id: string) =>
      (await machine.run(['get', id, '--template', '{id} {status} {currency}', '-q'])).stdout;
    expect([await of(vtex.id), await of(mollie.id)]).toEqual([
      `${vtex.id} handling BRL\n`,
      `${mollie.id} paid EUR\n`,
    ]);
    const field = await machine.run(['get', vtex.id, '--field', 'id', '--field', 'status', '-q']);
    expect(field.stdout).toBe(`${vtex.id}\thandling\n`);
  });

  test('a path that the answer does not have is an error of what only reads', async () => {
    expect(await get(wireOrder(), '--template', '{id} [{transactions.nope}]')).toEqual({
      code: 2,
      stdout: `${orderId} []\n`,
      stderr: `Error: There is no transactions.nope in the answer.
  - transactions has: payments.
Write what stands for a value that may be missing: {transactions.nope|-}
`,
    });
  });

  test('and a warning of what changed something, or said how a watch ended', async () => {
    const withCode = wireOrder({ type_response: { qr_data: '0002016304AAE6' } });
    const { fetch } = scriptedFetch(answer(201, withCode));
    const argv = [...create, '--template', '{id} [{nope.x}]'];
    expect(await run(argv, { env, fetch })).toEqual({
      code: 0,
      stdout: `${orderId} []\n`,
      stderr: 'There is no nope.x in the answer.\n',
    });
    const watched = scriptedFetch(answer(200, paidOrder));
    const watch = ['watch', orderId, '--template', '{nope.x}', '-q'];
    expect((await run(watch, { env, fetch: watched.fetch })).code).toBe(0);
  });

  test('a name that is misspelled ends it before anything is sent', async () => {
    const { fetch, asked } = scriptedFetch(answer(201, wireOrder()));
    const argv = [...create, '--template', '{statsu}', '--json'];
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    expect([code, stdout, asked, JSON.parse(stderr)]).toEqual([
      ...[2, '', []],
      { error: expect.objectContaining({ hint: 'Did you mean status?', exit_code: 2 }) },
    ]);
    const own = await run([...create, '--template', '{statsu|}'], { env, fetch });
    expect([own.code, own.stdout]).toEqual([0, '\n']);
  });

  test('a code that is not there is told', async () => {
    expect(await get(wireOrder({ type_response: null }), '--template', '[{qr_data}]')).toEqual({
      code: 0,
      stdout: '[]\n',
      stderr: 'There is no code in qr_data of the answer.\n',
    });
  });

  test('no value brings lines or controls of its own', async () => {
    const order = wireOrder({ description: 'a\u001b[31m\nb\tc' });
    expect((await get(order, '--template', '{description}|')).stdout).toBe('a[31m b c|\n');
  });

  test('does not go with --field', async () => {
    const { code, stderr } = await get(wireOrder(), '--template', '{id}', '--field', 'id');
    expect([code, stderr]).toEqual([
      2,
      'Error: --field and --template exclude each other.\nWrite the values into the template: {id} {status}.\n',
    ]);
  });
});

describe('--field', () => {
  test('takes a path with blanks around it, as it was pasted', async () => {
    expect((await get(wireOrder(), '--field', ' status ')).stdout).toBe('created\n');
  });

  test('takes the names of the columns', async () => {
    const order = wireOrder({ type_response: { qr_data: '0002016304AAE6' } });
    const fields = ['qr_data', 'currency', 'created_date', 'refunded_amount'].flatMap((name) => [
      ...['--field', name],
    ]);
    expect((await get(order, ...fields)).stdout).toBe(
      '0002016304AAE6\tARS\t2026-11-21T19:30:00.000Z\t\n',
    );
  });

  test('has errors in words; only --json makes documents of them', async () => {
    const missing = async () => new Response('{}', { status: 404 });
    const text = await run(['get', orderId, '--field', 'id', '-q'], { env, fetch: missing });
    expect([text.code, text.stderr.split(' ')[0]]).toEqual([5, 'Error:']);
    const json = await run(['get', orderId, '--field', 'id', '--json'], { env, fetch: missing });
    expect([json.code, JSON.parse(json.stderr)]).toEqual([5, { error: expect.any(Object) }]);
  });
});

describe('the columns of a list', () => {
  const machine = new SandboxMachine();
  let [paid, open] = ['', ''];

  beforeAll(async () => {
    const made = await machine.run([...create, '--template', '{id}', '--reference', 'A-1']);
    paid = made.stdout.trim();
    await machine.run(['sandbox', 'pay', paid, '-q'], { plain: true });
    const other = [...create, '--template', '{id}', '--reference', 'B-2'];
    open = (await machine.run([...other, '--description', '=1+1, "so"'])).stdout.trim();
  });

  const list = (...argv: string[]) => machine.run(['list', '-q', ...argv]);

  test('are CSV with a head: empty is not told', async () => {
    const columns = 'id,status,total_paid_amount,description,config.qr.mode';
    expect(await list('--csv', '--columns', columns)).toEqual({
      code: 0,
      stdout: [
        columns,
        `${open},created,,"'=1+1, ""so""",dynamic`,
        `${paid},processed,50,,dynamic`,
        '',
      ].join('\r\n'),
      stderr: '',
    });
  });

  test('are those of a row where none are named, and a head where there is no entry', async () => {
    const head =
      'id,status,status_detail,total_amount,currency,external_reference,created_date,qr_data';
    expect((await list('--csv', '--reference', 'A-1')).stdout.split('\r\n')).toEqual([
      head,
      expect.stringContaining(`${paid},processed,accredited,50,ARS,A-1,2026-11-21T`),
      '',
    ]);
    expect((await list('--csv', '--reference', 'C-3')).stdout).toBe(`${head}\r\n`);
  });

  test('are tab-separated without --csv, and a table on a terminal', async () => {
    expect((await list('--columns', 'external_reference,status')).stdout).toBe(
      'B-2\tcreated\nA-1\tprocessed\n',
    );
    const { stdout } = await machine.run(['list', '-q', '--columns', 'external_reference,status'], {
      terminal: { columns: 80 },
    });
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'external_reference  status',
      'B-2                 created',
      'A-1                 processed',
      '',
    ]);
  });

  test('that are none end it before anything is sent', async () => {
    const { code, stdout, stderr } = await list('--columns', 'id,statsu');
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      'Error: There is no column "statsu".\nDid you mean status?\n',
    ]);
    expect((await list('--csv', '--json')).code).toBe(2);
    expect((await list('--columns', 'id', '--template', '{id}')).code).toBe(2);
  });

  test('a field that no entry has is told once, with those that there are', async () => {
    const { code, stdout, stderr } = await list('--field', 'config.nope', '--field', 'id');
    const told = stderr.split('\n').filter((line) => line.includes('nope'));
    expect([code, stdout.split('\n').length, told]).toEqual([
      0,
      3,
      ['There is no field config.nope in the answer. config has: qr.'],
    ]);
  });

  test('a path that no entry has is an error, one that some have is not', async () => {
    const nowhere = await list('--csv', '--columns', 'id,config.nope');
    expect([nowhere.code, nowhere.stdout.split('\r\n').length]).toEqual([2, 4]);
    expect(nowhere.stderr).toContain('There is no config.nope in the answer.');
    const reference = await list('--csv', '--columns', 'transactions.payments.0.reference_id');
    expect(reference.code).toBe(0);
  });

  test('are there for sums, points of sale, stores and what was sent', async () => {
    const heads = async (...argv: string[]) => {
      const { code, stdout } = await machine.run([...argv, '--csv', '-q']);
      return [code, ...stdout.split('\r\n').slice(0, 2)];
    };
    expect(await heads('list', '--by', 'pos')).toEqual([
      0,
      'by,group,currency,orders,paid_orders,unclear,paid,refunded,net',
      `pos,${pos},ARS,2,1,0,50,0,50`,
    ]);
    expect(await heads('pos', 'list')).toEqual([
      0,
      'external_id,name,id,store_id',
      expect.stringContaining(`${pos},First point of sale,`),
    ]);
    expect((await heads('store', 'list')).slice(0, 2)).toEqual([
      0,
      'external_id,name,id,location.address_line',
    ]);
    expect(await heads('history')).toEqual([
      0,
      'at,action,order,reference,outcome,code,request_id,key',
      expect.stringContaining(',create,ORDTST'),
    ]);
    expect(await heads('order', 'resume', '--list')).toEqual([
      0,
      'at,action,order,reference,outcome,code,request_id,key',
      '',
    ]);
    await machine.run(['config', 'set', 'description', 'Kiosk, 2nd floor', '-q']);
    expect(await heads('config', 'list')).toEqual([
      0,
      'setting,value',
      'description,"Kiosk, 2nd floor"',
    ]);
    expect((await machine.run(['order', 'resume', '--csv', '-q'])).stderr).toContain(
      '--csv and --columns are for --list.',
    );
  });

  test('are there for what find finds: why in a cell, and paths of the order', async () => {
    const { stdout } = await machine.run(['find', open, '--csv', '-q']);
    expect(stdout.split('\r\n').slice(0, 2)).toEqual([
      'id,why,profile,status,status_detail,total_amount,currency,external_reference,created_date,qr_data',
      expect.stringMatching(new RegExp(`^${open},[^"]*id.*,sandbox,created,created,50,ARS,B-2,`)),
    ]);
    const columns = ['--columns', 'why,description,config.qr.mode,profile'];
    expect(await machine.run(['find', 'B-2', '--csv', ...columns, '-q'])).toEqual({
      code: 0,
      stdout: [
        'why,description,config.qr.mode,profile',
        `reference,"'=1+1, ""so""",dynamic,sandbox`,
        '',
      ].join('\r\n'),
      stderr: '',
    });
  });

  test('are there for get, of one order and of many; an order that is not there has no row', async () => {
    const columns = ['--csv', '--columns', 'external_reference,status,refunded_amount'];
    expect(await machine.run(['get', paid, ...columns, '-q'])).toEqual({
      code: 0,
      stdout: 'external_reference,status,refunded_amount\r\nA-1,processed,\r\n',
      stderr: '',
    });
    const stdin = [open, 'ORDTST00001111222233334444555566', paid].join('\n');
    const many = await machine.run(['get', '-', ...columns, '--concurrency', '1', '-q'], { stdin });
    expect([many.code, many.stdout]).toEqual([
      11,
      'external_reference,status,refunded_amount\r\nB-2,created,\r\nA-1,processed,\r\n',
    ]);
    expect(many.stderr).toContain('Error: ORDTST00001111222233334444555566: ');
    const table = await machine.run(
      ['get', open, paid, '--columns', 'external_reference,status', '-q'],
      { terminal: { columns: 80 } },
    );
    expect(table.stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'external_reference  status',
      'B-2                 created',
      'A-1                 processed',
      '',
    ]);
    expect((await machine.run(['get', open, '--csv', '--json'])).code).toBe(2);
    expect((await machine.run(['get', open, '--csv', '--columns', 'a.b'])).code).toBe(2);
  });

  test('are there for the orders of the sandbox, and for accounts', async () => {
    const plain = (...argv: string[]) => machine.run([...argv, '-q'], { plain: true });
    const ofSandbox = await plain('sandbox', 'list', '--csv', '--columns', 'description,status');
    expect(ofSandbox.stdout.split('\r\n').sort()).toEqual(
      ['', 'description,status', ',processed', `"'=1+1, ""so""",created`].sort(),
    );
    const accounts = await plain('auth', 'list', '--csv');
    expect(accounts.stdout.split('\r\n').slice(0, 2)).toEqual([
      'profile,provider,account.nickname,account.site_id,mode,current',
      'sandbox,mercadopago,TESTUSER2041100001,MLA,sandbox,false',
    ]);
  });
});
