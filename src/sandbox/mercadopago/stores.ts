import { randomInt } from '../../quick-crypto.ts';
import type { SandboxAccount } from '../accounts.ts';
import { ClassicRefusal } from './errors.ts';
import { isObject } from './schema.ts';
import type { State } from './state.ts';
import type { StoreRecord, WireStore } from './wire.ts';

/*
 * Stores, as the pages of `/users/{user_id}/stores` and `/stores/{id}` have them. Assumptions: the body
 * of an error is that of all older resources; a store that still has points of sale can be deleted,
 * which no page speaks of; which city lies in which state is not looked at.
 */

const invalid = (code: string, description: string): ClassicRefusal =>
  new ClassicRefusal(400, 'bad_request', description, [{ code, description }]);

/** The store that every seller has from the start, with nothing on disk. */
export const firstStoreId = (account: SandboxAccount): string =>
  String(account.user.id % 10_000_000);

const firstStore = (account: SandboxAccount): StoreRecord => ({
  user_id: String(account.user.id),
  created_date: '2020-01-01T00:00:00.000Z',
  store: {
    id: firstStoreId(account),
    name: 'First store',
    date_created: '2020-01-01T00:00:00.000Z',
    business_hours: {},
    location: {
      address_line: `Example street 1, ${account.merchantCity}`,
      latitude: 0,
      longitude: 0,
      reference: '',
    },
    external_id: '',
  },
});

/** POST /users/:user/stores. */
export async function createStore(
  state: State,
  account: SandboxAccount,
  body: unknown,
): Promise<WireStore> {
  const wanted = readStore(body, { isWhole: true });
  if (wanted.external_id !== undefined) await refuseTaken(state, account, wanted.external_id);
  const at = state.machine.now().toISOString();
  for (;;) {
    const id = String(randomInt(10_000_000, 2 ** 31));
    const store: WireStore = {
      id,
      name: wanted.name ?? '',
      date_created: at,
      business_hours: wanted.business_hours ?? {},
      location: wanted.location ?? firstStore(account).store.location,
      external_id: wanted.external_id ?? '',
    };
    const record = { user_id: String(account.user.id), created_date: at, store };
    if (await state.stores.insert(id, record)) return store;
  }
}

/** GET /stores/:id and /users/:user/stores/:id. */
export async function getStore(state: State, account: SandboxAccount, id: string) {
  return dated((await readStoreRecord(state, account, id)).store);
}

/** PUT /users/:user/stores/:id. Assumption: what is not sent stays as it is. */
export async function updateStore(
  state: State,
  account: SandboxAccount,
  id: string,
  body: unknown,
) {
  const { store } = await readStoreRecord(state, account, id);
  const wanted = readStore(body, { isWhole: false });
  const { external_id: name } = wanted;
  if (name !== undefined && name !== store.external_id) await refuseTaken(state, account, name);
  const changed = await changeStore(state, account, id, (record) => ({
    ...record,
    store: { ...record.store, ...wanted },
  }));
  return dated(changed.store);
}

/** DELETE /users/:user/stores/:id. */
export async function deleteStore(state: State, account: SandboxAccount, id: string) {
  await readStoreRecord(state, account, id);
  await changeStore(state, account, id, (record) => ({ ...record, isDeleted: true }));
  return { store: Number(id), user: account.user.id };
}

/** GET /users/:user/stores/search. */
export async function searchStores(state: State, account: SandboxAccount, query: URLSearchParams) {
  const [limit, offset] = [pageNumber(query, 'limit', 30), pageNumber(query, 'offset', 0)];
  const externalId = query.get('external_id');
  const stores = (await allStores(state, account)).filter(
    (store) => externalId === null || store.external_id === externalId,
  );
  return {
    paging: { total: stores.length, offset, limit },
    results: stores.slice(offset, offset + limit).map(dated),
  };
}

/** A number of the query. Throws the classic refusal, `INVALID_LIMIT` of the limit. */
export function pageNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) {
    throw invalid(`INVALID_${name.toUpperCase()}`, `${name} must be a number.`);
  }
  return Number(text);
}

/** The seller's stores, the first one first, then in the order they were made. */
export async function allStores(state: State, account: SandboxAccount): Promise<WireStore[]> {
  const records = new Map([[firstStoreId(account), firstStore(account)]]);
  for await (const record of state.stores.list()) {
    if (record.user_id === String(account.user.id)) records.set(record.store.id, record);
  }
  return [...records.values()]
    .filter(({ isDeleted }) => isDeleted !== true)
    .sort((a, b) => a.created_date.localeCompare(b.created_date))
    .map(({ store }) => store);
}

