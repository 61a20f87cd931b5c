import { describe, expect, test } from '@jest/globals';
import { Chalk } from 'chalk';
import { renderDetails, renderTable } from '../../../src/terminal/table.ts';

const view = (isTerminal: boolean, level: 0 | 1 = 0) => ({
  isTerminal,
  chalk: new Chalk({ level }),
  timeZone: 'UTC',
  now: new Date(0),
});

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
