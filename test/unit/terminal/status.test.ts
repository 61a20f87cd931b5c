import { expect, test } from '@jest/globals';
import { renderStatus } from '../../../src/terminal/status.ts';
import { phraseIn, testView } from './test-view.ts';

test.each([
  ['created', '\u001b[33mcreated\u001b[39m', ' — waiting for payment'],
  ['processed', '\u001b[32mprocessed\u001b[39m', ' — paid'],
  ['canceled', '\u001b[31mcanceled\u001b[39m', ' — canceled, cannot be paid any more'],
  ['cancelled', '\u001b[31mcancelled\u001b[39m', ''],
  ['expired', '\u001b[31mexpired\u001b[39m', ' — its time ran out unpaid'],
  ['refunded', 'refunded', ' — paid, then refunded'],
  ['failed', '\u001b[31mfailed\u001b[39m', ''],
  ['action_required', 'action_required', ''],
  ['constructor', 'constructor', ''],
])('%s is told with the words that are handed in', (status, word, phrase) => {
  const seen = [testView(), testView({ level: 1 })].map((view) => renderStatus(status, view));
  expect(seen).toEqual([status + phrase, word + phrase]);
});

test('a status is told in the language of its words', () => {
  const seen = ['en', 'es', 'pt'].map((language) =>
    renderStatus('created', testView({ statusPhrase: phraseIn(language) })),
  );
  expect(seen).toEqual([
    'created — waiting for payment',
    'created — esperando el pago',
    'created — aguardando o pagamento',
  ]);
});

test('a status that is not known is made safe', () => {
  expect(renderStatus('\u001b[32mprocessed\n', testView({ level: 1 }))).toBe('[32mprocessed');
});
