import type { keyErrors as entries } from '../../entries/key-errors.ts';
import type { Text } from '../text.ts';

export const keyErrors: Record<keyof typeof entries, Text> = {
  key_of_another_request: {
    meaning:
      "This idempotency key stands for another request, by this machine's journal; nothing was sent.",
    cause:
      'A key was used again for another sale, or something of the request was changed: an amount, a default of the config.',
    hint: 'Repeat the request as it was sent then, or look at what it came to. Another sale or refund has a key of its own.',
  },
  key_of_open_request: {
    meaning:
      'Another request was sent under this key, and what came of it is not known; nothing was sent now.',
    cause:
      'An answer was lost, or the process was killed, and then the same key was used with other contents.',
    hint: 'Find out first what came of the earlier one: `mp-orders order resume`.',
  },
  key_too_old: {
    meaning:
      'A request was sent under this key, what came of it is not known, and the order system may have forgotten the key; nothing was sent now.',
    cause:
      "An answer was lost, and the same command came again only after the order system's time for a key.",
    hint: 'It may have been carried out. `mp-orders order resume` looks for it, and sends nothing that could do it twice.',
  },
  outcome_unknowable: {
    meaning:
      'A request was sent under this key, and nobody can find out what came of it; nothing was sent now.',
    cause: 'A search found nothing, which proves little, or somebody gave the request up.',
    hint: 'Look for it in the account of the order system, by its reference and time, before anything is sent in its place.',
  },
  order_not_read: {
    meaning:
      "By this machine's journal the key's order is there, and how it is now could not be read; nothing was sent now.",
    cause: 'The order system could not be reached, or did not accept the credentials.',
    hint: 'Nothing is lost: read the order again, or repeat the same command.',
  },
  already_paid: {
    meaning: 'The order of this key was paid before this command, for an earlier sale.',
    cause: 'A ticket or sale number was used again as the key.',
    hint: 'Hand out nothing for it: a new sale takes a key that no other sale had, such as the date and the number.',
  },
  already_expired: {
    meaning: 'The order of this key had expired before this command.',
    cause: 'The same sale was tried again after its time, or its number was used again as the key.',
    hint: 'This order cannot be paid any more: a new one takes a key of its own.',
  },
  already_refunded: {
    meaning: 'The order of this key was paid and refunded before this command.',
    cause: 'A ticket or sale number was used again as the key.',
    hint: 'Hand out nothing for it: a new sale takes a key that no other sale had, such as the date and the number.',
  },
  already_over: {
    meaning: 'The order of this key was over before this command.',
    cause: 'A ticket or sale number was used again as the key.',
    hint: 'Look at the order: a new sale takes a key that no other sale had, such as the date and the number.',
  },
};
