import type { accountErrors as entries } from '../../entries/account-errors.ts';
import type { Text } from '../text.ts';

export const accountErrors: Record<keyof typeof entries, Text> = {
  unsupported_site: {
    meaning: 'Las órdenes QR no existen en el país de esta cuenta.',
    cause:
      'El access token es de una cuenta de un país sin órdenes QR, o a la cuenta le falta la autorización.',
    hint: 'Hay órdenes QR para cuentas de Argentina, Brasil, Chile y Uruguay.',
  },
  marketplace_not_valid: {
    meaning: 'Se envió marketplace_fee, pero el access token no dice a qué marketplace pertenece.',
    cause: 'El token es el propio de la cuenta y no uno obtenido por OAuth.',
    hint: 'marketplace_fee necesita un access token obtenido por OAuth; omítelo o inicia sesión con uno.',
  },
  marketplace_fee_not_allowed: {
    meaning:
      'No se puede cobrar marketplace_fee porque no se encontró el marketplace de este access token.',
    cause: 'El token es de otra aplicación y no de la del marketplace.',
    hint: 'No se encontró el marketplace de este access token; omite marketplace_fee o inicia sesión con otro.',
  },
  sponsor_id_not_valid: {
    meaning:
      'integration_data.sponsor.id no es el id de una cuenta de Mercado Pago que pueda figurar en esta orden.',
    cause:
      'Contiene un correo, el id de una aplicación o el del propio vendedor en lugar del USER_ID del integrador.',
    hint: 'integration_data.sponsor.id debe ser el USER_ID de una cuenta de Mercado Pago.',
  },
  unauthorized: {
    meaning: 'Mercado Pago no acepta el access token.',
    cause:
      'El token está mal escrito, se renovó o se revocó; los obtenidos por OAuth vencen a los 180 días.',
    hint: 'El access token fue rechazado: `mp-orders auth login` recibe uno nuevo.',
  },
  invalid_credentials: {
    meaning: 'El access token no permite esta solicitud.',
    cause: 'El token está mal escrito o revocado, o es de una aplicación sin este permiso.',
    hint: 'El access token fue rechazado: `mp-orders auth login` recibe uno nuevo.',
  },
  user_not_authorized: {
    meaning: 'Esta cuenta no puede hacer eso con esta orden.',
    cause: 'La orden la creó otra cuenta y no la que inició sesión.',
    hint: 'Inicia sesión con la cuenta que creó la orden; `mp-orders auth status` muestra cuál es la actual.',
  },
  invalid_order_owner: {
    meaning: 'Solo la cuenta que creó la orden puede reembolsarla, y esta es otra.',
    cause: 'Se está usando otro perfil, o MP_ACCESS_TOKEN tiene el token de otro comercio.',
    hint: 'Inicia sesión con la cuenta que creó la orden; `mp-orders auth status` muestra cuál es la actual.',
  },
  pos_not_found: {
    meaning: 'Ningún punto de venta de esta cuenta tiene este external_pos_id.',
    cause:
      'El external_id está mal escrito, es de otra cuenta, o la caja se creó en el panel y todavía no tiene uno.',
    hint: 'Nombra la caja por su external_id, que debe ser de esta cuenta; una caja creada en el panel no tiene hasta que se le asigna.',
  },
  order_not_found: {
    meaning: 'Esta cuenta no tiene ninguna orden con este id.',
    cause:
      'El id está mal escrito, la orden es de otra cuenta, es un id de prueba con un token real, o tiene más de tres meses.',
    hint: 'Revisa el id y, con `mp-orders auth status`, que esta cuenta sea la que creó la orden. Las órdenes de más de tres meses no se pueden consultar.',
  },
  order_not_found_test_order: {
    meaning: 'El id es de una orden de prueba y esta cuenta es real.',
    cause: 'La orden se creó con una cuenta de prueba; las cuentas reales no la ven.',
    hint: 'Es una orden de prueba (ORDTST) y la cuenta es real: inicia sesión con la cuenta de prueba que la creó.',
  },
  order_not_found_live_order: {
    meaning: 'El id es de una orden real y esta cuenta es de prueba.',
    cause: 'La orden se creó con una cuenta real; las cuentas de prueba no la ven.',
    hint: 'Es una orden real (ORD) y la cuenta es de prueba: inicia sesión con la cuenta real que la creó.',
  },
  order_not_found_too_old: {
    meaning: 'La orden tiene más de tres meses y la API ya no la entrega.',
    cause: 'Las órdenes se pueden consultar durante tres meses; el propio id dice su antigüedad.',
    hint: 'Según su id, la orden tiene más de tres meses: la API ya no la entrega. Los reportes de la cuenta aún tienen el pago.',
  },
  transaction_not_found: {
    meaning: 'La orden no tiene ningún pago con este id.',
    cause: 'El id del pago es de otra orden o está mal escrito.',
    hint: 'Toma el id del pago (PAY…) de `mp-orders get` de la misma orden.',
  },
  seller_configuration: {
    meaning: 'La cuenta del comercio no está configurada para este tipo de orden.',
    cause: 'Una función como los retiros de efectivo la tiene que activar antes Mercado Pago.',
    hint: 'Pide a Mercado Pago que active la función en esta cuenta, o quítala de la solicitud.',
  },
  forbidden_checking_terminal_owner: {
    meaning: 'La terminal es de otra cuenta.',
    cause: 'El id de la terminal está mal escrito, o es otra la cuenta que inició sesión.',
    hint: 'Revisa el id de la terminal y, con `mp-orders auth status`, la cuenta.',
  },
};
