import { describe, expect, test } from '@jest/globals';
import { english } from '../../../../src/language/sentence.ts';
import { exitCodes, type CliError, type ExitCode } from '../../../../src/errors.ts';
import type { CancelLine } from '../../../../src/orders/cancel-line.ts';
import type { CancelOutcome } from '../../../../src/orders/cancel-outcome.ts';
import type { Order } from '../../../../src/orders/order.ts';
import { hangUp, json, localServer, type Answer } from '../../../helpers/local-server.ts';
import {
  client,
  id,
  key,
  lines,
  notCancelable,
  order,
  problem,
  seedOrder,
  thrownBy,
  type ClientFacts,
  type LineFacts,
} from './test-client.ts';

const read = `GET /v2/orders/${id}?embed=payments%2Crefunds`;
const deleted = `DELETE /v2/orders/${id}`;
const lost = expect.stringMatching(/^No answer told the outcome/) as unknown;
const over = expect.stringMatching(/What was shipped is not/) as unknown;

interface Told {
  outcome?: CancelOutcome;
  statuses?: string[];
  notes?: readonly unknown[];
  exitCode?: ExitCode;
  code?: string;
}

/** What a cancel came to, the server's requests, and the waits between them. */
async function cancel(
  answers: readonly Answer[],
  asked?: readonly CancelLine[],
  facts: ClientFacts = {},
) {
  const server = await localServer(...answers);
  const waited: number[] = [];
  const request = { ...key, ...(asked && { lines: asked }) };
  const provider = client(server.url, { waited, ...facts });
  let told: Told;
  let answer: string | undefined;
  try {
    const done = await provider.cancel(id, request);
    told = { outcome: done.outcome, statuses: done.history.map(({ status }) => status) };
    if (done.notes !== undefined) told.notes = done.notes.map((note) => english([note]));
    answer = done.answer;
  } catch (error) {
    const { exitCode, code } = error as { exitCode: ExitCode; code: string };
    told = { exitCode, code };
  }
  return { told, answer, requests: lines(server), waited };
}

const refused: Told = { exitCode: exitCodes.conflict, code: 'mollie_not_cancelable' };
const unknown: Told = { exitCode: exitCodes.outcomeUnknown, code: 'outcome_unknown' };

describe('a whole order', () => {
  test.each<[state: string, answer: Answer, told: Told]>([
    ['created', json(200, order('canceled')), { outcome: 'canceled', statuses: ['canceled'] }],
    ['authorized', json(200, order('canceled')), { outcome: 'canceled', statuses: ['canceled'] }],
    [
      'shipping',
      json(200, order('completed')),
      { outcome: 'completed', statuses: ['completed'], notes: [over] },
    ],
    ['shipping with paid lines', json(400, notCancelable('shipping')), refused],
    ['pending', json(400, notCancelable('pending')), refused],
    ['paid', json(400, notCancelable('paid')), refused],
    ['completed', json(400, notCancelable('completed')), refused],
    ['canceled', json(400, notCancelable('canceled')), refused],
    ['expired', json(400, notCancelable('expired')), refused],
    ['unknown', json(200, order('frozen')), { outcome: 'unknown', statuses: ['frozen'] }],
  ])('that is %s', async (_state, answer, told) => {
    const done = await cancel([answer]);
    expect([done.told, done.requests]).toEqual([told, [deleted]]);
  });

  test('is answered with the order, to the letter', async () => {
    expect((await cancel([json(200, seedOrder)])).answer).toBe(seedOrder);
  });

  test('a refusal for its state says so', async () => {
    const server = await localServer(json(400, notCancelable('completed')));
    expect(await thrownBy(client(server.url).cancel(id, key))).toMatchObject({
      exitCode: exitCodes.conflict,
      message: 'Mollie answered 400: The order cannot be canceled from state: completed',
      facts: { stateConflict: true, httpStatus: 400 },
    });
  });

  test('may be refused only after a 429 and a 5xx were tried again', async () => {
    const slow = json(429, problem(429, 'Slow down.'), { 'retry-after': '9' });
    const { told, requests, waited } = await cancel([slow, json(503, ''), json(200, seedOrder)]);
    expect([told.outcome, requests, waited]).toEqual([
      'canceled',
      [deleted, deleted, deleted],
      [9000, 1500],
    ]);
  });
});

