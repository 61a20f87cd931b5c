import { expect, test } from '@jest/globals';
import { afterGrace } from '../../../../src/providers/transport/deadline.ts';
import { sentence } from '../../../../src/language/sentence.ts';
import { createHttp, type HttpOptions } from '../../../../src/providers/transport/http.ts';
import type { HttpRequest } from '../../../../src/providers/transport/types.ts';

const answer = { status: 200, headers: new Headers(), text: '{}' };
const read: HttpRequest = { method: 'GET', path: '/orders/1' };
const change: HttpRequest = { method: 'POST', path: '/orders/1/cancel' };

/** A client whose server answers when it is told to, and the two ends of its user's patience. */
function client() {
  const [first, last] = [new AbortController(), new AbortController()];
  const [held, notes]: [(() => void)[], string[]] = [[], []];
  const options: HttpOptions = {
    baseUrl: 'https://api.example',
    headers: {},
    fetch: () => Promise.reject(new Error('it sends in another way')),
    send: (_request, signal) =>
      new Promise((resolve, reject) => {
        held.push(() => resolve(answer));
        signal.addEventListener('abort', () =>
          reject(new Error('ended', { cause: signal.reason })),
        );
      }),
    timeoutMs: 60_000,
    signal: first.signal,
    changeSignal: last.signal,
    onHeld: () => void notes.push('waits'),
  };
  const attempt = createHttp(options);
  return { attempt, first, last, notes, answerAll: () => held.splice(0).forEach((now) => now()) };
}

const interrupted = { kind: 'failure', interrupted: true };

test('an interruption ends a read at once, and waits for a change that was sent', async () => {
  const reading = client();
  const pages = reading.attempt(read);
  reading.first.abort('SIGINT');
  expect(await pages).toMatchObject({ ...interrupted, mayHaveArrived: true });

  const { attempt, first, notes, answerAll } = client();
  const sent = attempt(change);
  expect(notes).toEqual([]);
  first.abort('SIGINT');
  answerAll();
  expect([await sent, notes, reading.notes]).toMatchObject([{ status: 200 }, ['waits'], []]);
});

test('what belongs to a change that was sent is still read, but no other change begins', async () => {
  const { attempt, first, notes, answerAll } = client();
  const sent = attempt(change);
  first.abort('SIGINT');
  answerAll();
  await sent;
  const look = attempt(read);
  answerAll();
  expect(await look).toMatchObject({ status: 200 });
  expect(await attempt(change)).toMatchObject({ ...interrupted, mayHaveArrived: false });
  expect(notes).toEqual(['waits']);
});

test('a change that is not answered in time may have arrived', async () => {
  const { attempt, first, last } = client();
  const sent = attempt(change);
  first.abort('SIGTERM');
  last.abort('SIGTERM');
  expect(await sent).toMatchObject({
    ...interrupted,
    mayHaveArrived: true,
    reason: sentence('interrupted'),
  });
});

test.each([
  ['before', true],
  ['after', false],
])(
  'the time that is left begins at the interruption, be it %s it is asked for',
  async (_when, before) => {
    const interruption = new AbortController();
    if (before) interruption.abort('SIGINT');
    const signal = afterGrace(interruption.signal, 1);
    expect(signal.aborted).toBe(false);
    if (!before) interruption.abort('SIGINT');
    const keepsAlive = setInterval(() => undefined, 1_000); // the timer itself does not
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    clearInterval(keepsAlive);
    expect(signal.reason).toBe('SIGINT');
  },
);
