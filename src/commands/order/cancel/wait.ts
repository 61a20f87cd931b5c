import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import type { Cancellation } from '../../../orders/cancel-outcome.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { isOneOf } from '../../../orders/lifecycle.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { watchingProvider } from '../follow.ts';
import { Looks, type LookOptions } from '../looks.ts';
import { notKnown } from '../not-known.ts';
import { reachedBy, type Reached } from './report.ts';

/** Without its second request a cancel goes no further, but its seller may still say no. */
const deniedWithinMs = 5 * 60_000;

/**
 * Looks at an order until the cancel that was requested is through, or was denied. When time runs
 * out, when the user ends it, and when the order is stuck, the request stands, with an error: exit
 * code 10 only where the last look saw that it is not decided, else 8, for what came of this change
 * is not known.
 */
export async function awaitCancel(
  context: Context,
  id: string,
  sent: Cancellation,
  options: LookOptions,
): Promise<Reached> {
  const provider = await watchingProvider(context, id);
  const spinner = await context.io.spin(`Waiting for ${id}`);
  const timeoutMs = options.timeoutMs ?? (sent.needsSecond === true ? deniedWithinMs : undefined);
  const known = sent.history.at(-1);
  const looks = new Looks(context, provider, id, { ...options, timeoutMs }, spinner, known);
  const story = new Story(provider, sent);
  const end = (code: string, exitCode: ExitCode, message: string, words: readonly string[]) => {
    const next = [nextCommand(context, words)];
    return { ...reachedBy(id, story.sent), error: new CliError(exitCode, code, message, { next }) };
  };
  const follow = ['watch', id, '--until', 'canceled'];
  try {
    for (;;) {
      const line = () => `${story.status}: waiting until it is canceled  (Ctrl-C stops waiting)`;
      await (story.isDoubtful && looks.isOver ? looks.pauseOnceMore(line) : looks.pause(line));
      const isLast = looks.isOver;
      const order = await looks.look();
      if (order !== undefined && story.isOver(order)) return reachedBy(id, story.sent);
      if (order?.in_error === true) {
        const message = `The order is ${story.status}, and its workflow stopped with an error: somebody has to look at it in ${provider.system.title}.`;
        return end('order_in_error', exitCodes.otherFinalStatus, message, ['get', id]);
      }
      if (isLast && order === undefined) {
        const lead = `The cancel was requested. Not seen canceled in ${spellDuration(timeoutMs ?? 0)}`;
        const { seen, failure: cause } = looks;
        const next = [nextCommand(context, follow)];
        const exitCode = exitCodes.outcomeUnknown;
        return {
          ...reachedBy(id, story.sent),
          error: notKnown({ lead, seen, cause, next, exitCode }),
        };
      }
      if (isLast && !story.isDoubtful) {
        const waited = spellDuration(timeoutMs ?? 0);
        const message = `Not canceled after ${waited}; the order is ${story.status}, and nobody has said no.`;
        const confirm = ['cancel', id, '--confirm-second', '--wait'];
        return sent.needsSecond === true
          ? end(
              `${provider.system.name}_second_request_needed`,
              exitCodes.watchTimeout,
              message,
              confirm,
            )
          : end('order_open_cancel', exitCodes.watchTimeout, message, follow);
      }
    }
  } catch (error) {
    if (!context.host.signal.aborted) {
      if (!(error instanceof CliError)) throw error;
      return { ...reachedBy(id, story.sent), error: stillRequested(error) };
    }
    const message = 'Stopped waiting; the request to cancel stands.';
    return end('interrupted', interruptionCode(context.host), message, follow);
  } finally {
    spinner.stop();
  }
}

/**
 * A look that failed says nothing of the request, which was taken in: what comes of it is not known,
 * and exit code 7 would say that nothing was changed.
 */
function stillRequested(error: CliError): CliError {
  const stands = error.withDetails('The request to cancel was taken in before, and stands.');
  if (error.exitCode !== exitCodes.unreachable) return stands;
  return stands.with({ exitCode: exitCodes.outcomeUnknown });
}

/** A cancel and the statuses that its order went through since. */
class Story {
  /** Its latest status has been seen to pass: one more look tells. */
  isDoubtful = false;

  constructor(
    private readonly provider: OrderProvider,
    public sent: Cancellation,
  ) {}

  get #last(): Order {
    return this.sent.history.at(-1) ?? this.sent.history[0];
  }

  get status(): string {
    return cleanValue(this.#last.status);
  }

  /** Takes a look in. Whether it ends the story: a status known to pass is believed when read twice. */
  isOver(order: Order): boolean {
    const { doubtful = [] } = this.provider.system.lifecycle;
    const isNew = this.#last.status !== order.status;
    const [first, ...rest] = this.sent.history;
    const history = [first, ...(isNew ? rest : rest.slice(0, -1)), order] as const;
    const outcome = this.provider.cancelProgress(history);
    this.isDoubtful = isNew && isOneOf(order.status, doubtful);
    this.sent = { ...this.sent, history, outcome: this.isDoubtful ? 'requested' : outcome };
    return this.sent.outcome !== 'requested';
  }
}
