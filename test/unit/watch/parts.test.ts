import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { english } from '../../../src/language/sentence.ts';
import { steadyClock } from '../../../src/watch/clock.ts';
import { parseIdLine, readIds, type IdLine } from '../../../src/commands/order/shared/ids.ts';
import { Outage } from '../../../src/watch/outage.ts';
import { firstPause, paceOfMany, pauseBefore } from '../../../src/watch/pace.ts';
import { WatchTally, worseOf, type WatchOutcome } from '../../../src/watch/tally.ts';
import type { ExitCode } from '../../../src/errors.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

describe('the pause before the next look', () => {
  test.each([
    ['a new order', 0, undefined, 3 * second, 3 * second],
    ['one from the future, by a clock that is wrong', -hour, undefined, 3 * second, 3 * second],
    ['one minute old', minute, undefined, 3 * second, 3 * second],
    ['ten minutes old', 10 * minute, undefined, 3 * second, 30 * second],
    ['days old', 100 * hour, undefined, 3 * second, minute],
    ['days old, at a longer interval', 100 * hour, undefined, 5 * minute, 5 * minute],
    ['about to expire', hour, 30 * second, 3 * second, 3 * second],
    ['just expired', hour, -30 * second, 3 * second, 3 * second],
    ['long expired', hour, -2 * minute, 3 * second, minute],
    ['about to expire in a while', hour, 100 * second, 3 * second, 43 * second],
    ['far from its end', 10 * minute, 10 * minute, 3 * second, 30 * second],
  ])('%s', (_what, age, expiresIn, interval, pause) => {
    const now = Date.parse('2026-11-21T19:30:00Z');
    const expiresAt = expiresIn === undefined ? undefined : now + expiresIn;
    const order = { since: now - age, expiresAt };
    expect(pauseBefore(order, now, interval, 0)).toBe(pause);
    expect(pauseBefore(order, now, interval, 1)).toBeCloseTo(pause * 0.8);
  });

  test.each([
    [minute, 0, 3 * second],
    [minute, 0.5, 30 * second],
    [minute, 0.999, 59.94 * second],
    [3 * second, 0, 3 * second],
    [2.4 * second, 0.1, 2.4 * second],
  ])('of %i ms after a first look, at a random %d, is %i ms', (pause, random, first) => {
    expect(firstPause(pause, 3 * second, random)).toBeCloseTo(first);
  });
});

describe('an outage', () => {
  const one = { open: 1, retryAfterMs: 0 };
  const many = { open: 100, retryAfterMs: 0 };

  test('is one missed look where only one order is watched', () => {
    const outage = new Outage(paceOfMany(3 * second).probing);
    expect([outage.miss(one, 0, 0), outage.isOn, outage.answered(), outage.isOn]).toEqual([
      ...[true, true],
      ...[true, false],
    ]);
  });

  test('is several in a row where many are, and begins and ends once', () => {
    const outage = new Outage(paceOfMany(3 * second).probing);
    const misses = Array.from({ length: 10 }, () => outage.miss(many, 0, 0));
    expect(misses.filter(Boolean)).toHaveLength(1);
    expect([outage.room(16), outage.missed, outage.answered(), outage.answered()]).toEqual([
      ...[1, 10],
      ...[true, false],
    ]);
    expect([outage.room(16), outage.holdMs(0)]).toEqual([16, 0]);
  });

  test('is none while answers come in between', () => {
    const outage = new Outage(paceOfMany(3 * second).probing);
    for (let i = 0; i < 100; i += 1) {
      expect(outage.miss(many, i, 0)).toBe(false);
      if (i % 4 === 0) expect(outage.answered()).toBe(false);
    }
  });

  test('sends probes less and less often, down to one a minute', () => {
    const outage = new Outage(paceOfMany(3 * second).probing);
    const waits: number[] = [];
    for (let now = 0; waits.length < 7; now += outage.holdMs(now)) {
      outage.miss(one, now, 0);
      waits.push(outage.holdMs(now) / second);
    }
    expect(waits).toEqual([3, 6, 12, 24, 48, 60, 60]);
  });

  test('does not slow down for looks that were underway when it began', () => {
    const outage = new Outage(paceOfMany(3 * second).probing);
    for (let i = 0; i < 16; i += 1) outage.miss(many, 0, 0);
    expect(outage.holdMs(0)).toBe(3 * second);
  });

  test('leaves a server alone for as long as it asks, though others get answers', () => {
    const outage = new Outage(paceOfMany(3 * second).probing);
    outage.miss({ open: 100, retryAfterMs: 17 * second }, 0, 0);
    outage.answered();
    expect([outage.isOn, outage.holdMs(2 * second)]).toEqual([false, 15 * second]);
  });
});

test('the steady clock begins with the one on the wall, and goes on whatever somebody sets that to', () => {
  let wall = Date.UTC(2026, 10, 21);
  let passed = 77.5;
  const clock = steadyClock({
    now: () => new Date(wall),
    monotonic: () => passed,
    uptime: () => passed,
  });
  const read = [wall, -hour, 400 * 24 * hour].map((jump) => {
    wall += jump;
    passed += second;
    return clock();
  });
  const begun = Date.UTC(2026, 10, 21);
  expect(read).toEqual([begun + second, begun + 2 * second, begun + 3 * second]);
});

