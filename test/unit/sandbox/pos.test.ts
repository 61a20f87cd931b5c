import { describe, expect, test } from '@jest/globals';
import { sandboxAccounts } from '../../../src/sandbox/accounts.ts';
import { order, testSandbox } from './test-sandbox.ts';

const first = 'EXTERNALPOS019285';
const at = (external_pos_id: string) => order({ config: { qr: { external_pos_id } } });
const pos = (external_id: string, extra: object = {}) => ({ name: 'Till', external_id, ...extra });

/** A DELETE, whose answer has no body. */
async function remove(call: ReturnType<typeof testSandbox>['call'], id: number) {
  const reply = await call('DELETE', `/pos/${id}`);
  return reply.status;
}

describe('a point of sale', () => {
  test('is there from the start, for every seller', async () => {
    const { call } = testSandbox();
    for (const profile of ['sandbox', 'sandbox-br']) {
      const { status, body } = await call('GET', '/pos', { profile });
      expect({ status, body }).toStrictEqual({
        status: 200,
        body: {
          paging: { total: 1, offset: 0, limit: 50 },
          results: [
            {
              id: expect.any(Number),
              qr: {
                image: expect.stringMatching(/^https:.*\.png$/),
                template_document: expect.stringMatching(/^https:.*\.pdf$/),
                template_image: expect.stringMatching(/^https:.*\.png$/),
              },
              date_created: expect.any(String),
              date_last_updated: expect.any(String),
              user_id: profile === 'sandbox' ? 2041100001 : 2041100002,
              name: 'First point of sale',
              fixed_amount: false,
              category: null,
              store_id: expect.stringMatching(/^\d+$/),
              external_store_id: '',
              external_id: first,
            },
          ],
        },
      });
    }
  });

  test('made through the API takes orders of its seller and of no other', async () => {
    const { call, create } = testSandbox();
    const made = await call('POST', '/pos', { body: pos('TILL2', { store_id: 42, category: 1 }) });
    expect(made).toMatchObject({ status: 201, body: { external_id: 'TILL2', store_id: '42' } });
    await expect(create(at('TILL2'))).resolves.toMatchObject({ status: 'created' });
    const options = { profile: 'sandbox-br', body: at('TILL2') };
    expect(await call('POST', '/v1/orders', options)).toMatchObject({ status: 404 });
  });

  test('made by addPos is the one the API gives', async () => {
    const { call, sandbox } = testSandbox();
    const mine = await sandbox.addPos('TILL2');
    const theirs = await sandbox.addPos('TILL2', 'sandbox-br');
    expect(theirs.id).not.toBe(mine.id);
    const { body } = await call('GET', '/pos?external_id=TILL2');
    const { status, uuid, ...listed } = mine;
    void [status, uuid];
    expect(body).toMatchObject({ paging: { total: 1 }, results: [listed] });
  });

  test.each([
    [first, undefined, 6],
    ['TILL2', undefined, 6],
    ['not a name', undefined, 2],
    ['TILL3', 'nobody', 2],
  ])('%s for %s is refused by addPos with exit code %i', async (id, profile, exitCode) => {
    const { sandbox } = testSandbox();
    await sandbox.addPos('TILL2');
    await expect((async () => sandbox.addPos(id, profile))()).rejects.toMatchObject({ exitCode });
  });

  test.each([
    ['no object', [], 'MISSING_BODY'],
    ['an external_id of other characters', pos('a b'), 'INVALID_EXTERNAL_ID'],
    ['an external_id that is too long', pos('a'.repeat(41)), 'EXTERNAL_ID_TOO_LONG'],
    ['no name', { external_id: 'X' }, 'INVALID_NAME'],
    ['a long name', pos('X', { name: 'n'.repeat(45) }), 'NAME_TOO_LONG'],
    ['a store_id of the wrong type', pos('X', { store_id: {} }), 'INVALID_STORE_ID'],
    ['a field that is none', pos('X', { colour: 'red' }), 'UNKNOWN_FIELD_EXCEPTION'],
    ['a fixed_amount of the wrong type', pos('X', { fixed_amount: 1 }), 'INVALID_FIXED_AMOUNT'],
    ['a category of the wrong type', pos('X', { category: '1' }), 'INVALID_CATEGORY'],
    ['a store nobody has', pos('X', { external_store_id: 'Y' }), 'INEXISTENT_EXTERNAL_STORE_ID'],
    ['a url that is none', pos('X', { url: 'x', fixed_amount: true }), 'INVALID_URL'],
    ['a url and an open amount', pos('X', { url: 'https://a.example' }), 'FIXED_AMOUNT_FALSE'],
  ])('with %s is refused in the classic format', async (_, body, code) => {
    const reply = await testSandbox().call('POST', '/pos', { body });
    const error = 'bad_request';
    expect(reply).toMatchObject({
      status: 400,
      body: { message: expect.any(String), error, status: 400, cause: [{ code }] },
    });
  });

  test('with an external_id in use is refused as the live API refuses it', async () => {
    const reply = await testSandbox().call('POST', '/pos', { body: pos(first) });
    expect({ status: reply.status, body: reply.body }).toStrictEqual({
      status: 409,
      body: {
        message: 'Point of sale with corresponding user and id exists',
        error: 'point_of_sale_exists',
        status: 409,
        cause: [],
      },
    });
  });

  test('made in the panel gets its name later, and can then be named', async () => {
    const { call, create } = testSandbox();
    const { body } = await call('POST', '/pos', { body: { name: 'Till', store_id: 123456 } });
    const { id } = body as { id: number };
    expect(body).not.toHaveProperty('external_id');
    expect(await call('POST', '/v1/orders', { body: at('TILL9') })).toMatchObject({ status: 404 });
    const named = await call('PUT', `/pos/${id}`, { body: { external_id: 'TILL9' } });
    expect(named).toMatchObject({ status: 200, body: { id, name: 'Till', external_id: 'TILL9' } });
    await expect(create(at('TILL9'))).resolves.toMatchObject({ status: 'created' });
    expect(await call('GET', '/pos?external_id=TILL9')).toMatchObject({
      body: { paging: { total: 1 }, results: [{ id }] },
    });
  });

  test('that is renamed or deleted sets its name free', async () => {
    const { call } = testSandbox();
    const make = async (name: string) => {
      const reply = await call('POST', '/pos', { body: pos(name) });
      return [reply.status, (reply.body as { id: number }).id] as const;
    };
    const [, a] = await make('A');
    await call('PUT', `/pos/${a}`, { body: { external_id: 'B' } });
    expect(await call('PUT', `/pos/${a}`, { body: { external_id: first } })).toMatchObject({
      status: 409,
    });
    const [status, again] = await make('A');
    expect([status, again === a]).toEqual([201, false]);
    expect((await make('B'))[0]).toBe(409);
    expect(await remove(call, a)).toBe(204);
    expect(await remove(call, a)).toBe(404);
    expect((await make('B'))[0]).toBe(201);
    expect(await call('POST', '/v1/orders', { body: at('B') })).toMatchObject({ status: 201 });
  });

  test('that is there from the start can be changed and deleted too', async () => {
    const { call } = testSandbox();
    const { body } = await call('GET', '/pos');
    const [{ id }] = (body as { results: [{ id: number }] }).results;
    await call('PUT', `/pos/${id}`, { body: { name: 'Counter' } });
    expect(await call('GET', '/pos')).toMatchObject({
      body: { paging: { total: 1 }, results: [{ id, name: 'Counter', external_id: first }] },
    });
    await remove(call, id);
    expect(await call('POST', '/v1/orders', { body: at(first) })).toMatchObject({ status: 404 });
  });

  test('of many made at once with one name, one is made', async () => {
    const { call } = testSandbox();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', '/pos', { body: pos('ONE') })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
  });
});

