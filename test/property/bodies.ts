import fc from 'fast-check';

/* Bodies of create requests: mostly right, each with some faults of any kind. */

export type Json = Record<string, unknown>;

/** Now and then something else: a value at or beyond one of the page's limits. */
const mostly = <T>(right: fc.Arbitrary<T>, ...others: fc.Arbitrary<unknown>[]) =>
  fc.oneof({ arbitrary: right, weight: 40 }, { arbitrary: fc.oneof(...others), weight: 1 });

/** `undefined` leaves a field out: JSON has no such value. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 5 }, { arbitrary, weight: 1 });

const character = fc.constantFrom('a', 'Z', '0', ' ', 'ñ', '😀', '\u0301', '"', '\\', '\n', '\0');
const lengthAround = (max: number) => fc.constantFrom(0, 1, max - 1, max, max + 1, 2 * max);

/** Text with a length limit, in characters of one and of two code units. */
const textOf = (max: number) =>
  mostly(
    fc.string({ unit: 'grapheme', maxLength: Math.min(max, 8) }),
    fc.tuple(character, lengthAround(max)).map(([one, length]) => one.repeat(length)),
    fc.string({ unit: 'binary', maxLength: 6 }), // lone surrogates too
  );

const rightAmount = fc
  .tuple(fc.bigInt({ min: 1n, max: 99_999_999n }), fc.boolean())
  .map(([cents, isWhole]) => (isWhole ? String(cents) : spell(cents)));

const oddAmount = fc.oneof(
  fc.constantFrom('0', '0.00', '0.01', '00', '01', '1.0', '1.5', '1.000', '1,00', '1.234,56'),
  fc.constantFrom(
    '-5',
    '+5',
    '1e3',
    ' 5',
    '5 ',
    '5\n',
    '.50',
    '5.',
    '',
    '٥',
    '0x10',
    'NaN',
    '1_000',
  ),
  fc.constantFrom('9'.repeat(18), `${'9'.repeat(18)}.99`, '9'.repeat(19), '1'.repeat(40)),
  fc.string({ unit: fc.constantFrom(...'0123456789.,-+e '), maxLength: 8 }),
  fc.double(),
);

const amount = mostly(rightAmount, oddAmount);

