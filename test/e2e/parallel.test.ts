import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { tellMissing } from '../helpers/program.ts';
import { minimalEnv, tempFolder } from '../helpers/run-bin.ts';
import { pos, serveSandbox } from '../helpers/served-sandbox.ts';

/** GNU's, and not the one of moreutils. */
function hasParallel(): boolean {
  try {
    return execFileSync('parallel', ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .startsWith('GNU parallel');
  } catch {
    return false;
  }
}

const isHere = process.platform === 'linux' && hasParallel();
if (!isHere) tellMissing('GNU parallel');

/** The lines of docs/batches.md. */
const script = /```bash\n(parallel [^]*?)```/.exec(readFileSync('docs/batches.md', 'utf8'))?.[1];

const sessions = new Set<number>();
afterAll(() => sessions.forEach(killSession));

/** All that was started below a process that leads a session: parallel gives each job a group of its own. */
function killSession(leader: number): void {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    try {
      const [, , , session] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      if (Number(session) === leader) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It is over.
    }
  }
  sessions.delete(leader);
}

(isHere ? test : test.skip)(
  'GNU parallel: four shards, all killed and run again, create each order once',
  async () => {
    const folder = tempFolder();
    const home = join(folder, 'home');
    const sandbox = await serveSandbox({ home: join(folder, 'served') });
    const rows = Array.from({ length: 80 }, (_none, i) => `${5 + (i % 9)},${pos},s-${i}`);
    writeFileSync(join(folder, 'orders.csv'), `amount,pos,reference\n${rows.join('\n')}\n`);
    const env = { ...minimalEnv({ home }), ...sandbox.env, HOME: folder };
    const start = () => {
      const child = spawn('sh', ['-ec', script ?? 'exit 9'], {
        ...{ cwd: folder, env, detached: true, stdio: 'ignore' },
      });
      sessions.add(child.pid!);
      const code = new Promise((resolve) => child.once('exit', (exit) => resolve(exit)));
      return { pid: child.pid!, code };
    };
    const references = () => {
      const place = join(folder, 'served', 'sandbox', 'orders');
      return (existsSync(place) ? readdirSync(place) : [])
        .filter((name) => name.endsWith('.1.json'))
        .map((name) => {
          const { order } = JSON.parse(readFileSync(join(place, name), 'utf8')) as {
            order: { external_reference: string };
          };
          return order.external_reference;
        });
    };

    const first = start();
    while (references().length < 20) await new Promise((resolve) => setTimeout(resolve, 50));
    killSession(first.pid);
    await first.code;
    expect(references().length).toBeLessThan(80);

    expect(await start().code).toBe(0);
    const made = references();
    expect([made.length, new Set(made).size]).toEqual([80, 80]);
    const results = readFileSync(join(folder, 'results.ndjson'), 'utf8').trim().split('\n');
    const told = results.map((line) => JSON.parse(line) as { row: number; id?: string });
    expect(told.filter(({ id }) => id !== undefined)).toHaveLength(80);
    expect(new Set(told.map(({ row }) => row)).size).toBe(80);
  },
  120_000,
);
