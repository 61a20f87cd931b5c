import { usageError } from '../../errors.ts';
import type { SandboxControl } from './control.ts';
import {
  type Body,
  read,
  readFaults,
  readMinimumAmount,
  readRefunds,
  required,
  shapes,
} from './read.ts';

/**
 * The same control for programs that no compiler checks: what the control API refuses over HTTP is
 * refused here too. Everything throws a usage error for an argument that is none, and does nothing then.
 */
export const checked = (control: SandboxControl): SandboxControl => ({
  ...control,
  orders: async (filter) => {
    const shape = { system: 'text', status: 'text', limit: 'number' } as const;
    const wish = read<{ limit?: number }>(bodyOf(filter), shape);
    const { limit = 0 } = wish;
    if (!(limit >= 0)) throw usageError('limit: write a whole number.');
    return control.orders(wish);
  },
  order: async (id) => control.order(idOf(id)),
  qrData: async (id) => control.qrData(idOf(id)),
  changes: async (filter) => control.changes(read(bodyOf(filter), { order: 'text' })),
  add: async (wish) => {
    const body = read<Body>(bodyOf(wish), shapes.add);
    return control.add({ ...body, system: required(body, 'system') });
  },
  pay: async (id, how) => control.pay(idOf(id), read(bodyOf(how), shapes.pay)),
  refuse: async (id, why) => control.refuse(idOf(id), read(bodyOf(why), shapes.refuse)),
  expire: async (id) => control.expire(idOf(id)),
  dispute: async (id, how) => control.dispute(idOf(id), read(bodyOf(how), shapes.dispute)),
  move: async (id, status) => control.move(idOf(id), required({ status }, 'status')),
  cancel: async (id) => control.cancel(idOf(id)),
  refund: async (id, how) => control.refund(idOf(id), read(bodyOf(how), shapes.refund)),
  addPos: async (pos) => {
    const body = read<Body>(bodyOf(pos), shapes.pos);
    return control.addPos({ ...body, external_id: required(body, 'external_id') });
  },
  pos: async (seller) => control.pos(read(bodyOf(seller), sellerShape)),
  addStore: async (store, seller) =>
    control.addStore(bodyOf(store), read(bodyOf(seller), sellerShape)),
  stores: async (seller) => control.stores(read(bodyOf(seller), sellerShape)),
  turnClock: async (turn) => control.turnClock(read(bodyOf(turn), shapes.clock)),
  setFaults: async (setting) => control.setFaults(readFaults(bodyOf(setting))),
  setRefunds: async (refunds) => control.setRefunds(readRefunds(bodyOf(refunds))),
  setMinimumAmount: async (setting) => control.setMinimumAmount(readMinimumAmount(bodyOf(setting))),
  setWebhooks: async (change) => control.setWebhooks(read(bodyOf(change), shapes.webhooks)),
});

const sellerShape = { profile: 'text' } as const;

/** What was handed in as options; nothing stands for none. */
export function bodyOf(value: unknown): Body {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  throw usageError('Options are an object, such as {}.');
}

function idOf(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw usageError('The id of the order is missing: it is a text, such as ORDTST….');
}
