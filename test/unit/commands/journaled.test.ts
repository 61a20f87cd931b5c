import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { contentOf } from '../../../src/journal/journal.ts';
import { systems } from '../../../src/providers/systems.ts';
import { sandboxProfiles } from '../../../src/sandbox/profiles.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/** What an outcome's line holds besides what came of the request. */
const ofJournal = {
  id: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
  sent_at: '2026-11-21T19:30:00.000Z',
  sum: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown,
};

interface File {
  mode: number;
  text: string;
}

/** What is on disk of the journal at this moment. */
function filesOf(home: string): File[] {
  return ['open', 'settled'].flatMap((part) => {
    const folder = join(home, 'journal', part);
    let names: string[] = [];
    try {
      names = readdirSync(folder);
    } catch {
      // There is no such folder yet.
    }
    return names.map((name) => {
      const path = join(folder, name);
      return { mode: statSync(path).mode & 0o777, text: readFileSync(path, 'utf8') };
    });
  });
}

type Line = Record<string, unknown>;

const linesOf = (files: readonly File[]): Line[] =>
  files.flatMap(({ text }) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line),
  );

/** Every token and key that an account of the sandbox has. */
const secrets = systems.flatMap((system) =>
  sandboxProfiles.flatMap(({ keys }) => system.secrets.flatMap(({ name }) => keys[name] ?? [])),
);

describe('before a change is sent, all of it is on disk', () => {
  const create = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--reference', 'r-1'];

  /** The command line of each change, by the id of an order that it can be made to. */
  const changes: readonly (readonly [
    what: string,
    add: readonly [system: string, status?: string],
    argv: (id: string) => readonly string[],
    facts: (id: string) => Line,
  ])[] = [
    [
      'create, Mercado Pago',
      ['mercadopago'],
      () => create,
      () => ({ action: 'create', reference: 'r-1', repeatable: true }),
    ],
    [
      'cancel, Mercado Pago',
      ['mercadopago'],
      (id) => ['cancel', id],
      (id) => ({ action: 'cancel', order: id, repeatable: true }),
    ],
    [
      'refund, Mercado Pago',
      ['mercadopago', 'processed'],
      (id) => ['refund', id],
      (id) => ({ action: 'refund', order: id, repeatable: true }),
    ],
    [
      'cancel, Mollie',
      ['mollie'],
      (id) => ['cancel', id],
      (id) => ({ action: 'cancel', order: id, repeatable: false }),
    ],
    [
      'refund, Mollie',
      ['mollie', 'paid'],
      (id) => ['refund', id],
      (id) => ({ action: 'refund', order: id, repeatable: true }),
    ],
    [
      'cancel, VTEX',
      ['vtex'],
      (id) => ['cancel', id, '--reason', 'out of stock'],
      (id) => ({ action: 'cancel', order: id, repeatable: false }),
    ],
    [
      'any other request',
      ['mercadopago'],
      () => ['api', 'post', '/v1/orders/x/y', '--data', '{"a": [1]}'],
      () => ({ action: 'api', repeatable: false }),
    ],
  ];

  test.each(changes)(
    '%s: the key, the exact bytes, and no secret',
    async (_what, add, argv, facts) => {
      const machine = new SandboxMachine();
      const [system, status] = add;
      const { id } = await machine.add(
        system,
        ...(status === undefined ? [] : ['--status', status]),
      );
      let found: File[] | undefined;
      await machine.run([...argv(id), '-q', '--retries', '0'], {
        door(method) {
          if (method !== 'GET') found ??= filesOf(machine.home);
          return undefined;
        },
      });
      const sent = machine.sent.find(({ method }) => method !== 'GET')!;
      const { body, method, path, headers } = sent;
      const key = headers['x-idempotency-key'] ?? headers['idempotency-key'];
      expect(linesOf(found ?? [])).toEqual([
        {
          kind: 'sent',
          account: expect.any(String),
          // A key of Mollie does not tell whose it is.
          ...(system === 'mollie' && { account_id: 'pfl_Sandbox001' }),
          at: '2026-11-21T19:30:00.000Z',
          key: key ?? expect.stringMatching(/^[0-9a-f-]{36}$/),
          provider: system,
          profile: expect.stringMatching(/^sandbox/),
          base_url: 'http://127.0.0.1:4010',
          sent_by: 'ana@caja1',
          method,
          path,
          ...(body !== '' && { body }),
          ...facts(id),
          id: expect.stringMatching(/^[0-9a-f]{12}$/),
          content: contentOf({ method, path, body }),
          sum: expect.stringMatching(/^[0-9a-f]{8}$/),
        },
      ]);
      const [file] = found ?? [];
      expect(file?.mode).toBe(0o600);
      const text = filesOf(machine.home)
        .map((one) => one.text)
        .join('');
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(text).not.toMatch(/authorization|bearer|user-agent|x-vtex-api/i);
    },
  );

  test('that is, none of the secrets of three systems', () => {
    expect(new Set(secrets).size).toBeGreaterThanOrEqual(4);
  });
});

test.each([
  ['its profile’s', 'https://a.example.org/', 'https://a.example.org'],
  ['the order system’s own', undefined, 'https://api.mercadopago.com'],
])('the host is written down where it is %s', async (_what, base_url, host) => {
  const home = tempHome();
  const shop = { provider: 'mercadopago', token: 'APP_USR-test-token', base_url };
  const config = JSON.stringify({ profile: 'shop', profiles: { shop } });
  writeFileSync(join(home, 'config.json'), config, { mode: 0o600 });
  const { fetch } = scriptedFetch(answer(200, wireOrder({ status: 'canceled' })));
  await run(['cancel', orderId, '-q'], { home, fetch });
  const [sent] = linesOf(filesOf(home)).filter(({ kind }) => kind === 'sent');
  expect(sent).toMatchObject({ profile: 'shop', base_url: host });
});

