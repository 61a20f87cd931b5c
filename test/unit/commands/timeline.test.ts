import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine, type MachineOptions } from '../../helpers/sandbox-machine.ts';

const minute = 60_000;

interface Sold {
  pos?: string;
  reference?: string;
  amount?: string;
  pay?: boolean;
}

/** Makes an order of a till, and pays it unless told otherwise. */
async function sell(
  machine: SandboxMachine,
  { reference = 'V-1', amount = '24.50', pos = 'EXTERNALPOS019285', pay = true }: Sold = {},
): Promise<string> {
  const flags = ['--mode', 'dynamic', '--pos', pos, '--reference', reference];
  const argv = ['create', '--amount', amount, ...flags, '--field', 'id', '-q'];
  const id = (await machine.run(argv)).stdout.trim();
  if (pay) await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  return id;
}

interface Told {
  timeline: { at: string; source: string; event: string; [name: string]: unknown }[];
  paid_twice: { id: string; by: string }[];
  same_reference: { id: string }[];
  others_unseen: string | null;
}

const factsOf = async (machine: SandboxMachine, id: string, options?: MachineOptions) => {
  const { stdout } = await machine.run(['explain', id, '--json', '-q'], options);
  return (JSON.parse(stdout) as { facts: Told }).facts;
};

/** The lines under the title of the timeline, one each. */
const happened = (stdout: string, title = 'What happened'): string[] => {
  const [, after = ''] = stdout.split(`${title}\n`);
  return (after.split('\n\n')[0] ?? '').replace(/\n +/g, ' ').split('\n').filter(Boolean);
};

/** Leaves the sandbox, and nothing of what was sent: another machine's desk looks at it. */
const forget = ({ home }: SandboxMachine) =>
  rmSync(join(home, 'journal'), { recursive: true, force: true });

const wide = { terminal: { columns: 300 } };

