import mollieOrder from '../golden/answers/mollie-shipping.json' with { type: 'json' };
import vtexOrder from '../golden/answers/vtex-handling.json' with { type: 'json' };
import { orderId, paidOrder, wireOrder } from '../helpers/orders.ts';
import type { FuzzCase, ScriptedAnswer } from './case.ts';
import type { Dice } from './dice.ts';
import { bent, canary, garbled, nasty } from './words.ts';

interface Command {
  argv: readonly string[];
  /** Documents as the order system gives them. */
  documents: readonly unknown[];
}

const mercadopago = [wireOrder(), paidOrder, wireOrder({ status: 'canceled' })];
const refunded = wireOrder({
  status: 'refunded',
  transactions: { payments: [], refunds: [{ id: 'REF1', amount: '50.00', status: 'processed' }] },
});
const pageOf = (data: readonly unknown[]) => ({ data, paging: { total: '2', total_pages: '1' } });
const pos = { results: [{ id: 1, name: 'Till', external_id: 'P' }], paging: { total: 1 } };

const [mollieId, vtexId] = [mollieOrder.id, vtexOrder.orderId];
const mollieList = { count: 1, _embedded: { orders: [mollieOrder] }, _links: { next: null } };
const vtexList = { list: [vtexOrder], paging: { total: 1, pages: 1, currentPage: 1 } };
const receipt = { date: '2026-11-21T19:30:00.0000000-03:00', orderId: vtexId, receipt: null };

const create = ['create', '--amount', '50', '--pos', 'P', '--reference', 'ext_ref_1234'];

const commands: readonly Command[] = [
  { argv: ['get', orderId], documents: mercadopago },
  { argv: ['get', orderId, '--all'], documents: [refunded, ...mercadopago] },
  { argv: ['explain', orderId], documents: [refunded, ...mercadopago] },
  { argv: ['watch', orderId, '--timeout', '30s'], documents: mercadopago },
  { argv: create, documents: mercadopago },
  { argv: [...create, '--mode', 'dynamic', '--watch', '--timeout', '9s'], documents: mercadopago },
  { argv: ['cancel', orderId, '--yes'], documents: mercadopago },
  { argv: ['refund', orderId, '--yes'], documents: [refunded, paidOrder] },
  { argv: ['refund', orderId, '--amount', '10', '--yes'], documents: [refunded, paidOrder] },
  { argv: ['list', '--from', '3d'], documents: [pageOf(mercadopago), pageOf([])] },
  { argv: ['pos', 'list'], documents: [pos] },
  { argv: ['api', 'get', '/users/me'], documents: [{ id: 1, nickname: 'N' }] },
  { argv: ['auth', 'status'], documents: [{ id: 1, nickname: 'N', tags: ['test_user'] }] },
  { argv: ['get', mollieId], documents: [mollieOrder] },
  { argv: ['cancel', mollieId, '--yes'], documents: [mollieOrder] },
  { argv: ['cancel', mollieId, '--line', 'odl_1.aa01', '--yes'], documents: [mollieOrder] },
  { argv: ['refund', mollieId, '--yes'], documents: [{ resource: 'refund', id: 're_1' }] },
  { argv: ['list', '--provider', 'mollie', '--from', '3d'], documents: [mollieList] },
  { argv: ['get', vtexId], documents: [vtexOrder] },
  { argv: ['explain', vtexId], documents: [vtexOrder] },
  { argv: ['watch', vtexId, '--timeout', '30s'], documents: [vtexOrder] },
  { argv: ['cancel', vtexId, '--yes', '--reason', 'r'], documents: [vtexOrder, receipt] },
  { argv: ['list', '--provider', 'vtex', '--from', '3d'], documents: [vtexList] },
];

const errors: readonly unknown[] = [
  { errors: [{ code: 'invalid_properties', message: 'Invalid', details: ["'$.x': y"] }] },
  { errors: [{ code: 'idempotency_key_already_used', message: 'used' }] },
  { errors: [{ code: 'order_already_canceled' }] },
  { errors: [{ code: 'failed', message: 'refused' }], data: wireOrder({ status: 'failed' }) },
  { message: 'not found', error: 'not_found', status: 404, cause: [{ code: 1, description: 'd' }] },
  { status: 422, title: 'Unprocessable', detail: 'wrong', field: 'lines', _links: {} },
  { error: { code: 'OMS007', message: 'Order Not Found', exception: null } },
  { Message: 'An error has occurred.' },
  ['text'],
];

