import { ownZone } from '../../terminal/time.ts';
import { moment, sentence, type Text } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import { CliError, excludeEachOther, exitCodes, usageError, type ExitCode } from '../../errors.ts';
import type { JournalEntry, TimedSettlement } from '../../journal/journal.ts';
import { maxWaitSummary, readSpeed, usualAtOnce, type PaceFlags } from './shared/pace.ts';
import { addExamples } from '../../help/layout.ts';
import type { Verb } from '../verb.ts';
import {
  addColumnOptions,
  readColumns,
  type ChosenColumns,
  type ColumnFlags,
} from '../chosen-columns.ts';
import { entryColumns, printEntries } from '../print-entries.ts';
import { settleAll } from './resume/settle-all.ts';
import { journalWords, type JournalWords } from './shared/timeline-words.ts';

interface ResumeOptions extends PaceFlags, ColumnFlags {
  all?: boolean;
  list?: boolean;
  forget?: string[];
  setAside?: boolean;
  yes?: boolean;
}

export const resume: Verb<ResumeOptions> = {
  define(command: Command) {
    command
      .argument('[key]', 'the idempotency key of one request; all of them when left out')
      .option('--all', 'all requests whose outcome is unknown (as without a key)')
      .option('--list', 'show them, and send nothing')
      .option('--concurrency <n>', 'several: requests in progress at once (default: 8)')
      .option('--rate <n/s>', 'several: requests a second, at most; retries count')
      .option('--max-wait <duration>', `several: ${maxWaitSummary}`)
      .option('--forget <key...>', 'give these up: send nothing, never settle them')
      .option('--set-aside', 'take lines that cannot be read out of the journal; send nothing')
      .option('-y, --yes', 'with --forget, --set-aside: do not ask for confirmation');
    addColumnOptions(command).addHelpText(
      'after',
      `
A request is sent again, byte for byte under its own key, while the provider
knows the key (Mercado Pago: 24 hours); after that the order itself, or a search
for its external_reference, shows the outcome. Exit code 8: not all is known.

A request that is given up may have been carried out: its outcome stays unknown.
Use this for what can never be settled: its profile is gone, for example.`,
    );
    addExamples(command, [
      'mp-orders order resume',
      'mp-orders order resume 0b7c1f0e-4f7e-4f0c-9d0c-5f1c3f0f9a11',
      'mp-orders order resume --list',
      'mp-orders order resume --forget 0b7c1f0e-4f7e-4f0c-9d0c-5f1c3f0f9a11',
    ]);
  },

  async run(context, [key], options) {
    checkOptions(key, options);
    const columns = readColumns(context, options, entryColumns);
    if (columns !== undefined && options.list !== true) {
      throw usageError(sentence('--csv and --columns are for --list.'), {
        hint: sentence('Leave them out, or add --list, which sends nothing.'),
      });
    }
    const speed = readSpeed(context, options, usualAtOnce);
    const { list = false, forget: given } = options;
    const journal = await context.journal();
    if (options.setAside === true) {
      const { setAside } = await import('./resume/set-aside.ts');
      return setAside(context, options);
    }
    const open = await journal.unsettled();
    if (given !== undefined) {
      const { forget } = await import('./resume/forget.ts');
      return forget(context, await pick(context, open, given), options);
    }
    const isDamaged = await tellDamage(context);
    const picked = key === undefined ? open : await pick(context, open, [key]);
    if (picked.length === 0 && !isDamaged) {
      context.io.note(
        sentence('No request waits: each has a known outcome, or is being sent right now.'),
      );
    }
    const code = list
      ? await listOpen(context, picked, columns)
      : await settleAll(context, picked, speed);
    return code === exitCodes.ok && isDamaged ? exitCodes.outcomeUnknown : code;
  },
};

