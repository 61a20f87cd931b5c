import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine, type MachineOptions } from '../../helpers/sandbox-machine.ts';

const minute = 60_000;

/** A shop whose till makes orders on November 21 in Buenos Aires; `reconcile` runs on the 22nd. */
class Shop {
  readonly machine = new SandboxMachine();

  /** Makes an order, 15 minutes after the one before, and pays it unless told otherwise. */
  async sell(
    reference: string,
    amount: string,
    { pos = 'EXTERNALPOS019285', then = 'pay' } = {},
  ): Promise<string> {
    const { machine } = this;
    machine.pass(15 * minute);
    const flags = ['--mode', 'dynamic', '--pos', pos, '--reference', reference];
    const argv = ['create', '--amount', amount, ...flags, '--field', 'id', '-q'];
    const id = (await machine.run(argv)).stdout.trim();
    if (then === 'cancel') await machine.run(['cancel', id, '-q']);
    if (then === 'pay' || then === 'refund') {
      await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
    }
    if (then === 'refund') await machine.run(['refund', id, '-q']);
    return id;
  }

  /** Reconciles on the morning after. */
  async reconcile(csv: string | Buffer, flags: string[] = [], options: MachineOptions = {}) {
    const file = join(this.machine.home, 'sales.csv');
    writeFileSync(file, csv);
    this.machine.pass(18 * 60 * minute);
    return this.machine.run(['reconcile', file, ...flags, '-q'], options);
  }
}

const rows = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

const verdicts = (stdout: string) =>
  rows(stdout).map(([verdict, reference]) => [reference, verdict]);

/** The text of a search, as if these orders were not in it. */
const without =
  (...ids: string[]) =>
  (path: string, text: string): string => {
    if (!path.startsWith('/v1/orders?')) return text;
    const page = JSON.parse(text) as { data: { id: string }[]; paging: object };
    const data = page.data.filter(({ id }) => !ids.includes(id));
    return JSON.stringify({
      ...page,
      data,
      paging: { ...page.paging, total: String(data.length) },
    });
  };

test('a search that gives less than it tells is no whole day', async () => {
  const shop = new Shop();
  const id = await shop.sell('V-1', '24.50');
  const answers = (path: string, text: string): string => {
    if (!path.startsWith('/v1/orders?')) return text;
    const page = JSON.parse(text) as { paging: object };
    return JSON.stringify({ ...page, paging: { ...page.paging, total: '2' } });
  };
  const csv = 'reference,amount\nV-1,24.50\nV-2,50.00\n';
  const { code, stdout, stderr } = await shop.reconcile(csv, [], { door: true, answers });
  expect([code, verdicts(stdout), stderr]).toEqual([
    7,
    [
      ['V-1', 'paid'],
      ['V-2', 'not_seen'],
    ],
    'Warning: not all orders could be seen: the search counted 2 orders and gave 1.\n',
  ]);
  expect(stdout).toContain(id);
});

describe('a day', () => {
  test('that agrees ends with 0', async () => {
    const shop = new Shop();
    const ids = [await shop.sell('V-1', '24.50'), await shop.sell('V-2', '50')];
    const csv = 'reference,amount\nV-1,24.50\nV-2,50.00\n';
    expect(await shop.reconcile(csv)).toEqual({
      code: 0,
      stdout:
        `paid\tV-1\tEXTERNALPOS019285\t24.50\t24.50\t0\tARS\t${ids[0]}\n` +
        `paid\tV-2\tEXTERNALPOS019285\t50.00\t50\t0\tARS\t${ids[1]}\n`,
      stderr: '',
    });
  });

  test('has a verdict for every sale, and for what the shop does not know: 11', async () => {
    const shop = new Shop();
    await shop.sell('ok', '10');
    await shop.sell('twice', '11');
    await shop.sell('twice', '11');
    await shop.sell('retried', '12', { then: 'cancel' });
    await shop.sell('retried', '12');
    await shop.sell('dear', '13');
    await shop.sell('back', '14', { then: 'refund' });
    await shop.sell('canceled', '15', { then: 'cancel' });
    await shop.sell('expired', '16', { then: 'nothing' });
    await shop.sell('forgotten', '17');
    await shop.sell('walked away', '18', { then: 'cancel' });
    const csv = [
      'reference;amount',
      ...['ok;10', 'twice;11', 'retried;12', 'dear;13.50', 'back;14', 'canceled;15'],
      ...['expired;16', 'never made;99', ''],
    ].join('\r\n');
    const { code, stdout } = await shop.reconcile(csv);
    expect([code, verdicts(stdout)]).toEqual([
      11,
      [
        ['ok', 'paid'],
        ['twice', 'paid_twice'],
        ['retried', 'paid'],
        ['dear', 'other_amount'],
        ['back', 'refunded'],
        ['canceled', 'not_paid'],
        ['expired', 'not_paid'],
        ['never made', 'no_order'],
        ['forgotten', 'unknown_to_shop'],
      ],
    ]);
  });

  test('begins and ends where the shop is, and its sales may have orders on the other side', async () => {
    const shop = new Shop();
    shop.machine.pass(7 * 60 * minute); // it is 23:30
    await shop.sell('before', '10'); // 23:45
    shop.machine.pass(10 * minute);
    await shop.sell('after', '11'); // 00:10 of the 22nd
    const late = await shop.reconcile('reference,amount\nbefore,10\nafter,11\n', [
      '--day',
      '2026-11-21',
    ]);
    const early = await shop.reconcile('reference,amount\nbefore,10\n', ['--day', '2026-11-21']);
    expect([late.code, early.code, verdicts(early.stdout)]).toEqual([0, 0, [['before', 'paid']]]);
  });

  test('is that of the zone that is named: another one than the machine’s', async () => {
    const shop = new Shop();
    shop.machine.pass(7 * 60 * minute); // it is 23:30, and the 22nd already where UTC is
    await shop.sell('V-1', '10'); // 23:45
    const csv = 'reference,amount\nV-1,10\n';
    const flags = (day: string, tz: string) => ['--day', day, '--tz', tz];
    const here = await shop.reconcile(csv, flags('2026-11-21', 'America/Argentina/Buenos_Aires'));
    const utc = await shop.reconcile(csv, flags('2026-11-22', 'UTC'));
    const tokyo = await shop.reconcile(csv, flags('2026-11-21', '+09:00'));
    expect([here, utc, tokyo].map(({ code, stdout }) => [code, verdicts(stdout)])).toEqual([
      [0, [['V-1', 'paid']]],
      [0, [['V-1', 'paid']]],
      [11, [['V-1', 'no_order']]],
    ]);
  });

  test('partly given back agrees with what the shop has as its net', async () => {
    const shop = new Shop();
    const id = await shop.sell('net', '30');
    await shop.machine.run(['refund', id, '--amount', '10', '-q']);
    const net = await shop.reconcile('reference,amount\nnet,20\n');
    const whole = await shop.reconcile('reference,amount\nnet,30\n', ['--day', '2026-11-21']);
    expect([verdicts(net.stdout), rows(whole.stdout)[0]?.slice(0, 7)]).toEqual([
      [['net', 'paid']],
      ['refunded', 'net', 'EXTERNALPOS019285', '30', '30', '10', 'ARS'],
    ]);
  });

  test('whose references begin anew at each till is told apart by POS', async () => {
    const shop = new Shop();
    await shop.machine.run(['sandbox', 'pos', 'add', 'CAJA2', '-q'], { plain: true });
    await shop.sell('1', '10');
    await shop.sell('1', '20', { pos: 'CAJA2' });
    await shop.sell('2', '5', { pos: 'CAJA2' });
    const csv = 'ticket,importe,caja\n1,10,EXTERNALPOS019285\n1,20,CAJA2\n2,5,EXTERNALPOS019285\n';
    const flags = ['--reference-column', 'ticket', '--pos-column', 'caja'];
    const { code, stdout } = await shop.reconcile(csv, flags);
    const totals = await shop.reconcile(csv, [...flags, '--by', 'pos', '--day', '2026-11-21']);
    expect([code, verdicts(stdout), totals.stdout]).toEqual([
      0,
      [
        ['1', 'paid'],
        ['1', 'paid'],
        ['2', 'paid'],
      ],
      'CAJA2\t1\t20\t20\t0\t20\tARS\t0\nEXTERNALPOS019285\t2\t15\t15\t0\t15\tARS\t0\n',
    ]);
  });
});