describe('a whole order after a lost attempt', () => {
  const refusal = (state: string) => json(400, notCancelable(state));
  test.each<[name: string, answers: Answer[], told: Told]>([
    [
      'that is canceled by the next one',
      [hangUp, json(200, order('canceled'))],
      { outcome: 'canceled', statuses: ['canceled'] },
    ],
    [
      'that is not there',
      [hangUp, json(404, problem(404, `No order exists with token ${id}.`))],
      { exitCode: exitCodes.notFound, code: 'mollie_order_not_found' },
    ],
  ])('%s', async (_name, answers, told) => {
    expect((await cancel(answers)).told).toEqual(told);
  });

  test.each([
    ['canceled', 'already_done'],
    ['completed', 'state'],
    ['paid', 'state'],
  ])('that is %s: the refusal settles nothing, for whoever looks', async (state, by) => {
    const server = await localServer(hangUp, refusal(state));
    const thrown = (await thrownBy(client(server.url).cancel(id, key))) as CliError;
    expect([thrown.exitCode, thrown.code, lines(server)]).toEqual([
      exitCodes.outcomeUnknown,
      'outcome_unknown',
      [deleted, deleted],
    ]);
    expect(thrown.facts.explained).toMatchObject({
      by,
      refusal: { exitCode: exitCodes.conflict, code: 'mollie_not_cancelable' },
    });
  });

  test('is not read after a refusal of the first attempt', async () => {
    const { requests } = await cancel([refusal('canceled'), json(200, order('canceled'))]);
    expect(requests).toEqual([deleted]);
  });
});

describe('a whole order of which no answer came', () => {
  const twice = { retries: 1 };

  test.each<[name: string, answers: Answer[], told: Told]>([
    [
      'and which is canceled',
      [hangUp, hangUp, json(200, order('canceled'))],
      { outcome: 'canceled', statuses: ['canceled'], notes: [lost] },
    ],
    [
      'and which is completed',
      [hangUp, json(503, ''), json(200, order('completed', [{ canceled: 1 }]))],
      { outcome: 'completed', statuses: ['completed'], notes: [lost, over] },
    ],
    ['and which is as before', [hangUp, hangUp, json(200, order('created'))], unknown],
    ['and which cannot be read', [hangUp], unknown],
    [
      'but something else',
      [json(200, '<html>'), json(200, order('canceled'))],
      { outcome: 'canceled', statuses: ['canceled'], notes: [lost] },
    ],
  ])('%s', async (_name, answers, told) => {
    expect((await cancel(answers, undefined, twice)).told).toEqual(told);
  });

  test('says how to find out', async () => {
    const server = await localServer(hangUp);
    expect(await thrownBy(client(server.url, twice).cancel(id, key))).toMatchObject({
      facts: { hint: expect.stringContaining(`mp-orders get ${id}`) as unknown },
    });
  });

  test('the answer is the order that was read', async () => {
    const { answer } = await cancel([hangUp, json(200, seedOrder)], undefined, { retries: 0 });
    expect(answer).toBe(seedOrder);
  });

  test('is not read when the user ends the command', async () => {
    const ending = new AbortController();
    const { told, requests } = await cancel([() => ending.abort()], undefined, {
      signal: ending.signal,
    });
    expect([told, requests]).toEqual([unknown, [deleted]]);
  });
});

