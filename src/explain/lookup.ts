import { entries } from './entries.ts';
import { kinds, type Entry, type Kind } from './entry.ts';
import { nearestNames } from '../nearest.ts';
import { orderSystems } from './order-systems.ts';

/** Where an entry stands: `name` is one of its kind's. */
export interface Key {
  kind: Kind;
  name: string;
}

/** A word's own entry in a record; words come from servers and users, and may be `constructor`. */
export function own<T>(record: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(record, word) ? record[word] : undefined;
}

export function entryOf({ kind, name }: Key): Entry | undefined {
  return own<Entry>(entries[kind], name);
}

/** One form for all ways to write a word: `Already-Cancelled` is `already_canceled`. */
export function canonical(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replaceAll('cancelled', 'canceled');
}

/** The names of each kind as their API spells them (`OMS007`, `ready-for-handling`), by that form. */
const spellings = new Map(
  kinds.map((kind) => [
    kind,
    new Map(Object.keys(entries[kind]).map((name) => [canonical(name), name])),
  ]),
);

/**
 * All entries by the name of `thing`. A status and its detail may come together
 * (`processed/accredited`), and with the name of their field (`status=created`), or as a notification's
 * action (`order.processed`).
 */
export function find(thing: string): Key[] {
  const words = canonical(thing)
    .replace(/^(?:status(?:_detail)?_?[=:]_?|order\.)/, '')
    .split('/');
  const [status = '', detail] = words;
  if (words.length > 2) return [];
  return detail === undefined ? findWord(status) : findPair(status, detail);
}

/** A status of an order with its detail. A refund and a word of this tool have none: a pair is not about them. */
function findPair(status: string, detail: string): Key[] {
  const particular = keysOf(`${status}_${detail}`, ['order_status_detail']);
  const details = particular.length > 0 ? particular : findWord(detail);
  return [...findWord(status), ...details].filter(
    ({ kind }) => kind !== 'refund_status' && kind !== 'tool_word',
  );
}

/**
 * The entry of an order's detail under its status: `in_process` of a disputed order is no payment
 * that is being decided. Undefined for a detail that is not known of this status.
 */
export function findDetail(status: string, detail: string): Key | undefined {
  const [under, word] = [canonical(status), canonical(detail)];
  const particular = keysOf(`${under}_${word}`, ['order_status_detail'])[0];
  if (particular !== undefined) return particular;
  const key = keysOf(word, ['order_status_detail'])[0];
  return key !== undefined && entryOf(key)?.under?.includes(under) === true ? key : undefined;
}

/** What the Payments API calls `cc_rejected_…`, by the detail that an order has for it (reference). */
const cardRefusals: Readonly<Record<string, string>> = {
  insufficient_amount: 'insufficient_amount',
  bad_filled_card_number: 'bad_filled_card_data',
  bad_filled_date: 'bad_filled_card_data',
  bad_filled_other: 'bad_filled_card_data',
  bad_filled_security_code: 'bad_filled_card_data',
  call_for_authorize: 'required_call_for_authorize',
  card_disabled: 'card_disabled',
  high_risk: 'high_risk',
  invalid_installments: 'invalid_installments',
  max_attempts: 'max_attempts_exceeded',
  card_error: 'processing_error',
};

/**
 * What receipts, the panel and people say, by the API's words: without accents, and in the masculine where
 * both end in d or t. Of two words each system has its own.
 */
export const commonWords: Readonly<Record<string, string>> = {
  ...meant('processed paid', 'paid pagado pago paga procesado processado'),
  ...meant('created', 'creado criado abierto aberto'),
  ...meant('created pending', 'pendiente pendente'),
  ...meant(
    'processing',
    'en_proceso em_processamento procesando processando em_analise en_revision',
  ),
  ...meant('approved', 'aprobado aprovado'),
  ...meant('rejected', 'rechazado recusado rejeitado'),
  ...meant('failed', 'fallido fallo falhou'),
  ...meant('in_mediation', 'en_mediacion em_mediacao reclamo reclamacao'),
  ...meant('charged_back', 'contracargo chargeback contestado'),
  ...meant('accredited', 'acreditado creditado'),
  ...meant('refunded', 'devuelto reembolsado devolvido estornado'),
  ...meant('refund', 'devolucion devolucao reembolso estorno'),
  ...meant(
    'partially_refunded',
    'devolucion_parcial devolucao_parcial reembolso_parcial estorno_parcial parcialmente_reembolsado',
  ),
  ...meant('canceled', 'cancelado anulado'),
  ...meant('expired', 'vencido expirado expiro expirou'),
  ...meant('insufficient_amount', 'fondos_insuficientes saldo_insuficiente insufficient_funds'),
  ...meant('paid_twice', 'dos_veces duas_vezes duplicado'),
};

function meant(names: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, names]));
}

/** What Node.js and curl call failures: before anything was sent, of certificates, and on the way. */
const systemErrors: readonly (readonly [RegExp, string])[] = [
  [/^e(?:notfound|ai_again|connrefused|hostunreach|netunreach)$/, 'unreachable'],
  [
    /^(?:err_tls_|depth_zero_|self_signed_)?cert_|_cert(?:_in_chain)?$|^unable_to_/,
    'untrusted_certificate',
  ],
  [/^(?:econnreset|etimedout|epipe|socket_hang_up)$/, 'outcome_unknown'],
];

