import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { pastedId } from '../../providers/pasted-ids.ts';
import { usageError } from '../../errors.ts';
import type { Context } from '../../session/context.ts';
import { addExamples } from '../../help/layout.ts';
import { isOpen } from '../../orders/order.ts';
import type { Verb } from '../verb.ts';
import { checkPaths } from './shared/check-paths.ts';
import { readFollowOptions } from './shared/follow-options.ts';
import { maxWaitSummary } from './shared/pace.ts';
import type { SecondScreen } from './shared/second-screen.ts';
import { readManyOptions, type WatchFlags } from './watch/options.ts';
import type { Pushes } from './watch/pushes.ts';

export const watch: Verb<WatchFlags> = {
  define(command: Command) {
    command
      .argument('<id...>', 'ids of orders; - reads them from stdin, one a line')
      .option('--until <status>', 'the status to wait for (default: paid, or invoiced on VTEX)')
      .option('--interval <duration>', 'time between two checks (default: 3s)')
      .option('--open', 'show its code in the browser: a page for the customer')
      .option('--webhook-port <number>', 'look at once when a notification comes to this port')
      .option('--any', 'several: end when the first one reaches it')
      .option('--all', 'several: end when all are over (the default)')
      .option('--rate <n/s>', 'several: requests a second, at most')
      .option('--max-wait <duration>', maxWaitSummary)
      .option('--concurrency <n>', 'several: requests at once, at most (default: 16)')
      .addHelpText(
        'after',
        `
Prints a line for each change. Here --timeout says how long to watch (default:
no limit); one last check follows. Exit codes: 0 reached, 9 ended on another
final status, 10 time is up and the order is open, 7 time is up and the last
check got no answer, 130 Ctrl-C.

With --webhook-port it takes notifications on 127.0.0.1 as well: an order that
is notified is checked at once, and all are checked as above besides.

Of several orders, young ones and those about to expire are checked every
--interval, older ones less often, down to once a minute. The end of each is
printed too; one that fails does not stop the others. The exit code is the worst
one: 0, then 9, 10, 7, 5 (no such order), 2 (no id), 6, 3, 4; --any ends with 0
as soon as one order reaches it. A line on stdin is an id, a row that begins
with one, or JSON with an "id", as other commands print them.`,
      );
    addExamples(command, [
      'mp-orders watch ORD01J67CQQH5904WDBVZEM4JMEP3 --timeout 15m',
      'mp-orders watch ORD01J67CQQH5904WDBVZEM4JMEP3 --until refunded --json',
      'mp-orders watch ORD01J67CQQH5904WDBVZEM4JMEP3 --webhook-port 4011',
      'mp-orders list --status created | mp-orders watch - --rate 10/s --timeout 1h',
    ]);
  },

  async run(context, typed, flags) {
    checkPaths(context);
    const ids = typed.map(pastedId);
    const manyOptions = readManyOptions(context, flags);
    const [id = '', ...others] = ids;
    if (id !== '-' && others.length === 0) {
      const followOptions = readFollowOptions(context, flags);
      (await context.system([id])).checkId(id);
      const { follow } = await import('./watch/follow.ts');
      const screen = flags.open === true ? await openScreen(context, id) : undefined;
      try {
        return await withPushes(context, flags, [id], (pushes) =>
          follow(context, id, { ...followOptions, pushes, onSeen: screen?.show }),
        );
      } finally {
        await screen?.close();
      }
    }
    if (flags.open === true) throw usageError(sentence('--open shows the code of one order.'));
    if (ids.includes('-') && ids.length > 1) {
      throw usageError(sentence('Give ids as arguments or on stdin (-), not both.'));
    }
    const { watchMany } = await import('./watch/many.ts');
    const known = id === '-' ? undefined : ids;
    return withPushes(context, flags, known ?? [], (pushes) =>
      watchMany(context, known, { ...manyOptions, pushes }),
    );
  },
};

/** The customer's page of an order that can still be paid; undefined of one that is over. */
async function openScreen(context: Context, id: string): Promise<SecondScreen | undefined> {
  const provider = await context.provider({ ids: [id] });
  const order = await provider.get(id);
  if (!isOpen(order)) return undefined;
  const { codeToShow } = await import('../qr/code-of-order.ts');
  const code = await codeToShow(context, order);
  const { openSecondScreen } = await import('./shared/second-screen.ts');
  return openSecondScreen(context, order, { requestedTotal: order.total_amount, code });
}

/** Watches while notifications are taken, where they are to be. */
async function withPushes<T>(
  context: Context,
  { webhookPort }: WatchFlags,
  ids: readonly string[],
  watch: (pushes: Pushes | undefined) => Promise<T>,
): Promise<T> {
  if (webhookPort === undefined) return watch(undefined);
  const { openPushes } = await import('./watch/pushes.ts');
  const pushes = await openPushes(context, webhookPort, ids);
  try {
    return await watch(pushes);
  } finally {
    await pushes.close();
  }
}
