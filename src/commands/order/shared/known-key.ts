import { moment, sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type Action, canGoOnAfter } from '../../../errors.ts';
import { contentOf, knownContent } from '../../../journal/identity.ts';
import type { JournalEntry, TimedRequest } from '../../../journal/journal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider, PlannedRequest } from '../../../providers/order-system.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { farAway } from '../../../terminal/time.ts';
import { wireOf } from '../../../session/journal-change.ts';
import { isElsewhere, lookAt, sharesSandbox } from './key-look.ts';
import { isLoopbackUrl } from '../../../session/base-url.ts';
import { keyScope, type KeyScope } from '../../../session/key-scope.ts';
import { isKeyKnown, keyTimes, timesNow, type KeyTimes } from './key-life.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { orderOf } from '../../../journal/entry.ts';

/** A change that is about to be sent under a key that the user gave. */
interface KeyUse {
  key: string;
  action: Action | 'api';
  /** Id of the order that is to be changed. */
  order?: string;
  plan: PlannedRequest;
}

/** What a key stands for before it is sent. */
export type KnownKey =
  | { is: 'new' }
  /** Sent before, and not answered: the same bytes may go out again. */
  | { is: 'open'; at: string; lost: TimedRequest }
  /** Done before: nothing is to be sent. `order` is how it stands now. */
  | { is: 'done'; at: string; order: Order; entry: JournalEntry };

/**
 * Looks a key up in the journal before anything is sent under it. What was done is read again, to be
 * shown as it is now. Throws CliError where nothing may be sent: exit 6 for a key that stands for
 * something else, 8 where it is not known or the order cannot be read, 5 where the order is gone.
 */
export async function lookUpKey(
  context: Context,
  provider: OrderProvider,
  keyed: KeyUse,
): Promise<KnownKey> {
  const scope = await keyScope(context, await context.account(provider.system));
  let entries = await sendingsOf(context, scope, keyed);
  let isClear = false;
  for (;;) {
    const reading = await readByAllClocks(context, provider, keyed, entries);
    if (reading.is === 'new') {
      if (isClear || !(await isFoundUnread(context, provider, keyed))) return reading;
      isClear = true;
      entries = await sendingsOf(context, scope, keyed);
      continue;
    }
    const { entry } = reading;
    // Where no sandbox may be, the journal says enough, but for how the order is now.
    const isDoubtful = entry.settled !== undefined && scope.placed(entry) !== 'yes';
    const look =
      reading.is === 'done' || isDoubtful ? await lookAt(provider, scope, entry) : undefined;
    if (look?.kind === 'elsewhere') {
      entries = entries.filter((one) => one !== entry && !sharesSandbox(one, entry));
      continue;
    }
    if (reading.is === 'open') return { is: 'open', at: entry.sent.at, lost: entry.sent };
    if (reading.is !== 'done') throw refusalOf(context, keyed, reading);
    if (look?.kind !== 'order') throw notRead(context, keyed, entry, look?.error);
    noteDone(context, keyed, entry, look.order);
    return { is: 'done', at: entry.sent.at, order: look.order, entry };
  }
}

/** Whether an order was found that lines which cannot be read had of this key. Throws as `findUnread`. */
async function isFoundUnread(
  context: Context,
  provider: OrderProvider,
  keyed: KeyUse,
): Promise<boolean> {
  const hidden = await (await context.journal()).hidden({ isMany: false });
  const damage = await hidden.ofKey(keyed.key);
  if (damage.length === 0) return false;
  const { findUnread } = await import('./unread-lines.ts');
  return (await findUnread(context, provider, keyed, damage, { mayAsk: true })) !== undefined;
}

