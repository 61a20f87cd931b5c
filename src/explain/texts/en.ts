import { accountErrors } from './en/account-errors.ts';
import { exitCodes } from './en/exit-codes.ts';
import { httpErrors } from './en/http-errors.ts';
import { keyErrors } from './en/key-errors.ts';
import { labels } from './en/labels.ts';
import { mollieErrors } from './en/mollie-errors.ts';
import { mollieLineStatuses, mollieStatuses } from './en/mollie-statuses.ts';
import { orderDetails } from './en/order-details.ts';
import { orderFacts } from './en/order-facts.ts';
import { orderSituations } from './en/order-situations.ts';
import { orderStatuses } from './en/order-statuses.ts';
import { orderSystemErrors } from './en/order-system-errors.ts';
import { paymentDetails } from './en/payment-details.ts';
import { refundErrors, refundStatuses } from './en/refunds.ts';
import { posErrors } from './en/pos-errors.ts';
import { requestErrors } from './en/request-errors.ts';
import { stateErrors } from './en/state-errors.ts';
import { toolErrors } from './en/tool-errors.ts';
import { vtexErrors } from './en/vtex-errors.ts';
import { vtexStatuses } from './en/vtex-statuses.ts';
import type { Texts } from './text.ts';

export const texts: Texts = {
  labels,
  orderFacts,
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
};
