import { sentence } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { jsonObject, raw } from '../../../json/object.ts';
import { exitCodes, type CliError } from '../../../errors.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import { reportError } from '../../../report-error.ts';
import { printResult } from '../../print.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { cutTo } from '../../../terminal/one-line-table.ts';
import { shortTime } from '../../../terminal/time.ts';
import type { View } from '../../../terminal/view.ts';
import { requestedAmount } from '../shared/timeline.ts';
import { journalWords, type JournalWords } from '../shared/timeline-words.ts';
import { isHeldByGuard } from '../../../session/guard.ts';
import type { Finding } from './settle.ts';

/**
 * Prints the outcome of a request on stdout: a line for a person, a row or a document for a program. How it
 * is known is said on stderr.
 */
export async function printSettled(
  context: Context,
  entry: JournalEntry,
  settled: Finding,
): Promise<void> {
  const words = await journalWords(context);
  await printResult(
    context,
    {
      json: document(entry, settled),
      text: (view) => (view.isTerminal ? line(entry, settled, view, words) : row(entry, settled)),
      plain: row(entry, settled),
    },
    { one: false },
  );
  if (settled.note !== undefined) context.io.note([`${entry.sent.key}: `, settled.note]);
}

/** Reports why a request cannot be settled now, by its key; once, how to give up what never can be. */
export function tellOpen(context: Context, { sent }: JournalEntry, error: CliError): void {
  reportError(leftOpen(error).named(sent.key), context.argv, context.host, context.io);
  if (!wasNotSent(error) || isHeldByGuard(error)) return;
  const command = context.command('mp-orders order resume --forget <key>');
  context.io.noteOnce(
    sentence('To give up a request that can never be settled:  {command}', { command }),
  );
}

/**
 * A look that came to nothing changed nothing, as its own error says. Of the request that it was about
 * that is not known.
 */
const leftOpen = (error: CliError): CliError =>
  error.exitCode === exitCodes.unreachable
    ? error.with({
        hint: sentence(
          'Whether this request was carried out is still not known: resume it again later.',
        ),
      })
    : error;

/** It failed for want of a profile, a token or a host, and may do so for ever. */
const wasNotSent = ({ exitCode, facts }: CliError): boolean =>
  facts.httpStatus === undefined &&
  (exitCode === exitCodes.usage || exitCode === exitCodes.notSignedIn);

function document({ sent }: JournalEntry, { outcome, code, id, answer }: Finding): string {
  const { provider, key, action } = sent;
  const members = { outcome, code, provider, id: id ?? null, key, action };
  return jsonObject({ ...members, answer: raw(answer ?? 'null') });
}

const row = ({ sent }: JournalEntry, { outcome, code, id }: Finding): string =>
  [sent.key, sent.action, code ?? outcome, id ?? '', sent.reference ?? ''].join('\t');

/** As `history` tells it: when it was sent, what it did, what came of it; as much of that as fits. */
function line(
  { sent }: JournalEntry,
  { outcome, code, id = sent.order ?? '', isKnown }: Finding,
  view: View,
  words: JournalWords,
): string {
  const { chalk, columns = Infinity } = view;
  const action = [words(sent.action), requestedAmount(sent)]
    .flatMap((part) => part ?? [])
    .join(' ');
  const word = words(code ?? outcome).padEnd(10);
  const begin = `${shortTime(sent.at, view).padEnd(8)}  ${action.padEnd(13)}  `;
  const end = ['', id, sent.reference ?? ''].map(cleanValue).join('  ').trimEnd();
  const room = columns - begin.length - word.length;
  return `${begin}${isKnown ? chalk.green(word) : chalk.yellow(word)}${cutTo(end, room)}`;
}
