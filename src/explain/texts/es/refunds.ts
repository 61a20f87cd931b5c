import type { refundErrors as errors, refundStatuses as statuses } from '../../entries/refunds.ts';
import type { Text } from '../text.ts';

export const refundErrors: Record<keyof typeof errors, Text> = {
  refund_failed: {
    meaning: 'La devolución se inició y no funcionó; con ella no se devolvió dinero.',
    cause:
      'La cuenta del vendedor no tenía dinero suficiente, o el banco del cliente no la aceptó.',
    hint: 'Mira la orden, resuelve la causa y devuelve otra vez: esta devolución terminó.',
  },
  refund_denied: {
    meaning: 'La devolución fue rechazada o retirada; con ella no se devuelve dinero.',
    cause: 'El sistema de órdenes la rechazó, o alguien la canceló antes del pago.',
    hint: 'Mira la orden; pregunta la razón al sistema de órdenes antes de devolver otra vez.',
  },
  refund_requested: {
    meaning: 'Una devolución de esta orden todavía está en camino; no se envió nada.',
    cause:
      'La devolución anterior fue recibida y no terminó: unas tardan segundos, otras tardan días.',
    hint: 'Espera a que termine: otra devolución a la vez podría devolver el dinero dos veces.',
  },
  order_open_refund: {
    meaning: 'La devolución se pidió y todavía no terminó.',
    cause: 'Tarda más que el tiempo que daba --timeout.',
    hint: 'No envíes la devolución otra vez: sigue por sí sola, y la orden muestra cómo está.',
  },
  refund_not_seen: {
    meaning: 'La devolución se pidió; no se pudo ver cómo está ahora.',
    cause: 'No se pudo leer la orden: la red no funciona, o el sistema de órdenes no responde.',
    hint: 'No envíes la devolución otra vez: mira la orden cuando se pueda leer.',
  },
};

export const refundStatuses: Record<keyof typeof statuses, Text> = {
  processing: {
    meaning: 'La devolución fue recibida y se está haciendo.',
    cause: 'Unas devoluciones terminan enseguida, otras tardan un rato.',
    hint: 'en camino',
  },
  processed: {
    meaning: 'La devolución terminó: el dinero fue devuelto.',
    cause: 'El sistema de órdenes devolvió el dinero.',
    hint: 'el dinero fue devuelto',
  },
  queued: {
    meaning: 'La devolución espera a que la cuenta tenga dinero suficiente.',
    cause: 'El saldo de la cuenta del comercio es menor que la devolución.',
    hint: 'espera saldo',
  },
  pending: {
    meaning: 'La devolución se envía al banco el siguiente día hábil.',
    cause: 'Se pidió hace poco.',
    hint: 'se envía el siguiente día hábil',
  },
  refunded: {
    meaning: 'La devolución terminó: el dinero está en camino a la cuenta del cliente, o ya llegó.',
    cause: 'La devolución se entregó al banco del cliente.',
    hint: 'el dinero fue devuelto',
  },
  failed: {
    meaning: 'La devolución no funcionó y no se devolvió dinero.',
    cause: 'El banco del cliente no la aceptó, o la cuenta no tenía dinero suficiente.',
    hint: 'no se devolvió dinero',
  },
  canceled: {
    meaning: 'La devolución se retiró antes de hacerse; no se devuelve dinero.',
    cause: 'Alguien la canceló en el panel del sistema de órdenes.',
    hint: 'retirada, no se devuelve dinero',
  },
};
