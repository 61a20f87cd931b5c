import type { vtexErrors as entries } from '../../entries/vtex-errors.ts';
import type { Text } from '../text.ts';

export const vtexErrors: Record<keyof typeof entries, Text> = {
  OMS007: {
    meaning: 'Esta cuenta de VTEX no tiene ninguna orden con este id.',
    cause:
      'El id está mal escrito, o la orden está en la cuenta de otra tienda o de otro vendedor.',
    hint: 'Revisa el id, como 1172452900788-01, y con `mp-orders auth status` la cuenta.',
  },
  OMS003: {
    meaning: 'El estado de la orden no permite lo que se pidió.',
    cause: 'La orden ya avanzó, o todavía no llegó adonde corresponde este paso.',
    hint: 'Consulta la orden con `mp-orders get`: su estado dice qué se puede hacer ahora.',
  },
  vtex_not_found: {
    meaning: 'Lo que se pidió no existe en esta cuenta de VTEX.',
    cause: 'La ruta está mal escrita, o la cuenta o su entorno es otro.',
    hint: 'Revisa la ruta y, con `mp-orders auth status`, la cuenta.',
  },
  vtex_unauthorized: {
    meaning: 'VTEX no acepta la app key y el app token.',
    cause: 'Uno de los dos está mal escrito o revocado, o son de otra cuenta.',
    hint: 'Las credenciales fueron rechazadas: `mp-orders auth login --provider vtex` recibe otras.',
  },
  vtex_forbidden: {
    meaning: 'La app key no puede hacer eso.',
    cause: 'A sus roles les falta un recurso de License Manager; para cancelar es `Cancel order`.',
    hint: 'En el Admin, asigna a la app key un rol con el recurso que se nombra aquí (para cancelar: `Cancel order`), como `OMS - Full access`.',
  },
  vtex_login_page: {
    meaning: 'En lugar de una respuesta llegó una página de inicio de sesión; eso no es un éxito.',
    cause:
      'Falta la app key o el app token, o se rechazó, o la cuenta o su entorno está mal escrito.',
    hint: 'Revisa la cuenta y sus claves con `mp-orders auth status`, e inicia sesión otra vez.',
  },
  vtex_not_cancelable: {
    meaning: 'VTEX no cancela la orden en su estado actual.',
    cause:
      'Está facturada, entera o en parte, incompleta, reemplazada o ya cancelada, o VTEX la está haciendo avanzar.',
    hint: 'Consulta la orden con `mp-orders get`; lo facturado vuelve con una factura de devolución.',
  },
  vtex_bad_request: {
    meaning: 'VTEX rechazó la solicitud por no ser válida.',
    cause: 'El id o un parámetro no tiene la forma correcta, o el cuerpo no es JSON.',
    hint: 'Corrige lo que indica el error; `--dry-run` muestra la solicitud.',
  },
  vtex_rate_limited: {
    meaning: 'Se enviaron demasiadas solicitudes a VTEX en poco tiempo.',
    cause: 'Varios programas comparten la cuenta, o un script consulta sin pausa.',
    hint: 'Demasiadas solicitudes: espera un minuto e intenta de nuevo.',
  },
  vtex_unavailable: {
    meaning: 'VTEX, o algo en el camino, falló.',
    cause: 'Una falla pasajera o un mantenimiento del lado de VTEX.',
    hint: 'Intenta de nuevo en un rato; después de una cancelación, consulta primero la orden con `mp-orders get`.',
  },
  vtex_cancel_denied: {
    meaning: 'El vendedor dijo que no a la cancelación, y la orden sigue.',
    cause: 'La mercadería ya está hecha o embalada, y cancelar le costaría al vendedor.',
    hint: 'Arréglalo con el vendedor; `mp-orders get` muestra en qué estado está la orden.',
  },
  vtex_second_request_needed: {
    meaning:
      'En este estado una cancelación lleva dos solicitudes: la segunda confirma la primera.',
    cause:
      'La orden está en ready-for-handling o handling: el vendedor puede haber empezado a prepararla.',
    hint: 'Consulta la orden y, si aun así hay que cancelarla, agrega `--confirm-second`.',
  },
  vtex_not_signed_in: {
    meaning: 'No se encontró ninguna app key ni app token de VTEX; no se envió nada.',
    cause: 'Nadie inició sesión en VTEX todavía en este equipo, o fue con otro perfil.',
    hint: 'Inicia sesión con `mp-orders auth login --provider vtex`, define VTEX_APP_KEY y VTEX_APP_TOKEN, o prueba con --sandbox.',
  },
  vtex_outcome_unknown: {
    meaning: 'Se envió una cancelación a VTEX y no llegó respuesta: puede haberse recibido o no.',
    cause: 'La conexión se cortó o el tiempo se acabó después de enviar la solicitud.',
    hint: 'No la envíes otra vez, porque una segunda solicitud puede confirmar la primera: consulta la orden con `mp-orders get`.',
  },
  vtex_unexpected_answer: {
    meaning: 'VTEX dijo que sí, pero su respuesta no es la que describe su documentación.',
    cause: 'Algo entre este equipo y VTEX respondió en su lugar, o la API cambió.',
    hint: '`--debug` muestra la respuesta completa; después de una cancelación, consulta la orden con `mp-orders get` y no la envíes otra vez.',
  },
  vtex_try_again_later: {
    meaning: 'VTEX rechazó la solicitud solo por el momento; no se cambió nada.',
    cause: 'VTEX todavía está haciendo avanzar la orden, y eso pasa solo.',
    hint: 'Consulta la orden con `mp-orders get` en unos minutos e inténtalo de nuevo entonces.',
  },
};
