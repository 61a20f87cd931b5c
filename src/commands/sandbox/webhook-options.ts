import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SentWebhook, Webhooks } from '../../sandbox/webhooks/webhooks.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { collect } from '../options.ts';
import { secretsOf } from '../../providers/mercadopago/signature.ts';
import { findSecret } from '../webhook/shared/secret.ts';

export interface WebhookFlags {
  webhook?: string;
  webhookSecret?: string;
  webhookAs?: string[];
  webhookFault?: string[];
  webhookAllow?: string[];
}

export const webhookOptions = (command: Command): Command =>
  command
    .option('--webhook <url>', 'where Mercado Pago’s notifications of orders go')
    .option(
      '--webhook-secret <source>',
      '- reads its secret from stdin (default: env MP_ORDERS_WEBHOOK_SECRET, else one is made)',
    )
    .option(
      '--webhook-as <way>',
      'how they are written: lower-id, seconds, unsigned, thin; may repeat',
      collect,
    )
    .option(
      '--webhook-fault <fault>',
      'late:30s, twice, out-of-order, never, forged or wrong-secret; may repeat',
      collect,
    )
    .option(
      '--webhook-allow <host>',
      'another host than this machine that may be posted to; may repeat',
      collect,
    );

/**
 * The webhooks of a sandbox, Mollie's too. `secret` is what Mercado Pago's are signed with, undefined
 * where they go nowhere; one that was made for this run is to be shown.
 */
export async function openWebhooksFor(
  context: Context,
  sandbox: Sandbox,
  flags: WebhookFlags,
): Promise<{ webhooks: Webhooks; secret: string | undefined; isGenerated: boolean }> {
  const { host, io } = context;
  const { webhook: url, webhookAs, webhookFault, webhookAllow: allowHosts = [] } = flags;
  if (url === undefined && flags.webhookSecret !== undefined) {
    throw usageError(sentence('--webhook-secret needs --webhook.'));
  }
  for (const name of allowHosts) {
    if (/^[a-z\d]([a-z\d._-]*[a-z\d])?$/i.test(name)) continue;
    throw usageError(
      sentence('{flag}: "{name}" is not a name of a host.', { flag: '--webhook-allow', name }),
      {
        hint: sentence('Write one such as app.example, without a port.'),
      },
    );
  }
  const { makeWebhookSecret, openWebhooks } = await import('../../sandbox/webhooks/webhooks.ts');
  const own =
    url === undefined
      ? undefined
      : await findSecret(context, { secret: flags.webhookSecret }, '--webhook-secret');
  const [first] = own === undefined ? [] : secretsOf(own);
  const secret = url === undefined ? undefined : (first ?? makeWebhookSecret());
  const webhooks = openWebhooks(sandbox, {
    allowHosts,
    sleep: host.sleep,
    monotonic: host.monotonic,
    onSent: context.options.debug === true ? (sent) => io.warn(webhookLine(sent)) : undefined,
  });
  try {
    webhooks.write({ url, as: webhookAs, faults: webhookFault, ...(secret && { secret }) });
  } catch (error) {
    await webhooks.close();
    throw error;
  }
  return { webhooks, secret, isGenerated: own === undefined };
}

/** An attempt in one line. */
function webhookLine({ system, action, order, url, status, error, next }: SentWebhook): string {
  const end = status === undefined ? (error ?? 'no answer') : String(status);
  const again = next === undefined ? '' : `, again at ${next}`;
  return cleanValue(`webhook of ${system}: ${action} ${order} to ${url} -> ${end}${again}`);
}