describe('what was not seen is never called unpaid', () => {
  const csv = 'reference,amount\nV-1,10\nV-2,20\n';

  test('where the provider cannot be read: 7, and no verdict', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '10');
    const { code, stdout } = await shop.reconcile(csv, ['--retries', '0'], { door: () => 503 });
    expect([code, stdout]).toEqual([7, '']);
  });

  test('where the search leaves out orders that were made here: they are read, and 7', async () => {
    const shop = new Shop();
    const id = await shop.sell('V-1', '10');
    await shop.sell('V-3', '10');
    const answers = without(id);
    const { code, stdout, stderr } = await shop.reconcile(csv, [], { door: true, answers });
    expect([code, verdicts(stdout), stderr]).toEqual([
      7,
      [
        ['V-1', 'paid'],
        ['V-2', 'not_seen'],
        ['V-3', 'unknown_to_shop'],
      ],
      'Warning: not all orders could be seen: the search leaves out 1 of 2 orders that were made here.\n',
    ]);
  });

  test.each([
    ['canceled', 'cancel'],
    ['open', 'nothing'],
  ])('where an order of it is %s, and another one may be unseen: unclear', async (_is, then) => {
    const shop = new Shop();
    const id = await shop.sell('V-1', '10');
    await shop.sell('V-2', '20', { then });
    await shop.sell('V-3', '10');
    const whole = await shop.reconcile(csv);
    shop.machine.pass(-18 * 60 * minute); // the same morning
    const answers = without(id);
    const parts = await shop.reconcile(csv, [], { door: true, answers });
    expect([whole, parts].map(({ code, stdout }) => [code, verdicts(stdout)[1]])).toEqual([
      [11, ['V-2', 'not_paid']],
      [7, ['V-2', 'unclear']],
    ]);
  });

  test('where a search that takes its time leaves out what was made a minute ago', async () => {
    const shop = new Shop();
    await shop.sell('V-3', '10');
    const id = await shop.sell('V-1', '10');
    const file = join(shop.machine.home, 'sales.csv');
    writeFileSync(file, csv);
    shop.machine.pass(minute);
    const { code, stdout } = await shop.machine.run(['reconcile', file, '--day', 'today', '-q'], {
      // A search that is sent again: the clock goes on meanwhile.
      door: (_method, count) => (count === 1 ? 503 : undefined),
      answers: without(id),
    });
    expect([code, verdicts(stdout), shop.machine.slept.length]).toEqual([
      7,
      [
        ['V-1', 'paid'],
        ['V-2', 'not_seen'],
        ['V-3', 'unknown_to_shop'],
      ],
      1,
    ]);
  });

  test('where the search is empty, and this machine made nothing', async () => {
    const shop = new Shop();
    const { code, stdout, stderr } = await shop.reconcile(csv);
    expect([code, verdicts(stdout), stderr]).toEqual([
      7,
      [
        ['V-1', 'not_seen'],
        ['V-2', 'not_seen'],
      ],
      'Warning: not all orders could be seen: the search gave no orders at all, and whether it lists this account’s is not known.\n',
    ]);
  });

  test('where the network dies on a later page: 7, and no verdict', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '10');
    let pages = 0;
    let first = '';
    const { code, stdout, stderr } = await shop.reconcile(csv, ['--retries', '0'], {
      door: () => ((pages += 1) === 3 ? 'before' : undefined),
      answers: (_path, text) => {
        first ||= text.replace(/"total_pages":"?\d+"?/, '"total_pages":"9"');
        return first.replace(/(?<="id":"ORD\w+)\w(?=")/, String(pages));
      },
    });
    expect([code, stdout, pages, stderr]).toEqual([7, '', 3, expect.stringMatching(/^Error: /)]);
  });

  test('where the search lists no orders of a till, and this machine made none', async () => {
    const shop = new Shop();
    await shop.sell('V-3', '10');
    rmSync(join(shop.machine.home, 'journal'), { recursive: true });
    const answers = (path: string, text: string) =>
      path.startsWith('/v1/orders?')
        ? text
            .replaceAll('"type":"qr"', '"type":"online"')
            .replaceAll('"mode":"dynamic"', '"m":"x"')
        : text;
    const { code, stdout, stderr } = await shop.reconcile(csv, [], { door: true, answers });
    expect([code, verdicts(stdout).slice(0, 2)]).toEqual([
      7,
      [
        ['V-1', 'not_seen'],
        ['V-2', 'not_seen'],
      ],
    ]);
    expect(stderr).toContain('the search gave no orders of a till');
  });

  test('where another create of the same sale has no known outcome', async () => {
    const shop = new Shop();
    const flags = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--reference', 'V-1'];
    shop.machine.pass(15 * minute);
    // By the very same line the second one would not be sent.
    await shop.machine.run(['create', '--amount', '10.00', ...flags, '--retries', '0'], {
      door: () => 'before',
    });
    await shop.sell('V-1', '10', { then: 'cancel' });
    const csv = 'reference,amount\nV-1,10\n';
    const { code, stdout } = await shop.reconcile(csv, ['--json'], { door: true });
    expect([code, JSON.parse(stdout)]).toEqual([
      11,
      expect.objectContaining({
        ...{ reference: 'V-1', verdict: 'unclear', why: 'a create of it has no known outcome' },
      }),
    ]);
  });

  test('but a day without sales is one where the search lists the till’s other days', async () => {
    const shop = new Shop();
    await shop.sell('V-9', '10');
    rmSync(join(shop.machine.home, 'journal'), { recursive: true });
    shop.machine.pass(3 * 24 * 60 * minute);
    const { code, stdout } = await shop.reconcile(csv);
    expect([code, verdicts(stdout)]).toEqual([
      11,
      [
        ['V-1', 'no_order'],
        ['V-2', 'no_order'],
      ],
    ]);
  });

  test('where an entry of the search cannot be read', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '10');
    const answers = (path: string, text: string) =>
      path.startsWith('/v1/orders?') ? text.replace('"data":[', '"data":[{"odd":1},') : text;
    const { code, stdout } = await shop.reconcile(csv, [], { door: true, answers });
    expect([code, verdicts(stdout)]).toEqual([
      7,
      [
        ['V-1', 'paid'],
        ['V-2', 'not_seen'],
      ],
    ]);
  });

  test('where its create has no known outcome', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '10');
    shop.machine.pass(15 * minute);
    const flags = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--reference', 'V-2'];
    await shop.machine.run(['create', '--amount', '20', ...flags, '--retries', '0'], {
      door: () => 'before',
    });
    const { code, stdout, stderr } = await shop.reconcile(csv, [], { door: true });
    expect([code, verdicts(stdout), stderr]).toEqual([
      7,
      [
        ['V-1', 'paid'],
        ['V-2', 'not_seen'],
      ],
      'Warning: a create of what was not seen has no known outcome: `mp-orders order resume`.\n',
    ]);
  });
});

