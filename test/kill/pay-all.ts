import { openSandbox } from '../../src/sandbox/sandbox.ts';

/** Pays orders of a sandbox that nobody serves at the time, as their customers would. */
export async function payAll(directory: string, ids: readonly string[]): Promise<void> {
  const sandbox = openSandbox({
    directory,
    now: () => new Date(),
    pid: process.pid,
    isAlive: (pid) => pid === process.pid,
  });
  for (const id of ids) await sandbox.pay(id, 'account_money');
}
