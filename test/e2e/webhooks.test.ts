import { describe, expect, test } from '@jest/globals';
import { json, localServer, type Received } from '../helpers/local-server.ts';
import { bin } from '../helpers/run-bin.ts';
import { createOrder, serveSandbox } from '../helpers/served-sandbox.ts';

/** A request as `webhook verify` reads it. */
const recorded = ({ method, url, headers, body }: Received): string =>
  [
    `${method} ${url} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`),
    '',
    body,
  ].join('\r\n');

const pay = (url: string, id: string) =>
  fetch(`${url}/_sandbox/orders/${id}/pay`, { method: 'POST' });

describe('a served sandbox', () => {
  test('tells of a payment, signed with the secret that it prints', async () => {
    const receiver = await localServer(json(200, {}));
    const served = await serveSandbox({ flags: ['--webhook', `${receiver.url}/hook`] });
    const [, secret = ''] =
      /MP_ORDERS_WEBHOOK_SECRET=([0-9a-f]{64})/.exec(served.child.printed.stderr) ?? [];
    const id = await createOrder(served);
    await pay(served.url, id);
    await receiver.arrived(1);
    const [request] = receiver.received;
    const input = recorded(request!);
    const env = { MP_ORDERS_WEBHOOK_SECRET: secret };
    expect(await bin(['webhook', 'verify', '--field', 'id'], { env, input })).toEqual({
      code: 0,
      stdout: `${id}\n`,
      stderr: '',
    });
    const other = { MP_ORDERS_WEBHOOK_SECRET: 'f'.repeat(64) };
    const refused = await bin(['webhook', 'verify', '--json'], { env: other, input });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'webhook_secret' } });
    const sent = await fetch(`${served.url}/_sandbox/webhooks/sent`);
    expect(await sent.json()).toMatchObject({ sent: [{ order: id, status: 200 }] });
  });

  // Types of the two versions are the same here; each is its own code, unmodified.
  test.each([
    ['mercadopago', ['--webhook-as', 'seconds']],
    ['mercadopago-2', ['--webhook-as', 'lower-id']], // 2.x lower-cases the id, and reads ts as ms
  ])('is believed by the SDK %s with %j, and not what another signed', async (name, flags) => {
    const { WebhookSignatureValidator } = (await import(name)) as typeof import('mercadopago');
    const receiver = await localServer(json(200, {}));
    const served = await serveSandbox({
      flags: ['--webhook', receiver.url, '--webhook-fault', 'forged', ...flags],
    });
    const [, secret = ''] =
      /MP_ORDERS_WEBHOOK_SECRET=([0-9a-f]{64})/.exec(served.child.printed.stderr) ?? [];
    await pay(served.url, await createOrder(served));
    await receiver.arrived(2);
    const verdicts = receiver.received.map(({ url, headers }) => {
      try {
        WebhookSignatureValidator.validate({
          xSignature: headers['x-signature'],
          xRequestId: headers['x-request-id'],
          dataId: new URL(url, receiver.url).searchParams.get('data.id'),
          ...{ secret, toleranceSeconds: 300 },
        });
        return 'valid';
      } catch (error) {
        return (error as { reason?: string }).reason;
      }
    });
    expect(verdicts).toEqual(['SignatureMismatch', 'valid']);
  });

  test('is told by its control API where webhooks go, to this machine only', async () => {
    const receiver = await localServer(json(200, {}));
    const served = await serveSandbox();
    const put = async (body: object) => {
      const url = `${served.url}/_sandbox/webhooks`;
      const answer = await fetch(url, { method: 'PUT', body: JSON.stringify(body) });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await put({ url: 'https://example.com/hook' })).toMatchObject({
      status: 400,
      body: { error: { code: 'webhook_host_not_allowed' } },
    });
    const secret = 'a1b2c3d4e5f60718';
    expect(await put({ url: receiver.url, secret, as: ['seconds'] })).toEqual({
      status: 200,
      body: { url: receiver.url, as: ['seconds'], faults: [] },
    });
    const id = await createOrder(served);
    await pay(served.url, id);
    await receiver.arrived(1);
    expect(receiver.received[0]?.headers['x-signature']).toMatch(/^ts=\d{10},/);
    expect((await put({ url: null })).body).toEqual({ as: ['seconds'], faults: [] });
  });

  test.each([
    [['--webhook', 'https://example.com/hook'], 'to this machine only'],
    [['--webhook', 'http://127.0.0.1:3000', '--webhook-secret', 'a1b2c3d4e5'], 'as an argument'],
    [['--webhook', 'http://127.0.0.1:3000', '--webhook-fault', 'odd'], 'is not a webhook fault'],
    [
      ['--webhook', 'http://127.0.0.1:3000', '--webhook-as', 'odd'],
      'is not a form of a notification',
    ],
    [['--webhook-secret', '-'], 'needs --webhook'],
    [['--webhook-allow', 'https://x'], 'not a name of a host'],
  ])('is not started with %j', async (flags, message) => {
    const result = await bin(['sandbox', 'serve', '--port', '0', ...flags]);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain('a1b2c3d4e5');
  });
});

describe('sandbox run', () => {
  /** Sells, is paid, and goes on until the sandbox has told somebody of it. */
  const program = `
    const base = process.env.MP_ORDERS_BASE_URL;
    const ask = async (path, body, headers = {}) =>
      (await fetch(base + path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) })).json();
    const order = { type: 'qr', external_reference: 'run', config: { qr: { external_pos_id: 'EXTERNALPOS019285' } },
      transactions: { payments: [{ amount: '50.00' }] } };
    const headers = { authorization: 'Bearer ' + process.env.MP_ACCESS_TOKEN, 'x-idempotency-key': 'run' };
    (async () => {
      const { id } = await ask('/v1/orders', order, headers);
      await ask('/_sandbox/orders/' + id + '/pay', {});
      while ((await ask('/_sandbox/webhooks/sent')).sent.length === 0);
      console.log(id, process.env.MP_ORDERS_WEBHOOK_SECRET);
    })();`;
  const run = (flags: readonly string[], env: Record<string, string> = {}) =>
    bin(['sandbox', 'run', ...flags, '--', process.execPath, '-e', program], { env });

  test.each([
    ['made', {}, /^[0-9a-f]{64}$/],
    ['the user’s own', { MP_ORDERS_WEBHOOK_SECRET: 'a1b2c3d4e5f60718' }, /^a1b2c3d4e5f60718$/],
  ])('tells a URL, signed with a secret that the program has: %s', async (_, env, expected) => {
    const receiver = await localServer(json(200, {}));
    const { code, stdout, stderr } = await run(['--webhook', `${receiver.url}/hook`], env);
    const [id = '', secret = ''] = stdout.trim().split(' ');
    expect([code, secret]).toEqual([0, expect.stringMatching(expected)]);
    expect(stderr).not.toContain(secret);
    const verified = await bin(['webhook', 'verify', '--field', 'id'], {
      env: { MP_ORDERS_WEBHOOK_SECRET: secret },
      input: recorded(receiver.received[0]!),
    });
    expect(verified).toEqual({ code: 0, stdout: `${id}\n`, stderr: '' });
  });

  test.each([
    [['--webhook', 'https://example.com/hook'], 'to this machine only'],
    [['--webhook-secret', '-'], 'needs --webhook'],
    [['--webhook', 'http://127.0.0.1:3000', '--webhook-fault', 'odd'], 'is not a webhook fault'],
  ])('does not start the program with %j', async (flags, message) => {
    const result = await run(flags);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(message);
  });
});
