import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { columnOf } from '../../../src/batch/row-columns.ts';
import { readRows, type Row } from '../../../src/batch/rows.ts';
import { CliError } from '../../../src/errors.ts';
import type { Shard } from '../../../src/batch/shard.ts';

/** A text as a file gives it: bytes, in pieces of this size. */
async function* bytesOf(text: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(text: string | Uint8Array, shard?: Shard, size?: number): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(bytesOf(text, size), shard)) rows.push(row);
  return rows;
}

/** Each row as its number and what it says, or the sentence of its error. */
const told = (rows: Row[]) =>
  rows.map((row) => [
    row.row,
    'error' in row
      ? `${row.error.exitCode} ${row.error.code}: ${row.error.message}`
      : 'body' in row.content
        ? row.content.body
        : row.content.flags,
  ]);

const read = async (text: string | Uint8Array) => told(await all(text));

const refused = async (text: string): Promise<CliError> => {
  const error: unknown = await all(text).catch((thrown: unknown) => thrown);
  if (error instanceof CliError) return error;
  throw new Error(`It was read: ${text}`);
};

describe('CSV', () => {
  test.each<[string, string, unknown]>([
    [
      'rows under a head',
      'amount,pos\n50,P1\n24.50,P2\n',
      [
        { amount: '50', pos: 'P1' },
        { amount: '24.50', pos: 'P2' },
      ],
    ],
    ['no end of line at the end', 'amount\n50', [{ amount: '50' }]],
    ['CRLF and a byte order mark', '\uFEFFamount,pos\r\n50,P1\r\n', [{ amount: '50', pos: 'P1' }]],
    [
      'semicolons, as spreadsheets of half the world write',
      'amount;description\n50;a, b\n',
      [{ amount: '50', description: 'a, b' }],
    ],
    [
      'a line that names the separator',
      'sep=;\namount;pos\n50;P1\n',
      [{ amount: '50', pos: 'P1' }],
    ],
    [
      'such a line as spreadsheets of Windows write it',
      '\uFEFF"sep=,"\r\namount,description\r\n50,a;b;c\r\n',
      [{ amount: '50', description: 'a;b;c' }],
    ],
    ['tabs', 'amount\tpos\n50\tP1\n', [{ amount: '50', pos: 'P1' }]],
    [
      'capitals, spaces and underscores in the head',
      ' Amount , Marketplace_Fee\n50,1\n',
      [{ amount: '50', marketplaceFee: '1' }],
    ],
    [
      'quotes',
      'description,amount\n"a ""b"", c\nd",50\n',
      [{ description: 'a "b", c\nd', amount: '50' }],
    ],
    [
      'an empty cell, which says nothing',
      'amount,pos\n50,\n,P1\n',
      [{ amount: '50' }, { pos: 'P1' }],
    ],
    [
      'item columns, which may repeat',
      'amount,item,item\n5,"title=a,price=2","title=b,price=3"\n',
      [{ amount: '5', item: ['title=a,price=2', 'title=b,price=3'] }],
    ],
    [
      'items as JSON',
      'amount,items\n5,"[{""title"":""a""}]"\n',
      [{ amount: '5', items: [{ title: 'a' }] }],
    ],
    [
      'every column',
      'amount,total,pos,mode,reference,description,expires,discount,platform-id,integrator-id,sponsor-id\n1,2,3,4,5,6,7,8=9,10,11,12\n',
      [
        {
          amount: '1',
          total: '2',
          pos: '3',
          mode: '4',
          reference: '5',
          description: '6',
          expires: '7',
          discount: ['8=9'],
          platformId: '10',
          integratorId: '11',
          sponsorId: '12',
        },
      ],
    ],
    ['empty cells too many at the end', 'amount,pos\n50,P1,,\n', [{ amount: '50', pos: 'P1' }]],
    ['a head and no row', 'amount,pos\n', []],
    ['nothing', '', []],
    ['white space', ' \n\n', []],
  ])('%s', async (_what, text, flags) => {
    expect(await read(text)).toEqual((flags as object[]).map((one, i) => [i + 1, one]));
  });

  test('counts neither blank lines nor lines of empty cells', async () => {
    expect(await read('\n\namount,pos\n\n50,P1\n,\n\r\n60,P2\n')).toEqual([
      [1, { amount: '50', pos: 'P1' }],
      [2, { amount: '60', pos: 'P2' }],
    ]);
  });

  test('a row that is wrong is that row’s error', async () => {
    const latin1 = Buffer.concat([
      Buffer.from('amount,description\n50,caf'),
      Buffer.from([0xe9]),
      Buffer.from('\n'),
    ]);
    expect([
      ...(await read('amount,pos\n50,P1,x\n50\n7,P1\n')),
      ...(await read('amount,items\n5,{}\n5,[\n')),
      ...(await read(latin1)),
    ]).toEqual([
      [1, '2 invalid_row: The row has 3 cells, but the header has 2.'],
      [2, '2 invalid_row: The row has 1 cell, but the header has 2.'],
      [3, { amount: '7', pos: 'P1' }],
      [1, '2 invalid_row: "items" takes a list of items as the API takes them, in JSON.'],
      [2, '2 invalid_row: "items" takes a list of items as the API takes them, in JSON.'],
      [1, '2 invalid_row: The row is not UTF-8.'],
    ]);
  });

  test.each([
    [
      'a column that is none',
      'amount,colour\n50,red\n',
      'unknown_column',
      'There is no column "colour".',
    ],
    [
      'several columns that are none',
      'importe;pos;colour\n50;P1;red\n',
      'unknown_column',
      '2 columns are not known.',
    ],
    ['a column without a name', 'amount,\n50,red\n', 'unknown_column', 'A column has no name.'],
    [
      'a column that is there twice',
      'pos,amount,POS\n',
      'unknown_column',
      'The column pos appears twice.',
    ],
    [
      'a quote that never ends',
      'amount,pos\n50,"P1\n60,P2\n',
      'invalid_csv',
      '--from: the file is not CSV from here on, and the rest was not read.',
    ],
    [
      'a quote that ends too early',
      'amount,pos\n50,"P1"x\n',
      'invalid_csv',
      '--from: the file is not CSV from here on, and the rest was not read.',
    ],
    ['a JSON list', ' [{"amount":"50"}]', 'invalid_input', '--from: the file holds a JSON list.'],
  ])('%s is wrong usage', async (_what, text, code, message) => {
    expect(await refused(text)).toMatchObject({ exitCode: 2, code, message });
  });

  /** The rows that came, and the detail of the error that ended them. */
  async function until(text: string, size?: number) {
    const rows: Row[] = [];
    let fault: unknown;
    try {
      for await (const row of readRows(bytesOf(text, size))) rows.push(row);
    } catch (error) {
      fault = error;
    }
    return { rows: told(rows), details: fault instanceof CliError ? fault.facts.details : fault };
  }

  const good = (count: number) =>
    Array.from({ length: count }, (_none, i) => `${i + 1},"P,${i + 1}"\n`);
  const goodRows = (count: number) =>
    Array.from({ length: count }, (_none, i) => [i + 1, { amount: `${i + 1}`, pos: `P,${i + 1}` }]);
  const never = 'the opening quote is never closed.';
  const goesOn = 'the cell goes on after its closing quote.';

  test.each<[what: string, count: number, rest: string, detail: string]>([
    ['in the first row', 0, '50,"P1\n60,P2\n', `Line 2: ${never}`],
    ['after three rows', 3, '50,"P1\n60,P2\n70,P3\n', `Line 5: ${never}`],
    ['after hundreds', 400, '50,"P1\n60,P2\n', `Line 402: ${never}`],
    ['after blank lines', 3, '\n\n50,"P1\n', `Line 7: ${never}`],
    ['before blanks', 3, '50,  "P1\n\n\n', `Line 5: ${never}`],
    ['in a row with a cell of two lines before', 3, '"5\n0","P1\n60\n', `Line 6: ${never}`],
    ['and CRLF', 3, '"5\r\n\r\n0","P1\r\n60\r\n', `Line 7: ${never}`],
    ['among letters of two bytes', 3, 'é,"ñ\n', `Line 5: ${never}`],
    ['a quote that ends too early', 400, '50,"P1"x\n60,P2\n', `Line 402: ${goesOn}`],
    ['and in another line', 3, '50,"P\n1"x\n60,P2\n', `Line 5: ${goesOn}`],
    ['letters behind blanks', 3, '50,"P1" x\n60,P2\n', `Line 5: ${goesOn}`],
    ['a quote inside a cell', 3, '50,5"\n60,P2\n', 'Line 5: a cell has a quote in the middle.'],
  ])(
    'rows before a fault come through, which is told by its line: %s',
    async (_what, count, rest, detail) => {
      const text = `amount,pos\n${good(count).join('')}${rest}`;
      for (const size of [undefined, 7]) {
        const { rows, details } = await until(text, size);
        expect(rows).toEqual(goodRows(count));
        expect(details).toEqual([detail]);
      }
    },
  );

  test('a row that is too long is that row’s error', async () => {
    const long = 'x'.repeat(2 * 1024 * 1024);
    for (const cell of [long, `"${long}"`]) {
      const { rows, details } = await until(`amount,pos\n${good(2).join('')}3,${cell}\n4,P4\n`);
      expect(details).toBeUndefined();
      expect(rows).toEqual([
        ...goodRows(2),
        [3, '2 invalid_row: The row is longer than 1 MiB.'],
        [4, { amount: '4', pos: 'P4' }],
      ]);
    }
  });

  test.each([
    ['an endless cell', 'x', ''],
    ['a quote that is never closed', '"x', ' Is the quote that opens there closed?'],
  ])('%s is not read to its end', async (_what, start, question) => {
    let pulled = 0;
    async function* chunks() {
      yield Buffer.from(`amount,pos\n${good(2).join('')}3,${start}`);
      for (; pulled < 10_000; pulled += 1) yield Buffer.from('x'.repeat(65_536));
    }
    const rows: Row[] = [];
    const reading = (async () => {
      for await (const row of readRows(chunks())) rows.push(row);
    })();
    await expect(reading).rejects.toMatchObject({
      exitCode: 2,
      facts: { details: [`Line 4: a cell makes the row longer than 8 MiB.${question}`] },
    });
    expect([told(rows), pulled < 200]).toEqual([goodRows(2), true]);
  });

  const cell = fc
    .string({ unit: 'binary', maxLength: 12 })
    .filter((text) => text !== '' && !/\uFFFD/.test(text));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test('whatever is quoted is read back, however the bytes come', async () => {
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(',', ';', '\t'),
        async (cells, size, mark) => {
          const lines = cells.map((row) => row.map(quoted).join(mark));
          const text = [['reference', 'description', 'pos'].join(mark), ...lines].join('\n');
          expect(told(await all(text, undefined, size))).toEqual(
            cells.map(([reference, description, pos], i) => [
              i + 1,
              { reference, description, pos },
            ]),
          );
        },
      ),
    );
  });
});

