import { orderId, wireOrder } from '../helpers/orders.ts';
import type { FuzzCase } from './case.ts';
import type { Dice } from './dice.ts';
import { bent, canary, garbled, word } from './words.ts';

const config = {
  profile: 'shop',
  profiles: {
    shop: { provider: 'mercadopago', token: `APP_USR-${canary}-1`, account: { id: '1' } },
    eu: { provider: 'mollie', token: `live_${canary}0123456789` },
  },
  defaults: { pos: 'EXTERNALPOS019285', mode: 'dynamic', lang: 'es' },
};

const readers: readonly (readonly string[])[] = [
  ...[
    ['config', 'list'],
    ['config', 'get', 'pos'],
    ['config', 'set', 'pos', 'P'],
    ['auth', 'list'],
  ],
  ...[
    ['auth', 'use', 'eu'],
    ['auth', 'logout'],
    ['get', orderId],
    ['explain', 'exit', '8'],
    ['history'],
  ],
  ...[
    ['config', 'path'],
    ['create', '--amount', '5', '--pos', 'P', '--dry-run'],
  ],
];

/** A config that somebody edited, or a crash cut off. */
export function configCase(dice: Dice): FuzzCase {
  const text = JSON.stringify(bent(dice, config));
  return {
    argv: [...dice.pick(readers), ...(dice.chance(0.3) ? ['--profile', word(dice)] : [])],
    env: dice.chance(0.5) ? { MP_ACCESS_TOKEN: '' } : {},
    files: { 'config.json': dice.chance(0.5) ? garbled(dice, text) : text },
    reads: [{ status: 200, body: JSON.stringify(wireOrder()) }],
  };
}

const at = (minute: number) => `2026-11-21T19:${String(minute).padStart(2, '0')}:00.000Z`;

const sent = (key: string, minute: number, action: string) => ({
  ...{ kind: 'sent', at: at(minute), key, action, provider: 'mercadopago', profile: 'default' },
  ...{ base_url: 'http://127.0.0.1:4010', method: 'POST', repeatable: true },
  path: action === 'create' ? '/v1/orders' : `/v1/orders/${orderId}/${action}`,
  ...(action === 'create'
    ? { body: '{"external_reference":"r"}', reference: 'r' }
    : { order: orderId }),
});

const settled = (key: string, minute: number) => ({
  ...{
    kind: 'settled',
    at: at(minute),
    key,
    outcome: 'created',
    order: orderId,
    status: 'created',
  },
});

const users: readonly (readonly string[])[] = [
  ...[
    ['order', 'resume'],
    ['order', 'resume', '--list'],
    ['order', 'resume', '--all', '--json'],
  ],
  ...[
    ['history'],
    ['history', '--json'],
    ['order', 'resume', 'k1'],
    ['order', 'resume', '--forget', 'k1', '--yes'],
  ],
  ['create', '--amount', '5', '--pos', 'P', '--idempotency-key', 'k1'],
  ['cancel', orderId, '--yes', '--idempotency-key', 'k2'],
];

const segments = [
  ...[
    'open/1795289400000-4242-0123456789ab.jsonl',
    'open/1795289400000-4242-0123456789ab.jsonl.left',
  ],
  ...['settled/1795289400000-400-raw-0123456789ab.jsonl', 'settled/1-1-merged-a.jsonl', 'open/x'],
];

/** A journal that was cut off, mixed up, or made by somebody else: it is never believed blindly. */
export function journalCase(dice: Dice): FuzzCase {
  const line = () => {
    const key = `k${dice.int(3)}`;
    const record = dice.chance(0.6)
      ? sent(key, dice.int(30), dice.pick(['create', 'cancel', 'refund']))
      : settled(key, dice.int(30));
    const text = JSON.stringify(dice.chance(0.3) ? bent(dice, record) : record);
    return dice.chance(0.1) ? garbled(dice, text) : text;
  };
  const file = (): readonly [string, string] => [
    `journal/${dice.pick(segments)}`,
    `${dice.several(6, line).join('\n')}\n`,
  ];
  const order = wireOrder({ status: dice.pick(['created', 'canceled', 'refunded']) });
  const answer = { status: dice.pick([200, 201, 404, 409, 500]), body: JSON.stringify(order) };
  return {
    argv: dice.pick(users),
    files: Object.fromEntries([file(), ...dice.several(2, file)]),
    reads: [answer],
    changes: [answer],
    judge: (end) =>
      end.sent.every(({ url }) => new URL(url).origin === 'http://127.0.0.1:4010')
        ? undefined
        : `sent elsewhere: ${end.sent.map(({ url }) => url).join(' ')}`,
  };
}
