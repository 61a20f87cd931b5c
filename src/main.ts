import { commandLine, createHost, endProcess, guardUnfinished, type Host } from './host.ts';
import { codeAfter } from './interruption.ts';

/** Runs one command line and returns its exit code; nothing that is thrown gets past here. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  return codeAfter(await run(argv, host), host);
}

async function run(argv: readonly string[], host: Host): Promise<number> {
  try {
    const { runProgram } = await import('./program.ts');
    return await runProgram(argv, host);
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return reportError(error, argv, host);
  }
}

/**
 * The bin's entry: the real machine in, the process's exit code out. `packageFolder` is where this
 * package is installed.
 */
export async function start(packageFolder: string): Promise<void> {
  const host = createHost(packageFolder);
  // Were nothing left to wait for before it is done, Node would end the process, as if all were well.
  const isDone = guardUnfinished(host);
  const code = await main(commandLine(), host);
  isDone();
  await endProcess(host, code);
}
