import { listed, joinTexts } from '../../language/list.ts';
import { sentence, type Text } from '../../language/sentence.ts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Notification } from './notification.ts';

/** What Mercado Pago signs, in the order of its template. */
interface SignedParts {
  id: string | undefined;
  requestId: string | undefined;
  ts: string;
}

type TsUnit = 's' | 'ms';

/** How `data.id` stands in what was signed; `same` where it is of lower case or has no letters. */
type IdCase = 'as_received' | 'lower' | 'same' | 'no_id';

/** What is known of the signature of a notification. */
export type SignatureCheck =
  | {
      is: 'valid';
      idCase: IdCase;
      unit: TsUnit;
      signedAt: Date;
      /** What was signed, which holds no secret. */
      template: string;
    }
  | { is: 'unsigned' }
  /** `x-signature` is not `ts=…,v1=…`, or a part of what is signed came twice. */
  | { is: 'malformed'; why: Text }
  /** The right secret, and `data.id` in another case than it was received. */
  | { is: 'id_case'; signedId: string }
  /** The right secret, and something else that is not as the template has it. */
  | { is: 'template'; why: Text }
  /** The right secret and template, and a time that is too far away; negative for the future. */
  | { is: 'clock'; ageMs: number; signedAt: Date; unit: TsUnit }
  /** No spelling that is known fits. */
  | { is: 'secret' };

/**
 * `id:…;request-id:…;ts:…;`; a part that is missing is left out with its label
 * (Mercado Pago, QR code, "Notifications", validation of the origin).
 */
export const templateOf = ({ id, requestId, ts }: SignedParts): string =>
  [
    id === undefined ? '' : `id:${id};`,
    requestId === undefined ? '' : `request-id:${requestId};`,
    `ts:${ts};`,
  ].join('');