describe('NDJSON', () => {
  test.each<[string, string, unknown]>([
    ['a row', '{"amount":"50","pos":"P1"}', { amount: '50', pos: 'P1' }],
    [
      'a number as it is written',
      '{"amount":24.50,"reference":12345678901234567890,"sponsor_id":7}',
      { amount: '24.50', reference: '12345678901234567890', sponsorId: '7' },
    ],
    ['null, which says nothing', '{"amount":"5","pos":null}', { amount: '5' }],
    [
      'one item, or several',
      '{"item":"title=a","discount":["account_money=4","x=3"]}',
      { item: ['title=a'], discount: ['account_money=4', 'x=3'] },
    ],
    [
      'items as the API takes them',
      '{"items":[{"title":"a","quantity":2}]}',
      { items: [{ title: 'a', quantity: 2 }] },
    ],
    [
      'braces and quotes in a text',
      '{"description":"{\\"a\\":[1,\\"","amount":"5"}',
      { description: '{"a":[1,"', amount: '5' },
    ],
    [
      'a body with transactions',
      '{"transactions":{"payments":[]},"new":{"field":1}}',
      { transactions: { payments: [] }, new: { field: 1 } },
    ],
    ['a body with config', '{"config":{}}', { config: {} }],
    ['a row with nothing in it', '{}', {}],
  ])('%s', async (_what, line, value) => {
    expect(await read(`${line}\n`)).toEqual([[1, value]]);
  });

  test.each([
    ['{"amount":', 'The row is not JSON.'],
    ['{"amount":"5"} {}', 'The row is not JSON.'],
    ['"amount"', 'The row is not a JSON object.'],
    ['[1]', 'The row is not a JSON object.'],
    ['{"colour":"red"}', 'There is no column "colour".'],
    ['{"amount":"5","amount":"6"}', '"amount" appears twice.'],
    ['{"marketplace-fee":"5","marketplace_fee":"5"}', '"marketplace_fee" appears twice.'],
    ['{"amount":true}', '"amount" takes a text.'],
    ['{"amount":{"a":1}}', '"amount" takes a text.'],
    ['{"item":[1]}', '"item" takes a text, or a list of texts.'],
    ['{"items":"items.json"}', '"items" takes a list of items as the API takes them.'],
    [`{"description":"${'x'.repeat(1024 * 1024)}"}`, 'The row is longer than 1 MiB.'],
  ])('%.40s is that row’s error', async (line, message) => {
    const rows = await read(`{"amount":"1"}\n${line}\n\n{"amount":"3"}\n`);
    expect(rows).toEqual([
      [1, { amount: '1' }],
      [2, expect.stringMatching(/^2 (invalid_row|unknown_column): /)],
      [3, { amount: '3' }],
    ]);
    expect(rows[1]?.[1]).toContain(message);
  });

  test.each([
    ['external_reference', 'reference'],
    ['total_amount', 'amount'],
    ['External-POS-ID', 'pos'],
    ['descripción', 'description'],
    ['Referense', 'reference'],
  ])('a column called %s is asked for as %s', (name, meant) => {
    expect(() => columnOf(name)).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ hint: expect.stringContaining(`mean ${meant}? Columns`) }),
      }),
    );
  });

  test('is read whole, however the bytes come', async () => {
    const row = fc.record({ description: fc.string({ unit: 'binary' }), reference: fc.string() });
    const rows = fc.array(row, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 30 }), async (values, size) => {
        fc.pre(values.every((one) => !JSON.stringify(one).includes('\uFFFD')));
        const text = `\uFEFF\n${values.map((one) => JSON.stringify(one)).join('\r\n\n')}`;
        expect(told(await all(text, undefined, size))).toEqual(
          values.map((one, i) => [i + 1, one]),
        );
      }),
    );
  });
});

