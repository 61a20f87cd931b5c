import { accountErrors } from './es/account-errors.ts';
import { exitCodes } from './es/exit-codes.ts';
import { httpErrors } from './es/http-errors.ts';
import { keyErrors } from './es/key-errors.ts';
import { labels } from './es/labels.ts';
import { mollieErrors } from './es/mollie-errors.ts';
import { mollieLineStatuses, mollieStatuses } from './es/mollie-statuses.ts';
import { orderDetails } from './es/order-details.ts';
import { orderFacts } from './es/order-facts.ts';
import { orderSituations } from './es/order-situations.ts';
import { orderStatuses } from './es/order-statuses.ts';
import { orderSystemErrors } from './es/order-system-errors.ts';
import { paymentDetails } from './es/payment-details.ts';
import { refundErrors, refundStatuses } from './es/refunds.ts';
import { posErrors } from './es/pos-errors.ts';
import { requestErrors } from './es/request-errors.ts';
import { stateErrors } from './es/state-errors.ts';
import { toolErrors } from './es/tool-errors.ts';
import { vtexErrors } from './es/vtex-errors.ts';
import { vtexStatuses } from './es/vtex-statuses.ts';
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
