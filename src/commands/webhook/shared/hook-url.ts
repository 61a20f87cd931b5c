import { sentence } from '../../../language/sentence.ts';
import { usageError } from '../../../errors.ts';

/** The URL of a program that notifications are posted to. A user name in it is refused, and not repeated. */
export function checkHookUrl(flag: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && url.username === '' && url.password === '';
  if (isPlain && /^https?:$/.test(url.protocol)) return url.href;
  throw usageError(sentence('{flag}: this is not a URL that can be posted to.', { flag }), {
    code: 'invalid_webhook_url',
    hint: sentence(
      'Write one such as http://127.0.0.1:3000/hook, without a user name and a password.',
    ),
  });
}

export const isLoopbackHost = (hostname: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
