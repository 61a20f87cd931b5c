import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { authenticate, refuseUnknown, scopeOfBody, scopeOfQuery } from './access.ts';
import type { MollieAccount } from './accounts.ts';
import { Problem, problemBody, unprocessable } from './errors.ts';
import type { Reply } from './keys.ts';
import {
  type Call,
  createOrder,
  createPayment,
  createRefund,
  deleteLines,
  deleteOrder,
  getOrder,
  type KeyedCall,
  listOrders,
  listRefunds,
  patchLine,
  patchOrder,
} from './orders.ts';
import { pageParameters, renderPage } from './page.ts';
import { readObject } from './parse-body.ts';
import { type Embed, embeds } from './render-order.ts';
import { createShipment, getShipment, listShipments, patchShipment } from './shipments.ts';
import { tellTrouble, type OnTrouble } from '../system.ts';
import type { State } from './state.ts';
import { apiLink, documentation } from './links.ts';

interface Env {
  Bindings: { onTrouble?: OnTrouble };
  Variables: { account: MollieAccount };
}
type MollieContext = Context<Env>;

/** The embedded Mollie as a web application: paths, who is asking, and formats. */
export function createApp(state: State): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    // Assumption: the header that names a request; no page does.
    c.res.headers.set('x-request-id', randomUUID());
    c.res.headers.set('x-mp-orders-sandbox', 'simulation'); // the real API has no such header
  });
  app.use(async (c, next) => {
    c.set('account', authenticate(c.req.header('authorization')));
    await next();
  });

  app.get('/v2/orders', async (c) => {
    const call = askedInQuery(c, state, pageParameters, { perWebsite: true });
    return hal(200, renderPage(await listOrders(call), queryOf(c), call.origin));
  });
  app.post('/v2/orders', async (c) => {
    refuseUnknown(queryOf(c), ['embed']);
    return replied(await createOrder(await keyedCall(c, state, true), readEmbed(c)));
  });
  app.get('/v2/orders/:id', async (c) => {
    const call = askedInQuery(c, state, ['embed']);
    return hal(200, await getOrder(call, c.req.param('id'), readEmbed(c)));
  });
  app.delete('/v2/orders/:id', async (c) => {
    const { call, fields } = await askedInBody(c, state);
    return hal(200, await deleteOrder(call, c.req.param('id'), fields));
  });
  app.delete('/v2/orders/:id/lines', async (c) => {
    const { call, fields } = await askedInBody(c, state);
    await deleteLines(call, c.req.param('id'), fields);
    return new Response(null, { status: 204 });
  });
  app.get('/v2/orders/:id/refunds', async (c) => {
    const call = askedInQuery(c, state, pageParameters);
    return hal(
      200,
      renderPage(await listRefunds(call, c.req.param('id')), queryOf(c), call.origin),
    );
  });
  app.post('/v2/orders/:id/refunds', async (c) => {
    refuseUnknown(queryOf(c), []);
    return replied(await createRefund(await keyedCall(c, state, false), c.req.param('id')));
  });
  app.patch('/v2/orders/:id', async (c) => {
    const { call, fields } = await askedInBody(c, state);
    return hal(200, await patchOrder(call, c.req.param('id'), fields));
  });
  app.patch('/v2/orders/:id/lines/:line', async (c) => {
    const { call, fields } = await askedInBody(c, state);
    return hal(200, await patchLine(call, c.req.param(), fields));
  });
  app.post('/v2/orders/:id/payments', async (c) => {
    refuseUnknown(queryOf(c), []);
    return replied(await createPayment(await keyedCall(c, state, false), c.req.param('id')));
  });
  app.get('/v2/orders/:id/shipments', async (c) =>
    hal(200, await listShipments(askedInQuery(c, state, []), c.req.param('id'))),
  );
  app.post('/v2/orders/:id/shipments', async (c) => {
    refuseUnknown(queryOf(c), []);
    return replied(await createShipment(await keyedCall(c, state, false), c.req.param('id')));
  });
  app.get('/v2/orders/:id/shipments/:shipment', async (c) =>
    hal(200, await getShipment(askedInQuery(c, state, []), c.req.param())),
  );
  app.patch('/v2/orders/:id/shipments/:shipment', async (c) => {
    const { call, fields } = await askedInBody(c, state);
    return hal(200, await patchShipment(call, c.req.param(), fields));
  });
  app.get('/v2/profiles/me', (c) => hal(200, currentProfile(c.var.account, originOf(c))));
  app.get('/v2/organizations/me', (c) => hal(200, currentOrganization(c.var.account, originOf(c))));

  // Assumption: the wording. What the sandbox does not have looks like what the API does not have.
  app.notFound((c) => problem(new Problem(404, `No endpoint ${c.req.method} ${c.req.path}.`)));
  app.onError((error, c) => {
    tellTrouble(error, c.env);
    // Not a wish of the request's: a full disk, say. The cause is all there is to go by.
    return problem(error instanceof Problem ? error : new Problem(500, error.message));
  });
  return app;
}

