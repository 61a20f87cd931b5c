// Loaded with --require into a measured process: its output, a file, counts as a terminal.
Object.assign(process.stdout, { isTTY: true, columns: 80, rows: 24, getColorDepth: () => 8 });
