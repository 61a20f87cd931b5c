import { moment, sentence, type Text } from '../language/sentence.ts';
import { findExposed } from '../journal/exposure.ts';
import { shellWord } from '../shell/word.ts';
import { nextCommand } from './next-command.ts';
import { toolName } from './tool-name.ts';
import type { Run } from './run.ts';

/** That a change of an order was sent, and nobody knows what came of it; `at` is ISO 8601. */
export const notKnownYet = (
  action: 'cancel' | 'refund',
  { order, at }: { order: string; at: string },
): Text => {
  const values = { order, at: moment(at) };
  return action === 'refund'
    ? sentence('A refund of {order} was sent at {at}, and its outcome is not known.', values)
    : sentence('A cancel of {order} was sent at {at}, and its outcome is not known.', values);
};

/** Changes of the orders that the command is about are told one by one: so many at most. */
const mostTold = 3;

/** Says of requests whose outcome is not known yet: those about the orders `ids` first, and how many others. */
export async function noteUnsettled(run: Run, ids: readonly string[] = []): Promise<void> {
  const journal = await run.journal();
  // A fault of the journal is reported when something is to be written there.
  const open = await journal.unsettled().catch(() => []);
  const damage = await journal.damage().catch(() => []);
  if (damage.length > 0) {
    run.io.noteOnce(
      sentence(
        'Some lines of the journal cannot be read; requests may be lost with them: {command}',
        { command: `${toolName(run.host)} order resume` },
      ),
    );
  }
  const asked = new Set(ids);
  const own = open.flatMap(({ sent: { action, order = '', at, key } }) =>
    asked.has(order) && (action === 'refund' || action === 'cancel')
      ? [[notKnownYet(action, { order, at }), `\n  ${nextCommand(run, ['order', 'resume', key])}`]]
      : [],
  );
  const told = own.slice(0, mostTold);
  told.forEach((note) => run.io.noteOnce(note));
  const others = open.length - told.length;
  if (others === 0) return;
  // The journal has them for every account and host.
  run.io.noteOnce(
    sentence('{count} {count|request has|requests have} no known outcome yet: {command}', {
      count: others,
      command: `${toolName(run.host)} order resume`,
    }),
  );
}

/**
 * Warns, once and with the fix, of a journal that others can write to: a request that they put there
 * would be sent with the user's keys.
 */
export async function warnOfWritable(run: Run): Promise<void> {
  const { uid } = run.host;
  if (uid === undefined) return;
  const [first, ...others] = await findExposed(run.folders.journal, uid);
  if (first === undefined) return;
  const { path } = first;
  const more: Text =
    others.length === 0 ? '' : [' ', sentence('(and {count} more)', { count: others.length })];
  const what =
    first.how === 'owner'
      ? sentence(
          'Warning: {path} belongs to another user{more}. Requests in it are sent with your keys. Use a folder of your own: set MP_ORDERS_HOME.',
          { path, more },
        )
      : sentence(
          'Warning: {path} can be written to by others{more}. Requests in it are sent with your keys. This ends that:  {command}',
          {
            path,
            more,
            command: `chmod ${others.length === 0 ? '' : '-R '}go-w ${shellWord(path)}`,
          },
        );
  run.io.warn(what);
}
