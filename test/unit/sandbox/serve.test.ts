import { afterEach, describe, expect, test } from '@jest/globals';
import { Agent, get } from 'node:http';
import { type ServedSandbox, serveSandbox } from '../../../src/sandbox/serve.ts';
import { order, testSandbox, tokenOf } from './test-sandbox.ts';

const open: ServedSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

async function serve(world = testSandbox(), port = 0): Promise<ServedSandbox> {
  const served = await serveSandbox(world.sandbox, { port });
  open.push(served);
  return served;
}

const headers = (key: string) => ({
  authorization: `Bearer ${tokenOf('sandbox')}`,
  'x-idempotency-key': key,
});

describe('a served sandbox', () => {
  test('is the same sandbox over HTTP, on loopback', async () => {
    const world = testSandbox();
    const { url } = await serve(world);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const body = JSON.stringify(order());
    const response = await fetch(`${url}/v1/orders`, {
      method: 'POST',
      headers: headers('k'),
      body,
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const { id } = (await response.json()) as { id: string };
    expect(await world.get(id)).toMatchObject({ id, status: 'created' });
    const cancel = `${url}/v1/orders/${id}/cancel`;
    const canceled = await fetch(cancel, { method: 'POST', headers: headers('c') });
    expect(await canceled.json()).toMatchObject({ status: 'canceled' });
    const nowhere = await fetch(`${url}/nowhere`);
    expect(await nowhere.json()).toMatchObject({ status: 404, error: 'not_found' });
  });

  test('says which port is taken', async () => {
    const { url } = await serve();
    const port = Number(new URL(url).port);
    await expect(serve(testSandbox(), port)).rejects.toMatchObject({
      exitCode: 2,
      code: 'port_in_use',
      message: `Port ${port} is taken by another program.`,
    });
  });

  test('closes while a client keeps its connection alive', async () => {
    const served = await serve();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      get(`${served.url}/nowhere`, { agent }, (response) =>
        response.resume().once('end', resolve),
      ).once('error', reject);
    });
    open.length = 0;
    await served.close();
    await expect(fetch(served.url)).rejects.toThrow();
    agent.destroy();
  });
});
