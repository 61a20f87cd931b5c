import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { run, type RunOptions } from '../../helpers/run.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const id = 'ORD01J67CQQH5904WDBVZEM4JMEP3';
const requestId = '2066ca19-c6f1-498a-be75-1923005edd06';
const ts = '1742505638683';
const secret = 'a1b2c3d4e5f60718';
/** By `openssl dgst -sha256 -hmac` over the documented template. */
const v1 = '756d8fbd1d361af86afefb9687168f921e9e9731729129f3795a31158128770e';
const now = '2025-03-20T21:20:40.000Z';

const hmac = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('hex');
const signed = (text: string, at = ts) => `ts=${at},v1=${hmac(text)}`;

interface Asked {
  signature?: string;
  query?: string;
  request?: string | null;
}

/** The words of a `webhook verify` of a request. */
const words = ({ signature, query = `data.id=${id}&type=order`, request = requestId }: Asked) => [
  ...['webhook', 'verify', '--url', `/hook?${query}`],
  ...(signature === undefined ? [] : ['--header', `x-signature: ${signature}`]),
  ...(request === null ? [] : ['--header', `X-Request-Id: ${request}`]),
];

const env = { MP_ORDERS_WEBHOOK_SECRET: secret };
const verify = (asked: Asked, options: RunOptions = {}, more: string[] = []) =>
  run([...words(asked), ...more], { env, now, ...options });

const template = `id:${id};request-id:${requestId};ts:${ts};`;
const right = { signature: `ts=${ts},v1=${v1}` };

