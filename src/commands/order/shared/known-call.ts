import { sentence } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import type { TimedRequest } from '../../../journal/journal.ts';
import type { OrderProvider, PlannedRequest } from '../../../providers/order-system.ts';
import { keyScope } from '../../../session/key-scope.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { isElsewhere } from './key-look.ts';
import { isKeyKnown, timesNow } from './key-life.ts';
import { readByAllClocks, refusalOf, sendingsOf, when } from './known-key.ts';

/**
 * Looks the key of an `api` request up in the journal before it is sent. Gives what was sent under it
 * and not answered, if anything. What was done is sent once more while the order system knows the key,
 * for that is how its answer is had again; there is no order to read in its place. Throws CliError
 * where nothing may be sent: exit 6 for a key that stands for something else, or for what was done too
 * long ago, 8 where it is not known.
 */
export async function lookUpCall(
  context: Context,
  provider: OrderProvider,
  key: string,
  plan: PlannedRequest,
): Promise<TimedRequest | undefined> {
  const keyed = { key, action: 'api', plan } as const;
  const scope = await keyScope(context, await context.account(provider.system));
  const sendings = await sendingsOf(context, scope, keyed);
  if (sendings.length === 0) return undefined;
  // Only an answer tells which sandbox is served somewhere.
  if (sendings.some((entry) => scope.placed(entry) !== 'yes')) {
    await provider.whoami().catch(() => undefined);
  }
  const entries = sendings.filter(
    (entry) => scope.placed(entry) !== 'maybe' && !isElsewhere(provider, entry),
  );
  const reading = await readByAllClocks(context, provider, keyed, entries);
  if (reading.is === 'new') return undefined;
  const { sent } = reading.entry;
  if (reading.is === 'open') return sent;
  if (reading.is !== 'done') throw refusalOf(context, keyed, reading);
  if (isKeyKnown(provider.system, 'api', sent, timesNow(context, provider))) return undefined;
  throw new CliError(
    exitCodes.conflict,
    'key_of_done_request',
    sentence(
      'This request ({request}) was done under the key {key} {when}; by now the order system may have forgotten the key, and would do it again. Nothing was sent now.',
      {
        request: cleanValue(`${sent.method} ${sent.path}`),
        key,
        when: when(context, reading.entry),
      },
    ),
    { idempotencyKey: key, system: provider.system.name },
  );
}
