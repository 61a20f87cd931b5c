import { accountErrors } from './pt/account-errors.ts';
import { exitCodes } from './pt/exit-codes.ts';
import { httpErrors } from './pt/http-errors.ts';
import { keyErrors } from './pt/key-errors.ts';
import { labels } from './pt/labels.ts';
import { mollieErrors } from './pt/mollie-errors.ts';
import { mollieLineStatuses, mollieStatuses } from './pt/mollie-statuses.ts';
import { orderDetails } from './pt/order-details.ts';
import { orderFacts } from './pt/order-facts.ts';
import { orderSituations } from './pt/order-situations.ts';
import { orderStatuses } from './pt/order-statuses.ts';
import { orderSystemErrors } from './pt/order-system-errors.ts';
import { paymentDetails } from './pt/payment-details.ts';
import { refundErrors, refundStatuses } from './pt/refunds.ts';
import { posErrors } from './pt/pos-errors.ts';
import { requestErrors } from './pt/request-errors.ts';
import { stateErrors } from './pt/state-errors.ts';
import { toolErrors } from './pt/tool-errors.ts';
import { vtexErrors } from './pt/vtex-errors.ts';
import { vtexStatuses } from './pt/vtex-statuses.ts';
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
