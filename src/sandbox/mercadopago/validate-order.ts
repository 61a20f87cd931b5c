import type { SandboxAccount } from '../accounts.ts';
import { durationMs, longestExpiration, shortestExpiration } from './duration.ts';
import { refuse } from './errors.ts';
import {
  amount,
  array,
  boolean,
  check,
  object,
  oneOf,
  positiveInteger,
  type Rule,
  string,
  text,
  type Report,
} from './schema.ts';
import { type OrderRequest, paymentMethodTypes, qrModes } from './wire.ts';
import { cents, isAmount } from './money.ts';

// Assumption: identifiers and categories have no documented length; this one keeps records small.
const identifier = text(255, 1);

const externalReference = string((value) =>
  /^[A-Za-z0-9_-]{1,64}$/.test(value)
    ? undefined
    : 'have 1 to 64 characters, each a letter, a digit, a hyphen or an underscore',
);

const expirationTime = string((value) => {
  const ms = durationMs(value);
  if (ms === undefined) return 'be an ISO 8601 duration';
  return ms < shortestExpiration || ms > longestExpiration
    ? 'be between 30 seconds and 3600 hours'
    : undefined;
});

const integratorId = string((value) => (/^dev_/.test(value) ? undefined : 'begin with dev_'));

const orderType: Rule = (value, path, report) => {
  if (typeof value !== 'string') report('property_type', `'${path}' must be a string`);
  else if (value !== 'qr') report('invalid_order_type', `'${path}' must be qr`);
};

function itemRule(price: Rule): Rule {
  // Assumption: no property of an item is required; the page calls each of them optional. An empty
  // list of items is let pass, and what items cost together is not compared with the total: the
  // page's own example has them differ.
  return object({
    title: text(150),
    unit_price: price,
    quantity: positiveInteger,
    unit_measure: text(10),
    external_code: text(30),
    external_categories: array(object({ id: identifier }), { most: 10 }),
  });
}

/** What a cash-out may be told in Brazil. Assumption: none of it is required. */
const ofBrazil = object({
  fixed_amount: boolean,
  agency_type: oneOf(['AGTEC', 'AGTOT', 'AGPSS']),
  bank_service_code: identifier,
});

function orderRule({ currency, user }: SandboxAccount): Rule {
  const money = amount(currency === 'CLP');
  const sponsor = object({ id: text(255) });
  const transaction = object({ amount: money }, ['amount']);
  const cashOut = object(
    { amount: money, ...(user.country_id === 'BR' && { additional_info: ofBrazil }) },
    ['amount'],
  );
  const qr = object({ external_pos_id: identifier, mode: oneOf(qrModes) }, ['external_pos_id']);
  // Assumption: a discount without a type or without its new total says nothing, so both are
  // required, as is the list once `discounts` is sent.
  const discount = object({ new_total_amount: money, type: oneOf(paymentMethodTypes) }, [
    'new_total_amount',
    'type',
  ]);
  return object(
    {
      type: orderType,
      total_amount: money,
      description: text(150),
      external_reference: externalReference,
      expiration_time: expirationTime,
      marketplace_fee: money,
      integration_data: object({ platform_id: identifier, integrator_id: integratorId, sponsor }),
      config: object({ qr }, ['qr']),
      transactions: object(
        {
          payments: array(transaction, { least: 1, most: 1 }),
          // Assumption: one cash-out at most, as there is one payment at most; each seller of the
          // sandbox may give cash; and the payment stays required beside it.
          cash_outs: array(cashOut, { most: 1 }),
        },
        ['payments'],
      ),
      items: array(itemRule(money), { most: 10 }),
      discounts: object({ payment_methods: array(discount, { least: 1, most: 4 }) }, [
        'payment_methods',
      ]),
    },
    ['type', 'external_reference', 'config', 'transactions'],
  );
}

/** Throws with everything that is wrong with the body, else returns it typed. */
export function parseOrderRequest(body: unknown, account: SandboxAccount): OrderRequest {
  check(body, orderRule(account), checkTotals);
  return body as OrderRequest;
}

