import { commandLine, createHost, setExitCode, type Host } from './host.ts';

/** Runs one command line and returns its exit code; nothing that is thrown gets past here. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
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
