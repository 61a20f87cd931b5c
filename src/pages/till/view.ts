import { countdown, money } from '../shared/format.ts';
import type { Language } from '../shared/language.ts';
import { h, type Child, type PageNode } from '../shared/node.ts';
import { qrNode } from '../shared/qr.ts';
import type { SaleState } from './state.ts';

export interface Screen {
  language: Language;
  /** Undefined until the till has told it. */
  sale: SaleState | undefined;
  /** Milliseconds until the sale can be paid no more; undefined where that is not known. */
  leftMs: number | undefined;
  /** The till does not answer: what stands here may not hold any more. */
  isLost: boolean;
}

/** The second screen of a till: what the customer is to pay and how, and then that it is paid. */
export function screenView({ language, sale, leftMs, isLost }: Screen): PageNode[] {
  const t = texts[language];
  if (isLost)
    return [h('section', { class: 'over', key: 'lost' }, h('p', { class: 'big' }, t.lost))];
  if (sale === undefined) return [];
  const { is, amount, currency, code, isRefused } = sale;
  const price = h('h1', {}, money(amount, currency, language));
  const end = (tone: string, words: string, mark?: string): PageNode[] => [
    h(
      'section',
      { class: tone, key: is },
      mark !== undefined && h('div', { class: 'mark', 'aria-hidden': 'true' }, check(mark)),
      h('p', { class: 'big', id: 'end' }, words),
      is !== 'left' && price,
    ),
  ];
  switch (is) {
    case 'open':
      return [
        h(
          'section',
          { class: 'open', key: is },
          price,
          code !== undefined && h('figure', {}, qrNode(code, t.code)),
          h('p', { class: 'hint' }, code === undefined ? t.printed : t.scan),
          isRefused && h('p', { class: 'refused' }, t.refused),
          left(t.left, leftMs),
        ),
      ];
    case 'paid':
      return end('paid', t.paid, 'M5 13l5 5L20 7');
    case 'paid_otherwise':
      return end('otherwise', t.paidOtherwise);
    case 'canceled':
      return end('over', t.canceled);
    case 'expired':
      return end('over', t.expired);
    case 'over':
      return end('over', t.over);
    case 'left':
      return end('over', t.notFollowed);
  }
}

const check = (path: string): PageNode =>
  h('svg', { viewBox: '0 0 24 24', class: 'check' }, h('path', { d: path }));

const left = (name: string, ms: number | undefined): Child =>
  ms !== undefined &&
  h(
    'p',
    { class: 'left', role: 'timer', 'aria-live': 'off' },
    `${name} `,
    h('strong', {}, countdown(ms)),
  );

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

const texts: Readonly<Record<Language, Texts>> = { en, es, pt };
