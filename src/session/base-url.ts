import { sentence, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import { secretsInUrl } from '../url-secrets.ts';
import { isSandboxProfile } from '../settings/settings.ts';
import type { Run } from './run.ts';

/** A URL that takes the place of an order system's own, and where it was named. */
export interface BaseUrl {
  url: string;
  source: Text;
}

/**
 * Flag, environment, then the profile's own. `http://` goes to this machine only, but for the keys of
 * the sandbox, which are no secret: it may be served in another container.
 */
export function findBaseUrl(
  { options, settings }: Pick<Run, 'options' | 'settings'>,
  ofProfile?: string,
  { isSandbox = isSandboxProfile(settings.profileName) } = {},
): BaseUrl | undefined {
  const fromEnv = settings.fromEnv('MP_ORDERS_BASE_URL');
  const [text, source] = [
    [options.baseUrl, '--base-url'] as const,
    [fromEnv, 'MP_ORDERS_BASE_URL'] as const,
    [ofProfile, sentence('the profile’s base_url')] as const,
  ].find(([url]) => url !== undefined) ?? [undefined, ''];
  return text === undefined
    ? undefined
    : { url: checkBaseUrl(text, source, { isSandbox }), source };
}

/** A password may have stood there, and be too short for io to know it in other texts. */
const withoutUser = (text: string): string =>
  secretsInUrl(text).length === 0 ? text : `***@${text.replace(/^.*(?:@|%40)/s, '')}`;

/** Refuses what would send the token in clear over a network, or hide a password in a URL. */
function checkBaseUrl(text: string, source: Text, { isSandbox }: { isSandbox: boolean }): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw usageError(
      sentence('{source}: "{withoutUser}" is not a URL.', {
        source,
        withoutUser: withoutUser(text),
      }),
      {
        hint: sentence('Write one like https://api.mercadopago.com.'),
      },
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError(sentence('{source} must not hold a user name or a password.', { source }));
  }
  if (url.search !== '' || url.hash !== '') {
    throw usageError(
      sentence("{source} must not hold a ? or a #: the API's paths are added to it.", { source }),
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url) && !isSandbox) {
    throw usageError(
      sentence('{source}: {origin} would send the access token unencrypted.', {
        source,
        origin: url.origin,
      }),
      {
        hint: sentence('Use https://; http:// is for this machine only (localhost, 127.0.0.1).'),
      },
    );
  }
  return url.href.replace(/\/$/, '');
}

/** Whether a URL is of this machine. */
const isLoopback = ({ hostname }: Pick<URL, 'hostname'>): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** The last one is kept: of a journal with a million requests, nearly all went to one host. */
let last = { text: '', isLoopback: false };

export function isLoopbackUrl(text: string): boolean {
  if (text !== last.text) {
    last = { text, isLoopback: URL.canParse(text) && isLoopback(new URL(text)) };
  }
  return last.isLoopback;
}