describe('lines', () => {
  const whole: CancelLine = { id: 'odl_1' };
  const two: CancelLine = { id: 'odl_1', quantity: 2 };
  const other: LineFacts = { id: 'odl_2', status: 'authorized' };
  const before = order('authorized', [{}, other]);
  const shipping = order('shipping', [{ shipped: 1 }, other]);
  const gone = { status: 'canceled', canceled: 4 };

  test.each<[name: string, asked: CancelLine[], was: object, is: object, told: Told]>([
    [
      'one of two',
      [whole],
      before,
      order('authorized', [gone, other]),
      { outcome: 'canceled', statuses: ['authorized', 'authorized'] },
    ],
    [
      'a part of one',
      [two],
      before,
      order('authorized', [{ canceled: 2 }, other]),
      { outcome: 'canceled', statuses: ['authorized', 'authorized'] },
    ],
    [
      'the rest of one that is shipping',
      [whole],
      shipping,
      order('shipping', [{ status: 'completed', shipped: 1, canceled: 3 }, other]),
      { outcome: 'canceled', statuses: ['shipping', 'shipping'] },
    ],
    [
      'the last ones',
      [whole, { id: 'odl_2' }],
      before,
      order('canceled', [gone, { ...gone, id: 'odl_2' }]),
      { outcome: 'canceled', statuses: ['authorized', 'canceled'] },
    ],
    [
      'the last ones of an order that was shipped in part',
      [whole, { id: 'odl_2' }],
      shipping,
      order('completed', [
        { shipped: 1, canceled: 3 },
        { ...gone, id: 'odl_2' },
      ]),
      { outcome: 'completed', statuses: ['shipping', 'completed'], notes: [over] },
    ],
    [
      'that do not show it',
      [whole, { id: 'odl_2' }],
      before,
      order('authorized', [gone, other]),
      {
        ...{ outcome: 'unknown', statuses: ['authorized', 'authorized'] },
        notes: [expect.stringMatching(/do not show it yet/)],
      },
    ],
  ])('%s', async (_name, asked, was, is, told) => {
    const done = await cancel([json(200, was), json(204, ''), json(200, is)], asked);
    expect([done.told, done.answer]).toEqual([told, JSON.stringify(is)]);
    const body = JSON.stringify({ lines: asked });
    expect(done.requests).toEqual([read, `${deleted}/lines ${body}`, read]);
  });

  test('are canceled even if the order cannot be read afterwards', async () => {
    const done = await cancel([json(200, before), json(204, ''), hangUp], [whole]);
    expect([done.told, done.answer]).toEqual([
      {
        ...{ outcome: 'canceled', statuses: ['authorized'] },
        notes: [expect.stringMatching(/could not be read afterwards/) as unknown],
      },
      'null',
    ]);
  });

  test('are not asked for when the order cannot be read before', async () => {
    const { told, requests } = await cancel([json(404, problem(404, 'No order exists.'))], [whole]);
    expect([told, requests]).toEqual([
      { exitCode: exitCodes.notFound, code: 'mollie_order_not_found' },
      [read],
    ]);
  });

  test('need a currency for an amount', async () => {
    const { told, requests } = await cancel(
      [json(200, { id, status: 'authorized' })],
      [{ ...two, amount: '1.00' }],
    );
    expect([told.exitCode, requests]).toEqual([exitCodes.usage, [read]]);
  });

  test('whose amount is not allowed are refused with what is', async () => {
    const extra = {
      minimumAmount: { value: '0.00', currency: 'EUR' },
      maximumAmount: { value: '50.00', currency: 'EUR' },
    };
    const body = problem(422, 'An amount is required.', { field: 'lines.0.amount', extra });
    const server = await localServer(json(200, before), json(422, body));
    const work = client(server.url).cancel(id, { ...key, lines: [two] });
    expect(await thrownBy(work)).toMatchObject({
      exitCode: exitCodes.refused,
      code: 'mollie_amount_out_of_range',
      facts: { details: ['lines.0.amount: an amount from 0.00 to 50.00 EUR'] },
    });
  });

  test.each<[name: string, detail: string, code: string]>([
    [
      'that cannot be canceled',
      'The line cannot be canceled from state: completed.',
      'mollie_line_not_cancelable',
    ],
    ['of which too much is asked', 'The quantity is too large.', 'mollie_line_unprocessable'],
  ])('%s are told as they stood', async (_name, detail, code) => {
    const was = order('shipping', [{ status: 'completed', shipped: 4 }, other]);
    const server = await localServer(json(200, was), json(422, problem(422, detail)));
    const asked = [two, { id: 'odl_2' }, { id: 'odl_9' }];
    expect(await thrownBy(client(server.url).cancel(id, { ...key, lines: asked }))).toMatchObject({
      code,
      facts: {
        details: [
          'The line odl_1 is completed; 0 of it can be canceled.',
          'The line odl_2 is authorized; 4 of it can be canceled.',
        ],
      },
    });
  });

  describe('with an amount', () => {
    const priced = { ...two, amount: '5' };
    const amount = (currency: string, value: string) => ({ value, currency });
    const bodyOf = (plan: { body?: string }) =>
      (JSON.parse(plan.body ?? '') as { lines: object[] }).lines[0];

    test('are planned in the currency of their order once that is read, and it is not read twice', async () => {
      const after = order('authorized', [{ canceled: 2 }, other]);
      const server = await localServer(json(200, before), json(204, ''), json(200, after));
      const provider = client(server.url);
      await provider.get(id);
      const plan = provider.planCancel(id, { ...key, lines: [priced] });
      const { outcome } = await provider.cancel(id, { ...key, lines: [priced] });
      expect(bodyOf(plan)).toEqual({ ...two, amount: amount('EUR', '5.00') });
      expect([outcome, lines(server)]).toEqual([
        'canceled',
        [read, `${deleted}/lines ${plan.body}`, read],
      ]);
    });

    test('have no currency in a plan while their order, or another one, is all that was read', async () => {
      const server = await localServer(json(200, before));
      const provider = client(server.url);
      const unread = provider.planCancel(id, { ...key, lines: [priced] });
      await provider.get(id);
      const other = provider.planCancel('ord_other', { ...key, lines: [priced] });
      const placeholder = { ...two, amount: amount('(the order’s)', '5') };
      expect([bodyOf(unread), bodyOf(other)]).toEqual([placeholder, placeholder]);
    });

    test('are not planned for an order that tells no currency', async () => {
      const server = await localServer(json(200, { id, status: 'authorized' }));
      const provider = client(server.url);
      await provider.get(id);
      const plan = () => provider.planCancel(id, { ...key, lines: [priced] });
      expect(plan).toThrow('has no currency');
    });

    test('are not judged by what was read before an earlier cancel', async () => {
      const server = await localServer(
        ...[json(200, before), json(204, ''), json(200, before)],
        ...[json(200, before), json(204, ''), json(200, before)],
      );
      const provider = client(server.url);
      await provider.get(id);
      await provider.cancel(id, { ...key, lines: [priced] });
      await provider.cancel(id, { ...key, lines: [priced] });
      expect(lines(server).filter((line) => line === read)).toHaveLength(4);
    });
  });

  test.each(['ord_1', 'odl_', 'odl 1', ''])('of the id %j are not asked for', (line) => {
    const plan = () =>
      client('http://127.0.0.1:9').planCancel(id, { ...key, lines: [{ id: line }] });
    expect(plan).toThrow(`"${line}" is not the id of a line of Mollie.`);
  });

  const sentOnce = [read, `${deleted}/lines ${JSON.stringify({ lines: [two] })}`];

  test.each<[name: string, answers: Answer[], told: Told]>([
    [
      'and which show it',
      [hangUp, json(200, order('authorized', [{ canceled: 2 }, other]))],
      { outcome: 'canceled', statuses: ['authorized', 'authorized'], notes: [lost] },
    ],
    [
      'and which show it with the order over',
      [json(503, ''), json(200, order('completed', [{ canceled: 2, shipped: 2 }]))],
      { outcome: 'completed', statuses: ['authorized', 'completed'], notes: [lost, over] },
    ],
    [
      'and of which only a part shows it',
      [hangUp, json(200, order('authorized', [{ canceled: 1 }, other]))],
      unknown,
    ],
    ['and which are as before', [hangUp, json(200, before)], unknown],
    ['and which are not there', [hangUp, json(200, order('authorized', []))], unknown],
    [
      'and which were shipped meanwhile',
      [hangUp, json(200, order('completed', [{ shipped: 4 }, other]))],
      unknown,
    ],
    [
      'but something else',
      [json(200, '<html>'), json(200, order('authorized', [{ canceled: 2 }, other]))],
      { outcome: 'canceled', statuses: ['authorized', 'authorized'], notes: [lost] },
    ],
  ])('of which no answer came, %s: never sent twice', async (_name, answers, told) => {
    const done = await cancel([json(200, before), ...answers], [two]);
    expect([done.told, done.requests]).toEqual([told, [...sentOnce, read]]);
  });

  test('that were canceled before are not counted as canceled now', async () => {
    const was = order('authorized', [{ canceled: 2 }, other]);
    expect((await cancel([json(200, was), hangUp, json(200, was)], [two])).told).toEqual(unknown);
  });

  test('of which nothing could be canceled are not taken for canceled', async () => {
    const was = order('shipping', [{ status: 'completed', shipped: 4 }, other]);
    const { told } = await cancel([json(200, was), hangUp, json(200, was)], [whole]);
    expect(told).toEqual(unknown);
  });

  test('are sent again after a 429, which came before anything was done', async () => {
    const slow = json(429, problem(429, 'Slow down.'));
    const after = order('authorized', [gone, other]);
    const { told, requests } = await cancel(
      [json(200, before), slow, json(204, ''), json(200, after)],
      [whole],
    );
    expect([told.outcome, requests.length]).toEqual(['canceled', 4]);
  });

  test('are not looked at when the user ends the command', async () => {
    const ending = new AbortController();
    const { told, requests } = await cancel([json(200, before), () => ending.abort()], [two], {
      signal: ending.signal,
    });
    expect([told, requests]).toEqual([unknown, sentOnce]);
  });
});

test.each<[statuses: string[], outcome: CancelOutcome]>([
  [['authorized', 'canceled'], 'canceled'],
  [['shipping', 'completed'], 'completed'],
  [['canceled', 'authorized'], 'unknown'],
  [['cancelled'], 'canceled'],
  [[], 'unknown'],
])('the progress of %j is %s', (statuses, outcome) => {
  const provider = client('http://127.0.0.1:9');
  const history = statuses.map((status): Order => ({
    provider: 'mollie',
    id,
    status,
    payments: [],
    answer: '{}',
  }));
  expect(provider.cancelProgress(history)).toBe(outcome);
});
