import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { english, textIn } from '../../src/language/sentence.ts';
import { checkQrOrder } from '../../src/orders/check-qr-order.ts';
import { testSandbox } from '../unit/sandbox/test-sandbox.ts';
import { createBodies } from './bodies.ts';
import { runs } from './runs.ts';

interface Verdicts {
  /** `path: message`, as the CLI prints them. */
  local: string[];
  /** The details of a 400, `code: detail`; none for any other answer. */
  sandbox: string[];
}

/** What each side alone refuses, and why that is right as it is. Whatever else differs is a fault. */
const onlyTheSandbox: readonly (readonly [why: string, what: RegExp, body: object])[] = [
  [
    'the page forbids it and a guide of Mercado Pago does it: the CLI warns',
    /^bad_request: '\$\.discounts' cannot be sent together with /,
    {
      items: [{ external_categories: [{ id: 'a' }] }],
      discounts: discounts(['account_money', '1']),
    },
  ],
  [
    'no page says that a discount cannot raise the total: an assumption of the sandbox',
    /new_total_amount' must not exceed the total amount$/,
    { discounts: discounts(['account_money', '51']) },
  ],
  [
    'no page says what a discount may leave of a cash-out: an assumption of the sandbox',
    /new_total_amount' must exceed the cash-out$/,
    {
      transactions: { payments: [{ amount: '50' }], cash_outs: [{ amount: '10' }] },
      discounts: discounts(['account_money', '10']),
    },
  ],
  [
    'no page says that a payment method has one discount: an assumption of the sandbox',
    /\.type' must not occur twice$/,
    { discounts: discounts(['account_money', '1'], ['account_money', '2']) },
  ],
  [
    'no page limits the length of identifiers: an assumption of the sandbox',
    /must have at most 255 characters$/,
    { integration_data: { platform_id: 'x'.repeat(256) } },
  ],
  [
    'whether the currency has decimals depends on the account',
    /must be a whole amount in this currency$/,
    { transactions: { payments: [{ amount: '50.00' }] } },
  ],
  [
    'whether a marketplace may take a fee depends on the token',
    /^marketplace_not_valid: /,
    { marketplace_fee: '1' },
  ],
  [
    'whose USER_ID the sponsor’s is depends on the account',
    /^sponsor_id_not_valid: .* must be the user id of another account$/,
    { integration_data: { sponsor: { id: '2041100003' } } },
  ],
];

const onlyTheCli: readonly (readonly [why: string, what: RegExp, body: object])[] = [
  [
    'no page limits the digits of an amount; more than 18 are a slip of the hand',
    /: "\d{19,}(\.\d\d)?" is not an amount/,
    { transactions: { payments: [{ amount: '1'.repeat(19) }] } },
  ],
];

function discounts(...each: [type: string, new_total_amount: string][]) {
  return {
    payment_methods: each.map(([type, new_total_amount]) => ({ type, new_total_amount })),
  };
}

const { call } = testSandbox();

async function judge(raw: string, profile: string): Promise<Verdicts> {
  const { status, body } = await call('POST', '/v1/orders', { raw, profile });
  const { errors } = body as { errors?: { code: string; details: string[] }[] };
  const details = errors?.flatMap(({ code, details }) => details.map((one) => `${code}: ${one}`));
  return {
    local: checkQrOrder(JSON.parse(raw)).problems.map(
      ({ path, message }) => `${path}: ${textIn(english, message)}`,
    ),
    sandbox: status === 400 ? (details ?? []) : [],
  };
}

/** What one side refuses and the other does not, for no reason that is listed above. */
function unexplained({ local, sandbox }: Verdicts): string[] {
  if (local.length > 0 && sandbox.length > 0) return [];
  return [
    ...local.filter((problem) => !onlyTheCli.some(([, what]) => what.test(problem))),
    ...sandbox.filter((problem) => !onlyTheSandbox.some(([, what]) => what.test(problem))),
  ];
}

const minimal = {
  type: 'qr',
  external_reference: 'r',
  config: { qr: { external_pos_id: 'EXTERNALPOS019285' } },
  transactions: { payments: [{ amount: '50' }] },
};

const told = { right: 0, wrong: 0 };

describe('of a create request, the CLI says before sending what the sandbox answers', () => {
  test('to 1,000 bodies', async () => {
    // The OAuth account may take marketplace fees; the Chilean one has no decimals.
    const account = fc.oneof(
      { arbitrary: fc.constant('sandbox-oauth'), weight: 9 },
      { arbitrary: fc.constant('sandbox-cl'), weight: 1 },
    );
    await fc.assert(
      fc.asyncProperty(createBodies, account, async (body, profile) => {
        const verdicts = await judge(body, profile);
        told[verdicts.sandbox.length > 0 ? 'wrong' : 'right'] += 1;
        expect(unexplained(verdicts)).toEqual([]);
      }),
      runs(1_000),
    );
    // A generator that made one kind alone would prove nothing.
    expect([told.right > 300, told.wrong > 300]).toEqual([true, true]);
  });

  test.each<[name: string, extra: string]>([
    ['an unknown field that every object of JavaScript has', '"constructor":"x"'],
    ['an unknown field __proto__', '"__proto__":"x"'],
    ['an unknown field prototype', '"prototype":"x"'],
    ['an empty list of items', '"items":[]'],
    ['a sponsor without an id', '"integration_data":{"sponsor":{}}'],
    ['an integrator that is the prefix alone', '"integration_data":{"integrator_id":"dev_"}'],
    ['a category without an id', '"items":[{"external_categories":[{}]}]'],
    ['a category of no name', '"items":[{"external_categories":[{"id":""}]}]'],
    ['an item without a field', '"items":[{}]'],
    ['an empty list of cash-outs', '"transactions":{"payments":[{"amount":"50"}],"cash_outs":[]}'],
    ['a total in another form', '"total_amount":"50.00"'],
    ['a price of nothing', '"items":[{"unit_price":"0.00"}]'],
    ['a fee of nothing', '"marketplace_fee":"0"'],
  ])('to %s', async (_name, extra) => {
    const body = `${JSON.stringify(minimal).slice(0, -1)},${extra}}`;
    expect(unexplained(await judge(body, 'sandbox-oauth'))).toEqual([]);
  });
});

describe('a listed difference is one', () => {
  test.each(onlyTheSandbox)('%s', async (_why, what, extra) => {
    const { local, sandbox } = await judge(JSON.stringify({ ...minimal, ...extra }), 'sandbox-cl');
    const details = expect.arrayContaining([expect.stringMatching(what)]);
    expect({ local, sandbox }).toEqual({ local: [], sandbox: details });
  });

  test.each(onlyTheCli)('%s', async (_why, what, extra) => {
    const { local, sandbox } = await judge(JSON.stringify({ ...minimal, ...extra }), 'sandbox-cl');
    expect({ local, sandbox }).toEqual({ local: [expect.stringMatching(what)], sandbox: [] });
  });
});
