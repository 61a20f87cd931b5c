import { sentence, type Text } from '../../../language/sentence.ts';
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
  const id = notification.id ?? notification.bodyId;
  const type = typeOf(url, text);
  if (id === undefined || !/^orders?$/.test(type ?? 'order')) {
    return { is: 'other', what: type === undefined ? sentence('no order') : `type ${type}` };
  }
  return { is: 'order', id, action, requestId, isVerified, spelling };
}

function typeOf(url: string, body: string): string | undefined {
  const inQuery = new URL(url, 'http://localhost').searchParams.get('type');
  if (inQuery !== null) return inQuery;
  try {
    const { type } = JSON.parse(body) as { type?: unknown };
    return typeof type === 'string' ? type : undefined;
  } catch {
    return undefined;
  }
}
