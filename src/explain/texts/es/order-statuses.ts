import type { orderStatuses as entries } from '../../entries/order-statuses.ts';
import type { Text } from '../text.ts';

export const orderStatuses: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'La orden está abierta y su código se puede pagar.',
    cause: 'El cliente todavía no escaneó el código, o un intento se rechazó y se puede repetir.',
    hint: 'esperando el pago',
  },
  processed: {
    meaning: 'La orden se pagó y el dinero se acreditó al comercio.',
    cause: 'El cliente escaneó el código y el pago se aprobó.',
    hint: 'pagada',
  },
  canceled: {
    meaning:
      'La orden se canceló antes de que se pagara. Un código dinámico ya no sirve; el impreso de la caja sí, con una orden nueva.',
    cause: 'La canceló el comercio o su sistema; no se movió dinero.',
    hint: 'cancelada, ya no se puede pagar',
  },
  expired: {
    meaning:
      'El tiempo de la orden se acabó sin que nadie pagara. Un código dinámico ya no sirve; el impreso de la caja sí, con una orden nueva.',
    cause:
      'El cliente se fue o tardó demasiado; en el código impreso una orden espera 10 minutos, más solo si se pidió.',
    hint: 'venció sin pago',
  },
  refunded: {
    meaning: 'La orden se pagó y todo el monto se devolvió al cliente.',
    cause: 'La reembolsó el comercio, su sistema o alguien en el panel.',
    hint: 'pagada y después reembolsada',
  },
  processing: {
    meaning: 'El pago empezó y todavía no se decidió.',
    cause: 'Mercado Pago o el banco del cliente todavía lo está revisando.',
    hint: 'el pago se está procesando',
  },
  action_required: {
    meaning: 'El pago espera que alguien haga algo; las órdenes QR no tienen este estado.',
    cause: 'Una terminal perdió la conexión en medio de un pago, o el cliente debe confirmarlo.',
    hint: 'esperando que alguien actúe',
  },
  at_terminal: {
    meaning: 'Una terminal tomó la orden; las órdenes QR no tienen este estado.',
    cause: 'La orden se creó para una terminal Point.',
    hint: 'en la terminal, esperando el pago',
  },
  failed: {
    meaning: 'El pago no se hizo y la orden terminó.',
    cause: 'Se rechazó la tarjeta o la cuenta del cliente; el status_detail del pago dice por qué.',
    hint: 'el pago falló',
  },
  charged_back: {
    meaning: 'La orden se pagó y el cliente desconoció el pago ante su banco (contracargo).',
    cause: 'El titular de la tarjeta no reconoció el pago, o dice que no recibió la compra.',
    hint: 'pagada y desconocida por el cliente',
  },
};
