import { expect, test } from '@jest/globals';
import { bin, startBin } from '../helpers/run-bin.ts';
import { createOrder, serveSandbox } from '../helpers/served-sandbox.ts';

const secret = 'a1b2c3d4e5f60718';

const pay = (url: string, id: string) =>
  fetch(`${url}/_sandbox/orders/${id}/pay`, { method: 'POST' });

/** `watch` of orders that looks by itself once an hour, and the URL where it takes notifications. */
async function watchOn(env: Record<string, string>, ids: readonly string[]) {
  const flags = ['--webhook-port', '0', '--interval', '1h'];
  const child = startBin(['watch', ...ids, ...flags], { env });
  await child.until(({ stderr }) => stderr.includes('Taking notifications at '));
  const [, url = ''] = /Taking notifications at (http:\S+);/.exec(child.printed.stderr) ?? [];
  return { child, url };
}

test.each([1, 2])('a watch of %d ends as soon as a payment is notified', async (count) => {
  const sandbox = await serveSandbox();
  const ids: string[] = [];
  while (ids.length < count) ids.push(await createOrder(sandbox));
  const env = { ...sandbox.env, MP_ORDERS_WEBHOOK_SECRET: secret };
  const { child, url } = await watchOn(env, ids);
  await child.line(count); // each was looked at, and is open
  await fetch(`${sandbox.url}/_sandbox/webhooks`, {
    method: 'PUT',
    body: JSON.stringify({ url: `${url}/hook`, secret }),
  });
  for (const id of ids) await pay(sandbox.url, id);
  const { code, stdout } = await child.ended;
  expect(code).toBe(0);
  for (const id of ids) expect(stdout).toMatch(new RegExp(`${id}\tprocessed\taccredited`));
  expect(stdout).not.toContain(secret);
});

test('what is signed wrongly does not make it look; what is not signed does', async () => {
  const sandbox = await serveSandbox();
  const id = await createOrder(sandbox);
  const { child, url } = await watchOn({ ...sandbox.env, MP_ORDERS_WEBHOOK_SECRET: secret }, [id]);
  await child.line(1);
  await pay(sandbox.url, id);
  const push = async (headers: Record<string, string>) =>
    (await fetch(`${url}/?data.id=${id}&type=order`, { method: 'POST', headers })).status;
  const forged = { 'x-signature': `ts=1742505638683,v1=${'0'.repeat(64)}` };
  expect(await push(forged)).toBe(401);
  expect(child.printed.stdout.split('\n')).toHaveLength(2);
  expect(await push({})).toBe(200);
  expect((await child.ended).code).toBe(0);
});

test.each([
  [['--webhook-port', 'x'], 'is not a port'],
  [['--webhook-port', '0', '--provider', 'vtex'], 'are not supported'],
])('is wrong usage: %j', async (flags, message) => {
  const result = await bin(['watch', '1172452900788-01', '--sandbox', ...flags]);
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(message);
});