/** What the journal knows of a key, in a sentence; undefined when it knows nothing. Asks nobody. */
export async function tellKey(
  context: Context,
  provider: OrderProvider,
  keyed: KeyUse,
): Promise<Text | undefined> {
  const scope = await keyScope(context, await context.account(provider.system));
  const entries = await sendingsOf(context, scope, keyed);
  const reading = readSendings(provider, keyed, entries, timesNow(context, provider));
  if (reading.is === 'new') return undefined;
  if (reading.is === 'done') {
    const done = doneSentence(context, keyed, reading.entry);
    return [done, ' ', sentence('It would not be sent.')];
  }
  const { text } = refusalOf(context, keyed, reading);
  return reading.is === 'open' ? [text, ' ', sentence('It would be sent again.')] : text;
}

/** The reference of the order that this key made or may have made, newest first. */
export async function knownReference(
  context: Context,
  provider: OrderProvider,
  keyed: Omit<KeyUse, 'plan'>,
): Promise<string | undefined> {
  const scope = await keyScope(context, await context.account(provider.system));
  const entries = await sendingsOf(context, scope, keyed);
  return entries.findLast(({ sent }) => sent.reference !== undefined)?.sent.reference;
}

/**
 * An error of reading, or what it means where this key has done something that is to be read, or where
 * something was sent under it that nobody knows the outcome of: exit 8 in place of 7.
 */
export async function unreadOf(
  context: Context,
  provider: OrderProvider,
  keyed: Omit<KeyUse, 'plan'>,
  error: unknown,
): Promise<unknown> {
  if (!canGoOnAfter(error) || error.exitCode === exitCodes.usage) return error;
  const scope = await keyScope(context, await context.account(provider.system));
  const entries = await sendingsOf(context, scope, keyed);
  const reading = readKey(entries, undefined, () => true);
  if (reading.is === 'new' || reading.is === 'other') return error;
  if (reading.is !== 'done') return notReached(context, keyed, reading, error);
  return isElsewhere(provider, reading.entry)
    ? error
    : notRead(context, keyed, reading.entry, error);
}

export async function sendingsOf(
  context: Context,
  scope: KeyScope,
  { key, action, order }: Omit<KeyUse, 'plan'>,
): Promise<JournalEntry[]> {
  const entries = await (await context.journal()).find(key);
  return entries.filter(
    (entry) =>
      entry.sent.action === action && entry.sent.order === order && scope.placed(entry) !== 'no',
  );
}

const readSendings = (
  { system }: OrderProvider,
  { action, plan }: KeyUse,
  entries: readonly JournalEntry[],
  times: KeyTimes,
): KeyReading =>
  readKey(
    entries,
    contentOf(wireOf(plan)),
    // Of a line that is not what was written the time may be another one too.
    (sent) => sent.damaged !== true && isKeyKnown(system, action, sent, times),
  );

/** What only our clock says to be open still is asked of the order system's clock too. */
export async function readByAllClocks(
  context: Context,
  provider: OrderProvider,
  keyed: KeyUse,
  entries: readonly JournalEntry[],
): Promise<KeyReading> {
  const reading = readSendings(provider, keyed, entries, timesNow(context, provider));
  if (reading.is !== 'open') return reading;
  const open = entries.filter(({ settled }) => settled === undefined).map(({ sent }) => sent);
  const times = await keyTimes(context, provider, keyed.action, open).catch((error: unknown) => {
    throw notReached(context, keyed, reading, error);
  });
  return readSendings(provider, keyed, entries, times);
}

/** Nothing was sent now; but what was sent then may have been carried out. */
function notReached(
  context: Context,
  keyed: Omit<KeyUse, 'plan'>,
  reading: Exclude<KeyReading, { is: 'new' | 'done' | 'other' }>,
  error: unknown,
): unknown {
  if (!(error instanceof CliError) || error.exitCode !== exitCodes.unreachable) return error;
  const { text: message, facts } = refusalOf(context, keyed, reading);
  const details = error.sentences;
  const { outcomeUnknown: exitCode } = exitCodes;
  const code = 'outcome_unknown';
  return error.with({ exitCode, code, message, ...facts, details, cause: error });
}

/** `at 2026-11-21T19:30:00.000Z (25 h ago)`. */
export function when(context: Context, { sent: { at } }: JournalEntry): Text {
  const ago = farAway(Date.parse(at) - context.now().getTime());
  return sentence('at {at} ({ago})', { at: moment(at), ago });
}