describe('no sale is called paid that was not', () => {
  /** What the API says of orders, with one of them changed. */
  const changed = (id: string, change: (order: Record<string, unknown>) => void) => {
    const answers = (_path: string, text: string): string => {
      const document = JSON.parse(text) as { data?: Record<string, unknown>[] };
      const orders = document.data ?? [document];
      orders.filter((order) => order.id === id).forEach(change);
      return JSON.stringify(document);
    };
    return { door: true, answers } as const;
  };

  test('where less was paid than was asked for, and no discount says why', async () => {
    const shop = new Shop();
    const id = await shop.sell('V-1', '10');
    const short = changed(id, (order) => {
      order.total_paid_amount = '4.00';
      const { payments } = order.transactions as { payments: Record<string, unknown>[] };
      for (const payment of payments) payment.paid_amount = '4.00';
    });
    const { code, stdout } = await shop.reconcile('reference,amount\nV-1,10\n', [], short);
    expect([code, rows(stdout)[0]?.slice(0, 5)]).toEqual([
      11,
      ['other_amount', 'V-1', 'EXTERNALPOS019285', '10', '4.00'],
    ]);
  });

  test('in the currency of the sale; amounts of two currencies have no sum', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '10');
    const [dollars] = [await shop.sell('V-1', '10')];
    const two = changed(dollars, (order) => (order.currency = 'USD'));
    const csv = 'reference,amount,moneda\nV-1,10,ARS\n';
    const { stdout } = await shop.reconcile(csv, [], two);
    const one = new Shop();
    const id = await one.sell('V-2', '10');
    const other = changed(id, (order) => (order.currency = 'USD'));
    const alone = await one.reconcile(csv.replace('V-1', 'V-2'), [], other);
    expect([rows(stdout)[0]?.slice(0, 7), verdicts(alone.stdout)]).toEqual([
      ['paid_twice', 'V-1', 'EXTERNALPOS019285', '10', '', '', 'ARS'],
      [['V-2', 'other_amount']],
    ]);
  });

  test('though an order of the same number was paid on another day', async () => {
    const shop = new Shop();
    await shop.sell('17', '10');
    shop.machine.pass(3 * 24 * 60 * minute);
    await shop.sell('18', '10');
    const { stdout } = await shop.reconcile('reference,amount\n17,10\n18,10\n');
    expect(verdicts(stdout)).toEqual([
      ['17', 'no_order'],
      ['18', 'paid'],
    ]);
  });
});

describe('a payment that its payer disputes', () => {
  test.each([
    ['is open', [], 11, 'charged_back', ['10', '0', '0']],
    ['ended for the payer', ['settled'], 11, 'charged_back', ['10', '0', '0']],
    ['ended for the shop', ['reimbursed'], 0, 'paid', ['10', '0', '10']],
  ])('%s', async (_is, outcomes, code, verdict, money) => {
    const shop = new Shop();
    const id = await shop.sell('V-1', '10');
    const flags = outcomes.flatMap((one) => ['--outcome', one]);
    await shop.machine.run(['sandbox', 'dispute', id, ...flags, '-q'], { plain: true });
    const csv = 'reference,amount\nV-1,10\n';
    const lines = await shop.reconcile(csv);
    const totals = await shop.reconcile(csv, ['--by', 'pos', '--day', '2026-11-21']);
    expect([lines.code, rows(lines.stdout)[0]?.slice(0, 6), totals.stdout.split('\t')]).toEqual([
      code,
      [verdict, 'V-1', 'EXTERNALPOS019285', '10', '10', '0'],
      ['EXTERNALPOS019285', '1', '10', ...money, 'ARS', code === 0 ? '0\n' : '1\n'],
    ]);
  });
});

test('an order that was made days before it was paid belongs to the day of its sale', async () => {
  const shop = new Shop();
  const { machine } = shop;
  const flags = ['--mode', 'hybrid', '--expires', '60h', '--pos', 'EXTERNALPOS019285'];
  const argv = ['create', '--amount', '10', ...flags, '--reference', 'V-1', '--field', 'id', '-q'];
  const id = (await machine.run(argv)).stdout.trim();
  machine.pass(2 * 24 * 60 * minute);
  await shop.sell('V-2', '20');
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  const { code, stdout } = await shop.reconcile('reference,amount\nV-1,10\nV-2,20\n');
  expect([code, verdicts(stdout)]).toEqual([
    0,
    [
      ['V-1', 'paid'],
      ['V-2', 'paid'],
    ],
  ]);
});