test.each<[string, number, number]>([
  ['asleep for eight hours', 8 * hour, 8 * hour],
  ['asleep for a minute', minute, minute],
  ['awake, by a clock that counts seconds', 0.99 * second, 0],
  ['awake, by a clock that runs behind', -hour, 0],
])('the steady clock goes on where the machine was %s', (_what, asleep, counted) => {
  let [passed, missing] = [0, 0];
  const clock = steadyClock({
    now: () => new Date(0),
    monotonic: () => passed,
    uptime: () => passed + missing,
  });
  const read: number[] = [];
  for (passed = second; passed <= 3 * second; passed += second) {
    read.push(clock());
    missing = asleep;
  }
  expect(read).toEqual([second, 2 * second + counted, 3 * second + counted]);
});

describe('a line on stdin', () => {
  const id = 'ORD00001111222233334444555566';
  test.each<[string, IdLine | undefined]>([
    ['', undefined],
    ['  \t', undefined],
    [id, { id }],
    [`\ufeff  ${id}  `, { id }],
    [`${id}\tcreated\tcreated\t50`, { id }],
    [`{"row":1,"outcome":"created","id":"${id}","answer":{"id":"other"}}`, { id }],
    [`  {"event":"ended","id":"${id}"}`, { id }],
    ['{"orderId":"1172452900788-01","status":"invoiced"}', { id: '1172452900788-01' }],
    ['{"row":2,"outcome":"refused","error":{}}', 'no_order'],
    ['{"id":null}', 'no_order'],
    ['{"id":17}', 'no_order'],
    ['{"id":"ORD', { id: '{"id":"ORD' }],
    ['[1]', { id: '[1]' }],
    ['seq501456', { id: 'seq501456' }],
    // As list --csv prints them, and spreadsheets.
    ['id,status,total_amount', undefined],
    ['"id";"status"', undefined],
    ['id\tstatus', undefined],
    ['ID', undefined],
    [`${id},created,50,"a, b"`, { id }],
    [`"${id}";created`, { id }],
    ['ord_pbjz8x,paid', { id: 'ord_pbjz8x' }],
    ['id-7', { id: 'id-7' }],
    // As it was pasted, and nothing that stands further on in the row.
    [` #${id.toLowerCase()}.`, { id }],
    [`# ${id}`, { id }],
    [`- "${id}",`, { id }],
    [`https://api.mercadopago.com/v1/orders/${id}?a=1 paid`, { id }],
    [`{"id":"${id.toLowerCase()}"}`, { id }],
    [`{"id":123,"type":"order","data":{"id":"${id}"}}`, { id }],
    [`{"id":"${id}","data":{"id":"ORD11111111111111111111111111"}}`, { id }],
    ['#1172452900788-01', { id: '1172452900788-01' }],
    [`VENTA-7\t${id}`, { id: 'VENTA-7' }],
    [`${id} ORD11111111111111111111111111`, { id: `${id} ORD11111111111111111111111111` }],
    [`${id} ORD-1001`, { id }],
    [`${id}\tORD11111111111111111111111111`, { id: `${id}\tORD11111111111111111111111111` }],
    [`${id},ORD11111111111111111111111111`, { id: `${id},ORD11111111111111111111111111` }],
  ])('%j', (line, read) => {
    expect(parseIdLine(line)).toEqual(read);
  });

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-16, as PowerShell writes it', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('is found wherever the pieces of the input are cut: %s', async (_what, bytesOf) => {
    const text = 'ord_ä\r\n\nord_2\n{"id":"ord_3"}\nord_4';
    const bytes = [...bytesOf(text)].map((byte) => Buffer.from([byte]));
    const read: IdLine[] = [];
    for await (const line of readIds(Readable.from(bytes), new AbortController().signal))
      read.push(line);
    expect(read).toEqual([{ id: 'ord_ä' }, { id: 'ord_2' }, { id: 'ord_3' }, { id: 'ord_4' }]);
  });

  test('is not waited for any more once the watch has ended', async () => {
    const ended = new AbortController();
    const input = new Readable({ read: () => undefined });
    input.push('ord_1\n');
    const read: IdLine[] = [];
    for await (const line of readIds(input, ended.signal)) {
      read.push(line);
      ended.abort();
    }
    expect(read).toEqual([{ id: 'ord_1' }]);
  });
});

describe('the exit code of many', () => {
  test.each<[ExitCode[], ExitCode]>([
    [[], 0],
    [[0, 0], 0],
    [[0, 9, 0], 9],
    [[9, 10], 10],
    [[10, 5, 9], 5],
    [[5, 2], 2],
    [[6, 2], 6],
    [[6, 3], 3],
    [[3, 4, 5], 4],
    [[4, 1], 1],
    [[8, 4], 8],
  ])('of %j is %i', (ends, worst) => {
    expect(ends.reduce(worseOf, 0)).toBe(worst);
    expect([...ends].reverse().reduce(worseOf, 0)).toBe(worst);
  });
});

test('the tally counts the open ones, and the others by how they ended', () => {
  const tally = new WatchTally();
  const counts = () => [
    tally.open,
    tally.reachedCount,
    tally.worst,
    tally.isEmpty,
    english([tally.summary()]),
  ];
  expect(counts()).toEqual([0, 0, 0, true, '0 open']);
  for (let i = 0; i < 6; i += 1) tally.add();
  const ends: [WatchOutcome, ExitCode, string][] = [
    ['other_final', 9, 'canceled'],
    ['reached', 0, 'processed'],
    ['reached', 0, 'processed'],
    ['not_found', 5, 'not found'],
  ];
  ends.forEach((end) => tally.end(...end));
  expect(counts()).toEqual([2, 2, 5, false, '2 open, 2 processed, 1 canceled, 1 not found']);
});
