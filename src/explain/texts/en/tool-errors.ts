import type { toolErrors as entries } from '../../entries/tool-errors.ts';
import type { Text } from '../text.ts';

export const toolErrors: Record<keyof typeof entries, Text> = {
  invalid_usage: {
    meaning: 'The command line is not one that this tool understands; nothing was sent.',
    cause: 'An option is misspelt, lacks its value, or does not go with another one.',
    hint: 'Add --help to see what the command takes.',
  },
  invalid_order: {
    meaning: 'The order breaks rules of the API; nothing was sent.',
    cause:
      'A text is too long, an amount or a duration is out of bounds, or something required is missing.',
    hint: 'Correct the fields named above; `--dry-run` prints the request.',
  },
  invalid_order_id: {
    meaning: 'What was given is not an order id; nothing was sent.',
    cause: 'A payment id (PAY…), an external_reference or a shortened id was given instead.',
    hint: 'An order id is ORD followed by 26 letters and digits; Mollie’s begin with ord_, VTEX’s look like 1172452900788-01.',
  },
  invalid_amount: {
    meaning: 'What was given is not an amount; nothing was sent.',
    cause: 'It was written with a comma, thousands separators, a sign or too many decimals.',
    hint: 'Write amounts such as 50 or 24.50.',
  },
  invalid_duration: {
    meaning: 'What was given is not a duration; nothing was sent.',
    cause: 'A number without a unit, or units in another order than hours, minutes, seconds.',
    hint: 'Write durations such as 90s, 16m, 2h or PT16M.',
  },
  invalid_date: {
    meaning: 'What was given is not a date; nothing was sent.',
    cause: 'The day does not exist, the time lacks its zone, or the parts are in another order.',
    hint: 'Write dates such as 2026-11-21, 2026-11-21T16:30:00-03:00, or how long ago: 2h, 7d.',
  },
  invalid_emv_qr: {
    meaning: 'The text is not a payment code of the EMV kind.',
    cause: 'It was cut short when copied, or it is a link or another kind of QR code.',
    hint: 'Pass the whole text of the code, such as qr_data, in quotes.',
  },
  qr_payload_too_long: {
    meaning: 'The text is longer than any QR code can hold.',
    cause: 'Something else than the text of a payment code was passed.',
    hint: 'Pass the qr_data of an order; it has a few hundred characters.',
  },
  invalid_config: {
    meaning: 'The config file of this tool cannot be read.',
    cause: 'It was edited by hand and is no longer JSON, or belongs to another user.',
    hint: 'Correct or remove the file that `mp-orders config path` names.',
  },
  not_set: {
    meaning: 'This default was never set.',
    cause: 'The name is right, but no value was stored under it.',
    hint: 'Set it with `mp-orders config set`; `mp-orders config list` shows what is set.',
  },
  no_such_profile: {
    meaning: 'There is no profile of this name.',
    cause: 'The name has a typing error, or nobody signed in under it on this machine.',
    hint: '`mp-orders auth list` shows the profiles there are.',
  },
  malformed_token: {
    meaning: 'What is stored as access token cannot be one; nothing was sent.',
    cause: 'It was copied with quotes, spaces or a line break.',
    hint: 'A token is one word such as APP_USR-…: set it again without quotes and line breaks.',
  },
  not_signed_in: {
    meaning: 'No access token was found; nothing was sent.',
    cause: 'Nobody signed in on this machine yet, or under another profile.',
    hint: 'Sign in with `mp-orders auth login`, set MP_ACCESS_TOKEN, or try it out with --sandbox.',
  },
  not_confirmed: {
    meaning: 'The question was not answered with yes; nothing was sent.',
    cause: 'Cancels and refunds of a live account ask first.',
    hint: 'Run it again and answer yes, or add --yes.',
  },
  no_answer: {
    meaning: 'A question was left without an answer; nothing was sent.',
    cause: 'The input ended, or Ctrl-D was pressed.',
    hint: 'Run it again, or name everything on the command line; --help shows how.',
  },
  cannot_write: {
    meaning: 'A file could not be written.',
    cause: 'The folder does not exist, is full, or belongs to another user.',
    hint: 'Choose a folder that exists and may be written to.',
  },
  port_in_use: {
    meaning: 'Another program already listens on this port.',
    cause: 'The sandbox is being served already, or another server uses the port.',
    hint: 'Choose another port, or --port 0 for a free one.',
  },
  port_forbidden: {
    meaning: 'This user may not open this port.',
    cause: 'Ports below 1024 are kept for the system.',
    hint: 'Choose a port from 1024 up, or --port 0 for a free one.',
  },
  order_not_open: {
    meaning: 'The order in the sandbox is no longer open, so nothing can happen to it.',
    cause: 'It was paid, canceled or expired before.',
    hint: 'Only an order whose status is created can change.',
  },
  pos_exists: {
    meaning: 'The sandbox already has a point of sale of this name.',
    cause: 'It was added before, or comes with the sandbox.',
    hint: 'Use it as it is, or choose another name.',
  },
  invalid_pos: {
    meaning: 'This cannot be the name of a point of sale.',
    cause: 'It is empty, over 40 characters long, or has spaces, hyphens or accents.',
    hint: 'Name a POS with 1 to 40 letters and digits.',
  },
  invalid_status_detail: {
    meaning: 'What was given cannot be a status detail.',
    cause: 'It has capitals, spaces or hyphens.',
    hint: 'Write a word in lower case, such as insufficient_amount.',
  },
  outcome_unknown: {
    meaning: 'A change was sent and no answer came: it may have been carried out, or not.',
    cause: 'The connection broke or time ran out after the request had left.',
    hint: 'It may have been carried out. Repeat it with the same idempotency key: that never does it twice.',
  },
  pause_too_long: {
    meaning:
      'The order system asks to be left alone for longer than is waited; nothing more was sent.',
    cause: 'Too many requests, by this account or by others of the shop.',
    hint: 'Go on after the pause, or wait for longer with --max-wait.',
  },
  order_not_known: {
    meaning:
      'The last look of a watch or a wait told nothing: nobody knows how the order stands now.',
    cause:
      'No network, a server that does not answer, or an order that is not found though it was there.',
    hint: 'It may be paid by now: look at it before anybody acts on it.',
  },
  refused_after_loss: {
    meaning:
      'An attempt was not answered, and the next one was refused for a reason that the first may have caused: it may have been carried out, or not.',
    cause:
      'The first attempt arrived and its answer was lost; or it never arrived, and the refusal is about something else.',
    hint: 'It may have been carried out: do not send it under another key. `mp-orders order resume` looks again, and tells what came of it.',
  },
  unreachable: {
    meaning: 'The server could not be reached; nothing was changed.',
    cause: 'No network, a wrong --base-url, or a proxy or firewall in between.',
    hint: 'Nothing was changed. Check the network, or --base-url, and try again.',
  },
  untrusted_certificate: {
    meaning: 'The server’s certificate is not trusted here; nothing was sent.',
    cause:
      'A proxy or an authority of your own signs here, the host is another, or a clock is wrong.',
    hint: 'Nothing was sent. If a proxy or an authority of your own signs here, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/ca.pem. Else check --base-url, and this machine’s clock.',
  },
  unexpected_redirect: {
    meaning: 'The server sent the request on to another address, which this tool does not follow.',
    cause: '--base-url names a page instead of the API, or a proxy asks to sign in.',
    hint: 'Check --base-url, and whether a proxy or login page stands in between.',
  },
  foreign_answer: {
    meaning:
      'An answer came that is about another order than was asked for; it counts for nothing.',
    cause:
      'Something between here and the order system mixes answers up (a cache, a proxy), or the host is not the order system’s.',
    hint: 'Check --base-url and what stands in between. What came of a change is not known: `mp-orders order resume` settles it.',
  },
  unexpected_answer: {
    meaning: 'The server said yes, but its answer is not what its documentation describes.',
    cause: 'Something between here and the provider answered in its place, or the API changed.',
    hint: '`--debug` shows the whole answer; after a change, repeat it with the same idempotency key only.',
  },
  interrupted: {
    meaning: 'The command was interrupted before it ended.',
    cause: 'Ctrl-C was pressed, or another program ended this one.',
    hint: 'Run it again; after a change, look at the order first.',
  },
  bug: {
    meaning: 'This tool ran into a situation that its authors did not foresee.',
    cause: 'A mistake in mp-orders; nothing that you did.',
    hint: 'Please report it with these lines, after a look that they hold nothing secret.',
  },
};
