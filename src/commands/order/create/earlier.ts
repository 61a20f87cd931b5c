import { moment, sentence, type Text } from '../../../language/sentence.ts';
import { readEarlierRows } from '../../../batch/earlier-results.ts';
import { KnownOrders } from '../../../batch/known-orders.ts';
import { TurnedAway } from '../../../batch/places.ts';
import { isRowKey } from '../../../batch/row-key.ts';
import { RowSet } from '../../../batch/row-set.ts';
import type { Context } from '../../../session/context.ts';
import { warnOfDamage } from '../../../session/journal-damage.ts';
import { CliError, exitCodes, usageError } from '../../../errors.ts';
import { contentOf, knownContent } from '../../../journal/identity.ts';
import type { HiddenRequests, JournalEntry, TimedRequest } from '../../../journal/journal.ts';
import type { OrderProvider, PlannedRequest } from '../../../providers/order-system.ts';
import { wireOf } from '../../../session/journal-change.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { placeTest } from '../shared/key-look.ts';
import type { KeyScope } from '../../../session/key-scope.ts';
import { forEachOf } from '../../../pieces.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { isKeyKnown, keyTimes } from '../shared/key-life.ts';
import { openInput } from '../shared/input.ts';
import { MovedRows, type RowNow, type SentRow } from './moved-rows.ts';

/** What earlier runs of a batch came to. */
export interface EarlierRows {
  orders: KnownOrders;
  /** Rows that were created, in any form. */
  created: RowSet;
  /** Rows that are created by the results which `--resume-from` names. */
  resumed: RowSet;
  /** Rows that were moved or changed since. */
  moved: MovedRows;
  /** The keys of requests without an outcome. */
  unsettled: ReadonlyMap<string, LostRow>;
  /** What was sent under keys of rows by commands of their own: hashes of their contents. */
  alone: ReadonlyMap<string, string>;
  /** What lines of the journal that cannot be read may be of; read for the first row that is new. */
  hidden: () => Promise<HiddenRequests>;
}

/** A row that was sent, and has no known outcome. */
interface LostRow {
  /** When it was sent first (ISO 8601); '' when that is not known. */
  at: string;
  /** As the journal has it, without its body. */
  lost?: TimedRequest;
  /** Looks found out nothing, and no later one will. */
  isUnknowable?: boolean;
  /** Its user gave it up: nobody looks for it any more. */
  isGivenUp?: boolean;
}

interface Earlier {
  batch: string;
  scope: KeyScope;
  resumeFrom?: string;
  dryRun: boolean;
  /** All rows as they stand now. */
  rowsNow: () => AsyncIterable<RowNow>;
}

