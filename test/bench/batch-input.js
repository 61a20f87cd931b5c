import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { token } from './order.js';

/** @param {number} number @returns {string} the body of a create request */
const body = (number) =>
  JSON.stringify({
    type: 'qr',
    external_reference: `bench-${number}`,
    description: 'Smartphone',
    expiration_time: 'PT16M',
    total_amount: '50.00',
    config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
    transactions: { payments: [{ amount: '50.00' }] },
  });

/**
 * Writes a file with a body a line.
 * @param {string} folder
 * @param {number} rows
 */
export function writeRows(folder, rows) {
  return writeLines(join(folder, `rows-${rows}.ndjson`), rows, (row) => `${body(row)}\n`);
}

/**
 * Writes a config file of curl that sends the same bodies.
 * @param {string} folder
 * @param {number} rows
 * @param {string} baseUrl
 */
export function writeCurlConfig(folder, rows, baseUrl) {
  return writeLines(join(folder, `curl-${rows}.config`), rows, (row) => {
    const options = {
      url: `${baseUrl}/v1/orders`,
      data: body(row),
      output: '/dev/null',
    };
    const headers = [
      `authorization: Bearer ${token}`,
      'content-type: application/json',
      `x-idempotency-key: bench-${row}`,
    ];
    const lines = [
      ...(row > 1 ? ['next'] : []),
      ...['silent', 'show-error', 'fail'], // `next` forgets these too
      ...Object.entries(options).map(([name, value]) => `${name} = ${quote(value)}`),
      ...headers.map((header) => `header = ${quote(header)}`),
    ];
    return `${lines.join('\n')}\n`;
  });
}

/** @param {number} number */
const idOf = (number) => `ORD${String(number).padStart(26, '0')}`;

/**
 * Writes a file with an order's id a line.
 * @param {string} folder
 * @param {number} ids
 */
export const writeIds = (folder, ids) =>
  writeLines(join(folder, `ids-${ids}.txt`), ids, (row) => `${idOf(row)}\n`);

/**
 * Writes a config file of curl that gets the same orders.
 * @param {string} folder
 * @param {number} ids
 * @param {string} baseUrl
 */
export function writeCurlGets(folder, ids, baseUrl) {
  return writeLines(join(folder, `curl-gets-${ids}.config`), ids, (row) => {
    const lines = [
      ...(row > 1 ? ['next'] : []),
      ...['silent', 'show-error', 'fail', 'output = /dev/null'],
      `url = ${quote(`${baseUrl}/v1/orders/${idOf(row)}`)}`,
      `header = ${quote(`authorization: Bearer ${token}`)}`,
    ];
    return `${lines.join('\n')}\n`;
  });
}

/** @param {string} text */
const quote = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/**
 * A shell script that starts one process an order.
 * @param {string} folder
 * @param {string} bin
 */
export function writeShellLoop(folder, bin) {
  const path = join(folder, 'loop.sh');
  const create = `"${process.execPath}" "${bin}" create --data - --json`;
  const loop = `while IFS= read -r body; do\n  printf '%s' "$body" | ${create} || exit\ndone <"$1"\n`;
  writeFileSync(path, loop);
  return path;
}

/**
 * @param {string} path
 * @param {number} rows
 * @param {(row: number) => string} line
 */
function writeLines(path, rows, line) {
  const file = openSync(path, 'w');
  try {
    for (let row = 1; row <= rows; row += 1) writeSync(file, line(row));
  } finally {
    closeSync(file);
  }
  return path;
}