test('an order that was made days before, and paid and refunded on the day, is refunded', async () => {
  const shop = new Shop();
  const { machine } = shop;
  const flags = ['--mode', 'hybrid', '--expires', '60h', '--pos', 'EXTERNALPOS019285'];
  const argv = ['create', '--amount', '10', ...flags, '--reference', 'V-1', '--field', 'id', '-q'];
  const id = (await machine.run(argv)).stdout.trim();
  machine.pass(2 * 24 * 60 * minute);
  await shop.sell('V-2', '20');
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  await machine.run(['refund', id, '-q']);
  const { code, stdout } = await shop.reconcile('reference,amount\nV-1,10\nV-2,20\n');
  expect([code, verdicts(stdout)]).toEqual([
    11,
    [
      ['V-1', 'refunded'],
      ['V-2', 'paid'],
    ],
  ]);
});

describe('a search that is late', () => {
  const csv = 'reference,amount\nV-1,10\nV-2,20\nV-3,30\n';

  /** V-1 is paid for hours; V-2 and V-3 belong to the last minutes, and another machine made them. */
  async function lateShop(then: string) {
    const shop = new Shop();
    await shop.sell('V-1', '10');
    await shop.sell('V-3', '30', { then: 'cancel' });
    shop.machine.pass(60 * minute);
    const id = await shop.sell('V-2', '20', { then });
    rmSync(join(shop.machine.home, 'journal'), { recursive: true });
    const file = join(shop.machine.home, 'sales.csv');
    writeFileSync(file, csv);
    return { shop, id, file };
  }

  const late =
    'Warning: not all orders could be seen: the search may not list the orders of the last 15 minutes yet.\n';
  const untilSeven = '--from=2026-11-21T12:00:00-03:00 --to=2026-11-21T19:00:00-03:00';
  test.each([
    ['just now is not called absent, and no other sale unpaid', 2, '--day=today', 7],
    ['is a quarter of an hour after the day', 6 * 60, untilSeven, 11],
  ])('what another machine made %s', async (_is, minutes, flags, code) => {
    const { shop, id, file } = await lateShop('pay');
    shop.machine.pass(minutes * minute);
    const argv = ['reconcile', file, ...flags.split(' '), '-q'];
    const result = await shop.machine.run(argv, { door: true, answers: without(id) });
    const [second, third] = code === 7 ? ['not_seen', 'unclear'] : ['no_order', 'not_paid'];
    expect([result.code, verdicts(result.stdout), result.stderr]).toEqual([
      code,
      [
        ['V-1', 'paid'],
        ['V-2', second],
        ['V-3', third],
      ],
      code === 7 ? late : '',
    ]);
  });

  test('says nothing of it where all is paid', async () => {
    const { shop, file } = await lateShop('pay');
    writeFileSync(file, 'reference,amount\nV-1,10\nV-2,20\n');
    const argv = ['reconcile', file, '--day', 'today', '-q'];
    expect(await shop.machine.run(argv)).toMatchObject({ code: 0, stderr: '' });
  });

  test('still shows an order open that is paid: it is read', async () => {
    const { shop, file } = await lateShop('pay');
    const answers = (path: string, text: string) =>
      path.startsWith('/v1/orders?')
        ? text
            .replaceAll('"status":"processed","status_detail":"accredited"', '"status":"created"')
            .replaceAll(/"(?:total_)?paid_amount":"[^"]*",/g, '')
        : text;
    writeFileSync(file, 'reference,amount\nV-1,10\nV-2,20\n');
    const argv = ['reconcile', file, '--day', 'today', '-q'];
    const { code, stdout } = await shop.machine.run(argv, { door: true, answers });
    const read = shop.machine.sent.filter(({ path }) => !path.includes('?')).length;
    expect([code, verdicts(stdout), read]).toEqual([
      0,
      [
        ['V-1', 'paid'],
        ['V-2', 'paid'],
      ],
      2,
    ]);
  });
});

test('more open orders than are read one by one are said, and none of their sales is unpaid: 7', async () => {
  const shop = new Shop();
  const references = Array.from({ length: 1001 }, (_, i) => `R-${i}`);
  const data = references.map((reference, i) => ({
    ...{
      id: `ORD${String(i).padStart(26, '0')}`,
      status: 'created',
      external_reference: reference,
    },
    created_date: '2026-11-21T20:00:00.000Z',
  }));
  const answers = (path: string, text: string) =>
    path.startsWith('/v1/orders?') ? JSON.stringify({ data, paging: { total_pages: '1' } }) : text;
  const csv = ['reference,amount', ...references.map((reference) => `${reference},5`)].join('\n');
  const { code, stdout, stderr } = await shop.reconcile(csv, [], { door: true, answers });
  const read = shop.machine.sent.filter(({ path }) => !path.includes('?')).length;
  expect([code, verdicts(stdout)[0], read, stderr]).toEqual([
    7,
    ['R-0', 'unclear'],
    1000,
    expect.stringContaining('more than 1000 orders that are not paid could be by now'),
  ]);
});

describe('more sales without an order than are searched for one by one', () => {
  const more = Array.from({ length: 201 }, (_, i) => `X-${i},5`).join('\n');
  const csv = `reference,amount\nV-1,10\nV-2,20\n${more}\n`;

  /** V-1 was made days before it was paid. */
  async function shopWithOlder() {
    const shop = new Shop();
    const { machine } = shop;
    const flags = ['--mode', 'hybrid', '--expires', '60h', '--pos', 'EXTERNALPOS019285'];
    const argv = ['create', '--amount', '10', ...flags, '--reference', 'V-1'];
    const id = (await machine.run([...argv, '--field', 'id', '-q'])).stdout.trim();
    machine.pass(2 * 24 * 60 * minute);
    await shop.sell('V-2', '20');
    await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
    return shop;
  }

  test('the days before are read as a whole, and an older order of a sale is found', async () => {
    const shop = await shopWithOlder();
    const { code, stdout } = await shop.reconcile(csv, [], { door: true });
    expect([code, verdicts(stdout).slice(0, 3), shop.machine.sent.length < 10]).toEqual([
      11,
      [
        ['V-1', 'paid'],
        ['V-2', 'paid'],
        ['X-0', 'no_order'],
      ],
      true,
    ]);
  });

  test('where there are too many older orders, that is said, and no sale is without one: 7', async () => {
    const shop = await shopWithOlder();
    // The first search is that of the day; the one of the days before has no end.
    const older = (path: string) => {
      const page = new URL(path, 'http://x').searchParams.get('page');
      const ids = Array.from({ length: 100 }, (_, i) => `ORD${page}-${i}`);
      const data = ids.map((id) => ({ id, status: 'created' }));
      return JSON.stringify({ data, paging: { total_pages: '9999' } });
    };
    let days = 0;
    const isDay = (path: string) => {
      days += path.includes('page=1&') || path.endsWith('page=1') ? 1 : 0;
      return days < 2;
    };
    const answers = (path: string, text: string) =>
      path.startsWith('/v1/orders?') && !isDay(path) ? older(path) : text;
    const { code, stdout, stderr } = await shop.reconcile(csv, [], { door: true, answers });
    expect([code, verdicts(stdout).slice(0, 3), shop.machine.sent.length, stderr]).toEqual([
      7,
      [
        ['V-1', 'not_seen'],
        ['V-2', 'paid'],
        ['X-0', 'not_seen'],
      ],
      102,
      'Warning: not all orders could be seen: older orders could not be searched to the end.\n',
    ]);
  });
});

