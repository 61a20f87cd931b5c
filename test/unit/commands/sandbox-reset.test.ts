import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { run } from '../../helpers/run.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/** A home whose sandbox has one order. */
async function usedHome(): Promise<string> {
  const home = tempHome();
  await run(['sandbox', 'add', 'mercadopago', '-q'], { home });
  return home;
}

const ordersLeft = async (home: string): Promise<number> => {
  const { stdout } = await run(['sandbox', 'list', '--field', 'id', '-q'], { home });
  return stdout.split('\n').filter((line) => line !== '').length;
};

/** Resets at a terminal where someone types this. */
async function seated(home: string, typed: string, ...flags: string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  let shown = '';
  stderr.on('data', (chunk: Buffer) => (shown += chunk.toString('utf8')));
  stdin.end(typed);
  const host = { ...fakeHost({ env: { MP_ORDERS_HOME: home } }), stdin, stderr };
  const code = await main(['sandbox', 'reset', ...flags], host);
  return { code, asks: shown.includes('[y/N]'), refuses: shown.includes('Not confirmed') };
}

describe('sandbox reset', () => {
  test.each<[typed: string, flags: string[], expected: object, left: number]>([
    ['y\n', [], { code: 0, asks: true, refuses: false }, 0],
    ['n\n', [], { code: 2, asks: true, refuses: true }, 1],
    ['\n', [], { code: 2, asks: true, refuses: true }, 1],
    ['', [], { code: 2, asks: true, refuses: true }, 1],
    ['', ['--yes'], { code: 0, asks: false, refuses: false }, 0],
    ['', ['-y', '--quiet'], { code: 0, asks: false, refuses: false }, 0],
  ])('on a terminal, after %j and with %j: %j', async (typed, flags, expected, left) => {
    const home = await usedHome();
    expect(await ordersLeft(home)).toBe(1);
    expect(await seated(home, typed, ...flags)).toEqual(expected);
    expect(await ordersLeft(home)).toBe(left);
  });

  test('in a script it does not ask', async () => {
    const home = await usedHome();
    expect(await run(['sandbox', 'reset'], { home })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'The sandbox is as it was at the start.\n',
    });
    expect(await ordersLeft(home)).toBe(0);
  });
});
