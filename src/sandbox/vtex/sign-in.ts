import { findKey, type VtexKey } from './accounts.ts';
import { Refusal, unauthorized } from './errors.ts';

type SignIn = { key: VtexKey } | { instead: Response };

const loginPage =
  '<!DOCTYPE html><html><head><title>Login</title></head><body>Sign in</body></html>';

/**
 * Who is asking, or what is answered instead. The account is told by the key, for the sandbox has
 * one host; the cookie VtexIdclientAutCookie, by which people sign in, opens nothing here.
 */
export function signIn(request: Request): SignIn {
  const { headers, method, url } = request;
  const appKey = headers.get('x-vtex-api-appkey') ?? undefined;
  const key = findKey(appKey, headers.get('x-vtex-api-apptoken') ?? undefined);
  if (!key) throw unauthorized();
  switch (key.fate) {
    case 'revoked':
      // Some refusals are plain text, with these words.
      throw new Refusal(401, 'No authorized');
    case 'limited':
      throw tooManyRequests(method);
    case 'login':
      return { instead: redirect(new URL(url).pathname) };
    case 'html':
      return { instead: html() };
    default:
      return { key };
  }
}

// Assumption: the text, and that the key may do everything but this.
/** Throws a Refusal unless the key has the License Manager resource `Cancel order`. */
export function checkMayCancel({ fate }: VtexKey): void {
  if (fate === 'no_cancel') throw new Refusal(403, 'Access denied', '1');
}

/** VTEX gives a time to wait sometimes; here a change is told one, and a look is not. */
const tooManyRequests = (method: string): Refusal =>
  new Refusal(429, 'Too many requests', undefined, method === 'GET' ? {} : { 'retry-after': '60' });

const redirect = (path: string): Response =>
  new Response(null, {
    status: 302,
    headers: { location: `https://login.example.org/?returnUrl=${encodeURIComponent(path)}` },
  });

const html = (): Response =>
  new Response(loginPage, { headers: { 'content-type': 'text/html; charset=utf-8' } });
