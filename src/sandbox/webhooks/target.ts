import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';

const hostname = (text: string): string => text.toLowerCase().replace(/\.$/, '');

const isLoopback = (name: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname(name));

/**
 * Whether webhooks may go there. Test data may hold a real URL: nothing is posted to another machine
 * that was not named at the start.
 */
export function mayPostTo(text: string, allowHosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname: name, username, password } = new URL(text);
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return false;
  return isLoopback(name) || allowHosts.some((allowed) => hostname(allowed) === hostname(name));
}

/** Throws a usage error for where webhooks may not go; what stands before an @ is not repeated. */
export function checkTarget(text: string, allowHosts: readonly string[]): void {
  if (mayPostTo(text, allowHosts)) return;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') {
    throw usageError(sentence('Nothing can be posted to the webhook’s URL.'), {
      code: 'invalid_webhook_url',
      hint: sentence(
        'Write one such as http://127.0.0.1:3000/hook, without a user name and a password.',
      ),
    });
  }
  throw usageError(
    sentence('The sandbox posts webhooks to this machine only, and not to {host}.', {
      host: url.hostname,
    }),
    {
      code: 'webhook_host_not_allowed',
      hint: sentence('To send test data there, start it with --webhook-allow {host}.', {
        host: url.hostname,
      }),
    },
  );
}
