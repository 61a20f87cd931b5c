import { main } from '../../src/main.ts';
import { fakeHost, type FakeOptions } from './fake-host.ts';
import { tempHome } from './temp-home.ts';

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

export type RunOptions = FakeOptions & { home?: string };

/** Runs a whole command in process, on a machine in memory, with a home of its own. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Result> {
  const { home = tempHome(), env, ...machine } = options;
  const host = fakeHost({ ...machine, env: { MP_ORDERS_HOME: home, ...env } });
  const code = await main(argv, host);
  return { code, ...host.printed };
}
