import { sha256, randomInt } from '../../quick-crypto.ts';
import type { SandboxAccount } from '../accounts.ts';
import { buildPrintedQr } from './emv.ts';
import { ClassicRefusal } from './errors.ts';
import { isObject } from './schema.ts';
import { allStores, firstStoreId, pageNumber } from './stores.ts';
import type { State } from './state.ts';
import type { PosRecord, WirePos } from './wire.ts';

/*
 * Points of sale, as the pages of `/pos` (version 1) have them. A POS made in the panel has no
 * external_id, and no order can name it until it is given one by a PUT.
 */

/** The POS that every seller has from the start, with nothing on disk. */
const firstPosId = 'EXTERNALPOS019285';

/** Under which the name of a POS is kept; of older versions, the POS itself. */
const nameKey = (account: SandboxAccount, externalId: string): string =>
  sha256(`${account.user.id}\0${externalId}`);

/** Where a record is kept. */
const keyOf = (account: SandboxAccount, { key, pos }: PosRecord): string =>
  key ?? nameKey(account, pos.external_id ?? '');

interface NewPos {
  external_id?: string;
  name: string;
  store_id?: string;
  external_store_id?: string;
  fixed_amount?: boolean;
  category?: number | null;
  url?: string;
}

function buildPos(account: SandboxAccount, id: number, wanted: NewPos, at: string): WirePos {
  const uuid = sha256(`${account.user.id} ${id}`);
  // Assumption: where the pictures of the printed code lie is of no use offline; this is nowhere.
  const folder = `https://sandbox.invalid/instore/merchant/qr/${id}`;
  const { name, external_id, store_id, external_store_id, fixed_amount, category, url } = wanted;
  return {
    id,
    qr: {
      image: `${folder}/${uuid}.png`,
      template_document: `${folder}/template_${uuid}.pdf`,
      template_image: `${folder}/template_${uuid}.png`,
    },
    status: 'active',
    date_created: at,
    date_last_updated: at,
    uuid,
    user_id: account.user.id,
    name,
    fixed_amount: fixed_amount ?? false,
    category: category ?? null,
    store_id: store_id ?? firstStoreId(account),
    external_store_id: external_store_id ?? '',
    ...(external_id !== undefined && { external_id }),
    ...(url !== undefined && { url }),
  };
}

function firstPos(account: SandboxAccount): PosRecord {
  // From a hash, so that nothing needs to be kept; 48 bits.
  const id = parseInt(nameKey(account, firstPosId).slice(0, 12), 16);
  const wanted = { external_id: firstPosId, name: 'First point of sale' };
  const at = '2020-01-01T00:00:00.000Z';
  return {
    key: String(id),
    user_id: String(account.user.id),
    created_date: at,
    pos: buildPos(account, id, wanted, at),
  };
}

/** The POS of this seller with this external id. */
export async function findPos(
  state: State,
  account: SandboxAccount,
  externalId: string,
): Promise<WirePos | undefined> {
  const name = nameKey(account, externalId);
  const key = (await state.posNames.read(name))?.value.key;
  const first = externalId === firstPosId && key === undefined ? firstPos(account) : undefined;
  // Older versions kept a POS under its name.
  const record = (await state.points.read(key ?? first?.key ?? name))?.value ?? first;
  const isThere = record?.isDeleted !== true && record?.pos.external_id === externalId;
  return isThere ? record.pos : undefined;
}

/** How long a name is held for a POS that is not there (yet): its maker may have died. */
const namingMs = 30_000;

/** Gives a name to the POS that is or will be kept under `key`; false when another one has it. */
async function takeName(
  state: State,
  account: SandboxAccount,
  externalId: string,
  key: string,
): Promise<boolean> {
  if (await findPos(state, account, externalId)) return false;
  const now = state.machine.now();
  const claim = { key, at: now.toISOString() };
  const name = nameKey(account, externalId);
  if (await state.posNames.insert(name, claim)) return true;
  const claimNow = await state.posNames.read(name);
  if (claimNow === undefined) return takeName(state, account, externalId, key);
  const { key: other, at } = claimNow.value;
  const isBeingMade = now.getTime() - Date.parse(at) < namingMs;
  if (isBeingMade && (await state.points.read(other)) === undefined) return false;
  if (await findPos(state, account, externalId)) return false;
  return state.posNames.write(name, claimNow.version + 1, claim);
}

