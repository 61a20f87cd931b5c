import type { mollieErrors as entries } from '../../entries/mollie-errors.ts';
import type { Text } from '../text.ts';

export const mollieErrors: Record<keyof typeof entries, Text> = {
  mollie_unauthorized: {
    meaning: 'Mollie does not accept the API key or access token.',
    cause: 'It was mistyped, replaced or revoked.',
    hint: 'The API key or token was refused: `mp-orders auth login --provider mollie` takes a new one.',
  },
  mollie_forbidden: {
    meaning: 'This API key or access token may not do that.',
    cause:
      'An access token lacks the permission `orders.read` or `orders.write`, or the account lacks a feature.',
    hint: 'Use an access token that may: `orders.read` to look at orders, `orders.write` to change them.',
  },
  mollie_order_not_found: {
    meaning: 'Mollie has no order with this id.',
    cause: 'The id has a typing error, was cut short, or is that of a payment (tr_…).',
    hint: 'Check the id, which begins with ord_; `mp-orders list` shows the orders there are.',
  },
  mollie_wrong_mode: {
    meaning:
      'The order exists, but not in the mode that was used: it is live and this is test, or the reverse.',
    cause:
      'A test key was used for a live order, a live key for a test one, or a token without testmode.',
    hint: 'Use the key of the other mode (test_… or live_…); with an access_… token testmode decides.',
  },
  mollie_other_profile: {
    meaning: 'The order exists, but belongs to another website profile than the API key.',
    cause: 'The organization has several website profiles, and each has keys of its own.',
    hint: 'Use a key of the website profile that the order belongs to; `mp-orders auth list` shows what is stored here.',
  },
  mollie_not_found: {
    meaning: 'What was asked for does not exist at Mollie.',
    cause:
      'The path, or the id of a line, a refund or a website profile in it, has a typing error.',
    hint: 'Check the path and the ids in it; `mp-orders get` shows the ids of an order’s lines.',
  },
  mollie_not_cancelable: {
    meaning: 'The order cannot be canceled in its present state.',
    cause:
      'It is paid, completed, expired or canceled already, a payment is still open, or paid lines are not shipped yet.',
    hint: 'Only an order that is created, authorized or shipping can be canceled; refund what is paid. `mp-orders get` shows its state.',
  },
  mollie_line_not_cancelable: {
    meaning: 'This line of the order cannot be canceled in its present state.',
    cause: 'All of it is shipped or canceled already, or it is paid, or waits for its payment.',
    hint: 'Only what is not shipped of a line that is authorized or shipping can be canceled; `mp-orders get` shows how much that is.',
  },
  mollie_line_unprocessable: {
    meaning: 'Mollie does not accept what is asked of a line of the order.',
    cause: 'The id is not of a line of this order, or the quantity is larger than what is left.',
    hint: 'Correct what the error names; `mp-orders get` shows the lines, and how much of each can be canceled still.',
  },
  mollie_bad_request: {
    meaning: 'Mollie could not understand the request.',
    cause:
      'A parameter has the wrong form, testmode was sent with an API key, or an idempotency key was used for something else before.',
    hint: 'Correct what the error names; `--dry-run` prints the request.',
  },
  mollie_conflict: {
    meaning: 'The same request is still being worked on.',
    cause: 'Two tries with the same idempotency key arrived at the same time.',
    hint: 'Wait a few seconds, and look at the order with `mp-orders get` before the next try.',
  },
  mollie_gone: {
    meaning: 'What was asked for existed once and was deleted.',
    cause: 'Somebody deleted it, in the dashboard or through the API.',
    hint: 'It is gone for good; `mp-orders list` shows the orders there are.',
  },
  mollie_unprocessable: {
    meaning: 'Mollie understood the request, but does not accept a value in it.',
    cause:
      'A line cannot be canceled now, a quantity is larger than what is left, or a field is missing.',
    hint: 'Correct the field that the error names; `mp-orders get` shows how the order stands.',
  },
  mollie_amount_out_of_range: {
    meaning: 'The amount lies outside what this part of the line can cost.',
    cause: 'A part of a line with a discount needs an amount, and it must lie between two bounds.',
    hint: 'Give an amount between the two that the error names: `--line <id>=<quantity>@<amount>`.',
  },
  mollie_rate_limited: {
    meaning: 'Too many requests were sent to Mollie within a short time.',
    cause: 'Several programs share one key, or a script asks without a pause.',
    hint: 'Too many requests: wait a little and try again, with a new idempotency key if you set one.',
  },
  mollie_unavailable: {
    meaning: 'Mollie, or something on the way to it, failed.',
    cause: "A passing fault or maintenance on Mollie's side.",
    hint: "Try again in a while; if it stays, ask Mollie's support.",
  },
  mollie_not_signed_in: {
    meaning: 'No API key or access token of Mollie was found; nothing was sent.',
    cause: 'Nobody signed in to Mollie on this machine yet, or under another profile.',
    hint: 'Sign in with `mp-orders auth login --provider mollie`, set MOLLIE_API_KEY, or try it out with --sandbox.',
  },
  mollie_outcome_unknown: {
    meaning:
      'A change was sent to Mollie and no answer came: it may have been carried out, or not.',
    cause: 'The connection broke or time ran out after the request had left.',
    hint: 'It may have been carried out: look at the order with `mp-orders get` before you repeat it.',
  },
  mollie_try_again_later: {
    meaning: 'Mollie refused the request for the moment only; nothing was changed.',
    cause: 'Mollie is still busy with the order or its payment, which passes by itself.',
    hint: 'Try it again in a few minutes: nothing was changed.',
  },
};
