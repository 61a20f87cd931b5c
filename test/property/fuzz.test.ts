import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { caseOf, kinds } from '../fuzz/kinds.ts';
import { tryCase } from '../fuzz/run-case.ts';
import { tempFolder } from '../helpers/run-bin.ts';

/** A share of what `npm run fuzz` tries; any of its cases is made again from its number. */
const inputs = 150;
const seed = 20_261_128;

jest.setTimeout(180_000); // hundreds of whole commands, on a busy machine too

describe('no input makes a bug of a command, or a success of a failure', () => {
  const before = process.cwd();
  beforeAll(() => process.chdir(tempFolder())); // files that options name go here
  afterAll(() => process.chdir(before));

  test.each(kinds)('%s', async (kind) => {
    const wrong: string[] = [];
    for (let number = 0; number < inputs; number += 1) {
      const { problems } = await tryCase(await caseOf(kind, seed, number));
      if (problems.length > 0) wrong.push(`${kind} ${number}: ${problems.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