const queryOf = (c: MollieContext): URLSearchParams => new URL(c.req.url).searchParams;
const originOf = (c: MollieContext): string => new URL(c.req.url).origin;

function askedInQuery(
  c: MollieContext,
  state: State,
  known: readonly string[],
  options: { perWebsite?: boolean } = {},
): Call {
  const scope = scopeOfQuery(c.var.account, queryOf(c), known, options);
  return { state, scope, origin: originOf(c) };
}

async function askedInBody(c: MollieContext, state: State) {
  refuseUnknown(queryOf(c), []);
  const body = readObject(new Uint8Array(await c.req.arrayBuffer()));
  const { scope, fields } = scopeOfBody(c.var.account, body);
  const call: Call = { state, scope, origin: originOf(c) };
  return { call, fields };
}

async function keyedCall(c: MollieContext, state: State, perWebsite: boolean): Promise<KeyedCall> {
  const { account } = c.var;
  const body = new Uint8Array(await c.req.arrayBuffer());
  const { pathname, search } = new URL(c.req.url);
  const key = c.req.header('idempotency-key');
  return {
    state,
    origin: originOf(c),
    keyed: { owner: account.profile, key, path: pathname + search, body },
    read: () => scopeOfBody(account, readObject(body), { perWebsite }),
  };
}

/** `embed=payments,refunds`, each at most once. */
function readEmbed(c: MollieContext): Embed[] {
  const names = (queryOf(c).get('embed') ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !embeds.some((one) => one === name));
  if (unknown === undefined) return embeds.filter((one) => names.includes(one));
  throw unprocessable('embed', `The embed ${unknown} is not known.`);
}

const hal = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/hal+json', ...headers },
  });

const replied = ({ status, body, replayed }: Reply): Response =>
  hal(status, body, replayed ? { 'idempotent-replayed': 'true' } : {});

function problem(refusal: Problem): Response {
  const { retryAfter } = refusal.facts;
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) };
  return hal(refusal.status, problemBody(refusal), headers);
}

// Assumption: what the wrong kind of credential is told, in both; the pages say only which kind
// each is for.

/** GET /v2/profiles/me: the website profile that an API key belongs to. */
function currentProfile({ key }: MollieAccount, origin: string) {
  if (!key) throw new Problem(403, 'The current profile is available with an API key only.');
  const { website, mode } = key;
  return {
    resource: 'profile',
    id: website.id,
    mode,
    name: website.name,
    website: website.website,
    email: 'info@example.org',
    phone: '+31200000000',
    status: 'verified',
    createdAt: '2020-01-01T00:00:00+00:00',
    _links: {
      self: apiLink(origin, `/profiles/${website.id}`),
      documentation: documentation('profiles-api/get-profile-me'),
    },
  };
}

/** GET /v2/organizations/me: the organization that an access token belongs to. */
function currentOrganization({ key, organization }: MollieAccount, origin: string) {
  if (key) throw new Problem(403, 'The current organization needs an access token.');
  return {
    resource: 'organization',
    id: organization.id,
    name: organization.name,
    email: 'info@example.org',
    locale: 'nl_NL',
    address: {
      streetAndNumber: 'Verzonnenstraat 1',
      postalCode: '0000 ZZ',
      city: 'Voorbeeldstad',
      country: 'NL',
    },
    registrationNumber: '00000000',
    vatNumber: 'NL000000000B00',
    vatRegulation: 'dutch',
    _links: {
      self: apiLink(origin, `/organizations/${organization.id}`),
      documentation: documentation('organizations-api/current-organization'),
    },
  };
}
