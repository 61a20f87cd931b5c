import { describe, expect, test } from '@jest/globals';
import { renderDetails, renderTable } from '../../../src/terminal/table.ts';
import { textWidth } from '../../../src/terminal/wrap.ts';
import { testView } from './test-view.ts';

const view = (isTerminal: boolean, level: 0 | 1 = 0) => testView({ isTerminal, level });

const head = ['Id', 'Name'];
const rows = [
  ['POS1', 'Caja 1'],
  ['EXTERNALPOS019285', undefined],
];

describe('details', () => {
  test('are labels and values in two columns, without lines that say nothing', () => {
    expect(
      renderDetails(
        [
          ['Order', 'ORD1'],
          ['Detail', undefined],
          ['Note', ''],
          ['Description', 'Café'],
        ],
        view(true),
      ),
    ).toBe('Order        ORD1\nDescription  Café');
  });

  test('have dim labels', () => {
    expect(renderDetails([['Order', 'ORD1']], view(true, 1))).toBe(
      '\u001b[2mOrder\u001b[22m  ORD1',
    );
  });

  test('are nothing when there are none', () => {
    expect(renderDetails([], view(true))).toBe('');
  });
});

describe('details on a narrow terminal', () => {
  const narrow = testView({ columns: 34 });

  test('wrap under their own column', () => {
    expect(
      renderDetails(
        [
          ['Description', 'Coffee and two medialunas'],
          ['Id', 'x'],
        ],
        narrow,
      ),
    ).toBe('Description  Coffee and two\n             medialunas\nId           x');
  });

  test('break no word, and leave values some room whatever the labels', () => {
    const view = testView({ columns: 12 });
    expect(renderDetails([['Reference', `one two three four ${'x'.repeat(30)}`]], view)).toBe(
      `Reference  one two three four\n           ${'x'.repeat(30)}`,
    );
  });
});

describe('a table on a narrow terminal', () => {
  const wide = [
    ['PAY1', '50.00 ARS', 'a title of several words'],
    ['PAY2', '', 'another'],
  ];
  const table = (columns: number, cells = wide) =>
    renderTable(['Payment', 'Paid so far', 'Title'], cells, testView({ columns })).split('\n');

  test('stays as it is where it fits', () => {
    expect(table(46)).toEqual(table(1000));
  });

  test('wraps a cell or two where that is enough', () => {
    expect(table(38)).toEqual([
      'Payment  Paid so far  Title',
      'PAY1     50.00 ARS    a title of',
      '                      several words',
      'PAY2                  another',
    ]);
  });

  test('is one entry after the other where it does not fit, its cells named', () => {
    expect(table(24)).toEqual([
      'Payment',
      'PAY1',
      '  Paid so far 50.00 ARS',
      '  Title a title of',
      '  several words',
      'PAY2  Title another',
    ]);
  });

  test('has a dash for an entry without a name, and names in dim colour', () => {
    const view = testView({ columns: 5, level: 1 });
    expect(renderTable(['Id', 'Name'], [['', 'Caja 1']], view)).toBe(
      '\u001b[2mId\u001b[22m\n-\n  \u001b[2mName\u001b[22m Caja 1',
    );
  });

  test('has no head line where the first column has no name', () => {
    const view = testView({ columns: 12 });
    expect(renderTable(['', 'Profile', 'Mode'], [['*', 'default', 'live']], view)).toBe(
      '*\n  Profile default\n  Mode live',
    );
  });
});

describe('a table', () => {
  test('has columns under a head on a terminal, and no space at the end of a line', () => {
    expect(renderTable(head, rows, view(true))).toBe(
      'Id                 Name\nPOS1               Caja 1\nEXTERNALPOS019285',
    );
  });

  test('counts the width of wide characters', () => {
    expect(
      renderTable(
        ['A', 'B'],
        [
          ['寿司', 'x'],
          ['é', 'y'],
        ],
        view(true),
      ),
    ).toBe('A     B\n寿司  x\né     y');
  });

  test('has a dim head in colour', () => {
    expect(renderTable(['Id'], [['POS1']], view(true, 1))).toBe('\u001b[2mId\u001b[22m\nPOS1');
  });

  test('is tab-separated rows off a terminal, every cell there', () => {
    expect(renderTable(head, rows, view(false, 1))).toBe('POS1\tCaja 1\nEXTERNALPOS019285\t');
  });

  test('is nothing without rows off a terminal', () => {
    expect(renderTable(head, [], view(false))).toBe('');
  });

  test('cannot be broken by the text in it', () => {
    const hostile = [['a\tb\nc', '\u001b[31mred\u001b[0m\r']];
    expect([
      renderTable(head, hostile, view(false)),
      renderTable(head, hostile, view(true)),
    ]).toEqual(['a b c\t[31mred[0m', 'Id     Name\na b c  [31mred[0m']);
  });
});

test('columns stand whatever is in them', () => {
  const cells = ['☕️ coffee', '寿司', '👩‍💻', 'Cafe\u0301', 'plain'].map((name) => ['1', name, 'x']);
  const [, ...lines] = renderTable(['Id', 'Name', 'End'], cells, view(true)).split('\n');
  expect(lines.map((line) => textWidth(line))).toEqual(Array(5).fill(textWidth(lines[0] ?? '')));
});

describe('answers of any size', () => {
  const terminal = testView({ columns: 80 });

  // In quadratic time these would take hours, so that it is enough that they end.
  test.each<[what: string, value: string]>([
    ['words', 'palabra '.repeat(130_000)],
    ['one word', 'x'.repeat(1_000_000)],
    ['blanks that do not break', `a${'\u00a0'.repeat(1_000_000)}b`],
    ['wide letters', '寿司 '.repeat(150_000)],
  ])('a value of a megabyte is laid out: %s', (_what, value) => {
    const lines = renderDetails([['Description', value]], terminal).split('\n');
    const pieces = lines.map((line) => line.slice('Description  '.length).trim());
    expect(pieces.join(' ')).toBe(value.trimEnd().replaceAll('\u00a0', ' '));
  });

  test('columns of thousands of rows stand as those of a few do', () => {
    const few = Array.from({ length: 10 }, (_row, i) => [`POS${i}`, 'Caja — 寿司', '5.00']);
    const many = Array.from({ length: 20_000 }, (_row, i) => few[i % 10] ?? []);
    const heads = ['Id', 'Name', 'Amount'];
    const expected = renderTable(heads, few, terminal).split('\n');
    const lines = renderTable(heads, many, terminal).split('\n');
    expect(lines.slice(0, 11)).toEqual(expected);
    expect(lines).toHaveLength(20_001);
    expect(lines.at(-1)).toBe(expected.at(-1));
  });

  test('a cell of a hundred thousand words is measured, not handed over as arguments', () => {
    const cell = 'a '.repeat(400_000);
    expect(renderTable(['Id', 'Text'], [['1', cell]], terminal).length).toBeGreaterThan(800_000);
  });
});
