import { describe, expect, test } from '@jest/globals';
import { english } from '../../../../src/language/sentence.ts';
import { CliError, exitCodes } from '../../../../src/errors.ts';
import type { Cancellation } from '../../../../src/orders/cancel-outcome.ts';
import { lifecycle } from '../../../../src/providers/vtex/lifecycle.ts';
import { answer, breaks, type Step } from '../../../helpers/scripted-fetch.ts';
import { scriptedClient, testClient } from './test-client.ts';
import { deniedRequest, orderId, receipt, wireOrder } from './wire-orders.ts';

const key = { idempotencyKey: 'key-1' };
const path = `/api/oms/pvt/orders/${orderId}`;
const look = `GET ${path}`;
const send = `POST ${path}/cancel`;

const order = (status: string, fields: Record<string, unknown> = {}): Step =>
  answer(200, wireOrder({ status, ...fields }));
const taken = answer(200, receipt);
const fault = (status: number, code: string, message: string) =>
  answer(status, { error: { code, message, exception: null } });
const lost = breaks('ECONNRESET');
const down = breaks('ECONNREFUSED');
const receiptNote =
  'Receipt 38e0e47da2934847b489216d208cfd91, accepted at 2014-02-07T15:22:56.7612218-02:00.';

/** What was told and asked, in one piece. */
async function cancel(steps: Step[], request: { reason?: string; confirmSecond?: boolean } = {}) {
  const { provider, asked } = scriptedClient(...steps);
  const came = await provider
    .cancel(orderId, { ...key, ...request })
    .catch((error: unknown) => error as CliError);
  const lines = asked.map(({ method, path }) => `${method} ${path}`);
  return { came, asked, lines };
}

const told = (came: Cancellation | CliError) =>
  came instanceof CliError
    ? [came.exitCode, came.code]
    : [came.outcome, came.history.map(({ status }) => status).join(' ')];

const notes = (came: Cancellation | CliError) =>
  (came as Cancellation).notes?.map((note) => english([note]));

const isUnderWay = (status: string) =>
  [
    ...['request-cancel', 'waiting-for-seller-decision', 'cancellation-requested', 'cancel'],
  ].includes(status);

describe('from every status', () => {
  const statuses = [...lifecycle.known, 'a-new-one'];

  test.each(statuses)('%s, and taken in', async (status) => {
    const { came, lines } = await cancel([order(status), taken, order(status)]);
    if (status === 'canceled' || isUnderWay(status)) {
      expect(told(came)).toEqual([
        status === 'canceled' ? 'already_canceled' : 'requested',
        status,
      ]);
      expect(lines).toEqual([look]);
      expect((came as Cancellation).answer).toBe(JSON.stringify(wireOrder({ status })));
      return;
    }
    const isOver = status === 'invoiced' || status === 'replaced';
    expect(told(came)).toEqual([isOver ? 'denied' : 'requested', `${status} ${status}`]);
    expect(lines).toEqual([look, send, look]);
    expect((came as Cancellation).answer).toBe(receipt);
  });

  test.each(statuses)('%s, and refused', async (status) => {
    const refused = fault(400, 'OMS003', 'Wrong status');
    const { came, lines } = await cancel([order(status), refused, order(status)]);
    if (status === 'canceled' || isUnderWay(status)) return expect(lines).toEqual([look]);
    expect(came).toMatchObject({
      exitCode: exitCodes.conflict,
      code: 'vtex_not_cancelable',
      message: 'VTEX answered 400: Wrong status (OMS003)',
      facts: { stateConflict: true, httpStatus: 400 },
    });
    expect(lines).toEqual([look, send]);
  });
});

