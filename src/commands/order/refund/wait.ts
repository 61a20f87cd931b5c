import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { watchingProvider } from '../follow.ts';
import { Looks, type LookOptions } from '../looks.ts';
import { notKnownNow } from '../not-known.ts';
import { lookedAt, type RefundReached } from './reached.ts';
import { followWords, standing } from './report.ts';

/**
 * Looks at an order until the refund that was requested is final. When time runs out after a look
 * that saw it on its way, that is exit code 10; when nothing could be seen, 8. The refund itself goes
 * on either way, and the error says so.
 */
export async function awaitRefund(
  context: Context,
  sent: RefundReached,
  options: LookOptions,
): Promise<RefundReached> {
  const { id } = sent.asked;
  const provider = await watchingProvider(context, id);
  const spinner = await context.io.spin(`Waiting for the refund of ${id}`);
  const looks = new Looks(context, provider, id, options, spinner, sent.order);
  let reached = sent;
  const end = (code: string, exitCode: ExitCode, message: string, details: string[] = []) => {
    const next = [nextCommand(context, followWords(provider.system, sent.asked))];
    const facts = { details, next, system: provider.system.name, orderIds: [id] };
    const error = new CliError(exitCode, code, message, facts);
    return { ...reached, error };
  };
  const notSeen = (why: string | undefined) => {
    const message = `The refund was requested, and the last look told nothing: ${notKnownNow(looks.seen)}.`;
    const details = why === undefined ? [] : [why];
    return end('refund_not_seen', exitCodes.outcomeUnknown, message, details);
  };
  try {
    for (;;) {
      await looks.pause(
        () => `${statusOf(reached)}: waiting until the money is back  (Ctrl-C stops waiting)`,
      );
      const isLast = looks.isOver;
      const order = await looks.look();
      if (order !== undefined) reached = lookedAt(reached, order);
      if (reached.outcome !== 'requested') return reached;
      if (!isLast) continue;
      if (order === undefined) return notSeen(looks.failure?.message);
      const waited = spellDuration(options.timeoutMs ?? 0);
      const message = `Not refunded after ${waited}. ${standing(provider.system, reached)}`;
      return end('order_open_refund', exitCodes.watchTimeout, message);
    }
  } catch (error) {
    if (context.host.signal.aborted) {
      const message = 'Stopped waiting; the refund that was requested goes on.';
      return end('interrupted', interruptionCode(context.host), message);
    }
    if (!(error instanceof CliError)) throw error;
    return notSeen(error.message);
  } finally {
    spinner.stop();
  }
}

const statusOf = ({ refunds }: RefundReached): string => refunds.at(-1)?.status ?? 'requested';
