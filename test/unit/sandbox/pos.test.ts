import { describe, expect, test } from '@jest/globals';
import { order, testSandbox } from './test-sandbox.ts';

const first = 'EXTERNALPOS019285';
const at = (external_pos_id: string) => order({ config: { qr: { external_pos_id } } });
const pos = (external_id: string, extra: object = {}) => ({ name: 'Till', external_id, ...extra });

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
              name: 'First point of sale',
              store_id: expect.stringMatching(/^\d+$/),
              external_id: first,
              qr: { image: expect.stringContaining('https://') },
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
    expect(body).toMatchObject({ paging: { total: 1 }, results: [mine] });
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
    ['no object', [], 'bad_request'],
    ['no external_id', { name: 'x' }, 'bad_request'],
    ['an external_id of other characters', pos('a b'), 'bad_request'],
    ['no name', { external_id: 'X' }, 'bad_request'],
    ['a store_id of the wrong type', pos('X', { store_id: {} }), 'bad_request'],
    ['an external_id in use', pos(first), 'point_of_sale_exists'],
  ])('with %s is refused in the classic format', async (_, body, name) => {
    const reply = await testSandbox().call('POST', '/pos', { body });
    expect(reply).toMatchObject({
      status: 400,
      body: { message: expect.any(String), error: name, status: 400, cause: expect.any(Array) },
    });
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
      expect({ status: reply.status, body: reply.body }).toStrictEqual({
        status: 200,
        body: expected,
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
