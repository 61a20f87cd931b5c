import { sentence, english, textIn, type Text } from '../../../language/sentence.ts';
import { isLongPause } from '../../../batch/long-pause.ts';
import { jsonObject, raw, type Members } from '../../../json/object.ts';
import { TurnedAway, type Places } from '../../../batch/places.ts';
import type { Row, RowContent } from '../../../batch/rows.ts';
import type { RowOutcome } from '../../../batch/tally.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import { explainError } from '../../../explain-error.ts';
import { errorFields } from '../../../report-error.ts';
import { codeWarning } from '../../../orders/code-warning.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider, PlannedRequest } from '../../../providers/order-system.ts';
import { settleSame } from '../../../session/journal-change.ts';
import { sendChange } from '../shared/change.ts';
import { planJson } from '../../print-plan.ts';
import { createOf } from './change.ts';
import {
  checkContent,
  checkKeyIsKnown,
  checkRowIsNew,
  referenceSent,
  sentOtherwise,
  sentUnnamed,
  type EarlierRows,
} from './earlier.ts';
import { composeRow, type RowRequest, type CommandFlags } from './row.ts';
import { outcomeOf } from '../shared/row-result.ts';
import { isHopeless } from '../shared/run-rows.ts';

export interface Batch {
  name: string;
  /** The account's id. */
  account: string;
  provider: OrderProvider;
  typed: CommandFlags;
  earlier: EarlierRows;
  /** For the requests underway: the next rows are written into the journal meanwhile. */
  places: Places;
  /** What the first answer that tells said of the token; no later one changes it. */
  token: 'untried' | 'good' | 'bad';
  dryRun: boolean;
  /** To be called when something is sent. */
  begin: () => void;
  /** How many rows without a reference stand in another place than when they were sent. */
  moved: number;
  /** Whether its rows can be read again at once: those of a pipe may be long in coming. */
  isFile: boolean;
  /** Whether it was said that a row was created before with other content. */
  hasChanged: boolean;
  /** The orders of the last answers, and the rows that were answered with them. */
  rowOfOrder: Map<string, number>;
}

export interface RowResult {
  row: number;
  outcome: RowOutcome;
  /** What is printed of it: JSON text. */
  json: string;
  /** What was created. */
  order?: Order;
  error?: CliError;
  /** Nothing more may be sent after this. */
  stops?: boolean;
}

/**
 * Creates the order of a row, once, and says its outcome; undefined when its turn never came.
 * Throws only what is a bug.
 */
export async function createRow(
  context: Context,
  batch: Batch,
  row: Row,
): Promise<RowResult | undefined> {
  let request: RowRequest | undefined;
  try {
    if ('error' in row) throw row.error;
    const { earlier } = batch;
    const composed = composeAt(context, batch, row.row, row.content);
    request = composed instanceof Promise ? await composed : composed;
    let place = row.row;
    let id = earlier.orders.find(request.key);
    if (id === undefined && !earlier.unsettled.has(request.key)) {
      const its = await earlierPlace(batch, request);
      if (its !== undefined) {
        request = noteMoved(batch, await composeAt(context, batch, its, row.content), its);
        place = its;
        id = earlier.orders.find(request.key);
      }
    }
    if (id !== undefined && !batch.dryRun && earlier.unsettled.has(request.key))
      await settleSame(context, request.key, id);
    // Of what was made nothing is planned: there may be a million of them.
    if (id !== undefined && !earlier.alone.has(request.key))
      return madeBefore(batch, row, request, id);
    const plan = batch.provider.planCreate(request.json, { idempotencyKey: request.key });
    checkContent(earlier, request, plan);
    if (id !== undefined) return madeBefore(batch, row, request, id);
    checkRowIsNew(earlier, batch.name, place);
    const lost = earlier.unsettled.get(request.key);
    if (lost !== undefined) await checkKeyIsKnown(context, batch.provider, lost, batch.dryRun);
    const madeOrder =
      lost === undefined ? await madeUnread(context, batch, row, request, plan) : undefined;
    if (madeOrder !== undefined) {
      const { id, status } = madeOrder;
      request.warnings = [...request.warnings, textIn(english, unreadNote)];
      return result(row, 'already_created', request, { ...of(batch), id, status });
    }
    if (batch.dryRun) {
      await batch.provider.guard?.allow(plan);
      return result(row, 'planned', request, {}, { request: raw(planJson(plan)) });
    }
    if (!batch.hasChanged && earlier.created.has(place)) await noteChange(context, batch, place);
    batch.begin();
    const order = await send(context, batch, place, { ...request, plan });
    if (lost !== undefined) await settleSame(context, request.key, order.id);
    const facts = { ...of(batch), id: order.id, status: order.status };
    const warnings = [
      codeWarning(order, request.mode) ?? [],
      warnOfTwin(batch, order, place),
    ].flat();
    if (warnings.length > 0)
      request.warnings = [...request.warnings, ...warnings.map((text) => textIn(english, text))];
    return { ...result(row, 'created', request, facts, { answer: raw(order.answer) }), order };
  } catch (error) {
    if (error instanceof TurnedAway || isLongPause(error)) return undefined;
    if (!(error instanceof CliError)) throw error;
    return failure(context, batch, row, request, error);
  }
}