describe('GET /pos', () => {
  test('pages in the order they were made, and filters by store', async () => {
    const { call, machine } = testSandbox();
    for (const name of ['C', 'A', 'B']) {
      machine.time += 1;
      await call('POST', '/pos', { body: pos(name, { store_id: name === 'A' ? '7' : '8' }) });
    }
    const ids = async (query: string) => {
      const { body } = await call('GET', `/pos${query}`);
      const page = body as { paging: { total: number }; results: { external_id: string }[] };
      return [page.paging.total, ...page.results.map(({ external_id }) => external_id)];
    };
    expect(await ids('')).toEqual([4, first, 'C', 'A', 'B']);
    expect(await ids('?limit=2&offset=1')).toEqual([4, 'C', 'A']);
    expect(await ids('?store_id=8')).toEqual([2, 'C', 'B']);
    expect(await ids('?external_id=A&store_id=8')).toEqual([0]);
    expect(await ids('?external_id=NONE')).toEqual([0]);
    expect(await call('GET', '/pos?limit=x')).toMatchObject({ status: 400 });
  });
});

describe('GET /pos/:id', () => {
  test('gives a POS as the list gives it', async () => {
    const { call, sandbox } = testSandbox();
    const made = await sandbox.addPos('TILL2');
    const { body } = await call('GET', `/pos?external_id=${first}`);
    const { results } = body as { results: (typeof made)[] };
    for (const expected of [made, ...results]) {
      const reply = await call('GET', `/pos/${expected.id}`);
      expect(reply).toMatchObject({
        status: 200,
        body: {
          ...expected,
          status: 'active',
          uuid: expect.stringMatching(/^[0-9a-f]{64}$/),
          site: 'MLA',
          qr_code: expect.stringMatching(/^000201.*6304[0-9A-F]{4}$/),
        },
      });
    }
  });

  test.each([
    ['of another seller', { profile: 'sandbox-br' }, 404, 'not_found', '1'],
    ['with a token that is not known', { authorization: null }, 401, 'unauthorized', undefined],
    ['as the broken seller', { profile: 'sandbox-broken' }, 500, 'internal_error', undefined],
  ])('%s is refused', async (_, options, status, error, code) => {
    const { call, sandbox } = testSandbox();
    const { id } = await sandbox.addPos('TILL2');
    const reply = await call('GET', `/pos/${id}`, options);
    const cause = code ? [{ code, description: expect.any(String) }] : [];
    const body = { message: expect.any(String), error, status, cause };
    expect({ status: reply.status, body: reply.body }).toStrictEqual({ status, body });
  });

  test.each([
    ['12', 404, 'not_found'],
    ['TILL2', 400, 'bad_request'],
    ['-1', 400, 'bad_request'],
  ])('%s is refused in the classic format', async (id, status, error) => {
    const { call, sandbox } = testSandbox();
    await sandbox.addPos('TILL2');
    const reply = await call('GET', `/pos/${id}`);
    expect(reply).toMatchObject({ status, body: { error, status, cause: [{}] } });
  });
});