/** Makes a POS, or gives undefined when the seller has one of that external id. */
export async function insertPos(
  state: State,
  account: SandboxAccount,
  wanted: NewPos,
): Promise<WirePos | undefined> {
  const id = randomInt(10_000_000, 2 ** 47);
  const key = String(id);
  const { external_id } = wanted;
  const isFree = external_id === undefined || (await takeName(state, account, external_id, key));
  if (!isFree) return undefined;
  const at = state.machine.now().toISOString();
  const pos = buildPos(account, id, wanted, at);
  const record = { key, user_id: String(account.user.id), created_date: at, pos };
  await state.points.insert(key, record);
  return pos;
}

const invalid = (description: string, code: string): ClassicRefusal =>
  new ClassicRefusal(400, 'bad_request', description, [{ code, description }]);

// Its status, text and `error` are of live answers.
const nameTaken = () =>
  new ClassicRefusal(
    409,
    'point_of_sale_exists',
    'Point of sale with corresponding user and id exists',
  );

function noSuchPos(id: string): ClassicRefusal {
  const description = `No POS has the id ${id}.`;
  return new ClassicRefusal(404, 'not_found', description, [{ code: '1', description }]);
}

/** POST /pos. */
export async function createPos(
  state: State,
  account: SandboxAccount,
  body: unknown,
): Promise<WirePos> {
  const { name, ...wanted } = readPos(body);
  if (name === undefined) throw invalid('name is required.', 'INVALID_NAME');
  const placed = await placedIn(state, account, wanted);
  const pos = await insertPos(state, account, { name, ...placed });
  if (pos) return pos;
  throw nameTaken();
}

/** GET /pos/:id: with what only this call and PUT show. */
export async function getPos(state: State, account: SandboxAccount, id: string) {
  return document(account, (await readRecord(state, account, id)).pos);
}

/** PUT /pos/:id. What is not sent stays as it is. */
export async function updatePos(state: State, account: SandboxAccount, id: string, body: unknown) {
  const record = await readRecord(state, account, id);
  const wanted = await placedIn(state, account, readPos(body));
  const key = keyOf(account, record);
  const { external_id: name } = wanted;
  if (name !== undefined && name !== record.pos.external_id) {
    if (!(await takeName(state, account, name, key))) throw nameTaken();
  }
  await state.points.insert(key, record); // the first POS is on disk from its first change on
  const at = state.machine.now().toISOString();
  const changed = await state.points.update(key, (old) => ({
    ...old,
    key,
    pos: { ...old.pos, ...wanted, date_last_updated: at },
  }));
  if (changed === undefined) throw noSuchPos(id);
  return document(account, changed.pos);
}

/** DELETE /pos/:id. Its external_id is free again. */
export async function deletePos(state: State, account: SandboxAccount, id: string): Promise<void> {
  const record = await readRecord(state, account, id);
  const key = keyOf(account, record);
  await state.points.insert(key, record);
  await state.points.update(key, (old) => ({ ...old, key, isDeleted: true }));
}

async function readRecord(state: State, account: SandboxAccount, id: string): Promise<PosRecord> {
  if (!/^\d{1,20}$/.test(id)) throw invalid('The id of a POS is a number.', 'INVALID_POS_ID');
  const record = (await allRecords(state, account)).find(({ pos }) => String(pos.id) === id);
  if (record) return record;
  throw noSuchPos(id);
}

const document = (account: SandboxAccount, pos: WirePos) => ({
  ...pos,
  site: account.user.site_id,
  qr_code: buildPrintedQr(account, pos.id),
});

/** Letters and digits, 40 at most. */
export const isExternalPosId = (text: string): boolean => /^[A-Za-z0-9]{1,40}$/.test(text);

const knownFields = [
  'name',
  'fixed_amount',
  'category',
  'store_id',
  'external_store_id',
  'external_id',
  'url',
];

function readPos(body: unknown): Partial<NewPos> {
  if (!isObject(body)) throw invalid('The body must be a JSON object.', 'MISSING_BODY');
  const unknown = Object.keys(body).find((name) => !knownFields.includes(name));
  if (unknown !== undefined) {
    throw invalid(`Unknown field: ${unknown}.`, 'UNKNOWN_FIELD_EXCEPTION');
  }
  const { name, fixed_amount, category, store_id, external_store_id, external_id, url } = body;
  if (name !== undefined) checkName(name);
  if (external_id !== undefined) checkExternalId(external_id);
  if (fixed_amount !== undefined && typeof fixed_amount !== 'boolean') {
    throw invalid('fixed_amount must be true or false.', 'INVALID_FIXED_AMOUNT');
  }
  // Assumption: every number is the category of some trade.
  const isCategory = category === null || Number.isSafeInteger(category);
  if (category !== undefined && !isCategory) {
    throw invalid('category must be a number.', 'INVALID_CATEGORY');
  }
  if (store_id !== undefined && !isStoreId(store_id)) {
    throw invalid('store_id must be a number.', 'INVALID_STORE_ID');
  }
  if (external_store_id !== undefined && typeof external_store_id !== 'string') {
    throw invalid('external_store_id must be a text.', 'INVALID_EXTERNAL_STORE_ID');
  }
  if (url !== undefined) checkUrl(url, fixed_amount);
  const read = { name, external_id, fixed_amount, category, external_store_id, url };
  const sent = Object.entries(read).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(sent),
    ...(isStoreId(store_id) && { store_id: String(store_id) }),
  };
}

