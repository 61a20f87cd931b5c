/** What to do about an error, by the API's code, else by `http_<status>`. */
const hints: Readonly<Record<string, string>> = {
  empty_required_header: 'A header is missing; `--debug` shows what was sent.',
  unsupported_site: 'QR orders exist for accounts of Argentina, Brazil, Chile and Uruguay.',
  unsupported_properties: 'Remove the fields named above: the API takes no others.',
  required_properties: 'Add the fields named above.',
  property_value: 'Correct the fields named above.',
  property_type: 'Correct the types of the fields named above; amounts are strings.',
  invalid_total_amount: 'total_amount must equal the amount of the payment.',
  bad_request: 'Check the fields of the request; `--dry-run` prints it.',
  marketplace_not_valid:
    'marketplace_fee needs an access token obtained through OAuth; leave it out or sign in with one.',
  marketplace_fee_not_allowed:
    'The marketplace of this access token was not found; leave marketplace_fee out or sign in with another.',
  sponsor_id_not_valid:
    'integration_data.sponsor.id must be the USER_ID of a Mercado Pago account.',
  invalid_path_param: 'An order id is ORD followed by 26 letters and digits.',
  unauthorized: 'The access token was refused: `mp-orders auth login` takes a new one.',
  invalid_credentials: 'The access token was refused: `mp-orders auth login` takes a new one.',
  order_not_found:
    'Check the id, and with `mp-orders auth status` that this is the account that created the order. Orders older than three months are not served.',
  pos_not_found:
    'Name a POS by its external_id, which this account must have; a POS made in the panel has none until it is given one.',
  idempotency_key_already_used:
    'This key belongs to another request of the last 24 hours: use a fresh one for a new order.',
  idempotency_validation_failed: 'Try again with a new idempotency key.',
  resource_locked: 'A request with this key is still being worked on: repeat it in a few seconds.',
  order_already_canceled:
    'Only an order with status created can be canceled: `mp-orders get` shows its state.',
  cannot_cancel_order:
    'Only an order with status created can be canceled: `mp-orders get` shows its state.',
  http_401: 'The access token was refused: `mp-orders auth login` takes a new one.',
  http_403: 'This account may not do that: `mp-orders auth status` shows which one it is.',
  http_404: 'Check the id, and with `mp-orders auth status` the account.',
  http_429: 'Too many requests: wait a little and try again.',
};

/** The hint for an error code of the API, which may be any word. */
export function hintFor(code: string | undefined, status: number): string | undefined {
  const keys = [code, `http_${status}`].filter((key) => key !== undefined);
  const key = keys.find((known) => Object.hasOwn(hints, known));
  return key === undefined ? undefined : hints[key];
}