describe('prints', () => {
  test('CSV with a head, documents, a table, and only what differs', async () => {
    const shop = new Shop();
    const id = await shop.sell('V-1', '10');
    const csv = 'reference,amount\nV-1,10\n"V ""2"", x",20\n';
    const day = ['--day', '2026-11-21'];
    const printed = [
      (await shop.reconcile(csv, ['--csv'])).stdout,
      (await shop.reconcile(csv, ['--json', '--differences', ...day])).stdout,
      (await shop.reconcile(csv, day, { terminal: { columns: 120 } })).stdout,
    ];
    expect(printed).toEqual([
      'verdict,reference,pos,amount,paid,refunded,currency,orders\r\n' +
        `paid,V-1,EXTERNALPOS019285,10,10,0,ARS,${id}\r\n` +
        'no_order,"V ""2"", x",,20,,,,\n',
      `${JSON.stringify({
        ...{ verdict: 'no_order', reference: 'V "2", x', pos: '', amount: '20' },
        ...{ paid: null, refunded: null, currency: '', orders: [], charged_back: null },
        why: null,
      })}\n`,
      'Verdict   Reference  POS                Amount  Paid  Refunded  Currency  Orders\n' +
        `paid      V-1        EXTERNALPOS019285  10      10    0         ARS       ${id}\n` +
        'no_order  V "2", x                      20\n',
    ]);
  });

  test('at 80 columns a line a sale: what is the same once, the orders of what differs below', async () => {
    const shop = new Shop();
    const ids = [
      await shop.sell('V-1', '10.50'),
      await shop.sell('V-2', '20'),
      await shop.sell('V-2', '20'),
    ];
    const csv = 'reference,amount\nV-1,10.50\nV-2,20\nV-3,5\n';
    const day = ['--day', '2026-11-21'];
    const at = (columns: number, ...flags: string[]) =>
      shop.reconcile(csv, [...day, ...flags], { terminal: { columns } });
    const told = 'POS       EXTERNALPOS019285\nCurrency  ARS\n\n';
    expect([(await at(80)).stdout, (await at(80, '--by', 'pos')).stdout]).toEqual([
      told +
        'Verdict     Reference  Amount  Paid\n' +
        'paid        V-1        10.50   10.50\n' +
        'paid_twice  V-2        20      40\n' +
        'no_order    V-3        5\n\n' +
        `V-2  ${ids[2]} ${ids[1]}\n`,
      'POS                Sales  Sold   Paid   Refunded  Net    Currency  Differences\n' +
        'no POS             1      5      0      0         0                1\n' +
        'EXTERNALPOS019285  2      30.50  50.50  0         50.50  ARS       1\n',
    ]);
  });

  test('a reference that tells its sale from others, in a narrow window too', async () => {
    const shop = new Shop();
    await shop.sell('VENTA-1001', '10', { then: 'refund' });
    await shop.sell('VENTA-1002', '1000');
    await shop.sell('VENTA-1004', '1000'); // unknown_to_shop: the longest verdict
    const list = 'reference,amount\nVENTA-1001,10\nVENTA-1002,1000\nVENTA-1003,10\n';
    for (const columns of [50, 60, 80]) {
      const terminal = { columns };
      const { stdout } = await shop.reconcile(list, ['--day', '2026-11-21'], { terminal });
      const told = ['VENTA-1001', 'VENTA-1002', 'VENTA-1003'].filter((one) => stdout.includes(one));
      expect([columns, told.length, stdout.includes('…')]).toEqual([columns, 3, false]);
    }
  });

  test('a word where no POS is known, and the verdicts by their name', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '10');
    const options = { terminal: { columns: 80 } };
    const csv = 'reference,amount\nV-1,10\nV-2,5\n';
    const flags = ['--by', 'pos', '--day', '2026-11-21', '--lang', 'es'];
    const file = join(shop.machine.home, 'sales.csv');
    writeFileSync(file, csv);
    shop.machine.pass(18 * 60 * minute);
    const { stdout, stderr } = await shop.machine.run(['reconcile', file, ...flags], options);
    expect(stdout).toMatch(/^sin caja +1 +5 /m);
    expect(stderr).toContain('Veredictos: 1 paid, 1 no_order.');
    const missing = await shop.machine.run(['reconcile', 'nohay.csv', '--lang', 'es']);
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining('Error: No se puede leer nohay.csv.\n  - No hay un archivo así.\n'),
    ]);
  });

  test('no double where each of two sales of one price has an order of its own', async () => {
    const shop = new Shop();
    const sell = async (reference: string) => {
      const id = await shop.sell(reference, '10');
      shop.machine.pass(-14 * minute); // a minute after the one before
      return id;
    };
    await sell('V-1');
    await sell('V-2');
    const file = join(shop.machine.home, 'sales.csv');
    shop.machine.pass(18 * 60 * minute);
    const notes = async (list: string) => {
      writeFileSync(file, `reference,amount\n${list}`);
      const { stderr } = await shop.machine.run(['reconcile', file, '--day', '2026-11-21']);
      return stderr.split('\n').filter((line) => /^(?:Verdicts|Paid twice)/.test(line));
    };
    expect([
      await notes('V-1,10\nV-2,10\n'),
      (await notes('V-1,10\n')).map((one) => one.slice(0, 41)),
    ]).toEqual([
      ['Verdicts: 2 paid.'],
      ['Verdicts: 1 paid, 1 unknown_to_shop.', 'Paid twice? 2 paid orders are of 10 ARS a'],
    ]);
  });

  test('how many there are of each, and what may be paid twice', async () => {
    const shop = new Shop();
    const ids = [await shop.sell('V-1', '10'), await shop.sell('V-1', '10')];
    const file = join(shop.machine.home, 'sales.csv');
    writeFileSync(file, 'reference,amount\nV-1,10\n');
    const { code, stderr } = await shop.machine.run(['reconcile', file, '--day', 'today']);
    expect([code, stderr.split('\n').slice(-3)]).toEqual([
      11,
      [
        'Verdicts: 1 paid_twice.',
        `Paid twice? 2 paid orders have the reference V-1: ${ids.join(', ')}.`,
        '',
      ],
    ]);
  });
});

