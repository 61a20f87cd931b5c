import { align, median } from './report.js';

/** @typedef {import('./batch.js').BatchResult} BatchResult */
/** @typedef {import('./batch.js').Speed} Speed */
/** @typedef {{ goal: string, value: number, outcome: 'reached' | 'missed' }} Goal */

const ours = 'mp-orders create --from';

/** What issue 5 asks for: each ratio is of runs of one round, and the median of the rounds. */
/** @param {BatchResult} result @returns {Goal[]} */
export function batchGoals({ concurrency, speeds, memory }) {
  const slow = find(speeds, ours, 50);
  const possible = (concurrency * 1000) / slow.latencyMs;
  const [small, large] = memory;
  const growth = ratios(large?.mib ?? [], small?.mib ?? []);
  return [
    goal('of what 50 ms allow', median(slow.perSecond) / possible, { atLeast: 0.85 }),
    goal(`× the memory of ${small?.rows} rows at ${large?.rows}`, median(growth), { atMost: 1.2 }),
    ...[0, 50].map((ms) => {
      const faster = againstLoop(speeds, find(speeds, ours, ms));
      return goal(`× the shell loop's orders a second at ${ms} ms`, faster, { atLeast: 30 });
    }),
  ];
}

/**
 * @param {string} what
 * @param {number} value
 * @param {{ atLeast?: number, atMost?: number }} bounds
 * @returns {Goal}
 */
function goal(what, value, { atLeast = -Infinity, atMost = Infinity }) {
  const bound = atMost === Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
  const outcome = value >= atLeast && value <= atMost ? 'reached' : 'missed';
  return { goal: `${value.toFixed(2)} ${what}; the goal is ${bound}`, value, outcome };
}

/** @param {BatchResult} result @param {readonly Goal[]} goals @returns {string} */
export function renderBatch({ concurrency, rows, loopRows, rounds, speeds, memory }, goals) {
  const head = ['', 'answer after', 'orders/s', 'CPU s/1,000', '× shell loop', 'orders'];
  const body = speeds.map((speed) => [
    speed.name,
    `${speed.latencyMs} ms`,
    median(speed.perSecond).toFixed(1),
    median(speed.cpuPerThousand).toFixed(2),
    againstLoop(speeds, speed).toFixed(1),
    String(speed.name === 'shell loop' ? loopRows : rows),
  ]);
  const peaks = memory.map((one) => `${median(one.mib).toFixed(1)} MiB at ${one.rows} rows`);
  return [
    `create of a batch, concurrency ${concurrency}; medians of ${rounds} rounds`,
    '',
    ...align([head, ...body]),
    '',
    `peak memory of ${ours}: ${peaks.join(', ')}`,
    '',
    ...goals.map(({ goal, outcome }) => `${outcome}: ${goal}.`),
  ].join('\n');
}

/** @param {readonly Speed[]} speeds @param {Speed} speed */
const againstLoop = (speeds, { perSecond, latencyMs }) =>
  median(ratios(perSecond, find(speeds, 'shell loop', latencyMs).perSecond));

/** @param {readonly Speed[]} speeds @param {string} name @param {number} ms */
function find(speeds, name, ms) {
  const found = speeds.find((speed) => speed.name === name && speed.latencyMs === ms);
  if (found === undefined) throw new Error(`"${name}" was not measured at ${ms} ms.`);
  return found;
}

/** @param {readonly number[]} values @param {readonly number[]} peers of the same rounds */
const ratios = (values, peers) => values.map((value, round) => value / (peers[round] ?? NaN));
