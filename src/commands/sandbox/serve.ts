import type { Command } from 'commander';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { usageError } from '../../errors.ts';
import { interruptionCode } from '../../interruption.ts';
import { makeFolder } from '../../make-folder.ts';
import type { ServedSandbox } from '../../sandbox/serve.ts';
import type { Context } from '../../session/context.ts';
import { addExamples, collect } from '../options.ts';
import type { Verb } from '../verb.ts';
import { Closing } from './closing.ts';
import { openFaults, type FaultOptions } from './fault-options.ts';
import { parseRefundWay, refundsOption } from './refund-way.ts';
import { announce } from './open-sandbox.ts';
import { sandboxKeys } from './sandbox-keys.ts';
import { openWayIn, parseAllowed, temporaryFolder } from './way-in.ts';

interface ServeOptions extends FaultOptions {
  port?: string;
  refunds?: string;
  withProxy?: boolean;
  allow?: string[];
}

export const serve: Verb<ServeOptions> = {
  define(command: Command) {
    command
      .option('--port <number>', 'port on 127.0.0.1; 0 picks a free one (default: 4010)')
      .option('--fault <fault>', 'a fault: what goes wrong, and when; may repeat', collect)
      .option('--faults <file>', 'a file of faults, one a line')
      .addOption(refundsOption())
      .option('--seed <number>', 'the seed that draws random faults (default: 1)')
      .option('--with-proxy', 'a way in for any client, which `sandbox env` gives to a shell')
      .option('--allow <host>', 'a host that the proxy lets through; may repeat', collect);
    addExamples(command, [
      'mp-orders sandbox serve --port 0',
      "mp-orders sandbox serve --fault 'POST /v1/orders: 503 x2' --fault '* *: truncate 10%'",
      'mp-orders sandbox serve --refunds delayed:5s',
      'mp-orders sandbox serve --with-proxy --allow example.com',
      'mp-orders get ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --sandbox --base-url http://127.0.0.1:4010',
    ]);
  },

  async run(context, _args, options) {
    const { host, io } = context;
    const { serveSandbox } = await import('../../sandbox/serve.ts');
    const port = parsePort(options.port ?? '4010');
    const faults = await openFaults(context, options);
    const allowed = await parseAllowed(options.allow);
    if (allowed.length > 0 && options.withProxy !== true) throw allowWithoutProxy();
    const sandbox = await context.sandbox();
    if (options.refunds !== undefined) {
      await sandbox.refunds.write(parseRefundWay(context, '--refunds', options.refunds));
    }
    const served = await serveSandbox(sandbox, { port, faults });
    const closing = new Closing();
    closing.add(() => served.close());
    const proxy =
      options.withProxy === true
        ? await closing.around(() => openProxy(context, served, { allowed, closing }))
        : undefined;
    io.note(
      'Sandbox: a simulation of the order systems on this machine; no money moves. Ctrl-C ends it.',
    );
    io.note('Keys for your own client:');
    const keys = Object.entries(await sandboxKeys());
    keys.forEach(([, key]) => io.reveal(key));
    keys.forEach(([variable, key]) => io.note(`  ${variable}=${key}`));
    if (proxy !== undefined) {
      io.note('To have another shell’s programs reach it, whatever client they use:');
      io.note(`  ${proxy.typed}`);
    }
    if (faults !== undefined) io.note(faults.summary);
    // Last: a script that has read the URL finds the token on stderr.
    const { url } = served;
    const told = { url, ...(proxy !== undefined && { proxy: proxy.url }) };
    io.out(context.options.json === true ? JSON.stringify(told) : url);
    await new Promise((resolve) => host.signal.addEventListener('abort', resolve, { once: true }));
    await closing.all();
    return interruptionCode(host);
  },
};

/** The way of any client into this sandbox, and its announcement for `sandbox env`. */
async function openProxy(
  context: Context,
  served: ServedSandbox,
  { allowed, closing }: { allowed: readonly string[]; closing: Closing },
): Promise<{ url: string; typed: string }> {
  const folder = await temporaryFolder(closing);
  const home = join(folder, 'home');
  const facts = await openWayIn(context, served, { folder, home, allowed }, closing);
  // What mp-orders keeps is that home's, but for the sandbox, which is this one.
  await makeFolder(context.folders.sandbox);
  await symlink(context.folders.sandbox, join(home, 'sandbox'), 'junction');
  closing.add(await announce(context, facts));
  return {
    url: facts.proxyUrl,
    typed: context.shell === 'posix' ? 'eval "$(mp-orders sandbox env)"' : powershellLine,
  };
}

const powershellLine = 'mp-orders sandbox env powershell | Out-String | iex';

const allowWithoutProxy = () =>
  usageError('--allow is about the proxy, and there is none.', {
    hint: 'Add --with-proxy.',
  });

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw usageError(`--port: "${text}" is not a port.`, { hint: 'Write a number from 0 to 65535.' });
}
