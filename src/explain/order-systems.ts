import type { Kind, Mover, StatusKind } from './entry.ts';

/** What the catalogue has for one order system. */
interface SystemEntries {
  /** The system itself, where it is its move. */
  mover: Mover;
  statuses: StatusKind;
  /** Left out where a line has no status of its own. */
  lineStatuses?: StatusKind;
  /** Further kinds that hold words of this system alone. */
  details?: readonly Kind[];
  /** Its own entry for answers without a code that is known, by HTTP status; `5xx` for 500 and up. */
  byHttpStatus?: Readonly<Record<string, string>>;
}

/** By the name of the system, as `--provider` takes it. */
export const orderSystems: Readonly<Record<string, SystemEntries>> = {
  mercadopago: {
    mover: 'mercado_pago',
    statuses: 'order_status',
    details: ['order_status_detail', 'payment_status_detail'],
  },
  mollie: {
    mover: 'mollie',
    statuses: 'mollie_status',
    lineStatuses: 'mollie_line_status',
    byHttpStatus: {
      400: 'mollie_bad_request',
      401: 'mollie_unauthorized',
      403: 'mollie_forbidden',
      404: 'mollie_not_found',
      409: 'mollie_conflict',
      410: 'mollie_gone',
      422: 'mollie_unprocessable',
      429: 'mollie_rate_limited',
      '5xx': 'mollie_unavailable',
    },
  },
  vtex: {
    mover: 'vtex',
    statuses: 'vtex_status',
    byHttpStatus: {
      400: 'vtex_bad_request',
      401: 'vtex_unauthorized',
      403: 'vtex_forbidden',
      404: 'vtex_not_found',
      429: 'vtex_rate_limited',
      '5xx': 'vtex_unavailable',
    },
  },
};

/** The system whose words a kind holds; undefined where it holds those of several. */
export const systemOfKind = (kind: Kind): string | undefined =>
  Object.entries(orderSystems).find(([, { statuses, lineStatuses, details = [] }]) =>
    [statuses, lineStatuses, ...details].includes(kind),
  )?.[0];