/** The request of a row, as it would be at this place. */
const composeAt = (
  context: Context,
  { name: batch, account, typed }: Batch,
  row: number,
  content: RowContent,
) => composeRow(context, { batch, row, account }, content, typed);

/**
 * Where the same row stood when an earlier run sent it; undefined for a new one. Throws a usage error
 * where its reference was sent with other content, or what it says as another request.
 */
async function earlierPlace(batch: Batch, now: RowRequest): Promise<number | undefined> {
  const before = await batch.earlier.moved.find(now);
  if (before === undefined || before.is === 'same') return before?.sent.row;
  if (before.is === 'changed')
    throw referenceSent(batch.earlier, batch.name, before.sent.key, now.reference);
  const why = before.is === 'named' ? sentUnnamed : sentOtherwise;
  throw why(batch.earlier, batch.name, before.sent);
}

function noteMoved(batch: Batch, request: RowRequest, movedFrom: number): RowRequest {
  const { isUnnamed, warnings } = request;
  if (!isUnnamed) return { ...request, movedFrom };
  batch.moved += 1;
  const note = sentence(
    'An earlier run sent this row when it was row {row}: it is not ordered again.',
    { row: movedFrom },
  );
  return { ...request, movedFrom, warnings: [...warnings, textIn(english, note)] };
}

const unreadNote = sentence(
  'The journal cannot be read where this row would be; its order was found by its reference.',
);

/** The order of a row that lines which cannot be read may be of. Throws where that cannot be known. */
async function madeUnread(
  context: Context,
  { provider, earlier, name, dryRun }: Batch,
  { row }: Row,
  { key }: RowRequest,
  plan: PlannedRequest,
): Promise<Order | undefined> {
  const damage = await (await earlier.hidden()).ofKey(key);
  if (damage.length === 0) return undefined;
  const { findUnread } = await import('../shared/unread-lines.ts');
  const change = { key, action: 'create', plan, batch: name, row } as const;
  return findUnread(context, provider, change, damage, { mayAsk: !dryRun });
}

const madeBefore = (batch: Batch, row: Row, request: RowRequest, id: string): RowResult =>
  result(row, 'already_created', request, { ...of(batch), id });

const of = ({ provider }: Batch) => ({ provider: provider.system.name });

function send(
  context: Context,
  batch: Batch,
  row: number,
  { key, json, reference, plan, isUnnamed, hash }: RowRequest & { plan: PlannedRequest },
): Promise<Order> {
  const { name, provider, earlier, places } = batch;
  const row_hash = isUnnamed ? hash() : undefined;
  const create = createOf(provider, json, { reference, batch: name, row, row_hash });
  const { send: sendOne } = create;
  create.plan = () => plan;
  create.send = (change) =>
    places.run(async () => {
      try {
        const order = await sendOne(change);
        noteMade(batch, order, row);
        if (batch.token === 'untried') batch.token = 'good';
        return order;
      } catch (error) {
        if (isRefusedToken(error) && batch.token === 'untried') batch.token = 'bad';
        if (batch.token === 'bad') places.close();
        throw error;
      }
    });
  const before = earlier.unsettled.get(key);
  const sending = {
    key,
    lost: before?.lost,
    afterLost: before !== undefined,
    sentBefore: before,
  };
  return sendChange(context, provider, create, sending);
}

