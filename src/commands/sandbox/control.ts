import { sentence } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { SandboxControl } from '../../sandbox/control/control.ts';
import type { ControlSend } from '../../sandbox/control/remote.ts';
import { findBaseUrl } from '../../session/base-url.ts';
import type { Context } from '../../session/context.ts';

/** The URL of the running sandbox that this run is about; undefined for the sandbox of this user. */
export const sandboxUrl = (context: Context): string | undefined =>
  findBaseUrl(context, undefined, { isSandbox: true })?.url;

/** What the help says of verbs that only a served sandbox can carry out. */
export const ofServed = `
It asks a sandbox that is served: name that with --base-url, or in
MP_ORDERS_BASE_URL.`;

/**
 * What drives the sandbox: the running one that `--base-url` or MP_ORDERS_BASE_URL names, by its control
 * API; else the one in this user's folder, in this process.
 */
export async function sandboxControl(context: Context): Promise<SandboxControl> {
  const url = sandboxUrl(context);
  if (url === undefined) {
    const { openControl } = await import('../../sandbox/control/control.ts');
    return openControl(await context.sandbox());
  }
  const { openRemoteControl } = await import('../../sandbox/control/remote.ts');
  const token = context.settings.fromEnv('MP_ORDERS_SANDBOX_TOKEN');
  if (token !== undefined) context.io.addSecret(token);
  const command = (line: string) => context.command(line);
  return openRemoteControl({ url, token, command, send: sender(context, url) });
}

/** Asks once: what a sandbox was told to do may be done, so nothing is said twice. */
function sender(context: Context, base: string): ControlSend {
  return async ({ method, url, headers, body }) => {
    const send = await context.transport(new URL(base));
    const { host, requestTimeoutMs } = context;
    const signal = AbortSignal.any([host.signal, AbortSignal.timeout(requestTimeoutMs)]);
    return send({ method, url, headers, body }, signal).catch((cause: unknown) => {
      if (cause instanceof CliError || host.signal.aborted) throw cause;
      throw new CliError(
        exitCodes.unreachable,
        'no_answer',
        sentence('No sandbox answers at {base}.', { base }),
        {
          hint: sentence('Serve one, or leave --base-url out for the sandbox of this user.'),
          next: ['mp-orders sandbox serve'],
          cause,
        },
      );
    });
  };
}