describe('a list as spreadsheets write it', () => {
  const text = 'referência;valor\r\nVENDA-1;1.234,56\r\nVENDA-2;24,5\r\n';
  const utf16 = (mark: string, swap: boolean) => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(mark).toBe(swap ? 'fe ff' : 'ff fe');
    return swap ? bytes.swap16() : bytes;
  };

  test.each<[string, Buffer | string]>([
    ['UTF-8 with its mark', `\ufeff${text}`],
    ['UTF-16, as Excel saves Unicode text', utf16('ff fe', false)],
    ['UTF-16, the other way round', utf16('fe ff', true)],
    ['Windows-1252, as Excel saves CSV', Buffer.from(text, 'latin1')],
    ['with the line that tells Excel its mark', `sep=;\r\n${text}`],
    ['with quotes and tabs', text.replaceAll(';', '\t').replaceAll('VENDA-1', '"VENDA-1"')],
    ['with other digits', text.replace('1.234,56', '"$ 1,234.56"').replace('24,5', '24.50')],
    ['with blanks between thousands', text.replace('1.234,56', '1\u00a0234,56 ARS')],
  ])('%s', async (_name, csv) => {
    const shop = new Shop();
    await shop.sell('VENDA-1', '1234.56');
    await shop.sell('VENDA-2', '24.50');
    const { code, stdout } = await shop.reconcile(csv);
    expect([code, verdicts(stdout)]).toEqual([
      0,
      [
        ['VENDA-1', 'paid'],
        ['VENDA-2', 'paid'],
      ],
    ]);
  });

  const bank =
    'Banco Ñ - Extracto de cuenta\r\nCuenta;001-23456/7\r\n\r\n' +
    'Fecha;Nº venta;Débito;Crédito;Saldo\r\n';
  const out = (rows: string) =>
    `Left out: 1 row of money that went out, which is no sale (${rows}).\n`;
  const totals = (rows: string) => `Left out: 1 row of totals, which are no sales (${rows}).\n`;
  test.each<[string, Buffer | string, string]>([
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), ''],
    ['with a pipe between cells', text.replaceAll(';', '|'), ''],
    [
      'of a bank: lines above the head, debits and credits, a total',
      `${bank}21/11;VENDA-1;;1.234,56;1.234,56\r\n21/11;VENDA-9;40,00;0,00;1.194,56\r\n` +
        '21/11;VENDA-2;;24,50;1.219,06\r\nSaldo final;;;;1.219,06\r\n',
      totals('4') + out('2'),
    ],
    ['with a total that is right', `${text}TOTAL;1.259,06\r\n`, totals('3')],
    [
      'with a total that is another one',
      `${text}Total general;1.300,00\r\n`,
      `${totals('3')}Warning: row 3 says 1300.00 in all, and the sales above it come to 1259.06.\n`,
    ],
    [
      'with subtotals',
      text.replace('VENDA-2', 'Subtotal;1.234,56\r\nVENDA-2') + 'Subtotal;24,5\r\nTotais;1.259,06',
      'Left out: 3 rows of totals, which are no sales (2, 4, 5).\n',
    ],
    ['with what was given back', `${text}VENDA-2;-24,50\r\n`, out('3')],
    ['with a minus behind', `${text}VENDA-2;24,50-\r\n`, out('3')],
    ['with what was given back after a D', `${text}VENDA-2;24,50 D\r\n`, out('3')],
    [
      'with a column for what came in and what went out',
      text.replace('valor', 'valor;D/C').replace(/(\d)\r/g, '$1;C\r') + 'VENDA-2;24,50;D\r\n',
      out('3'),
    ],
    [
      'with the names of a report of Mercado Pago',
      text.replace(
        'referência;valor',
        'Código de referência (external_reference);Valor do produto (transaction_amount)',
      ),
      '',
    ],
    [
      'as this tool writes what a spreadsheet could calculate',
      text.replace('VENDA-1', "'VENDA-1"),
      '',
    ],
    ['with what was given back in brackets', `${text}VENDA-2;R$ (24,50)\r\n`, out('3')],
    ['with a currency in the head', text.replace('valor', 'Valor (R$)'), ''],
    ['in capitals', text.replace('referência;valor', 'EXTERNAL_REFERENCE;TRANSACTION_AMOUNT'), ''],
    ['with a number in the head', text.replace('referência;valor', 'Venda Nº;Valor bruto'), ''],
    ['with names that come second', text.replace('referência;valor', 'Pedido;Importe bruto'), ''],
    [
      'with line breaks in a cell',
      text.replace('valor', 'valor;nota').replace('56\r', '56;"a\r\nb; c"\r'),
      '',
    ],
    ...(
      [
        ['Tipo', 'Venta', 'Devolución'],
        ['Tipo de operación', 'Venta', 'Reembolso parcial'],
        ['Type', 'Sale', 'Refund'],
        ['Tipo de transação', 'Venda', 'Estorno'],
        ['Tipo de comprobante', 'Factura B', 'Nota de crédito B'],
        ['Estado', 'Aprobada', 'Anulada'],
        ['Situação', 'Aprovada', 'Cancelada'],
        // A sale that was refunded afterwards is one; so it is paid here.
        ['Status', 'Refunded', 'Voided'],
      ] as const
    ).map(([column, sale, none]): [string, string, string] => [
      `with a column ${column} that says ${none}`,
      `referencia;${column};valor\nVENDA-1;${sale};1.234,56\nVENDA-1;${none};34,56\n` +
        `VENDA-2;${sale};24,5\nVENDA-9;${none};3\n`,
      'Left out: 2 rows of refunds or canceled sales, as they say (2, 4).\n',
    ]),
    [
      'with cells that Excel is to leave alone',
      text.replace('VENDA-1', '="VENDA-1"').replace('24,5', '="24,5"'),
      '',
    ],
  ])('%s', async (_name, csv, told) => {
    const shop = new Shop();
    await shop.sell('VENDA-1', '1234.56');
    await shop.sell('VENDA-2', '24.50');
    shop.machine.pass(18 * 60 * minute);
    const file = join(shop.machine.home, 'sales.csv');
    writeFileSync(file, csv);
    const { code, stdout, stderr } = await shop.machine.run(['reconcile', file]);
    const lines = stderr.split('\n').filter((line) => /^(?:Left out|Warning)/.test(line));
    expect([verdicts(stdout), code, lines.join('\n')]).toEqual([
      [
        ['VENDA-1', 'paid'],
        ['VENDA-2', 'paid'],
      ],
      0,
      told.trimEnd(),
    ]);
  });

  test.each([
    ['in a list that has cents after a comma', 'V-1;1.234\nV-2;5,50\n', [], '1234'],
    ['in a list that has cents after a point', 'V-1;1,234\nV-2;5.50\n', [], '1234'],
    ['where its user says so', 'V-1;1.234\nV-2;5\n', ['--decimal', 'comma'], '1234'],
    ['of millions, which is read in one way', 'V-1;1.234.567\nV-2;5\n', [], '1234567'],
  ])('a thousand without cents, %s', async (_name, list, flags, amount) => {
    const shop = new Shop();
    await shop.sell('V-1', amount);
    const { stdout } = await shop.reconcile(`reference;amount\n${list}`, flags);
    expect(verdicts(stdout)[0]).toEqual(['V-1', 'paid']);
  });
});

