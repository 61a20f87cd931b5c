import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { setDeadline } from '../../../src/providers/transport/deadline.ts';
import { createHttp, type HttpOptions } from '../../../src/providers/transport/http.ts';
import type { Gate } from '../../../src/providers/transport/types.ts';
import { sendWithRetries } from '../../../src/providers/transport/retry.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';

const never = new AbortController().signal;
const now = () => new Date('2026-11-21T19:30:00.000Z');

/** A gate that writes down what it is told. */
function openGate() {
  const told: unknown[] = [];
  const gate: Gate = {
    enter: async () => void told.push('enter'),
    answered: (what) => void told.push(what),
  };
  return { gate, told };
}

const send = async (options: Partial<HttpOptions>, ...steps: Step[]) => {
  const { fetch, asked } = scriptedFetch(...steps);
  const attempt = createHttp({
    ...{ baseUrl: 'http://127.0.0.1:1', headers: {}, fetch, timeoutMs: 1_000, signal: never, now },
    ...options,
  });
  const outcome = await sendWithRetries(
    attempt,
    { method: 'POST', path: '/v1/orders', body: '{}' },
    { retries: 3, now, sleep: async () => undefined, random: () => 0, signal: never },
  );
  return { outcome, asked };
};

describe('the gate', () => {
  test('is passed by every attempt, and told what came of each', async () => {
    const { gate, told } = openGate();
    const date = new Date(now().getTime() + 90_000).toUTCString();
    const { asked } = await send(
      { gate },
      breaks('ECONNRESET'),
      answer(429, '', { 'retry-after': '2' }),
      answer(503, '', { 'retry-after': date.replace('31:30', '30:30') }),
      answer(201, {}),
    );
    expect(asked).toHaveLength(4);
    expect(told).toEqual([
      ...['enter', {}],
      ...['enter', { status: 429, retryAfterMs: 2_000 }],
      ...['enter', { status: 503, retryAfterMs: 30_000 }],
      ...['enter', { status: 201 }],
    ]);
  });

  test('keeps a request back that is ended while it waits: nothing was sent', async () => {
    const told: unknown[] = [];
    const abort = new AbortController();
    const gate: Gate = {
      enter: (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
          abort.abort('SIGINT');
        }),
      answered: (what) => void told.push(what),
    };
    const { outcome, asked } = await send({ gate, gateSignal: abort.signal }, answer(201, {}));
    expect(asked).toEqual([]);
    expect(told).toEqual([]);
    expect(outcome).toMatchObject({
      interrupted: true,
      ambiguous: false,
      last: { kind: 'failure', mayHaveArrived: false },
    });
  });

  test('has no errors of its own swallowed', async () => {
    const gate: Gate = {
      enter: () => Promise.reject(new Error('a bug')),
      answered: () => undefined,
    };
    await expect(send({ gate }, answer(201, {}))).rejects.toThrow('a bug');
  });
});

describe('a deadline', () => {
  const nextTick = () => new Promise<void>((resolve) => process.nextTick(resolve));

  test('that is lifted leaves nothing behind', async () => {
    const abort = new AbortController();
    const deadlines = Array.from({ length: 50 }, () => setDeadline(60_000, abort.signal));
    await nextTick();
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1); // for all of them
    deadlines.forEach((deadline) => deadline.lift());
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
    abort.abort();
    expect(deadlines.some(({ signal, timeout }) => signal.aborted || timeout.aborted)).toBe(false);
  });

  test('that is lifted in its first tick has never begun', async () => {
    const abort = new AbortController();
    const deadline = setDeadline(0, abort.signal);
    deadline.lift();
    await nextTick();
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([deadline.aborted, deadline.timeout.aborted]).toEqual([false, false]);
  });

  test('that is interrupted in its first tick ends with that', async () => {
    const abort = new AbortController();
    const deadline = setDeadline(60_000, abort.signal);
    abort.abort('SIGINT');
    await nextTick();
    expect([deadline.aborted, deadline.reason]).toEqual([true, 'SIGINT']);
    expect(deadline.timeout.aborted).toBe(false);
    deadline.lift();
  });

  test('comes, and is told from an interruption', async () => {
    const abort = new AbortController();
    const [past, interrupted] = [setDeadline(1, abort.signal), setDeadline(60_000, abort.signal)];
    await new Promise((resolve) => past.signal.addEventListener('abort', resolve));
    abort.abort('SIGINT');
    expect([past.timeout.aborted, interrupted.timeout.aborted]).toEqual([true, false]);
    expect([interrupted.signal.aborted, interrupted.signal.reason]).toEqual([true, 'SIGINT']);
    const late = setDeadline(60_000, abort.signal);
    expect(late.signal.aborted).toBe(true);
    late.lift();
    interrupted.lift();
  });
});
