const amounts = (...paths: string[]): string[] =>
  paths.flatMap((path) => [`${path}.value`, `${path}.currency`]);

const within = (list: string, ...fields: string[]): string[] =>
  fields.map((field) => `${list}[].${field}`);

/** The fields of an order that the fields of an `Order` tell. */
export const told: readonly string[] = [
  ...['id', 'status', 'mode', 'orderNumber', 'isCancelable', 'createdAt', 'expiresAt'],
  ...['authorizedAt', 'paidAt', 'completedAt', 'canceledAt', 'expiredAt'],
  ...amounts('amount', 'amountCaptured', 'amountRefunded'),
  ...within('lines', 'id', 'name', 'sku', 'status', 'quantity', 'quantityShipped'),
  ...within('lines', 'quantityRefunded', 'quantityCanceled', 'cancelableQuantity'),
  ...amounts('lines[].unitPrice', 'lines[].totalAmount'),
  ...within('_embedded.payments', 'id', 'status', 'method'),
  ...amounts('_embedded.payments[].amount', '_embedded.payments[].amountCaptured'),
  ...amounts('_embedded.payments[].amountRefunded'),
  ...within('_embedded.refunds', 'id', 'paymentId', 'status'),
  ...amounts('_embedded.refunds[].amount'),
  '_links.checkout.href',
];
