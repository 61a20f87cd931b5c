import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openSandbox } from '../../src/sandbox/sandbox.ts';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, binPath, minimalEnv, open, shell, startBin, tempFolder } from '../helpers/run-bin.ts';
import {
  binOn,
  createOrder,
  missing,
  order,
  pos,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;
let id: string;

beforeAll(async () => {
  sandbox = await serveSandbox();
  id = await createOrder(sandbox);
});

/** What a file does not take is told by an event, or thrown at once. */
const waysToWrite: Readonly<Record<string, Record<string, string>>> = {
  'as this Node writes': {},
  'as Node 20.3 writes': {
    NODE_OPTIONS: `--require ${fileURLToPath(new URL('fixtures/throwing-output.cjs', import.meta.url))}`,
  },
};

const escape = '\x1b';
const megabyte = 1_000_000;

/** A home whose sandbox holds more than a megabyte of orders, made without the command line. */
async function fullHome(): Promise<{ home: string; count: number }> {
  const home = tempFolder();
  const inside = openSandbox({
    directory: join(home, 'sandbox'),
    now: () => new Date(),
    isAlive: () => true,
    pid: process.pid,
  });
  const item = {
    title: 'ñ'.repeat(150),
    external_code: 'x'.repeat(30),
    external_categories: Array(10).fill({ id: 'c'.repeat(250) }),
  };
  const count = 40;
  for (let n = 1; n <= count; n += 1) {
    const body = {
      type: 'qr',
      external_reference: `big-${n}`,
      config: { qr: { external_pos_id: pos } },
      transactions: { payments: [{ amount: '50' }] },
      items: Array(10).fill(item),
    };
    const answer = await inside.fetch(
      new Request('http://sandbox/v1/orders', {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf('sandbox')}`, 'x-idempotency-key': `k-${n}` },
        body: JSON.stringify(body),
      }),
    );
    if (answer.status !== 201) throw new Error(await answer.text());
  }
  return { home, count };
}

describe('large output', () => {
  const big = JSON.stringify({ id: missing, status: 'created', blob: 'é'.repeat(megabyte) });

  test('a megabyte of one document arrives whole through a pipe', async () => {
    const { url } = await localServer(json(200, big));
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: url };
    const [direct, slow] = await Promise.all([
      bin(['get', missing, '--json'], { env }),
      shell(`mp-orders get ${missing} --json | { sleep 0.2; wc -c; }`, { env }),
    ]);
    expect(direct.stdout === `${big}\n`).toBe(true);
    expect(Number(slow.stdout)).toBe(Buffer.byteLength(big) + 1);
  });

  test('a megabyte of many documents arrives whole; a reader that leaves early is no error', async () => {
    const { home, count } = await fullHome();
    const [whole, cut] = await Promise.all([
      shell('mp-orders sandbox list --json | cat', { home }),
      shell('{ mp-orders sandbox list --json; echo "code $?" >&2; } | head -n 1', { home }),
    ]);
    const lines = whole.stdout.trimEnd().split('\n');
    expect({ stderr: whole.stderr, lines: lines.length }).toEqual({ stderr: '', lines: count });
    expect(Buffer.byteLength(whole.stdout)).toBeGreaterThan(megabyte);
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toHaveLength(count);
    expect(cut).toEqual({ code: 0, stdout: `${lines[0]}\n`, stderr: 'code 0\n' });
  });

  test.each([
    ['--version', '--version'],
    ['-V', '-V'],
    ['a help text', 'create --help'],
    ['an explanation', 'explain exit 8'],
  ])('%s for a reader that has left ends quietly', async (_what, argv) => {
    const command = `{ sleep 0.1; mp-orders ${argv}; echo "code $?" >&2; } | true`;
    expect(await shell(command)).toEqual({ code: 0, stdout: '', stderr: 'code 0\n' });
  });

  (process.platform === 'linux' ? test : test.skip).each([
    ['--version', '--version', '0.1.0\n'],
    ['--help', '--help', '\n'],
  ])('%s waits for room in a pipe that does not block', async (_what, argv, end) => {
    // What is killed leaves the pipe as it is: full, and refusing what does not fit.
    const script = `new (require("net").Socket)({ fd: 1, readable: false }).write("x".repeat(65536), () => process.kill(process.pid, "SIGKILL"))`;
    const fill = `'${process.execPath}' -e '${script}'`;
    const command = `{ ${fill}; mp-orders ${argv}; echo "code $?" >&2; } | { sleep 0.3; tail -c ${end.length}; }`;
    expect(await shell(`{ ${command}; } 2>&1 | grep -v Killed`)).toEqual({
      code: 0,
      stdout: `code 0\n${end}`,
      stderr: '',
    });
  });

  (process.platform === 'linux' ? test : test.skip).each(
    ['--version', '--help', 'create --help', 'explain exit 8'].flatMap((argv) =>
      Object.entries(waysToWrite).map(([way, env]) => ({ argv, way, env })),
    ),
  )('$argv on a full disk is no success, $way', async ({ argv, env }) => {
    expect(await shell(`mp-orders ${argv} >/dev/full`, { env })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error: the output could not be written (ENOSPC).\n',
    });
  });

  test('stderr closed early does not harm the result', async () => {
    const command = `mp-orders get ${id} --debug --field id 2>&1 >&3 | head -n 1 >/dev/null`;
    const { stdout } = await shell(`{ ${command}; } 3>&1`, { env: sandbox.env });
    expect(stdout).toBe(`${id}\n`);
  });

  test('a watch whose reader left ends when it has something to say', async () => {
    const other = await createOrder(sandbox);
    const argv = ['watch', other, '--interval', '0.1s', '--until', 'refunded', '-q'];
    const watch = `{ mp-orders ${argv.join(' ')}; echo "code $?" >&2; }`;
    // The order is paid when the first event was read and nobody listens any more.
    const reader = `{ head -n 1; exec 0<&-; mp-orders sandbox pay ${other} >/dev/null; }`;
    const { code, stderr } = await shell(`${watch} | ${reader}`, {
      env: sandbox.env,
      home: sandbox.home,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'code 130\n' });
  });
});

describe('off a terminal', () => {
  const colorless = { env: {} };

  test('there is no colour and no spinner, on either stream', async () => {
    const results = await Promise.all([
      binOn(sandbox, ['get', id], colorless),
      binOn(sandbox, ['create', ...order, '--mode', 'dynamic', '--qr', 'half'], colorless),
      binOn(sandbox, ['get', missing], colorless),
      bin(['create', '--sandbox', '--amount', 'x'], colorless),
      bin(['--help']),
    ]);
    for (const { stdout, stderr } of results) expect(stdout + stderr).not.toContain(escape);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 5, 2, 0]);
  });

  test.each([
    [{ FORCE_COLOR: '1' }, [], true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, [], true],
    [{ FORCE_COLOR: '0' }, [], false],
    [{ NO_COLOR: '1' }, [], false],
    [{ FORCE_COLOR: '1' }, ['--no-color'], false],
  ] as const)('with %j %j colours show: %s', async (env, flags, colors) => {
    const [error, drawing] = await Promise.all([
      bin(['create', '--sandbox', '--amount', 'x', ...flags], { env }),
      bin(['qr', 'show', 'text', ...flags], { env }),
    ]);
    expect([error.stderr.includes(escape), drawing.stdout.includes(escape)]).toEqual([
      colors,
      colors,
    ]);
  });

  test('colours that are forced stay out of data and of rows', async () => {
    const env = { FORCE_COLOR: '3' };
    const results = await Promise.all([
      binOn(sandbox, ['get', id, '--json'], { env }),
      binOn(sandbox, ['get', id, '--field', 'status'], { env }),
      binOn(sandbox, ['get', missing, '--json', '-q'], { env }),
    ]);
    expect(results.map(({ stdout, stderr }) => (stdout + stderr).includes(escape))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('times are ISO 8601 in UTC, whatever the zone and the locale', async () => {
    const env = { TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' };
    const [there, here] = await Promise.all([
      binOn(sandbox, ['get', id], { env }),
      binOn(sandbox, ['get', id]),
    ]);
    expect(there).toEqual(here);
    expect(there.stdout).toMatch(/\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t/);
  });
});

describe('stdin and stdout in odd states', () => {
  test.each([
    ['get', `mp-orders get ${missing} --sandbox -q <&-`, 5],
    ['create', `mp-orders create --sandbox --amount 50 --pos ${pos} -q <&-`, 0],
    ['create --data -', `mp-orders create --sandbox --data - --amount 50 --pos ${pos} -q <&-`, 2],
    ['auth login', 'mp-orders auth login <&-', 2],
    ['qr decode -', 'mp-orders qr decode - <&-', 2],
  ])('%s with a closed stdin ends with a sentence, not with a stack', async (_what, line, code) => {
    const { stderr, ...result } = await shell(line);
    expect(result.code).toBe(code);
    expect(stderr).not.toMatch(/^\s+(- )?at /m);
  });

  test('does not wait for a stdin that it has no use for', async () => {
    const { code } = await bin(['get', missing, '--sandbox'], { input: open });
    expect(code).toBe(5);
  });

  test('a full disk under stdout is an error, not a silent success', async () => {
    const { code, stderr } = await shell(`mp-orders get ${id} --json -q > /dev/full`, {
      env: sandbox.env,
    });
    expect({ failed: code !== 0, stack: /^\s+at /m.test(stderr) }).toEqual({
      failed: true,
      stack: false,
    });
  });

  (process.platform === 'linux' ? test : test.skip)(
    'a full disk under stdout does not hide which orders of a batch were made',
    async () => {
      const home = tempFolder();
      const argv = 'create --sandbox --from - --pos EXTERNALPOS019285 -q';
      const rows = "printf 'amount\\n1\\n2\\n'";
      const { code, stderr } = await shell(`${rows} | mp-orders ${argv} > /dev/full`, { home });
      const { stdout } = await shell('mp-orders history --field order -q', { home });
      const made = stdout.trim().split('\n');
      expect([code, made.length]).toEqual([1, 2]);
      expect(stderr).toContain('Error: the output could not be written (ENOSPC).');
      made.forEach((id) => expect(stderr).toContain(`  create created ${id} created`));
    },
  );

  (process.platform === 'linux' ? test : test.skip).each(Object.entries(waysToWrite))(
    'a full disk under stdout does not hide what was done: id, status and payload, %s',
    async (_way, env) => {
      const argv = `create --sandbox ${order.join(' ')} --mode dynamic -q`;
      const home = tempFolder();
      const { code, stderr } = await shell(`mp-orders ${argv} > /dev/full`, { home, env });
      const { stdout: id } = await shell('mp-orders history --field order -q', { home });
      const [failed, done, made, payload, ...rest] = stderr.split('\n');
      expect([code, failed, done, made, payload, rest]).toEqual([
        1,
        'Error: the output could not be written (ENOSPC).',
        'It was done anyway (`mp-orders history` shows it too):',
        `  create created ${id.trim()} created`,
        expect.stringMatching(/^ {2}00020101\w.*6304[0-9A-F]{4}$/),
        [''],
      ]);
    },
  );

  test('the first line of a long-running command comes at once, not at the end', async () => {
    const watch = startBin(['watch', id, '--json'], { env: sandbox.env });
    expect(await watch.line()).toContain('"event":"status"');
    watch.kill('SIGTERM');
    expect((await watch.ended).code).toBe(143);
  });
});

describe('where few files may be open', () => {
  test.each([20, 24, 32])('%i: it works, or says so in a sentence', async (files) => {
    const empty = join(tempFolder(), 'empty.cjs');
    writeFileSync(empty, '');
    const alone = await shell(`ulimit -n ${files}; '${process.execPath}' '${empty}'`);
    if (alone.code !== 0) return; // Node 22 and later do not even start with 20
    const argv = `create --sandbox ${order.join(' ')} -q --field id`;
    const { code, stdout, stderr } = await shell(`ulimit -n ${files}; mp-orders ${argv}`, {
      home: tempFolder(),
    });
    expect([0, 1, 2]).toContain(code);
    if (code === 0) expect(stdout).toMatch(/^ORDTST\w+\n$/);
    else expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/^ +at |node:/m);
  });

  test.each(['create --from - --retries 0 --json', 'get - --retries 0 --json'])(
    '%s is no bug',
    async (argv) => {
      const file = join(tempFolder(), 'rows.csv');
      writeFileSync(file, 'reference,amount,pos\nR-1,10,P\n');
      // At each of these another file is the first that cannot be opened.
      for (const files of [19, 20, 21]) {
        const { code, stderr } = await shell(`ulimit -n ${files}; mp-orders ${argv} < '${file}'`, {
          env: { MP_ACCESS_TOKEN: 'APP_USR-1', MP_ORDERS_BASE_URL: 'http://127.0.0.1:1' },
        });
        if (stderr.includes('node:')) continue; // Node itself cannot begin
        expect([code === 1, stderr]).toEqual([false, expect.not.stringContaining('"bug"')]);
      }
    },
  );
});

/** Only Linux gives a pipe a second time. */
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux(
  'a command at a pipe that others have filled, and nobody reads, hears signals',
  async () => {
    const pipe = join(tempFolder(), 'pipe');
    spawnSync('mkfifo', [pipe]);
    const filler = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const fill = () => {
      for (;;) writeSync(filler, Buffer.alloc(4096));
    };
    expect(fill).toThrow('EAGAIN');
    const stdout = openSync(pipe, 'r+');
    const child = spawn(process.execPath, [binPath, 'pos', 'list', '--sandbox', '--json'], {
      env: minimalEnv({}),
      stdio: ['ignore', stdout, 'pipe'],
    });
    const force = setTimeout(() => child.kill('SIGKILL'), 20_000);
    // The first lets it end in its own words, of which none can be written.
    let again: NodeJS.Timeout | undefined;
    child.stderr?.once('data', () => (again = setInterval(() => child.kill('SIGTERM'), 100)));
    const ended = await once(child, 'exit');
    clearTimeout(force);
    clearInterval(again);
    [filler, stdout].forEach((fd) => closeSync(fd));
    expect(ended).toEqual([null, 'SIGTERM']);
  },
);
