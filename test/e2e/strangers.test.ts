import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { hasProgram } from '../helpers/program.ts';
import { bin, type BinOptions } from '../helpers/run-bin.ts';

/*
 * Clients that nobody here wrote, each with its own code as it is installed, under `sandbox run`: what
 * they ask of the real hosts, the sandbox answers.
 */

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

const under = (command: readonly string[], options?: BinOptions) =>
  bin(['sandbox', 'run', '-q', '--', ...command], options);

/** A test that needs a program. */
const testWith = (program: string) => (hasProgram(program) ? test : test.skip);

describe('Mercado Pago’s SDK for Node', () => {
  test.each(['mercadopago-2', 'mercadopago'])('%s', async (name) => {
    const script = fixture('stranger-mercadopago.js');
    expect(await under([process.execPath, script, name])).toEqual({
      code: 0,
      stdout: '["created","processed","refunded","canceled"]\n',
      stderr: '',
    });
  });
});

describe('Mollie’s client for Node, which trusts a list of authorities of its own', () => {
  test.each(['mollie-3', '@mollie/api-client'])('%s', async (name) => {
    const { code, stdout, stderr } = await under([
      process.execPath,
      fixture('stranger-mollie.js'),
      name,
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      page: ['shop-2', 'shop-1'],
      status: ['created', 'canceled'],
      self: 'https://api.mollie.com/v2/orders/<id>',
    });
  });
});

describe('what comes with Node', () => {
  test.each([
    [
      'fetch',
      'fetch(url, { headers }).then((answer) => answer.json()).then(({ id }) => console.log(id))',
    ],
    [
      'node:https with an agent that trusts others',
      `const https = require('node:https');
       https.get(url, { headers, agent: new https.Agent({ ca: ['none'] }) }, (answer) => {
         let text = '';
         answer.on('data', (part) => (text += part));
         answer.on('end', () => console.log(JSON.parse(text).id));
       })`,
    ],
    [
      'node:tls by itself',
      `const tls = require('node:tls');
       const socket = tls.connect(443, 'api.mercadopago.com', () => {
         socket.write('GET /users/me HTTP/1.1\\r\\nHost: api.mercadopago.com\\r\\nConnection: close\\r\\nAuthorization: ' + headers.authorization + '\\r\\n\\r\\n');
       });
       let text = '';
       socket.on('data', (part) => (text += part));
       socket.on('end', () => console.log(/"id":(\\d+)/.exec(text)[1]))`,
    ],
    [
      'an ES module’s own binding of tls.connect',
      `import('node:tls').then(({ connect }) => {
         const socket = connect({ host: 'api.mercadopago.com', port: 443, ca: ['none'] }, () => {
           console.log(socket.authorized ? 2041100001 : socket.authorizationError);
           socket.end();
         });
       })`,
    ],
  ])('%s', async (_what, code) => {
    const given = `const url = 'https://api.mercadopago.com/users/me';
      const headers = { authorization: 'Bearer ' + process.env.MP_ACCESS_TOKEN };`;
    expect(await under([process.execPath, '-e', `${given} ${code}`])).toEqual({
      code: 0,
      stdout: '2041100001\n',
      stderr: '',
    });
  });
});

describe('what asks a proxy and reads a list of authorities', () => {
  const store = 'https://sandboxstore.vtexcommercestable.com.br/api/oms/pvt/orders?per_page=1';

  testWith('curl')('curl', async () => {
    const signIn =
      '-H "X-VTEX-API-AppKey: $VTEX_APP_KEY" -H "X-VTEX-API-AppToken: $VTEX_APP_TOKEN"';
    const command = `mp-orders sandbox add vtex -q --field status && curl -sS --fail '${store}' ${signIn}`;
    const { code, stdout, stderr } = await under(['sh', '-c', command]);
    const [status, list = ''] = stdout.split('\n');
    const { paging } = JSON.parse(list) as { paging: { total: number } };
    expect([code, stderr, status, paging.total]).toEqual([0, '', 'ready-for-handling', 1]);
  });

  testWith('python3')('Python’s urllib', async () => {
    const script = `
import json, os, urllib.request
request = urllib.request.Request('https://api.mercadopago.com/users/me',
    headers={'Authorization': 'Bearer ' + os.environ['MP_ACCESS_TOKEN']})
print(json.load(urllib.request.urlopen(request))['id'])`;
    expect(await under(['python3', '-c', script])).toEqual({
      code: 0,
      stdout: '2041100001\n',
      stderr: '',
    });
  });
});
