import type { ControlledOrder } from '../../sandbox/control/control.ts';
import { durationMs } from '../shared/format.ts';

/** What the page shows of an order of any system. */
interface Facts {
  /** A decimal; empty where the order says none. */
  amount: string;
  currency: string;
  /** The finer word for its status. */
  detail: string;
  reference: string;
  description: string;
  pos: string;
  /** Milliseconds since 1970; NaN where the order does not say it. */
  created: number;
  /** While it is open, when it ends by itself. */
  expires: number | undefined;
}

/** The value at a path of fields, if it is a text or a number. */
function at(value: unknown, ...path: (string | number)[]): string {
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return '';
    value = (value as Record<string | number, unknown>)[name];
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function factsOf({ system, status, order }: ControlledOrder): Facts {
  const read = (...path: (string | number)[]) => at(order, ...path);
  if (system === 'mollie') {
    return {
      amount: read('amount', 'value'),
      currency: read('amount', 'currency'),
      detail: '',
      reference: read('orderNumber'),
      description: '',
      pos: '',
      created: Date.parse(read('createdAt')),
      expires: status === 'created' ? orUndefined(Date.parse(read('expiresAt'))) : undefined,
    };
  }
  if (system === 'vtex') {
    return {
      amount: decimal(read('value')),
      currency: read('storePreferencesData', 'currencyCode'),
      detail: read('statusDescription'),
      reference: read('sequence'),
      description: '',
      pos: '',
      created: Date.parse(read('creationDate')),
      expires: undefined,
    };
  }
  const created = Date.parse(read('created_date'));
  const payment = read('transactions', 'payments', 0, 'status_detail');
  const detail = status === 'created' ? payment : read('status_detail');
  const lasts = durationMs(read('expiration_time'));
  return {
    amount: read('total_amount'),
    currency: read('currency'),
    detail: detail === status ? '' : detail,
    reference: read('external_reference'),
    description: read('description'),
    pos: read('config', 'qr', 'external_pos_id'),
    created,
    expires: status === 'created' && lasts !== undefined ? orUndefined(created + lasts) : undefined,
  };
}

const orUndefined = (ms: number): number | undefined => (Number.isNaN(ms) ? undefined : ms);

/** VTEX counts in hundredths, in every currency. */
const decimal = (hundredths: string): string =>
  /^\d+$/.test(hundredths) ? hundredths.padStart(3, '0').replace(/(\d\d)$/, '.$1') : '';

/** How a status looks: still open, good, bad, over, or money on its way back. */
export function toneOf(status: string): 'open' | 'good' | 'bad' | 'over' | 'back' {
  if (/refund|charged_back/.test(status)) return 'back';
  if (/denied|fail|error|reject/.test(status)) return 'bad';
  if (/cancel|expired|replaced/.test(status)) return 'over';
  const good = /^(processed|paid|completed|shipping|authorized|invoiced|payment-approved)$/;
  return good.test(status) ? 'good' : 'open';
}

/** What can be done to an order now; the sandbox has the last word. */
interface Possible {
  pay: boolean;
  /** Undefined where the system knows no such thing. */
  refuse: boolean | undefined;
  expire: boolean | undefined;
  cancel: boolean;
  refund: boolean | undefined;
  /** Whether an amount and a way to pay may be named. */
  isFine: boolean;
  /** Moved from status to status by hand. */
  moves: boolean;
}

export function possible({ system, status }: ControlledOrder): Possible {
  const isOpen = status === 'created';
  if (system === 'mercadopago') {
    const [refuse, expire] = [isOpen, isOpen];
    const refund = status === 'processed';
    return { pay: isOpen, refuse, expire, cancel: isOpen, refund, isFine: true, moves: false };
  }
  const isOver = /^(canceled|expired|completed|invoiced)$/.test(status);
  const isMollie = system === 'mollie';
  return {
    pay: isMollie && /^(created|pending|authorized)$/.test(status),
    refuse: undefined,
    expire: isMollie ? /^(created|pending)$/.test(status) : undefined,
    cancel: !isOver,
    refund: isMollie ? /^(paid|shipping|completed)$/.test(status) : undefined,
    isFine: false,
    moves: true,
  };
}
