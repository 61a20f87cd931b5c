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
  v.picklist(choices, ({ input }) => `${JSON.stringify(input)} is none of ${choices.join(', ')}`);

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

const item = v.strictObject(
  {
    title: v.optional(text(150)),
    unit_price: v.optional(amount),
    quantity: v.optional(
      v.pipe(
        v.number('must be a whole number'),
        v.check(
          (value) => Number.isInteger(value) && value >= 1,
          'must be a whole number from 1 up',
        ),
      ),
    ),
    unit_measure: v.optional(text(10)),
    external_code: v.optional(text(30)),
    external_categories: v.optional(
      v.pipe(
        v.array(v.strictObject({ id: string }, object()), list()),
        v.maxLength(10, 'at most 10 categories'),
      ),
    ),
  },
  object(),
);

const discount = v.strictObject(
  {
    type: choice(['debit_card', 'credit_card', 'account_money', 'prepaid_card']),
    new_total_amount: amount,
  },
  object(),
);

/** The body of a create request; every message completes the sentence that a path begins. */
export const qrOrderBody = v.strictObject(
  {
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
      v.strictObject(
        {
          platform_id: v.optional(filled),
          integrator_id: v.optional(
            v.pipe(
              string,
              v.check((value) => value.startsWith('dev_'), 'must begin with dev_'),
            ),
          ),
          sponsor: v.optional(
            v.strictObject(
              {
                id: v.pipe(
                  string,
                  v.check((value) => /^\d+$/.test(value), 'must be a USER_ID: digits only'),
                ),
              },
              object(),
            ),
          ),
        },
        object(),
      ),
    ),
    config: v.strictObject(
      {
        qr: v.strictObject(
          {
            external_pos_id: filled,
            mode: v.optional(choice(['static', 'dynamic', 'hybrid'])),
          },
          object(),
        ),
      },
      object(),
    ),
    transactions: v.strictObject(
      {
        payments: v.pipe(
          v.array(v.strictObject({ amount }, object()), list()),
          v.length(1, 'exactly one payment'),
        ),
      },
      object(),
    ),
    items: v.optional(
      v.pipe(
        v.array(item, list()),
        v.minLength(1, 'at least one item'),
        v.maxLength(10, 'at most 10 items'),
      ),
    ),
    discounts: v.optional(
      v.strictObject(
        {
          payment_methods: v.pipe(
            v.array(discount, list()),
            v.minLength(1, 'at least one'),
            v.maxLength(4, 'at most 4'),
          ),
        },
        object(),
      ),
    ),
  },
  object(),
);

export type QrOrderBody = v.InferOutput<typeof qrOrderBody>;

function object(): string {
  return 'must be an object';
}

function list(): string {
  return 'must be an array';
}
