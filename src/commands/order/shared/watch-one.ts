import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context, ProviderNeeds } from '../../../session/context.ts';
import { CliError } from '../../../errors.ts';
import type { Io } from '../../../io.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { parseDuration } from '../../../orders/duration.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { paceOfOne } from '../../../watch/pace.ts';
import { Watcher, type Judgement, type LastLook, type Teller } from '../../../watch/watcher.ts';
import { createdHere } from './created-here.ts';
import { goneSince, notKnownNow } from './not-known.ts';
import type { LookOptions } from './follow-options.ts';

/** One look must not take longer than this, or a dead connection would pass for a quiet order. */
const lookTimeoutMs = 10_000;

/** And one that is worth it has this long, however short the watch is to be. */
const leastLookMs = 2_000;

/** A client for many looks: each is short, and none is repeated, since the next look follows. */
export function watchingProvider(
  context: Context,
  id: string,
  overrides: Pick<ProviderNeeds, 'gate' | 'signal' | 'retrySignal'> = {},
): Promise<OrderProvider> {
  const { timeout } = context.options;
  const watchMs = timeout === undefined ? Infinity : parseDuration(timeout).ms;
  const timeoutMs = Math.min(
    ...[lookTimeoutMs, context.lookTimeoutMs, Math.max(leastLookMs, watchMs)],
  );
  return context.provider({ ids: [id], retries: 0, timeoutMs, ...overrides });
}

/** Whether a server, or what stands before it, answered, though not with the order: 429, 503, a page. */
const answered = (error: CliError | undefined): boolean => error?.facts.httpStatus !== undefined;

/** What is said when looks show no order any more, and when they do again. */
export function outageNotes(io: Io): Pick<Teller, 'away' | 'back'> {
  let cause: CliError | undefined;
  return {
    away(error) {
      cause = error;
      const reason = cleanValue(io.say([error.text]));
      io.note(
        answered(error)
          ? sentence('No usable answer; still watching. ({reason})', { reason })
          : sentence('No answer; still watching. ({reason})', { reason }),
      );
    },
    back: () =>
      io.note(
        answered(cause) ? sentence('The server is back.') : sentence('The connection is back.'),
      ),
  };
}

/** The same, for a line that turns: after `missed` looks in a row. */
export function outageLine(watcher: Pick<Watcher, 'outage' | 'failure'>): Text {
  const { outage, failure } = watcher;
  const { missed } = outage;
  return answered(failure)
    ? sentence('No usable answer from the server; still trying ({missed})', { missed })
    : sentence('No answer from the server; still trying ({missed})', { missed });
}

/** How the watch of a single order ended. */
export type OneEnd =
  /** A look was judged so. */
  | { is: 'over' }
  /** Out of time: the last look saw that it is not over. */
  | { is: 'open' }
  /** Out of time: the last look told nothing. */
  | { is: 'not_known'; lastLook: LastLook | undefined; failure: CliError | undefined }
  | { is: 'failed'; error: CliError; lastLook: LastLook | undefined }
  | { is: 'interrupted' };

export interface OneWatch {
  /** On the line that turns until there is more to say. */
  title: Text;
  /** The order as this run has seen it already. */
  known: Order | undefined;
  /** Whether the first look is due after a pause. */
  isLater?: boolean;
  judge: (
    order: Order,
    looks: { inARow: number; isNew: boolean },
  ) => Judgement | Promise<Judgement>;
  /** The line that turns while the next look is waited for. */
  line: () => Text;
}

/** Watches a single order; says on the way what is odd, and leaves it to the caller to tell the end. */
export async function watchOne(
  context: Context,
  provider: OrderProvider,
  id: string,
  options: LookOptions,
  { title, known, isLater, judge, line }: OneWatch,
): Promise<OneEnd> {
  const { host, io } = context;
  const spinner = await io.spin(title);
  let isOver = false;
  const watcher: Watcher = new Watcher({
    host,
    get: (wanted) => provider.get(wanted),
    pace: paceOfOne(options.intervalMs),
    ...options,
    concurrency: 1,
    lastLooksMs: undefined,
    wasCreatedHere: createdHere(context),
    teller: {
      ...outageNotes(io),
      async judge({ inARow }, order, isNew) {
        const judgement = await judge(order, { inARow, isNew });
        isOver = judgement === 'over';
        return judgement;
      },
      failed(order, error, absence) {
        throw absence === undefined
          ? error
          : goneSince(error, watcher.lastLook(order), absence.looks);
      },
      missing: (error) =>
        io.note(
          sentence('Not found, although it was there before; still watching. ({reason})', {
            reason: cleanValue(io.say([error.text])),
          }),
        ),
      foundAgain: () => io.note(sentence('The order was found again.')),
      beforeWait(ms) {
        if (!spinner.turning || ms === Infinity) return Infinity;
        spinner.update(watcher.outage.isOn ? outageLine(watcher) : line());
        return 1_000; // for a countdown
      },
    },
  });
  options.pushes?.listen((pushed) => watcher.hurry(pushed));
  watcher.add(id, known, { isLater });
  watcher.close();
  let error: CliError | undefined;
  try {
    await watcher.run();
  } catch (thrown) {
    if (thrown instanceof CliError) error = thrown;
    else if (!host.signal.aborted) throw thrown;
  } finally {
    spinner.stop(); // or it would turn on below what follows
  }
  if (isOver) return { is: 'over' };
  if (host.signal.aborted) return { is: 'interrupted' };
  const [order] = watcher;
  const lastLook = order && watcher.lastLook(order);
  const { longPause, failure } = watcher;
  if (longPause !== undefined)
    error = tooLong(context, id, { longPause, lastLook, cause: failure });
  if (error !== undefined) return { is: 'failed', error, lastLook };
  return order !== undefined && watcher.isOpen(order)
    ? { is: 'open' }
    : { is: 'not_known', lastLook, failure };
}

function tooLong(
  context: Context,
  id: string,
  facts: { longPause: CliError; lastLook: LastLook | undefined; cause: CliError | undefined },
): CliError {
  const { longPause, lastLook, cause } = facts;
  const state = sentence('The order was {state}.', { state: notKnownNow(lastLook) });
  const details = cause === undefined ? [state] : [cause.text, state];
  return longPause.with({ details, next: [nextCommand(context, ['watch', id])], cause });
}
