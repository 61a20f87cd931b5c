import { describe, expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const create = ['create', '--amount', '5', '--mode', 'dynamic'];

/** What is said of a refused create, but for what changes from run to run. */
const refusedCreate = async (...words: string[]) => {
  const { code, stderr } = await run([...create, '--pos', 'NOPE', ...words, '--sandbox', '-q']);
  const lines = stderr.split('\n').filter((line) => !/^Request id: /.test(line));
  return { code, lines };
};

describe('an error tells what to do in its own system, whatever was typed', () => {
  test.each(['abc', 'ord_abc', '1172452900788-01', 'ORD01J67CQQH5904WDBVZEM4JMEP3'])(
    'create --reference %s',
    async (reference) => {
      expect(await refusedCreate('--reference', reference)).toEqual({
        code: 5,
        lines: [
          expect.stringMatching(/^Error: Mercado Pago answered 404: .* \[pos_not_found\]$/),
          "  - '$.config.qr.external_pos_id' names no POS: NOPE",
          'Name a POS by its external_id, which this account must have; a POS made in the panel has none until it is given one.',
          'More about it: `mp-orders help going-live`',
          '  mp-orders pos list --sandbox',
          '',
        ],
      });
    },
  );

  test.each([
    ['ord_8wmqcHMN4U', 'mp-orders auth status --provider mollie --sandbox'],
    ['1172452900788-01', 'mp-orders auth status --provider vtex --sandbox'],
    ['ORDTST00001111222233334444555566', 'mp-orders auth status --sandbox'],
  ])('get %s, which is nowhere', async (id, next) => {
    const { code, stderr } = await run(['get', id, '--sandbox', '--json']);
    const { error } = JSON.parse(stderr) as { error: { next: string[] } };
    expect({ code, first: error.next[0] }).toEqual({ code: 5, first: next });
  });

  test('a list that is refused names no order, though one is its reference', async () => {
    const { fetch } = scriptedFetch(answer(401, { errors: [{ code: 'unauthorized' }] }));
    const { code, stderr } = await run(['list', '--reference', 'ord_8wmqcHMN4U', '--json'], {
      env: { MP_ACCESS_TOKEN: 'APP_USR-1' },
      fetch,
    });
    const { error } = JSON.parse(stderr) as { error: { next: string[] } };
    expect({ code, next: error.next }).toEqual({
      code: 4,
      next: ['mp-orders auth status', 'mp-orders auth login'],
    });
  });
});
