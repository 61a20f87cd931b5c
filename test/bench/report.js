/** @typedef {import('./measure.js').Result} Result */

/** @typedef {{ name: string, against: string, atMost?: number }} Comparison */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} medianMs
 * @property {[number, number]} middleHalfMs the quartiles: half of the runs lie between them
 * @property {number} peakMemoryMiB
 * @property {string} [against]
 * @property {number} [ratioOfMedians]
 * @property {number} [ratio] the median of the rounds' own ratios: drift of the machine leaves it be
 * @property {[number, number]} [middleHalfRatio]
 * @property {number} [goal]
 * @property {'reached' | 'missed'} [outcome]
 */

/**
 * @param {readonly Result[]} results
 * @param {readonly Comparison[]} comparisons
 * @returns {Row[]}
 */
export function summarize(results, comparisons) {
  return results.map((result) => {
    const { name, times, memory } = result;
    const comparison = comparisons.find((one) => one.name === name);
    const peer = results.find((one) => one.name === comparison?.against);
    return {
      name,
      medianMs: median(times),
      middleHalfMs: middleHalf(times),
      peakMemoryMiB: median(memory),
      ...(comparison && peer && compare(comparison, result, peer)),
    };
  });
}

/**
 * @param {Comparison} comparison
 * @param {Result} result
 * @param {Result} peer
 */
function compare({ against, atMost }, { times }, peer) {
  const ratios = times.map((time, round) => time / (peer.times[round] ?? NaN));
  const ratio = median(ratios);
  /** @type {'reached' | 'missed'} */
  const outcome = ratio <= (atMost ?? Infinity) ? 'reached' : 'missed';
  return {
    against,
    ratioOfMedians: median(times) / median(peer.times),
    ratio,
    middleHalfRatio: middleHalf(ratios),
    ...(atMost !== undefined && { goal: atMost, outcome }),
  };
}

/**
 * @param {readonly Row[]} rows
 * @returns {string} a table and a line for each goal
 */
export function render(rows) {
  const head = [
    '',
    'median',
    'middle half',
    'peak mem',
    'ratio',
    'middle half',
    'of medians',
    'to',
  ];
  const body = rows.map((row) => [
    row.name,
    `${row.medianMs.toFixed(1)} ms`,
    range(row.middleHalfMs, 1),
    `${row.peakMemoryMiB.toFixed(1)} MiB`,
    row.ratio?.toFixed(2) ?? '',
    row.middleHalfRatio ? range(row.middleHalfRatio, 2) : '',
    row.ratioOfMedians?.toFixed(2) ?? '',
    row.against ?? '',
  ]);
  const goals = rows.flatMap(({ name, goal, against, ratio, outcome }) =>
    goal === undefined
      ? []
      : `${outcome}: ${name} takes ${ratio?.toFixed(2)} × ${against}; the goal is ${goal.toFixed(2)}.`,
  );
  return [...align([head, ...body], [0, 7]), '', ...goals].join('\n');
}

/**
 * Columns of equal width: numbers to the right, texts to the left.
 * @param {readonly string[][]} rows the first one is the head
 * @param {readonly number[]} texts columns
 */
export function align(rows, texts = [0]) {
  const isText = (/** @type {number} */ column) => texts.includes(column);
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) =>
        isText(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** @param {readonly [number, number]} ends @param {number} digits */
const range = ([low, high], digits) => `${low.toFixed(digits)}–${high.toFixed(digits)}`;

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/** @param {readonly number[]} values @returns {[number, number]} */
const middleHalf = (values) => [quantile(values, 0.25), quantile(values, 0.75)];

/**
 * Between two values in proportion, as most programs do it.
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}
