import { describe, expect, test } from '@jest/globals';
import { orderAsAsked } from '../../helpers/orders.ts';
import { run, type Result } from '../../helpers/run.ts';
import { answer, breaks } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/** Creates whose key the order system takes for used: what a search finds, and what it does not. */

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const body =
  '{"type":"qr","total_amount":"50","external_reference":"r-1","config":{"qr":{"external_pos_id":"POS1","mode":"static"}},"transactions":{"payments":[{"amount":"50"}]}}';
const sentAt = '2026-11-21T19:30:00.000Z';
const made = 'ORD00001111222233334444555577';

/** An order as the search tells it. */
const entry = (fields: Record<string, unknown> = {}) =>
  orderAsAsked(body, {
    ...{ id: made, created_date: sentAt },
    config: { qr: { external_pos_id: 'POS1', mode: 'static' } },
    ...fields,
  });

const used = answer(409, {
  errors: [{ code: 'idempotency_key_already_used', message: 'used', details: [] }],
});

/** A machine on which commands run one after another, against what the search finds at the time. */
class Till {
  readonly home = tempHome();
  found: object[] = [];
  posts = 0;
  searches: URL[] = [];
  /** How the next POSTs fare; the last one for good. */
  steps = [breaks('ECONNRESET'), used];

  async run(argv: readonly string[], minutes = 0, stdin?: string): Promise<Result> {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'POST') {
        this.posts += 1;
        return (this.steps.length > 1 ? this.steps.shift()! : this.steps[0]!)(request);
      }
      const url = new URL(request.url);
      const one = this.found.find((order) => url.pathname.endsWith((order as { id: string }).id));
      if (one !== undefined) return answer(200, one)(request);
      this.searches.push(url);
      const { length } = this.found;
      return answer(200, { data: this.found, paging: { total: length, total_pages: 1 } })(request);
    };
    const now = new Date(Date.parse(sentAt) + minutes * 60_000).toISOString();
    return run(argv, { home: this.home, env, fetch, now, stdin });
  }

  async outcomes() {
    const { stdout } = await this.run(['history', '--json'], 1_000);
    const lines = stdout.split('\n').filter(Boolean);
    return lines.map((line) => (JSON.parse(line) as { outcome: string | null }).outcome);
  }
}

const create = ['create', '--amount', '50', '--pos', 'POS1', '--reference', 'r-1'];
const keyed = [...create, '--idempotency-key', 'sale-1'];

describe('a create is found by its reference, amount, point of sale and time', () => {
  test.each<[what: string, found: object[], id: string | undefined]>([
    ['as it was asked for', [entry()], made],
    [
      'beside others of that reference',
      [entry({ id: 'ORD2', total_amount: '51.00' }), entry()],
      made,
    ],
    ['at another point of sale', [entry({ config: { qr: { external_pos_id: 'P2' } } })], undefined],
    ['with another reference', [entry({ external_reference: 'r-2' })], undefined],
    ['with another amount', [entry({ total_amount: '50.01' })], undefined],
    ['of the day before', [entry({ created_date: '2026-11-20T19:30:00.000Z' })], undefined],
    ['twice', [entry(), entry({ id: 'ORD00001111222233334444555588' })], undefined],
    ['not at all', [], undefined],
  ])('%s', async (_what, found, id) => {
    const till = new Till();
    till.found = found;
    const { code, stdout } = await till.run([...create, '--field', 'id', '-q']);
    expect([code, stdout.trim(), await till.outcomes()]).toEqual(
      id === undefined ? [8, '', [null]] : [0, id, ['created']],
    );
  });

  test('in the day of its sending, told on stderr, with nothing about a new key', async () => {
    const till = new Till();
    const open = await till.run([...keyed, '--json']);
    till.found = [entry()];
    const done = await till.run(['order', 'resume'], 5);
    const { search, searchParams } = till.searches.find((one) => one.search !== '')!;
    expect([search.includes('external_reference=r-1'), searchParams.get('begin_date')]).toEqual([
      true,
      '2026-11-21T19:20:00.000Z',
    ]);
    const { error } = JSON.parse(open.stderr) as { error: Record<string, unknown> };
    expect(error).toMatchObject({
      code: 'outcome_unknown',
      exit_code: 8,
      hint: 'It may have been carried out: do not send it under another key.',
      idempotency_key: 'sale-1',
      details: [
        'Mercado Pago answered 409: used',
        'Reference r-1: No such order was found, but that is no proof: the search may not list QR orders.',
      ],
      next: ['mp-orders order resume sale-1', 'mp-orders list --reference r-1'],
    });
    expect([done.code, done.stdout.split('\t').slice(1, 4)]).toEqual([
      0,
      ['create', 'created', made],
    ]);
  });

  test.each(['es', 'pt'])('nor in the words of %s', async (language) => {
    const { stderr } = await new Till().run([...create, '--lang', language]);
    expect(stderr).toMatch(/no lo envíes con otra clave|não envie com outra chave/);
    expect(stderr).not.toMatch(/usa una nueva|use uma nova/);
  });

  test('and is none that another request of this machine has made', async () => {
    const till = new Till();
    till.steps = [answer(201, entry())];
    expect((await till.run([...create, '--idempotency-key', 'sale-0', '-q'])).code).toBe(0);
    till.steps = [breaks('ECONNRESET'), used];
    till.found = [entry()];
    const second = await till.run([...keyed, '-q'], 1);
    expect([second.code, await till.outcomes()]).toEqual([8, [null, 'created']]);
  });

  test('for one of two lost ones, when one order is there', async () => {
    const till = new Till();
    await till.run([...keyed, '-q', '--retries', '0'], 0);
    till.steps = [breaks('ECONNRESET'), used];
    // The very same one is not sent while the first is open; written otherwise it is another.
    const other = create.map((word) => (word === '50' ? '50.00' : word));
    await till.run([...other, '-q', '--retries', '0'], 1);
    till.steps = [used];
    till.found = [entry()];
    const { code, stdout } = await till.run(['order', 'resume', '-q'], 10);
    const told = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[2]);
    expect([code, told]).toEqual([8, ['created', 'unknown']]);
  });
});

