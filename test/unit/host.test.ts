import { once } from 'node:events';
import { spawn, spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createHost } from '../../src/host.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

describe('the real machine', () => {
  const streams = [process.stdout, process.stderr];
  const before = {
    signals: signals.map((name) => process.listeners(name)),
    streams: streams.map((stream) => stream.listeners('error')),
  };

  afterEach(() => {
    signals.forEach((name, i) => {
      for (const listener of process.listeners(name)) {
        if (!before.signals[i]?.includes(listener)) process.removeListener(name, listener);
      }
    });
    streams.forEach((stream, i) => {
      for (const listener of stream.listeners('error') as (() => void)[]) {
        if (!before.streams[i]?.includes(listener)) stream.removeListener('error', listener);
      }
    });
  });

  test.each(signals)('takes %s for the end of the run', (name) => {
    const host = createHost();
    expect(host.signal.aborted).toBe(false);
    // Not sent, so that nobody else hears it.
    process.listeners(name).at(-1)?.(name);
    expect([host.signal.aborted, host.signal.reason]).toEqual([true, name]);
  });

  test('does not take a reader that closes the pipe for an error', () => {
    const { stdout } = createHost();
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = () => true;
    stdout.write(' '.repeat(20_000)); // more than goes without process.stdout
    process.stdout.write = write;
    const handle = process.stdout.listeners('error').at(-1) as (error: Error) => void;
    const failing = (code: string) => () => handle(Object.assign(new Error(code), { code }));
    expect(failing('EPIPE')).not.toThrow();
  });

  test('knows which processes are alive', () => {
    const { isAlive, pid } = createHost();
    const gone = spawnSync(process.execPath, ['--version']).pid;
    expect([isAlive(pid), isAlive(gone)]).toEqual([true, false]);
  });

  test('tells a process from others of its id by when it began, where the system does', async () => {
    const { startOf, pidSpace, pid } = createHost();
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    const began = [startOf(pid), startOf(child.pid ?? 0)];
    child.kill();
    await once(child, 'exit');
    const isLinux = process.platform === 'linux';
    expect(began).toEqual(Array(2).fill(isLinux ? expect.stringMatching(/^\d+$/) : ''));
    expect([new Set(began).size, startOf(child.pid ?? 0)]).toEqual([isLinux ? 2 : 1, '']);
    expect([pidSpace().length > 0, pidSpace()]).toEqual([true, createHost().pidSpace()]);
  });

  test('does something again and again until it is told to end', async () => {
    let times = 0;
    await new Promise<void>((resolve) => {
      const end = createHost().every?.(1, () => {
        if ((times += 1) < 3) return;
        end?.();
        resolve();
      });
    });
    expect(times).toBe(3);
  });

  test('wakes from a sleep when it is interrupted', async () => {
    const sleep = createHost().sleep(3_600_000, AbortSignal.abort());
    await expect(sleep).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('makes UUIDs, each its own', () => {
    const { uuid } = createHost();
    const ids = [uuid(), uuid()];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});

(process.platform === 'linux' ? test : test.skip)(
  'a process that has ended counts as dead, though nobody waits for it',
  async () => {
    // What `exec` puts in the place of the shell waits for no child.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec cat'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      const { isAlive } = createHost();
      while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
      expect(() => process.kill(pid, 0)).not.toThrow(); // its number is there still
      expect(isAlive(parent.pid ?? 0)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
