import type { vtexErrors as entries } from '../../entries/vtex-errors.ts';
import type { Text } from '../text.ts';

export const vtexErrors: Record<keyof typeof entries, Text> = {
  OMS007: {
    meaning: 'This VTEX account has no order with this id.',
    cause: 'The id has a typing error, or the order is in the account of another store or seller.',
    hint: 'Check the id, such as 1172452900788-01, and with `mp-orders auth status` the account.',
  },
  OMS003: {
    meaning: 'The status of the order does not allow what was asked for.',
    cause: 'The order has moved on, or is not yet where this step belongs.',
    hint: 'Look at the order with `mp-orders get`: its status tells what can be done now.',
  },
  vtex_not_found: {
    meaning: 'What was asked for does not exist in this VTEX account.',
    cause: 'The path has a typing error, or the account or its environment is another one.',
    hint: 'Check the path, and with `mp-orders auth status` the account.',
  },
  vtex_unauthorized: {
    meaning: 'VTEX does not accept the app key and app token.',
    cause: 'One of the two was mistyped or revoked, or they belong to another account.',
    hint: 'The credentials were refused: `mp-orders auth login --provider vtex` takes new ones.',
  },
  vtex_forbidden: {
    meaning: 'The app key may not do that.',
    cause: 'Its roles lack a License Manager resource; to cancel, that is `Cancel order`.',
    hint: 'In the Admin, give the app key a role with the resource that is named here (to cancel: `Cancel order`), such as `OMS - Full access`.',
  },
  vtex_login_page: {
    meaning: 'A login page came in place of an answer; that is no success.',
    cause:
      'The app key or app token is missing or refused, or the account or its environment is misspelt.',
    hint: 'Check the account and its keys with `mp-orders auth status`, and sign in again.',
  },
  vtex_not_cancelable: {
    meaning: 'VTEX does not cancel the order in its present state.',
    cause:
      'It is invoiced, wholly or partly, incomplete, replaced or canceled already, or VTEX is just moving it on.',
    hint: 'Look at the order with `mp-orders get`; what is invoiced goes back by a return invoice.',
  },
  vtex_bad_request: {
    meaning: 'VTEX refused the request as not valid.',
    cause: 'The id or a parameter has the wrong form, or the body is not JSON.',
    hint: 'Correct what the error names; `--dry-run` prints the request.',
  },
  vtex_rate_limited: {
    meaning: 'Too many requests were sent to VTEX within a short time.',
    cause: 'Several programs share the account, or a script asks without a pause.',
    hint: 'Too many requests: wait a minute and try again.',
  },
  vtex_unavailable: {
    meaning: 'VTEX, or something on the way to it, failed.',
    cause: "A passing fault or maintenance on VTEX's side.",
    hint: 'Try again in a while; after a cancel, look at the order with `mp-orders get` first.',
  },
  vtex_cancel_denied: {
    meaning: 'The seller said no to the cancel, and the order goes on.',
    cause: 'The goods are made or packed already, so that a cancel would cost the seller.',
    hint: 'Settle it with the seller; `mp-orders get` shows where the order stands.',
  },
  vtex_second_request_needed: {
    meaning: 'A cancel takes two requests in this state: the second confirms the first.',
    cause: 'The order is ready-for-handling or handling: the seller may have begun to prepare it.',
    hint: 'Look at the order, and when it is to be canceled all the same, add `--confirm-second`.',
  },
  vtex_not_signed_in: {
    meaning: 'No app key and app token of VTEX were found; nothing was sent.',
    cause: 'Nobody signed in to VTEX on this machine yet, or under another profile.',
    hint: 'Sign in with `mp-orders auth login --provider vtex`, set VTEX_APP_KEY and VTEX_APP_TOKEN, or try it out with --sandbox.',
  },
  vtex_outcome_unknown: {
    meaning: 'A cancel was sent to VTEX and no answer came: it may have been taken in, or not.',
    cause: 'The connection broke or time ran out after the request had left.',
    hint: 'Do not send it again, since a second request can confirm the first: look at the order with `mp-orders get`.',
  },
  vtex_unexpected_answer: {
    meaning: 'VTEX said yes, but its answer is not what its documentation describes.',
    cause: 'Something between here and VTEX answered in its place, or the API changed.',
    hint: '`--debug` shows the whole answer; after a cancel, look at the order with `mp-orders get` and do not send it again.',
  },
  vtex_try_again_later: {
    meaning: 'VTEX refused the request for the moment only; nothing was changed.',
    cause: 'VTEX is still moving the order on, which passes by itself.',
    hint: 'Look at the order with `mp-orders get` in a few minutes, and try again then.',
  },
};