function findWord(word: string): Key[] {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
  const exitCode = /^(?:(?:exit|salida|saida|code|codigo|error|erro|de|status)_?)+(\d+)$/.exec(
    plain,
  )?.[1];
  const byExitCode = keysOf(exitCode ?? '', ['exit_code']);
  if (byExitCode.length > 0) return byExitCode;
  const bare = plain
    .replace(/^(?:pagad[oa]|cobrad[oa]|pago|pagamento|orden|compra|pedido)_/, '')
    .replace(/_(?:por|pelo|pela)_.*/, '')
    .replace(/([dt])a$/, '$1o');
  const common = own(commonWords, bare)?.split(' ') ?? [];
  const keys = keysOf(systemErrors.find(([form]) => form.test(word))?.[1] ?? word, kinds);
  if (keys.length > 0 || common.length > 0) {
    // What a customer paid is no refund that went through.
    const meantKinds = kinds.filter(
      (kind) => kind !== 'refund_status' || common[0] !== 'processed',
    );
    return [...common.flatMap((name) => keysOf(name, meantKinds)), ...keys].filter(
      ({ kind, name }, i, all) =>
        i === all.findIndex((one) => one.kind === kind && one.name === name),
    );
  }
  const detail = own(cardRefusals, word.replace(/^cc_rejected_/, ''));
  if (word.startsWith('cc_rejected_')) {
    return keysOf(detail ?? 'rejected', ['payment_status_detail']);
  }
  const status = /^(?:http_?)?(\d{3}|5xx)$/.exec(word)?.[1];
  return status === undefined ? [] : findHttpStatus(status);
}

function findHttpStatus(status: string): Key[] {
  const keys = keysOf(`http_${status}`, ['error_code']);
  if (keys.length > 0 || !status.startsWith('5')) return keys;
  return keysOf('http_5xx', ['error_code']);
}

function keysOf(name: string, among: readonly Kind[]): Key[] {
  return among.flatMap((kind) => {
    const spelling = spellings.get(kind)?.get(name);
    return spelling === undefined ? [] : [{ kind, name: spelling }];
  });
}

/** Where an error came from: what tells more than its code does. */
export interface ErrorOrigin {
  /** The name of the order system that answered. */
  system?: string | undefined;
  /** What was asked for: `http_402` of a refund is not about the customer's payment. */
  action?: string | undefined;
}

/**
 * The entry of an error: by its code, else by its HTTP status. What an order system has an entry of
 * its own for goes first: `vtex_outcome_unknown`, or `mollie_not_found` for a 404; then what a status
 * means of one kind of change: `http_409_create`.
 */
export function findError(
  code: string | undefined,
  httpStatus: number | undefined,
  { system: provider, action }: ErrorOrigin = {},
): Key | undefined {
  const codes = code === undefined ? [] : [code];
  const names = [
    ...(provider === undefined ? [] : codes.map((one) => `${provider}_${one}`)),
    ...codes.filter((one) => !one.startsWith('http_')),
    ...ownOfHttpStatus(httpStatus, provider),
    ...(action === undefined || httpStatus === undefined ? [] : [`http_${httpStatus}_${action}`]),
    ...codes,
  ];
  const byName = names
    .flatMap((name) => keysOf(canonical(name), ['error_code']))
    .find((key) => canMean(key, provider));
  if (byName !== undefined || httpStatus === undefined) return byName;
  return findHttpStatus(String(isOfRequest.has(httpStatus) ? 400 : httpStatus))[0];
}

/** Statuses that say of the request what 400 says, in more detail (RFC 9110, 15.5; RFC 6585). */
const isOfRequest: ReadonlySet<number> = new Set([
  405, 406, 411, 412, 413, 414, 415, 421, 422, 428, 431,
]);

function ownOfHttpStatus(httpStatus: number | undefined, provider = ''): string[] {
  const names = own(orderSystems, provider)?.byHttpStatus;
  if (names === undefined || httpStatus === undefined) return [];
  const name = own(names, httpStatus >= 500 ? '5xx' : String(httpStatus));
  return name === undefined ? [] : [name];
}

/** A code of Mercado Pago's pages says nothing when another system happens to use the same word. */
function canMean(key: Key, provider = ''): boolean {
  if (own(orderSystems, provider)?.byHttpStatus === undefined) return true;
  const sources = entryOf(key)?.sources ?? [];
  return sources.some((source) => /^(tool|http)$/.test(source) || source.startsWith(provider));
}

/** The entry of a status or a detail of one kind. */
export function findStatus(status: string, kind: Kind): Key | undefined {
  return keysOf(canonical(status), [kind])[0];
}

/** What an unknown thing may have been meant to be. */
export function nearest(thing: string): string[] {
  const words = new Map(
    [...spellings.values()].flatMap((names) => [...names].filter(([word]) => !/^\d+$/.test(word))),
  );
  return nearestNames(canonical(thing), words.keys()).map((word) => words.get(word) ?? word);
}
