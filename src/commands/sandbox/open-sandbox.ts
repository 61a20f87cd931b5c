import { sentence } from '../../language/sentence.ts';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { usageError } from '../../errors.ts';
import type { GatewayFacts } from '../../sandbox/gateway/child-env.ts';
import type { Context } from '../../session/context.ts';

/** What `sandbox serve --with-proxy` leaves for `sandbox env` while it runs. */
interface ProxyRecord {
  pid: number;
  facts: GatewayFacts;
}

const fileOf = ({ folders }: Context): string =>
  join(dirname(folders.sandbox), 'sandbox-proxy.json');

/** Lets `sandbox env` find this process's sandbox; gives what ends that. */
export async function announce(
  context: Context,
  facts: GatewayFacts,
): Promise<() => Promise<void>> {
  const file = fileOf(context);
  const { pid } = context.host;
  const left: ProxyRecord = { pid, facts };
  await rm(file, { force: true }); // the mode below counts for a new file only
  await writeFile(file, JSON.stringify(left), { mode: 0o600 });
  return async () => {
    if ((await read(file))?.pid === pid) await rm(file, { force: true });
  };
}

/** The sandbox that `sandbox serve --with-proxy` serves. Throws a usage error when there is none. */
export async function findServedSandbox(context: Context): Promise<GatewayFacts> {
  const { host, settings } = context;
  // In a shell of a sandbox, the folder of the user's own is no longer named.
  const left = await read(settings.fromEnv('MP_ORDERS_SANDBOX_STATE') ?? fileOf(context));
  if (left !== undefined && host.isAlive(left.pid)) return { ...left.facts };
  throw usageError(sentence('No sandbox with a proxy is being served.'), {
    code: 'no_sandbox_proxy',
    hint: sentence('Start one in another terminal, or use `mp-orders sandbox run`.'),
    next: ['mp-orders sandbox serve --with-proxy'],
  });
}

/** The file's place, for shells that are in the sandbox. */
export const stateFile = fileOf;

const read = (file: string): Promise<ProxyRecord | undefined> =>
  readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as ProxyRecord,
    () => undefined,
  );
