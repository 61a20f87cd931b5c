import type { orderSystemErrors as entries } from '../../entries/order-system-errors.ts';
import type { Text } from '../text.ts';

export const orderSystemErrors: Record<keyof typeof entries, Text> = {
  already_canceled: {
    meaning: 'The order was canceled before this command, which changed nothing.',
    cause: 'Another try, somebody else or the order system itself canceled it.',
    hint: 'Nothing is left to do with this order; with `--if-open` a cancel of it is a success. A new sale takes a key of its own.',
  },
  not_supported: {
    meaning: 'This order system cannot do that; nothing was sent.',
    cause:
      'The command or the option is for another order system, and this one has nothing like it.',
    hint: 'Do it in the order system itself, or name another one with `--provider` or `--profile`.',
  },
  mixed_systems: {
    meaning: 'The ids belong to different order systems; nothing was sent.',
    cause: 'A list of ids came from several shops or systems; one command talks to one system.',
    hint: 'Run the command once for each order system, with its own ids.',
  },
  wrong_profile: {
    meaning: 'The profile is of another order system than the order; nothing was sent.',
    cause:
      'The profile in use, or the one that `--profile` or MP_ORDERS_PROFILE names, is of another system.',
    hint: 'Name a profile of the right order system with `--profile`; `mp-orders auth list` shows them.',
  },
  order_in_error: {
    meaning:
      "The order's workflow stopped with an error inside its order system; nothing moves it on by itself.",
    cause:
      'A step of the order system failed, such as a payment or a stock service that did not answer.',
    hint: "Look at the order in the order system's own panel: somebody has to set it going again there.",
  },
  order_open_cancel: {
    meaning: 'The cancel was asked for, and the order is not canceled yet.',
    cause: 'The seller did not decide within the time that --timeout gave.',
    hint: 'Do not send the cancel again: `mp-orders watch` follows the order until it is decided.',
  },
};
