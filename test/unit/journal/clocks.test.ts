import { rmSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../property/runs.ts';
import { computer, request, type Process } from './test-journal.ts';

const limits = { segmentBytes: 2500, settledFiles: 2 };

/** 1970, a day of 2026, 2099, and any time between: a clock that is set there and back. */
const time = fc.oneof(
  fc.constantFrom(0, Date.UTC(2026, 10, 21), Date.UTC(2099, 11, 31)),
  fc.nat(Date.UTC(2099, 11, 31)),
);

interface Step {
  slot: number;
  what: 'record' | 'repeat' | 'settle' | 'not sent' | 'close' | 'look' | 'history' | 'kill';
  pick: number;
  time?: number;
}

const step: fc.Arbitrary<Step> = fc.record(
  {
    slot: fc.nat(3),
    what: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('record' as const, 'settle' as const) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ...(['repeat', 'not sent', 'close', 'look', 'history', 'kill'] as const),
        ),
      },
    ),
    pick: fc.nat(100),
    time,
  },
  { requiredKeys: ['slot', 'what', 'pick'] },
);

/** A request as it was told to be: open until an outcome of it was written. */
interface Known {
  id: string;
  key: string;
  sendings: number;
  outcome?: string;
}

test('under clocks that are set at random, nothing is lost, and no outcome goes astray', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (plan) => {
      const machine = computer();
      const slots: (Process | undefined)[] = [];
      const requests: Known[] = [];
      for (const { slot, what, pick, time: at } of plan) {
        if (at !== undefined) machine.time = at;
        const process = (slots[slot] ??= machine.start({ limits }));
        const { journal } = process;
        // What has an outcome is not sent again, but somebody else may have settled it too.
        const isRepeat = what === 'repeat' || what === 'not sent';
        const choice = requests.filter(({ outcome }) => !isRepeat || outcome === undefined);
        const one = choice[pick % Math.max(1, choice.length)];
        if (what === 'record') {
          // Three keys for all of them: each request is told apart by itself.
          const key = `k${pick % 3}`;
          const { id = '' } = await journal.record(request(key, { id: undefined }));
          requests.push({ id, key, sendings: 1 });
        } else if (what === 'repeat' && one !== undefined) {
          await journal.find(one.key); // as a command does that repeats it
          await journal.record(request(one.key, { id: one.id }));
          one.sendings += 1;
        } else if (what === 'settle' && one !== undefined) {
          await journal.settle({ id: one.id, key: one.key, outcome: 'created', order: one.id });
          one.outcome = 'created';
        } else if (what === 'not sent' && one !== undefined) {
          // A repeat that was not sent: what it repeats is as open as before.
          await journal.find(one.key);
          await journal.record(request(one.key, { id: one.id }));
          await journal.settle({ id: one.id, key: one.key, outcome: 'not_sent' });
          one.sendings += 1;
        } else if (what === 'close') await journal.close();
        else if (what === 'look') await journal.unsettled();
        else if (what === 'history') for await (const entry of journal.history()) void entry;
        else if (what === 'kill') {
          machine.kill(process);
          slots[slot] = undefined;
        }
      }
      for (const process of slots) if (process) machine.kill(process);
      const ids = (some: readonly Known[]) => some.map(({ id }) => id).sort();
      const open = requests.filter(({ outcome }) => outcome === undefined);
      for (const look of [1, 2]) {
        const { journal } = machine.start({ limits });
        const unsettled = (await journal.unsettled()).map(({ sent }) => sent.id ?? '').sort();
        expect({ look, unsettled }).toEqual({ look, unsettled: ids(open) });
        for (const key of ['k0', 'k1', 'k2']) {
          const found = await journal.find(key);
          for (const { id, outcome, sendings } of requests.filter((one) => one.key === key)) {
            const own = found.filter(({ sent }) => sent.id === id);
            const orders = own.map(({ settled }) => settled?.order);
            expect({ look, id, sendings: own.length }).toEqual({ look, id, sendings });
            if (outcome === undefined)
              expect(orders.filter((order) => order !== undefined)).toEqual([]);
            else expect(orders).toEqual(own.map(() => id));
          }
        }
        const history = new Set<string>();
        for await (const { sent } of journal.history()) history.add(sent.id ?? '');
        expect({ look, history: [...history].sort() }).toEqual({ look, history: ids(requests) });
        await journal.close();
      }
      rmSync(machine.folder, { recursive: true, force: true });
    }),
    runs(150),
  );
}, 120_000);
