import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { signedIn, startServer } from './batch.js';
import { writeCurlConfig, writeCurlGets, writeIds, writeRows } from './batch-input.js';
import { environment } from './environment.js';
import { shuffled } from './measure.js';
import { order } from './order.js';
import { align, median } from './report.js';
import { timeCommand, useOf } from './timed-command.js';

/**
 * @typedef {object} GoalOptions
 * @property {string} bin
 * @property {string} node what runs mp-orders and its peers
 * @property {string} folder for all that is written
 * @property {number} rounds of single commands
 * @property {number} batchRounds
 * @property {number} rows of a batch, and ids of `get -`
 * @property {number} manyRows of the largest batch
 * @property {number} knownRows of the batch that is run again
 */

/** @typedef {{ seconds: number, cpuMs: number, mib: number }} Sample what one run took */

/** @typedef {{ name: string, run: (round: number) => Promise<Sample> }} Case */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number} value
 * @property {number} [byCpu] the same by CPU time: other work on the machine leaves it be
 * @property {string} goal
 * @property {'reached' | 'missed' | ''} outcome
 */

const concurrency = ['--concurrency', '50'];
const terminal = fileURLToPath(new URL('pretend-terminal.cjs', import.meta.url));
const peer = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`peers/${name}.js`, import.meta.url));

/**
 * The table of how fast this tool is to be, each line against what does the same and no more, side by
 * side in one run. A machine that does other work too shows in the times, and less in CPU times.
 * @param {GoalOptions} options
 */
export async function measureGoals(options) {
  const api = await startServer();
  try {
    const rows = [...(await singles(api, options)), ...(await batches(api, options))];
    const { version } = nodeOf(options.node);
    const head = ['', 'measured', 'by CPU', 'goal', ''];
    const body = rows.map(({ what, value, byCpu, goal, outcome }) => [
      ...[what, value.toFixed(2), byCpu?.toFixed(2) ?? '', goal, outcome],
    ]);
    const text = [`node ${version}`, '', ...align([head, ...body], [0, 4])].join('\n');
    return { text, data: { version, rows } };
  } finally {
    api.stop();
  }
}

/** Some shells count CPU time in hundredths of a second: too coarse for one start of a command. */
const fiveTimes = ['sh', '-c', 'for i in 1 2 3 4 5; do "$@" || exit; done', 'sh'];

/** @param {string} node */
function nodeOf(node) {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`--node: ${node} does not run.`);
  return { version: stdout.trim() };
}

/**
 * Single commands. @param {import('./batch.js').Api} api @param {GoalOptions} options
 * @returns {Promise<Row[]>}
 */
async function singles(api, { node, bin, folder, rounds }) {
  const online = signedIn(folder, 'single', `${api.url}/0`);
  const offline = environment(folder, 'offline', {});
  const sale = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
  /** @param {string} name @param {string[]} args @param {Record<string, string>} env @returns {Case} */
  const single = (name, args, env) => ({
    name,
    run: async () => {
      const { seconds, cpuSeconds } = await timeCommand([...fiveTimes, node, ...args], {
        ...{ env, folder },
      });
      const { maxRssKiB } = await useOf([node, ...args], { env, folder });
      return { seconds, cpuMs: cpuSeconds * 1000, mib: maxRssKiB / 1024 };
    },
  });
  const samples = await inRounds(
    [
      single('nothing', ['-e', '0'], offline),
      single('http', [peer('get-order-http'), order.id], online),
      single('fetch', [peer('get-order'), order.id], online),
      single('version', [bin, '--version'], offline),
      single('help', [bin, '--help'], offline),
      single('help in a terminal', ['--require', terminal, bin, '--help'], offline),
      single('get', [bin, 'get', order.id, '--json'], online),
      single('sandbox', [bin, 'create', '--sandbox', ...sale, '--json'], offline),
    ],
    rounds,
  );
  /** @param {string} ours @param {string} theirs */
  const times = (ours, theirs) => ({
    value: ratio(samples, ours, theirs, 'seconds'),
    byCpu: ratio(samples, ours, theirs, 'cpuMs'),
  });
  return [
    row('--version / node -e 0', times('version', 'nothing'), { atMost: 1.1 }),
    row('--help / node -e 0', times('help', 'nothing'), { atMost: 1.4 }),
    row('--help in a terminal / node -e 0', times('help in a terminal', 'nothing'), {
      atMost: 1.4,
    }),
    row('get --json / bare node:http', times('get', 'http'), { atMost: 1.9 }),
    row('get --json / bare fetch', times('get', 'fetch'), { atMost: 0.65 }),
    row(
      'peak memory of get --json / that of bare fetch',
      { value: ratio(samples, 'get', 'fetch', 'mib') },
      { atMost: 0.7 },
    ),
    row('create --sandbox --json / node -e 0', times('sandbox', 'nothing'), { atMost: 2.3 }),
  ];
}