describe('what came of it is written down', () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
  const error = (code: string) => ({ errors: [{ code, message: code, details: [] }] });
  const refusal = (status: number, code: string) => answer(status, error(code));
  const page = answer(200, '<!doctype html><title>Sign in</title>', {
    'content-type': 'text/html',
  });
  const key = '00000000-0000-4000-8000-000000000001';

  async function settlementsAfter(steps: readonly Step[]) {
    const home = tempHome();
    const { fetch } = scriptedFetch(...steps);
    const { code } = await run(['cancel', orderId, '-q'], { home, env, fetch });
    const lines = linesOf(filesOf(home));
    return { code, settled: lines.filter(({ kind }) => kind === 'settled') };
  }

  const known: readonly (readonly [what: string, code: number, steps: Step[], facts: Line])[] = [
    [
      'success',
      0,
      [answer(200, wireOrder({ status: 'canceled' }))],
      { outcome: 'canceled', order: orderId, status: 'canceled', request_id: 'req-1' },
    ],
    [
      'success, after a loss',
      0,
      [breaks('ECONNRESET'), answer(200, wireOrder({ status: 'canceled' }))],
      { outcome: 'canceled', order: orderId, status: 'canceled', request_id: 'req-1' },
    ],
    [
      'a refusal',
      3,
      [refusal(400, 'invalid_path_param')],
      { outcome: 'refused', code: 'invalid_path_param', http_status: 400, request_id: 'req-1' },
    ],
    [
      'a refusal for its state',
      6,
      [refusal(409, 'cannot_cancel_order')],
      { outcome: 'refused', code: 'cannot_cancel_order', http_status: 409, request_id: 'req-1' },
    ],
    [
      'a refusal for its state, after a loss, of an order that was paid',
      6,
      [
        breaks('ECONNRESET'),
        refusal(409, 'cannot_cancel_order'),
        answer(200, wireOrder({ status: 'processed' })),
      ],
      { outcome: 'refused', code: 'cannot_cancel_order', http_status: 409, request_id: 'req-1' },
    ],
    [
      'a refusal without a word, where nothing was lost',
      5,
      [answer(404, '')],
      { outcome: 'refused', code: 'http_404', http_status: 404, request_id: 'req-1' },
    ],
    [
      'a refusal of the credentials',
      4,
      [refusal(401, 'unauthorized')],
      { outcome: 'refused', code: 'unauthorized', http_status: 401, request_id: 'req-1' },
    ],
    [
      'no such order',
      5,
      [refusal(404, 'order_not_found')],
      { outcome: 'refused', code: 'order_not_found', http_status: 404, request_id: 'req-1' },
    ],
    ['no connection', 7, [breaks('ECONNREFUSED')], { outcome: 'not_sent', code: 'unreachable' }],
    [
      'too many requests',
      7,
      [refusal(429, 'too_many_requests')],
      { outcome: 'not_sent', code: 'too_many_requests', http_status: 429, request_id: 'req-1' },
    ],
    [
      'a redirect',
      7,
      [answer(302, '', { location: 'https://example.org/' })],
      { outcome: 'not_sent', code: 'unexpected_redirect', http_status: 302, request_id: 'req-1' },
    ],
  ];

  test.each(known)('%s', async (_what, code, steps, facts) => {
    const found = await settlementsAfter(steps);
    expect(found).toEqual({
      code,
      settled: [{ kind: 'settled', at: expect.any(String), key, ...facts, ...ofJournal }],
    });
  });

  const lost: readonly (readonly [what: string, steps: Step[]])[] = [
    ['a lost answer', [breaks('ECONNRESET')]],
    ['an answer of 500', [refusal(500, '500')]],
    ['a page in place of an answer', [page]],
    ['a loss, and then a refused connection', [breaks('ECONNRESET'), breaks('ECONNREFUSED')]],
    ['a loss, and then too many requests', [breaks('ECONNRESET'), refusal(429, 'too_many')]],
    ['a loss, and then refused credentials', [breaks('ECONNRESET'), refusal(401, 'unauthorized')]],
    [
      'a loss, and then a refusal for its state, of an order that cannot be read',
      [breaks('ECONNRESET'), refusal(409, 'cannot_cancel_order')],
    ],
    ['a loss, and then a refusal without a word', [breaks('ECONNRESET'), answer(404, '')]],
    ['a loss, and then a proxy’s refusal', [breaks('ECONNRESET'), answer(409, '<h1>Blocked</h1>')]],
  ];

  test.each(lost)('not when nobody knows: %s', async (_what, steps) => {
    expect(await settlementsAfter(steps)).toEqual({ code: 8, settled: [] });
  });
});

describe('what cannot be written down', () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };

  test('is not sent', async () => {
    const home = tempHome();
    writeFileSync(join(home, 'journal'), 'a file in its place');
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder({ status: 'canceled' })));
    const { code, stdout, stderr } = await run(['cancel', orderId, '-q'], { home, env, fetch });
    expect({ code, stdout, asked }).toEqual({ code: 2, stdout: '', asked: [] });
    expect(stderr).toContain('cannot be written to the journal');
    expect(stderr).toContain('Nothing was sent.');
  });
});
