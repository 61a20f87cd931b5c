import type { Dice } from './dice.ts';

/** What a token looks like; nothing that is printed or kept may hold it. */
export const canary = 'CANARYcanaryCANARY0123456789abcd';

/** Words that break what takes words for granted. */
export const nasty: readonly string[] = [
  ...['', ' ', '-', '--', '---', '=', '0', '-0', '-1', '1e3', 'NaN', 'Infinity', '1_000', '0x10'],
  ...['null', 'true', '[]', '{}', '"', "'", '\\', '`', '$(id)', '%s%n', '..', '../..', '~', '*'],
  ...['a'.repeat(300), '9'.repeat(400), `${'9'.repeat(30)}.99`, '1.'.repeat(50), '٣', '½', '１２'],
  ...['\u0000', '\u0007', '\u001b[31m', '\u001b]8;;x\u0007', '\u009b8m', '\r\n', '\t', '\n'],
  ...['\u200b', '\u202e', '\ufeff', '\ud800', '\u00ad', 'é', 'e\u0301', '👩‍👩‍👧', '☕️', '漢字'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'a.b.c', '0.0', '[0]'],
  ...['1970-01-01', '2099-12-31T23:59:59Z', '-PT5M', 'PT', '5s', '99999999999d', '0s', 'P1Y'],
  ...['http://127.0.0.1:1', 'https://user:pass@host', 'ftp://x', '//x', 'javascript:1', 'http://['],
  ...['2/8', '0/0', '9/8', '1/1', '20/s', '0/s', '1e9/s', '50', '24.50', '24,50', '1.234,56'],
];

/** Words that commands expect. */
export const apt: readonly string[] = [
  ...['ORD01JD8Q2V6GH3M5N7P9R1T3V5X7', 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7', 'ord_8wmqcHMN4U'],
  ...['1172452900788-01', 'EXTERNALPOS019285', 'processed', 'created', 'canceled', 'dynamic'],
  ...['static', 'hybrid', 'mercadopago', 'mollie', 'vtex', 'sandbox', 'default', 'en', 'es', 'pt'],
  ...['1d', '30s', '16m', 'id', 'status', 'transactions.payments.0.amount', 'get', '/users/me'],
  ...['pos_not_found', '8', 'exit', 'odl_dgtxyl=1', 'PAY01J67CQQH5904WDBVZEM4JMEP3=10.00'],
  ...['title=Coffee,price=24.50,qty=1', 'account_money=47.28', 'key-1', 'half', 'none', 'bash'],
];

export const word = (dice: Dice): string => (dice.chance(0.5) ? dice.pick(apt) : dice.pick(nasty));

/** A text with some of its characters changed, moved, cut off or said twice. */
export function garbled(dice: Dice, text: string): string {
  let result = text;
  for (let times = 1 + dice.int(3); times > 0; times -= 1) {
    const at = dice.int(result.length + 1);
    const end = Math.min(result.length, at + dice.int(20));
    const [head, part, tail] = [result.slice(0, at), result.slice(at, end), result.slice(end)];
    const others = [
      head + tail,
      head,
      head + part + part + tail,
      head + dice.pick(nasty) + tail,
      head + String.fromCharCode(dice.int(0x250)) + tail,
      part + head + tail,
    ];
    result = dice.pick(others);
  }
  return result;
}

/** A document with some of its values changed, left out, or of another type. */
export function bent(dice: Dice, value: unknown, depth = 0): unknown {
  if (dice.chance(depth === 0 ? 0.03 : 0.06)) return oddValue(dice);
  if (Array.isArray(value)) {
    const list = value.map((one) => bent(dice, one, depth + 1));
    if (dice.chance(0.05)) list.push(oddValue(dice));
    if (dice.chance(0.05)) list.shift();
    return list;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(() => !dice.chance(0.04))
    .map(([key, one]) => [key, bent(dice, one, depth + 1)] as const);
  if (dice.chance(0.05)) entries.push([dice.pick(nasty), oddValue(dice)]);
  return Object.fromEntries(entries);
}

function oddValue(dice: Dice): unknown {
  const odd: readonly (() => unknown)[] = [
    ...[() => null, () => true, () => [], () => ({}), () => '', () => 0, () => -1.5, () => 1e21],
    ...[
      () => dice.pick(nasty),
      () => dice.pick(apt),
      () => [[[[]]]],
      () => Number.MAX_SAFE_INTEGER,
    ],
    ...[() => ({ id: { id: {} } }), () => [null, 1, 'x', {}], () => 'x'.repeat(5_000)],
  ];
  return dice.pick(odd)();
}