/**
 * Throws exit 8 for an answer that names no reference, and the order of another row: something between
 * answered both alike, and the second may not have been made.
 */
function noteMade({ rowOfOrder }: Batch, { id, external_reference }: Order, row: number): void {
  const other = rowOfOrder.get(id);
  if (other !== undefined && external_reference === undefined) {
    const message = sentence(
      'The answer is about order {id}, which row {other} made: whether this row has one is not known.',
      { id, other },
    );
    throw new CliError(exitCodes.outcomeUnknown, 'foreign_answer', message);
  }
  if (other === undefined) rowOfOrder.set(id, row);
  const [oldest] = rowOfOrder.keys();
  if (external_reference !== undefined && rowOfOrder.size > mostNoted && oldest !== undefined)
    rowOfOrder.delete(oldest);
}

/** A batch may make a million orders: of those with a reference only the last ones are compared. */
const mostNoted = 1_000;

/**
 * What is odd about an order that has the reference of this row and the id of another row's: it is
 * taken for made, for a stub that answers all requests alike does that, and no order system.
 */
function warnOfTwin({ rowOfOrder }: Batch, { id }: Order, row: number): Text[] {
  const other = rowOfOrder.get(id);
  return other === undefined || other === row
    ? []
    : [sentence('The answer has the id of the order of row {other}: {id}.', { other, id })];
}

const isRefusedToken = (error: unknown): boolean =>
  error instanceof CliError && error.facts.httpStatus === 401;

/** A row's key follows from what the row says: a row that is changed after it was created is new. */
async function noteChange({ io }: Context, batch: Batch, place: number): Promise<void> {
  const { name, earlier, isFile } = batch;
  if (await earlier.moved.hasMovedFrom(place, isFile)) return;
  batch.hasChanged = true;
  io.noteOnce(
    sentence(
      'Rows of batch {name} were created before with other content; with this content they make new orders.',
      { name },
    ),
  );
}

async function failure(
  context: Context,
  batch: Batch,
  row: Row,
  request: RowRequest | undefined,
  thrown: CliError,
): Promise<RowResult> {
  const error = await explainError(context, thrown);
  const outcome = outcomeOf(error);
  const at = outcome === 'unknown' ? { at: context.now().toISOString() } : {};
  const [id] = error.facts.orderIds ?? [];
  const facts = { ...(id !== undefined && { id }), ...at, error: errorFields(error, context.io) };
  const stops = isHopeless(error, batch.token === 'bad');
  return { ...result(row, outcome, request, facts), error, ...(stops && { stops }) };
}

/** `last` is what stands after the warnings. */
function result(
  source: Row,
  outcome: RowOutcome,
  request: RowRequest | undefined,
  facts: Members,
  last: Members = {},
): RowResult {
  const { row } = source;
  const { reference = ownReference(source), key = null, warnings = [] } = request ?? {};
  const members: Record<string, unknown> = { row, reference, key };
  if (request?.movedFrom !== undefined) members.moved_from = request.movedFrom;
  if (request?.isUnnamed === true) members.row_hash = request.hash();
  members.outcome = outcome;
  Object.assign(members, facts);
  if (warnings.length > 0) members.warnings = warnings;
  Object.assign(members, last);
  return { row, outcome, json: jsonObject(members) };
}

/** The reference that a row names which came to no request. */
function ownReference(row: Row): string | null {
  if ('error' in row) return null;
  const { content } = row;
  const own = 'body' in content ? content.body.external_reference : content.flags.reference;
  return typeof own === 'string' ? own : null;
}
