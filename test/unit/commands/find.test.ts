import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const create = ['create', '--pos', 'EXTERNALPOS019285', '-q', '--json'];

interface Made {
  id: string;
  qr: string;
  payment: string;
}

/** Makes an order, five minutes after the one before. */
async function make(machine: SandboxMachine, amount: string, ...flags: string[]): Promise<Made> {
  machine.pass(5 * 60_000);
  const mode = flags.includes('--mode') ? [] : ['--mode', 'dynamic'];
  const { stdout } = await machine.run([...create, '--amount', amount, ...mode, ...flags]);
  const order = JSON.parse(stdout) as {
    id: string;
    type_response: { qr_data: string };
    transactions: { payments: { id: string }[] };
  };
  const [payment] = order.transactions.payments;
  return { id: order.id, qr: order.type_response.qr_data, payment: payment?.id ?? '' };
}

/** Two sales at a till; the first is paid, by an operation number that its customer has. */
async function aTill() {
  const machine = new SandboxMachine();
  const flags = ['--reference', 'VENTA-1001', '--idempotency-key', 'till-1/1001'];
  const paid = await make(machine, '24.50', ...flags);
  const pay = await machine.run(['sandbox', 'pay', paid.id, '--json', '-q'], { plain: true });
  const number = /"reference_id":"([^"]+)"/.exec(pay.stdout)?.[1] ?? '';
  const open = await make(machine, '50', '--reference', 'VENTA-1002');
  return { machine, paid, open, number };
}

const find = (machine: SandboxMachine, ...words: string[]) => machine.run(['find', ...words, '-q']);

/** Ids and why they match. */
const told = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').slice(0, 2));

