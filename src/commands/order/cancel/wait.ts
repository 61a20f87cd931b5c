import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import type { Cancellation } from '../../../orders/cancel-outcome.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { isOneOf } from '../../../orders/lifecycle.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Judgement } from '../../../watch/watcher.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { notKnown } from '../shared/not-known.ts';
import type { LookOptions } from '../shared/follow-options.ts';
import { watchingProvider, watchOne } from '../shared/watch-one.ts';
import { resultOf, type CancelResult } from './report.ts';

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
): Promise<CancelResult> {
  const provider = await watchingProvider(context, id);
  const { system } = provider;
  const timeoutMs = options.timeoutMs ?? (sent.needsSecond === true ? deniedWithinMs : undefined);
  const story = new Story(provider, sent);
  let isStuck = false;
  const end = await watchOne(
    context,
    provider,
    id,
    { ...options, timeoutMs },
    {
      title: sentence('Waiting for {id}', { id }),
      known: sent.history.at(-1),
      isLater: true,
      judge(order) {
        const judgement = story.take(order);
        isStuck = judgement !== 'over' && order.in_error === true;
        return isStuck ? 'over' : judgement;
      },
      line: () =>
        sentence('{status}: waiting until it is canceled  (Ctrl-C stops waiting)', {
          status: story.status,
        }),
    },
  );
  const result = resultOf(id, story.sent);
  const ended = (code: string, exitCode: ExitCode, message: Text, words: readonly string[]) => {
    const next = [nextCommand(context, words)];
    return { ...result, error: new CliError(exitCode, code, message, { next }) };
  };
  const follow = ['watch', id, '--until', 'canceled'];
  const waited = spellDuration(timeoutMs ?? 0);
  if (end.is === 'over' && isStuck) {
    const message = sentence(
      'The order is {status}, and its workflow stopped with an error: check it in {title}.',
      { status: story.status, title: system.title },
    );
    return ended('order_in_error', exitCodes.otherFinalStatus, message, ['get', id]);
  }
  if (end.is === 'over') return result;
  if (end.is === 'not_known') {
    const lead = sentence('The cancel was requested. The order was not seen canceled in {waited}', {
      waited,
    });
    const next = [nextCommand(context, follow)];
    const exitCode = exitCodes.outcomeUnknown;
    const { lastLook, failure: cause } = end;
    return { ...result, error: notKnown({ lead, lastLook, cause, next, exitCode }) };
  }
  if (end.is === 'failed') return { ...result, error: requestRemains(end.error) };
  if (end.is === 'interrupted') {
    const message = sentence('Stopped waiting; the cancel request remains in force.');
    return ended('interrupted', interruptionCode(context.host), message, follow);
  }
  const message = sentence(
    'Not canceled after {waited}; the order is {status}, and the cancel was not denied.',
    { waited, status: story.status },
  );
  if (sent.needsSecond !== true) {
    return ended('order_open_cancel', exitCodes.watchTimeout, message, follow);
  }
  const code = `${system.name}_second_request_needed`;
  const confirm = ['cancel', id, '--confirm-second', '--wait'];
  return ended(code, exitCodes.watchTimeout, message, confirm);
}

/**
 * A look that failed says nothing of the request, which was taken in: what comes of it is not known,
 * and exit code 7 would say that nothing was changed.
 */
function requestRemains(error: CliError): CliError {
  const stands = error.withDetails(
    sentence('The cancel was requested before, and remains in force.'),
  );
  if (error.exitCode !== exitCodes.unreachable) return stands;
  return stands.with({ exitCode: exitCodes.outcomeUnknown });
}

/** A cancel and the statuses that its order went through since. */
class Story {
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

  /** Takes a look in: a status known to pass ends the story when it is read twice. */
  take(order: Order): Judgement {
    const { doubtful = [] } = this.provider.system.lifecycle;
    const isNew = this.#last.status !== order.status;
    const [first, ...rest] = this.sent.history;
    const history = [first, ...(isNew ? rest : rest.slice(0, -1)), order] as const;
    const outcome = this.provider.cancelProgress(history);
    const isDoubtful = isNew && isOneOf(order.status, doubtful);
    this.sent = { ...this.sent, history, outcome: isDoubtful ? 'requested' : outcome };
    if (this.sent.outcome !== 'requested') return 'over';
    return isDoubtful ? 'doubtful' : 'open';
  }
}
