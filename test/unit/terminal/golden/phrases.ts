type Phrases = Readonly<Record<string, string>>;

/** The words of one language, by system and what has the status: `mollie order`. */
type Kinds = Readonly<Record<string, Phrases>>;

/** Words for statuses as a catalogue would give them, so that goldens do not change with its texts. */
export const phrases: Readonly<Record<string, Kinds>> = {
  en: {
    'mercadopago order': {
      created: 'waiting for payment',
      processed: 'paid',
      canceled: 'canceled, cannot be paid any more',
      expired: 'its time ran out unpaid',
      refunded: 'paid, then refunded',
    },
    'mollie order': {
      created: 'waiting for the customer to pay',
      paid: 'paid, nothing shipped yet',
      shipping: 'shipped in part',
      canceled: 'canceled as a whole',
    },
    'mollie line': {
      authorized: 'the money is reserved, not shipped',
      shipping: 'on its way',
      canceled: 'will not be shipped',
    },
    'vtex order': { handling: 'the seller is packing it', invoiced: 'invoiced, over' },
  },
  es: {
    'mercadopago order': {
      created: 'esperando el pago',
      processed: 'pagada',
      canceled: 'cancelada, ya no se puede pagar',
      expired: 'venció sin pago',
      refunded: 'pagada y después reembolsada',
    },
    'mollie order': {
      created: 'esperando que el cliente pague',
      paid: 'pagada, sin envíos todavía',
      shipping: 'enviada en parte',
      canceled: 'cancelada por completo',
    },
    'mollie line': {
      authorized: 'el dinero está reservado, sin enviar',
      shipping: 'en camino',
      canceled: 'no se enviará',
    },
    'vtex order': { handling: 'el vendedor la está preparando', invoiced: 'facturada, terminada' },
  },
  pt: {
    'mercadopago order': {
      created: 'aguardando o pagamento',
      processed: 'pago',
      canceled: 'cancelado, já não pode ser pago',
      expired: 'expirou sem pagamento',
      refunded: 'pago e depois reembolsado',
    },
    'mollie order': {
      created: 'aguardando o cliente pagar',
      paid: 'pago, nada enviado ainda',
      shipping: 'enviado em parte',
      canceled: 'cancelado por inteiro',
    },
    'mollie line': {
      authorized: 'o dinheiro está reservado, não enviado',
      shipping: 'a caminho',
      canceled: 'não será enviada',
    },
    'vtex order': { handling: 'o vendedor está preparando', invoiced: 'faturado, encerrado' },
  },
};
