import { expect, test } from '@jest/globals';
import { Chalk } from 'chalk';
import { renderStatus } from '../../../src/terminal/status.ts';

const plain = new Chalk({ level: 0 });
const colored = new Chalk({ level: 1 });

test.each([
  ['created', '\u001b[33mcreated\u001b[39m', ' — waiting for payment'],
  ['processed', '\u001b[32mprocessed\u001b[39m', ' — paid'],
  ['canceled', '\u001b[31mcanceled\u001b[39m', ' — canceled, cannot be paid any more'],
  ['cancelled', '\u001b[31mcancelled\u001b[39m', ' — canceled, cannot be paid any more'],
  ['expired', '\u001b[31mexpired\u001b[39m', ' — its time ran out unpaid'],
  ['refunded', 'refunded', ' — paid, then refunded'],
  ['failed', '\u001b[31mfailed\u001b[39m', ' — the payment failed'],
  ['action_required', 'action_required', ''],
  ['constructor', 'constructor', ''],
])('%s is told with its meaning', (status, word, meaning) => {
  expect([renderStatus(status, plain), renderStatus(status, colored)]).toEqual([
    status + meaning,
    word + meaning,
  ]);
});

test('a status that is not known is made safe', () => {
  expect(renderStatus('\u001b[32mprocessed\n', colored)).toBe('[32mprocessed ');
});
