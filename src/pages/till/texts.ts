import type { Language } from '../shared/language.ts';

const en = {
  scan: 'Scan this code to pay',
  printed: 'Scan the code at the till to pay',
  code: 'QR code to pay with',
  left: 'Time left',
  refused: 'The payment was refused. Try again, or pay in another way.',
  paid: 'Paid',
  paidOtherwise: 'Paid with another amount. Please ask at the till.',
  canceled: 'Canceled',
  expired: 'Expired',
  over: 'This cannot be paid any more.',
  notFollowed: 'This screen does not follow the sale any more. Please ask at the till.',
  lost: 'The till does not answer. Trying again…',
};

type Texts = typeof en;

const es: Texts = {
  scan: 'Escanea este código para pagar',
  printed: 'Escanea el código de la caja para pagar',
  code: 'Código QR para pagar',
  left: 'Tiempo restante',
  refused: 'El pago fue rechazado. Intenta de nuevo o paga de otra forma.',
  paid: 'Pagado',
  paidOtherwise: 'Pagado con otro monto. Consulta en la caja.',
  canceled: 'Cancelado',
  expired: 'Vencido',
  over: 'Ya no se puede pagar.',
  notFollowed: 'Esta pantalla ya no sigue la venta. Consulta en la caja.',
  lost: 'La caja no responde. Se intenta de nuevo…',
};

const pt: Texts = {
  scan: 'Escaneie este código para pagar',
  printed: 'Escaneie o código do caixa para pagar',
  code: 'Código QR para pagar',
  left: 'Tempo restante',
  refused: 'O pagamento foi recusado. Tente de novo ou pague de outra forma.',
  paid: 'Pago',
  paidOtherwise: 'Pago com outro valor. Fale com o caixa.',
  canceled: 'Cancelado',
  expired: 'Expirado',
  over: 'Não pode mais ser pago.',
  notFollowed: 'Esta tela não acompanha mais a venda. Fale com o caixa.',
  lost: 'O caixa não responde. Tentando de novo…',
};

export const texts: Readonly<Record<Language, Texts>> = { en, es, pt };
