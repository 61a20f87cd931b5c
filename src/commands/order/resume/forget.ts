import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { exitCodes, usageError, type ExitCode } from '../../../errors.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import type { Finding } from './settle.ts';
import { printSettled } from './tell.ts';

/**
 * The outcome of what was given up. It is `unknowable`, so that whoever reads the journal goes on to
 * count with the order; the code tells it from what was looked for in vain.
 */
const forgotten = { outcome: 'unknowable', code: 'forgotten', isKnown: false } satisfies Finding;

/**
 * Gives up open requests, and settles them so in the journal; sends nothing. Asks on a terminal; off
 * one it takes `yes`, for what is given up is never settled again. Throws a usage error.
 */
export async function forget(
  context: Context,
  entries: readonly JournalEntry[],
  { yes = false }: { yes?: boolean },
): Promise<ExitCode> {
  if (!yes) await confirmForget(context, entries);
  const journal = await context.journal();
  // Read again: while the question was open, another process may have settled it.
  const open = new Set((await journal.unsettled()).map(({ sent }) => sent.id));
  for (const entry of entries) {
    const { id, key, order } = entry.sent;
    if (!open.has(id)) {
      context.io.note([
        `${key}: `,
        sentence('Settled meanwhile: `mp-orders history` shows its outcome.'),
      ]);
      continue;
    }
    const { outcome, code } = forgotten;
    await journal.settle({ id, key, outcome, code, ...(order !== undefined && { order }) });
    await printSettled(context, entry, { ...forgotten, id: order, note: noteOf(entry) });
  }
  return exitCodes.ok;
}

async function confirmForget(context: Context, entries: readonly JournalEntry[]): Promise<void> {
  const [only, ...others] = entries;
  if (!context.io.canAsk) {
    throw usageError(
      sentence('{flag} needs --yes where there is no terminal to ask on.', { flag: '--forget' }),
      {
        code: 'not_confirmed',
        hint: sentence(
          'A request that is given up is never settled: `mp-orders order resume --list` shows what it is.',
        ),
      },
    );
  }
  const question =
    only !== undefined && others.length === 0
      ? sentence('Give up {what}? Nothing is sent, and its outcome stays unknown.', {
          what: nameOf(only),
        })
      : sentence('Give up {count} requests? Nothing is sent, and their outcome stays unknown.', {
          count: entries.length,
        });
  if (await context.io.confirm(question)) return;
  throw usageError(sentence('Not confirmed: nothing was given up.'), { code: 'not_confirmed' });
}

function nameOf({ sent: { action, order, reference, key } }: JournalEntry): Text {
  const name = cleanValue(order ?? reference ?? key);
  if (action === 'create') return sentence('the create {name}', { name });
  if (action === 'cancel') return sentence('the cancel {name}', { name });
  return action === 'refund'
    ? sentence('the refund {name}', { name })
    : sentence('the {action} {name}', { action: cleanValue(action), name });
}

/** What it means that a request was given up. */
function noteOf({ sent: { action, order, reference } }: JournalEntry): Text {
  const text = sentence('Given up, and nothing was sent.');
  if (action === 'create') {
    const may =
      reference === undefined
        ? sentence(
            'The order may exist: look in the account before it is created under another key.',
          )
        : sentence(
            'The order may exist (reference {reference}): look in the account before it is created under another key.',
            { reference },
          );
    return [text, ' ', may];
  }
  if (order === undefined) return [text, ' ', sentence('It may have been carried out.')];
  const may =
    action === 'cancel'
      ? sentence('Order {order} may have its cancel: check it before you send another.', { order })
      : sentence('Order {order} may have its refund: check it before you send another.', { order });
  return [text, ' ', may];
}
