import { sentence, type Text } from '../../../language/sentence.ts';
import { parseJsonObject } from '../../../json/text.ts';
import type { Context } from '../../../session/context.ts';
import type { CliError } from '../../../errors.ts';
import { readNotification } from '../../../providers/mercadopago/notification.ts';
import { checkSignature } from '../../../providers/mercadopago/signature.ts';
import type { PostRequest } from './receiver.ts';
import { refusedSignature } from './failed-check.ts';

/** What a request is taken for. */
type HookContent =
  | {
      is: 'order';
      id: string;
      /** What the request says; only reading the order tells. */
      action: string | undefined;
      requestId: string | undefined;
      /** Whether a signature proves who sent it. */
      isVerified: boolean;
      /** Which spelling of the signature matched; undefined where there is none. */
      spelling: string | undefined;
    }
  /** From the order system, and about something else. */
  | { is: 'other'; what: Text }
  | { is: 'refused'; error: CliError };

/**
 * Whom a notification is from, and which order it is about. Without a secret nothing is checked: it is
 * a reason to look, and no more; nor is what has no signature, where that is taken. A retry may carry an old time, and the order is read anyway: its age
 * is not looked at.
 */
export function authenticate(
  context: Context,
  { url, headers, body }: PostRequest,
  {
    system,
    secret,
    takesUnsigned,
  }: { system: string; secret: string | undefined; takesUnsigned: boolean },
): HookContent {
  const text = body.toString('utf8');
  if (system === 'mollie') {
    const id = new URLSearchParams(text).get('id') ?? '';
    if (id === '') return { is: 'other', what: sentence('a body without an id') };
    return {
      is: 'order',
      id,
      action: undefined,
      requestId: undefined,
      isVerified: false,
      spelling: undefined,
    };
  }
  const notification = readNotification({ url, headers, body: text });
  const { requestId, action } = notification;
  let spelling: string | undefined;
  let isVerified = false;
  if (secret !== undefined) {
    const check = checkSignature(notification, { secret, now: context.now(), maxAgeMs: undefined });
    // The id of the body alone is not signed.
    isVerified = check.is === 'valid' && notification.id !== undefined;
    if (check.is === 'valid') spelling = `${check.idCase} ${check.unit}`;
    else if (check.is !== 'unsigned' || !takesUnsigned) {
      return { is: 'refused', error: refusedSignature(check, notification) };
    }
  }
  const { type, resource } = topicOf(url, text);
  const ids = [
    notification.id,
    notification.bodyId,
    ...notification.otherIds.map(valueOf),
    resource,
  ];
  // An order's id tells that it is one, whatever the topic is called and wherever the id stands.
  const shaped = ids.find((one) => one !== undefined && orderId.test(one));
  const id = shaped ?? notification.id ?? notification.bodyId;
  if (id === undefined || (shaped === undefined && !/^orders?$/.test(type ?? 'order'))) {
    return { is: 'other', what: type === undefined ? sentence('no order') : `type ${type}` };
  }
  isVerified &&= id === notification.id;
  return { is: 'order', id, action, requestId, isVerified, spelling };
}

const orderId = /^ORD(TST)?[0-9A-Z]{26}$/i;

const valueOf = ({ value }: { value: string }): string => value;

/** `type` of the query or the body, in older notifications `topic`; and the id at the end of `resource`. */
function topicOf(url: string, text: string): { type?: string; resource?: string } {
  const query = new URL(url, 'http://localhost').searchParams;
  const body = parseJsonObject(text) ?? {};
  const words = [query.get('type'), body.type, query.get('topic'), body.topic];
  const type = words.find((word) => typeof word === 'string' && word !== '');
  const resource = typeof body.resource === 'string' ? body.resource.split('/').at(-1) : undefined;
  return {
    ...(typeof type === 'string' && { type }),
    ...(resource !== undefined && { resource }),
  };
}
