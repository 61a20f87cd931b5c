import { sentence } from '../../../language/sentence.ts';
import type { Command } from 'commander';
import type { Context } from '../../../session/context.ts';
import { usageError } from '../../../errors.ts';
import { secretsOf } from '../../../providers/mercadopago/signature.ts';
import { parseWebhookSecret } from '../../../settings/settings.ts';

export interface SecretOptions {
  secret?: string;
}

/** Gives a verb `--secret -`. */
export const addSecretOption = (command: Command): Command =>
  command.option(
    '--secret <source>',
    '- reads the secret from stdin (default: env MP_ORDERS_WEBHOOK_SECRET, then the config)',
  );

/**
 * The secret of the webhook, or several with commas between them: from stdin with `--secret -`, else from
 * the environment, else from the config; undefined where there is none. It never shows in what is printed
 * from now on. Throws a usage error for one that was typed as an argument, where others can read it.
 */
export async function findSecret(
  context: Context,
  { secret: typed }: SecretOptions,
  flag = '--secret',
): Promise<string | undefined> {
  const { io } = context;
  if (typed === undefined) {
    const set = context.setting('webhook-secret', undefined, parseWebhookSecret);
    if (set !== undefined) secretsOf(set).forEach((one) => io.addSecret(one));
    return set;
  }
  if (typed !== '-') {
    io.addSecret(typed);
    throw usageError(
      sentence('{flag} is not taken as an argument: others could read it there.', { flag }),
      {
        code: 'secret_as_argument',
        hint: sentence(
          'Type {flag} - to have it read from stdin, or set MP_ORDERS_WEBHOOK_SECRET. Make a new one in the panel: this one was shown.',
          { flag },
        ),
      },
    );
  }
  const [read = ''] = await io.readSecrets([`${context.say('Webhook secret')}: `]);
  [read, ...secretsOf(read)].forEach((one) => io.addSecret(one));
  return context.name(flag, () => parseWebhookSecret(read));
}

/** The same; throws a usage error where there is none. */
export async function requireSecret(context: Context, options: SecretOptions): Promise<string> {
  const secret = await findSecret(context, options);
  if (secret !== undefined) return secret;
  throw usageError(sentence('There is no secret to check signatures with.'), {
    code: 'no_webhook_secret',
    hint: sentence(
      'The panel shows it, at the webhook. Set MP_ORDERS_WEBHOOK_SECRET, store it with `mp-orders config set webhook-secret -`, or add --secret - to have it read from stdin.',
    ),
  });
}
