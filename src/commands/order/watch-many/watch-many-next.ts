import type { Context } from '../../../session/context.ts';
import { nextCommand } from '../../../session/next-command.ts';

/** More ids than these make no command line that somebody would paste. */
const mostIds = 20;

/**
 * How to go on with the orders that are still open; `flags` are those of this watch. Without ids
 * they came by stdin.
 */
export function watchOn(
  context: Context,
  ids: readonly string[] | undefined,
  flags: readonly string[],
): string {
  const words = (names: readonly string[]) => nextCommand(context, ['watch', ...names, ...flags]);
  if (ids !== undefined && ids.length <= mostIds) return `Watch on:  ${words(ids)}`;
  return `Watch on, with the ids on stdin:  ${words(['-'])}`;
}
