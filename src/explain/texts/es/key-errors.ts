import type { keyErrors as entries } from '../../entries/key-errors.ts';
import type { Text } from '../text.ts';

export const keyErrors: Record<keyof typeof entries, Text> = {
  key_of_another_request: {
    meaning:
      'Según el registro de este equipo, esta clave de idempotencia es de otra solicitud; no se envió nada.',
    cause:
      'La clave se usó de nuevo para otra venta, o algo de la solicitud cambió: un monto, un valor de la configuración.',
    hint: 'Repite la solicitud tal como se envió entonces, o mira en qué quedó. Otra venta u otro reembolso tiene su propia clave.',
  },
  key_of_open_request: {
    meaning:
      'Con esta clave se envió otra solicitud y no se sabe en qué quedó; ahora no se envió nada.',
    cause:
      'Se perdió una respuesta o se interrumpió el proceso, y después la misma clave se usó con otro contenido.',
    hint: 'Averigua primero en qué quedó la anterior: `mp-orders order resume`.',
  },
  key_too_old: {
    meaning:
      'Con esta clave se envió una solicitud, no se sabe en qué quedó y el sistema de órdenes puede haber olvidado la clave; ahora no se envió nada.',
    cause:
      'Se perdió una respuesta, y el mismo comando llegó de nuevo después del tiempo en que el sistema recuerda una clave.',
    hint: 'Puede haberse hecho. `mp-orders order resume` la busca y no envía nada que pueda hacerla dos veces.',
  },
  outcome_unknowable: {
    meaning:
      'Con esta clave se envió una solicitud y nadie puede averiguar en qué quedó; ahora no se envió nada.',
    cause: 'Una búsqueda no encontró nada, lo que prueba poco, o alguien la dio por perdida.',
    hint: 'Búscala en la cuenta del sistema de órdenes, por su referencia y su hora, antes de enviar algo en su lugar.',
  },
  order_not_read: {
    meaning:
      'Según el registro de este equipo la orden de esta clave existe, y no se pudo leer cómo está ahora; ahora no se envió nada.',
    cause: 'No se pudo llegar al sistema de órdenes, o no aceptó las credenciales.',
    hint: 'No se perdió nada: lee la orden otra vez, o repite el mismo comando.',
  },
  already_paid: {
    meaning:
      'La orden de esta clave ya estaba pagada antes de este comando, por una venta anterior.',
    cause: 'Un número de ticket o de venta se usó otra vez como clave.',
    hint: 'No entregues nada por ella: una venta nueva lleva una clave que ninguna otra tuvo, como la fecha y el número.',
  },
  already_expired: {
    meaning: 'La orden de esta clave ya estaba vencida antes de este comando.',
    cause:
      'La misma venta se intentó de nuevo fuera de tiempo, o su número se usó otra vez como clave.',
    hint: 'Esta orden ya no se puede pagar: una nueva lleva su propia clave.',
  },
  already_refunded: {
    meaning: 'La orden de esta clave ya estaba pagada y reembolsada antes de este comando.',
    cause: 'Un número de ticket o de venta se usó otra vez como clave.',
    hint: 'No entregues nada por ella: una venta nueva lleva una clave que ninguna otra tuvo, como la fecha y el número.',
  },
  already_over: {
    meaning: 'La orden de esta clave ya había terminado antes de este comando.',
    cause: 'Un número de ticket o de venta se usó otra vez como clave.',
    hint: 'Mira la orden: una venta nueva lleva una clave que ninguna otra tuvo, como la fecha y el número.',
  },
};
