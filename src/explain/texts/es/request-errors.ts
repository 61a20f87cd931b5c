import type { requestErrors as entries } from '../../entries/request-errors.ts';
import type { Text } from '../text.ts';

export const requestErrors: Record<keyof typeof entries, Text> = {
  empty_required_header: {
    meaning: 'A la solicitud le falta un encabezado que la API exige: X-Idempotency-Key.',
    cause:
      'La solicitud se hizo sin esta herramienta, o un proxy quitó el encabezado en el camino.',
    hint: 'Falta un encabezado; `--debug` muestra lo que se envió.',
  },
  invalid_idempotency_key_length: {
    meaning: 'La clave de idempotencia es demasiado larga: la API acepta hasta 128 caracteres.',
    cause: 'La clave se armó uniendo textos largos; un UUID tiene 36 caracteres.',
    hint: 'Usa una clave de hasta 128 caracteres, u omite `--idempotency-key` para que se genere una.',
  },
  json_syntax_error: {
    meaning: 'El cuerpo de la solicitud no es JSON.',
    cause: 'Un archivo pasado con `--data` tiene una coma o una comilla de más, o está cortado.',
    hint: 'Corrige el JSON del cuerpo; `--dry-run` muestra lo que se enviaría.',
  },
  required_properties: {
    meaning: 'Al cuerpo le faltan campos que la API exige.',
    cause:
      'A un cuerpo escrito a mano le falta type, external_reference, config.qr.external_pos_id o el monto del pago.',
    hint: 'Agrega los campos indicados arriba.',
  },
  unsupported_properties: {
    meaning: 'El cuerpo tiene campos que esta API no acepta.',
    cause:
      'Un campo es de otra API o está mal escrito; notification_url y title no se aceptan aquí.',
    hint: 'Quita los campos indicados arriba: la API no acepta otros.',
  },
  invalid_properties: {
    meaning: 'El cuerpo, o una parte de él, no tiene la estructura correcta.',
    cause: 'Se envió una lista donde va un objeto, o un objeto donde va una lista.',
    hint: 'Dale al cuerpo la estructura de la página de creación; `--dry-run` muestra lo que se enviaría.',
  },
  minimum_properties: {
    meaning: 'Un objeto del cuerpo tiene menos campos de los necesarios.',
    cause: 'Se envió un objeto vacío, como config o transactions.',
    hint: 'Completa el objeto indicado arriba, u omítelo si es opcional.',
  },
  minimum_items: {
    meaning: 'Una lista del cuerpo tiene menos elementos de los necesarios.',
    cause: 'transactions.payments se envió vacía; una orden QR tiene exactamente un pago.',
    hint: 'Agrega los elementos que faltan en la lista indicada arriba.',
  },
  maximum_items: {
    meaning: 'Una lista del cuerpo tiene más elementos de los permitidos.',
    cause: 'Una orden QR tiene un pago, hasta 10 ítems, 10 categorías por ítem y 4 descuentos.',
    hint: 'Acorta la lista indicada arriba: un pago, hasta 10 ítems, 4 descuentos.',
  },
  property_type: {
    meaning: 'Un campo tiene un valor del tipo equivocado.',
    cause:
      'Se envió un monto como número; la API quiere los montos como texto, por ejemplo "50.00".',
    hint: 'Corrige los tipos de los campos indicados arriba; los montos son texto.',
  },
  property_value: {
    meaning: 'Un campo tiene un valor que la API no acepta.',
    cause:
      'Un texto es muy largo, un monto tiene demasiados decimales o una palabra no está entre las opciones; en Argentina un monto es de 15.00 como mínimo.',
    hint: 'Corrige los campos indicados arriba.',
  },
  bad_request: {
    meaning: 'La solicitud tiene campos que no son válidos o que no van juntos.',
    cause:
      'Se envió discounts junto con items[].external_categories, o un valor rompe una regla sin código propio.',
    hint: 'Revisa los campos de la solicitud; `--dry-run` la muestra.',
  },
  invalid_order_type: {
    meaning: 'La API no conoce ese tipo de orden.',
    cause: 'type está mal escrito o es de otro producto; una orden QR lleva type=qr.',
    hint: 'Envía type=qr.',
  },
  invalid_total_amount: {
    meaning: 'total_amount no es la suma de los pagos.',
    cause: 'Se cambió el monto del pago y no el de total_amount, o el total es cero.',
    hint: 'total_amount debe ser igual al monto del pago.',
  },
  invalid_path_param: {
    meaning: 'El id de la orden no tiene la forma correcta: es ORD y 26 letras o números.',
    cause: 'Se usó el id de un pago (PAY…), una external_reference o un id recortado.',
    hint: 'El id de una orden es ORD seguido de 26 letras y números.',
  },
  invalid_transaction_id: {
    meaning: 'El id del pago no tiene la forma correcta: es PAY y 26 letras o números.',
    cause: 'Se usó el número del pago en el panel (reference_id) o el id de la orden.',
    hint: 'Usa el id del pago que muestra `mp-orders get` (PAY…).',
  },
  exceeded_number_of_transactions: {
    meaning: 'La solicitud nombra más pagos de los que una orden puede tener.',
    cause: 'Se pusieron varios pagos en una orden; una orden QR tiene exactamente uno.',
    hint: 'Envía un solo pago por orden.',
  },
  missing_required_params: {
    meaning: 'A la búsqueda le falta un parámetro obligatorio.',
    cause: 'No se indicó begin_date o end_date.',
    hint: 'Indica el comienzo y el final del período: `mp-orders list --from … --to …`.',
  },
  invalid_parameter: {
    meaning: 'La búsqueda tiene un parámetro cuyo valor no se acepta.',
    cause: 'El período supera los 30 días, empieza en el futuro, o la página no existe.',
    hint: 'Corrige el parámetro indicado arriba; un período tiene hasta 30 días y empieza en el pasado.',
  },
  invalid_order_mode_for_operation: {
    meaning: 'La orden no está en el modo que esta operación necesita.',
    cause: 'Solo la acepta una orden con processing_mode=manual; las órdenes QR son automáticas.',
    hint: 'No la uses: las órdenes QR no necesitan ese paso.',
  },
  order_builder_without_transactions: {
    meaning: 'La orden no tiene ninguna transacción.',
    cause: 'Falta transactions.payments o transactions.cash_outs.',
    hint: 'Agrega el pago o el retiro de efectivo; `--dry-run` muestra la solicitud.',
  },
  invalid_email_for_sandbox: {
    meaning: 'El e-mail del pagador no es de un usuario de prueba.',
    cause: 'Se usó una cuenta de prueba con el e-mail de una persona real.',
    hint: 'Envía el e-mail de un usuario de prueba, o no envíes el pagador.',
  },
  discounts_not_allowed_with_installments: {
    meaning: 'Los descuentos y la elección de cuotas no van juntos.',
    cause: 'La solicitud tiene discounts.payment_methods y reglas de cuotas.',
    hint: 'Quita uno de los dos de la solicitud.',
  },
};