describe('one request', () => {
  test.each([
    ['with a reason', { reason: 'Sem "estoque"' }, '{"reason":"Sem \\"estoque\\""}'],
    ['with an empty one', { reason: '' }, '{"reason":""}'],
    ['without', {}, ''],
  ])('goes out %s', async (_what, request, body) => {
    const { asked } = await cancel([order('payment-approved'), taken, order('canceled')], request);
    expect(asked.map((one) => one.body)).toEqual(['', body, '']);
    expect(asked.map((one) => one.key)).toEqual([null, null, null]);
  });

  // prettier-ignore
  test.each<[before: string, after: string, fields: Record<string, unknown>, outcome: string, notes: string[]]>([
    ['payment-approved', 'canceled', {}, 'canceled', [receiptNote]],
    ['payment-approved', 'request-cancel', {}, 'requested', [receiptNote]],
    ['window-to-cancel', 'window-to-cancel', {}, 'requested', [receiptNote]],
    ['handling', 'canceled', {}, 'canceled', [receiptNote]],
    ['handling', 'cancel', {}, 'requested', [receiptNote]],
    ['handling', 'cancellation-requested', {}, 'requested', [receiptNote, 'It was in handling: from there VTEX takes a second request, which confirms the first. --confirm-second sends it.']],
    ['ready-for-handling', 'ready-for-handling', {}, 'requested', [receiptNote, 'It was in ready-for-handling: from there VTEX takes a second request, which confirms the first. --confirm-second sends it.']],
    ['handling', 'handling', { cancellationRequests: [deniedRequest] }, 'denied', [receiptNote, 'The seller denied it: It is on its way']],
    ['handling', 'invoiced', {}, 'denied', [receiptNote]],
  ])('from %s to %s %j', async (before, after, fields, outcome, expected) => {
    const { came, lines } = await cancel([order(before), taken, order(after, fields)]);
    expect(told(came)).toEqual([outcome, `${before} ${after}`]);
    expect(notes(came)).toEqual(expected);
    expect(lines).toEqual([look, send, look]);
  });

  test.each([
    [
      '{"date":"2026-11-21","orderId":"1","receipt":null}',
      'Receipt without a code, accepted at 2026-11-21.',
    ],
    ['{"orderId":"1"}', 'Receipt without a code.'],
    ['{"receipt":"r"}', 'Receipt r.'],
  ])('has the receipt %s', async (body, note) => {
    const { came } = await cancel([order('invoice'), answer(200, body), order('canceled')]);
    expect([(came as Cancellation).answer, notes(came)]).toEqual([body, [note]]);
  });

  test('is taken in, even if the order cannot be read after it', async () => {
    const { came, lines } = await cancel([order('invoice'), taken, down]);
    expect(told(came)).toEqual(['requested', 'invoice']);
    expect(notes(came)).toEqual([
      receiptNote,
      'The order could not be read after that: look at it in a moment.',
    ]);
    expect(lines).toEqual([look, send, look, look, look]);
  });

  test('is not sent when the order cannot be read before it', async () => {
    const { came, lines } = await cancel([fault(404, 'OMS007', 'Order Not Found')]);
    expect(told(came)).toEqual([exitCodes.notFound, 'OMS007']);
    expect(lines).toEqual([look]);
  });
});

describe('an answer that is no receipt', () => {
  const html = { 'content-type': 'text/html' };
  // prettier-ignore
  test.each<[what: string, step: Step, exit: keyof typeof exitCodes, code: string]>([
    ['a login page', answer(200, '<html>Login</html>', html), 'notSignedIn', 'vtex_login_page'],
    ['a redirect to one', answer(302, '', { location: 'https://vtexid.example.org/' }), 'notSignedIn', 'vtex_login_page'],
    ['plain text', answer(200, 'No authorized'), 'notSignedIn', 'vtex_unauthorized'],
    ['401', fault(401, '1', 'Unauthorized access'), 'notSignedIn', 'vtex_unauthorized'],
    ['403', fault(403, '1', 'Access denied'), 'notSignedIn', 'vtex_forbidden'],
    ['404', fault(404, 'OMS007', 'Order Not Found'), 'notFound', 'OMS007'],
    ['409', fault(409, 'OMS003', 'Wrong status'), 'conflict', 'vtex_not_cancelable'],
    ['a redirect', answer(302, '', { location: 'https://example.org/' }), 'unreachable', 'unexpected_redirect'],
  ])('is an error, and nothing more is asked: %s', async (_what, step, exit, code) => {
    const { came, lines } = await cancel([order('handling'), step, order('canceled')], {
      confirmSecond: true,
    });
    expect(told(came)).toEqual([exitCodes[exit], code]);
    expect(lines).toEqual([look, send]);
  });

  test.each(['<html>Service portal</html>', ''])(
    'a page that names no login tells nothing: the order is looked at (%j)',
    async (page) => {
      const { came, lines } = await cancel([
        ...[order('handling'), answer(200, page, html), order('canceled')],
      ]);
      expect([told(came), lines]).toEqual([
        ['canceled', 'handling canceled'],
        [look, send, look],
      ]);
    },
  );

  test('names what the key lacks', async () => {
    const { came } = await cancel([order('handling'), fault(403, '1', 'Access denied')]);
    expect((came as CliError).facts.details).toEqual([
      'The key lacks the License Manager resource “Cancel order”.',
    ]);
  });

  test('is waited out when VTEX is busy, for such a request was not looked at', async () => {
    const busy = answer(429, 'Too many requests', { 'retry-after': '60' });
    const { came, lines } = await cancel([order('invoice'), busy, taken, order('canceled')]);
    expect(told(came)).toEqual(['canceled', 'invoice canceled']);
    expect(lines).toEqual([look, send, send, look]);
  });

  test('is waited out only as often as it is to be', async () => {
    const busy = answer(429, 'Too many requests');
    const { came, lines } = await cancel([order('invoice'), busy]);
    expect(told(came)).toEqual([exitCodes.unreachable, 'vtex_rate_limited']);
    expect(lines).toEqual([look, send, send, send]);
  });

  test('is not sent for when no connection was made', async () => {
    const { came, lines } = await cancel([order('invoice'), down, taken, order('canceled')]);
    expect(told(came)).toEqual(['canceled', 'invoice canceled']);
    expect(lines).toEqual([look, send, send, look]);
  });
});