test('a currency beside an amount counts, and a reference that is nearly another is told', async () => {
  const shop = new Shop();
  const [first, second, third] = [
    await shop.sell('0012', '24.50'),
    await shop.sell('V-2', '50'),
    await shop.sell('V-3', '60'),
  ];
  const csv = 'reference,amount\n12,24.50\nV-2,US$ 50.00\nV-3,$ 60.00\nV-4,60.00\n';
  shop.machine.pass(18 * 60 * minute);
  const file = join(shop.machine.home, 'sales.csv');
  writeFileSync(file, csv);
  const { code, stdout, stderr } = await shop.machine.run(['reconcile', file]);
  const notes = stderr.split('\n').filter((line) => /^V-|same sale/.test(line));
  expect([code, stdout, notes]).toEqual([
    11,
    'no_order\t12\t\t24.50\t\t\t\t\n' +
      `other_amount\tV-2\tEXTERNALPOS019285\t50.00\t50\t0\tARS\t${second}\n` +
      `paid\tV-3\tEXTERNALPOS019285\t60.00\t60\t0\tARS\t${third}\n` +
      'no_order\tV-4\t\t60.00\t\t\t\t\n' +
      `unknown_to_shop\t0012\tEXTERNALPOS019285\t\t24.50\t0\tARS\t${first}\n`,
    [
      'V-2: the list has it in USD, and it was paid in ARS.',
      `The same sale? The list has 12, and 0012 was paid with 24.50 ARS: ${first}.`,
    ],
  ]);
});

test.each([
  [
    'reference,amount,currency\nV-1,US$ 5,ARS\nV-2,5,ducats\n1.2E+11,5,ARS\n',
    '3 rows are wrong.',
    'Row 2 (line 3 of the file): "ducats" is no currency. Write its code: ARS, BRL, USD.',
  ],
  [
    'reference,amount\nV-1,24.50.1\nV-2,0\n,5\n',
    '3 rows are wrong.',
    'Row 1 (line 2 of the file): "24.50.1" is not an amount.',
  ],
  [
    'reference,amount\nV-1,1.234\n',
    '1 row is wrong.',
    'Row 1 (line 2 of the file): "1.234" can be read in two ways. Write it with its cents, or name the mark before the cents: --decimal comma or point.',
  ],
  [
    'referencia,monto\nV-1,24,50\n',
    '1 row is wrong.',
    'Row 1 (line 2 of the file): It has 3 cells, and the head 2. A cell with a comma in it needs quotes: "24,50".',
  ],
  ['', 'is empty.', 'A list begins with a head: reference,amount.'],

  ['reference,amount\nV-1,5\nV-1,6\n', '1 row is wrong.', 'Row 2: "V-1" stands in row 1 too.'],
  [
    'sale_no,amount\nV-1,5\n',
    'No column is the reference.',
    'Name it with --reference-column. The head has: sale_no, amount.',
  ],
  [
    'reference,amount,total\nV-1,5,5\n',
    'Several columns could be the amount.',
    'Name it with --amount-column.',
  ],
  [
    'reference,amount\n"V-1,5\n',
    '1 row is wrong.',
    'Row 1 (line 2 of the file): Its quotes are wrong: a quote inside a cell is doubled, as in "5"" pipe".',
  ],
  [
    '[{"reference":"V-1","amount":"5"}]',
    'the file is not CSV from here on.',
    'A list begins with a head: reference,amount.',
  ],
  [
    'reference,"amount\nV-1,5\n',
    'the file is not CSV from here on.',
    'Line 1: the opening quote is never closed.',
  ],
])('a list that is wrong is refused, and nothing is sent: %j', async (csv, sentence, detail) => {
  const shop = new Shop();
  const { code, stdout, stderr } = await shop.reconcile(csv, [], { door: true });
  expect([code, stdout, shop.machine.sent]).toEqual([2, '', []]);
  expect(stderr).toContain(sentence);
  expect(stderr).toContain(detail);
  expect(stderr).toMatch(/More about it: `mp-orders help desk`\n$/);
});

