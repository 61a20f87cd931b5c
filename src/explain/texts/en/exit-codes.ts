import type { exitCodes as entries } from '../../entries/exit-codes.ts';
import type { Text } from '../text.ts';

export const exitCodes: Record<keyof typeof entries, Text> = {
  '0': {
    meaning: 'The command did what was asked.',
    cause: 'All went well; an empty list counts as well.',
    hint: 'Nothing is left to do.',
  },
  '1': {
    meaning: 'The command ended because of a mistake in this tool.',
    cause: 'mp-orders ran into a situation that its authors did not foresee.',
    hint: 'Please report it with what was printed, after a look that it holds nothing secret.',
  },
  '2': {
    meaning: 'The command line or the input is not valid; nothing was sent.',
    cause: 'An option is misspelt, a value has the wrong form, or something required is missing.',
    hint: 'Read the lines printed; --help shows what the command takes.',
  },
  '3': {
    meaning: 'The provider understood the request and refused it.',
    cause:
      'A field is not accepted, the payment was refused, or the account may not use a feature.',
    hint: 'Correct what the error names and run it again.',
  },
  '4': {
    meaning: 'Nobody is signed in, or the credentials were refused.',
    cause: 'No access token was found, or it is wrong, revoked or without the permission.',
    hint: '`mp-orders auth status` shows the account; `mp-orders auth login` takes a new token.',
  },
  '5': {
    meaning: 'What was asked for does not exist for this account.',
    cause: 'The id has a typing error, or belongs to another account.',
    hint: 'Check the id, and with `mp-orders auth status` the account.',
  },
  '6': {
    meaning: 'The state of the order does not allow it, or another request is in the way.',
    cause:
      'The order was paid, canceled or expired meanwhile, or an idempotency key was used twice.',
    hint: 'Look at the order with `mp-orders get` before the next try.',
  },
  '7': {
    meaning:
      'The provider could not be reached or could not answer; nothing was changed. Of a watch: nobody knows how the order stands now.',
    cause: "No network, time ran out, too many requests, or a fault on the provider's side.",
    hint: 'Run it again in a while: nothing was changed. An order that was watched may be paid by now: look at it first.',
  },
  '8': {
    meaning: 'A change was sent and no answer came: it may have been carried out, or not.',
    cause: 'The connection broke or time ran out after the request had left.',
    hint: 'Settle it with `mp-orders resume`, be it a create, a cancel or a refund; where the order system knows no keys, look at the order and do not send it again.',
  },
  '9': {
    meaning:
      'The watch ended because the order reached another final status than the one waited for.',
    cause:
      'The order was canceled, expired, refunded or charged back while its payment was waited for.',
    hint: 'Look at the order with `mp-orders get` to see how it ended.',
  },
  '10': {
    meaning: 'The watch ran out of time, and its last look saw the order open.',
    cause: 'The customer has not paid yet, and --timeout or the time of the order was shorter.',
    hint: 'Go on with `mp-orders watch`, or end it with `mp-orders cancel`.',
  },
  '11': {
    meaning: 'Some rows of a batch or some ids failed; the others were done.',
    cause: 'Single ids or rows are wrong; each has its own error above.',
    hint: 'Read the error of each failed row, and run only those again.',
  },
  '130': {
    meaning: 'The command was interrupted with Ctrl-C.',
    cause: 'Somebody pressed Ctrl-C in the terminal.',
    hint: 'Run it again; after a change, look at the order first.',
  },
  '143': {
    meaning: 'The command was ended by another program.',
    cause: 'A time limit, a shutdown or a process manager sent SIGTERM.',
    hint: 'Run it again; after a change, look at the order first.',
  },
};
