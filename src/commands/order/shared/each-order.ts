import type { Text } from '../../../language/sentence.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { checkPaths } from './check-paths.ts';
import { gateOf, type Pace } from './pace.ts';
import { printAct, tellFailure, type OrderWork } from './work.ts';

/**
 * Does something to each order that a command names. With one id its error is the command's; with
 * several, each error is reported, the others go on, and the exit code says that some failed. More than
 * a few are done several at once, with a summary at the end.
 */
export async function eachOrder(context: Context, pace: Pace, work: OrderWork): Promise<ExitCode> {
  checkPaths(context, { isChange: work.changes });
  if (pace.isMany) {
    const { manyOrders } = await import('./many-orders.ts');
    return manyOrders(context, pace, work);
  }
  const { typed: ids = [] } = pace;
  const { needs, begin } = work;
  const provider = await context.provider({ ids, needs, ...(await gateOf(context, pace)) });
  await begin?.(provider);
  const { signal } = context.host;
  let failed = false;
  let isUnknown = false;
  for (const id of ids) {
    const error = await errorOf(work, provider, id);
    if (error === undefined) continue;
    if (ids.length === 1 || (signal.aborted && !isUnknown)) throw error;
    failed = true;
    isUnknown ||= error.exitCode === exitCodes.outcomeUnknown;
    await tellFailure(context, id, error, id);
    if (signal.aborted) break;
  }
  if (isUnknown && signal.aborted) return exitCodes.outcomeUnknown;
  return failed ? exitCodes.someFailed : exitCodes.ok;
}

async function errorOf(
  work: OrderWork,
  provider: OrderProvider,
  id: string,
): Promise<CliError | undefined> {
  try {
    return await printAct(await work.act(provider, id));
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
}

/** Does one thing for an order: under a spinner, where orders are done one after the other. */
export async function spinning<T>(
  { io }: Context,
  { isMany }: Pace,
  text: Text,
  act: () => Promise<T>,
): Promise<T> {
  if (isMany) return act();
  const spinner = await io.spin(text);
  return act().finally(() => spinner.stop());
}
