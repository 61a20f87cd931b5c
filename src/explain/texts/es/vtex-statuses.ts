import type { vtexStatuses as entries } from '../../entries/vtex-statuses.ts';
import type { Text } from '../text.ts';

export const vtexStatuses: Record<keyof typeof entries, Text> = {
  'order-created': {
    meaning: 'VTEX acaba de recibir la orden y está cargando sus datos.',
    cause: 'La compra se hizo hace un momento; VTEX la hace avanzar sola.',
    hint: 'recién creada, se está cargando',
  },
  'order-accepted': {
    meaning: 'El vendedor recibió la orden.',
    cause: 'Se vendió en otra tienda; lo siguiente es esperar que esa tienda la libere.',
    hint: 'recibida por el vendedor',
  },
  'on-order-completed': {
    meaning: 'El checkout terminó y los datos de la orden están completos.',
    cause: 'El cliente terminó la compra; VTEX la hace avanzar sola.',
    hint: 'checkout terminado',
  },
  'waiting-for-authorization': {
    meaning: 'La orden espera que el vendedor confirme que puede seguir.',
    cause: 'La tienda se la pasó al vendedor, que todavía no la confirmó.',
    hint: 'esperando que el vendedor confirme',
  },
  'payment-pending': {
    meaning: 'La orden espera que se confirme su pago.',
    cause: 'El cliente todavía no pagó, o el medio de pago no informó el resultado.',
    hint: 'esperando el pago',
  },
  'payment-approved': {
    meaning: 'El pago se aprobó y el vendedor todavía no empezó con la orden.',
    cause: 'El cliente pagó; también puede volver aquí una orden cuya cancelación se negó.',
    hint: 'pagada, esperando al vendedor',
  },
  'window-to-cancel': {
    meaning: 'La orden está pagada, y por un rato se puede cancelar sin consultar al vendedor.',
    cause: 'El pago se acaba de aprobar; son 30 minutos si la tienda no definió otro plazo.',
    hint: 'pagada, aún se cancela sin consultar',
  },
  'waiting-for-fulfillment': {
    meaning:
      'La orden espera su preparación; este estado solo existe en tiendas con un sistema de almacén.',
    cause: 'La tienda que la vendió no la liberó; a los 30 días VTEX la cancela.',
    hint: 'esperando su preparación',
  },
  'authorize-fulfillment': {
    meaning: 'VTEX está liberando la orden para prepararla y confirma la reserva de sus artículos.',
    cause: 'El pago se aprobó; si no se libera en 30 días, VTEX cancela la orden.',
    hint: 'liberándose para su preparación',
  },
  'ready-for-handling': {
    meaning:
      'La orden está pagada y se puede preparar. Cancelarla lleva dos solicitudes: la segunda confirma la primera.',
    cause: 'El vendedor o su ERP todavía no informó que empezó a prepararla.',
    hint: 'lista para que el vendedor la prepare',
  },
  'start-handling': {
    meaning: 'La preparación está por empezar; mientras tanto la orden no se puede cancelar.',
    cause: 'El vendedor o su ERP acaba de empezar; VTEX la hace avanzar sola.',
    hint: 'la preparación está empezando',
  },
  handling: {
    meaning:
      'El vendedor está preparando la orden. Cancelarla lleva dos solicitudes: la segunda confirma la primera.',
    cause: 'La preparación empezó y todavía no llegó ninguna factura.',
    hint: 'el vendedor la está preparando',
  },
  invoice: {
    meaning: 'VTEX está verificando la factura; mientras tanto la orden no se puede cancelar.',
    cause:
      'Se envió una factura. Si la orden se queda aquí, el pago no se liquidó o algo está mal en la factura.',
    hint: 'se está verificando la factura',
  },
  invoiced: {
    meaning: 'La orden se facturó entera: la venta está hecha y ya es tarde para cancelar.',
    cause:
      'El vendedor envió la factura; lo que el cliente devuelva va con una factura de devolución.',
    hint: 'facturada, la venta está hecha',
  },
  'request-cancel': {
    meaning: 'Se pidió cancelar y la solicitud está en camino; la orden todavía no está cancelada.',
    cause: 'Lo pidió hace un momento el cliente, la tienda o esta herramienta.',
    hint: 'cancelación pedida, todavía no hecha',
  },
  'cancellation-requested': {
    meaning:
      'Se pidió cancelar y falta la respuesta del vendedor, o una segunda solicitud que confirme.',
    cause: 'La orden ya estaba lista para preparar, o en preparación, cuando se pidió cancelar.',
    hint: 'cancelación pedida, falta el sí',
  },
  cancel: {
    meaning: 'La orden se está cancelando: VTEX está anulando el pago.',
    cause: 'La cancelación se aceptó, o el pago se rechazó.',
    hint: 'cancelándose',
  },
  canceled: {
    meaning:
      'La orden se canceló y su pago se anuló. Una orden puede volver de este estado: consúltala dos veces.',
    cause:
      'La canceló el cliente, la tienda, el vendedor o esta herramienta, o el pago se rechazó.',
    hint: 'cancelada',
  },
  'cancellation-request-denied': {
    meaning: 'El vendedor no aceptó la cancelación; la orden sigue.',
    cause: 'La mercadería ya está hecha o embalada, y cancelar le costaría al vendedor.',
    hint: 'el vendedor negó la cancelación',
  },
  replaced: {
    meaning: 'Otra orden tomó el lugar de esta.',
    cause: 'El cliente cambió la compra y VTEX creó con eso una orden nueva.',
    hint: 'reemplazada por otra orden',
  },
  incomplete: {
    meaning: 'La compra nunca se terminó: esta orden no avanza y no se puede cancelar.',
    cause: 'El pago se rechazó, el cliente se fue, o sigue abierto un pago en otra página.',
    hint: 'la compra no se terminó',
  },
  'cancellation-request-denied-ffm': {
    meaning: 'El vendedor que prepara la orden no aceptó la cancelación; la orden sigue.',
    cause: 'La mercadería ya está hecha o embalada donde el vendedor que la envía.',
    hint: 'el vendedor que prepara rechazó la cancelación',
  },
  'waiting-for-seller-decision': {
    meaning: 'Se pidió la cancelación y el vendedor tiene que aceptarla o rechazarla.',
    cause: 'El marketplace pasó el pedido de cancelación al vendedor de la mercadería.',
    hint: 'cancelación pedida, decide el vendedor',
  },
};