describe('stores', () => {
  const [{ user }] = sandboxAccounts as [(typeof sandboxAccounts)[0]];
  const stores = `/users/${user.id}/stores`;
  const location = {
    street_number: '12',
    street_name: 'Calle Falsa',
    city_name: 'La Plata',
    state_name: 'Buenos Aires',
    latitude: -34.92,
    longitude: -57.95,
  };
  const kiosk = { name: 'Kiosk', location, external_id: 'SOL1' };

  test('are made, found, changed and deleted, and points of sale stand in them', async () => {
    const { call } = testSandbox();
    const hours = { monday: [{ open: '08:00', close: '12:00' }] };
    const made = await call('POST', stores, { body: { ...kiosk, business_hours: hours } });
    const store = {
      id: expect.stringMatching(/^\d+$/) as unknown,
      name: 'Kiosk',
      business_hours: hours,
      location: {
        address_line: 'Calle Falsa 12, La Plata, Buenos Aires',
        latitude: -34.92,
        longitude: -57.95,
        reference: '',
      },
      external_id: 'SOL1',
    };
    expect({ status: made.status, body: made.body }).toStrictEqual({
      status: 201,
      body: { ...store, date_created: expect.any(String) },
    });
    const { id } = made.body as { id: string };
    const dated = { ...store, date_creation: expect.any(String) };
    expect((await call('GET', `/stores/${id}`)).body).toStrictEqual(dated);
    expect((await call('GET', `${stores}/search?external_id=SOL1`)).body).toStrictEqual({
      paging: { total: 1, offset: 0, limit: 30 },
      results: [dated],
    });
    expect((await call('GET', `${stores}/search`)).body).toMatchObject({ paging: { total: 2 } });
    const till = pos('TILL2', { external_store_id: 'SOL1' });
    expect((await call('POST', '/pos', { body: till })).body).toMatchObject({ store_id: id });
    expect((await call('GET', '/pos?external_store_id=SOL1')).body).toMatchObject({
      paging: { total: 1 },
    });
    expect((await call('GET', `/users/${user.id}/pos`)).body).toMatchObject({
      paging: { total: 2 },
    });
    const changed = await call('PUT', `${stores}/${id}`, { body: { name: 'Shop' } });
    expect(changed.body).toStrictEqual({ ...dated, name: 'Shop' });
    expect(await call('DELETE', `${stores}/${id}`)).toMatchObject({
      status: 200,
      body: { store: Number(id), user: user.id },
    });
    expect(await call('GET', `/stores/${id}`)).toMatchObject({ status: 404 });
  });

  test.each([
    ['no name', { location }, 'INVALID_NAME'],
    ['no location', { name: 'x' }, 'INVALID_LOCATION'],
    ['no object', [], 'VALIDATION_ERROR'],
    ['a field that is none', { ...kiosk, colour: 'red' }, 'UNKNOWN_FIELD'],
    ['no street', { ...kiosk, location: { ...location, street_name: '' } }, 'INVALID_STREET_NAME'],
    [
      'a number of a house',
      { ...kiosk, location: { ...location, street_number: 12 } },
      'INVALID_STREET_NUMBER',
    ],
    ['no such place', { ...kiosk, location: { ...location, latitude: 91 } }, 'INVALID_LATITUDE'],
    ['a day that is none', { ...kiosk, business_hours: { funday: [] } }, 'INVALID_DAY'],
    [
      'an hour that is none',
      { ...kiosk, business_hours: { monday: [{ open: '25:00', close: '26:00' }] } },
      'INVALID_BUSINESS_HOURS',
    ],
    ['an external_id of other characters', { ...kiosk, external_id: 'a b' }, 'VALIDATION_ERROR'],
  ])('with %s are refused', async (_, body, code) => {
    const reply = await testSandbox().call('POST', stores, { body });
    expect(reply).toMatchObject({ status: 400, body: { status: 400, cause: [{ code }] } });
  });

  test('with an external_id in use, of another user, and unknown ones are refused', async () => {
    const { call } = testSandbox();
    await call('POST', stores, { body: kiosk });
    expect(await call('POST', stores, { body: kiosk })).toMatchObject({
      status: 400,
      body: { message: "external id 'SOL1' is already assigned to this user" },
    });
    const other = { profile: 'sandbox-br' };
    expect(await call('GET', `${stores}/search`, other)).toMatchObject({ status: 403 });
    expect(await call('GET', '/stores/1', other)).toMatchObject({ status: 404 });
    expect(await call('GET', '/stores/x')).toMatchObject({ status: 400 });
    expect(await call('GET', '/users/me')).toMatchObject({ status: 200 });
  });
});