/** What was done, in a sentence. */
function doneSentence(
  context: Context,
  { key, action }: Omit<KeyUse, 'plan'>,
  entry: JournalEntry,
): Text {
  const id = cleanValue(orderOf(entry) ?? '');
  const values = { key, id, when: when(context, entry) };
  if (action === 'create') return sentence('The key {key} made order {id} {when}.', values);
  return action === 'cancel'
    ? sentence('The cancel of order {id} was sent under the key {key} {when}.', values)
    : sentence('The refund of order {id} was sent under the key {key} {when}.', values);
}

function noteDone(context: Context, keyed: KeyUse, entry: JournalEntry, { status }: Order): void {
  const done = doneSentence(context, keyed, entry);
  const now = sentence('Nothing was sent now; the order is {status}.', {
    status: cleanValue(status),
  });
  context.io.note([done, ' ', now]);
}

function notRead(
  context: Context,
  keyed: Omit<KeyUse, 'plan'>,
  entry: JournalEntry,
  error: CliError | undefined,
): CliError {
  const id = orderOf(entry);
  const done = doneSentence(context, keyed, entry);
  const next = id === undefined ? [] : [nextCommand(context, ['get', id])];
  const facts = { ...error?.facts, ...error?.texts, ...factsOf(entry), next, cause: error };
  const details = [...(error === undefined ? [] : [error.text]), ...(facts.details ?? [])];
  if (error?.exitCode === exitCodes.notFound) {
    const message = [done, ' ', sentence('It no longer exists; nothing was sent.')];
    return new CliError(exitCodes.notFound, error.code, message, { ...facts, details });
  }
  const message = [done, ' ', sentence('Its current state could not be read; nothing was sent.')];
  return new CliError(exitCodes.outcomeUnknown, 'order_not_read', message, { ...facts, details });
}

/** What an error says of a request of the journal beside its sentence. */
function factsOf(entry: JournalEntry) {
  const { key, provider } = entry.sent;
  const id = orderOf(entry);
  return { idempotencyKey: key, system: provider, ...(id !== undefined && { orderIds: [id] }) };
}

/** It is settled at the host that it was sent to, on this machine maybe at another one than this run's. */
const hostWords = ({ options }: Context, { sent: { base_url } }: JournalEntry): string[] =>
  base_url !== undefined && options.baseUrl === undefined && isLoopbackUrl(base_url)
    ? ['--base-url', base_url]
    : [];

/** `This create (reference VENTA-1)`, `A refund (ORD…)`. */
function subjectOf(
  action: KeyUse['action'],
  { method, path }: JournalEntry['sent'],
  { name, isOther }: { name: Text | undefined; isOther: boolean },
): Text {
  if (action === 'api') {
    const values = { method, path: cleanValue(path) };
    return isOther
      ? sentence('A request of `api` ({method} {path})', values)
      : sentence('This request of `api` ({method} {path})', values);
  }
  const subjects = {
    create: [sentence('A create'), sentence('This create')],
    cancel: [sentence('A cancel'), sentence('This cancel')],
    refund: [sentence('A refund'), sentence('This refund')],
  } as const;
  const subject = subjects[action][isOther ? 0 : 1];
  return name === undefined ? subject : [subject, ' (', name, ')'];
}

