import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openInbox } from '../../../src/commands/webhook/listen/inbox.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const notified = (id: string) => ({
  ...{ id, action: 'order.processed', requestId: 'r', isVerified: true },
  receivedAt: `2026-03-01T12:00:0${id}.000Z`,
});
const inbox = (folder: string, pid: number, alive: readonly number[] = [pid]) =>
  openInbox({ folder, pid, isAlive: (other) => alive.includes(other) });

describe('what a listener has taken', () => {
  test.each([
    ['another process', 2],
    ['one of the same number, as in a container', 1],
  ])('is taken over from %s, the oldest first, with what may have been told', async (_who, pid) => {
    const folder = tempHome();
    const before = await inbox(folder, 1);
    for (const id of ['1', '2', '3']) {
      const kept = await before.put(notified(id));
      if (id === '2') await kept.beginTelling();
    }
    writeFileSync(join(folder, '1-9.taken.json.new'), '{"id":'); // cut off before it was answered
    const after = await inbox(folder, pid);
    const found = await after.leftOver();
    expect(found.map(({ notified: { id }, isAgain }) => [id, isAgain])).toEqual([
      ['1', false],
      ['2', true],
      ['3', false],
    ]);
    const added = await after.put(notified('4'));
    expect(readdirSync(folder)).toHaveLength(4);
    for (const kept of [...found, added]) await kept.done();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is left to a listener that is alive', async () => {
    const folder = tempHome();
    await (await inbox(folder, 1)).put(notified('1'));
    expect(await (await inbox(folder, 2, [1, 2])).leftOver()).toEqual([]);
  });

  test('may be damaged by a power cut: what cannot be read is no error', async () => {
    const folder = tempHome();
    writeFileSync(join(folder, '1-1.taken.json'), '');
    writeFileSync(join(folder, 'told.json'), '[["a"');
    const after = await inbox(folder, 2);
    expect(await after.leftOver()).toEqual([]);
    expect(after.isDelivered('a', 'x')).toBe(false);
  });

  test('is remembered as told by its facts, also by the next one', async () => {
    const folder = tempHome();
    const first = await inbox(folder, 1);
    await first.tell('a', 'paid');
    for (const one of [first, await inbox(folder, 2)]) {
      expect([
        one.isDelivered('a', 'paid'),
        one.isDelivered('a', 'refunded'),
        one.isDelivered('b', 'paid'),
      ]).toEqual([true, false, false]);
    }
  });
});
