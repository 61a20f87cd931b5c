import type { paymentDetails as entries } from '../../entries/payment-details.ts';
import type { Text } from '../text.ts';

export const paymentDetails: Record<keyof typeof entries, Text> = {
  ready_to_process: {
    meaning: 'El pago está preparado y espera al cliente.',
    cause: 'La orden se creó y su código todavía no se pagó.',
    hint: 'listo, esperando al cliente',
  },
  created: {
    meaning: 'El pago existe y todavía no se intentó nada.',
    cause: 'La orden se acaba de crear.',
    hint: 'esperando al cliente',
  },
  accredited: {
    meaning: 'El pago se aprobó y el dinero se acreditó.',
    cause: 'El cliente pagó.',
    hint: 'aprobado, dinero acreditado',
  },
  partially_refunded: {
    meaning: 'El pago se aprobó y una parte se devolvió.',
    cause: 'Una parte la reembolsó el comercio, su sistema o alguien en el panel.',
    hint: 'aprobado, una parte reembolsada',
  },
  refunded: {
    meaning: 'El pago se aprobó y después se devolvió entero.',
    cause: 'Lo reembolsó el comercio, su sistema o alguien en el panel.',
    hint: 'aprobado y después reembolsado',
  },
  canceled: {
    meaning: 'El pago se canceló antes de hacerse; no se movió dinero.',
    cause: 'Se canceló la orden.',
    hint: 'cancelado, no se movió dinero',
  },
  canceled_by_api: {
    meaning: 'El pago se canceló por la API junto con su orden; no se movió dinero.',
    cause: 'El sistema del comercio o esta herramienta canceló la orden.',
    hint: 'cancelado por la API',
  },
  canceled_on_terminal: {
    meaning: 'El pago se canceló en la terminal; no se movió dinero.',
    cause: 'Alguien presionó cancelar en la terminal Point.',
    hint: 'cancelado en la terminal',
  },
  canceled_transaction: {
    meaning: 'El pago se canceló junto con su orden; no se movió dinero.',
    cause: 'La orden se canceló antes de que se pagara; las órdenes pagadas en línea lo dicen así.',
    hint: 'cancelado, no se movió dinero',
  },
  cancellation_requested: {
    meaning: 'Se pidió cancelar mientras una terminal tiene la orden; todavía no está cancelada.',
    cause: 'Una terminal Point ya había tomado la orden cuando se canceló.',
    hint: 'cancelación pedida, todavía no hecha',
  },
  expired: {
    meaning: 'El pago no se hizo a tiempo; no se movió dinero.',
    cause: 'Nadie pagó antes de que venciera la orden.',
    hint: 'venció sin pago',
  },
  in_process: {
    meaning: 'El pago empezó y todavía no se decidió.',
    cause: 'Mercado Pago o el banco del cliente todavía lo está revisando.',
    hint: 'en proceso',
  },
  pending_review_manual: {
    meaning: 'Personas de Mercado Pago revisan el pago antes de decidir.',
    cause: 'Los controles contra el fraude pidieron mirarlo mejor.',
    hint: 'en revisión manual',
  },
  waiting_payment: {
    meaning: 'El pago empezó y el cliente todavía tiene que completarlo.',
    cause: 'El medio de pago necesita un paso más del cliente.',
    hint: 'esperando que el cliente lo complete',
  },
  check_on_terminal: {
    meaning: 'Hay que mirar la terminal para saber si el pago se aprobó.',
    cause: 'La terminal perdió la conexión en medio del pago.',
    hint: 'mirar el resultado en la terminal',
  },
  at_terminal: {
    meaning: 'Una terminal muestra el pago y espera al cliente.',
    cause: 'La orden se creó para una terminal Point.',
    hint: 'en la terminal, esperando al cliente',
  },
  failed: {
    meaning: 'El pago se rechazó y no se da un motivo más preciso.',
    cause: 'Datos de tarjeta incorrectos, los controles contra el fraude o el banco del cliente.',
    hint: 'rechazado',
  },
  bad_filled_card_data: {
    meaning: 'El pago se rechazó porque los datos de la tarjeta son incorrectos.',
    cause: 'El número, el código de seguridad o el vencimiento se escribió mal.',
    hint: 'rechazado: los datos de la tarjeta son incorrectos',
  },
  high_risk: {
    meaning: 'El pago fue rechazado por los controles contra el fraude.',
    cause: 'Algo pareció fuera de lo común: el monto, el dispositivo o la historia de la cuenta.',
    hint: 'rechazado por los controles contra el fraude',
  },
  rejected_by_issuer: {
    meaning: 'El banco que emitió la tarjeta rechazó el pago.',
    cause: 'El banco no dice por qué; solo el cliente puede preguntarle.',
    hint: 'rechazado por el banco de la tarjeta',
  },
  required_call_for_authorize: {
    meaning: 'El banco quiere que el cliente autorice este pago antes de intentarlo otra vez.',
    cause: 'El monto o el comercio no es habitual para esta tarjeta.',
    hint: 'rechazado: antes hay que llamar al banco',
  },
  max_attempts_exceeded: {
    meaning: 'El pago se rechazó porque se intentó demasiadas veces.',
    cause: 'La misma tarjeta se probó varias veces en poco tiempo.',
    hint: 'rechazado: demasiados intentos',
  },
  card_disabled: {
    meaning: 'El pago se rechazó porque la tarjeta está bloqueada o inactiva.',
    cause: 'Una tarjeta nueva todavía no se activó, o el banco la bloqueó.',
    hint: 'rechazado: la tarjeta no está activa',
  },
  insufficient_amount: {
    meaning: 'El pago se rechazó porque no alcanza el dinero.',
    cause: 'El saldo o el límite de la tarjeta no llega al monto.',
    hint: 'rechazado: dinero insuficiente',
  },
  card_insufficient_amount: {
    meaning: 'El pago se rechazó porque la tarjeta no alcanza para el monto.',
    cause: 'El límite de la tarjeta está agotado; las órdenes pagadas en línea lo dicen así.',
    hint: 'rechazado: la tarjeta no alcanza',
  },
  amount_limit_exceeded: {
    meaning: 'El pago se rechazó porque el monto supera un límite.',
    cause: 'El banco o Mercado Pago limita cada pago, o los de un día.',
    hint: 'rechazado: el monto supera un límite',
  },
  invalid_installments: {
    meaning: 'El pago se rechazó porque no se ofrece esta cantidad de cuotas.',
    cause: 'La tarjeta o el banco no ofrece las cuotas elegidas.',
    hint: 'rechazado: no se ofrecen esas cuotas',
  },
  invalid_card_token: {
    meaning: 'El pago se rechazó porque el token de la tarjeta ya no es válido.',
    cause: 'El token se usó antes o es demasiado viejo; es propio de las órdenes pagadas en línea.',
    hint: 'rechazado: el token de la tarjeta no es válido',
  },
  processing_error: {
    meaning: 'El pago falló por un motivo técnico.',
    cause: 'Una falla pasajera de Mercado Pago, del banco o de la red de tarjetas.',
    hint: 'falló por un motivo técnico',
  },
  in_review: {
    meaning: 'El pago no se hizo, y el motivo no se conoce o no se puede decir.',
    cause: 'Mercado Pago se reserva el motivo de algunos rechazos.',
    hint: 'falló, sin motivo informado',
  },
};
