import { expect, test } from '@jest/globals';
import { createBareSend } from '../../../src/providers/send-bare.ts';
import { json, localServer } from '../../helpers/local-server.ts';

// What it has in common with fetch is in http.test.ts.
test('requests that follow one another share a connection', async () => {
  const ports = new Set<number | undefined>();
  const server = await localServer((response, request, count) => {
    ports.add(response.socket?.remotePort);
    json(200, {})(response, request, count);
  });
  const send = createBareSend();
  const request = { method: 'POST', url: server.url, headers: {}, body: '{}' } as const;
  for (let i = 0; i < 3; i += 1) await send(request, new AbortController().signal);
  expect([server.received.length, ports.size]).toEqual([3, 1]);
});
