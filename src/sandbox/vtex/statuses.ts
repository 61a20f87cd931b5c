/**
 * What a cancel request does to an order of a status: `once` is enough, `twice` because the first
 * is to be confirmed by a second, `confirms` the one that was made before, or `never`.
 */
type CancelRule = 'once' | 'twice' | 'confirms' | 'never';

interface StatusFacts {
  cancel: CancelRule;
  /** Whether the payment is approved by then; undefined where the status does not tell. */
  paid?: boolean;
  description?: string;
}

const unpaid: StatusFacts = { cancel: 'once', paid: false };
const paid: StatusFacts = { cancel: 'once', paid: true };

/*
 * The names are those of VTEX's page on the order flow, and of its guide on canceling. That two
 * requests are needed from ready-for-handling and handling is on its page on canceling. `never`: the
 * cancel page excludes invoiced and incomplete orders, and the page on the order flow those statuses
 * that the platform leaves by itself (order-created, start-handling, invoice, cancel).
 */
const facts = {
  // Assumption: the API says so in a word; the page on the order flow gives such orders `null`.
  incomplete: { cancel: 'never', paid: false },
  'order-created': { cancel: 'never', paid: false },
  'order-accepted': unpaid,
  'on-order-completed': unpaid,
  'on-order-completed-ffm': unpaid,
  'waiting-for-sellers-confirmation': unpaid,
  'waiting-for-authorization': unpaid,
  'waiting-for-manual-authorization': unpaid,
  'waiting-ffmt-authorization': unpaid,
  'waiting-for-mkt-authorization': unpaid,
  'waiting-for-fulfillment': unpaid,
  'window-to-change-payment': unpaid,
  'window-to-change-seller': { cancel: 'once' },
  'payment-pending': unpaid,
  'payment-approved': paid,
  'window-to-cancel': paid,
  'authorize-fulfillment': paid,
  'waiting-seller-handling': paid,
  'ready-for-handling': { cancel: 'twice', paid: true, description: 'Pronto para o manuseio' },
  'start-handling': { cancel: 'never', paid: true },
  handling: { cancel: 'twice', paid: true, description: 'Preparando Entrega' },
  'ready-for-invoicing': paid,
  invoice: { cancel: 'never', paid: true },
  invoiced: { cancel: 'never', paid: true, description: 'Faturado' },
  'request-cancel': { cancel: 'confirms' },
  'waiting-for-seller-decision': { cancel: 'once' },
  'cancellation-requested': { cancel: 'confirms' },
  'cancellation-request-denied': { cancel: 'once', paid: true },
  cancel: { cancel: 'never' },
  canceled: { cancel: 'never', description: 'Cancelado' },
  // Assumption: the order that took its place is the one to be canceled.
  replaced: { cancel: 'never' },
} as const satisfies Record<string, StatusFacts>;

/** One of VTEX's, or one of those that begin with `x-`, which no client knows: it must expect others. */
export type Status = keyof typeof facts | `x-${string}`;

export const statuses = Object.keys(facts) as readonly Status[];

export const isStatus = (text: string): text is Status =>
  Object.hasOwn(facts, text) || /^x-[a-z0-9-]{1,60}$/.test(text);

export const factsOf = (status: Status): StatusFacts =>
  Object.hasOwn(facts, status) ? facts[status as keyof typeof facts] : { cancel: 'once' };