describe('finds an order by what its customer or shop has in hand', () => {
  test('whatever it is, and says why it matches', async () => {
    const { machine, paid, number } = await aTill();
    const { stdout } = await machine.run(['history', '--json', '--limit', '9'], { plain: true });
    const requestId =
      /"request_id":"([^"]+)"[^\n]*till-1\/1001|till-1\/1001[^\n]*"request_id":"([^"]+)"/
        .exec(stdout)
        ?.slice(1)
        .find(Boolean);
    const things: [string, string][] = [
      [paid.id, 'order id'],
      [` #${paid.id.toLowerCase()}. `, 'order id'],
      [`https://www.mercadopago.com.ar/orders/${paid.id}?from=x`, 'order id'],
      [JSON.stringify({ data: { id: paid.id } }), 'order id'],
      [`Order «${paid.id}» was paid`, 'order id'],
      [paid.payment, 'payment'],
      [paid.payment.toLowerCase(), 'payment'],
      [number, 'operation number'],
      [`#${number}`, 'operation number'],
      [JSON.stringify({ reference_id: Number(number) }), 'operation number'],
      ['VENTA-1001', 'reference'],
      ['"venta-1001"', 'reference, in other capitals'],
      ['till-1/1001', 'idempotency key'],
      [requestId ?? '', 'request id'],
      [paid.qr, 'code'],
      [paid.qr.slice(0, 100), 'code'],
      [paid.qr.replace(/.{4}$/, '0000'), 'code'],
      [/[0-9a-f]{8}(-[0-9a-f]+){4}/.exec(paid.qr)?.[0].slice(0, 36) ?? '', 'code'],
      ['24.50', 'amount'],
      ['$ 24,50', 'amount'],
      ['24.50 ARS', 'amount'],
      ['24,5', 'amount'],
      ['R$ 24.5', 'amount'],
      [
        `Comprobante de pago\nMonto $ 24,50\nOperación N° ${number}\n21/11/2026 16:35 hs`,
        'operation number',
      ],
      [`Pix enviado. Código da transação:${number}, 21/11 às 16h35`, 'operation number'],
      [`Operación #${number}`, 'operation number'],
      ['Ref. VENTA-1001, por favor', 'reference'],
      [`MP*${number}`, 'operation number'],
      [`op=${number}&x=1`, 'operation number'],
      [`Operación ${number.replace(/(\d{3})(?=\d)/g, '$1 ')}`, 'operation number'],
      [number.replace(/(\d{3})(?=\d)/g, '$1.'), 'operation number'],
      ['24,50 pesos', 'amount'],
      ['U$S 24.50', 'amount'],
      ['S/ 24.50', 'amount'],
      ['24,50 €', 'amount'],
    ];
    const results = [];
    for (const [thing] of things) {
      const { code, stdout } = await find(machine, thing);
      results.push([thing, code, told(stdout).map(([id, why]) => [id, why?.split(',')])]);
    }
    expect(results).toEqual(
      things.map(([thing, why]) => [
        thing,
        0,
        [[paid.id, expect.arrayContaining(why.split(',')) as unknown]],
      ]),
    );
  });

  test('by amount and hour, on the day that is meant', async () => {
    const machine = new SandboxMachine();
    const yesterday = await make(machine, '24.50'); // 16:35
    machine.pass(24 * 3_600_000);
    const today = await make(machine, '24.50'); // 16:40
    const found = async (...flags: string[]) =>
      told((await find(machine, '24.50', ...flags)).stdout);
    expect([
      await found('--at', '16:30'),
      await found('--at', 'yesterday 16:30'),
      await found('--day', 'ayer', '--at', '17:00'),
      await found('--day', 'ayer', '--at', '4:40pm'),
      await found('--at', 'ayer'),
      await found('--day', 'ayer'),
      await found(),
    ]).toEqual([
      [[today.id, 'amount']],
      [[yesterday.id, 'amount']],
      [[yesterday.id, 'amount']],
      [[yesterday.id, 'amount']],
      [[yesterday.id, 'amount']],
      [[yesterday.id, 'amount']],
      [
        [today.id, 'amount'],
        [yesterday.id, 'amount'],
      ],
    ]);
  });

  test('a whole number is an amount where the hour is known', async () => {
    const { machine, open } = await aTill();
    expect([
      told((await find(machine, '50', '--at', '16:40')).stdout),
      told((await find(machine, '50', '--day', 'hoy')).stdout),
      (await find(machine, '50')).code,
    ]).toEqual([[[open.id, 'amount']], [[open.id, 'amount']], 5]);
  });

  test('a whole number that may be an amount is told not to have been looked for as one', async () => {
    const { machine } = await aTill();
    const { code, stderr } = await find(machine, '50');
    expect([code, stderr]).toEqual([
      5,
      expect.stringContaining('not looked for as an amount: for that, add --day or --at.'),
    ]);
  });

  test('a whole number is that of a receipt too, where the hour is known', async () => {
    const { machine, paid, number } = await aTill();
    const { stdout } = await find(machine, number, '--at', '16:40');
    expect(told(stdout)).toEqual([[paid.id, 'operation number']]);
  });

  test('what was broken, misread, cut or written otherwise, and says so', async () => {
    const { machine, paid, open } = await aTill();
    const { id } = paid;
    const long = await make(machine, '1234.50', '--reference', '000777');
    const things: [string, string, string][] = [
      [`Orden ${id.slice(0, 14)}\n${id.slice(14)} pagada`, id, 'order id'],
      [id.replace('0', 'O'), id, 'order id'],
      [id.slice(-8).toLowerCase(), id, 'a part of the order id'],
      [`…${id.slice(-8)}`, id, 'a part of the order id'],
      ['VENTA\u20111001', id, 'reference'],
      ['VENTA – 1001', id, 'reference'],
      ['VENTA1001', id, 'reference, written otherwise'],
      ['VENTA-1OO1', id, 'reference, written otherwise'],
      ['venta l0O2', open.id, 'reference, written otherwise'],
      ['Venta 1002', open.id, 'reference, written otherwise'],
      ['777', long.id, 'reference, written otherwise'],
      ['N° 0777', long.id, 'reference, written otherwise'],
      ['00077…', long.id, 'the beginning of the reference'],
      ['1 234,50', long.id, 'amount'],
      ['$ 1.234,50.-', long.id, 'amount'],
      ['ARS 1.234,50', long.id, 'amount'],
      ['1.234,50 pesos', long.id, 'amount'],
      ['AR$ 50', open.id, 'amount'],
    ];
    for (const [thing, found, why] of things) {
      expect([thing, told((await find(machine, thing)).stdout)]).toEqual([thing, [[found, why]]]);
    }
    rmSync(join(machine.home, 'journal'), { recursive: true });
    for (const [thing, found, why] of things.slice(2, 11)) {
      expect([thing, told((await find(machine, thing)).stdout)]).toEqual([thing, [[found, why]]]);
    }
  });

  test('what was misread off a photo: by the journal however often, else by a few requests', async () => {
    const machine = new SandboxMachine();
    // Ids of one process never go back in time: those of the tests above may be of tomorrow.
    machine.pass(48 * 3_600_000);
    const twins = new Map([...'8B5S2Z6G0D'].map((one, i, all) => [one, all[i ^ 1] ?? '']));
    // Of the random half of an id, which the likeliest ones to try do not make another day.
    const misread = (id: string, most: number) => {
      let left = most;
      const swap = (one: string) => (twins.has(one) && left-- > 0 ? (twins.get(one) ?? '') : one);
      return id.slice(0, -16) + [...id.slice(-16)].map(swap).join('');
    };
    let { id } = await make(machine, '24.50');
    while (misread(id, 2) === misread(id, 1)) ({ id } = await make(machine, '24.50'));
    const all = misread(id, 16);
    const known = await machine.run(['find', all]);
    expect([known.code, told(known.stdout)]).toEqual([0, [[id, 'order id, misread']]]);
    expect(known.stderr).toContain(`${all} was read as ${id} (`);
    rmSync(join(machine.home, 'journal'), { recursive: true });
    const one = await find(machine, misread(id, 1));
    expect([one.code, told(one.stdout)]).toEqual([0, [[id, 'order id, misread']]]);
    const none = await find(machine, `${id.slice(0, -4)}8B8B`);
    expect([none.code, none.stderr]).toEqual([
      5,
      expect.stringMatching(
        /\d+ ids that are read alike \(8 as B, 5 as S, 0 as D\) were tried too\./,
      ),
    ]);
  });

  test('what a message says in its own way, and what of it was not looked for', async () => {
    const { machine, paid, open, number } = await aTill();
    const [letters, one] = [{ 0: 'O', 1: 'l', 2: 'Z', 5: 'S', 6: 'G', 8: 'B' }, /[012568]/];
    const misread = number.replace(one, (digit) => letters[digit as unknown as 0]);
    const things: [string, string[]][] = [
      ['la venta 1002 de $ 24,50', [open.id]],
      ['VENTA-1001;VENTA-1002', [open.id, paid.id]],
      ['VENTA-1001 | VENTA-1002', [open.id, paid.id]],
      [`Op. ${misread}`, [paid.id]],
      ['Total: $ 24,50', [paid.id]],
      ['monto=24.50', [paid.id]],
      ['total pagado $24.50', [paid.id]],
    ];
    for (const [thing, ids] of things) {
      const found = told((await find(machine, thing)).stdout).map(([id]) => id);
      expect([thing, found.sort()]).toEqual([thing, ids.sort()]);
    }
    const prose = await machine.run(['find', 'pedido 99 por $ 24,50', '--lang', 'es']);
    expect(prose.code).toBe(5);
    expect(prose.stderr).toContain('  - Su monto, 24.5, no se buscó.\n');
    expect(prose.stderr).toContain('\n  mp-orders find 24.5 --sandbox\n');
  });

  test('an amount in another currency than was pasted with it, and says so', async () => {
    const { machine, open } = await aTill();
    const { stdout } = await find(machine, 'R$ 50');
    expect(told(stdout)).toEqual([[open.id, 'amount, in another currency']]);
  });

  test('a reference in other capitals is told once', async () => {
    const { machine, paid } = await aTill();
    const { stdout } = await find(machine, 'venta-1001');
    expect(told(stdout)).toEqual([[paid.id, 'reference, in other capitals']]);
  });

  test('nothing of the last minutes is called absent that another machine may have made', async () => {
    const { machine } = await aTill();
    const known = await find(machine, 'VENTA-9');
    rmSync(join(machine.home, 'journal'), { recursive: true });
    const unknown = await find(machine, 'VENTA-9');
    const past = await find(machine, 'VENTA-9', '--to', '2h');
    expect([known.code, unknown.code, past.code]).toEqual([5, 7, 5]);
    expect(unknown.stderr).toContain(
      'Not all orders could be read: the search may not list the orders of the last 15 minutes yet.',
    );
  });

  test('a reference that looks like an id of VTEX, and an id of VTEX', async () => {
    const { machine, paid } = await aTill();
    const like = await make(machine, '5', '--reference', 'VENTA1001-01');
    const { id } = await machine.add('vtex', '--status', 'handling');
    const results = [
      await find(machine, 'VENTA1001-01'),
      await find(machine, 'Pedido: VENTA1001-01.'),
      await find(machine, id),
      await find(machine, id, '--provider', 'vtex'),
      await find(machine, 'VENTA1001-02'),
      await find(machine, 'VENTA1001-01', '--provider', 'vtex'),
      await find(machine, paid.id),
    ];
    expect(results.map(({ code, stdout }) => [code, told(stdout)])).toEqual([
      ...[
        [0, [[like.id, 'reference']]],
        [0, [[like.id, 'reference']]],
      ],
      ...[
        [0, [[id, 'order id']]],
        [0, [[id, 'order id']]],
      ],
      ...[
        [5, []],
        [5, []],
      ],
      [0, [[paid.id, 'order id']]],
    ]);
  });

  test('at 80 columns, a line a match', async () => {
    const machine = new SandboxMachine();
    const first = await make(machine, '1250.00', '--reference', 'VENTA-2026-11-21-0001');
    const other = await make(machine, '24.50', '--reference', 'venta-2026-11-21-0001');
    const look = async (...words: string[]) =>
      (await machine.run(['find', ...words, '-q'], { terminal: { columns: 80 } })).stdout;
    const one = (why: string) =>
      `Matched by  ${why}\n\n` +
      'Order                             Status   Amount       Reference       Created\n' +
      `${first.id}  created  1250.00 ARS  VENTA-2026-11…  16:35:00\n`;
    expect([
      await look(first.id),
      await look('1250,00'),
      await look('VENTA-2026-11-21-0001'),
    ]).toEqual([
      one('order id'),
      one('amount'),
      'Matched by      Order                             Status   Amount       Created\n' +
        `reference, in…  ${other.id}  created  24.50 ARS    16:40:00\n` +
        `reference       ${first.id}  created  1250.00 ARS  16:35:00\n`,
    ]);
  });

  test('all orders of one reference', async () => {
    const machine = new SandboxMachine();
    const first = await make(machine, '10', '--reference', 'V-7');
    const second = await make(machine, '10', '--reference', 'V-7');
    const { stdout } = await find(machine, 'V-7');
    expect(told(stdout).sort()).toEqual([first, second].map(({ id }) => [id, 'reference']).sort());
  });

  test('with --json: an envelope with the provider’s own document', async () => {
    const { machine, paid } = await aTill();
    const { stdout } = await find(machine, 'till-1/1001', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ id: paid.id, why: ['idempotency key'], provider: 'mercadopago', profile: 'sandbox' },
      order: { id: paid.id, status: 'processed', total_amount: '24.50' },
    });
  });

  test('on a terminal: a line that says why, and what to type next', async () => {
    const { machine, paid, number } = await aTill();
    const { stdout, stderr } = await machine.run(['find', number], { terminal: { columns: 120 } });
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^Matched by +Order +Status +Amount +Reference +Created$/),
      expect.stringMatching(new RegExp(`^operation number +${paid.id} +processed +24.50 ARS`)),
    ]);
    expect(stderr).toContain(`mp-orders explain ${paid.id} --sandbox`);
  });
});