describe('a signature that is right', () => {
  test('is told with the spelling that matched', async () => {
    expect(await verify(right)).toEqual({
      code: 0,
      stdout: [
        'Signature   valid',
        `data.id     ${id}, signed as received, not lower-cased`,
        'ts          2025-03-20T21:20:38.683Z, in ms (1 s ago)',
        `Request id  ${requestId}`,
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  const seconds = ts.slice(0, -3);
  const table: [string, Asked, object][] = [
    ['as received, in ms', right, { id_case: 'as_received', ts_unit: 'ms' }],
    [
      'lower-cased',
      { signature: signed(template.replace(id, id.toLowerCase())) },
      { id_case: 'lower' },
    ],
    [
      'in seconds',
      { signature: signed(`id:${id};request-id:${requestId};ts:${seconds};`, seconds) },
      { ts_unit: 's', signed_at: '2025-03-20T21:20:38.000Z' },
    ],
    [
      'without a request id, its label left out',
      { request: null, signature: signed(`id:${id};ts:${ts};`) },
      { request_id: null },
    ],
    [
      'without an id, its label left out',
      { query: 'type=order', signature: signed(`request-id:${requestId};ts:${ts};`) },
      { id: null, id_case: 'no_id' },
    ],
    [
      'of the panel’s simulator',
      { query: 'data.id=123456', signature: signed(`id:123456;request-id:${requestId};ts:${ts};`) },
      { id: '123456', id_case: 'same' },
    ],
    [
      'with parts turned round, blanks and capitals',
      { signature: `v1=${v1.toUpperCase()} , ts=${ts}` },
      {},
    ],
    ['in a URL that has a query of its own', { ...right, query: `client=till&data.id=${id}` }, {}],
  ];
  test.each(table)('is one %s', async (_what, asked, document) => {
    const { code, stdout, stderr } = await verify(asked, {}, ['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, ...document });
  });
});

describe('a signature that is wrong says why', () => {
  const lowered = { query: `data.id=${id.toLowerCase()}` };
  const withBody = { stdin: '' };
  const table: [string, Asked, string, string][] = [
    ['none', {}, 'webhook_unsigned', 'no x-signature'],
    [
      'a time beyond all dates',
      { signature: `ts=9999999999999999,v1=${v1}` },
      'webhook_malformed',
      'its ts=9999999999999999 is not a time in seconds or ms',
    ],
    ['microseconds', { signature: `ts=${ts}000,v1=${v1}` }, 'webhook_malformed', 'not a time in'],
    ['no time', { signature: `ts=0,v1=${v1}` }, 'webhook_malformed', 'its ts=0 is not a time in'],
    ['no digits', { signature: `ts=now,v1=${v1}` }, 'webhook_malformed', 'ts=<digits>'],
    ['half of it', { signature: `ts=${ts},v1=${v1.slice(1)}` }, 'webhook_malformed', '64 hex'],
    ['two of a part', { signature: `ts=${ts},v1=${v1},v1=${v1}` }, 'webhook_malformed', 'twice'],
    [
      'two ids',
      { ...right, query: `data.id=${id}&data.id=ORD2` },
      'webhook_malformed',
      'data.id came twice',
    ],
    ['a query made lower', { ...right, ...lowered }, 'webhook_id_case', `signed is ${id}`],
    [
      'a request id that is lost',
      { signature: signed(`id:${id};ts:${ts};`) },
      'webhook_template',
      'without the request id',
    ],
    [
      'the other unit',
      { signature: signed(template.replace(ts, ts.slice(0, -3))) },
      'webhook_template',
      'in seconds, while x-signature says ms',
    ],
    [
      'no ; at the end',
      { signature: signed(template.slice(0, -1)) },
      'webhook_template',
      'without the ;',
    ],
    [
      'no id',
      { signature: signed(`request-id:${requestId};ts:${ts};`) },
      'webhook_template',
      'without the id',
    ],
    [
      'another secret',
      { signature: `ts=${ts},v1=${hmac(template, 'another-secret')}` },
      'webhook_secret',
      'not made with this secret',
    ],
    ['another order', { ...right, query: 'data.id=ORD2' }, 'webhook_secret', 'not made with'],
  ];
  test.each(table)('%s', async (_what, asked, code, message) => {
    const result = await verify(asked, withBody, ['--json']);
    const { error } = JSON.parse(result.stderr) as { error: { message: string } };
    expect({ ...result, stderr: error }).toMatchObject({
      code: 3,
      stdout: '',
      stderr: { code, message: expect.stringContaining(message) as unknown, exit_code: 3 },
    });
    expect(result.stderr).not.toContain(secret);
  });

  test('a clock, either way, and not when any age will do', async () => {
    const late = await verify(right, { now: '2025-03-20T23:20:40.000Z' });
    expect(late).toMatchObject({ code: 3, stdout: '' });
    expect(late.stderr).toMatch(/its clock is not: ts says 2025-03-20T21:20:38.683Z .* 2 h behind/);
    const early = await verify(right, { now: '2025-03-20T21:00:00.000Z' });
    expect(early.stderr).toMatch(/20 min 39 s ahead of this machine’s clock/);
    const wide = await verify(right, { now: '2025-03-20T23:20:40.000Z' }, ['--max-age', '3h']);
    const any = await verify(right, { now: '2026-03-20T23:20:40.000Z' }, ['--any-age']);
    expect([wide.code, any.code]).toEqual([0, 0]);
  });
});

describe('a recorded request', () => {
  const body = JSON.stringify({ action: 'order.processed', data: { id } });
  const http = [
    `POST /hook?data.id=${id}&type=order HTTP/1.1`,
    'Host: example.com',
    `X-Signature: ts=${ts},v1=${v1}`,
    `X-Request-Id: ${requestId}`,
    '',
    body,
  ];
  const headers = { 'x-signature': `ts=${ts},v1=${v1}`, 'x-request-id': requestId };
  const json = { url: `https://example.com/hook?data.id=${id}`, headers, body };
  test.each([
    ['HTTP, lines ended as HTTP does', http.join('\r\n')],
    ['HTTP, lines ended as a text file does', http.join('\n')],
    ['JSON', JSON.stringify(json)],
    ['JSON with headers as pairs', JSON.stringify({ ...json, headers: Object.entries(headers) })],
  ])('is read as %s', async (_form, stdin) => {
    const { code, stdout } = await run(['webhook', 'verify', '--field', 'id'], { env, now, stdin });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${id}\n` });
  });

  test('whose id stands in the body alone says so', async () => {
    const stdin = http.join('\n').replace(/\?\S+/, '');
    const result = await run(['webhook', 'verify'], { env, now, stdin });
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('it is signed with data.id of the body');
  });

  test.each(['data_id', 'data[id]', 'id'])(
    'whose id is called %s in the query says so',
    async (name) => {
      const stdin = http
        .join('\n')
        .replace('data.id=', `${encodeURIComponent(name)}=`)
        .replace(body, '{}');
      const result = await run(['webhook', 'verify'], { env, now, stdin });
      expect([result.code, result.stderr]).toEqual([
        3,
        expect.stringContaining(`it is signed with ${name} of the query`),
      ]);
    },
  );

  test('whose body names another id than is signed is warned of', async () => {
    const asked = (bodyId: string) =>
      run(['webhook', 'verify', '--json'], {
        ...{ env, now },
        stdin: JSON.stringify({ ...json, body: JSON.stringify({ data: { id: bodyId } }) }),
      });
    const same = await asked(id.toLowerCase());
    expect([same.code, same.stderr]).toEqual([0, '']);
    const other = await asked('ORD2');
    expect([other.code, JSON.parse(other.stdout)]).toEqual([
      0,
      expect.objectContaining({ id, body_id: 'ORD2' }),
    ]);
    expect(other.stderr).toBe(
      'Warning: the body names ORD2, and the signature does not cover it: read the order of data.id of the query, or none.\n',
    );
  });

  test.each([
    ['nothing', ''],
    ['something else', 'hello\nworld'],
    ['no URL', '{"headers":{}}'],
    ['broken JSON', '{"url":'],
    ['a line that is no header', 'POST /x HTTP/1.1\nnothing here\n\n'],
  ])('that is %s is wrong usage', async (_what, stdin) => {
    const result = await run(['webhook', 'verify'], { env, now, stdin });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('does not hold a recorded request');
  });
});

describe('the secret', () => {
  test.each([
    ['the first', `${secret},another-secret`],
    ['the last', `another-secret, ${secret}`],
  ])('may be several, of which %s fits; none of them is shown', async (_which, several) => {
    const options = { env: { MP_ORDERS_WEBHOOK_SECRET: several } };
    expect((await verify(right, options)).code).toBe(0);
    const shown = await verify({ ...right, request: secret }, options, ['--debug']);
    expect(shown.code).toBe(3);
    expect(`${shown.stdout}${shown.stderr}`).not.toContain(secret);
  });

  test('of several says why the one that is right does not do', async () => {
    const options = { env: { MP_ORDERS_WEBHOOK_SECRET: `another-secret,${secret}` } };
    const late = await verify(right, { ...options, now: '2025-03-21T21:20:40.000Z' });
    expect(late.stderr).toContain('The signature is right, but its clock is not');
    const none = await verify(
      { signature: `ts=${ts},v1=${hmac(template, 'a-third-secret')}` },
      options,
    );
    expect(none.stderr).toContain('The signature was not made with this secret');
  });

  test('none of several is in quotes or too short', async () => {
    for (const wrong of [`${secret},`, `${secret},short`, `"${secret}",${secret}`]) {
      const { code, stderr } = await verify(right, { env: { MP_ORDERS_WEBHOOK_SECRET: wrong } });
      expect([code, stderr.includes('is not the secret of a webhook')]).toEqual([2, true]);
    }
  });

  test('comes from stdin, or from the config, where it is not shown', async () => {
    const home = tempHome();
    const fromStdin = await verify(right, { env: {}, stdin: `${secret}\n` }, ['--secret', '-']);
    expect(fromStdin.code).toBe(0);
    const set = await run(['config', 'set', 'webhook-secret', '-'], { home, stdin: `${secret}\n` });
    expect(set).toEqual({ code: 0, stdout: '', stderr: 'webhook-secret is set\n' });
    const listed = await run(['config', 'list'], { home });
    expect(listed.stdout).toBe('webhook-secret\t***\n');
    expect((await verify(right, { home, env: {} })).code).toBe(0);
  });

  test.each([
    ['--secret', secret],
    [`--secret=${secret}`, ''],
  ])('is refused as an argument: %s', async (...typed) => {
    const more = typed.filter((word) => word !== '');
    const result = await verify(right, {}, more);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('--secret is not taken as an argument');
    expect(result.stderr).not.toContain(secret);
  });

  test.each([
    ['is missing', words(right), {}, 'There is no secret'],
    ['is no word', words(right), { MP_ORDERS_WEBHOOK_SECRET: 'two words' }, 'is not the secret'],
    ['is in quotes', words(right), { MP_ORDERS_WEBHOOK_SECRET: `"${secret}"` }, 'without quotes'],
    ['is to come with the request', ['webhook', 'verify', '--secret', '-'], env, 'both'],
    ['has no URL to be used on', ['webhook', 'verify', '--header', 'a: b'], env, 'needs --url'],
    ['is for no header', [...words(right), '--header', 'x'], env, 'this is not a header'],
    ['is for no URL', ['webhook', 'verify', '--url', 'x'], env, 'neither a URL nor a path'],
    ['is for no age', [...words(right), '--max-age', '1 year'], env, 'is not a duration'],
  ])('%s: wrong usage', async (_what, argv, env, message) => {
    const result = await run(argv, { env: { ...env }, now });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain('two words');
  });
});