describe('a lost answer is settled by reading, never by sending again', () => {
  const losses: [name: string, step: Step][] = [
    ['a broken connection', lost],
    ['500', fault(500, '500', 'Oops')],
    ['503 with a page', answer(503, '<html></html>', { 'content-type': 'text/html' })],
    ['200 with nothing', answer(200, '')],
    ['200 with something else', answer(200, '{"ok":true}')],
    ['200 cut short', answer(200, '{"date":')],
  ];

  test.each(losses)('%s, and the order has moved', async (_name, loss) => {
    const { came, lines } = await cancel([order('invoice'), loss, order('request-cancel')]);
    expect(told(came)).toEqual(['requested', 'invoice request-cancel']);
    expect((came as Cancellation).answer).toBe('null');
    expect(notes(came)).toEqual([
      'No answer of VTEX told the outcome; the order, read again, shows that the request arrived.',
    ]);
    expect(lines).toEqual([look, send, look]);
  });

  test.each(losses)('%s, and the order stands where it stood', async (_name, loss) => {
    const { came, lines } = await cancel([order('handling'), loss, order('handling')], {
      confirmSecond: true,
    });
    expect(came).toMatchObject({ exitCode: exitCodes.outcomeUnknown });
    expect((came as CliError).facts.hint).toMatch(/not sent again.*mp-orders get/);
    expect((came as CliError).facts.idempotencyKey).toBeUndefined();
    expect(lines).toEqual([look, send, look]);
  });

  // prettier-ignore
  test.each<[before: string, after: string, fields: Record<string, unknown>, came: unknown[]]>([
    ['handling', 'canceled', {}, ['canceled', 'handling canceled']],
    ['handling', 'handling', { cancellationRequests: [deniedRequest] }, ['denied', 'handling handling']],
    ['handling', 'invoiced', {}, [exitCodes.outcomeUnknown, 'outcome_unknown']],
    ['payment-approved', 'handling', {}, [exitCodes.outcomeUnknown, 'outcome_unknown']],
  ])('from %s to %s %j', async (before, after, fields, expected) => {
    const { came } = await cancel([order(before), lost, order(after, fields)]);
    expect(told(came)).toEqual(expected);
  });

  test('and stays lost when the order cannot be read', async () => {
    const { came, lines } = await cancel([order('handling'), lost, down]);
    expect(told(came)).toEqual([exitCodes.outcomeUnknown, 'outcome_unknown']);
    expect(lines).toEqual([look, send, look, look, look]);
  });

  test('but not for a user who ended the command', async () => {
    const ending = new AbortController();
    const lines: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { method, url } = new Request(input, init);
      lines.push(`${method} ${new URL(url).pathname}`);
      if (method === 'GET') return order('handling')(new Request(url));
      ending.abort(new Error('SIGINT'));
      throw new Error('SIGINT');
    };
    const { provider } = testClient({ fetch, signal: ending.signal });
    await expect(provider.cancel(orderId, key)).rejects.toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
    });
    expect(lines).toEqual([look, send]);
  });
});