/** A create of a row's key by a command of its own, as its line in the journal begins. */
const mayBeAlone = /^\{"kind":"sent".*"key":"[\da-f]{8}-[\da-f]{4}-5/;

/**
 * Looks in the journal, and in the results or the journal that `--resume-from` names. Throws TurnedAway
 * at an interruption.
 */
export async function readEarlier(
  context: Context,
  provider: OrderProvider,
  { batch, scope, resumeFrom, dryRun, rowsNow }: Earlier,
): Promise<EarlierRows> {
  const orders = new KnownOrders();
  const created = new RowSet();
  const resumed = new RowSet();
  const unsettled = new Map<string, LostRow>();
  const alone = new Map<string, string>();
  const isHere = placeTest(provider, scope, { looks: !dryRun });
  const journal = await context.journal();
  const ofBatch = `"batch":${JSON.stringify(batch)}`;
  const holding = (line: string) =>
    line.includes('"batch":') ? line.includes(ofBatch) : mayBeAlone.test(line);
  const checkGoesOn = () => {
    if (context.host.signal.aborted) throw new TurnedAway();
  };
  const readSent = async (each: (sent: SentRow) => void) => {
    for await (const entry of journal.history({ holding })) {
      checkGoesOn();
      const { key, row, reference, row_hash, batch: its, damaged = false } = entry.sent;
      // What a damaged line may be of is looked at by the row's own key.
      if (its !== batch || row === undefined || reference === undefined || damaged) continue;
      if (mayHaveMade(entry) && (await isHere(entry))) each({ key, row, reference, row_hash });
    }
  };
  const moved = new MovedRows(rowsNow, readSent);
  const note = (entry: JournalEntry, isAlone: boolean) => {
    const { sent, settled } = entry;
    if (!isAlone && mayHaveMade(entry)) moved.noteSent();
    if (settled?.outcome === 'created' && settled.order !== undefined) {
      orders.add(sent.key, settled.order);
      if (!isAlone) created.add(sent.row ?? 0);
    } else if (mayHaveMade(entry)) {
      const lost = { ...sent, content: knownContent(sent), body: undefined };
      // The newest come first: how it is now is told by the first of them, when it was sent by the last.
      const isGivenUp = settled?.code === 'forgotten';
      const isUnknowable = settled !== undefined && !isGivenUp;
      const now = unsettled.get(sent.key) ?? { isUnknowable, isGivenUp };
      unsettled.set(sent.key, { ...now, at: sent.at, lost });
    } else return;
    const content = isAlone ? knownContent(sent) : undefined;
    if (content !== undefined) alone.set(sent.key, content);
  };
  await forEachOf(journal.history({ holding }), (entry) => {
    checkGoesOn();
    const { batch: its, action, key } = entry.sent;
    const isAlone = its === undefined && action === 'create' && isRowKey(key);
    if (its !== batch && !isAlone) return;
    const here = isHere(entry);
    if (here === true) return note(entry, isAlone);
    return here === false ? undefined : here.then((is) => (is ? note(entry, isAlone) : undefined));
  });
  let read: Promise<HiddenRequests> | undefined;
  const hidden = () => (read ??= journal.hidden({ isMany: true }));
  warnOfDamage(context, await journal.damage());
  if (resumeFrom !== undefined) {
    const input = await openInput(context, '--resume-from', resumeFrom);
    for await (const row of readEarlierRows(input.chunks, input.name)) {
      checkGoesOn();
      const { key, reference, row: number, row_hash } = row;
      const isOther = row.batch !== undefined && row.batch !== batch;
      if (number !== undefined && reference !== undefined && !isOther)
        moved.add({ key, row: number, reference, row_hash });
      if ('id' in row) {
        orders.add(key, row.id);
        if (number !== undefined && row.batch === undefined) resumed.add(number);
      } else if (!unsettled.has(key)) unsettled.set(key, { at: row.sentAt });
    }
  }
  return { orders, created, resumed, moved, unsettled, alone, hidden };
}

/** Whether a create made an order, or may have. */
const mayHaveMade = ({ settled }: JournalEntry): boolean =>
  settled === undefined || ['created', 'unknowable'].includes(settled.outcome);

/**
 * Throws a usage error for a row that was created, by the results that `--resume-from` names, and has
 * another key now: to take it for a new order would create it twice where only the file has a new name.
 */
export function checkRowIsNew({ resumed }: EarlierRows, name: string, row: number): void {
  if (!resumed.has(row)) return;
  throw ofAnotherBatch(underAnotherKey, name);
}

const underAnotherKey = sentence('--resume-from has this row under another key.');

/** The results are of a batch of another name, or the row says something else since. */
const ofAnotherBatch = (message: Text, name: string, id?: string): CliError =>
  usageError(message, {
    code: 'row_created_before',
    hint: sentence(
      'To continue that batch, use the name (--batch) and the options that it had, and the rows as they were; new rows go at the end. To order all rows anew as batch {name}, leave out --resume-from.',
      { name },
    ),
    ...(id !== undefined && { orderIds: [id] }),
  });

/**
 * Why a row is not sent whose reference an earlier run sent from a row that said something else. `key`
 * is that row's.
 */
export function referenceSent(
  { orders, moved }: EarlierRows,
  name: string,
  key: string,
  reference: string,
): CliError {
  const id = orders.find(key);
  const values = { name, reference: cleanValue(reference) };
  if (moved.isAdded(key)) {
    const message = sentence(
      '--resume-from has a row with the reference {reference}, under another key.',
      values,
    );
    return ofAnotherBatch(message, name, id);
  }
  return usageError(
    id === undefined
      ? sentence(
          'An earlier run of batch {name} sent another row with the reference {reference}, and its outcome is not known. Nothing was sent now.',
          values,
        )
      : sentence(
          'An earlier run of batch {name} made order {id} with the reference {reference}, and other content, options or defaults. Nothing was sent now.',
          { ...values, id },
        ),
    {
      code: 'row_created_before',
      hint: sentence(
        'To order this as well, give the row another reference, or the batch another name (--batch). If it is to replace that order, cancel that one first.',
      ),
      ...(id !== undefined && { orderIds: [id] }),
    },
  );
}

/** Why a row is not sent that says what `sent` said, and has got a reference since. */
export function sentUnnamed(
  { orders }: EarlierRows,
  name: string,
  sent: Pick<SentRow, 'key' | 'row'>,
): CliError {
  const id = orders.find(sent.key);
  const values = { name, row: sent.row };
  return usageError(
    id === undefined
      ? sentence(
          'An earlier run of batch {name} sent this without a reference, as row {row}, and its outcome is not known. Nothing was sent now.',
          values,
        )
      : sentence(
          'An earlier run of batch {name} made order {id} of this without a reference, as row {row}. Nothing was sent now.',
          { ...values, id },
        ),
    {
      code: 'row_created_before',
      hint: sentence(
        'To keep that order, take the reference out of the row again. To order this as well, give the batch another name (--batch).',
      ),
      ...(id !== undefined && { orderIds: [id] }),
    },
  );
}

/** Why a row is not sent that says what `sent` said, of which other options or defaults made an order. */
export function sentOtherwise(
  { orders, moved }: EarlierRows,
  name: string,
  sent: Pick<SentRow, 'key' | 'row'>,
): CliError {
  const id = orders.find(sent.key);
  if (moved.isAdded(sent.key)) return ofAnotherBatch(underAnotherKey, name, id);
  return usageError(
    sentence(
      'An earlier run of batch {name} sent this, as row {row}, with other options or other defaults of yours. Nothing was sent now.',
      { name, row: sent.row },
    ),
    {
      code: 'row_created_before',
      hint: sentence(
        'To go on with that batch, give the options that it had (--pos, --mode, --expires, --description). To order this as well, give the batch another name (--batch).',
      ),
      ...(id !== undefined && { orderIds: [id] }),
    },
  );
}

/** Throws exit 6 for a row whose key was used for something else, by a command of its own. */
export function checkContent(
  { alone }: EarlierRows,
  { key }: { key: string },
  plan: PlannedRequest,
): void {
  const content = alone.get(key);
  if (content === undefined || content === contentOf(wireOf(plan))) return;
  const message = sentence('The key of this row was used for another request, by another command.');
  throw new CliError(exitCodes.conflict, 'key_of_another_request', message, {
    idempotencyKey: key,
  });
}

/**
 * Throws for a request that was sent before, without a known outcome, when the provider may have
 * forgotten its key: sent again it could be carried out twice. Throws too where looks found nothing
 * out: sent again it would get the same refusal for ever.
 */
export async function checkKeyIsKnown(
  context: Context,
  provider: OrderProvider,
  sent: LostRow,
  isPlan: boolean,
): Promise<void> {
  const { at: sentAt, lost, isUnknowable = false, isGivenUp = false } = sent;
  if (isUnknowable) throw unknowable(sentAt);
  const times = await keyTimes(context, provider, 'create', [lost ?? sent], { mayAsk: !isPlan });
  const isKnown = isKeyKnown(provider.system, 'create', lost ?? sent, times);
  if (isKnown && lost?.damaged !== true) return;
  if (isGivenUp) throw givenUp(sentAt);
  if (lost !== undefined && !isPlan) await reopenLost(context, lost);
  throw new CliError(
    exitCodes.outcomeUnknown,
    lost === undefined ? 'outcome_unknowable' : 'outcome_unknown',
    sentAt === ''
      ? sentence(
          'It was sent before and got no final answer. Its key may have expired, so it is not sent again.',
        )
      : sentence(
          'It was sent at {at} and got no final answer. Its key may have expired, so it is not sent again.',
          { at: moment(sentAt) },
        ),
    {
      hint:
        lost === undefined
          ? sentence(
              'The machine that sent it can look for it (`order resume`). Or look for its reference in the account: if it is not there, run the row again in a batch with another name (--batch).',
            )
          : sentence(
              'To look for it: `{command}`. If that finds nothing, check the account: the order may exist.',
              { command: nextCommand(context, ['order', 'resume']) },
            ),
    },
  );
}

const givenUp = (sentAt: string): CliError =>
  new CliError(
    exitCodes.outcomeUnknown,
    'outcome_unknowable',
    sentence(
      'It was sent at {sentAt}, and given up with `order resume --forget`. Its key may have expired, so it is not sent again.',
      { sentAt },
    ),
    { hint: lookForReference },
  );

/** An outcome that stood in a line that cannot be read is lost: the request is open again. */
async function reopenLost(context: Context, { key, id, damaged }: TimedRequest): Promise<void> {
  if (damaged === true) return;
  const journal = await context.journal();
  const sending = (await journal.find(key)).find(({ sent }) => sent.id === id);
  if (sending?.settled !== undefined || sending?.inFlight === true) return;
  const isOpen = (await journal.unsettled()).some(({ sent }) => sent.id === id);
  if (sending !== undefined && !isOpen) await journal.reopen(sending.sent);
}

const lookForReference = sentence(
  'Look for its reference in the account. If it is not there, run the row again in a batch with another name (--batch).',
);

const unknowable = (sentAt: string): CliError =>
  new CliError(
    exitCodes.outcomeUnknown,
    'outcome_unknowable',
    sentence('It was sent at {sentAt}, and its outcome could not be found. Nothing was sent now.', {
      sentAt,
    }),
    { hint: lookForReference },
  );
