import { expect, test } from '@jest/globals';
import { csvLine } from '../../../src/terminal/csv.ts';

test.each([
  [['a', 'b'], 'a,b'],
  // What is not told is empty; what is told to be nothing is an empty text.
  [['a', undefined, ''], 'a,,""'],
  [['a,b', 'c"d', 'e\nf', 'g\rh'], '"a,b","c""d","e\nf","g\rh"'],
  [[' a '], ' a '],
  // Spreadsheets calculate what begins so.
  [['=1+1', '+a', '-a', '@a'], "'=1+1,'+a,'-a,'@a"],
  [['\t=1', ' =1', '\r=1'], '"\'\t=1",\' =1,"\'\r=1"'],
  // So they do after what they take for the end of a cell: in quotes or not, as their language has it.
  [['a;=1+1', 'a\t@b', 'a\n-1+1'], '"a;\'=1+1","a\t\'@b","a\n\'-1+1"'],
  [['a; "=1', 'a;b', 'a;5-3'], '"a;\' ""=1","a;b","a;5-3"'],
  [['\uff1d1+1'], "'\uff1d1+1"],
  [['=HYPERLINK("x","y")'], '"\'=HYPERLINK(""x"",""y"")"'],
  [['-5', '+5.50', '-0'], '-5,+5.50,-0'],
  [['5-', 'a=b', '1+1'], '5-,a=b,1+1'],
  [['-5e3', '+1+1'], "'-5e3,'+1+1"],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
