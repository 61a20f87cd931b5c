import { describe, expect, test } from '@jest/globals';
import { parseLimit, parsePort } from '../../../src/commands/options.ts';
import { CliError } from '../../../src/errors.ts';

/** What is read, or the code and the sentence of the error. */
function outcomeOf<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return `${error.exitCode}: ${error.message}`;
  }
}

describe('a port', () => {
  test.each([
    ['0', 0],
    ['4010', 4010],
    ['65535', 65_535],
    ['65536', '2: --port: "65536" is not a port.'],
    ['-1', '2: --port: "-1" is not a port.'],
    ['80x', '2: --port: "80x" is not a port.'],
    ['1e3', '2: --port: "1e3" is not a port.'],
    ['', '2: --port: "" is not a port.'],
  ])('%j: %j', (text, outcome) => {
    expect(outcomeOf(() => parsePort(text, '--port'))).toBe(outcome);
  });
});

describe('a limit', () => {
  test.each([
    ['1', 1],
    ['999999999', 999_999_999],
    ['0', '2: --limit: "0" is not a number of entries.'],
    ['1.5', '2: --limit: "1.5" is not a number of entries.'],
    ['1000000000', '2: --limit: "1000000000" is not a number of entries.'],
  ])('%j: %j', (text, outcome) => {
    expect(outcomeOf(() => parseLimit(text))).toBe(outcome);
  });
});
