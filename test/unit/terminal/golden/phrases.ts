/** Words for statuses as a catalogue would give them, so that goldens do not change with its texts. */
export const phrases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    created: 'waiting for payment',
    processed: 'paid',
    canceled: 'canceled, cannot be paid any more',
    expired: 'its time ran out unpaid',
    refunded: 'paid, then refunded',
  },
  es: {
    created: 'esperando el pago',
    processed: 'pagada',
    canceled: 'cancelada, ya no se puede pagar',
    expired: 'venció sin pago',
    refunded: 'pagada y después reembolsada',
  },
  pt: {
    created: 'aguardando o pagamento',
    processed: 'pago',
    canceled: 'cancelado, já não pode ser pago',
    expired: 'expirou sem pagamento',
    refunded: 'pago e depois reembolsado',
  },
};
