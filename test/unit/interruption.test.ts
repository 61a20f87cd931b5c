import { expect, test } from '@jest/globals';
import {
  codeAfter,
  interruptionCode,
  signalOf,
  unlessInterrupted,
} from '../../src/interruption.ts';

const after = (reason: unknown, isTTY?: boolean) => ({
  signal: AbortSignal.abort(reason),
  stdout: { write: () => undefined, isTTY },
});

const calm = { signal: new AbortController().signal, stdout: { write: () => undefined } };

test.each([
  ['SIGINT', 'SIGINT', 130],
  ['SIGTERM', 'SIGTERM', 143],
  ['SIGHUP', 'SIGHUP', 129],
  ['EPIPE', undefined, 130],
] as const)('a run that %s ended: signal %s, exit code %d', (reason, signal, code) => {
  expect([signalOf(after(reason)), interruptionCode(after(reason))]).toEqual([signal, code]);
});

test('a run that nothing interrupted has no signal, and keeps its exit code', () => {
  const codes = [0, 2, 8, 11, 130];
  expect(signalOf(calm)).toBeUndefined();
  expect(codes.map((code) => codeAfter(code, calm))).toEqual(codes);
  expect(codes.map((code) => codeAfter(code, after('EPIPE')))).toEqual(codes);
});

test.each([
  ['at a terminal', true, [130, 130, 130, 130, 130]],
  ['off a terminal, but for an outcome that is not known', false, [130, 130, 130, 8, 130]],
])('after a signal, %s, the exit code is the signal’s', (_where, isTTY, codes) => {
  const host = after('SIGINT', isTTY);
  expect([0, 3, 7, 8, 11].map((code) => codeAfter(code, host))).toEqual(codes);
});

const never = new Promise<never>(() => undefined);

test('what comes before an interruption is taken, its error too', async () => {
  const { signal } = calm;
  expect(await unlessInterrupted(signal, Promise.resolve(7))).toBe(7);
  await expect(unlessInterrupted(signal, Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('an interruption ends the wait for what never comes', async () => {
  const controller = new AbortController();
  const waiting = unlessInterrupted(controller.signal, never);
  controller.abort('SIGTERM');
  await expect(waiting).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
  await expect(unlessInterrupted(controller.signal, never)).rejects.toThrow('Interrupted.');
});
