import type { httpErrors as entries } from '../../entries/http-errors.ts';
import type { Text } from '../text.ts';

export const httpErrors: Record<keyof typeof entries, Text> = {
  http_400: {
    meaning: 'El proveedor rechazó la solicitud por no ser válida.',
    cause: 'Un campo falta, está mal escrito o tiene un valor que no se acepta.',
    hint: 'Revisa los campos de la solicitud; `--dry-run` la muestra.',
  },
  http_401: {
    meaning: 'El proveedor no acepta el access token.',
    cause: 'El token está mal escrito, se renovó o se revocó.',
    hint: 'El access token fue rechazado: `mp-orders auth login` recibe uno nuevo.',
  },
  http_402: {
    meaning: 'El pago fue rechazado; la orden en sí fue aceptada.',
    cause: 'La tarjeta o la cuenta del cliente no pudo pagar.',
    hint: 'El pago fue rechazado: el status_detail del pago dice por qué.',
  },
  http_403: {
    meaning: 'Esta cuenta no puede hacer eso.',
    cause: 'A la aplicación del token le falta el permiso, o la orden es de otra cuenta.',
    hint: 'Esta cuenta no puede hacer eso: `mp-orders auth status` muestra cuál es.',
  },
  http_404: {
    meaning: 'Lo que se pidió no existe para esta cuenta.',
    cause: 'El id o la ruta está mal escrito, o se inició sesión con otra cuenta.',
    hint: 'Revisa el id y, con `mp-orders auth status`, la cuenta.',
  },
  http_408: {
    meaning: 'El servidor dejó de esperar la solicitud.',
    cause: 'Una conexión lenta o cortada entre este equipo y el proveedor.',
    hint: 'Revisa la conexión e intenta de nuevo con la misma clave de idempotencia.',
  },
  http_409: {
    meaning: 'La solicitud choca con el estado de la orden o con otra solicitud.',
    cause: 'La orden cambió mientras tanto, o una clave de idempotencia se usó dos veces.',
    hint: 'Consulta la orden otra vez con `mp-orders get` antes del próximo intento.',
  },
  http_423: {
    meaning: 'Otra solicitud tiene bloqueado lo que se pidió.',
    cause: 'Dos solicitudes para lo mismo llegaron al mismo tiempo.',
    hint: 'Repítela en unos segundos con la misma clave de idempotencia.',
  },
  http_429: {
    meaning: 'Se enviaron demasiadas solicitudes en poco tiempo.',
    cause: 'Varias cajas comparten un token, o un script consulta sin pausa.',
    hint: 'Demasiadas solicitudes: espera un poco e intenta de nuevo.',
  },
  http_5xx: {
    meaning: 'El proveedor, o algo en el camino, falló.',
    cause: 'Una falla pasajera o un mantenimiento del lado del proveedor.',
    hint: 'Intenta de nuevo en un rato con la misma clave de idempotencia; si sigue, pasa el request id al soporte del proveedor.',
  },
  http_402_refund: {
    meaning: 'El reembolso se rechazó; la orden queda como está.',
    cause:
      'La cuenta del comercio no tiene fondos suficientes, o el reembolso ya no está permitido.',
    hint: 'No se devolvió dinero: revisa que la cuenta pueda cubrir el reembolso y consulta la orden con `mp-orders get`.',
  },
  http_409_create: {
    meaning: 'La orden nueva choca con algo que ya existe; no se creó ninguna orden.',
    cause: 'Hay otra orden de por medio, o su clave de idempotencia se usó para otra solicitud.',
    hint: 'No se creó ninguna orden: resuelve lo que indica el error y créala de nuevo.',
  },
  http_425: {
    meaning: 'La solicitud llegó demasiado pronto: su objeto todavía no está listo.',
    cause: 'Un pago recién hecho todavía se está registrando.',
    hint: 'Repítela en unos minutos con la misma clave de idempotencia.',
  },
};
