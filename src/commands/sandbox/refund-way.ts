import { listed } from '../../language/list.ts';
import { sentence } from '../../language/sentence.ts';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { parseDuration } from '../../orders/duration.ts';
import { ChoiceOption, inWords } from '../options.ts';
import type { RefundMode } from '../../sandbox/sandbox.ts';

/** What `sandbox refunds` and `sandbox serve --refunds` take; `delayed` and `failing` with a delay too. */
export const refundWays = ['at-once', 'delayed', 'failing'] as const;

const refundForms = ['at-once', 'delayed[:5s]', 'failing[:5s]'];

export const refundWaysInWords = inWords(refundForms);

export const refundsOption = () =>
  new ChoiceOption(
    '--refunds <how>',
    refundWays,
    `${refundWaysInWords}, as \`sandbox refunds\` sets it`,
  );

const usualDelay = '5s';

/** A way to carry refunds out, as it is typed; undefined for each system's usual one. */
export function parseRefundWay(
  context: Context,
  flag: string,
  text: string,
): RefundMode | undefined {
  const [, way, delay = usualDelay] = /^(at-once|delayed|failing)(?::(.+))?$/.exec(text) ?? [];
  if (way === 'at-once' && !text.includes(':')) return undefined;
  if (way === 'delayed' || way === 'failing') {
    return { way, delayMs: context.name(flag, () => parseDuration(delay)).ms };
  }
  throw usageError(
    sentence('{flag}: "{text}" is not a way to carry out refunds.', { flag, text }),
    {
      hint: sentence('Write {form}.', { form: listed(refundForms) }),
    },
  );
}