/** What is right in itself but not for this seller. The first mismatch is the answer. */
export function checkSeller(request: OrderRequest, account: SandboxAccount): void {
  if (!account.qrOrders) {
    throw refuse('unsupported_site', `site ${account.user.site_id} has no QR orders`);
  }
  if (request.marketplace_fee !== undefined) {
    const path = "'$.marketplace_fee'";
    if (!account.oauth) {
      throw refuse('marketplace_not_valid', `${path} needs an access token obtained by OAuth`);
    }
    if (!account.marketplaceExists) {
      throw refuse(
        'marketplace_fee_not_allowed',
        `${path}: no marketplace stands behind the token`,
      );
    }
  }
  const sponsor = request.integration_data?.sponsor?.id;
  // Assumption: every user id but the seller's own may sponsor; who exists is not checked.
  if (sponsor !== undefined && (!/^\d+$/.test(sponsor) || sponsor === String(account.user.id))) {
    const wish = 'must be the user id of another account';
    throw refuse('sponsor_id_not_valid', `'$.integration_data.sponsor.id' ${wish}`);
  }
}

const child = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const readCents = (value: unknown): bigint | undefined =>
  typeof value === 'string' && isAmount(value) ? cents(value) : undefined;

interface Amounts {
  /** What the payment and the cash-out ask for together. */
  sum: bigint | undefined;
  /** Zero without a cash-out. */
  cashOut: bigint | undefined;
  /** Where the sum comes from, for a sentence. */
  from: string;
}

function readAmounts(body: unknown): Amounts {
  const transactions = child(body, 'transactions');
  const paid = readCents(child(child(child(transactions, 'payments'), 0), 'amount'));
  const [first] = listOf(child(transactions, 'cash_outs'));
  const cashOut = first === undefined ? 0n : readCents(child(first, 'amount'));
  const sum = paid === undefined || cashOut === undefined ? undefined : paid + cashOut;
  const path = "'$.transactions.payments[0].amount'";
  const from = first === undefined ? path : `${path} plus '$.transactions.cash_outs[0].amount'`;
  return { sum, cashOut, from };
}

/** The rules that span properties. They skip what is malformed: that has its own problem already. */
const checkTotals: Rule = (body, _, report) => {
  const amounts = readAmounts(body);
  const total = readCents(child(body, 'total_amount'));
  if (amounts.sum !== undefined && total !== undefined && amounts.sum !== total) {
    report('invalid_total_amount', `'$.total_amount' must equal ${amounts.from}`);
  }
  checkDiscounts(body, amounts, report);
};

function checkDiscounts(body: unknown, amounts: Amounts, report: Report): void {
  const discounts = child(body, 'discounts');
  if (discounts === undefined) return;
  listOf(child(body, 'items')).forEach((item, at) => {
    if (child(item, 'external_categories') === undefined) return;
    const categories = `$.items[${at}].external_categories`;
    report('bad_request', `'$.discounts' cannot be sent together with '${categories}'`);
  });
  const methods = new Set<unknown>();
  listOf(child(discounts, 'payment_methods')).forEach((discount, at) => {
    const path = `$.discounts.payment_methods[${at}]`;
    const wish = wrongTotal(readCents(child(discount, 'new_total_amount')), amounts);
    if (wish) report('property_value', `'${path}.new_total_amount' must ${wish}`);
    const type = child(discount, 'type');
    // Assumption: a payment method has one discount at most, else which one applies is anyone's guess.
    if (typeof type === 'string' && methods.has(type)) {
      report('property_value', `'${path}.type' must not occur twice`);
    }
    methods.add(type);
  });
}

// Assumption: a "discount" that raises the price is refused, and so is one after which nothing is
// left to pay beside the cash-out, which the new total includes.
function wrongTotal(reduced: bigint | undefined, { sum, cashOut }: Amounts): string | undefined {
  if (reduced === undefined) return undefined;
  if (sum !== undefined && reduced > sum) return 'not exceed the total amount';
  return cashOut && reduced <= cashOut ? 'exceed the cash-out' : undefined;
}
