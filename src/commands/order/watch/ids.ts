import { sentence } from '../../../language/sentence.ts';
import { readIds } from '../shared/ids.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';

/** What takes in the orders to watch, as they become known. */
export interface IdTaker {
  /** Called once, with the first id, before any other is added: connects. */
  begin(id: string): Promise<void>;
  add(id: string): void;
  /** An id that none of the system's orders has. */
  refuse(id: string, error: CliError): Promise<void>;
}

/** Ids as typed, and checked. */
export async function addTypedIds(ids: readonly string[], taker: IdTaker): Promise<void> {
  await taker.begin(ids[0] ?? '');
  new Set(ids).forEach((id) => taker.add(id));
}

/**
 * Ids from stdin, watched from the moment they come; until the signal aborts. A wrong one is an
 * error of its own. One that came before is passed over.
 */
export async function addIdLines(
  context: Context,
  signal: AbortSignal,
  taker: IdTaker,
): Promise<void> {
  const ids = new Set<string>();
  let [first, nameless]: [string | undefined, number] = [undefined, 0];
  for await (const line of readIds(context.host.stdin, signal)) {
    if (line === 'no_order') nameless += 1;
    if (line === 'no_order' || ids.has(line.id)) continue;
    ids.add(line.id);
    const wrong = await check(context, first === undefined ? [line.id] : [first, line.id], line.id);
    if (signal.aborted) return;
    if (wrong !== undefined) {
      await taker.refuse(line.id, wrong);
      continue;
    }
    if (first === undefined) await taker.begin((first = line.id));
    taker.add(line.id);
  }
  if (nameless > 0)
    context.io.note(sentence('Rows without an order id, skipped: {count}.', { count: nameless }));
}

/** The usage error of an id that cannot be one here, or is another system's than the first. */
async function check(
  context: Context,
  ids: readonly string[],
  id: string,
): Promise<CliError | undefined> {
  try {
    (await context.system(ids)).checkId(id);
    return undefined;
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.usage) return error;
    throw error;
  }
}
