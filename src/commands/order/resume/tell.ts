import { sentence } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { jsonObject, raw } from '../../../json/object.ts';
import { exitCodes, type CliError } from '../../../errors.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import { reportError } from '../../../report-error.ts';
import { printResult } from '../../print.ts';
import { isHeldByGuard } from '../../../session/guard.ts';
import type { Finding } from './settle.ts';

/** Prints the outcome of a request: a row or a document on stdout, how it is known on stderr. */
export async function printSettled(
  context: Context,
  entry: JournalEntry,
  settled: Finding,
): Promise<void> {
  await printResult(
    context,
    { json: document(entry, settled), text: () => row(entry, settled) },
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
