import { execFileSync } from 'node:child_process';

/**
 * Whether this machine has a program that tests drive. They are skipped where it has not, with a word; in
 * CI on Linux that is an error, for what is skipped there never runs at all. `.ci/run` installs them.
 */
export function hasProgram(name: string, args: readonly string[] = ['--version']): boolean {
  try {
    execFileSync(name, args, { stdio: 'ignore' });
    return true;
  } catch {
    tellMissing(name);
    return false;
  }
}

/** Says that tests are skipped for want of this; throws in CI on Linux. */
export function tellMissing(name: string): void {
  const isCi = process.env.CI === 'true' && process.platform === 'linux';
  if (isCi) throw new Error(`CI needs ${name}: tests drive it, and .ci/run installs it.`);
  console.warn(`${name} is not installed: the tests that drive it are skipped.`);
}
