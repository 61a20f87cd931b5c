import type { stateErrors as entries } from '../../entries/state-errors.ts';
import type { Text } from '../text.ts';

export const stateErrors: Record<keyof typeof entries, Text> = {
  idempotency_key_already_used: {
    meaning:
      'Esta clave de idempotencia se usó en las últimas 24 horas para una solicitud con otro contenido.',
    cause: 'Se reutilizó una clave para otra venta, o se cambió el cuerpo entre dos intentos.',
    hint: 'Esta clave es de otra solicitud de las últimas 24 horas: usa una nueva para una solicitud nueva.',
  },
  idempotency_validation_failed: {
    meaning: 'Mercado Pago no pudo comprobar la clave de idempotencia.',
    cause: 'Una falla del lado de Mercado Pago al buscar la clave.',
    hint: 'Intenta de nuevo con otra clave de idempotencia.',
  },
  resource_locked: {
    meaning: 'Todavía se está procesando otra solicitud con la misma clave o para la misma orden.',
    cause: 'Dos cajas o dos intentos enviaron lo mismo al mismo tiempo.',
    hint: 'Todavía se procesa una solicitud con esta clave: repítela en unos segundos.',
  },
  order_already_canceled: {
    meaning: 'La orden ya está cancelada y no se puede cancelar otra vez.',
    cause: 'Se canceló antes: desde otra caja, en otro intento o por repetir este.',
    hint: 'Solo se puede cancelar una orden con status=created: `mp-orders get` muestra su estado.',
  },
  cannot_cancel_order: {
    meaning: 'La orden ya no se puede cancelar en su estado actual.',
    cause:
      'El cliente pagó antes de que llegara la cancelación, o el tiempo se acabó; lo pagado se reembolsa, no se cancela.',
    hint: 'Solo se puede cancelar una orden con status=created: `mp-orders get` muestra su estado.',
  },
  invalid_order_status: {
    meaning: 'El estado de la orden no permite esto.',
    cause: 'La orden cambió desde la última consulta: se pagó, se canceló, se reembolsó o venció.',
    hint: 'Consulta la orden otra vez con `mp-orders get`: su estado no permite esto.',
  },
  cannot_refund_order: {
    meaning: 'La orden no se puede reembolsar en su estado actual.',
    cause: 'Nunca se pagó; solo una orden con status=processed tiene dinero para devolver.',
    hint: 'Solo se puede reembolsar una orden pagada (status=processed): `mp-orders get` muestra su estado.',
  },
  order_already_refunded: {
    meaning: 'Ya se devolvió todo el monto de la orden.',
    cause: 'El reembolso se hizo antes: desde otra caja, en otro intento o en el panel.',
    hint: 'No queda nada por reembolsar: `mp-orders get` muestra los reembolsos hechos.',
  },
  unsupported_partially_refunds: {
    meaning: 'Esta orden solo se puede reembolsar entera.',
    cause:
      'El país o el medio de pago no admite reembolsos parciales; Brasil no los tiene para órdenes QR.',
    hint: 'Reembolsa la orden entera: omite el monto.',
  },
  refund_amount_exceeds: {
    meaning: 'El reembolso es mayor que lo que queda del pago.',
    cause:
      'Una parte ya se había reembolsado, o un descuento hizo que el cliente pagara menos que total_amount.',
    hint: 'Reembolsa como máximo lo que queda: `mp-orders get` muestra lo pagado y lo reembolsado.',
  },
  refund_in_progress: {
    meaning: 'Todavía se está procesando un reembolso de esta orden.',
    cause: 'El mismo reembolso se pidió dos veces en poco tiempo.',
    hint: 'Espera unos minutos y consulta con `mp-orders get` antes de pedirlo otra vez.',
  },
  in_store_payment_refund_order: {
    meaning: 'Se acabó el plazo para reembolsar este pago: son 360 días desde el día del pago.',
    cause: 'La venta tiene más de 360 días.',
    hint: 'Ya es tarde para reembolsar este pago por aquí; arréglalo con el cliente de otra forma.',
  },
  partial_refund_forbidden_with_tips: {
    meaning: 'Una orden con propina solo se puede reembolsar entera.',
    cause: 'Se pidió un reembolso parcial y el cliente había dejado propina.',
    hint: 'Reembolsa la orden entera: omite el monto.',
  },
  partial_refund_not_allowed_with_cashout: {
    meaning: 'Una orden con retiro de efectivo solo se puede reembolsar entera.',
    cause: 'Se pidió un reembolso parcial y el cliente también había retirado efectivo.',
    hint: 'Reembolsa la orden entera: omite el monto.',
  },
  internal_error: {
    meaning: 'Mercado Pago falló al procesar la solicitud.',
    cause: 'Una falla pasajera del lado de Mercado Pago.',
    hint: 'Intenta de nuevo en un rato con la misma clave de idempotencia; si sigue, pasa el request id al soporte de Mercado Pago.',
  },
  '500': {
    meaning: 'Mercado Pago falló al procesar la solicitud y no dice la causa.',
    cause: 'Una falla pasajera del lado de Mercado Pago; su mensaje a veces dice más.',
    hint: 'Intenta de nuevo en un rato con la misma clave de idempotencia; si sigue, pasa el request id al soporte de Mercado Pago.',
  },
};
