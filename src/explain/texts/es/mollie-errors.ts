import type { mollieErrors as entries } from '../../entries/mollie-errors.ts';
import type { Text } from '../text.ts';

export const mollieErrors: Record<keyof typeof entries, Text> = {
  mollie_unauthorized: {
    meaning: 'Mollie no acepta la API key o el access token.',
    cause: 'Está mal escrito, se reemplazó o se revocó.',
    hint: 'La API key o el token fue rechazado: `mp-orders auth login --provider mollie` recibe uno nuevo.',
  },
  mollie_forbidden: {
    meaning: 'Esta API key o este access token no puede hacer eso.',
    cause:
      'Al access token le falta el permiso `orders.read` u `orders.write`, o la cuenta no tiene esa función.',
    hint: 'Usa un access token con permiso: `orders.read` para consultar órdenes, `orders.write` para cambiarlas.',
  },
  mollie_order_not_found: {
    meaning: 'Mollie no tiene ninguna orden con este id.',
    cause: 'El id está mal escrito, quedó recortado o es el de un pago (tr_…).',
    hint: 'Revisa el id, que empieza con ord_; `mp-orders list` muestra las órdenes que hay.',
  },
  mollie_wrong_mode: {
    meaning:
      'La orden existe, pero no en el modo que se usó: es real y este es de prueba, o al revés.',
    cause:
      'Se usó una key de prueba para una orden real, una real para una de prueba, o un token sin testmode.',
    hint: 'Usa la key del otro modo (test_… o live_…); con un token access_… decide testmode.',
  },
  mollie_other_profile: {
    meaning: 'La orden existe, pero es de otro perfil de sitio web que la API key.',
    cause: 'La organización tiene varios perfiles de sitio web, y cada uno tiene sus propias keys.',
    hint: 'Usa una key del perfil de sitio web al que pertenece la orden; `mp-orders auth list` muestra lo guardado aquí.',
  },
  mollie_not_found: {
    meaning: 'Lo que se pidió no existe en Mollie.',
    cause:
      'La ruta, o el id de una línea, un reembolso o un perfil de sitio web en ella, está mal escrito.',
    hint: 'Revisa la ruta y sus ids; `mp-orders get` muestra los ids de las líneas de una orden.',
  },
  mollie_not_cancelable: {
    meaning: 'La orden no se puede cancelar en su estado actual.',
    cause:
      'Está pagada, completada, vencida o ya cancelada, tiene un pago abierto, o líneas pagadas sin enviar.',
    hint: 'Solo se cancela una orden en created, authorized o shipping; lo pagado se reembolsa. `mp-orders get` muestra su estado.',
  },
  mollie_line_not_cancelable: {
    meaning: 'Esta línea de la orden no se puede cancelar en su estado actual.',
    cause: 'Ya se envió o canceló entera, o está pagada, o espera su pago.',
    hint: 'Solo se cancela lo no enviado de una línea en authorized o shipping; `mp-orders get` muestra cuánto es.',
  },
  mollie_line_unprocessable: {
    meaning: 'Mollie no acepta lo que se pide para una línea de la orden.',
    cause: 'El id no es de una línea de esta orden, o la cantidad es mayor que lo que queda.',
    hint: 'Corrige lo que indica el error; `mp-orders get` muestra las líneas y cuánto se puede cancelar todavía de cada una.',
  },
  mollie_bad_request: {
    meaning: 'Mollie no pudo entender la solicitud.',
    cause:
      'Un parámetro no tiene la forma correcta, se envió testmode con una API key, o la clave de idempotencia ya se usó para otra cosa.',
    hint: 'Corrige lo que indica el error; `--dry-run` muestra la solicitud.',
  },
  mollie_conflict: {
    meaning: 'Todavía se está procesando la misma solicitud.',
    cause: 'Dos intentos con la misma clave de idempotencia llegaron al mismo tiempo.',
    hint: 'Espera unos segundos y consulta la orden con `mp-orders get` antes del próximo intento.',
  },
  mollie_gone: {
    meaning: 'Lo que se pidió existió y se borró.',
    cause: 'Alguien lo borró, en el panel o por la API.',
    hint: 'Ya no se recupera; `mp-orders list` muestra las órdenes que hay.',
  },
  mollie_unprocessable: {
    meaning: 'Mollie entendió la solicitud, pero no acepta uno de sus valores.',
    cause:
      'Una línea no se puede cancelar ahora, una cantidad supera lo que queda, o falta un campo.',
    hint: 'Corrige el campo que indica el error; `mp-orders get` muestra cómo está la orden.',
  },
  mollie_amount_out_of_range: {
    meaning: 'El monto se sale de lo que puede costar esta parte de la línea.',
    cause:
      'Una parte de una línea con descuento necesita un monto, que debe estar entre dos límites.',
    hint: 'Da un monto entre los dos que indica el error: `--line <id>=<quantity>@<amount>`.',
  },
  mollie_rate_limited: {
    meaning: 'Se enviaron demasiadas solicitudes a Mollie en poco tiempo.',
    cause: 'Varios programas comparten una key, o un script consulta sin pausa.',
    hint: 'Demasiadas solicitudes: espera un poco e intenta de nuevo, con otra clave de idempotencia si indicaste una.',
  },
  mollie_unavailable: {
    meaning: 'Mollie, o algo en el camino, falló.',
    cause: 'Una falla pasajera o un mantenimiento del lado de Mollie.',
    hint: 'Intenta de nuevo en un rato; si sigue, consulta al soporte de Mollie.',
  },
  mollie_not_signed_in: {
    meaning: 'No se encontró ninguna API key ni access token de Mollie; no se envió nada.',
    cause: 'Nadie inició sesión en Mollie todavía en este equipo, o fue con otro perfil.',
    hint: 'Inicia sesión con `mp-orders auth login --provider mollie`, define MOLLIE_API_KEY o prueba con --sandbox.',
  },
  mollie_outcome_unknown: {
    meaning: 'Se envió un cambio a Mollie y no llegó respuesta: puede haberse hecho o no.',
    cause: 'La conexión se cortó o el tiempo se acabó después de enviar la solicitud.',
    hint: 'Puede haberse hecho: consulta la orden con `mp-orders get` antes de repetirlo.',
  },
  mollie_try_again_later: {
    meaning: 'Mollie rechazó la solicitud solo por el momento; no se cambió nada.',
    cause: 'Mollie todavía está ocupada con la orden o con su pago, y eso pasa solo.',
    hint: 'Inténtalo de nuevo en unos minutos: no se cambió nada.',
  },
};
