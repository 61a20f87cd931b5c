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
    hint: 'Intenta de nuevo en un rato con la misma clave de idempotencia; mira antes si se hizo de todos modos.',
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
  refund_period_exceeded: {
    meaning: 'El plazo para reembolsar este pago ya pasó.',
    cause:
      'El pago es demasiado antiguo: las páginas indican 90, 180 y 360 días, según el producto y el país.',
    hint: 'Es demasiado tarde para reembolsarlo aquí; acuérdalo con el cliente de otra manera.',
  },
  action_not_allowed_for_current_state: {
    meaning: 'La orden está en un estado que no permite esto.',
    cause: 'Cambió desde la última consulta, o nunca se pagó.',
    hint: 'Consulta la orden con `mp-orders get`: su estado dice qué se puede hacer.',
  },
  movement_operations_pending: {
    meaning: 'Todavía se está moviendo dinero de esta orden, así que aún no se puede reembolsar.',
    cause: 'El pago, o un reembolso anterior, todavía se está registrando.',
    hint: 'Espera unos minutos y repítelo con la misma clave de idempotencia.',
  },
  payment_not_refundable: {
    meaning: 'El pago de esta orden no se puede reembolsar.',
    cause: 'Su medio de pago no admite reembolsos, o el pago no se concretó.',
    hint: 'Mira con `mp-orders get` cómo se pagó; acuérdalo con el cliente de otra manera.',
  },
  amount_not_refundable: {
    meaning: 'Este monto no se puede reembolsar.',
    cause: 'Es más de lo que queda, o el pago solo admite un reembolso total.',
    hint: 'Mira con `mp-orders get` cuánto queda del pago y reembolsa eso como máximo.',
  },
  max_refunds_exceeded: {
    meaning: 'El pago ya tuvo tantos reembolsos como se permiten.',
    cause: 'Se reembolsaron muchas partes, una por una.',
    hint: 'Mira con `mp-orders get` los reembolsos hechos; lo que queda se devuelve de otra manera.',
  },
  order_payment_not_yet_enabled_for_refund: {
    meaning: 'El pago se hizo hace un momento y todavía no se puede reembolsar.',
    cause: 'Mercado Pago todavía está registrando el pago.',
    hint: 'Espera unos minutos y repítelo con la misma clave de idempotencia.',
  },
  insufficient_money_for_refund: {
    meaning: 'La cuenta del comercio no tiene fondos suficientes para este reembolso.',
    cause: 'El dinero se retiró, o todavía no está liberado.',
    hint: 'No se devolvió dinero: ingresa fondos a la cuenta y reembolsa de nuevo.',
  },
  too_many_requests: {
    meaning: 'Se pidieron demasiados movimientos de dinero en poco tiempo.',
    cause: 'Se enviaron muchos reembolsos uno tras otro.',
    hint: 'Espera unos minutos y repítelo con la misma clave de idempotencia.',
  },
  already_queued_order_on_terminal: {
    meaning: 'La terminal ya tiene una orden y acepta una a la vez.',
    cause: 'La orden anterior no se pagó ni se canceló en la terminal.',
    hint: 'Termina o cancela la orden que muestra la terminal, o cancela la orden anterior, y crea esta de nuevo.',
  },
  already_queued_order_for_terminal: {
    meaning: 'La terminal ya tiene una orden y acepta una a la vez.',
    cause: 'La orden anterior no se pagó ni se canceló en la terminal.',
    hint: 'Termina o cancela la orden que muestra la terminal, o cancela la orden anterior, y crea esta de nuevo.',
  },
  already_queued_order_for_device: {
    meaning: 'La terminal ya tiene una orden y acepta una a la vez.',
    cause: 'La orden anterior no se pagó ni se canceló en la terminal.',
    hint: 'Termina o cancela la orden que muestra la terminal, o cancela la orden anterior, y crea esta de nuevo.',
  },
  cannot_capture_order: {
    meaning: 'En esta orden no hay nada que capturar.',
    cause: 'Solo se captura un pago autorizado con captura manual; las órdenes QR no lo tienen.',
    hint: 'Consulta la orden con `mp-orders get`: las órdenes QR se pagan de una vez y no se capturan.',
  },
  operation_not_supported: {
    meaning: 'Este tipo de orden no tiene esta operación.',
    cause: 'La operación es de órdenes de otro tipo o modo.',
    hint: 'Mira el tipo de la orden con `mp-orders get`; las órdenes QR se crean, se cancelan y se reembolsan.',
  },
  conflict: {
    meaning: 'Todavía se procesa una solicitud con la misma clave de idempotencia.',
    cause: 'Dos intentos con una misma clave llegaron al mismo tiempo.',
    hint: 'Repítela en unos segundos con la misma clave de idempotencia.',
  },
};
