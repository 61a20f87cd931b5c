import { commandLine, createHost, setExitCode, type Host } from './host.ts';
import { version } from './version.ts';

/**
 * Runs one command line and returns its exit code; nothing that is thrown gets past here.
 * `--version` is answered before anything else is loaded.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    host.stdout.write(`${version}\n`);
    return 0;
  }
  try {
    const { runProgram } = await import('./program.ts');
    return await runProgram(argv, host);
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return reportError(error, argv, host);
  }
}

/** The bin's entry: the real machine in, the process's exit code out. */
export async function start(): Promise<void> {
  setExitCode(await main(commandLine(), createHost()));
}
