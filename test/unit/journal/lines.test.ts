import { describe, expect, test } from '@jest/globals';
import type { TimedRequest } from '../../../src/journal/entry.ts';
import { contentOf } from '../../../src/journal/identity.ts';
import { parseLines } from '../../../src/journal/lines.ts';
import { newSentLine, sentLine, withoutBody } from '../../../src/journal/line.ts';

const at = '2026-03-01T12:00:00.000Z';
const sent = (body: string, more: Partial<TimedRequest> = {}): TimedRequest => ({
  ...{ id: 'a1', key: 'k1', at, action: 'create', provider: 'mercadopago', profile: 'default' },
  ...{ method: 'POST', path: '/v1/orders', body, repeatable: true, row: 3 },
  content: contentOf({ method: 'POST', path: '/v1/orders', body }),
  ...more,
});

test.each<[what: string, request: TimedRequest]>([
  ['a body', sent('{"a":"1"}')],
  ['an empty body', sent('')],
  ['no body', sent('', { body: undefined })],
  ['a body that is a line itself', sent(newSentLine(sent('{"body":"b"}')))],
  ['letters that are escaped', sent('{"a":"\u0001\\\u2028ñ\ud800"}')],
  ['values that look like a body', sent('{}', { key: ',"body":"{}"', reference: '"body":"' })],
  ['refunds', sent('{}', { action: 'refund', refunds_before: ['R1', ',"body":"{}"'] })],
])('a line with %s loses its body as if it were written anew without it', (_what, request) => {
  const line = newSentLine(request);
  const { sent: read, texts, damaged } = parseLines(line, { withTexts: true });
  const [one] = read;
  if (one === undefined) throw new Error('nothing was read');
  const cut = withoutBody(one, texts?.get(one) ?? '');
  expect([damaged, sentLine(one)]).toEqual([0, line]);
  expect(cut).toBe(sentLine({ ...one, body: undefined }));
  expect(parseLines(cut ?? '').damaged).toBe(0);
});

test.each<[what: string, line: string]>([
  ['of an unknown field', '{"kind":"sent","later":{"a":1,"body":"x"},'],
  ['without a checksum', '{"kind":"sent",'],
])('a line %s is not cut, but written anew', (_what, begin) => {
  const line = newSentLine(sent('x'))
    .replace('{"kind":"sent",', begin)
    .replace(/,"sum":"\w+"/, '');
  const { sent: read, texts } = parseLines(line, { withTexts: true });
  expect([read.length, texts?.size]).toEqual([1, 0]);
});

describe('the last line of a segment, without its end', () => {
  const line = newSentLine(sent('{"a":{"b":"1"},"c":2}')).trimEnd();
  const brace = line.indexOf('}', line.indexOf('"body"')) + 1;

  test.each([
    ['whole', line, { records: 1, damaged: 0 }],
    ['cut off', line.slice(0, -9), { records: 0, damaged: 0 }],
    ['cut off behind a brace of the body', line.slice(0, brace), { records: 0, damaged: 0 }],
    ['with another letter for its end', `${line}J`, { records: 0, damaged: 1 }],
    ['zeros', '\0'.repeat(80), { records: 0, damaged: 1 }],
    [
      'zeros from its middle on',
      line.slice(0, 60).padEnd(line.length, '\0'),
      { records: 0, damaged: 1 },
    ],
  ])('%s', (_what, tail, expected) => {
    const { sent, damaged } = parseLines(tail);
    expect({ records: sent.length, damaged }).toEqual(expected);
    expect(parseLines(tail, { isFinished: true })).toMatchObject({
      damaged: expected.records === 1 ? 0 : 1,
    });
  });
});