function spell(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

const duration = mostly(
  fc.constantFrom('PT30S', 'PT16M', 'PT2H', 'P1D', 'PT3600H', 'P150D', 'P1DT12H30M5S', 'PT30.5S'),
  fc.constantFrom(
    'PT29S',
    'PT29.999S',
    'PT0.5M',
    'PT3600H1S',
    'PT3600H0.001S',
    'P151D',
    'P5M',
    'P6M',
  ),
  fc.constantFrom(
    'P1Y',
    'P21W',
    'P22W',
    'P',
    'PT',
    'P1DT',
    'PT16',
    '16m',
    'pt16m',
    ' PT16M',
    'PT16M\n',
  ),
  fc.constantFrom('-PT16M', 'PT-16M', 'PT1M1H', 'P3Y6M4DT12H30M5S', `PT${'9'.repeat(400)}S`, ''),
  fc.tuple(fc.nat(4000), fc.nat(100), fc.nat(100)).map(([h, m, s]) => `PT${h}H${m}M${s}S`),
);

const reference = mostly(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
  fc.constantFrom('', 'a'.repeat(64), 'a'.repeat(65), 'a b', 'é', 'a\n', 'a.b', '٥', 'ſ'),
);

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const identifier = mostly(word, fc.constantFrom('', ' ', 'x'.repeat(255), 'x'.repeat(256), 'ñ😀'));

const category = fc.record({ id: identifier });

const item = fc.record(
  {
    title: textOf(150),
    unit_price: amount,
    quantity: mostly(fc.integer({ min: 1, max: 99 }), fc.constantFrom(0, -1, 1.5, 1e21, '1', 1e-9)),
    unit_measure: textOf(10),
    external_code: textOf(30),
    external_categories: seldom(fc.array(category, { maxLength: 2 })),
  },
  { requiredKeys: [] },
);

const method = mostly(
  fc.constantFrom('debit_card', 'credit_card', 'account_money', 'prepaid_card'),
  fc.constantFrom('cash', 'Debit_card', '', 'constructor'),
);

/** Users of the sandbox: this one sells, that one does not. */
const sponsor = mostly(
  fc.constantFrom('446566691', '1', '0', '12345678901234567890'),
  fc.constantFrom('', '12a', '-1', '1.5', '٥', '2041100006', '9'.repeat(255), '9'.repeat(256)),
);

const fields = fc.record(
  {
    description: textOf(150),
    expiration_time: duration,
    marketplace_fee: amount,
    integration_data: fc.record(
      {
        platform_id: identifier,
        integrator_id: mostly(
          word.map((id) => `dev_${id}`),
          fc.constantFrom('dev_', 'dev', 'DEV_1', ' dev_1', '', 'dev_\n'),
        ),
        sponsor: fc.record({ id: sponsor }),
      },
      { requiredKeys: [] },
    ),
    items: mostly(
      fc.array(item, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(0, 9, 10, 11).map((length) => Array.from({ length }, () => ({}))),
    ),
    discounts: seldom(
      fc.record({
        payment_methods: fc.array(fc.record({ new_total_amount: amount, type: method }), {
          minLength: 1,
          maxLength: 2,
        }),
      }),
    ),
  },
  { requiredKeys: [] },
);

const cents = (text: unknown): bigint =>
  typeof text === 'string' && /^\d+(\.\d\d)?$/.test(text)
    ? BigInt(text.replace('.', '')) * (text.includes('.') ? 1n : 100n)
    : 0n;

/** What `total_amount` says of the payment and the cash-out. */
const total = fc.oneof(
  { arbitrary: fc.constantFrom('none', 'equal'), weight: 12 },
  { arbitrary: fc.constantFrom('less', 'more', 'another form', 'payment alone'), weight: 1 },
);

function totalAmount(how: string, payment: unknown, cashOut: unknown): unknown {
  const sum = cents(payment) + cents(cashOut);
  if (how === 'equal') return cashOut === undefined ? payment : spell(sum);
  if (how === 'less') return spell(sum > 0n ? sum - 1n : 0n);
  if (how === 'more') return spell(sum + 1n);
  return how === 'payment alone' ? payment : `${sum / 100n}`;
}

const rightBody = fc
  .record({
    fields,
    reference,
    pos: mostly(fc.constant('EXTERNALPOS019285'), identifier),
    mode: fc.option(mostly(fc.constantFrom('static', 'dynamic', 'hybrid'), word), {
      nil: undefined,
    }),
    payment: amount,
    cashOut: seldom(amount),
    total,
  })
  .map((drawn): Json => {
    const { payment, cashOut, pos, mode } = drawn;
    const cash_outs = cashOut === undefined ? {} : { cash_outs: [{ amount: cashOut }] };
    return {
      type: 'qr',
      external_reference: drawn.reference,
      config: { qr: { external_pos_id: pos, ...(mode !== undefined && { mode }) } },
      transactions: { payments: [{ amount: payment }], ...cash_outs },
      ...(drawn.total !== 'none' && { total_amount: totalAmount(drawn.total, payment, cashOut) }),
      ...drawn.fields,
    };
  });

/** Names that no object of the API has; some of them every object of JavaScript has. */
const names = [
  ...['notification_url', 'title', 'id', 'amount', 'total_amount', 'type', 'TYPE', 'refunds', ''],
  ...['constructor', 'prototype', '__proto__', 'toString', 'hasOwnProperty', '0'],
];

type Fault = { at: number; with: string | unknown[] };

const fault: fc.Arbitrary<Fault> = fc.record({
  at: fc.nat(),
  with: fc.oneof(
    fc.constantFrom('removal', 'another name', 'repetition', 'an object around it'),
    fc.constantFrom(null, true, 0, 1.5, '', 'x', '50.00').map((value) => [value]),
    fc.constantFrom({}, []).map((value) => [value]),
    fc.constantFrom(...names).map((name) => `field ${name}`),
  ),
});

interface Place {
  parent: Json | unknown[];
  key: string | number;
}

/** Every place below a value, the outer ones first. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Json;
  const keys = Array.isArray(value) ? value.map((_one, at) => at) : Object.keys(parent);
  return [
    ...keys.map((key) => ({ parent, key })),
    ...keys.flatMap((key) => placesOf(parent[key as string])),
  ];
}

function spoil(body: Json, { at, with: how }: Fault): void {
  const places = placesOf(body);
  const place = places[at % places.length];
  if (place === undefined) return;
  const { key } = place;
  const parent = place.parent as Json;
  const old: unknown = parent[key];
  if (Array.isArray(how)) parent[key] = structuredClone(how[0]);
  else if (how === 'removal') remove(place);
  else if (how === 'repetition') parent[key] = repeated(old);
  else if (how === 'an object around it') parent[key] = { [key]: old };
  else if (how === 'another name') {
    remove(place);
    if (!Array.isArray(parent)) parent[`${key}s`] = old;
  } else {
    const name = how.replace('field ', '');
    // By definition, because an assignment to __proto__ would be none.
    Object.defineProperty(Array.isArray(parent) ? body : parent, name, {
      value: 'x',
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

function repeated(value: unknown): unknown[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return [...list, ...list];
}

function remove({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

/** JSON text of a body with so many faults beside those that its values have. */
const withFaults = (least: number, most: number) =>
  fc
    .tuple(rightBody, fc.array(fault, { minLength: least, maxLength: most }))
    .map(([right, faults]) => {
      const body = structuredClone(right);
      faults.forEach((one) => spoil(body, one));
      return JSON.stringify(body);
    });

/** Mostly right, some with one fault or three, and a few that are no objects at all. */
export const createBodies: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: withFaults(0, 0), weight: 70 },
  { arbitrary: withFaults(1, 1), weight: 20 },
  { arbitrary: withFaults(2, 3), weight: 8 },
  { arbitrary: fc.constantFrom('null', '[]', '"qr"', '7', '{}', '[{"type":"qr"}]'), weight: 1 },
);