/** HMAC-SHA256 in hexadecimal digits, with the secret of the webhook as its key. */
export const signText = (text: string, secret: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

/** `x-signature` as Mercado Pago sends it: a comma and no blank. */
export const signatureOf = (parts: SignedParts, secret: string): string =>
  `ts=${parts.ts},v1=${signText(templateOf(parts), secret)}`;

/**
 * Checks a signature, and finds out why one fails. Mercado Pago's pages lower-case `data.id` in what is
 * signed, its SDKs take it as received (since 2026-06): either is valid. `ts` is in seconds or in ms,
 * which its digits tell. `maxAgeMs` undefined: any age is. `secret` may be several, with commas between
 * them: one of them has to fit.
 */
export function checkSignature(
  notification: Notification,
  { secret, ...at }: { secret: string; now: Date; maxAgeMs: number | undefined },
): SignatureCheck {
  const checks = secretsOf(secret).map((one) => checkWith(notification, { secret: one, ...at }));
  // Any other finding but this proves its secret right.
  return checks.find(({ is }) => is !== 'secret') ?? { is: 'secret' };
}

/** A webhook whose secret was reset has two for a while, and two modes of an application have one each. */
export const secretsOf = (text: string): string[] => text.split(',').map((one) => one.trim());

function checkWith(
  notification: Notification,
  { secret, now, maxAgeMs }: { secret: string; now: Date; maxAgeMs: number | undefined },
): SignatureCheck {
  const { signature, twice, id, requestId } = notification;
  if (twice.length > 0) {
    return {
      is: 'malformed',
      why: sentence('{names} came twice, with different values', { names: listed(twice, 'and') }),
    };
  }
  if (signature === undefined) return { is: 'unsigned' };
  const read = parseSignature(signature);
  if ('why' in read) return { is: 'malformed', why: read.why };
  const { ts, v1 } = read;
  const fits = (text: string) => isSame(signText(text, secret), v1);
  const known: { id: string | undefined; idCase: IdCase }[] = [{ id, idCase: caseOf(id) }];
  const lower = id?.toLowerCase();
  if (lower !== id) known.push({ id: lower, idCase: 'lower' });
  for (const { id: signed, idCase } of known) {
    const template = templateOf({ id: signed, requestId, ts });
    if (!fits(template)) continue;
    const { unit, signedAt } = timeOf(ts);
    const ageMs = now.getTime() - signedAt.getTime();
    if (maxAgeMs !== undefined && Math.abs(ageMs) > maxAgeMs) {
      return { is: 'clock', ageMs, signedAt, unit };
    }
    return { is: 'valid', idCase, unit, signedAt, template };
  }
  return whyNot(notification, ts, fits);
}

const caseOf = (id: string | undefined): IdCase =>
  id === undefined ? 'no_id' : id === id.toLowerCase() ? 'same' : 'as_received';

/** The two parts of `x-signature`, in any order, or what is wrong with it. */
function parseSignature(text: string): { ts: string; v1: string } | { why: Text } {
  const parts = text.split(',').map((part) => part.trim().split('='));
  const values = (name: string) =>
    parts.filter(([key]) => key?.trim() === name).map(([, ...value]) => value.join('=').trim());
  const [ts, ...moreTs] = values('ts');
  const [v1, ...moreV1] = values('v1');
  if (moreTs.length > 0 || moreV1.length > 0)
    return { why: sentence('x-signature has a part twice') };
  if (ts === undefined || !/^\d+$/.test(ts))
    return { why: sentence('x-signature has no ts=<digits>') };
  if (!/^\d{9,15}$/.test(ts)) {
    return { why: sentence('its ts={ts} is not a time in seconds or ms', { ts }) };
  }
  if (v1 === undefined || !/^[0-9a-f]{64}$/i.test(v1)) {
    return { why: sentence('x-signature has no v1=<64 hexadecimal digits>') };
  }
  return { ts, v1: v1.toLowerCase() };
}

/** In seconds until the year 5138, in ms since 1973: 12 digits and more are ms. */
function timeOf(ts: string): { unit: TsUnit; signedAt: Date } {
  const unit = ts.length >= 12 ? 'ms' : 's';
  return { unit, signedAt: new Date(Number(ts) * (unit === 's' ? 1000 : 1)) };
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Tries what signers and proxies are known to do otherwise: one that fits proves the secret right. */
function whyNot(
  { id, bodyId, otherIds, requestId, body }: Notification,
  ts: string,
  fits: (text: string) => boolean,
): SignatureCheck {
  const upper = id?.toUpperCase();
  if (upper !== undefined && upper !== id && fits(templateOf({ id: upper, requestId, ts }))) {
    return { is: 'id_case', signedId: upper };
  }
  for (const one of otherSpellings({ id, bodyId, otherIds, requestId }, ts)) {
    if (fits(one.text)) return { is: 'template', why: joinTexts(one.why, ', ') };
    if (fits(one.text.replace(/;$/, ''))) {
      return {
        is: 'template',
        why: joinTexts([...one.why, sentence('without the ; at its end')], ', '),
      };
    }
  }
  if (fits(body) || fits(`${ts}.${body}`))
    return { is: 'template', why: sentence('over the body') };
  return { is: 'secret' };
}

interface Spelling<T> {
  value: T;
  /** Undefined where it is as the template has it. */
  why: Text | undefined;
}

function otherSpellings(
  {
    id,
    bodyId,
    otherIds,
    requestId,
  }: Pick<Notification, 'id' | 'bodyId' | 'otherIds' | 'requestId'>,
  ts: string,
): { text: string; why: Text[] }[] {
  const cased = (
    value: string | undefined,
    why: Text | undefined,
  ): Spelling<string | undefined>[] =>
    value === undefined
      ? []
      : [value, value.toLowerCase(), value.toUpperCase()].map((one) => ({ value: one, why }));
  const ids: Spelling<string | undefined>[] = [
    ...cased(id, undefined),
    { value: undefined, why: id === undefined ? undefined : sentence('without the id') },
    ...otherIds.flatMap(({ name, value }) =>
      cased(value, sentence('with {name} of the query', { name })),
    ),
    ...cased(
      bodyId,
      bodyId?.toLowerCase() === id?.toLowerCase()
        ? undefined
        : sentence('with data.id of the body'),
    ),
  ];
  const requestIds: Spelling<string | undefined>[] = [
    { value: requestId, why: undefined },
    ...(requestId === undefined
      ? []
      : [{ value: undefined, why: sentence('without the request id') }]),
    ...(requestId === undefined ? [{ value: '', why: sentence('with an empty request id') }] : []),
  ];
  const isMs = timeOf(ts).unit === 'ms';
  const times: Spelling<string>[] = [
    { value: ts, why: undefined },
    isMs
      ? { value: ts.slice(0, -3), why: sentence('with ts in seconds, while x-signature says ms') }
      : { value: `${ts}000`, why: sentence('with ts in ms, while x-signature says seconds') },
  ];
  return ids.flatMap((one) =>
    requestIds.flatMap((request) =>
      times.map((time) => ({
        text: templateOf({ id: one.value, requestId: request.value, ts: time.value }),
        why: [one.why, request.why, time.why].filter((why) => why !== undefined),
      })),
    ),
  );
}
