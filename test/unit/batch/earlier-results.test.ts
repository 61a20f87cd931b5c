import { describe, expect, test } from '@jest/globals';
import { readEarlierRows } from '../../../src/batch/earlier-results.ts';

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 50) yield Buffer.from(text.slice(at, at + 50));
}

async function created(text: string): Promise<string[]> {
  const found: string[] = [];
  for await (const row of readEarlierRows(chunksOf(text), 'x.ndjson'))
    found.push('id' in row ? `${row.key} ${row.id}` : `${row.key} sent ${row.sentAt}`);
  return found;
}

describe('the rows that were created, and those that may have been', () => {
  test('are read from results', async () => {
    const lines = [
      '{"row":2,"reference":null,"key":null,"outcome":"invalid","error":{"code":"invalid_order"}}',
      '{"row":1,"reference":"r","key":"k1","outcome":"created","provider":"mercadopago","id":"ORD1","answer":{"id":"ORD1"}}',
      '{"row":3,"reference":"r","key":"k3","outcome":"already_created","provider":"mercadopago","id":"ORD3"}',
      '{"row":4,"reference":"r","key":"k4","outcome":"unknown","error":{}}',
      '{"row":6,"reference":"r","key":"k6","outcome":"unknown","at":"2026-11-21T19:30:00.000Z","error":{}}',
      '',
      '{"row":5,"reference":"r","key":"k5","outcome":"created","id":"OR',
    ];
    expect(await created(lines.join('\n'))).toEqual([
      'k1 ORD1',
      'k3 ORD3',
      'k4 sent ',
      'k6 sent 2026-11-21T19:30:00.000Z',
    ]);
  });

  test('are read from a journal', async () => {
    const lines = [
      '{"kind":"sent","at":"2026-11-21T19:30:00.000Z","key":"k1","action":"create","batch":"b","row":1}',
      '{"kind":"settled","at":"2026-11-21T19:30:01.000Z","key":"k1","outcome":"created","order":"ORD1"}',
      '{"kind":"settled","at":"2026-11-21T19:30:01.000Z","key":"k2","outcome":"refused"}',
      '{"kind":"settled","at":"2026-11-21T19:30:01.000Z","key":"k3","outcome":"canceled","order":"ORD3"}',
      '{"kind":"brand_new","key":"k4"}',
      '{"kind":"sent","at":"2026-11-21T19:31:00.000Z","key":"k5","action":"create"}',
    ];
    expect(await created(lines.join('\n'))).toEqual([
      'k1 ORD1',
      'k5 sent 2026-11-21T19:31:00.000Z',
    ]);
  });

  const at = (minute: number) => `"at":"2026-11-21T19:${minute}:00.000Z"`;

  test.each([
    [['unknowable'], ['k1 sent 2026-11-21T19:10:00.000Z']],
    [['refused'], []],
    [['not_sent'], []],
    // Of the first sending nobody knows what came: the second says nothing of it.
    [[undefined, 'not_sent'], ['k1 sent 2026-11-21T19:10:00.000Z']],
    [[undefined, undefined], ['k1 sent 2026-11-21T19:10:00.000Z']],
    [[undefined, 'refused'], []],
    [['not_sent', undefined], ['k1 sent 2026-11-21T19:11:00.000Z']],
  ])('in a journal with sendings that came to %j: %j', async (outcomes, rows) => {
    const lines = outcomes.flatMap((outcome, i) => [
      `{"kind":"sent",${at(10 + i)},"key":"k1","action":"create"}`,
      ...(outcome === undefined
        ? []
        : [`{"kind":"settled",${at(10 + i)},"key":"k1","outcome":"${outcome}"}`]),
    ]);
    expect(await created(lines.join('\n'))).toEqual(rows);
  });

  test('are none where there is nothing', async () => {
    expect(await created('\n\n')).toEqual([]);
  });

  test.each(['amount,pos\n50,P1\n', '[1,2]\n', '{"id":"ORD1"}\n', 'ORD1\tcreated\n'])(
    'are not to be had from %j',
    async (text) => {
      await expect(created(text)).rejects.toMatchObject({
        exitCode: 2,
        message: '--resume-from: x.ndjson holds neither results nor a journal.',
      });
    },
  );
});
