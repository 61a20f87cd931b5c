import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { vtexKeys } from '../../../../src/sandbox/vtex/accounts.ts';
import { buildOrder } from '../../../../src/sandbox/vtex/build-order.ts';
import { Refusal } from '../../../../src/sandbox/vtex/errors.ts';
import {
  breakWorkflow,
  moveOrder,
  orderAt,
  requestCancel,
} from '../../../../src/sandbox/vtex/order-states.ts';
import { statuses } from '../../../../src/sandbox/vtex/statuses.ts';
import type { OrderRecord } from '../../../../src/sandbox/vtex/wire.ts';
import { start } from './test-vtex.ts';

type Step = { wait: number } | 'cancel' | 'break' | { move: (typeof statuses)[number] };

const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ wait: fc.integer({ min: 0, max: 4000 }) }),
  fc.constant('cancel'),
  fc.constant('break'),
  fc.record({ move: fc.constantFrom(...statuses) }),
);
const seller = fc.record({ denies: fc.boolean(), delayMs: fc.integer({ min: 0, max: 5000 }) });

function take(record: OrderRecord, one: Exclude<Step, { wait: number }>, now: Date): OrderRecord {
  if (one === 'cancel') return requestCancel(record, { id: 'one' }, now);
  return one === 'break' ? breakWorkflow(record, now) : moveOrder(record, one.move, 'other', now);
}

function expectSound(record: OrderRecord, now: Date) {
  const order = orderAt(record, now);
  const { status, allowCancellation, cancellationData, cancellationRequests, lastChange } = order;
  expect(statuses).toContain(status);
  expect(cancellationData === null).toBe(status !== 'canceled');
  expect(Date.parse(lastChange)).toBeLessThanOrEqual(now.getTime());
  if (status === 'canceled') expect(cancellationRequests?.at(-1)?.deniedBySeller).toBe(false);
  // What is kept is kept as JSON.
  expect(orderAt(JSON.parse(JSON.stringify(record)) as OrderRecord, now)).toEqual(order);
  let refused = false;
  try {
    requestCancel(record, { id: 'try' }, now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused = true;
  }
  expect(allowCancellation).toBe(!refused);
}

test('after any history an order is sound, and says truly whether it may be canceled', () => {
  fc.assert(
    fc.property(seller, fc.array(step, { maxLength: 12 }), (answers, steps) => {
      let ms = start.getTime();
      let record = buildOrder(ms, vtexKeys[0].store, answers, start);
      for (const one of steps) {
        if (typeof one === 'object' && 'wait' in one) ms += one.wait;
        else if (one !== 'cancel' || orderAt(record, new Date(ms)).allowCancellation) {
          record = take(record, one, new Date(ms));
        }
        expectSound(record, new Date(ms));
      }
    }),
    { numRuns: 300 },
  );
});
