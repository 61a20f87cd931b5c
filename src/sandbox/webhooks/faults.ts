import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { spanMs } from '../control/span.ts';

const webhookFaultNames = [
  'late',
  'twice',
  'out-of-order',
  'never',
  'forged',
  'wrong-secret',
] as const;
export type WebhookFaultName = (typeof webhookFaultNames)[number];

/** What goes wrong with notifications. */
interface WebhookFault {
  name: WebhookFaultName;
  /** As notifications name it, or `*`. */
  action: string;
  /** How late, in ms. */
  delayMs: number;
  /** How often; undefined: always. */
  times: number | undefined;
}

const form = `Write one of ${webhookFaultNames.join(', ')}, such as "late:30s x1" or "order.processed: twice".`;

/**
 * `[ACTION: ]FAULT[:SPAN][ xN]`. late: after SPAN (1m); twice: and once more; out-of-order: behind the
 * next one; never; forged: another before it, signed by a guess; wrong-secret: with another secret.
 */
export function parseWebhookFault(text: string): WebhookFault {
  const [, action = '*', word = '', span, times] =
    /^(?:(\*|[a-z]+\.[a-z_]+):\s+)?([a-z-]+)(?::(\w+))?(?:\s+x([1-9]\d{0,5}))?$/.exec(
      text.trim(),
    ) ?? [];
  const name = webhookFaultNames.find((one) => one === word);
  if (name === undefined || (span !== undefined && name !== 'late')) {
    throw usageError(sentence('"{text}" is not a webhook fault.', { text }), {
      hint: form,
    });
  }
  return {
    name,
    action,
    delayMs: spanMs(span ?? '1m'),
    times: times === undefined ? undefined : Number(times),
  };
}

/** Says of each notification what goes wrong with it; the first fault that fits and is not used up. */
export function planWebhookFaults(
  faults: readonly WebhookFault[],
): (action: string) => WebhookFault | undefined {
  const left = new Map(faults.map((fault) => [fault, fault.times ?? Infinity]));
  return (action) => {
    const fault = faults.find(
      (one) => (one.action === '*' || one.action === action) && (left.get(one) ?? 0) > 0,
    );
    if (fault !== undefined) left.set(fault, (left.get(fault) ?? 0) - 1);
    return fault;
  };
}