describe('a create that was sent while the clock here was behind', () => {
  const later = 26 * 60; // minutes: by then its key is over, by the wrong time that it has
  const lose = async (till: Till, argv: readonly string[]) => {
    till.steps = [breaks('ECONNRESET')];
    await till.run([...argv, '--retries', '0']);
    const { stdout } = await till.run(['history', '--field', 'reference']);
    const created_date = new Date(Date.parse(sentAt) + (later - 5) * 60_000).toISOString();
    till.found = [entry({ created_date, external_reference: stdout.trim() })];
  };

  test('is found by a reference that only this tool makes', async () => {
    const till = new Till();
    await lose(till, create.slice(0, -2));
    const { code, stdout } = await till.run(['order', 'resume', '--json', '-q'], later);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { outcome: 'created', id: made }]);
    expect(await till.outcomes()).toEqual(['created']);
  });

  test('is not taken for an order that may be another sale’s; but that is named', async () => {
    const till = new Till();
    await lose(till, create);
    const { code, stderr } = await till.run(['order', 'resume'], later);
    expect([code, await till.outcomes()]).toEqual([8, ['unknowable']]);
    expect(stderr).toContain(`Reference r-1: ${made} fits, but is made 2026-11-22T21:25:00.000Z`);
    expect((await till.run(['history', '--json'])).stdout).not.toContain(made);
  });
});

describe('a create that no search finds', () => {
  test('ends after the second look, and is told once', async () => {
    const till = new Till();
    const codes: unknown[] = [];
    const look = async (argv: readonly string[], minutes: number) => {
      const { code, stdout } = await till.run([...argv, '-q'], minutes);
      codes.push([code, stdout.split('\t')[2] ?? '', till.posts]);
    };
    await look(keyed, 0);
    await look(['order', 'resume'], 1); // a second look, but the request may be on its way still
    await look(['order', 'resume'], 5);
    await look(['order', 'resume'], 6);
    expect(codes).toEqual([
      [8, '', 2],
      [8, 'unknown', 3],
      [8, 'unknowable', 4],
      [0, '', 4],
    ]);
    expect(await till.outcomes()).toEqual(['unknowable']);
    // The key stands for something that nobody knows: nothing is sent under it any more.
    expect([(await till.run(keyed, 7)).code, till.posts]).toEqual([8, 4]);
  });

  test('ends by the same command too', async () => {
    const till = new Till();
    const codes: number[] = [];
    for (const minutes of [0, 3, 4]) codes.push((await till.run(keyed, minutes)).code);
    expect([codes, till.posts, new Set(await till.outcomes())]).toEqual([
      [8, 8, 8],
      3,
      new Set(['unknowable']),
    ]);
  });
});

describe('a batch row whose key is taken for used', () => {
  const rows = '{"amount":"50","pos":"POS1","reference":"r-1","mode":"static"}\n';
  const batch = ['create', '--from', '-', '--batch', 'b', '-q'];
  const rowOf = ({ code, stdout }: Result) => {
    const { outcome, id, error } = JSON.parse(stdout) as {
      outcome: string;
      id?: string;
      error?: { exit_code: number };
    };
    return [code, outcome, id ?? error?.exit_code];
  };

  test('is created, when the same batch finds it', async () => {
    const till = new Till();
    const first = rowOf(await till.run(batch, 0, rows));
    till.found = [entry()];
    const second = rowOf(await till.run(batch, 1, rows));
    const third = rowOf(await till.run(batch, 2, rows));
    expect([first, second, third, till.posts]).toEqual([
      [11, 'unknown', 8],
      [0, 'created', made],
      [0, 'already_created', made],
      3,
    ]);
  });

  test('ends as unknown, when no search finds it', async () => {
    const till = new Till();
    const told: unknown[] = [];
    for (const minutes of [0, 5, 6, 7]) told.push(rowOf(await till.run(batch, minutes, rows)));
    expect([told, till.posts, new Set(await till.outcomes())]).toEqual([
      Array.from({ length: 4 }, () => [11, 'unknown', 8]),
      3,
      new Set(['unknowable']),
    ]);
  });
});
