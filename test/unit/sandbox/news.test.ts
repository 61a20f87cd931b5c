import { afterEach, expect, test } from '@jest/globals';
import { openNews } from '../../../src/sandbox/control/news.ts';
import { openFaultSwitch } from '../../../src/sandbox/faults/switch.ts';
import { type ServedSandbox, serveSandbox } from '../../../src/sandbox/serve.ts';
import { order, start, testSandbox, tokenOf } from './test-sandbox.ts';

const open: ServedSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

/** Reads events until there are so many. */
async function readEvents(answer: Response, count: number): Promise<[string, unknown][]> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const events = () =>
    [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(
      ([, name = '', data = '']): [string, unknown] => [name, JSON.parse(data)],
    );
  while (events().length < count) {
    const { value, done } = (await reader?.read()) ?? {};
    if (done === true) break;
    text += value ?? '';
  }
  await reader?.cancel();
  return events();
}

test('a served sandbox tells of orders, requests, its clock, faults and a reset, with no key', async () => {
  const world = testSandbox();
  const faults = openFaultSwitch({ sleep: async () => undefined });
  const served = await serveSandbox(world.sandbox, { port: 0, faults, monotonic: () => 0 });
  open.push(served);
  const answer = await fetch(`${served.controlUrl}/events`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const reading = readEvents(answer, 6);
  const created = await fetch(`${served.url}/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf('sandbox')}`, 'x-idempotency-key': 'k' },
    body: JSON.stringify(order()),
  });
  const { id } = (await created.json()) as { id: string };
  const { control } = served;
  await control.pay(id);
  await control.turnClock({ frozen: true });
  await control.setFaults({ faults: ['GET *: 503'] });
  await control.reset();
  const at = start.toISOString();
  const events = await reading;
  expect(events).toEqual([
    ['order', { number: 1, at, system: 'mercadopago', id, after: expect.anything() }],
    ['request', expect.objectContaining({ number: 1, path: '/v1/orders' })],
    ['order', expect.objectContaining({ number: 2, before: expect.objectContaining({ id }) })],
    ['clock', { now: at, frozen: true }],
    ['faults', { faults: ['GET *: 503'], seed: 1 }],
    ['reset', {}],
  ]);
  expect(JSON.stringify(events)).not.toContain(tokenOf('sandbox'));
});

test('the news have a bound: of readers, and of what waits for a slow one', async () => {
  const news = openNews({ now: () => start });
  const answers = Array.from({ length: 33 }, () => news.stream());
  expect(answers.map(({ status }) => status)).toEqual([...Array<number>(32).fill(200), 503]);
  for (let i = 0; i < 2000; i++)
    news.changed({ system: 'vtex', id: String(i), before: {}, after: {} });
  expect(news.changes()).toHaveLength(500);
  expect(news.changes().at(-1)).toMatchObject({ number: 2000, id: '1999' });
  const text = (await answers[0]?.text()) ?? '';
  expect(text.match(/^event: order$/gm)).toHaveLength(999);
  expect(news.stream().status).toBe(200); // those that were too slow are gone
  news.close();
});

test('a reset by another process is noticed: what is kept of its orders goes, and what comes stays', async () => {
  const world = testSandbox();
  const faults = openFaultSwitch({ sleep: async () => undefined });
  const served = await serveSandbox(world.sandbox, { port: 0, faults, monotonic: () => 0 });
  open.push(served);
  const { control } = served;
  const create = async (key: string) => {
    const headers = { authorization: `Bearer ${tokenOf('sandbox')}`, 'x-idempotency-key': key };
    const body = JSON.stringify(order());
    const answer = await fetch(`${served.url}/v1/orders`, { method: 'POST', headers, body });
    return ((await answer.json()) as { id: string }).id;
  };
  const kept = async () => {
    const read = async (path: string) =>
      (await (await fetch(`${served.controlUrl}${path}`)).json()) as Record<string, object[]>;
    const { requests = [] } = await read('/requests');
    const { changes = [] } = await read('/changes');
    return [requests.length, changes.map((change) => (change as { id: string }).id)];
  };
  const first = await create('k1');
  expect(await kept()).toEqual([1, [first]]);

  await world.sandbox.reset(); // as another process does: the control of this one is not told
  expect(await kept()).toEqual([0, []]);
  const second = await create('k2');
  expect(await kept()).toEqual([1, [second]]);

  await world.sandbox.reset();
  const third = await create('k3');
  expect(await kept()).toEqual([1, [third]]);

  await control.reset();
  const added = await control.add({ system: 'mollie' });
  expect(await kept()).toEqual([0, [added.id]]);
});
