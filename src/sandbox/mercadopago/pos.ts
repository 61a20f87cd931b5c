import { createHash } from 'node:crypto';
import type { SandboxAccount } from '../accounts.ts';
import { ClassicRefusal } from './errors.ts';
import { isObject } from './schema.ts';
import type { State } from './state.ts';
import type { PosRecord, WirePos } from './wire.ts';

/** The POS that every seller has from the start, with nothing on disk. */
export const firstPosId = 'EXTERNALPOS019285';

const recordId = (account: SandboxAccount, externalId: string): string =>
  createHash('sha256').update(`${account.user.id}\0${externalId}`).digest('hex');

interface NewPos {
  external_id: string;
  name: string;
  store_id?: string;
}

function buildPos(account: SandboxAccount, { external_id, name, store_id }: NewPos): WirePos {
  // From a hash: a counter would have to be locked. 48 bits make two POS of one id unlikely enough.
  const id = parseInt(recordId(account, external_id).slice(0, 12), 16);
  return {
    id,
    name,
    store_id: store_id ?? String(account.user.id % 10_000_000),
    external_id,
    // Assumption: where the printed code's picture lies is of no use offline; this is nowhere.
    qr: { image: `https://sandbox.invalid/qr/${id}.png` },
  };
}

/** The POS of this seller with this external id. */
export async function findPos(
  state: State,
  account: SandboxAccount,
  externalId: string,
): Promise<WirePos | undefined> {
  if (externalId === firstPosId) {
    return buildPos(account, { external_id: firstPosId, name: 'First point of sale' });
  }
  return (await state.points.read(recordId(account, externalId)))?.value.pos;
}

/** Makes a POS, or gives undefined when the seller has one of that external id. */
export async function insertPos(
  state: State,
  account: SandboxAccount,
  wanted: NewPos,
): Promise<WirePos | undefined> {
  if (wanted.external_id === firstPosId) return undefined;
  const pos = buildPos(account, wanted);
  const record: PosRecord = {
    user_id: String(account.user.id),
    created_date: state.machine.now().toISOString(),
    pos,
  };
  const isNew = await state.points.insert(recordId(account, wanted.external_id), record);
  return isNew ? pos : undefined;
}

const invalid = (description: string, code: string): ClassicRefusal =>
  new ClassicRefusal(400, 'bad_request', description, [{ code, description }]);

/** POST /pos. Properties that the sandbox has no use for are let pass, as this older API does. */
export async function createPos(
  state: State,
  account: SandboxAccount,
  body: unknown,
): Promise<WirePos> {
  if (!isObject(body)) throw invalid('The body must be a JSON object.', 'invalid_body');
  const { name, external_id, store_id } = body;
  if (typeof external_id !== 'string' || !isExternalPosId(external_id)) {
    throw invalid('external_id must have 1 to 40 letters and digits.', 'invalid_external_id');
  }
  if (typeof name !== 'string' || name === '') throw invalid('name is required.', 'invalid_name');
  if (store_id !== undefined && typeof store_id !== 'string' && typeof store_id !== 'number') {
    throw invalid('store_id must be a string or a number.', 'invalid_store_id');
  }
  const store = store_id === undefined ? {} : { store_id: String(store_id) };
  const pos = await insertPos(state, account, { external_id, name, ...store });
  if (pos) return pos;
  // Assumption: the status and the code of a second POS with one external id.
  throw new ClassicRefusal(400, 'point_of_sale_exists', 'A POS with this external_id exists.');
}

/** GET /pos/:id. */
export async function getPos(state: State, account: SandboxAccount, id: string): Promise<WirePos> {
  if (!/^\d+$/.test(id)) throw invalid('The id of a POS is a number.', 'INVALID_POS_ID');
  const pos = (await allPos(state, account)).find((one) => String(one.id) === id);
  if (pos) return pos;
  const description = `No POS has the id ${id}.`;
  throw new ClassicRefusal(404, 'not_found', description, [{ code: '1', description }]);
}

/** Assumption: letters and digits, 40 at most. */
export const isExternalPosId = (text: string): boolean => /^[A-Za-z0-9]{1,40}$/.test(text);

const pageNumber = (text: string | null, otherwise: number, name: string): number => {
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw invalid(`${name} must be a number.`, `invalid_${name}`);
  return Number(text);
};

/** GET /pos: the seller's POS, the first one first, then in the order they were made. */
export async function listPos(state: State, account: SandboxAccount, query: URLSearchParams) {
  // Assumption: a page holds 50 when no limit is asked for.
  const limit = pageNumber(query.get('limit'), 50, 'limit');
  const offset = pageNumber(query.get('offset'), 0, 'offset');
  const externalId = query.get('external_id');
  const storeId = query.get('store_id');
  const candidates =
    externalId === null
      ? await allPos(state, account)
      : [await findPos(state, account, externalId)].filter((pos) => pos !== undefined);
  const found = candidates.filter((pos) => storeId === null || pos.store_id === storeId);
  return {
    paging: { total: found.length, offset, limit },
    results: found.slice(offset, offset + limit),
  };
}

async function allPos(state: State, account: SandboxAccount): Promise<WirePos[]> {
  const records: PosRecord[] = [];
  for await (const record of state.points.list()) {
    if (record.user_id === String(account.user.id)) records.push(record);
  }
  records.sort(
    (a, b) =>
      a.created_date.localeCompare(b.created_date) ||
      a.pos.external_id.localeCompare(b.pos.external_id),
  );
  const first = await findPos(state, account, firstPosId);
  return [...(first ? [first] : []), ...records.map(({ pos }) => pos)];
}
