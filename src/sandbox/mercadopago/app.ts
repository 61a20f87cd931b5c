import { randomUUID } from '../../quick-crypto.ts';
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { findAccount, type SandboxAccount } from '../accounts.ts';
import { tellTrouble, type OnTrouble } from '../system.ts';
import type { Call } from './call.ts';
import {
  ClassicRefusal,
  classicErrorBody,
  ordersErrorBody,
  type OrdersErrorCode,
  Refusal,
  refuse,
} from './errors.ts';
import {
  addTransactions,
  capture,
  deleteTransaction,
  process,
  updateTransaction,
} from './manual-mode.ts';
import { cancel, createOrder, getOrder } from './orders.ts';
import { getCase } from './cases.ts';
import { searchPayments } from './payment-search.ts';
import { getPayment } from './payments.ts';
import { createPos, deletePos, getPos, listPos, updatePos } from './pos.ts';
import { refund } from './refunds.ts';
import { searchOrders } from './search.ts';
import { createStore, deleteStore, getStore, searchStores, updateStore } from './stores.ts';
import type { State } from './state.ts';

interface Env {
  Bindings: { onTrouble?: OnTrouble };
  Variables: { account: SandboxAccount };
}

/** The embedded Mercado Pago as a web application: paths, who is asking, and error formats. */
export function createApp(state: State): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    c.res.headers.set('x-request-id', randomUUID());
    c.res.headers.set('x-mp-orders-sandbox', 'simulation'); // the real API has no such header
  });
  const resources = ['/v1/orders', '/v1/payments', '/v1/chargebacks', '/users', '/pos', '/stores'];
  for (const path of resources.map((resource) => `${resource}/*`)) {
    app.use(path, async (c, next) => {
      // The search has a code of its own.
      const isSearch = c.req.method === 'GET' && c.req.path === '/v1/orders';
      const code = isSearch ? 'invalid_credentials' : 'unauthorized';
      c.set('account', authenticate(c.req.header('authorization'), code));
      await next();
    });
  }

  app.get('/v1/orders', async (c) => c.json(await searchOrders(state, c.var.account, queryOf(c))));
  app.post('/v1/orders', async (c) => {
    const { status, body } = await createOrder(state, await readCall(c));
    return c.json(body, status);
  });
  app.get('/v1/orders/:id', async (c) =>
    c.json(await getOrder(state, c.var.account, c.req.param('id'))),
  );
  app.post('/v1/orders/:id/cancel', async (c) => {
    const { status, body } = await cancel(state, await readCall(c), c.req.param('id'));
    return c.json(body, status);
  });
  app.post('/v1/orders/:id/refund', async (c) => {
    const { status, body } = await refund(state, await readCall(c), c.req.param('id'));
    return c.json(body, status);
  });
  for (const [verb, act] of Object.entries({ capture, process, transactions: addTransactions })) {
    app.post(`/v1/orders/:id/${verb}`, async (c) => {
      const { status, body } = await act(state, await readCall(c), c.req.param('id'));
      return c.json(body, status);
    });
  }
  app.put('/v1/orders/:id/transactions/:transaction', async (c) => {
    const { status, body } = await updateTransaction(state, await readCall(c), c.req.param());
    return c.json(body, status);
  });
  app.delete('/v1/orders/:id/transactions/:transaction', (c) =>
    deleteTransaction(state, c.var.account, c.req.param()),
  );
  app.get('/v1/payments/search', async (c) =>
    c.json(await searchPayments(state, c.var.account, queryOf(c))),
  );
  app.get('/v1/payments/:id', async (c) =>
    c.json(await getPayment(state, c.var.account, c.req.param('id'))),
  );
  app.get('/v1/chargebacks/:id', async (c) =>
    c.json(await getCase(state, c.var.account, c.req.param('id'))),
  );
  app.get('/users/me', (c) => c.json(c.var.account.user));
  app.get('/pos', async (c) => c.json(await listPos(state, c.var.account, queryOf(c))));
  app.get('/pos/:id', async (c) => c.json(await getPos(state, c.var.account, c.req.param('id'))));
  // Assumption: the status. The page has 200, the published description of the API 201.
  app.post('/pos', async (c) =>
    c.json(await createPos(state, c.var.account, await readBody(c)), 201),
  );
  app.put('/pos/:id', async (c) =>
    c.json(await updatePos(state, c.var.account, c.req.param('id'), await readBody(c))),
  );
  // Assumption: the status, which no page has for this version.
  app.delete('/pos/:id', async (c) => {
    await deletePos(state, c.var.account, c.req.param('id'));
    return new Response(null, { status: 204 });
  });

  app.use('/users/:user/*', async (c, next) => {
    const { user } = c.var.account;
    const isOwn = c.req.path === '/users/me' || c.req.param('user') === String(user.id);
    if (!isOwn) {
      throw new ClassicRefusal(403, 'forbidden', 'Forbidden');
    }
    await next();
  });
  app.get('/users/:user/pos', async (c) => c.json(await listPos(state, c.var.account, queryOf(c))));
  app.post('/users/:user/stores', async (c) =>
    c.json(await createStore(state, c.var.account, await readBody(c)), 201),
  );
  app.get('/users/:user/stores/search', async (c) =>
    c.json(await searchStores(state, c.var.account, queryOf(c))),
  );
  for (const path of ['/users/:user/stores/:id', '/stores/:id']) {
    app.get(path, async (c) =>
      c.json(await getStore(state, c.var.account, c.req.param('id') ?? '')),
    );
  }
  app.put('/users/:user/stores/:id', async (c) =>
    c.json(await updateStore(state, c.var.account, c.req.param('id'), await readBody(c))),
  );
  app.delete('/users/:user/stores/:id', async (c) =>
    c.json(await deleteStore(state, c.var.account, c.req.param('id'))),
  );

  app.notFound((c) => {
    const { method, path } = c.req;
    return errorResponse(
      new ClassicRefusal(404, 'not_found', `No such resource: ${method} ${path}`),
    );
  });
  app.onError((error, c) => {
    tellTrouble(error, c.env);
    return isOrdersPath(c) ? ordersError(error) : classicError(error);
  });
  return app;
}

