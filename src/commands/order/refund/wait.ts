import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { notKnownNow } from '../shared/not-known.ts';
import type { LookOptions } from '../shared/follow-options.ts';
import { watchingProvider, watchOne } from '../shared/watch-one.ts';
import { updatedBy, type RefundResult } from './result.ts';
import { followWords, standing } from './report.ts';

/**
 * Looks at an order until the refund that was requested is final. When time runs out after a look
 * that saw it on its way, that is exit code 10; when nothing could be seen, 8. The refund itself goes
 * on either way, and the error says so.
 */
export async function awaitRefund(
  context: Context,
  sent: RefundResult,
  options: LookOptions,
): Promise<RefundResult> {
  const { id } = sent.request;
  const provider = await watchingProvider(context, id);
  const { system } = provider;
  let result = sent;
  const end = await watchOne(context, provider, id, options, {
    title: sentence('Waiting for the refund of {id}', { id }),
    known: sent.order,
    isLater: true,
    judge(order) {
      result = updatedBy(result, order);
      return result.outcome === 'requested' ? 'open' : 'over';
    },
    line: () =>
      sentence('{status}: waiting until the money is back  (Ctrl-C stops waiting)', {
        status: statusOf(result),
      }),
  });
  const ended = (code: string, exitCode: ExitCode, message: Text, details: Text[] = []) => {
    const next = [nextCommand(context, followWords(system, sent.request))];
    const facts = { details, next, system: system.name, orderIds: [id] };
    return { ...result, error: new CliError(exitCode, code, message, facts) };
  };
  if (end.is === 'over') return result;
  if (end.is === 'open') {
    const waited = spellDuration(options.timeoutMs ?? 0);
    const message = [
      sentence('Not refunded after {waited}.', { waited }),
      ' ',
      standing(system, result),
    ];
    return ended('order_open_refund', exitCodes.watchTimeout, message);
  }
  if (end.is === 'interrupted') {
    const message = sentence('Stopped waiting; the requested refund goes on.');
    return ended('interrupted', interruptionCode(context.host), message);
  }
  const why = end.is === 'failed' ? end.error : end.failure;
  const message = sentence(
    'The refund was requested, and the last check showed nothing: {state}.',
    {
      state: notKnownNow(end.lastLook),
    },
  );
  const details = why === undefined ? [] : [why.text];
  return ended('refund_not_seen', exitCodes.outcomeUnknown, message, details);
}

const statusOf = ({ refunds }: RefundResult): string => refunds.at(-1)?.status ?? 'requested';