describe('a shard', () => {
  const text = Array.from({ length: 10 }, (_none, i) => `{"reference":"r${i + 1}"}\n`).join('');

  test.each([1, 2, 3, 11])(
    'of %i: together they hold each row once, by its own number',
    async (count) => {
      const numbers: number[] = [];
      for (let index = 1; index <= count; index += 1) {
        for (const row of await all(text, { index, count })) {
          expect(told([row])).toEqual([[row.row, { reference: `r${row.row}` }]]);
          expect(row.row % count).toBe(index % count);
          numbers.push(row.row);
        }
      }
      expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    },
  );
});

describe('back-pressure', () => {
  const text = 'x'.repeat(2_000);

  test.each([
    ['NDJSON', '', `{"description":"${text}"}\n`],
    ['CSV', 'description\n', `${text}\n`],
  ])('of %s: what is read ahead does not grow with the rows', async (_format, head, line) => {
    let pulled = 0;
    async function* chunks() {
      yield Buffer.from(head);
      for (;;) {
        pulled += 1;
        yield Buffer.from(line);
      }
    }
    const rows = readRows(chunks());
    for (let i = 1; i <= 300; i += 1) {
      await rows.next();
      // The CSV parser holds 16 rows, and 16 KiB before them.
      expect(pulled - i).toBeLessThan(50);
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(pulled).toBeLessThan(350);
    await rows.return(undefined);
  });
});

test.each(['utf16le', 'utf16be'])('a file in UTF-16 is read: %s', async (order) => {
  const bytes = Buffer.from('\uFEFFamount,pos,description\r\n50,P1,Café 🥐\r\n', 'utf16le');
  const file = order === 'utf16le' ? bytes : bytes.swap16();
  const rows = await all('amount,pos,description\n50,P1,Café 🥐\n');
  for (const size of [1, 3, 1000]) expect(await all(file, undefined, size)).toEqual(rows);
});
