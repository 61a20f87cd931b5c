// Loaded with --require into a measured process: on its way out it writes what it used, and when it
// sent and got what: { maxRssKiB, cpuMs, files, parts, sentMs, answeredMs, endMs }. `files` are those of
// programs that it read, and `parts` those of mp-orders that ran (bundle/loader.cjs).
const { subscribe } = require('node:diagnostics_channel');
const fs = require('node:fs');

const { BENCH_USAGE: file = '' } = process.env;
/** @type {Record<string, number>} */
const at = {};
/** @param {string} name @param {string[]} channels */
const note = (name, channels) =>
  channels.forEach((channel) => subscribe(channel, () => (at[name] ??= performance.now())));
const read = new Set(Object.keys(require.cache));
const { readFileSync } = fs;
Object.assign(fs, {
  readFileSync: (/** @type {any} */ path, /** @type {any} */ options) => {
    const content = readFileSync(path, options);
    if (/[\\/]dist[\\/]/.test(path)) read.add(path);
    return content;
  },
});

note('sentMs', ['http.client.request.start', 'undici:client:sendHeaders']);
note('answeredMs', ['http.client.response.finish', 'undici:request:trailers']);

process.on('exit', () => {
  const endMs = performance.now();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  Object.keys(require.cache).forEach((path) => read.add(path));
  const files = read.size - 1; // beside this one
  const loader = Object.keys(require.cache).find((path) => /[\\/]dist[\\/]main\.cjs$/.test(path));
  const parts = loader === undefined ? undefined : require(loader).ran.size;
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  fs.writeFileSync(file, JSON.stringify({ maxRssKiB: maxRSS, cpuMs, files, parts, endMs, ...at }));
});
