import type { orderDetails as entries } from '../../entries/order-statuses.ts';
import type { Text } from '../text.ts';

export const orderDetails: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'El detalle de una orden nueva; no dice más que el estado.',
    cause: 'No pasó nada desde que se creó la orden.',
    hint: 'esperando el pago',
  },
  accredited: {
    meaning: 'El pago se aprobó y el dinero se acreditó al comercio.',
    cause: 'El cliente pagó.',
    hint: 'pagada, dinero acreditado',
  },
  processed: {
    meaning: 'El pago se aprobó; algunas respuestas lo dicen así en lugar de accredited.',
    cause: 'El cliente pagó.',
    hint: 'pagada',
  },
  partially_refunded: {
    meaning: 'La orden se pagó y una parte del monto se devolvió.',
    cause: 'Una parte la reembolsó el comercio, su sistema o alguien en el panel.',
    hint: 'pagada, una parte reembolsada',
  },
  refunded: {
    meaning: 'Se devolvió todo el monto; no dice más que el estado.',
    cause: 'La reembolsó el comercio, su sistema o alguien en el panel.',
    hint: 'pagada y después reembolsada',
  },
  canceled: {
    meaning: 'La orden se canceló; no dice más que el estado.',
    cause: 'El comercio o su sistema la canceló antes de que se pagara.',
    hint: 'cancelada, ya no se puede pagar',
  },
  expired: {
    meaning: 'El tiempo de la orden se acabó; no dice más que el estado.',
    cause: 'Nadie pagó a tiempo.',
    hint: 'venció sin pago',
  },
  failed: {
    meaning: 'El pago no se hizo; el detalle del pago dice por qué.',
    cause: 'Se rechazó la tarjeta o la cuenta del cliente.',
    hint: 'el pago falló',
  },
  in_process: {
    meaning: 'El pago empezó y todavía no se decidió.',
    cause: 'Mercado Pago o el banco del cliente todavía lo está revisando.',
    hint: 'el pago se está procesando',
  },
  action_required: {
    meaning: 'El resultado hay que mirarlo en la terminal; la orden en sí ya no va a cambiar.',
    cause: 'La terminal perdió la conexión en medio de un pago.',
    hint: 'mirar el resultado en la terminal',
  },
  at_terminal: {
    meaning: 'Una terminal muestra la orden y espera al cliente.',
    cause: 'La orden se creó para una terminal Point.',
    hint: 'en la terminal, esperando el pago',
  },
  check_on_terminal: {
    meaning: 'Hay que mirar la terminal para saber si el pago se aprobó.',
    cause: 'La terminal perdió la conexión en medio de un pago.',
    hint: 'mirar el resultado en la terminal',
  },
  waiting_payment: {
    meaning: 'El pago empezó y el cliente todavía tiene que completarlo.',
    cause: 'El medio de pago necesita un paso más del cliente.',
    hint: 'esperando que el cliente lo complete',
  },
  charged_back_in_process: {
    meaning: 'El contracargo está abierto: todavía nadie decidió quién se queda con el dinero.',
    cause: 'El banco del cliente retuvo el dinero por el momento.',
    hint: 'desconocida, sin decisión todavía',
  },
  settled: {
    meaning: 'El contracargo terminó; según su nombre, el dinero fue para el cliente.',
    cause: 'El banco decidió a favor del cliente, o nadie respondió el contracargo.',
    hint: 'contracargo cerrado a favor del cliente',
  },
  reimbursed: {
    meaning: 'El contracargo terminó; según su nombre, el dinero volvió al comercio.',
    cause: 'El banco decidió a favor del comercio.',
    hint: 'contracargo cerrado a favor del comercio',
  },
  waiting_transfer: {
    meaning: 'El pago espera la transferencia bancaria del cliente.',
    cause: 'El cliente eligió pagar por transferencia y todavía no la hizo.',
    hint: 'esperando la transferencia del cliente',
  },
  waiting_capture: {
    meaning: 'El pago está autorizado y el comercio tiene que capturarlo.',
    cause: 'La orden se creó con captura manual; sin ella no se cobra.',
    hint: 'autorizado, el comercio debe capturarlo',
  },
  waiting_retry: {
    meaning: 'El pago no se hizo y falta otro intento.',
    cause: 'Un intento se rechazó y la orden permite otro.',
    hint: 'esperando otro intento',
  },
  pending_challenge: {
    meaning: 'El banco pide al cliente que confirme el pago (3DS).',
    cause: 'El cliente todavía no respondió a la verificación del banco.',
    hint: 'esperando que el cliente lo confirme',
  },
};
