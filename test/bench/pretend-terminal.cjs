// Loaded with --require into a measured process: its output, a file, counts as a terminal.
require('node:fs').fstatSync = () => {
  throw new Error('a console');
};
Object.assign(process.stdout, { isTTY: true, columns: 80, rows: 24, getColorDepth: () => 8 });
