import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFaultSwitch } from '../../../src/sandbox/faults/switch.ts';
import { type ServedSandbox, serveSandbox } from '../../../src/sandbox/serve.ts';
import { testSandbox } from './test-sandbox.ts';

let served: ServedSandbox;

beforeAll(async () => {
  const faults = openFaultSwitch({ sleep: async () => undefined });
  faults.write({ faults: ['* *: 503'] }); // meets requests to the APIs, and not the page
  const monotonic = () => 0;
  const allowHosts = ['sandbox.example'];
  served = await serveSandbox(testSandbox().sandbox, {
    ...{ port: 0, faults, monotonic, allowHosts, token: 'secret' },
  });
});
afterAll(() => served.close());

interface Got {
  status: number | undefined;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** With any Host, which fetch does not send. */
const ask = (headers: Record<string, string> = {}, path = '/', method = 'GET') =>
  new Promise<Got>((resolve, reject) => {
    get(served.url, { path, headers, method }, (answer) => {
      text(answer).then(
        (body) => resolve({ status: answer.statusCode, headers: answer.headers, body }),
        reject,
      );
    }).on('error', reject);
  });

const hash = (content: string) =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

describe('GET / of a served sandbox', () => {
  test('is a page that needs nothing from elsewhere, and whose policy names its own script only', async () => {
    const { status, headers, body } = await ask();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(body) ?? [];
    const [, script = ''] = /<script>([^]*?)<\/script>/.exec(body) ?? [];
    expect(style.length).toBeGreaterThan(1000);
    expect(script.length).toBeGreaterThan(10_000);
    expect(headers['content-security-policy']).toBe(
      [
        "default-src 'none'",
        `script-src ${hash(script)}`,
        `style-src ${hash(style)}`,
        "connect-src 'self'",
        'img-src data:',
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ].join('; '),
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    const outside = body
      .replace(script, '')
      .match(/(?:src|href)=(?!"data:)\S+|url\([^)]*\)|@import/gi);
    expect(outside).toBeNull();
    expect(body.replace(script, '')).not.toMatch(/\son\w+=|style=/);
    expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|outerHTML|document\.write/);
    // What others' code says may not leave the page.
    expect(script.match(/https?:\/\/(?!www\.w3\.org)[^"'`\s]+/g)).toBeNull();
  });

  test.each([
    ['es-AR,es;q=0.9,en;q=0.8', 'es'],
    ['fr, pt-BR;q=0.5, en;q=0.3', 'pt'],
    ['fr;q=0.9, en;q=0.1, es;q=0', 'en'],
    ['de', 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['<script>', 'en'],
  ])('speaks what %j wishes for: %s', async (wishes, language) => {
    const { headers, body } = await ask({ 'accept-language': wishes });
    expect(headers['content-language']).toBe(language);
    expect(body).toContain(`<html lang="${language}">`);
  });

  test.each<[string, Record<string, string>, number]>([
    ['a name of this machine', { host: 'localhost:4010' }, 200],
    ['a name below localhost', { host: 'a.localhost' }, 200],
    ['a name that was allowed', { host: 'sandbox.example:80' }, 200],
    ['another name: DNS rebinding', { host: 'evil.example' }, 503],
    ['a name of a real system, which has no such page', { host: 'api.mollie.com' }, 503],
  ])('under %s', async (_, headers, status) => {
    const got = await ask(headers);
    expect(got.status).toBe(status);
    expect(got.body.includes('<script>')).toBe(status === 200);
  });

  test('is no page under any other path, nor for what is no GET', async () => {
    expect((await ask({}, '/index.html')).status).toBe(503);
    expect((await ask({}, '//')).status).toBe(503);
    expect(await ask({}, '/', 'POST')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
    expect(await ask({}, '/', 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect((await ask({}, '/?from=bookmark')).status).toBe(200);
  });

  test('tells nothing of the sandbox: what it shows is asked for with the token', async () => {
    const { body } = await ask();
    expect(body).not.toContain('secret');
    expect(body).not.toMatch(/APP_USR-|vtexappkey/);
    expect((await ask({}, '/_sandbox/events')).status).toBe(401);
    expect((await ask({ host: 'evil.example' }, '/_sandbox/events')).status).toBe(421);
  });
});