describe('explain and get tell what was sent from here about an order, in clock time', () => {
  test.each([
    ['delayed:1m', 'refunded'],
    ['failing:1m', 'failed'],
  ])('how a refund ended that was begun: %s', async (how, end) => {
    const machine = new SandboxMachine();
    await machine.run(['sandbox', 'refunds', how, '-q'], { plain: true });
    const id = await sell(machine);
    await machine.run(['refund', id, '-q']);
    const refundLine = async () =>
      happened((await machine.run(['explain', id], wide)).stdout)
        .find((line) => line.includes('Refund of'))
        ?.replace(/^.*?(Refund[^;]*);.*$/, '$1');
    const before = await refundLine();
    machine.pass(2 * minute);
    expect([before, await refundLine()]).toEqual([
      'Refund of all that was left: requested, not through yet',
      `Refund of all that was left: ${end}`,
    ]);
  });

  test('which cancel the seller denied, and which one the order was canceled by (support-desk A2)', async () => {
    const machine = new SandboxMachine();
    const add = ['sandbox', 'add', 'vtex', '--status', 'handling', '--denies', '--delay', '1m'];
    const id = (await machine.run([...add, '--field', 'orderId', '-q'])).stdout.trim();
    const cancels = async () =>
      happened((await machine.run(['explain', id], wide)).stdout)
        .filter((line) => line.includes('Cancel'))
        .map((line) => line.replace(/^\S+ +/, '').replace(/;.*/, ''));
    await machine.run(['cancel', id, '--yes', '-q']);
    const before = await cancels();
    machine.pass(2 * minute);
    const denied = await cancels();
    await machine.run(['cancel', id, '--yes', '--confirm-second', '-q']);
    machine.pass(2 * minute);
    expect([before, denied, await cancels()]).toEqual([
      ['Cancel: requested, not through yet'],
      ['Cancel: denied', 'Cancel denied'],
      ['Cancel: denied', 'Cancel denied', 'Cancel: canceled'],
    ]);
  });

  test('who created it, when it was paid, which refund was refused and which was not', async () => {
    const machine = new SandboxMachine();
    const id = await sell(machine);
    machine.pass(minute);
    const by = { operator: 'luis@mesa2' };
    await machine.run(['refund', id, '--amount', '90', '-q'], by);
    machine.pass(minute);
    await machine.run(['refund', id, '--amount', '10', '-q'], by);
    const told = [
      expect.stringMatching(
        /^16:30:00 {2}Create of 24\.50 ARS: created; from here, by ana@caja1; request id [0-9a-f-]{36}$/,
      ),
      // The order forgot it with its refund: its payment tells.
      '16:30:00  Paid',
      expect.stringMatching(
        /^16:31:00 {2}Refund of 90 ARS: refused \(refund_amount_exceeds\); from here, by luis@mesa2; request id /,
      ),
      expect.stringMatching(/^16:32:00 {2}Refund of 10 ARS: refunded; from here, by luis@mesa2; /),
    ];
    const explained = await machine.run(['explain', id], wide);
    const got = await machine.run(['get', id], wide);
    expect([happened(explained.stdout), happened(got.stdout)]).toEqual([told, told]);
    const { timeline } = await factsOf(machine, id);
    expect(timeline[1]).toEqual({
      at: '2026-11-21T15:30:00.000-04:00',
      ...{ source: 'order', event: 'paid', elsewhere: false },
    });
    expect(timeline[2]).toEqual({
      at: '2026-11-21T19:31:00.000Z',
      ...{ source: 'journal', event: 'refund', amount: '90', order: id, outcome: 'refused' },
      ...{ code: 'refund_amount_exceeds', settled_at: '2026-11-21T19:31:00.000Z' },
      request_id: expect.any(String),
      key: expect.any(String),
      sent_by: 'luis@mesa2',
      times: 1,
    });
  });

  test('a create that was sent again under its key, and a refund, once each', async () => {
    const machine = new SandboxMachine();
    const lost = { door: (method: string) => (method === 'POST' ? ('after' as const) : undefined) };
    const sale = ['create', '--amount', '24.50', '--mode', 'dynamic', '--pos', 'EXTERNALPOS019285'];
    const keyed = [...sale, '--idempotency-key', 'sale-1', '--retries', '0', '--field', 'id', '-q'];
    const codes: number[] = [];
    for (const door of [lost, lost, { door: true as const }]) {
      codes.push((await machine.run(keyed, door)).code);
      machine.pass(minute);
    }
    const id = (await machine.run(keyed, { door: true })).stdout.trim();
    await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
    machine.pass(minute);
    const refund = ['refund', id, '--idempotency-key', 'back-1', '--retries', '0', '-q'];
    for (const door of [lost, { door: true as const }]) {
      codes.push((await machine.run(refund, door)).code);
    }
    expect(codes).toEqual([8, 8, 0, 8, 0]);
    const told = (await machine.run(['explain', id], wide)).stdout;
    expect(happened(told)).toEqual([
      expect.stringMatching(
        /^16:30:00 {2}Create of 24\.50 ARS: created; from here, by ana@caja1; request id \S+; sent 3 times under one key$/,
      ),
      '16:33:00  Paid',
      expect.stringMatching(
        /^16:34:00 {2}Refund of all that was left: refunded; from here, by ana@caja1; request id \S+; sent 2 times under one key$/,
      ),
    ]);
    const { timeline } = await factsOf(machine, id);
    expect(timeline.map(({ event, times }) => [event, times])).toEqual([
      ...[
        ['create', 3],
        ['paid', undefined],
        ['refund', 2],
      ],
    ]);
    const report = await machine.run(['report', id]);
    const [, sent = ''] = report.stdout.split('## What was sent from here\n\n');
    expect(sent.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/ create: created, .*key sale-1, sent 3 times$/),
      expect.stringMatching(/ refund: refunded, .*key back-1, sent 2 times$/),
      '',
    ]);
    const history = await machine.run(['history'], { plain: true, terminal: { columns: 120 } });
    const outcomes = history.stdout
      .trimEnd()
      .split('\n')
      .map((line) => / {2}(\S+(, .*)?)$/.exec(line)?.[1]);
    expect(outcomes).toEqual([
      ...['Outcome', 'refunded', 'refunded, sent again'],
      ...['created', 'created, sent again', 'created, sent again'],
    ]);
  });

  test('who canceled it (support-desk B17), in the user’s language', async () => {
    const machine = new SandboxMachine();
    const id = await sell(machine, { pay: false });
    machine.pass(minute);
    await machine.run(['cancel', id, '-q'], { operator: 'eva@caja3' });
    const { stdout } = await machine.run(['explain', id, '--lang', 'es'], wide);
    expect(happened(stdout, 'Qué pasó').at(-1)).toMatch(
      /^16:31:00 {2}Cancelación: cancelada; desde aquí, por eva@caja3; id de solicitud /,
    );
  });

  test.each([
    ['en', 'What happened', 'Paid'],
    ['es', 'Qué pasó', 'Pagada'],
    ['pt', 'O que aconteceu', 'Pago'],
  ])('when it was paid is a line of its own words, in %s', async (lang, title, paid) => {
    const machine = new SandboxMachine();
    const id = await sell(machine);
    const { stdout } = await machine.run(['explain', id, '--lang', lang], wide);
    expect(happened(stdout, title)[1]).toBe(`16:30:00  ${paid}`);
  });

  test('that nobody did it from here, where it was done elsewhere', async () => {
    const machine = new SandboxMachine();
    const id = await sell(machine, { pay: false });
    await machine.run(['cancel', id, '-q']);
    forget(machine);
    const { stdout } = await machine.run(['explain', id], wide);
    expect(happened(stdout).at(-1)).toMatch(
      /^16:30:00 {2}Canceled; not from here: this machine’s journal has no such request$/,
    );
    // `get` shows the order’s own times among its facts already.
    expect((await machine.run(['get', id], wide)).stdout).not.toContain('What happened');
  });

  test('a request without an outcome, with what settles it', async () => {
    const machine = new SandboxMachine();
    const id = await sell(machine);
    const lost = ['refund', id, '--idempotency-key', 'R-1', '--retries', '0', '-q'];
    await machine.run(lost, { door: (method) => (method === 'POST' ? 'after' : undefined) });
    const { stdout } = await machine.run(['explain', id], { ...wide, door: true });
    expect(happened(stdout).find((line) => line.includes('Refund of all'))).toContain(
      'outcome not known; settle it with: mp-orders order resume R-1',
    );
  });

  test('nothing of another order, though a batch of others was sent', async () => {
    const machine = new SandboxMachine();
    await sell(machine, { reference: 'V-0' });
    const id = await sell(machine, { reference: 'V-2', amount: '9' });
    expect((await factsOf(machine, id)).timeline.map(({ event }) => event)).toEqual([
      'create',
      'paid',
    ]);
  });
});

