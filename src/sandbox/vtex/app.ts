import { randomUUID } from 'node:crypto';
import { Hono } from 'hono/tiny';
import { type VtexKey, findKey } from './accounts.ts';
import { Refusal, refusalResponse, unauthorized } from './errors.ts';
import { cancel, getOrder, listOrders } from './orders.ts';
import { tellTrouble, type OnTrouble } from '../system.ts';
import type { State } from './state.ts';

interface Env {
  Bindings: { onTrouble?: OnTrouble };
  Variables: { key: VtexKey };
}

const orders = '/api/oms/pvt/orders';

/** The embedded VTEX OMS as a web application: paths, who is asking, and error formats. */
export function createApp(state: State): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    // Answers of the real OMS show the first; Assumption: the second, which requests have, comes back.
    c.res.headers.set('x-vtex-operation-id', randomUUID());
    c.res.headers.set('x-request-id', randomUUID());
    c.res.headers.set('x-mp-orders-sandbox', 'simulation'); // the real API has no such header
  });
  app.use(async (c, next) => {
    const who = signIn(c.req.raw);
    if ('instead' in who) return who.instead;
    c.set('key', who.key);
    return next();
  });

  app.get(orders, async (c) =>
    c.json(await listOrders(state, accountOf(c.var), new URL(c.req.url).searchParams), 200, {
      'content-type': 'application/json; charset=utf-8', // of the list alone, says the description
    }),
  );
  app.get(`${orders}/:id`, async (c) =>
    c.json(await getOrder(state, accountOf(c.var), c.req.param('id'))),
  );
  app.post(`${orders}/:id/cancel`, async (c) => {
    checkMayCancel(c.var.key);
    const body = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await cancel(state, accountOf(c.var), c.req.param('id'), body));
  });

  // Assumption: plain text for what is no resource at all.
  app.notFound(() => refusalResponse(new Refusal(404, 'Not Found')));
  app.onError((error, c) => {
    tellTrouble(error, c.env);
    // Not a wish of the request's: a full disk, say. The cause is all there is to go by.
    return refusalResponse(
      error instanceof Refusal ? error : new Refusal(500, error.message, '500'),
    );
  });
  return app;
}

const accountOf = ({ key }: Env['Variables']): string => key.store.account;

type SignIn = { key: VtexKey } | { instead: Response };

const loginPage =
  '<!DOCTYPE html><html><head><title>Login</title></head><body>Sign in</body></html>';

/**
 * Who is asking, or what is answered instead. The account is told by the key, for the sandbox has
 * one host; the cookie VtexIdclientAutCookie, by which people sign in, opens nothing here.
 */
function signIn(request: Request): SignIn {
  const { headers, method, url } = request;
  const appKey = headers.get('x-vtex-api-appkey') ?? undefined;
  const key = findKey(appKey, headers.get('x-vtex-api-apptoken') ?? undefined);
  if (!key) throw unauthorized();
  switch (key.fate) {
    case 'revoked':
      // Some refusals are plain text, with these words.
      throw new Refusal(401, 'No authorized');
    case 'limited':
      throw tooManyRequests(method);
    case 'login':
      return { instead: redirect(new URL(url).pathname) };
    case 'html':
      return { instead: html() };
    default:
      return { key };
  }
}

// Assumption: the text, and that the key may do everything but this.
/** Throws a Refusal unless the key has the License Manager resource `Cancel order`. */
function checkMayCancel({ fate }: VtexKey): void {
  if (fate === 'no_cancel') throw new Refusal(403, 'Access denied', '1');
}

/** VTEX gives a time to wait sometimes; here a change is told one, and a look is not. */
const tooManyRequests = (method: string): Refusal =>
  new Refusal(429, 'Too many requests', undefined, method === 'GET' ? {} : { 'retry-after': '60' });

const redirect = (path: string): Response =>
  new Response(null, {
    status: 302,
    headers: { location: `https://login.example.org/?returnUrl=${encodeURIComponent(path)}` },
  });

const html = (): Response =>
  new Response(loginPage, { headers: { 'content-type': 'text/html; charset=utf-8' } });
