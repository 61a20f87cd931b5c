import { sentence } from '../../../language/sentence.ts';
import { isKnownStatus } from '../../../orders/lifecycle.ts';
import type { OrderSystem } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { requireStatus, writeOne } from '../shared/status-words.ts';

/**
 * The statuses of `--status a,b`, checked before anything is sent. One that is not known passes with a
 * warning, for the set is open, unless it is likely to be meant for another. Throws a usage error.
 */
export function readStatuses(
  { io }: Context,
  system: OrderSystem,
  typed: readonly string[],
): string[] {
  const words = typed.flatMap((text) => text.split(',')).map((word) => word.trim());
  for (const word of words) {
    requireStatus('--status', word, system);
    if (isKnownStatus(word, system.lifecycle)) continue;
    io.warn([
      sentence('Warning: --status: "{word}" is not known to this version.', { word }),
      ' ',
      writeOne([...new Set(system.lifecycle.known)]),
    ]);
  }
  return [...new Set(words)];
}
