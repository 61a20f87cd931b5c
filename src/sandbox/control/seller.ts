import { randomUUID } from 'node:crypto';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import { sandboxProfiles } from '../profiles.ts';
import type { Sandbox, SandboxOrder } from '../sandbox.ts';

/** What a seller does in the panel of an order system; each is a request to its API. */
interface Seller {
  cancel(id: string): Promise<SandboxOrder>;
  /** All that is left of what was paid, or `amount` of it (Mercado Pago: `10.00`). */
  refund(id: string, options?: { amount?: string }): Promise<SandboxOrder>;
}

type Keys = Readonly<Record<string, string>>;

/** A request to one of the APIs, by an account that signs in. */
interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: object;
}

interface Panel {
  /** Where the real API is: the host decides which system answers. */
  origin: (keys: Keys) => string;
  signIn: (keys: Keys) => Record<string, string>;
  order: (id: string) => string;
  cancel: (id: string) => Call;
  /** Missing where the sandbox's system has no refund. */
  refund?: (id: string, order: object, amount: string | undefined) => Call;
}

const bearer = ({ token = '' }: Keys) => ({ authorization: `Bearer ${token}` });

const panels: Readonly<Record<string, Panel>> = {
  mercadopago: {
    origin: () => 'https://api.mercadopago.com',
    signIn: bearer,
    order: (id) => `/v1/orders/${id}`,
    cancel: (id) => ({ method: 'POST', path: `/v1/orders/${id}/cancel` }),
    refund: (id, order, amount) => ({
      method: 'POST',
      path: `/v1/orders/${id}/refund`,
      ...(amount !== undefined && {
        body: { transactions: [{ id: paymentOf(order), amount }] },
      }),
    }),
  },
  mollie: {
    origin: () => 'https://api.mollie.com',
    signIn: bearer,
    order: (id) => `/v2/orders/${id}`,
    cancel: (id) => ({ method: 'DELETE', path: `/v2/orders/${id}` }),
    refund(id, _order, amount) {
      if (amount === undefined) {
        return { method: 'POST', path: `/v2/orders/${id}/refunds`, body: { lines: [] } };
      }
      throw usageError('An amount is refunded of orders of Mercado Pago only.', {
        hint: 'Leave it out: all that is left is refunded.',
      });
    },
  },
  vtex: {
    origin: ({ account_name = '', environment = '' }) =>
      `https://${account_name}.${environment}.com.br`,
    signIn: ({ app_key = '', token = '' }) => ({
      'x-vtex-api-appkey': app_key,
      'x-vtex-api-apptoken': token,
    }),
    order: (id) => `/api/oms/pvt/orders/${id}`,
    cancel: (id) => ({ method: 'POST', path: `/api/oms/pvt/orders/${id}/cancel`, body: {} }),
  },
};

export function openSeller(sandbox: Pick<Sandbox, 'find' | 'fetch'>): Seller {
  const ask = async (panel: Panel, keys: Keys, { method, path, body }: Call): Promise<Response> => {
    let trouble: CliError | undefined;
    const request = new Request(panel.origin(keys) + path, {
      method,
      headers: {
        ...panel.signIn(keys),
        'content-type': 'application/json',
        ...(method === 'POST' && { 'x-idempotency-key': randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await sandbox.fetch(request, ({ error }) => (trouble = error));
    if (trouble !== undefined) throw trouble;
    return answer;
  };

  /** The keys of an account that sees the order. */
  const ownerOf = async (system: string, panel: Panel, id: string): Promise<Keys> => {
    for (const { provider, keys } of sandboxProfiles) {
      if (provider !== system) continue;
      const query = keys.testmode === undefined ? '' : `?testmode=${keys.testmode}`;
      const look = { method: 'GET', path: panel.order(id) + query } as const;
      if ((await ask(panel, keys, look)).ok) return keys;
    }
    throw usageError(`No account of the sandbox sees order ${id}.`);
  };

  const carryOut = async (
    id: string,
    callOf: (panel: Panel, order: SandboxOrder) => Call,
  ): Promise<SandboxOrder> => {
    const order = await sandbox.find(id);
    const panel = panels[order.system];
    if (panel === undefined) throw usageError(`${order.system} has no panel here.`);
    const call = callOf(panel, order);
    const answer = await ask(panel, await ownerOf(order.system, panel, id), call);
    if (answer.ok) return sandbox.find(id);
    const reason = wordsOf(await answer.text());
    const conflict = answer.status < 500;
    throw new CliError(
      conflict ? exitCodes.conflict : exitCodes.refused,
      'refused_by_api',
      `The API answers ${answer.status}: ${reason}`,
    );
  };

  return {
    cancel: (id) => carryOut(id, (panel) => panel.cancel(id)),
    refund: (id, { amount } = {}) =>
      carryOut(id, (panel, { system, order }) => {
        if (panel.refund !== undefined) return panel.refund(id, order, amount);
        throw usageError(`Orders of ${system} are not refunded here.`, {
          code: 'wrong_sandbox_verb',
        });
      }),
  };
}

function paymentOf(order: object): string {
  const { transactions } = order as { transactions?: { payments?: { id?: string }[] } };
  return transactions?.payments?.[0]?.id ?? '';
}

/** What the error body of any of the APIs says; the body itself where it says nothing. */
function wordsOf(text: string): string {
  const parts: string[] = [];
  try {
    JSON.parse(text, (name, value: unknown) => {
      if (/^(message|detail|title|code)$/.test(name) && typeof value === 'string')
        parts.push(value);
      return value;
    });
  } catch {
    return text;
  }
  return parts.length === 0 ? text : parts.join(', ');
}
