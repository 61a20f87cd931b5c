import { CliError, exitCodes, usageError } from '../../src/errors.ts';
import type { Order } from '../../src/orders/order.ts';
import { lacking } from '../../src/providers/abilities.ts';
import type { Ability, OrderProvider, OrderSystem } from '../../src/providers/order-system.ts';
import { plansFor } from '../../src/providers/plan.ts';
import { exchange } from '../../src/providers/transport/exchange.ts';
import { createHttp } from '../../src/providers/transport/http.ts';
import type { HttpRequest } from '../../src/providers/transport/types.ts';

/** The smallest order system: `GET /orders/:id`, `GET /orders`, `POST /orders/:id/cancel`. */
export const toy: OrderSystem = {
  name: 'toy',
  title: 'Toy Shop',
  ownsId: (id) => /^toy_\w+$/.test(id),
  idsIn: (text) => text.match(/toy_\w+/g) ?? [],
  checkId(id) {
    if (!toy.ownsId(id)) throw usageError(`"${id}" is not an order id of the Toy Shop.`);
  },
  isTestId: () => false,
  lifecycle: {
    awaited: ['paid'],
    known: ['open', 'paid', 'canceled'],
    followers: new Map([...['paid', 'canceled'].map((status) => [status, []] as const)]),
  },
  keyLifetimeMs: { create: 0, cancel: 0, refund: 0 },
  cannot: { create: { why: 'The Toy Shop makes no orders.', instead: 'Make one by hand.' } },
  secrets: [{ name: 'token', variable: 'TOY_TOKEN', label: 'Token', example: 'toy-…' }],
  fields: [],
  secretHeaders: { authorization: 'Bearer $TOY_TOKEN' },
  emptyListNotes: [],
  completeKeys: (keys) => keys,
  isTestAccount: () => undefined,
  accountOf: () => undefined,
  baseUrl: () => 'https://toy.example',
  parseOrder: async (answer) => orderOf(answer),
  words: async () => ({
    open: {
      mover: 'customer',
      next: ['mp-orders watch {id}'],
      texts: {
        en: { meaning: 'The toy waits.', cause: 'It is not paid.', hint: 'waiting to be paid' },
        es: { meaning: 'El juguete espera.', cause: 'No se pagó.', hint: 'esperando el pago' },
        pt: { meaning: 'O brinquedo espera.', cause: 'Não foi pago.', hint: 'esperando pagamento' },
      },
    },
  }),
  connect: async ({ keys, http, userAgent, retry }) => {
    const headers = { authorization: `Bearer ${keys.token}`, 'user-agent': userAgent };
    const attempt = createHttp({ ...http, headers });
    const toError = ({ status }: { status: number }) =>
      new CliError(exitCodes.conflict, 'toy_refused', `The Toy Shop answered ${status}.`);
    const send = <T>(request: HttpRequest, parse: (text: string) => T, changes = false) =>
      exchange(attempt, { request, toError, changes }, ({ text }) => parse(text), {
        ...retry,
        repeatable: !changes,
      });
    const refuse = (ability: Ability): never => {
      throw lacking(toy, ability);
    };
    const get = (id: string) => send({ method: 'GET', path: `/orders/${id}` }, orderOf);
    const cancelOf = (id: string): HttpRequest => ({
      method: 'POST',
      path: `/orders/${id}/cancel`,
    });
    const provider: OrderProvider = {
      system: toy,
      get,
      cancel: async (id) => {
        const order = await send(cancelOf(id), orderOf, true);
        return { outcome: 'canceled', history: [order], answer: order.answer };
      },
      planCancel: (id) => plansFor(http.baseUrl, headers)(cancelOf(id)),
      cancelProgress: () => 'canceled',
      cancelFinding: ({ status }) => (status === 'canceled' ? 'canceled' : 'not_done'),
      async *search() {
        const path = '/orders';
        yield* await send({ method: 'GET', path }, (text) =>
          (JSON.parse(text) as object[]).map((one) => orderOf(JSON.stringify(one))),
        );
      },
      whoami: async () => ({ id: 'toy' }),
      call: ({ method, path, body }) => send({ method, path, body }, (text) => text),
      planCall: (call) => plansFor(http.baseUrl, headers)(call),
      create: async () => refuse('create'),
      planCreate: () => refuse('create'),
      refund: async () => refuse('refund'),
      planRefund: () => refuse('refund'),
      listPos: () => refuse('pos'),
    };
    return provider;
  },
};

function orderOf(answer: string): Order {
  const { id, status, total } = JSON.parse(answer) as Record<string, string>;
  if (id === undefined || status === undefined) throw new Error('It is not an order.');
  return {
    provider: 'toy',
    id,
    status,
    total_amount: total,
    currency: 'ARS',
    payments: [],
    answer,
  };
}