describe('what is not found', () => {
  test('is not there, where all was seen: 5', async () => {
    const { machine } = await aTill();
    const { code, stdout, stderr } = await find(machine, '99999999');
    expect([code, stdout, stderr]).toEqual([
      5,
      '',
      'Error: No order matches "99999999".\n' +
        '  - Searched: what was sent from here; Mercado Pago, profile sandbox: orders created from ' +
        '2026-08-23 16:40:00 -03:00 to 2026-11-21 16:40:00 -03:00.\n' +
        'Look in the other accounts with --all-profiles, or widen the range with --from.\n',
    ]);
  });

  test('may be there, where the provider could not be read: 7', async () => {
    const { machine } = await aTill();
    const { code, stdout } = await machine.run(['find', '99999999', '-q', '--retries', '0'], {
      door: () => 503,
    });
    expect([code, stdout]).toEqual([7, '']);
  });

  test('may be there, where the search leaves out what was made here: 7', async () => {
    const { machine, open } = await aTill();
    const { code, stderr } = await machine.run(['find', '99999999', '-q'], {
      door: true,
      answers: (path, text) => (path.startsWith('/v1/orders?') ? without(text, open.id) : text),
    });
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining(
        `the search leaves out orders that were made here (1, ${open.id} among them)`,
      ),
    ]);
  });

  test('may be there, where the search takes its time and leaves out what was just made', async () => {
    const { machine, open } = await aTill();
    const { code, stderr } = await machine.run(['find', 'VENTA-9', '-q'], {
      // A search that is sent again: the clock goes on meanwhile.
      door: (_method, count) => (count === 1 ? 503 : undefined),
      answers: (path, text) => (path.startsWith('/v1/orders?') ? without(text, open.id) : text),
    });
    expect([code, machine.slept.length, stderr]).toEqual([
      7,
      1,
      expect.stringContaining('the search leaves out orders that were made here'),
    ]);
  });

  test('in the search is read by its id, where this machine made it', async () => {
    const { machine, paid, number } = await aTill();
    const { code, stdout } = await machine.run(['find', number, '-q'], {
      door: true,
      answers: (path, text) => (path.startsWith('/v1/orders?') ? without(text, paid.id) : text),
    });
    expect([code, told(stdout)]).toEqual([0, [[paid.id, 'operation number']]]);
  });

  test('of a request without an outcome is said, with what settles it', async () => {
    const machine = new SandboxMachine();
    await machine.run([...create, '--amount', '5', '--idempotency-key', 'K-9', '--retries', '0'], {
      door: () => 'before',
    });
    const { code, stderr } = await find(machine, 'K-9');
    expect([code, stderr]).toEqual([7, expect.stringContaining('mp-orders order resume K-9')]);
  });

  test('for the journal knows it, is told without the network', async () => {
    const { machine, paid } = await aTill();
    const argv = ['find', 'till-1/1001', '-q', '--retries', '0'];
    const { code, stdout } = await machine.run(argv, { door: () => 'before' });
    expect([code, told(stdout)]).toEqual([0, [[paid.id, 'idempotency key']]]);
  });
});

