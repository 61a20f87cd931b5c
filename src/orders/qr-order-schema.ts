import { sentence, type Text } from '../language/sentence.ts';
import { isoDurationMs } from './duration.ts';
import { amountForm, amountPattern, isAmount } from './money.ts';
import type { QrMode } from './order.ts';

/*
 * The create page's rules for the body of POST /v1/orders, as far as they can be judged without the
 * server. The page's example shows objects where the API takes arrays; these are the API's shapes.
 * The rules are functions that make nothing while all is well: a batch judges thousands of bodies.
 */

/** Told each problem by the path of its field, in a message that completes the sentence it begins. */
type Tell = (path: string, message: Text) => void;

/** Tells what is wrong with a value, and says whether all is well. */
type Rule = (value: unknown, path: string, tell: Tell) => boolean;

/** A rule for a value that may be left out. */
interface Optional {
  optional: Rule;
}

const optional = (rule: Rule): Optional => ({ optional: rule });

/** A rule that says in words what is wrong; undefined where all is well. */
const rule =
  (wrongWith: (value: unknown) => Text | undefined): Rule =>
  (value, path, tell) => {
    const wrong = wrongWith(value);
    if (wrong !== undefined) tell(path, wrong);
    return wrong === undefined;
  };

/** A string, and what else is wrong with it. */
const string = (
  wrongWith: (text: string) => Text | undefined,
  wanted: Text = sentence('must be a string'),
): Rule => rule((value) => (typeof value === 'string' ? wrongWith(value) : wanted));

const tooLong = (value: string, max: number): Text | undefined => {
  if (value.length <= max || [...value].length <= max) return undefined;
  return sentence('at most {max} characters (this has {length})', {
    max,
    length: [...value].length,
  });
};

const text = (max: number) => string((value) => tooLong(value, max));

const amount = string((value) => {
  if (isAmount(value)) return undefined;
  if (amountPattern.test(value)) return sentence('must be more than 0');
  return sentence('"{value}" is not an amount: write {amountForm}', {
    value,
    amountForm: sentence(amountForm),
  });
}, sentence('must be a string, such as "50.00"'));

const filled = string((value) => (value === '' ? sentence('must not be empty') : undefined));

const choice = (...choices: readonly unknown[]): Rule =>
  rule((value) =>
    choices.includes(value)
      ? undefined
      : sentence('{value} is not one of {choices}', {
          value: JSON.stringify(value),
          choices: choices.join(', '),
        }),
  );

const shortestMs = 30_000;
const longestMs = 3_600 * 3_600_000;

const expirationTime = string((value) => {
  const ms = isoDurationMs(value);
  if (ms !== undefined && ms >= shortestMs && ms <= longestMs) return undefined;
  return sentence(
    '"{value}" is not an ISO 8601 duration from 30 seconds to 3600 hours, such as PT16M',
    { value },
  );
});

const quantity = rule((value) => {
  if (typeof value !== 'number') return sentence('must be a whole number');
  return Number.isInteger(value) && value >= 1
    ? undefined
    : sentence('must be a whole number from 1 up');
});

const item = closed({
  title: optional(text(150)),
  unit_price: optional(amount),
  quantity: optional(quantity),
  unit_measure: optional(text(10)),
  external_code: optional(text(30)),
  external_categories: optional(
    list(closed({ id: optional(filled) }), 0, 10, sentence('at most 10 categories')),
  ),
});

const discount = closed({
  type: choice('debit_card', 'credit_card', 'account_money', 'prepaid_card'),
  new_total_amount: amount,
});

const sponsorId = string((value) =>
  /^\d+$/.test(value) ? undefined : sentence('must be a USER_ID: digits only'),
);

const integratorId = string((value) =>
  value.startsWith('dev_') ? undefined : sentence('must begin with dev_'),
);

const isShort = text(64);
const isOfLetters = string((value) =>
  /^[\w-]+$/.test(value)
    ? undefined
    : sentence('takes letters, digits, hyphens and underscores, at least one'),
);

const externalReference: Rule = (value, path, tell) => {
  const isRight = isShort(value, path, tell);
  return typeof value === 'string' && isOfLetters(value, path, tell) && isRight;
};

const anyObject = rule((value) =>
  typeof value === 'object' && value !== null ? undefined : sentence('must be an object'),
);

