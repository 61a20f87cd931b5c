import { findExposed } from '../journal/exposed.ts';
import { shellWord } from '../terminal/shell-word.ts';
import { toolName } from './command-line.ts';
import type { Run } from './run.ts';

/** One line about requests whose outcome nobody knows yet. */
export async function noteUnsettled(run: Run): Promise<void> {
  const journal = await run.journal();
  // Whatever is wrong with the journal is said when something is to be written there.
  const open = await journal.unsettled().catch(() => []);
  const damage = await journal.damage().catch(() => []);
  if (damage.length > 0) {
    run.io.noteOnce(
      `Some lines of the journal cannot be read; requests may be lost with them: ${toolName(run)} order resume`,
    );
  }
  if (open.length === 0) return;
  const what = open.length === 1 ? '1 request has' : `${open.length} requests have`;
  // Whichever account and host they were sent to, the journal has it.
  run.io.noteOnce(`${what} no known outcome yet: ${toolName(run)} order resume`);
}

/**
 * Warns, once and with the fix, of a journal that others can write to: a request that they put there
 * would be sent with the user's keys.
 */
export async function warnOfExposed(run: Run): Promise<void> {
  const { uid } = run.host;
  if (uid === undefined) return;
  const [first, ...others] = await findExposed(run.folders.journal, uid);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const [what, fix] =
    first.how === 'owner'
      ? ['belongs to another user', 'Use a folder of your own: set MP_ORDERS_HOME.']
      : [
          'can be written to by others',
          `This ends that:  chmod ${others.length === 0 ? '' : '-R '}go-w ${shellWord(first.path)}`,
        ];
  run.io.warn(
    `Warning: ${first.path} ${what}${more}. Requests in it are sent with your keys. ${fix}`,
  );
}
