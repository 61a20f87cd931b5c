import { describe, expect, test } from '@jest/globals';
import type { JournalRequest } from '../../../src/journal/journal.ts';
import { computer, request } from './test-journal.ts';

const hourMs = 3600 * 1000;

/** A request under a key, with an identity that the journal makes. */
const fresh = (key: string, fields: Partial<JournalRequest> = {}): JournalRequest =>
  request(key, { id: undefined, ...fields });

describe('an outcome settles a request, not a key', () => {
  test.each([
    ['25 hours later', 25 * hourMs, {}],
    ['at once', 0, {}],
    ['before it, by a clock that was set back', -400 * 24 * hourMs, {}],
    ['for another action', 0, { action: 'refund', order: 'ORD1' } as const],
  ])('a lost one stays open when the key is sent again %s', async (_when, later, fields) => {
    const machine = computer();
    const first = machine.start();
    const { id } = await first.journal.record(fresh('V-8'));
    await first.journal.close();
    machine.time += later;
    const second = machine.start();
    const again = await second.journal.record(fresh('V-8', fields));
    await second.journal.settle({ id: again.id, key: 'V-8', outcome: 'created', order: 'ORD2' });
    await second.journal.close();
    const open = await machine.start().journal.unsettled();
    expect(open.map(({ sent }) => sent.id)).toEqual([id]);
    const found = await machine.start().journal.find('V-8');
    expect(new Map(found.map(({ sent, settled }) => [sent.id, settled?.order]))).toEqual(
      new Map([
        [id, undefined],
        [again.id, 'ORD2'],
      ]),
    );
  });

  test.each([
    ['at once', 0],
    ['by a clock that was set back', -400 * 24 * hourMs],
    ['by a clock that was set forward', 400 * 24 * hourMs],
  ])('a repeat that names it settles it too, %s', async (_when, later) => {
    const machine = computer();
    const first = machine.start();
    const { id } = await first.journal.record(fresh('k1'));
    machine.kill(first);
    machine.time += later;
    const second = machine.start();
    await second.journal.record(fresh('k1', { id }));
    await second.journal.settle({ id, key: 'k1', outcome: 'created' });
    await second.journal.close();
    expect(await machine.start().journal.unsettled()).toEqual([]);
    const found = await machine.start().journal.find('k1');
    expect(found.map(({ settled }) => settled?.outcome)).toEqual(['created', 'created']);
  });

  test.each([0, -400 * 24 * hourMs, 400 * 24 * hourMs])(
    'that a repeat was not sent says nothing of the sending before it (%d ms later)',
    async (later) => {
      const machine = computer();
      const first = machine.start();
      const sent = await first.journal.record(fresh('k1'));
      machine.kill(first);
      machine.time += later;
      const second = machine.start();
      await second.journal.record(fresh('k1', { id: sent.id }));
      await second.journal.settle({ id: sent.id, key: 'k1', outcome: 'not_sent' });
      await second.journal.close();
      for (const look of [1, 2]) {
        const open = await machine.start().journal.unsettled();
        expect({ look, open: open.map((one) => one.sent.at) }).toEqual({ look, open: [sent.at] });
      }
    },
  );
});

describe('the same key in an old journal, whose lines have no id', () => {
  const old = (key: string, fields: Partial<JournalRequest> = {}) => fresh(key, fields);

  test.each([
    ['an hour later is the same request', 1, {}, []],
    ['25 hours later is another', 25, {}, ['V-8']],
    ['for another order is another', 1, { order: 'ORD9' }, ['V-8']],
  ] as [string, number, Partial<JournalRequest>, string[]][])(
    'sent again %s',
    async (_what, hours, fields, left) => {
      const machine = computer();
      const first = machine.start();
      await first.journal.record({ ...old('V-8'), id: '' });
      await first.journal.close();
      machine.time += hours * hourMs;
      const second = machine.start();
      await second.journal.record({ ...old('V-8', fields), id: '' });
      await second.journal.settle({ key: 'V-8', outcome: 'created' });
      await second.journal.close();
      const open = await machine.start().journal.unsettled();
      expect(open.map(({ sent }) => sent.key)).toEqual(left);
    },
  );
});

test('what somebody looked for in vain is told with it, also after that process is gone', async () => {
  const machine = computer();
  const first = machine.start();
  const { id = '' } = await first.journal.record(fresh('k1'));
  machine.kill(first);
  for (let i = 0; i < 2; i += 1) {
    const looker = machine.start();
    await looker.journal.unsettled();
    await looker.journal.looked(id);
    await looker.journal.close();
  }
  const [open] = await machine.start().journal.unsettled();
  expect(open?.looks).toHaveLength(2);
  const [found] = await machine.start().journal.find('k1');
  expect(found?.looks).toEqual(open?.looks);
});

test('a key that is being sent by a living process is in flight', async () => {
  const machine = computer();
  const sender = machine.start();
  await sender.journal.record(fresh('k1'));
  const inFlight = async () =>
    (await machine.start().journal.find('k1')).map((entry) => entry.inFlight ?? false);
  expect(await inFlight()).toEqual([true]);
  machine.kill(sender);
  expect(await inFlight()).toEqual([false]);
});
