/* eslint-disable no-control-regex -- control characters are what is looked for */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { orderId, wireOrder } from '../helpers/orders.ts';
import { run, type Result } from '../helpers/run.ts';
import { answer, scriptedFetch } from '../helpers/scripted-fetch.ts';
import { tempHome } from '../helpers/temp-home.ts';
import { runs } from './runs.ts';

const esc = '\u001b';

/** Text as no order system should write it; its colours are none of this tool's. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...[`${esc}[8m`, `${esc}[41m`, `${esc}]0;x\u0007`, `${esc}[2J`, `${esc}P`, `${esc}c`],
      ...['\u009b5m', '\u0085', '\r', '\b', '\u0000', '\u007f', '\t', '\n', esc],
      ...['\u200b', '\u200d', '\u202e', '\u2066', '\ufeff', '\u00ad', '\u2028', '\u{e0041}'],
      ...['a', '50.00', ' ', 'ñ', '寿司', '👩‍💻', '`mp-orders cancel`', '{"a":1}'],
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostile,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostile, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** An order with hostile values in its documented fields and beside them. */
const anyOrder = fc
  .record(
    {
      status: fc.oneof(hostile, fc.constantFrom('created', 'processed', 'canceled')),
      ...{ status_detail: hostile, external_reference: hostile, description: hostile },
      ...{ currency: hostile, total_amount: hostile, expiration_time: hostile, user_id: hostile },
      ...{ country_code: hostile, created_date: hostile, last_updated_date: hostile },
      items: fc.array(fc.record({ title: hostile, unit_price: hostile }), { maxLength: 2 }),
      config: fc.record({ qr: fc.record({ external_pos_id: hostile, mode: hostile }) }),
      type_response: fc.record({ qr_data: hostile }),
      other: anyJson,
    },
    { requiredKeys: [] },
  )
  .map((fields) => wireOrder(fields));

const anyError = fc.record({
  errors: fc.array(fc.record({ code: hostile, message: hostile, details: fc.array(hostile) }), {
    minLength: 1,
    maxLength: 2,
  }),
});

type Reply = [status: number, body: unknown, headers: Record<string, string>];

const anyReply: fc.Arbitrary<Reply> = fc.oneof(
  anyOrder.map((order): Reply => [200, order, {}]),
  anyOrder.map((order): Reply => [200, { data: [order], paging: {} }, {}]),
  anyJson.map((body): Reply => [200, body, {}]),
  hostile.map((body): Reply => [200, body, {}]),
  fc.tuple(fc.constantFrom(400, 401, 404, 409, 500), anyError).map((of): Reply => [...of, {}]),
  fc.tuple(fc.constantFrom(403, 502), hostile).map((of): Reply => [...of, {}]),
);

const home = tempHome();
mkdirSync(home, { recursive: true });
writeFileSync(
  join(home, 'config.json'),
  JSON.stringify({ defaults: { description: `d${esc}[8mx\u200b`, pos: `P${esc}[41m` } }),
);
const batchFile = join(home, `e${esc}[8mRED\u202e.csv`);
writeFileSync(batchFile, `amount,reference\n5,r${esc}[8m\n5x,q\n`);

const commands: readonly (readonly string[])[] = [
  ['get', orderId],
  ['get', orderId, '--all'],
  ['get', orderId, '--json'],
  ['get', orderId, '--field', 'description'],
  ['get', orderId, '--field', 'status', '--field', 'other'],
  ['get', orderId, '--debug'],
  ['get', orderId, '--debug=curl'],
  ['list'],
  ['list', '--json'],
  ['watch', orderId, '--timeout', '3s'],
  ['explain', orderId],
  ['api', 'get', '/x'],
  ['api', 'get', '/x', '--debug', '--json'],
  ['create', '--amount', '5', '--reference', 'r', '--pos', 'P', '--mode', 'dynamic'],
  ['create', '--from', batchFile, '--mode', 'dynamic'],
  ['cancel', orderId, '--yes'],
  ['refund', orderId, '--yes'],
  ['pos', 'list'],
  ['history'],
  ['order', 'resume', '--list'],
  ['config', 'get', 'description'],
  ['config', 'list'],
  ['get', `ORD${esc}[8m\u200b`],
  ['get', orderId, '--profile', `p${esc}[8m`],
  ['get', orderId, '--base-url', `ftp://${esc}[8m`],
  ['list', `--${esc}[8m`],
];

/** What a terminal must not get: this tool writes no colours but these. */
const own = new RegExp(`${esc}\\[(?:[0-2]|22|3[1-9]|9[0-7]|10[0-7]|4[07]|[34]8;5;\\d+|;)*m`, 'g');
const forbidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]/;

function onATerminal(argv: readonly string[], reply: Reply, colors: boolean): Promise<Result> {
  const { fetch } = scriptedFetch(answer(...reply));
  const env = {
    ...{ MP_ACCESS_TOKEN: 'APP_USR-1-2-3-4', TERM: 'dumb' },
    ...(colors ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  };
  const terminal = { columns: 80, colorDepth: 4 };
  return run([...argv, '--retries', '0'], { home, env, fetch, terminal, errorsToo: true });
}

test('whatever an order system, a file, a name or a config says, a terminal is not driven by it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...commands),
      anyReply,
      fc.boolean(),
      async (argv, reply, colors) => {
        const { code, stdout, stderr } = await onATerminal(argv, reply, colors);
        const seen = (stdout + stderr).replace(own, '');
        expect([argv, forbidden.exec(seen)?.[0]]).toEqual([argv, undefined]);
        expect([argv, code === 1]).toEqual([argv, false]);
      },
    ),
    runs(200),
  );
});

test.each(commands.map((argv) => [argv]))('a terminal is not driven: %j', async (argv) => {
  const text = `a${esc}[8mb${esc}]0;t\u0007\u009b5m\u200bc`;
  const order = wireOrder({
    description: text,
    external_reference: text,
    other: [text, { [text]: 1 }],
  });
  const replies: Reply[] = [
    [200, order, {}],
    [200, text, {}],
    [400, { errors: [{ code: text, message: text, details: [text] }] }, {}],
    [500, text, {}],
  ];
  for (const reply of replies) {
    const { stdout, stderr } = await onATerminal(argv, reply, true);
    expect((stdout + stderr).replace(own, '')).not.toMatch(forbidden);
  }
});

test('off a terminal data comes as it is', async () => {
  const text = `a${esc}[8m\u200bb\u202e`;
  const { fetch } = scriptedFetch(answer(200, wireOrder({ description: text })));
  const options = { home, env: { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-4' }, fetch };
  const { stdout } = await run(['get', orderId, '--field', 'description', '-q'], options);
  expect(stdout).toBe(`${text}\n`);
  const { stdout: json } = await run(['get', orderId, '--json', '-q'], options);
  expect((JSON.parse(json) as { description: string }).description).toBe(text);
});
