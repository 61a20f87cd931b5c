/** What the till's second screen is told of a sale. */
export interface SaleState {
  /**
   * `open`: it can be paid. `paid`: with the amount that was asked for; `paid_otherwise`: with another.
   * `canceled`, `expired`, `over`: it cannot be paid any more. `left`: it is not followed any more.
   */
  is: 'open' | 'paid' | 'paid_otherwise' | 'canceled' | 'expired' | 'over' | 'left';
  /** A decimal; what was paid where it is paid. Empty where it is not known. */
  amount: string;
  /** ISO 4217; empty where it is not known. */
  currency: string;
  /** The text of the code; undefined for an order that is paid with a printed one. */
  code: string | undefined;
  /** Milliseconds until it can be paid no more, as this is told; undefined where that is not known. */
  leftMs: number | undefined;
  /** Whether the last attempt to pay was refused. */
  isRefused: boolean;
}