const money = closed({
  payments: optional(list(closed({ amount }), 1, 1, sentence('exactly one payment'))),
  cash_outs: optional(
    list(
      closed({ amount, additional_info: optional(anyObject) }),
      0,
      1,
      sentence('at most one cash-out'),
    ),
  ),
});

/**
 * Cash-outs are on the cancel page and in the QR guide, not on the create page. One alone, without a
 * payment, only the guide has: check-qr-order.ts warns of it.
 */
const transactions: Rule = (value, path, tell) => {
  if (!money(value, path, tell)) return false;
  const { payments, cash_outs: cashOuts = [] } = value as QrOrderBody['transactions'];
  if (payments !== undefined || cashOuts.length > 0) return true;
  tell(`${path}.payments`, sentence('is required'));
  return false;
};

/** The body of a create request, as it is when all is well. */
export interface QrOrderBody {
  type: 'qr';
  total_amount?: string;
  description?: string;
  external_reference: string;
  expiration_time?: string;
  marketplace_fee?: string;
  integration_data?: { platform_id?: string; integrator_id?: string; sponsor?: { id?: string } };
  config: { qr: { external_pos_id: string; mode?: QrMode } };
  transactions: {
    payments?: { amount: string }[];
    cash_outs?: { amount: string; additional_info?: object }[];
  };
  items?: {
    title?: string;
    unit_price?: string;
    quantity?: number;
    unit_measure?: string;
    external_code?: string;
    external_categories?: { id?: string }[];
  }[];
  discounts?: { payment_methods: { type: string; new_total_amount: string }[] };
}

const body = closed({
  type: choice('qr'),
  total_amount: optional(amount),
  description: optional(text(150)),
  external_reference: externalReference,
  expiration_time: optional(expirationTime),
  marketplace_fee: optional(amount),
  integration_data: optional(
    closed({
      platform_id: optional(filled),
      integrator_id: optional(integratorId),
      sponsor: optional(closed({ id: optional(sponsorId) })),
    }),
  ),
  config: closed({
    qr: closed({
      external_pos_id: filled,
      mode: optional(choice('static', 'dynamic', 'hybrid')),
    }),
  }),
  transactions,
  items: optional(list(item, 0, 10, sentence('at most 10 items'))),
  discounts: optional(
    closed({ payment_methods: list(discount, 1, 4, sentence('from 1 to 4 payment methods')) }),
  ),
});

/** Whether this is the body of a create request; tells all that is wrong with it. */
export const isQrOrderBody = (value: unknown, tell: Tell): value is QrOrderBody =>
  body(value, '', tell);

/**
 * An object with these fields and no others: the schema of the API is closed. Each unknown field is
 * an issue of its own, and so is each missing one.
 */
function closed(fields: Readonly<Record<string, Rule | Optional>>): Rule {
  const names = new Set(Object.keys(fields));
  const rules = Object.entries(fields).map(([name, rule]) => ({
    name,
    isOptional: typeof rule !== 'function',
    rule: typeof rule === 'function' ? rule : rule.optional,
  }));
  return (value, path, tell) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      tell(path, sentence('must be an object'));
      return false;
    }
    let isRight = true;
    const fail = (name: string, message: Text) => {
      tell(fieldOf(path, name), message);
      isRight = false;
    };
    for (const { name, isOptional, rule } of rules) {
      const own = Object.hasOwn(value, name) ? (value as Readonly<Json>)[name] : undefined;
      if (own === undefined) {
        if (!isOptional) fail(name, sentence('is required'));
      } else if (!rule(own, fieldOf(path, name), tell)) isRight = false;
    }
    for (const name of Object.keys(value)) {
      if (!names.has(name)) fail(name, sentence('is not a field of this request'));
    }
    return isRight;
  };
}

type Json = Record<string, unknown>;

/** `transactions.payments[0].amount`, as the API's pages write paths. */
const fieldOf = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** An array of so many items; a wrong number is told beside what is wrong with the items. */
function list(one: Rule, least: number, most: number, wanted: Text): Rule {
  return (value, path, tell) => {
    if (!Array.isArray(value)) {
      tell(path, sentence('must be an array'));
      return false;
    }
    let isRight = true;
    for (const [i, entry] of value.entries()) {
      if (!one(entry, `${path}[${i}]`, tell)) isRight = false;
    }
    if (value.length >= least && value.length <= most) return isRight;
    tell(path, wanted);
    return false;
  };
}