describe('the operation number of a receipt', () => {
  test('leads to the order by its payment, though months of orders lie between', async () => {
    const { machine, paid, number } = await aTill();
    machine.pass(80 * 86_400_000);
    const { code, stdout } = await machine.run(['find', number, '-q'], { door: true });
    const searches = machine.sent.filter(({ path }) => path.startsWith('/v1/orders?'));
    expect([code, told(stdout), machine.sent[0]?.path, searches.length]).toEqual([
      ...[0, [[paid.id, 'operation number']], `/v1/payments/${number}`],
      2, // 30 days and an hour around the payment, of its reference
    ]);
  });

  test('of a payment whose order no search lists is said to be there: 7', async () => {
    const { machine, paid, number } = await aTill();
    rmSync(join(machine.home, 'journal'), { recursive: true });
    const { code, stderr } = await machine.run(['find', number, '-q'], {
      door: true,
      answers: (path, text) => (path.startsWith('/v1/orders?') ? without(text, paid.id) : text),
    });
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining(
        `the payment ${number} is there, and the search lists no order of it`,
      ),
    ]);
  });

  test('is looked for in the orders where payments cannot be read', async () => {
    const { machine, paid, number } = await aTill();
    const { code, stdout } = await machine.run(['find', number, '-q', '--retries', '0'], {
      door: (_method, count) => (count === 1 ? 403 : undefined),
    });
    expect([code, told(stdout)]).toEqual([0, [[paid.id, 'operation number']]]);
  });
});