/** Why nothing is sent under a key. */
export function refusalOf(
  context: Context,
  { key, action }: Omit<KeyUse, 'plan'>,
  { is, entry }: Exclude<KeyReading, { is: 'new' | 'done' }>,
): CliError {
  const { sent, settled } = entry;
  const id = orderOf(entry);
  const facts = factsOf(entry);
  const resume = nextCommand(context, ['order', 'resume', key, ...hostWords(context, entry)]);
  const look = id === undefined ? [] : [nextCommand(context, ['get', id])];
  const { reference } = sent;
  const name =
    id !== undefined
      ? cleanValue(id)
      : reference === undefined
        ? undefined
        : sentence('reference {reference}', { reference: cleanValue(reference) });
  const values = {
    subject: subjectOf(action, sent, { name, isOther: is === 'other' }),
    sent: sentence('was sent under the key {key} {when}', { key, when: when(context, entry) }),
  };
  const { conflict, outcomeUnknown } = exitCodes;
  if (is === 'other') {
    const isOpen = settled === undefined;
    return new CliError(
      conflict,
      isOpen ? 'key_of_open_request' : 'key_of_another_request',
      isOpen
        ? sentence(
            '{subject} with other content {sent}, and its outcome is not known. Nothing was sent now.',
            values,
          )
        : sentence('{subject} with other content {sent}. Nothing was sent now.', values),
      { ...facts, next: isOpen ? [resume] : look },
    );
  }
  if (is === 'unknowable') {
    return new CliError(
      outcomeUnknown,
      'outcome_unknowable',
      settled?.code === 'forgotten'
        ? sentence(
            '{subject} {sent}, and it was given up with `order resume --forget`. Nothing was sent now.',
            values,
          )
        : sentence(
            '{subject} {sent}, and `order resume` could not find its outcome. Nothing was sent now.',
            values,
          ),
      { ...facts, next: look },
    );
  }
  return new CliError(
    outcomeUnknown,
    'key_too_old',
    is === 'over' && sent.damaged !== true
      ? sentence(
          '{subject} {sent}, and its outcome is not known; by now the order system may have forgotten the key. Nothing was sent now.',
          values,
        )
      : sentence('{subject} {sent}, and its outcome is not known.', values),
    { ...facts, ...(sent.damaged === true && { details: [damagedEntry] }), next: [resume] },
  );
}

export const damagedEntry = sentence('Its journal entry is damaged, so nothing is sent.');

/** What the journal knows of a key. */
type KeyReading =
  /** Nothing that was done, or may have been. */
  | { is: 'new' }
  /** What is asked was done. */
  | { is: 'done'; entry: JournalEntry }
  /** Something else was done, or may have been. */
  | { is: 'other'; entry: JournalEntry }
  /** What is asked was sent, without an outcome, and the provider knows its key still. */
  | { is: 'open'; entry: JournalEntry }
  /** The same, and the key may be forgotten. */
  | { is: 'over'; entry: JournalEntry }
  /** Its outcome cannot be known. */
  | { is: 'unknowable'; entry: JournalEntry };

/** The outcomes of requests that changed nothing. */
const nothing: readonly string[] = ['refused', 'not_sent', 'not_done', 'failed', 'denied'];

/**
 * Reads what the journal has of a key: the sendings of its scope, oldest first. Of several the safest
 * counts: what was done before what may have been, and that before what was not. `content` is that of
 * what is asked now, undefined for whatever it is; of an entry that has none nobody can say that it is
 * another. `isKnown` says whether the provider knows the key of a sending still.
 */
export function readKey(
  entries: readonly JournalEntry[],
  content: string | undefined,
  isKnown: (sent: TimedRequest) => boolean,
): KeyReading {
  const isOther = ({ sent }: JournalEntry) =>
    ![knownContent(sent), content].includes(undefined) && knownContent(sent) !== content;
  const open = entries.filter(({ settled }) => settled === undefined);
  const unknowable = entries.filter(({ settled }) => settled?.outcome === 'unknowable');
  // An outcome that a later version adds is taken for one of what was done.
  const done = entries.filter(
    ({ settled }) => settled !== undefined && ![...nothing, 'unknowable'].includes(settled.outcome),
  );
  const same = done.findLast((entry) => !isOther(entry));
  if (same !== undefined) return { is: 'done', entry: same };
  const other = done.at(-1) ?? open.findLast(isOther);
  if (other !== undefined) return { is: 'other', entry: other };
  const lost = unknowable.at(-1);
  if (lost !== undefined) return { is: 'unknowable', entry: lost };
  const [first] = open;
  if (first === undefined) return { is: 'new' };
  return { is: open.every(({ sent }) => isKnown(sent)) ? 'open' : 'over', entry: first };
}
