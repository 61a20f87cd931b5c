import { describe, expect, test } from '@jest/globals';
import { CliError } from '../../../src/errors.ts';
import { parseTemplate, renderTemplate } from '../../../src/terminal/template.ts';

const values: Readonly<Record<string, string | null>> = {
  ...{ id: 'ORD1', empty: '', nothing: null, 'a.0.b': '5.00', word: 'null' },
  lines: 'one\ntwo\tthree\u001b[31m',
};

const rendered = (template: string) => {
  const missing: string[] = [];
  const line = renderTemplate(
    parseTemplate(template),
    (path) => values[path],
    (path) => missing.push(path),
  );
  return [line, ...missing];
};

test.each([
  ['{id}', ['ORD1']],
  ['plain', ['plain']],
  ['', ['']],
  ['{id} {a.0.b}', ['ORD1 5.00']],
  ['{id}\\t{a.0.b}\\n', ['ORD1\t5.00\n']],
  ['{{{id}}}', ['{ORD1}']],
  ['a {{b}} c', ['a {b} c']],
  ['\\{\\}\\\\', ['{}\\']],
  ['}', ['}']],
  // A value that is not there is told from one that is there and empty.
  ['[{nope}]', ['[]', 'nope']],
  ['[{empty}{nothing}]', ['[]']],
  ['[{nope|-}]', ['[-]']],
  ['[{empty|-}{nothing|-}]', ['[--]']],
  ['[{nope|}]', ['[]']],
  ['{nope|a b|c\\t\\}}', ['a b|c\t}']],
  ['{word|-}', ['null']],
  // No value breaks the line, or drives a terminal.
  ['{lines}', ['one two three[31m']],
])('%s', (template, told) => {
  expect(rendered(template)).toEqual(told);
});

describe('a template that is none', () => {
  test.each([
    ['{id', 'at character 1 stands a brace that is not closed.'],
    ['ab {id|x', 'at character 4 stands a brace that is not closed.'],
    ['{}', 'at character 1 stands "", which is not a path.'],
    ['{ id }', 'at character 1 stands " id ", which is not a path.'],
    ['{.}', 'at character 1 stands ".", which is not a path.'],
    ['a\\x', 'at character 2 stands \\x.'],
    ['a\\', 'at character 2 stands a backslash with nothing after it.'],
    ['{a|\\constructor}', 'at character 4 stands \\c.'],
  ])('%s', (template, words) => {
    let thrown: unknown;
    try {
      parseTemplate(template);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CliError);
    const { exitCode, message, facts } = thrown as CliError;
    expect([exitCode, message, facts.hint !== undefined]).toEqual([
      ...[2, `--template: ${words}`, true],
    ]);
  });
});
