import { expect, test } from '@jest/globals';
import { loadColors, Io } from '../../src/io.ts';
import { fakeHost } from '../helpers/fake-host.ts';

const styles = (env: Record<string, string>) => {
  const { chalk } = new Io(fakeHost({ env }), { quiet: false, color: true });
  return [chalk.level, chalk('a', 1), chalk.red('b'), chalk.bold.dim('c', 'd')];
};
const plain = [0, 'a 1', 'b', 'c d'];

test('styles are there once they are loaded, and where they are wanted', async () => {
  const colored = { FORCE_COLOR: '1' };
  await loadColors(fakeHost({ env: colored }), false);
  await loadColors(fakeHost(), true);
  expect(styles(colored)).toEqual(plain); // nobody wanted any so far
  await loadColors(fakeHost({ env: colored }), true);
  expect(styles(colored)[0]).toBe(1);
  expect(String(styles(colored)[2]).split('\u001b')).toEqual([
    '',
    expect.stringMatching(/^\[\d+;31mb$/),
    expect.stringMatching(/^\[\d+;39m$/),
  ]);
  expect(styles({})).toEqual(plain);
});
