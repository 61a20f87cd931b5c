import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sentence } from '../../../language/sentence.ts';
import { isOneOf } from '../../../orders/lifecycle.ts';
import { expiresAt, isOpen, type Order } from '../../../orders/order.ts';
import { paidOtherwise } from '../../../orders/paid-otherwise.ts';
import { browserCommands, opensNone } from '../../../open-browser.ts';
import type { SaleState } from '../../../pages/till/state.ts';
import type { Context } from '../../../session/context.ts';
import { moneyBack } from '../../../terminal/money-back.ts';

/** A page for the customer: the amount, the code, the time left, and then that it is paid. */
export interface SecondScreen {
  /** Shows the order as it is now. */
  show: (order: Order) => void;
  /** Tells the page that the sale is not followed any more, unless it is over, and serves it no longer. */
  close(): Promise<void>;
}

/** What the page is told once: GET of an order tells neither its code nor what is to become of it. */
interface Sale {
  /** What was asked for, a decimal. */
  requestedTotal: string | undefined;
  /** The text of the code; undefined for an order that is paid with a printed one. */
  code: string | undefined;
  /** How long it can be paid before it is canceled here; undefined where it is not. */
  cancelAfterMs?: number | undefined;
}

interface SaleFacts {
  requestedTotal: string | undefined;
  /** By the monotonic clock, when the order is canceled where it is not paid. */
  cancelsAt: number | undefined;
}

const host = '127.0.0.1';
const mostConnections = 16;
/** What the page is given to take the last news, in ms. */
const patienceMs = 1_000;

/**
 * Serves the page of one sale on loopback, under a path that cannot be guessed, and opens a browser on
 * it. GET of that path alone is answered, under names of loopback alone: with the page, or with the
 * sale as server-sent events.
 */
export async function openSecondScreen(
  context: Context,
  first: Order,
  { requestedTotal, code, cancelAfterMs }: Sale,
): Promise<SecondScreen> {
  const facts: SaleFacts = {
    requestedTotal,
    cancelsAt: cancelAfterMs === undefined ? undefined : context.host.monotonic() + cancelAfterMs,
  };
  const { default: page } = await import('../../../pages/till/page.html');
  const { createServer } = await import('node:http');
  const html = page.html.replace('<html lang="en">', `<html lang="${context.language}">`);
  const path = `/${randomBytes(16).toString('hex')}`;
  const readers = new Set<ServerResponse>();
  let state = stateOf({ ...first, qr_data: code }, facts);
  let latest = first;

  /** With the time that is left now. */
  const message = (): string => {
    const leftMs = state.is === 'open' ? leftOf(context, latest, facts) : undefined;
    return `data: ${JSON.stringify({ ...state, leftMs })}\n\n`;
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const refused = refusalOf(request, { path, port });
    if (refused !== undefined) return void response.writeHead(refused, last).end();
    if (request.headers.accept !== 'text/event-stream') {
      const headers = { ...pageHeaders, 'content-security-policy': page.policy };
      return void response.writeHead(200, headers).end(html);
    }
    response.writeHead(200, { ...others, 'content-type': 'text/event-stream' });
    response.write(message());
    readers.add(response);
    response.on('close', () => readers.delete(response));
  };
  const limits = { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 10_000 };
  const server = createServer({ ...limits, connectionsCheckingInterval: 1_000 }, answer);
  server.maxConnections = mostConnections;
  const port = await listen(server);
  const url = `http://${host}:${port}${path}`;
  context.io.note(sentence('The customer’s page: {url}', { url }));
  void openBrowser(context, url);

  const tell = (next: SaleState) => {
    const isNews = JSON.stringify(next) !== JSON.stringify(state);
    state = next;
    if (isNews) readers.forEach((reader) => reader.write(message()));
  };
  return {
    show(order) {
      latest = order;
      tell(stateOf({ ...order, qr_data: code }, facts));
    },
    async close() {
      if (state.is === 'open') tell({ ...state, is: 'left' });
      const ended = [...readers].map((reader) => new Promise<void>((end) => reader.end(end)));
      const patience = new AbortController();
      await Promise.race([
        Promise.all(ended),
        context.host.sleep(patienceMs, patience.signal).catch(() => undefined),
      ]);
      patience.abort();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

const others = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const last = { ...others, connection: 'close' };
const pageHeaders = {
  ...others,
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** The status that anything but a GET of the page is answered with; undefined for that. */
function refusalOf(
  { method, url, headers }: IncomingMessage,
  { path, port }: { path: string; port: number },
): number | undefined {
  // A page elsewhere whose own name was made to lead here (DNS rebinding) asks under that name.
  const names = [`${host}:${port}`, `localhost:${port}`];
  if (!names.includes((headers.host ?? '').toLowerCase())) return 421;
  if (url !== path) return 404;
  return method === 'GET' ? undefined : 405;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Tries one program after the other; says so where none can be started, since the URL is printed, and
 * nothing where none is wanted.
 */
async function openBrowser({ host: machine, io }: Context, url: string): Promise<void> {
  const commands = browserCommands(url, machine);
  for (const command of commands) if (await machine.startProgram(command)) return;
  if (opensNone(machine)) return;
  io.note(sentence('No browser could be opened: open the page yourself.'));
}

/** Milliseconds until the order expires, or is canceled here. */
function leftOf(context: Context, order: Order, { cancelsAt }: SaleFacts): number | undefined {
  const expiry = expiresAt(order);
  const expires = expiry === undefined ? Infinity : expiry - context.now().getTime();
  const cancels = cancelsAt === undefined ? Infinity : cancelsAt - context.host.monotonic();
  const end = Math.min(expires, cancels);
  return end === Infinity ? undefined : Math.max(0, end);
}

function stateOf(order: Order, { requestedTotal }: SaleFacts): SaleState {
  const { currency = '', total_amount: total = '', total_paid_amount: paid, payments } = order;
  const sale = { currency, leftMs: undefined, isRefused: false, code: undefined };
  const is = (state: SaleState['is'], amount = total): SaleState => ({
    ...sale,
    is: state,
    amount,
  });
  if (isOneOf(order.status, ['processed'])) {
    const { refunded, chargedBack } = moneyBack(order);
    const isWhole = refunded === undefined && chargedBack === undefined;
    return paidOtherwise(order, requestedTotal) === undefined && isWhole
      ? is('paid', paid)
      : is('paid_otherwise', paid);
  }
  if (isOneOf(order.status, ['canceled'])) return is('canceled');
  if (isOneOf(order.status, ['expired'])) return is('expired');
  if (!isOpen(order)) return is('over');
  const isRefused = payments.some(({ status }) => status === 'failed');
  return { ...is('open'), code: order.qr_data, isRefused };
}
