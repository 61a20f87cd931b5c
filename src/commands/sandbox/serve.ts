import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { interruptionCode } from '../../interruption.ts';
import { addExamples, collect } from '../options.ts';
import type { Verb } from '../verb.ts';
import { openFaults, type FaultOptions } from './fault-options.ts';
import { parseRefundWay, refundWays } from './refund-way.ts';
import { sandboxKeys } from './sandbox-keys.ts';

export const serve: Verb<{ port?: string; refunds?: string } & FaultOptions> = {
  define(command: Command) {
    command
      .option('--port <number>', 'port on 127.0.0.1; 0 picks a free one (default: 4010)')
      .option('--fault <fault>', 'what shall go wrong, and when; may repeat', collect)
      .option('--faults <file>', 'a file of faults, one a line')
      .option('--refunds <how>', `${refundWays}, as \`sandbox refunds\` sets it`)
      .option('--seed <number>', 'draws the faults that are left to chance (default: 1)');
    addExamples(command, [
      'mp-orders sandbox serve --port 0',
      "mp-orders sandbox serve --fault 'POST /v1/orders: 503 x2' --fault '* *: truncate 10%'",
      'mp-orders sandbox serve --refunds delayed:5s',
      'mp-orders get ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --sandbox --base-url http://127.0.0.1:4010',
    ]);
  },

  async run(context, _args, options) {
    const { host, io } = context;
    const { serveSandbox } = await import('../../sandbox/serve.ts');
    const port = parsePort(options.port ?? '4010');
    const faults = await openFaults(context, options);
    const sandbox = await context.sandbox();
    if (options.refunds !== undefined) {
      await sandbox.refunds.write(parseRefundWay(context, '--refunds', options.refunds));
    }
    const served = await serveSandbox(sandbox, { port, faults });
    io.note(
      'Sandbox: a simulation of the order systems on this machine; no money moves. Ctrl-C ends it.',
    );
    io.note('Keys for your own client:');
    const keys = Object.entries(await sandboxKeys());
    keys.forEach(([variable, key]) => io.note(`  ${variable}=${key}`));
    if (faults !== undefined) io.note(faults.summary);
    // Last: a script that has read the URL finds the token on stderr.
    io.out(context.options.json === true ? JSON.stringify({ url: served.url }) : served.url);
    await new Promise((resolve) => host.signal.addEventListener('abort', resolve, { once: true }));
    await served.close();
    return interruptionCode(host);
  },
};

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw usageError(`--port: "${text}" is not a port.`, { hint: 'Write a number from 0 to 65535.' });
}
