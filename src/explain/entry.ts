/** What can be explained. Their order is the order in which explanations of one word are given. */
export const kinds = [
  'error_code',
  'order_status',
  'order_status_detail',
  'order_situation',
  'payment_status_detail',
  'refund_status',
  'exit_code',
  'mollie_status',
  'mollie_line_status',
  'vtex_status',
  'tool_word',
  'tool_error',
] as const;
export type Kind = (typeof kinds)[number];
/** What is told of them is one sentence. */
export type WordKind = 'tool_word' | 'tool_error';
export type StatusKind = Exclude<Kind, 'error_code' | 'exit_code' | 'order_situation' | WordKind>;

/** Whose move it is. `provider` is whichever order system was asked. */
export type Mover =
  | 'shop'
  | 'customer'
  | 'seller'
  | 'mercado_pago'
  | 'mollie'
  | 'vtex'
  | 'provider'
  | 'integrator'
  | 'nobody';

/**
 * Where an entry was read: a page of the API reference (`create_page`, `get_page`, `cancel_page`,
 * its error table or its statuses), the project's own notes beyond those pages (`reference`), the
 * official guides (`status_guide`: statuses of orders and transactions, for QR and Point;
 * `refund_guide`: refund errors for QR and Point; `point_page`: the reference for Point and the
 * general error page; `pos_page`: that of points of sale and stores; `online_guide`: statuses of orders paid online),
 * answers recorded by others (`recorded`), the meaning of an HTTP status (`http`), or this tool.
 * For Mollie and VTEX: their pages about canceling an order (`…_cancel_page`), the project's own
 * notes (`…_reference`), and the guides that explain statuses and errors (`…_guide`).
 */
type Source =
  | 'create_page'
  | 'get_page'
  | 'cancel_page'
  | 'reference'
  | 'status_guide'
  | 'refund_guide'
  | 'point_page'
  | 'pos_page'
  | 'online_guide'
  | 'recorded'
  | 'mollie_cancel_page'
  | 'mollie_reference'
  | 'mollie_guide'
  | 'vtex_cancel_page'
  | 'vtex_reference'
  | 'vtex_guide'
  | 'http'
  | 'tool';

/** What is known of an entry in any language. */
export interface Entry {
  mover: Mover;
  /** The HTTP status that it comes with. */
  http?: number;
  /**
   * Command lines to type next. `{id}` stands for the id of the order; what stands in angle brackets
   * and the ellipsis are for the reader to fill in.
   */
  next?: readonly string[];
  /** Of a detail: the statuses that it says more of. Under any other it would mean something else. */
  under?: readonly string[];
  sources: readonly Source[];
}