/** Undefined where it is no JSON. */
const readBody = (c: Context<Env>): Promise<unknown> => c.req.json().catch(() => undefined);

const isOrdersPath = (c: Context<Env>): boolean => /^\/v1\/orders(\/|$)/.test(c.req.path);

const queryOf = (c: Context<Env>): URLSearchParams => new URL(c.req.url).searchParams;

function authenticate(header: string | undefined, code: OrdersErrorCode): SandboxAccount {
  const [, token] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
  const account = token === undefined ? undefined : findAccount(token);
  if (!account) throw refuse(code, 'the access token is missing or not known');
  if (account.broken) throw refuse('500', 'this account exists to be answered with this error');
  return account;
}

// Assumption: Content-Type is not looked at; a body of any content type is read as JSON.
async function readCall(c: Context<Env>): Promise<Call> {
  return {
    account: c.var.account,
    method: c.req.method,
    path: c.req.path,
    key: c.req.header('x-idempotency-key'),
    body: new Uint8Array(await c.req.arrayBuffer()),
  };
}

function ordersError(error: Error): Response {
  if (error instanceof Refusal) {
    return Response.json(ordersErrorBody(error.problems), { status: error.status });
  }
  // Not a wish of the request's: a full disk, say. The cause is all there is to go by.
  return Response.json(ordersErrorBody([{ code: '500', detail: error.message }]), { status: 500 });
}

function classicError(error: Error): Response {
  if (error instanceof ClassicRefusal) return errorResponse(error);
  if (error instanceof Refusal) {
    const name = error.status === 401 ? 'unauthorized' : 'internal_error';
    return errorResponse(new ClassicRefusal(error.status, name, error.message));
  }
  return errorResponse(new ClassicRefusal(500, 'internal_error', error.message));
}

const errorResponse = (refusal: ClassicRefusal): Response =>
  Response.json(classicErrorBody(refusal), { status: refusal.status });