describe('what is said of what was looked through is true', () => {
  test('a search that lists no order of a till proves nothing: 7', async () => {
    const machine = new SandboxMachine();
    const { code, stderr } = await find(machine, 'VENTA-9');
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining('the search gave no orders at all'),
    ]);
  });

  test('an hour without orders is one where the search lists the till’s other ones: 5', async () => {
    const { machine } = await aTill();
    rmSync(join(machine.home, 'journal'), { recursive: true });
    machine.pass(3 * 86_400_000);
    expect((await find(machine, '24.50', '--at', 'yesterday 10:00')).code).toBe(5);
  });

  test('a text that no reference can be is that of no order', async () => {
    const { machine } = await aTill();
    expect((await find(machine, 'mesa 4, dos cafés')).code).toBe(5);
  });

  test('what the journal knows is told where the search fails, and that there may be more', async () => {
    const { machine, paid } = await aTill();
    const argv = ['find', 'VENTA-1001', '--retries', '0'];
    const { code, stdout, stderr } = await machine.run(argv, { door: () => 'before' });
    expect([code, told(stdout)]).toEqual([0, [[paid.id, 'reference']]]);
    expect(stderr).toContain('There may be others: ');
  });

  test('older orders of an amount are not looked through once a later one fits', async () => {
    const { machine, paid } = await aTill();
    const { stdout, stderr } = await machine.run(['find', '24.50']);
    expect([told(stdout), stderr]).toEqual([
      [[paid.id, 'amount']],
      expect.stringContaining('Orders from before 2026-10-22 16:40:00 -03:00 were not searched.'),
    ]);
  });

  test('--all-profiles goes on where nobody is signed in to the profile of this run', async () => {
    const home = tempHome();
    const profiles = { shop2: { provider: 'mercadopago', token: 'APP_USR-1-2-3-22222' } };
    writeFileSync(join(home, 'config.json'), JSON.stringify({ profiles }));
    chmodSync(join(home, 'config.json'), 0o600);
    const fetch = async () =>
      new Response(JSON.stringify(wireOrder({ id: orderId })), { status: 200 });
    const { code, stdout } = await run(['find', orderId, '--all-profiles'], { home, fetch });
    expect([code, stdout.split('\t').slice(0, 3)]).toEqual([0, [orderId, 'order id', 'shop2']]);
  });
});

