// Loaded with --require into a measured process: on its way out it writes its peak memory, in KiB.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  writeFileSync(process.env.BENCH_MAX_RSS ?? '', String(process.resourceUsage().maxRSS));
});