describe('a row that is wrong', () => {
  const verdictsAndIds = (stdout: string) =>
    rows(stdout).map((cells) => [cells[1], cells[0], cells.at(-1)]);

  test('is told with its line, and the others are compared: 11', async () => {
    const shop = new Shop();
    const ids = [
      await shop.sell('V-1', '24.50'),
      await shop.sell('V-2', '50'),
      await shop.sell('V-3', '60'),
      await shop.sell('V-4', '70'),
    ];
    const csv = [
      'Ventas de ayer',
      'venta;producto;importe',
      'V-1;5" caño;24,50',
      'V-2;caño;cincuenta',
      '',
      'V-3;"5" caño; 10 mm";60,00',
      'V-4;caño;0',
      'Total;;204,50',
    ].join('\r\n');
    const { code, stdout, stderr } = await shop.reconcile(csv);
    expect([code, verdictsAndIds(stdout)]).toEqual([
      11,
      [
        ['V-1', 'paid', ids[0]],
        ['V-2', 'wrong_row', ids[1]],
        ['V-3', 'wrong_row', ids[2]],
        ['V-4', 'wrong_row', ids[3]],
      ],
    ]);
    expect(stderr).toBe(
      'Warning: not all rows of the list could be read. The others were compared.\n' +
        'Row 2 (line 4 of the file): "cincuenta" is not an amount. Write digits with two decimals after a point, or none: 50 or 24.50.\n' +
        'Row 3 (line 6 of the file): Its quotes are wrong: a quote inside a cell is doubled, as in "5"" pipe".\n' +
        'Row 4 (line 7 of the file): 0 is too small. An amount must be more than 0.\n',
    );
  });

  test.each([
    ['V-1;"5 caño;24,50\nV-2;caño;50\nV-3;caño;60\n', 2],
    ['V-1;"5 caño;24,50\nV-2;5 caño";50\nV-3;caño;60\n', 2],
    ['V-1;"5 caño;24,50\nV-2;"caño; largo";50\nV-3;caño;60\n', 2],
    ['V-1;"5 caño;24,50\nV-2;"2""";50\nV-3;"a\nb";60\n', 2],
  ])('takes no other row with it: %j', async (list, line) => {
    const shop = new Shop();
    for (const [reference, amount] of [
      ['V-1', '24.50'],
      ['V-2', '50'],
      ['V-3', '60'],
    ] as const)
      await shop.sell(reference, amount);
    const { code, stdout, stderr } = await shop.reconcile(`venta;producto;importe\n${list}`);
    const found = verdicts(stdout);
    expect([code, found.filter(([, verdict]) => verdict === 'wrong_row')]).toEqual([
      11,
      expect.arrayContaining([['V-1', 'wrong_row']]) as unknown,
    ]);
    expect(found.map(([reference]) => reference).sort()).toEqual(['V-1', 'V-2', 'V-3']);
    expect(found).toContainEqual(['V-3', 'paid']);
    expect(stderr).toContain(`(line ${line} of the file): Its quotes are wrong`);
  });

  test('whose sale is not named leaves no paid order called unknown to the shop', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '24.50');
    await shop.sell('V-2', '50');
    const csv = 'reference,amount\nV-1,24.50\n1.2E+11,50\n';
    const { code, stdout } = await shop.reconcile(csv);
    expect([code, verdicts(stdout)]).toEqual([
      11,
      [
        ['V-1', 'paid'],
        ['1.2E+11', 'wrong_row'],
        ['V-2', 'unclear'],
      ],
    ]);
  });

  describe('and names no sale', () => {
    const row = 'no sale, and may be of this order';
    test.each([
      ['of its amount', 'V-1,24.50,\n,50,\n', `row 2 of the list names ${row}`],
      [
        'two of them',
        'V-1,24.50,\n,50,\n1.2E+11,50,EXTERNALPOS019285\n',
        'rows 2, 3 of the list name',
      ],
      ['of an amount that cannot be read', 'V-1,24.50,\n,cincuenta,\n', 'row 2'],
      ['of a till in the shop’s own words', 'V-1,24.50,\n,50,Caja 1\n', 'row 2'],
      ['with a cell too many', 'V-1,24.50,\n,60,50,POS,x\n', 'row 2'],
      ['of another amount', 'V-1,24.50,\n,60,\n', null],
      ['of another till', 'V-1,24.50,\n,50,TILL2\n', null],
    ])('%s: the paid order says of which rows it may be', async (_is, list, why) => {
      const shop = new Shop();
      shop.machine.pass(minute);
      await shop.machine.run(['pos', 'create', 'TILL2', '-q']);
      await shop.sell('V-1', '24.50');
      await shop.sell('V-2', '50');
      await shop.sell('V-9', '1', { pos: 'TILL2', then: 'cancel' });
      const { stdout } = await shop.reconcile(`reference,amount,pos\n${list}`, ['--json']);
      const documents = stdout.trim().split('\n');
      const last = JSON.parse(documents.at(-1) ?? '') as Record<string, unknown>;
      expect([last.reference, last.verdict, last.why]).toEqual([
        'V-2',
        ...(why === null
          ? ['unknown_to_shop', null]
          : ['unclear', expect.stringContaining(why) as unknown]),
      ]);
    });

    test('is told with its row for programs too', async () => {
      const shop = new Shop();
      await shop.sell('V-1', '5');
      const csv = 'reference,amount\nV-1,5\n,50\nV-2,x\n';
      const { stdout } = await shop.reconcile(csv, ['--json', '--differences']);
      const lines = stdout.trim().split('\n');
      expect(lines.map((line) => (JSON.parse(line) as { why: string }).why)).toEqual([
        'Row 2 (line 3 of the file): The reference is missing.',
        expect.stringContaining('Row 3 (line 4 of the file): "x" is not an amount.'),
      ]);
    });

    test('in the user’s language, below the list', async () => {
      const shop = new Shop();
      await shop.sell('V-2', '50');
      const file = join(shop.machine.home, 'sales.csv');
      writeFileSync(file, 'reference,amount\nV-1,5\n,50\n');
      shop.machine.pass(18 * 60 * minute);
      const { stderr } = await shop.machine.run(['reconcile', file, '--lang', 'es']);
      expect(stderr).toContain(
        '\nV-2: la fila 2 de la lista no dice de qué venta es, y puede ser de esta orden.\n',
      );
    });
  });

  test('is the sale of its order, wherever the reference stands in it', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '24.50');
    await shop.sell('V-2', '50');
    const csv = 'amount,reference\n24,50,V-1\n50,V-2\n';
    const { code, stdout } = await shop.reconcile(csv);
    expect([code, verdicts(stdout)]).toEqual([
      11,
      [
        ['V-2', 'paid'],
        ['V-1', 'wrong_row'],
      ],
    ]);
  });

  test('is none where it has the sum of all above it, and no word for that', async () => {
    const shop = new Shop();
    await shop.sell('V-1', '24.50');
    await shop.sell('V-2', '50');
    const csv = 'venta;importe\nV-1;24,50\nV-2;50,00\n;74,50\n';
    const { code, stdout } = await shop.reconcile(csv);
    expect([code, verdicts(stdout)]).toEqual([
      0,
      [
        ['V-1', 'paid'],
        ['V-2', 'paid'],
      ],
    ]);
  });

  test('that stands there twice has one line', async () => {
    const shop = new Shop();
    const ids = [await shop.sell('V-1', '24.50'), await shop.sell('V-2', '50')];
    const csv = 'reference,amount\nV-1,24.50\nV-2,50\nV-1,24.50\n';
    const { code, stdout, stderr } = await shop.reconcile(csv, ['--by', 'pos']);
    expect([code, rows(stdout), stderr]).toEqual([
      11,
      [['EXTERNALPOS019285', '1', '50.00', '74.50', '0', '74.50', 'ARS', '1']],
      'Warning: not all rows of the list could be read. The others were compared.\n' +
        'Row 3: "V-1" stands in row 1 too.\n',
    ]);
    expect(ids).toHaveLength(2);
  });
});
