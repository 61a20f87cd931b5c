// Loaded with --require into a measured process: on its way out it writes what it used, and when it
// sent and got what: { maxRssKiB, cpuMs, files, sentMs, answeredMs, endMs }.
const { subscribe } = require('node:diagnostics_channel');
const { writeFileSync } = require('node:fs');

const { BENCH_USAGE: file = '' } = process.env;
/** @type {Record<string, number>} */
const at = {};
/** @param {string} name @param {string[]} channels */
const note = (name, channels) =>
  channels.forEach((channel) => subscribe(channel, () => (at[name] ??= performance.now())));
note('sentMs', ['http.client.request.start', 'undici:client:sendHeaders']);
note('answeredMs', ['http.client.response.finish', 'undici:request:trailers']);

process.on('exit', () => {
  const endMs = performance.now();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const files = Object.keys(require.cache).length - 1; // beside this one
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  writeFileSync(file, JSON.stringify({ maxRssKiB: maxRSS, cpuMs, files, endMs, ...at }));
});
