import type { Command } from 'commander';
import type { Context } from '../../../context.ts';
import { CliError, exitCodes, usageError, type ExitCode } from '../../../errors.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import { reportError } from '../../../report-error.ts';
import { addExamples } from '../../options.ts';
import { printResult } from '../../print.ts';
import type { Verb } from '../../verb.ts';
import { printEntries } from './journal-entry.ts';
import { settle, type Settled } from './settle.ts';

export const resume: Verb<{ all?: boolean; list?: boolean }> = {
  define(command: Command) {
    command
      .argument('[key]', 'the idempotency key of one request; all of them when left out')
      .option('--all', 'all requests whose outcome is unknown (as without a key)')
      .option('--list', 'show them, and send nothing')
      .addHelpText(
        'after',
        `
A request is sent again, byte for byte under its own key, while the provider
knows the key (Mercado Pago: 24 hours); else the order itself, or a search for
its external_reference, tells what came of it. Exit code 8: not all is known.`,
      );
    addExamples(command, [
      'mp-orders order resume',
      'mp-orders order resume 0b7c1f0e-4f7e-4f0c-9d0c-5f1c3f0f9a11',
      'mp-orders order resume --list',
    ]);
  },

  async run(context, [key], { list = false, all = false }) {
    if (key !== undefined && all) throw usageError('A key and --all exclude each other.');
    const journal = await context.journal();
    const open = (await journal.unsettled()).filter(
      ({ sent }) => key === undefined || sent.key === key,
    );
    if (key !== undefined && open.length === 0) throw await nothingOpen(context, key);
    if (list) return listOpen(context, open);
    if (open.length === 0) context.io.note('Nothing is open: every request has a known outcome.');
    let isAllKnown = true;
    for (const entry of open) isAllKnown = (await settleOne(context, entry)) && isAllKnown;
    return isAllKnown ? exitCodes.ok : exitCodes.outcomeUnknown;
  },
};

async function listOpen(context: Context, open: readonly JournalEntry[]): Promise<ExitCode> {
  async function* each() {
    yield* open;
  }
  await printEntries(context, each(), Infinity);
  return exitCodes.ok;
}

/** Settles one request and says what came of it; false when that is still not known. */
async function settleOne(context: Context, entry: JournalEntry): Promise<boolean> {
  const { sent } = entry;
  const spinner = await context.io.spin(`Settling ${sent.key}`);
  try {
    const settled = await settle(context, entry).finally(() => spinner.stop());
    await printResult(
      context,
      { json: document(entry, settled), text: () => row(entry, settled) },
      { one: false },
    );
    if (settled.note !== undefined) context.io.note(`${sent.key}: ${settled.note}`);
    return settled.isKnown;
  } catch (error) {
    if (!(error instanceof CliError) || context.host.signal.aborted) throw error;
    const { exitCode, code, message, facts } = error;
    const named = new CliError(exitCode, code, `${sent.key}: ${message}`, facts);
    reportError(named, context.argv, context.host, context.io);
    return false;
  }
}

function document({ sent }: JournalEntry, { outcome, id, answer }: Settled): string {
  const head = JSON.stringify({ outcome, provider: sent.provider, id: id ?? null, key: sent.key });
  return `${head.slice(0, -1)},"action":${JSON.stringify(sent.action)},"answer":${answer ?? 'null'}}`;
}

const row = ({ sent }: JournalEntry, { outcome, id }: Settled): string =>
  [sent.key, sent.action, outcome, id ?? '', sent.reference ?? ''].join('\t');

/** A key that is not open may have been settled, which is good news, or is no key of this user. */
async function nothingOpen(context: Context, key: string): Promise<CliError> {
  for await (const { sent, settled } of (await context.journal()).history()) {
    if (sent.key !== key || settled === undefined) continue;
    return new CliError(
      exitCodes.conflict,
      'settled_already',
      `The outcome of this request is known: ${settled.outcome}.`,
      {
        next:
          settled.order === undefined ? [] : [context.command(`mp-orders get ${settled.order}`)],
      },
    );
  }
  return usageError(`No request of yours has the key "${key}".`, {
    code: 'no_such_request',
    hint: '`mp-orders order resume --list` shows which are open, `mp-orders history` all.',
  });
}
