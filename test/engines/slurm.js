/**
 * A batch as an array job of Slurm, on a cluster of this machine alone: 160 rows in 8 shards, of which
 * one is requeued and one killed while they work. The job is the one that docs/batches.md shows.
 *
 *     node test/engines/slurm.js
 *
 * Needs a build, Slurm and munge (Debian: slurm-wlm), and root, as slurmd does. Ends with 1 when an
 * order is missing or was made twice.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const [rows, shards] = [160, 8];
const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin', 'mp-orders.cjs');
const folder = mkdtempSync(join(tmpdir(), 'mp-orders-slurm-'));
const [node = ''] = hostname().split('.');

/** A port that is free now. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  return port;
}

const config = async () => `ClusterName=try
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=root
SlurmctldPort=${await freePort()}
SlurmdPort=${await freePort()}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
KillWait=10
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
NodeName=${node} NodeAddr=127.0.0.1 CPUs=${cpus().length} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:${shards}
`;

/** @type {import('node:child_process').ChildProcess[]} */
const running = [];

/** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
function start(command, args, env) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'], cwd: folder });
  child.on('error', (error) => console.error(`${command}: ${error.message}`));
  child.stdout.setEncoding('utf8');
  running.push(child);
  return child;
}

/** @param {string} what @param {() => unknown} isSo */
async function until(what, isSo) {
  for (const end = Date.now() + 120_000; !(await isSo()); await sleep(200)) {
    if (Date.now() > end) throw new Error(`It did not come to this in two minutes: ${what}`);
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function startCluster(env) {
  for (const name of ['munge', 'state', 'spool']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'munge', 'key'), randomBytes(1024), { mode: 0o400 });
  writeFileSync(join(folder, 'slurm.conf'), await config());
  const place = (/** @type {string} */ name) => join(folder, 'munge', name);
  const files = ['key-file=key', 'socket=socket', 'pid-file=pid', 'log-file=log', 'seed-file=seed'];
  const options = files
    .map((text) => text.split('='))
    .map(([name, file = '']) => `--${name}=${place(file)}`);
  start('munged', ['--foreground', '--force', ...options], env);
  await until('munged listens', () => existsSync(place('socket')));
  start('slurmctld', ['-D'], env);
  start('slurmd', ['-D'], env);
  const isIdle = async () =>
    (await run('sinfo', ['-h', '-o', '%T'], { env })).stdout.trim() === 'idle';
  await until('the node is idle', () => isIdle().catch(() => false));
}

/** @param {NodeJS.ProcessEnv} env */
async function serveSandbox(env) {
  const serve = [bin, 'sandbox', 'serve', '--port', '0', '--json'];
  const child = start(process.execPath, serve, env);
  const [line] = await once(/** @type {import('node:stream').Readable} */ (child.stdout), 'data');
  return String(JSON.parse(String(line)).url);
}

/** The references of the orders that the sandbox has. */
function references() {
  const place = join(folder, 'home', 'sandbox', 'orders');
  const names = existsSync(place) ? readdirSync(place) : [];
  return names
    .filter((name) => name.endsWith('.1.json'))
    .map((name) => JSON.parse(readFileSync(join(place, name), 'utf8')).order.external_reference);
}

/** The job of docs/batches.md. */
function jobOfTheDocs() {
  const text = readFileSync(join(root, 'docs', 'batches.md'), 'utf8');
  const job = /```bash\n(#!\/bin\/bash\n#SBATCH[^]*?)```/.exec(text)?.[1];
  assert.ok(job, 'docs/batches.md shows no job of Slurm');
  return job;
}

async function main() {
  const commands = join(folder, 'bin');
  mkdirSync(commands);
  writeFileSync(
    join(commands, 'mp-orders'),
    `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`,
  );
  chmodSync(join(commands, 'mp-orders'), 0o755);
  const env = {
    PATH: `${commands}:${process.env.PATH}`,
    ...{ HOME: folder, SLURM_CONF: join(folder, 'slurm.conf') },
    ...{ MP_ORDERS_HOME: join(folder, 'home'), MP_ORDERS_SANDBOX: '1' },
  };
  await startCluster(env);
  const url = await serveSandbox(env);
  const lines = Array.from(
    { length: rows },
    (_none, i) => `${5 + (i % 9)},EXTERNALPOS019285,s-${i}`,
  );
  writeFileSync(join(folder, 'orders.csv'), `amount,pos,reference\n${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'orders.sh'), jobOfTheDocs());

  const jobEnv = { ...env, MP_ORDERS_BASE_URL: url };
  const slurm = async (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
    (await run(command, args, { env: jobEnv, cwd: folder })).stdout.trim();
  const job = await slurm('sbatch', '--parsable', 'orders.sh');
  const states = async () => {
    const text = await slurm('squeue', '-h', '-r', '-a', '-t', 'all', '-j', job, '-o', '%a %K %T');
    return new Map(
      text.split('\n').map((line) => /** @type {[string, string]} */ (line.split(' ').slice(1))),
    );
  };

  await until('a third of the orders is there', () => references().length >= rows / 3);
  const [requeued = '', killed = ''] = [...(await states())]
    .filter(([, state]) => state === 'RUNNING')
    .map(([task]) => task);
  assert.ok(killed !== '', 'two shards were to be at work');
  const before = references().length;
  await slurm('scontrol', 'requeue', `${job}_${requeued}`);
  // With --full it would be asked to end first, by SIGTERM.
  await slurm('scancel', '--batch', '--signal=KILL', `${job}_${killed}`);
  await until('the killed shard is over', async () => {
    const state = (await states()).get(killed) ?? '';
    return state !== 'RUNNING' && state !== 'COMPLETING';
  });
  console.log(
    `${before} orders: shard ${requeued} requeued, ${killed} killed (${(await states()).get(killed)})`,
  );
  await slurm('scontrol', 'requeue', `${job}_${killed}`);
  const hurried = new Set();
  await until('every shard is done', async () => {
    const waiting = [...(await states())].filter(([, state]) => state !== 'COMPLETED');
    for (const [task, state] of waiting) {
      if (state !== 'PENDING' || hurried.has(task)) continue;
      // A requeued job waits for two minutes, in case its node is what is wrong. In the second in which
      // it was stopped Slurm does not start it: its credential of that second is revoked.
      const start = 'StartTime=now+3seconds';
      const update = slurm('scontrol', 'update', `JobId=${job}_${task}`, start);
      await update.then(
        () => hurried.add(task),
        () => undefined, // it is still being stopped
      );
    }
    return waiting.length === 0;
  });

  const made = references();
  const results = readdirSync(folder).filter((name) => /^results-\d+\.ndjson$/.test(name));
  const told = results.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line)] : [])),
  );
  const withId = new Set(told.filter(({ id }) => id !== undefined).map(({ row }) => row));
  console.log(
    `${made.length} orders, ${new Set(made).size} different; results of ${withId.size} rows`,
  );
  assert.deepEqual([made.length, new Set(made).size, withId.size], [rows, rows, rows]);
}

for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(name, () => {
    running.forEach((child) => child.kill('SIGTERM'));
    process.exit(1);
  });
}

try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  const ends = running.reverse().map(async (child) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await Promise.race([once(child, 'exit'), sleep(5_000).then(() => child.kill('SIGKILL'))]);
  });
  await Promise.all(ends);
  rmSync(folder, { recursive: true, force: true });
}
