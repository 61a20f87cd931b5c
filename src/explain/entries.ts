import { accountErrors } from './entries/account-errors.ts';
import { exitCodes } from './entries/exit-codes.ts';
import { httpErrors } from './entries/http-errors.ts';
import { keyErrors, orderSystemErrors, toolErrors } from './entries/tool-errors.ts';
import { mollieErrors } from './entries/mollie-errors.ts';
import { mollieLineStatuses, mollieStatuses } from './entries/mollie-statuses.ts';
import { orderDetails, orderSituations, orderStatuses } from './entries/order-statuses.ts';
import { paymentDetails } from './entries/payment-details.ts';
import { refundErrors, refundStatuses } from './entries/refunds.ts';
import { posErrors } from './entries/pos-errors.ts';
import { requestErrors } from './entries/request-errors.ts';
import { stateErrors } from './entries/state-errors.ts';
import { toolCodes, toolWords } from './entries/tool-words.ts';
import { vtexErrors } from './entries/vtex-errors.ts';
import { vtexStatuses } from './entries/vtex-statuses.ts';
import type { Entry, Kind } from './entry.ts';

/** All that can be explained, by kind and name, in any language. */
export const entries = {
  error_code: {
    ...requestErrors,
    ...accountErrors,
    ...posErrors,
    ...stateErrors,
    ...httpErrors,
    ...toolErrors,
    ...keyErrors,
    ...orderSystemErrors,
    ...refundErrors,
    ...mollieErrors,
    ...vtexErrors,
  },
  order_status: orderStatuses,
  order_situation: orderSituations,
  order_status_detail: orderDetails,
  payment_status_detail: paymentDetails,
  refund_status: refundStatuses,
  exit_code: exitCodes,
  mollie_status: mollieStatuses,
  mollie_line_status: mollieLineStatuses,
  vtex_status: vtexStatuses,
  tool_word: toolWords,
  tool_error: toolCodes,
} as const satisfies Record<Kind, Record<string, Entry>>;

export type Entries = typeof entries;
