import { expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin } from '../helpers/run-bin.ts';

const id = 'ORD01J67CQQH5904WDBVZEM4JMEP3';
const secret = 'a1b2c3d4e5f60718';
const env = { MP_ORDERS_WEBHOOK_SECRET: secret };

const send = (to: string, flags: readonly string[] = []) =>
  bin(['webhook', 'send', 'order.processed', id, '--to', to, ...flags], { env });

test.each([
  [[], `${id}, signed as received, not lower-cased`, 'in ms'],
  [['--id-case', 'lower', '--ts', 's'], `${id}, signed lower-cased`, 'in s'],
])('a notification that is sent with %j is verified', async (flags, idLine, unit) => {
  const app = await localServer(json(200, {}));
  const sent = await send(`${app.url}/hook?key=1`, flags);
  expect(sent).toMatchObject({ code: 0, stderr: '' });
  expect(sent.stdout).toMatch(/^order\.processed of ORD\w+ to http:\S+: answered 200 in \d+ ms\n$/);
  const [{ url = '', headers = {}, body = '' } = {}] = app.received;
  expect(url).toBe(`/hook?key=1&data.id=${id}&type=order`);
  expect(JSON.parse(body)).toMatchObject({ action: 'order.processed', data: { id } });
  const input = JSON.stringify({ url, headers, body });
  const verified = await bin(['webhook', 'verify'], { env, input });
  expect(verified).toMatchObject({ code: 0, stderr: '' });
  expect(verified.stdout).toContain(idLine);
  expect(verified.stdout).toContain(unit);
});

test('an order of Mollie is posted as Mollie does, unsigned', async () => {
  const app = await localServer(json(200, {}));
  const words = ['webhook', 'send', 'order.expired', 'ord_8wmqcHMN4U', '--to', app.url];
  expect((await bin(words)).code).toBe(0);
  expect(app.received).toMatchObject([{ body: 'id=ord_8wmqcHMN4U', url: '/' }]);
});

test('what is answered otherwise, or not at all, has an exit code of its own', async () => {
  const app = await localServer(json(401, {}));
  const refused = await send(app.url, ['--json']);
  expect(refused).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(refused.stdout)).toMatchObject({ id, status: 401 });
  const nobody = await send('http://127.0.0.1:1/hook');
  expect(nobody).toMatchObject({ code: 7, stdout: '' });
  expect(nobody.stderr).toContain('ECONNREFUSED');
});

test.each([
  [['order.processed', id, '--to', 'https://shop.example.com/hook'], 'to this machine only'],
  [['order.processed', id, '--to', 'http://localhost.example.com/'], 'to this machine only'],
  [['order.processed', id, '--to', 'http://u:p@127.0.0.1/'], 'not a URL'],
  [['order.odd', id, '--to', 'http://127.0.0.1:1/'], 'no event of an order'],
  [['order.processed', '../x', '--to', 'http://127.0.0.1:1/'], 'id'],
  [
    ['order.processed', id, '--to', 'http://127.0.0.1:1/', '--ts', 'h'],
    '--ts: "h" is not one of the choices',
  ],
  [['order.processed', id, '--to', 'http://127.0.0.1:1/', '--id-case', 'x'], '--id-case'],
  [['order.processed', id, '--to', 'http://127.0.0.1:1/', '--secret', secret], 'as an argument'],
])('is wrong usage, and sends nothing: %j', async (words, message) => {
  const result = await bin(['webhook', 'send', ...words], { env });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(message);
  expect(result.stderr).not.toContain(secret);
});