const isStoreId = (value: unknown): value is string | number =>
  (typeof value === 'string' || typeof value === 'number') && /^\d{1,20}$/.test(String(value));

function checkName(name: unknown): void {
  if (typeof name !== 'string' || name.trim() === '') {
    throw invalid('name must be a text.', 'INVALID_NAME');
  }
  if (name.length >= 45) throw invalid('name must have fewer than 45 characters.', 'NAME_TOO_LONG');
}

function checkExternalId(id: unknown): void {
  if (typeof id === 'string' && id.length > 40) {
    throw invalid('external_id must have 40 characters at most.', 'EXTERNAL_ID_TOO_LONG');
  }
  if (typeof id === 'string' && isExternalPosId(id)) return;
  throw invalid('external_id must have 1 to 40 letters and digits.', 'INVALID_EXTERNAL_ID');
}

function checkUrl(url: unknown, fixedAmount: unknown): void {
  if (typeof url !== 'string' || !URL.canParse(url)) {
    throw invalid('url must be a URL.', 'INVALID_URL');
  }
  if (url.length > 300) throw invalid('url must have 300 characters at most.', 'URL_TOO_LONG');
  if (fixedAmount !== true) {
    throw invalid('A POS with a url needs fixed_amount true.', 'FIXED_AMOUNT_FALSE');
  }
}

/**
 * The same with the store found. Assumption: a store_id that the sandbox has no store of is one of a
 * store that was made elsewhere.
 */
async function placedIn<T extends Partial<NewPos>>(
  state: State,
  account: SandboxAccount,
  wanted: T,
): Promise<T> {
  const { store_id, external_store_id } = wanted;
  if (store_id === undefined && external_store_id === undefined) return wanted;
  const stores = await allStores(state, account);
  if (external_store_id === undefined) {
    const store = stores.find(({ id }) => id === store_id);
    return { ...wanted, external_store_id: store?.external_id ?? '' };
  }
  const store = stores.find((one) => one.external_id === external_store_id);
  if (store === undefined || external_store_id === '') {
    throw invalid(
      `No store has the external id ${external_store_id}.`,
      'INEXISTENT_EXTERNAL_STORE_ID',
    );
  }
  if (store_id !== undefined && store_id !== store.id) {
    throw invalid('store_id and external_store_id name two stores.', 'EXTERNAL_STORE_ID_NOT_MATCH');
  }
  return { ...wanted, store_id: store.id };
}

/** GET /pos: the seller's POS, the first one first, then in the order they were made. */
export async function listPos(state: State, account: SandboxAccount, query: URLSearchParams) {
  // Assumption: a page holds 50 when no limit is asked for.
  const limit = pageNumber(query, 'limit', 50);
  const offset = pageNumber(query, 'offset', 0);
  const filters = (['external_id', 'store_id', 'external_store_id', 'category'] as const).flatMap(
    (name) => {
      const wanted = query.get(name);
      return wanted === null ? [] : [(pos: WirePos) => String(pos[name] ?? '') === wanted];
    },
  );
  const all = (await allRecords(state, account)).map(({ pos }) => pos);
  const matches = all.filter((pos) => filters.every((fits) => fits(pos)));
  return {
    paging: { total: matches.length, offset, limit },
    results: matches.slice(offset, offset + limit).map(inList),
  };
}

// The page of the search lacks these two.
function inList(pos: WirePos): Partial<WirePos> {
  const { status, uuid, ...listed } = pos;
  void [status, uuid];
  return listed;
}

async function allRecords(state: State, account: SandboxAccount): Promise<PosRecord[]> {
  const first = firstPos(account);
  const records = new Map([[keyOf(account, first), first]]);
  for await (const record of state.points.list()) {
    if (record.user_id === String(account.user.id)) records.set(keyOf(account, record), record);
  }
  return [...records.values()]
    .filter(({ isDeleted }) => isDeleted !== true)
    .sort(
      (a, b) =>
        a.created_date.localeCompare(b.created_date) ||
        (a.pos.external_id ?? '').localeCompare(b.pos.external_id ?? ''),
    );
}