describe('paid orders that may be one sale are seen from either of them', () => {
  test('and are settled for nobody, until one of them is refunded, which is told', async () => {
    const machine = new SandboxMachine();
    const first = await sell(machine);
    const second = await sell(machine);
    const told = async () => {
      const { stdout } = await machine.run(['explain', first, '-q']);
      const { stdout: json } = await machine.run(['explain', first, '--json', '-q']);
      const { explanations } = JSON.parse(json) as {
        explanations: { name: string; mover: string; next: string[] }[];
      };
      const beside = stdout.split('\n').find((line) => line.includes(second));
      return [
        explanations.map(({ name, mover }) => `${name} ${mover}`),
        explanations[0]?.next,
        /Refunded .*(?=\))/g.exec(beside ?? '')?.[0] ?? '',
      ];
    };
    const twice = ['paid_twice shop', 'processed shop', 'accredited shop'];
    const look = [`mp-orders explain ${second} --sandbox`];
    const seen = [await told()];
    await machine.run(['refund', second, '--amount', '20', '-q']);
    seen.push(await told());
    await machine.run(['refund', second, '-q']);
    const { stdout } = await machine.run(['explain', first, '-q']);
    expect(seen).toEqual([
      [twice, look, ''],
      [twice, look, 'Refunded 20.00 ARS'],
    ]);
    expect(stdout).toMatch(
      new RegExp(`^Same reference +${second} \\(refunded, .*, Refunded 24\\.50 ARS\\)$`, 'm'),
    );
    expect(stdout).toContain('Whose move     nobody: it is settled');
  });

  test('of one reference, whichever machine made them', async () => {
    const machine = new SandboxMachine();
    const first = await sell(machine);
    machine.pass(3 * 60 * minute);
    const second = await sell(machine);
    forget(machine);
    const explained = await factsOf(machine, first);
    const got = await machine.run(['get', second], { terminal: { columns: 200 } });
    expect([explained.paid_twice.map(({ id, by }) => [id, by]), explained.others_unseen]).toEqual([
      [[second, 'reference']],
      null,
    ]);
    expect(got.stderr).toContain(`Paid twice? ${first} (processed, 24.50 ARS, `);
  });

  test.each([
    ['within ten minutes', 9, {}, true],
    ['later', 11, {}, false],
    ['of another amount', 1, { amount: '24.51' }, false],
    ['at another POS', 1, { pos: 'CAJA2' }, false],
    ['that nobody paid', 1, { pay: false }, false],
  ])('of one POS and amount: %s', async (_name, minutes, other, isDouble) => {
    const machine = new SandboxMachine();
    await machine.run(['sandbox', 'pos', 'add', 'CAJA2', '-q'], { plain: true });
    const first = await sell(machine);
    machine.pass(minutes * minute);
    const second = await sell(machine, { reference: 'V-2', ...other });
    const told = async (id: string) => (await factsOf(machine, id)).paid_twice.map(({ id }) => id);
    expect([await told(first), await told(second)]).toEqual(
      isDouble ? [[second], [first]] : [[], []],
    );
  });

  test('an order that was not paid names the one of its reference that was (B4)', async () => {
    const machine = new SandboxMachine();
    const lost = await sell(machine, { pay: false });
    const paid = await sell(machine);
    const { stdout } = await machine.run(['explain', lost, '--lang', 'es'], wide);
    expect(stdout).toMatch(new RegExp(`^Misma referencia +${paid} \\(processed, `, 'm'));
    expect((await factsOf(machine, lost)).same_reference.map(({ id }) => id)).toEqual([paid]);
  });

  test('that the search cannot show them is said, and is no error', async () => {
    const machine = new SandboxMachine();
    const id = await sell(machine);
    const isSearch = (path: string) => path.startsWith('/v1/orders?');
    const empty = JSON.stringify({ data: [], paging: { total: '0', total_pages: '0' } });
    const notListed = await machine.run(['explain', id, '-q'], {
      ...wide,
      door: true,
      answers: (path, text) => (isSearch(path) ? empty : text),
    });
    const explainUnseen = (...flags: string[]) =>
      machine.run(['explain', id, '-q', '--retries', '0', ...flags], {
        ...wide,
        door: true,
        answers: (path, text) => (isSearch(path) ? 'no page' : text),
      });
    const failed = await explainUnseen();
    expect([notListed.code, failed.code]).toEqual([0, 0]);
    expect(notListed.stdout).toContain('the provider’s search does not list this order');
    expect(failed.stdout).toContain('could not be looked for: The server answered ');
    const inSpanish = await explainUnseen('--lang', 'es');
    expect(inSpanish.stdout).toContain(': El servidor respondió ');
  });

  test('what the search leaves out and the journal knows is read by its id', async () => {
    const machine = new SandboxMachine();
    const first = await sell(machine);
    const second = await sell(machine);
    const { paid_twice: found } = await factsOf(machine, first, {
      door: true,
      answers: (path, text) =>
        path.startsWith('/v1/orders?') ? text.replaceAll(second, `${second}X`) : text,
    });
    expect(found.map(({ id }) => id)).toContain(second);
  });
});