describe('the second request', () => {
  const confirm = { reason: 'Out of stock', confirmSecond: true };
  const second = '{"receipt":"second","date":"2026-11-21T19:30:01Z","orderId":"1"}';
  const takenAgain = answer(200, second);
  const secondNote = 'Receipt second, accepted at 2026-11-21T19:30:01Z.';
  const asked = order('cancellation-requested');

  test.each(['ready-for-handling', 'handling'])('confirms the first, from %s', async (status) => {
    const steps = [order(status), taken, asked, takenAgain, order('canceled')];
    const { came, lines, asked: sent } = await cancel(steps, confirm);
    expect(told(came)).toEqual(['canceled', `${status} cancellation-requested canceled`]);
    expect((came as Cancellation).answer).toBe(second);
    expect(notes(came)).toEqual([receiptNote, secondNote]);
    expect(lines).toEqual([look, send, look, send, look]);
    expect(sent.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      '{"reason":"Out of stock"}',
      '{"reason":"Out of stock"}',
    ]);
  });

  test('goes out also where the first does not show yet', async () => {
    const steps = [order('handling'), taken, order('handling'), takenAgain, order('cancel')];
    const { came } = await cancel(steps, confirm);
    expect(told(came)).toEqual(['requested', 'handling handling cancel']);
  });

  // prettier-ignore
  test.each<[what: string, before: string, after: Step, outcome: string]>([
    ['is canceled already', 'handling', order('canceled'), 'canceled'],
    ['is about to be', 'handling', order('cancel'), 'requested'],
    ['was denied already', 'handling', order('handling', { cancellationRequests: [deniedRequest] }), 'denied'],
    ['was invoiced meanwhile', 'handling', order('invoiced'), 'denied'],
    ['was in a status that takes one', 'payment-approved', order('request-cancel'), 'requested'],
    ['was in one that is not known', 'a-new-one', asked, 'requested'],
  ])('is not sent for an order that %s', async (_what, before, after, outcome) => {
    const { came, lines } = await cancel([order(before), taken, after, takenAgain], confirm);
    expect([told(came)[0], lines]).toEqual([outcome, [look, send, look]]);
    expect(notes(came)?.[0]).toBe(receiptNote);
  });

  test.each<[what: string, steps: Step[], requests: number]>([
    ['the first was lost, though it arrived', [order('handling'), lost, asked], 3],
    ['the order cannot be read after the first', [order('handling'), taken, down], 5],
  ])('is not sent blindly: %s', async (_what, steps, requests) => {
    const { came, lines } = await cancel(steps, confirm);
    expect([told(came)[0], lines.length]).toEqual(['requested', requests]);
    expect(lines.filter((line) => line === send)).toHaveLength(1);
    expect(notes(came)?.at(-1)).toBe(
      'The second request, which confirms the first, was not sent: look at the order, and repeat the command if it waits for it.',
    );
  });

  test('alone confirms a cancel that was asked for before', async () => {
    const { came, lines } = await cancel([asked, takenAgain, order('canceled')], confirm);
    expect(told(came)).toEqual(['canceled', 'cancellation-requested canceled']);
    expect(notes(came)).toEqual([secondNote]);
    expect(lines).toEqual([look, send, look]);
  });

  test.each(['request-cancel', 'waiting-for-seller-decision', 'cancel'])(
    'is not sent from %s',
    async (status) => {
      const { came, lines } = await cancel([order(status), taken], confirm);
      expect([told(came), lines]).toEqual([['requested', status], [look]]);
      expect(notes(came)).toEqual(['Nothing was sent: a cancel is under way already.']);
    },
  );

  test('is offered where nothing was sent', async () => {
    const { came } = await cancel([asked]);
    expect(notes(came)?.[0]).toContain('--confirm-second');
  });

  test('may be lost, and have arrived', async () => {
    const steps = [order('handling'), taken, asked, lost, order('canceled')];
    const { came, lines } = await cancel(steps, confirm);
    expect(told(came)).toEqual(['canceled', 'handling cancellation-requested canceled']);
    expect((came as Cancellation).answer).toBe('null');
    expect(notes(came)?.[0]).toBe(receiptNote);
    expect(lines).toEqual([look, send, look, send, look]);
  });

  test.each<[what: string, step: Step, exit: keyof typeof exitCodes, code: string]>([
    ['lost', lost, 'outcomeUnknown', 'outcome_unknown'],
    ['refused', fault(400, 'OMS003', 'Wrong status'), 'conflict', 'vtex_not_cancelable'],
    ['forbidden', fault(403, '1', 'Access denied'), 'notSignedIn', 'vtex_forbidden'],
    ['never sent', down, 'unreachable', 'unreachable'],
  ])('that is %s does not hide that the first was taken in', async (_what, step, exit, code) => {
    const steps = [order('handling'), taken, asked, step, step, step, asked];
    const { came } = await cancel(step === lost ? [...steps.slice(0, 4), asked] : steps, confirm);
    expect(told(came)).toEqual([exitCodes[exit], code]);
    expect((came as CliError).facts.details?.at(-1)).toBe(
      `The first request was accepted. ${receiptNote}`,
    );
  });

  test('that is lost again is not followed by a third', async () => {
    const { came, lines } = await cancel([asked, lost, asked], confirm);
    expect(told(came)).toEqual([exitCodes.outcomeUnknown, 'outcome_unknown']);
    expect(lines).toEqual([look, send, look]);
  });
});