test('an order of another account is found with --all-profiles, and its profile told', async () => {
  const machine = new SandboxMachine();
  const { stdout: made } = await machine.run(
    [...create, '--amount', '9', '--mode', 'dynamic', '--profile', 'sandbox-br'],
    { plain: true },
  );
  const { id } = JSON.parse(made) as { id: string };
  const alone = await find(machine, id);
  const all = await find(machine, id, '--all-profiles');
  expect([alone.code, all.code, all.stdout.split('\t').slice(0, 3)]).toEqual([
    5,
    0,
    [id, 'order id', 'sandbox-br'],
  ]);
});

test.each([
  ['find', ['" # "'], 'There is nothing in it to look for.'],
  ['find', ['5', '--at', '23:00'], '--at is in the future: 2026-11-21 23:00:00 -03:00.'],
  ['find', ['5', '--at', '16:30', '--from', '2h'], '--at and --from or --to exclude each other.'],
])('%s %j is refused, and nothing is sent', async (verb, words, sentence) => {
  const machine = new SandboxMachine();
  const { code, stderr } = await machine.run([verb, ...words], { door: true });
  expect([code, stderr.includes(sentence), machine.sent]).toEqual([2, true, []]);
});

describe('a part of a reference or of a number, which fits more than one', () => {
  test('finds nothing, and names the orders that it may be', async () => {
    const { machine, paid, open, number } = await aTill();
    const { payment } = paid;
    // What has no digit may be a word, and is not looked for.
    const end = payment.slice(Math.min(payment.search(/\d\D*$/), payment.length - 5));
    const ends = [number.slice(-4), `****${number.slice(-4)}`, end, '1001'];
    for (const words of ends) {
      const { code, stdout, stderr } = await find(machine, words);
      expect([words, code, stdout]).toEqual([words, 5, '']);
      expect(stderr).toMatch(new RegExp(`It is a part of \\S+: ${paid.id}, 24\\.50 ARS, `));
      expect(stderr).toMatch(new RegExp(`\n {2}mp-orders get ${paid.id}( --sandbox)?\n$`));
    }
    const both = await find(machine, 'ENTA-100', '--lang', 'es');
    expect(both.stderr).toContain(`Es una parte de VENTA-1001: ${paid.id}, `);
    expect(both.stderr).toContain(`Es una parte de VENTA-1002: ${open.id}, `);
  });

  test.each(['100', 'VENTA', '9999'])('%s is too little, or of none', async (word) => {
    const { machine } = await aTill();
    const { code, stderr } = await find(machine, word);
    expect([code, stderr.includes('a part of')]).toEqual([5, false]);
  });
});