const statuses = [
  ...[200, 200, 200, 200, 201, 201, 204, 301, 302, 304, 400, 401, 402, 403, 404, 405, 408, 409],
  ...[410, 413, 415, 422, 423, 425, 428, 429, 431, 451, 500, 501, 502, 503, 504, 511, 599],
];

const modes: readonly (readonly string[])[] = [
  ...[[], [], ['--json'], ['--field', 'status'], ['--field', 'id', '--field', 'x.y'], ['-q']],
  ...[
    ['--debug'],
    ['--debug=curl'],
    ['--lang', 'es'],
    ['--lang', 'pt', '--json'],
    ['--retries', '0'],
  ],
];

const headerSets: readonly Readonly<Record<string, string>>[] = [
  ...[{ 'content-type': 'application/json' }, { 'content-type': 'text/html' }, {}],
  ...[{ 'retry-after': '1' }, { 'retry-after': '99999999999999' }, { 'retry-after': 'soon' }],
  ...[
    { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' },
    { date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
  ],
  ...[{ date: 'never' }, { location: `http://elsewhere/${canary}` }, { 'x-request-id': canary }],
  ...[{ 'idempotent-replayed': 'true' }, { 'content-length-hint': '-1' }],
];

/** A command, and a server that answers anything: with luck what the API's pages show. */
export function answersCase(dice: Dice): FuzzCase {
  const { argv, documents } = dice.pick(commands);
  const calm = dice.chance(0.4); // else what comes after a success is hardly ever reached
  const answer = () => answerOf(dice, documents, calm);
  const changes = dice.several(2, answer);
  const reads = dice.several(2, answer);
  const all = [...changes, ...reads, {}];
  const hasSuccess = all.some(({ status = 0 }) => status >= 200 && status < 300);
  return {
    argv: [...argv, ...dice.pick(modes)],
    changes: [...changes, answer()],
    reads: [...reads, answer()],
    ...(dice.chance(0.4) && { columns: dice.pick([20, 80, 200]) }),
    judge: ({ code, sent }) => {
      const succeeded = sent.some(({ status = 0 }) => status >= 200 && status < 300);
      if (code === 0 && !succeeded) return 'a success, and no answer was one';
      return code === 7 && hasSuccess && changed(sent) ? 'nothing was changed, it says' : undefined;
    },
  };
}

/** A change that was answered with a success, or not at all, may have been carried out. */
const changed = (sent: readonly { method: string; status: number | undefined }[]): boolean =>
  sent.some(({ method, status }) => method !== 'GET' && (status === undefined || status < 300));

function answerOf(dice: Dice, documents: readonly unknown[], calm: boolean): ScriptedAnswer {
  if (dice.chance(calm ? 0.02 : 0.06)) return {};
  const status = calm && dice.chance(0.8) ? 200 : dice.pick(statuses);
  const document = status < 400 ? dice.pick(documents) : dice.pick(errors);
  const body =
    calm && dice.chance(0.7) ? JSON.stringify(bent(dice, document)) : bodyOf(dice, document);
  return { status, headers: dice.pick(headerSets), body };
}

function bodyOf(dice: Dice, document: unknown): string | Uint8Array {
  const bodies: readonly (() => string | Uint8Array)[] = [
    ...[() => JSON.stringify(document), () => JSON.stringify(bent(dice, document))],
    ...[() => JSON.stringify(bent(dice, document)), () => garbled(dice, JSON.stringify(document))],
    ...[() => '', () => dice.pick(nasty), () => '<html><body>Sign in</body></html>'],
    ...[() => `\ufeff${JSON.stringify(document)}`, () => '['.repeat(2_000), () => canary],
    () => Buffer.from(JSON.stringify(document).replace('e', '\u00e9'), 'latin1'),
    () => JSON.stringify(document).replace(/":"[^"]*"/, `":"${canary}"`),
  ];
  return dice.pick(bodies)();
}
