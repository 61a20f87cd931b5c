import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost, type FakeHost } from '../../helpers/fake-host.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const order = ['--amount', '7', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
const payload = /00020101\d{2}.*6304[0-9A-F]{4}/;

const brokenZone = () => {
  throw new RangeError('Invalid time zone specified: Etc/Unknown');
};
const brokenWidth = () => {
  throw new Error('EIO: the window does not say');
};

type Breaks = (host: FakeHost) => void;

/** A terminal, or a pipe, on a home of its own, with a machine that is broken in one way. */
async function run(
  home: string,
  argv: readonly string[],
  { breaks = () => undefined, columns }: { breaks?: Breaks; columns?: number },
) {
  const terminal = columns === undefined ? {} : { terminal: { columns } };
  const host = fakeHost({ env: { MP_ORDERS_HOME: home, LANG: 'C.UTF-8' }, ...terminal });
  breaks(host);
  const code = await main([...argv, '--sandbox', '-q'], host);
  return { code, ...host.printed };
}

const zone: Breaks = (host) => Object.defineProperty(host, 'timeZone', { get: brokenZone });
const width: Breaks = ({ stdout }) =>
  Object.defineProperty(stdout, 'columns', { get: brokenWidth });

describe('an order that cannot be laid out', () => {
  test('is created, and its id, status and payload are printed plainly', async () => {
    const { code, stdout, stderr } = await run(tempHome(), ['create', ...order], {
      breaks: zone,
      columns: 100,
    });
    const [id, status, qr] = stdout.split('\n');
    expect([code, id, status, qr]).toEqual([
      0,
      expect.stringMatching(/^ORDTST[0-9A-Z]{26}$/),
      'created',
      expect.stringMatching(payload),
    ]);
    expect(stderr).toBe(
      'Warning: the result could not be formatted (Invalid time zone specified: Etc/Unknown); it is printed plainly.\n',
    );
  });

  test.each<[what: string, argv: (id: string) => string[], told: RegExp]>([
    ['shown', (id) => ['get', id], /^ORD\w+\ncreated\n$/],
    ['watched', (id) => ['watch', id, '--timeout', '1s'], /^\S+Z\tORD\w+\tcreated\n/],
    ['canceled', (id) => ['cancel', id], /^ORD\w+\ncanceled\n/],
    ['listed', () => ['list'], /^ORD\w+\tcreated\t/],
  ])('is %s all the same', async (_what, argv, told) => {
    const home = tempHome();
    const { stdout: id } = await run(home, ['create', ...order, '--field', 'id'], {});
    const ends = await run(home, argv(id.trim()), { breaks: zone, columns: 100 });
    expect([ends.code === 0 || ends.code === 10, ends.stdout]).toEqual([
      true,
      expect.stringMatching(told),
    ]);
  });

  test('is refunded', async () => {
    const home = tempHome();
    const { stdout } = await run(home, ['create', ...order, '--field', 'id'], {});
    const id = stdout.trim();
    await main(['sandbox', 'pay', id], fakeHost({ env: { MP_ORDERS_HOME: home } }));
    const refunded = await run(home, ['refund', id, '--yes'], { breaks: zone, columns: 100 });
    expect([refunded.code, refunded.stdout]).toEqual([0, expect.stringContaining(`${id}\n`)]);
  });

  test('of a batch is told in its row', async () => {
    const home = tempHome();
    const host = fakeHost({
      env: { MP_ORDERS_HOME: home },
      stdin: 'amount,pos,reference\n5,EXTERNALPOS019285,a\n6,EXTERNALPOS019285,b\n',
      terminal: { columns: 80 },
    });
    [zone, width].forEach((breaks) => breaks(host));
    const code = await main(['create', '--from', '-', '--sandbox', '-q'], host);
    const told = host.printed.stdout.trim().split('\n');
    expect([code, told.map((line) => (JSON.parse(line) as { outcome: string }).outcome)]).toEqual([
      0,
      ['created', 'created'],
    ]);
  });
});

describe('a window that tells no width, or nonsense', () => {
  test.each<[what: string, breaks: Breaks]>([
    ['throws', width],
    ...[NaN, -5, 0, 0.5, Infinity].map((columns): [string, Breaks] => [
      String(columns),
      ({ stdout }) => Object.defineProperty(stdout, 'columns', { value: columns }),
    ]),
  ])('%s: counts as 80 columns', async (_what, breaks) => {
    const at80 = await run(tempHome(), ['create', ...order], { columns: 80 });
    const broken = await run(tempHome(), ['create', ...order], { columns: 100, breaks });
    const shape = ({ code, stdout }: typeof broken) => [
      code,
      stdout.split('\n').map((line) => (/[▀▄█]/.test(line) ? line.length : line.slice(0, 8))),
    ];
    expect(shape(broken)).toEqual(shape(at80));
  });
});