/** The text of a search, as if this order were not in it. */
function without(text: string, id: string): string {
  const page = JSON.parse(text) as { data: { id: string }[] };
  return JSON.stringify({ ...page, data: page.data.filter((order) => order.id !== id) });
}

test('every stored profile is asked with its own keys, whatever the environment holds, and once an account', async () => {
  const home = tempHome();
  const profile = (user: number) => ({ provider: 'mercadopago', token: `APP_USR-1-2-3-${user}` });
  const profiles = { shop1: profile(11111), shop2: profile(22222), again: profile(22222) };
  writeFileSync(join(home, 'config.json'), JSON.stringify({ profile: 'shop1', profiles }));
  chmodSync(join(home, 'config.json'), 0o600);
  const id = 'ORD00001111222233334444555566';
  const asked: string[] = [];
  const { code, stdout } = await run(['find', id, '--all-profiles', '-q'], {
    home,
    env: { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-99999' },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const token = request.headers.get('authorization') ?? '';
      asked.push(token.slice(-5));
      if (!token.endsWith('22222')) {
        const errors = [{ code: 'order_not_found', message: 'Order not found.' }];
        return Response.json({ errors }, { status: 404 });
      }
      return Response.json(wireOrder({ id }));
    },
  });
  expect([code, stdout.split('\t').slice(0, 3), asked]).toEqual([
    0,
    [id, 'order id', 'shop2'],
    ['99999', '11111', '22222'],
  ]);
});