/** @param {import('./batch.js').Api} api @param {GoalOptions} options @returns {Promise<Row[]>} */
async function batches(api, { node, bin, folder, batchRounds, rows, manyRows, knownRows }) {
  const curl = ['curl', '--parallel', '--parallel-max', '50', '--config'];
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  /** @param {string} name @param {number} ms @param {(url: string) => string[]} command @param {{ input?: string, creates?: number }} [more] @returns {Case} */
  const batch = (name, ms, command, { input, creates = rows } = {}) => ({
    name,
    run: async (round) => {
      const url = `${api.url}/${ms}`;
      const env = signedIn(folder, `${name}-${round}`, url);
      const { seconds, cpuSeconds } = await timeCommand(command(url), { env, folder, input });
      await api.check(creates, name);
      return { seconds, cpuMs: cpuSeconds * 1000, mib: NaN };
    },
  });
  const create = () => [node, bin, 'create', '--from', writeRows(folder, rows), ...concurrency];
  const bare = () => [node, peer('create-orders'), writeRows(folder, rows), '50'];
  const ids = writeIds(folder, rows);
  const cases = [
    batch('create at once', 0, create),
    batch('fetch at once', 0, bare),
    batch('create at 50', 50, create),
    batch('fetch at 50', 50, bare),
    batch('get', 0, () => [node, bin, 'get', '-', ...concurrency, '--json'], {
      ...{ input: ids, creates: 0 },
    }),
    batch('http get', 0, () => [node, peer('get-orders-http')], { input: ids, creates: 0 }),
  ];
  if (hasCurl) {
    cases.push(
      batch('curl at 50', 50, (url) => [...curl, writeCurlConfig(folder, rows, url)]),
      batch('curl get', 0, (url) => [...curl, writeCurlGets(folder, rows, url)], { creates: 0 }),
    );
  }
  const samples = await inRounds(cases, batchRounds);
  const faster = (/** @type {string} */ ours, /** @type {string} */ theirs) => ({
    value: ratio(samples, theirs, ours, 'seconds'),
    byCpu: ratio(samples, theirs, ours, 'cpuMs'),
  });
  /** @param {string} name @param {number} size @param {number} round */
  const used = async (name, size, round) => {
    const env = signedIn(folder, `${name}-${round}`, `${api.url}/0`);
    const args = [bin, 'create', '--from', writeRows(folder, size), ...concurrency];
    const first = await useOf([node, ...args], { env, folder });
    await api.check(size, name);
    return { first, again: () => useOf([node, ...args], { env, folder }) };
  };
  const few = await used('few rows', 1_000, 1);
  const many = await used('many rows', manyRows, 1);
  const known = await (await used('known rows', knownRows, 1)).again();
  await api.check(0, 'the same batch again');
  const knownRow = `the same batch again, ${knownRows} rows known`;
  return [
    row(
      'create batch at once, 50 at once: orders/s / bare fetch',
      faster('create at once', 'fetch at once'),
      { atLeast: 1.3 },
    ),
    ...(hasCurl
      ? [
          row(
            'create batch at 50 ms: orders/s / curl --parallel',
            { value: ratio(samples, 'curl at 50', 'create at 50', 'seconds') },
            { atLeast: 0.98 },
          ),
        ]
      : []),
    row(
      'CPU per 1,000 creates at 50 ms / bare fetch',
      { value: ratio(samples, 'create at 50', 'fetch at 50', 'cpuMs') },
      { atMost: 0.8 },
    ),
    row(
      `peak memory, ${manyRows} rows / 1000 rows`,
      { value: many.first.maxRssKiB / few.first.maxRssKiB },
      { atMost: 1.15 },
    ),
    ...(hasCurl
      ? [
          row(
            `get - of ${rows} ids, 50 at once / curl --parallel`,
            {
              value: ratio(samples, 'get', 'curl get', 'seconds'),
              byCpu: ratio(samples, 'get', 'curl get', 'cpuMs'),
            },
            { atMost: 3 },
          ),
          row('  of these, what a script of bare node:http takes / curl --parallel', {
            value: ratio(samples, 'http get', 'curl get', 'seconds'),
            byCpu: ratio(samples, 'http get', 'curl get', 'cpuMs'),
          }),
        ]
      : []),
    row(
      `${knownRow}, in s`,
      { value: known.seconds, byCpu: known.cpuMs / 1000 },
      { atMost: Number(((10 * knownRows) / 300_000).toFixed(2)) },
    ),
    row(`${knownRow}, peak in MiB`, { value: known.maxRssKiB / 1024 }, { atMost: 90 }),
  ];
}

/**
 * Runs all cases once a round, in another order each time.
 * @param {readonly Case[]} cases
 * @param {number} rounds
 */
async function inRounds(cases, rounds) {
  /** @type {Map<string, Sample[]>} */
  const samples = new Map(cases.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, run } of shuffled(cases)) samples.get(name)?.push(await run(round));
  }
  return samples;
}

/**
 * The median of the rounds' own ratios: drift of the machine leaves it be.
 * @param {ReadonlyMap<string, Sample[]>} samples
 * @param {string} above
 * @param {string} below
 * @param {keyof Sample} of
 */
function ratio(samples, above, below, of) {
  const others = samples.get(below) ?? [];
  return median((samples.get(above) ?? []).map((one, i) => one[of] / (others[i]?.[of] ?? NaN)));
}

/**
 * @param {string} what
 * @param {{ value: number, byCpu?: number }} measured
 * @param {{ atMost?: number, atLeast?: number }} bounds none where it only tells what another row is made of
 * @returns {Row}
 */
function row(what, measured, { atMost, atLeast } = {}) {
  const { value } = measured;
  if (atMost === undefined && atLeast === undefined) {
    return { what, ...measured, goal: '', outcome: '' };
  }
  const isReached = value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
  const goal = atMost === undefined ? `>= ${atLeast}` : `<= ${atMost}`;
  return { what, ...measured, goal, outcome: isReached ? 'reached' : 'missed' };
}