/** The other calls than the create name the date otherwise. */
const dated = ({ id, name, date_created, ...rest }: WireStore) => ({
  id,
  name,
  date_creation: date_created,
  ...rest,
});

async function readStoreRecord(
  state: State,
  account: SandboxAccount,
  id: string,
): Promise<StoreRecord> {
  if (!/^\d{1,15}$/.test(id)) throw invalid('INVALID_STORE_ID', 'The id of a store is a number.');
  const store = (await state.stores.read(id))?.value;
  const record = store ?? (id === firstStoreId(account) ? firstStore(account) : undefined);
  if (record?.user_id === String(account.user.id) && record.isDeleted !== true) return record;
  throw new ClassicRefusal(404, 'not_found', `No store has the id ${id}.`);
}

async function changeStore(
  state: State,
  account: SandboxAccount,
  id: string,
  change: (record: StoreRecord) => StoreRecord,
): Promise<StoreRecord> {
  if (id === firstStoreId(account)) await state.stores.insert(id, firstStore(account));
  const changed = await state.stores.update(id, change);
  if (changed) return changed;
  throw new ClassicRefusal(404, 'not_found', `No store has the id ${id}.`);
}

// What live answers say: a 400 with this text (one source).
async function refuseTaken(state: State, account: SandboxAccount, externalId: string) {
  const stores = await allStores(state, account);
  if (!stores.some((store) => store.external_id === externalId)) return;
  const message = `external id '${externalId}' is already assigned to this user`;
  throw invalid('VALIDATION_ERROR', message);
}

type StoreFields = Partial<Pick<WireStore, 'name' | 'business_hours' | 'location' | 'external_id'>>;

const known = ['name', 'location', 'business_hours', 'external_id'];

function readStore(body: unknown, { isWhole }: { isWhole: boolean }): StoreFields {
  if (!isObject(body)) throw invalid('VALIDATION_ERROR', 'The body must be a JSON object.');
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid('UNKNOWN_FIELD', `Unknown field: ${unknown}.`);
  const { name, location, business_hours, external_id } = body;
  const isName = typeof name === 'string' && name.trim() !== '';
  if (name === undefined ? isWhole : !isName) throw invalid('INVALID_NAME', 'name is required.');
  if (location === undefined && isWhole) {
    throw invalid('INVALID_LOCATION', 'location is required.');
  }
  const isId = typeof external_id === 'string' && /^[A-Za-z0-9]{1,60}$/.test(external_id);
  if (external_id !== undefined && !isId) {
    throw invalid('VALIDATION_ERROR', 'external_id must have 1 to 60 letters and digits.');
  }
  return {
    ...(isName && { name }),
    ...(location !== undefined && { location: readLocation(location) }),
    ...(business_hours !== undefined && { business_hours: readHours(business_hours) }),
    ...(isId && { external_id }),
  };
}

function readLocation(value: unknown): WireStore['location'] {
  if (!isObject(value)) throw invalid('INVALID_LOCATION', 'location must be an object.');
  const text = (name: string): string => {
    const field = value[name];
    if (typeof field === 'string' && field.trim() !== '') return field;
    throw invalid(`INVALID_${name.toUpperCase()}`, `location.${name} must be a text.`);
  };
  const number = (name: string, most: number): number => {
    const field = value[name];
    if (typeof field === 'number' && Math.abs(field) <= most) return field;
    throw invalid(`INVALID_${name.toUpperCase()}`, `location.${name} must be a number of degrees.`);
  };
  const { reference = '' } = value;
  if (typeof reference !== 'string') {
    throw invalid('INVALID_REFERENCE', 'location.reference must be a text.');
  }
  const parts = ['street_name', 'street_number', 'city_name', 'state_name'].map(text);
  const [street, house, ...place] = parts;
  return {
    address_line: [`${street} ${house}`, ...place].join(', '),
    latitude: number('latitude', 90),
    longitude: number('longitude', 180),
    reference,
  };
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const mostSpans = 4;

function readHours(value: unknown): WireStore['business_hours'] {
  const wrong = (description: string) => invalid('INVALID_BUSINESS_HOURS', description);
  if (!isObject(value)) throw wrong('business_hours must be an object.');
  for (const [day, spans] of Object.entries(value)) {
    if (!days.includes(day)) throw invalid('INVALID_DAY', `${day} is not a day of the week.`);
    if (!Array.isArray(spans) || spans.length > mostSpans || !spans.every(isSpan)) {
      throw wrong(`business_hours.${day} must be at most ${mostSpans} spans of open and close.`);
    }
  }
  return value as WireStore['business_hours'];
}

const isTime = (value: unknown): boolean =>
  typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

const isSpan = (value: unknown): boolean =>
  isObject(value) && isTime(value['open']) && isTime(value['close']);
