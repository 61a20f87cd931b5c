import * as v from 'valibot';
import { isoDurationMs } from './duration.ts';
import { amountForm, isAmount } from './money.ts';

/*
 * The create page's rules for the body of POST /v1/orders, as far as they can be judged without the
 * server. The page's example shows objects where the API takes arrays; these are the API's shapes.
 */

const string = v.string('must be a string');

const text = (max: number) =>
  v.pipe(
    string,
    v.check(
      (value) => [...value].length <= max,
      ({ input }) => `at most ${max} characters (this has ${[...input].length})`,
    ),
  );

const amount = v.pipe(
  v.string('must be a string, such as "50.00"'),
  v.check(isAmount, ({ input }) => `"${input}" is not an amount: write ${amountForm}`),
);

const filled = v.pipe(
  string,
  v.check((value) => value !== '', 'must not be empty'),
);

const choice = <const T extends readonly string[]>(choices: T) =>
  v.picklist(
    choices,
    ({ input }) => `${JSON.stringify(input)} is not one of ${choices.join(', ')}`,
  );

const shortestMs = 30_000;
const longestMs = 3_600 * 3_600_000;

const expirationTime = v.pipe(
  string,
  v.check(
    (value) => {
      const ms = isoDurationMs(value);
      return ms !== undefined && ms >= shortestMs && ms <= longestMs;
    },
    ({ input }) =>
      `"${input}" is not an ISO 8601 duration from 30 seconds to 3600 hours, such as PT16M`,
  ),
);

const item = closed({
  title: v.optional(text(150)),
  unit_price: v.optional(amount),
  quantity: v.optional(
    v.pipe(
      v.number('must be a whole number'),
      v.check((value) => Number.isInteger(value) && value >= 1, 'must be a whole number from 1 up'),
    ),
  ),
  unit_measure: v.optional(text(10)),
  external_code: v.optional(text(30)),
  external_categories: v.optional(
    list(closed({ id: v.optional(filled) }), 0, 10, 'at most 10 categories'),
  ),
});

const discount = closed({
  type: choice(['debit_card', 'credit_card', 'account_money', 'prepaid_card']),
  new_total_amount: amount,
});

const sponsorId = v.pipe(
  string,
  v.check((value) => /^\d+$/.test(value), 'must be a USER_ID: digits only'),
);

const integratorId = v.pipe(
  string,
  v.check((value) => value.startsWith('dev_'), 'must begin with dev_'),
);

/**
 * Cash-outs are on the cancel page and in the QR guide, not on the create page. One alone, without a
 * payment, only the guide has: check-qr-order.ts warns of it.
 */
const transactions = v.pipe(
  closed({
    payments: v.optional(list(closed({ amount }), 1, 1, 'exactly one payment')),
    cash_outs: v.optional(
      list(
        closed({ amount, additional_info: v.optional(v.looseObject({}, 'must be an object')) }),
        0,
        1,
        'at most one cash-out',
      ),
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { payments, cash_outs = [] } = dataset.value;
    if (payments !== undefined || cash_outs.length > 0) return;
    const value = { ...dataset.value };
    const path = { type: 'object', origin: 'value', input: value, key: 'payments' } as const;
    addIssue({ message: 'is required', path: [{ ...path, value: undefined }] });
  }),
);

/** The body of a create request; every message completes the sentence that a path begins. */
export const qrOrderBody = closed({
  type: choice(['qr']),
  total_amount: v.optional(amount),
  description: v.optional(text(150)),
  external_reference: v.pipe(
    text(64),
    v.check(
      (value) => /^[\w-]+$/.test(value),
      'takes letters, digits, hyphens and underscores, at least one',
    ),
  ),
  expiration_time: v.optional(expirationTime),
  marketplace_fee: v.optional(amount),
  integration_data: v.optional(
    closed({
      platform_id: v.optional(filled),
      integrator_id: v.optional(integratorId),
      sponsor: v.optional(closed({ id: v.optional(sponsorId) })),
    }),
  ),
  config: closed({
    qr: closed({
      external_pos_id: filled,
      mode: v.optional(choice(['static', 'dynamic', 'hybrid'])),
    }),
  }),
  transactions,
  items: v.optional(list(item, 0, 10, 'at most 10 items')),
  discounts: v.optional(
    closed({ payment_methods: list(discount, 1, 4, 'from 1 to 4 payment methods') }),
  ),
});

export type QrOrderBody = v.InferOutput<typeof qrOrderBody>;

/**
 * An object with these fields and no others: the schema of the API is closed. Each unknown field is
 * an issue of its own, and so is each missing one.
 */
function closed<const T extends v.ObjectEntries>(entries: T) {
  const isObject = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return v.pipe(
    v.custom<Record<string, unknown>>(isObject, 'must be an object'),
    // valibot passes over these names, which are as unknown to the API as any other.
    v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { value } = dataset;
      for (const key of ['__proto__', 'prototype', 'constructor']) {
        if (!Object.hasOwn(value, key)) continue;
        addIssue({
          message: 'is not a field of this request',
          path: [{ type: 'object', origin: 'value', input: value, key, value: value[key] }],
        });
      }
    }),
    v.objectWithRest(entries, v.never('is not a field of this request'), 'is required'),
  ) as unknown as v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<T, undefined>>>;
}

/** An array of so many items; a wrong number is told beside what is wrong with the items. */
function list<T extends v.GenericSchema>(one: T, least: number, most: number, wanted: string) {
  return v.pipe(
    v.array(one, 'must be an array'),
    v.rawCheck(({ dataset, addIssue }) => {
      const value: unknown = dataset.value;
      const isRight = !Array.isArray(value) || (value.length >= least && value.length <= most);
      if (!isRight) addIssue({ message: wanted });
    }),
  );
}
