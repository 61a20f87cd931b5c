import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { interruptionCode } from '../../host.ts';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';

export const serve: Verb<{ port?: string }> = {
  define(command: Command) {
    command.option('--port <number>', 'port on 127.0.0.1; 0 picks a free one (default: 4010)');
    addExamples(command, [
      'mp-orders sandbox serve --port 0',
      'mp-orders get ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --sandbox --base-url http://127.0.0.1:4010',
    ]);
  },

  async run(context, _args, options) {
    const { host, io } = context;
    const [{ serveSandbox }, { sandboxAccounts }] = await Promise.all([
      import('../../sandbox/serve.ts'),
      import('../../sandbox/accounts.ts'),
    ]);
    const served = await serveSandbox(await context.sandbox(), {
      port: parsePort(options.port ?? '4010'),
    });
    io.out(context.options.json === true ? JSON.stringify({ url: served.url }) : served.url);
    io.note(
      'Sandbox: a simulation of api.mercadopago.com on this machine; no money moves. Ctrl-C ends it.',
    );
    io.note(`Access token for your own client: ${sandboxAccounts[0]?.token ?? ''}`);
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