function checkOptions(
  key: string | undefined,
  { all, list, forget, setAside, yes }: ResumeOptions,
): void {
  if (key !== undefined && all === true)
    throw usageError(sentence('A key and --all exclude each other.'));
  if (setAside === true) {
    if ([key, all, list, forget].every((option) => option === undefined)) return;
    throw usageError(sentence('--set-aside goes without a key, --all, --list and --forget.'));
  }
  if (forget === undefined) {
    if (yes === true) throw usageError(sentence('--yes goes with --forget or --set-aside.'));
    return;
  }
  const others = { '--all': all, '--list': list, key };
  const other = Object.entries(others).find(([, option]) => option !== undefined)?.[0];
  if (other === undefined) return;
  const hint = sentence(
    'Name the keys to give up after --forget; `mp-orders order resume --list` shows which are open.',
  );
  if (other !== 'key') throw excludeEachOther('--forget', other, hint);
  throw usageError(sentence('--forget and a key to settle exclude each other.'), { hint });
}

/** All open requests of these keys. Throws for a key that has none. */
async function pick(
  context: Context,
  open: readonly JournalEntry[],
  keys: readonly string[],
): Promise<JournalEntry[]> {
  const picked: JournalEntry[] = [];
  for (const key of new Set(keys)) {
    const ofKey = open.filter(({ sent }) => sent.key === key);
    if (ofKey.length === 0) ofKey.push(...(await reopened(context, key)));
    if (ofKey.length === 0) throw await nothingOpen(context, key);
    picked.push(...ofKey);
  }
  return picked;
}

/** The requests of a key whose outcomes stood in lines that cannot be read: they are open again. */
async function reopened(context: Context, key: string): Promise<JournalEntry[]> {
  const journal = await context.journal();
  const lost = (await journal.find(key)).filter(
    ({ sent, settled, inFlight }) =>
      settled === undefined && inFlight !== true && sent.damaged !== true,
  );
  for (const { sent } of lost) await journal.reopen(sent);
  return lost;
}

async function listOpen(
  context: Context,
  open: readonly JournalEntry[],
  chosen: ChosenColumns | undefined,
): Promise<ExitCode> {
  async function* each() {
    yield* open;
  }
  await printEntries(context, each(), Infinity, {
    long: true,
    timeZone: ownZone(context.host),
    chosen,
  });
  return exitCodes.ok;
}

/** A key that is not open may have been settled, which is good news, or is no key of this user. */
async function nothingOpen(context: Context, key: string): Promise<CliError> {
  const entries = await (await context.journal()).find(key);
  for (const { settled } of entries.reverse()) {
    if (settled === undefined) return beingSent(key);
    const { order } = settled;
    return new CliError(
      exitCodes.conflict,
      'settled_already',
      sentenceOf(settled, await journalWords(context)),
      {
        next: order === undefined ? [] : [context.command(`mp-orders get ${order}`)],
      },
    );
  }
  return usageError(sentence('No request of yours has the key "{key}".', { key }), {
    code: 'no_such_request',
    hint: sentence(
      '`mp-orders order resume --list` shows which are open, `mp-orders history` all.',
    ),
  });
}

const beingSent = (key: string): CliError =>
  new CliError(
    exitCodes.conflict,
    'being_sent',
    sentence('The request {key} is being sent right now.', { key }),
    {
      hint: sentence('Wait for the command that sends it; then settle what it leaves open.'),
      retryable: true,
    },
  );

function sentenceOf({ outcome, code, at }: TimedSettlement, words: JournalWords): Text {
  if (code === 'forgotten') {
    return sentence('This request was given up at {at}: its outcome stays unknown.', {
      at: moment(at),
    });
  }
  if (outcome === 'unknowable') return sentence('The outcome of this request cannot be known.');
  return sentence('The outcome of this request is known: {outcome}.', { outcome: words(outcome) });
}

/** Says which files of the journal have lines that cannot be read, and what to do. True when some have. */
async function tellDamage(context: Context): Promise<boolean> {
  const damage = await (await context.journal()).damage();
  for (const { path, lines } of damage) {
    context.io.warn(
      sentence(
        '{count} {count|line|lines} of {path} cannot be read. It may hold a request that was sent and whose outcome is unknown.',
        { count: lines, path },
      ),
    );
  }
  if (damage.length > 0) {
    context.io.warn(
      sentence(
        'Look in the account for orders and refunds that you do not know. Then take these lines out of the journal: {command}',
        { command: context.command('mp-orders order resume --set-aside') },
      ),
    );
  }
  return damage.length > 0;
}
