import type { httpErrors as entries } from '../../entries/http-errors.ts';
import type { Text } from '../text.ts';

export const httpErrors: Record<keyof typeof entries, Text> = {
  http_400: {
    meaning: 'The provider refused the request as not valid.',
    cause: 'A field is missing, misspelt or has a value that is not accepted.',
    hint: 'Check the fields of the request; `--dry-run` prints it.',
  },
  http_401: {
    meaning: 'The provider does not accept the access token.',
    cause: 'The token was mistyped, renewed or revoked.',
    hint: 'The access token was refused: `mp-orders auth login` takes a new one.',
  },
  http_402: {
    meaning: 'The payment was refused; the order itself was accepted.',
    cause: 'The card or the account of the customer could not pay.',
    hint: 'The payment was refused: the status_detail of the payment says why.',
  },
  http_403: {
    meaning: 'This account may not do that.',
    cause:
      'The application behind the token lacks the permission, or the order belongs to another account.',
    hint: 'This account may not do that: `mp-orders auth status` shows which one it is.',
  },
  http_404: {
    meaning: 'What was asked for does not exist for this account.',
    cause: 'The id or the path has a typing error, or another account is signed in.',
    hint: 'Check the id, and with `mp-orders auth status` the account.',
  },
  http_408: {
    meaning: 'The server stopped waiting for the request.',
    cause: 'A slow or broken connection between here and the provider.',
    hint: 'Check the connection and try again with the same idempotency key.',
  },
  http_409: {
    meaning: 'The request conflicts with the state of the order, or with another request.',
    cause: 'The order changed meanwhile, or an idempotency key was used twice.',
    hint: 'Look at the order again with `mp-orders get` before the next try.',
  },
  http_423: {
    meaning: 'What the request is about is locked by another request.',
    cause: 'Two requests for the same thing arrived at the same time.',
    hint: 'Repeat it in a few seconds with the same idempotency key.',
  },
  http_429: {
    meaning: 'Too many requests were sent within a short time.',
    cause: 'Several tills share one token, or a script asks without a pause.',
    hint: 'Too many requests: wait a little and try again.',
  },
  http_5xx: {
    meaning: 'The provider, or something on the way to it, failed.',
    cause: "A passing fault or maintenance on the provider's side.",
    hint: "Try again in a while with the same idempotency key; if it stays, tell the provider's support the request id.",
  },
  http_402_refund: {
    meaning: 'The refund was refused; the order stays as it is.',
    cause:
      'The account of the shop has too little money for it, or the refund is not allowed any more.',
    hint: 'No money was given back: see that the account can cover the refund, and look at the order with `mp-orders get`.',
  },
  http_409_create: {
    meaning: 'The new order conflicts with something that is there; no order was made.',
    cause: 'Another order is in its way, or its idempotency key was used for another request.',
    hint: 'No order was made: clear what the error names out of the way, then create it again.',
  },
  http_425: {
    meaning: 'The request came too early: what it is about is not ready yet.',
    cause: 'A payment that was just made is still being booked.',
    hint: 'Repeat it in a few minutes with the same idempotency key.',
  },
};
