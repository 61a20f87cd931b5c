import type { Context } from '../context.ts';
import { findExposed } from '../journal/exposed.ts';
import { shellWord } from '../terminal/shell-word.ts';

/**
 * Warns, once and with the fix, of a journal that others can write to: a request that they put there
 * would be sent with the user's keys.
 */
export async function warnOfExposed(context: Context): Promise<void> {
  const { uid } = context.host;
  if (uid === undefined) return;
  const [first, ...others] = await findExposed(context.folders.journal, uid);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const [what, fix] =
    first.how === 'owner'
      ? ['belongs to another user', 'Use a folder of your own: set MP_ORDERS_HOME.']
      : [
          'can be written to by others',
          `This ends that:  chmod ${others.length === 0 ? '' : '-R '}go-w ${shellWord(first.path)}`,
        ];
  context.io.warn(
    `Warning: ${first.path} ${what}${more}. Requests that stand there are sent with your keys. ${fix}`,
  );
}
