import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, shell, startBin, tempFolder } from '../helpers/run-bin.ts';
import { createOrder, serveSandbox } from '../helpers/served-sandbox.ts';

/** The commands of docs/webhooks.md, run as they stand there, but for ports, ids and files of a test. */
const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const commands = [...page.matchAll(/```sh\n(.*?)\n```/gs)].map(([, command = '']) => command);
const commandWith = (words: string) => commands.find((one) => one.includes(words)) ?? 'exit 99';
const env = { MP_ORDERS_WEBHOOK_SECRET: 'a1b2c3d4e5f60718' };

/** A command's words for `startBin`, with these in place of those of the page. */
const wordsOf = (command: string, changes: Record<string, string>) =>
  Object.entries(changes)
    .reduce((text, [from, to]) => text.replace(from, to), command)
    .split(' ')
    .slice(1);

test('the page has five commands', () => {
  expect(commands.map((command) => command.split(' ').slice(1, 3).join(' '))).toEqual([
    ...['sandbox serve', 'webhook verify', 'webhook listen', 'webhook send'],
    'watch ORD01J67CQQH5904WDBVZEM4JMEP3',
  ]);
});

test('what the sandbox sends, a saved request is verified', async () => {
  const app = await localServer(json(200, {}));
  const home = tempFolder();
  const serve = wordsOf(commandWith('sandbox serve'), {
    'http://127.0.0.1:3000': app.url,
    '--port 4010': '--port 0',
  });
  const child = startBin(serve, { home, env });
  const url = await child.line();
  const id = await createOrder({
    url,
    env: { MP_ACCESS_TOKEN: (await servedKeys(url)).MP_ACCESS_TOKEN ?? '' },
  });
  await fetch(`${url}/_sandbox/orders/${id}/pay`, { method: 'POST' });
  await app.arrived(1);
  const [request] = app.received;
  const folder = tempFolder();
  writeFileSync(`${folder}/request.txt`, JSON.stringify(request));
  const verified = await shell(commandWith('webhook verify'), { cwd: folder, env });
  expect(verified).toMatchObject({ code: 0, stderr: '' });
  expect(verified.stdout).toContain(id);
});

const servedKeys = async (url: string) =>
  ((await (await fetch(`${url}/_sandbox/`)).json()) as { keys: Record<string, string> }).keys;

test('what is sent is received', async () => {
  const sandbox = await serveSandbox();
  const id = await createOrder(sandbox);
  const all = { ...sandbox.env, ...env };
  const child = startBin(wordsOf(commandWith('webhook listen'), { '4011': '0' }), { env: all });
  const { url } = JSON.parse(await child.line()) as { url: string };
  const example = { ORD01J67CQQH5904WDBVZEM4JMEP3: id, 'http://127.0.0.1:4011': url };
  expect((await bin(wordsOf(commandWith('webhook send'), example), { env: all })).code).toBe(0);
  expect(JSON.parse(await child.line(2))).toMatchObject({ id, verified: true, again: false });
});

test('a watch ends by a notification', async () => {
  const sandbox = await serveSandbox();
  const id = await createOrder(sandbox);
  const all = { ...sandbox.env, ...env };
  const example = { ORD01J67CQQH5904WDBVZEM4JMEP3: id, '4011': '0' };
  const child = startBin(wordsOf(commandWith('--webhook-port'), example), { env: all });
  await child.line();
  const [url = ''] = /http:\/\/[\d.:]+/.exec(child.printed.stderr) ?? [];
  await fetch(`${sandbox.url}/_sandbox/orders/${id}/pay`, { method: 'POST' });
  const words = ['webhook', 'send', 'order.processed', id, '--to', url];
  expect((await bin(words, { env: all })).code).toBe(0);
  expect((await child.ended).code).toBe(0);
});
