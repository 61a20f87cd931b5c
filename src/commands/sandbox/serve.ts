import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { isIP } from 'node:net';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { usageError } from '../../errors.ts';
import { interruptionCode } from '../../interruption.ts';
import { makeFolder } from '../../make-folder.ts';
import type { LoggedRequest } from '../../sandbox/log.ts';
import type { ServedSandbox } from '../../sandbox/serve.ts';
import type { Context } from '../../session/context.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { toolName } from '../../session/tool-name.ts';
import { addExamples } from '../../help/layout.ts';
import { collect, parsePort } from '../options.ts';
import type { Verb } from '../verb.ts';
import { Cleanup } from './cleanup.ts';
import { openFaults, type FaultOptions } from './fault-options.ts';
import { parseRefundWay, refundsOption } from './refund-way.ts';
import { announce } from './open-sandbox.ts';
import { sandboxKeys } from './sandbox-keys.ts';
import { openWebhooksFor, webhookOptions, type WebhookFlags } from './webhook-options.ts';
import { openWayIn, parseAllowed, temporaryFolder, urlOfProxy } from './way-in.ts';

interface ServeOptions extends FaultOptions, WebhookFlags {
  port?: string;
  refunds?: string;
  minimumAmount?: boolean;
  withProxy?: boolean;
  proxyPort?: string;
  allow?: string[];
  host?: string;
  allowHost?: string[];
}

export const serve: Verb<ServeOptions> = {
  define(command: Command) {
    command
      .option('--port <number>', 'its port; 0 picks a free one (default: 4010)')
      .option('--host <address>', 'the address to listen on (default: 127.0.0.1)')
      .option('--allow-host <name>', 'a name that other machines call it by; may repeat', collect)
      .option(
        '--fault <fault>',
        'what goes wrong, and when (mp-orders help faults); may repeat',
        collect,
      )
      .option('--faults <file>', 'a file of faults, one a line')
      .addOption(refundsOption())
      .option('--minimum-amount', 'refuse amounts below 15.00 in Argentina, as the API does')
      .option('--seed <number>', 'the seed that draws random faults (default: 1)')
      .option('--with-proxy', 'a way in for any client, which `sandbox env` gives to a shell')
      .option('--proxy-port <number>', 'the port of that proxy (default: a free one)')
      .option('--allow <host>', 'a host that the proxy lets through; may repeat', collect);
    webhookOptions(command);
    command.addHelpText(
      'after',
      `
Runs until Ctrl-C. Prints its address, which shows the orders in a browser, and
the keys that your own client signs in with (--json: a document).`,
    );
    addExamples(command, [
      'mp-orders sandbox serve --port 0',
      'mp-orders sandbox serve --webhook http://127.0.0.1:3000/hook --webhook-fault twice',
      'mp-orders sandbox serve --fault "POST /v1/orders: 503 x2" --fault "GET *: html 10%"',
      'mp-orders sandbox serve --refunds delayed:5s',
      'mp-orders sandbox serve --host 0.0.0.0 --allow-host sandbox',
      'mp-orders sandbox serve --with-proxy --allow example.com',
      'mp-orders get ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --sandbox --base-url http://127.0.0.1:4010',
    ]);
  },

  async run(context, _args, options) {
    const { host, io } = context;
    const { serveSandbox } = await import('../../sandbox/serve.ts');
    const port = parsePort(options.port ?? '4010', '--port');
    const proxyPort = parsePort(options.proxyPort ?? '0', '--proxy-port');
    const faults = await openFaults(context, options);
    const allowed = await parseAllowed(options.allow);
    if (options.withProxy !== true) {
      if (allowed.length > 0) throw withoutProxy('--allow');
      if (options.proxyPort !== undefined) throw withoutProxy('--proxy-port');
    }
    const reach = readReach(context, options);
    const sandbox = await context.sandbox();
    if (options.refunds !== undefined) {
      await sandbox.refunds.write(parseRefundWay(context, '--refunds', options.refunds));
    }
    if (options.minimumAmount === true) await sandbox.minimumAmount.write(true);
    const {
      webhooks,
      secret: signedWith,
      isGenerated,
    } = await openWebhooksFor(context, sandbox, options);
    const secret = isGenerated ? signedWith : undefined; // the user's own is not shown
    const served = await serveSandbox(sandbox, {
      port,
      webhooks,
      ...reach,
      faults,
      monotonic: host.monotonic,
      onRequest:
        context.options.debug === true ? (entry) => io.warn(requestLine(entry)) : undefined,
    });
    const closing = new Cleanup();
    closing.add(() => served.close());
    const proxy =
      options.withProxy === true
        ? await closing.around(() =>
            openProxy(context, served, { allowed, closing, reach, port: proxyPort }),
          )
        : undefined;
    io.note(
      sentence(
        'Sandbox: a simulation of the order systems on this machine; no money moves. Ctrl-C ends it.',
      ),
    );
    io.note(sentence('Keys for your own client:'));
    const keys = Object.entries(await sandboxKeys());
    keys.forEach(([, key]) => io.reveal(key));
    keys.forEach(([variable, key]) => io.note(`  ${variable}=${key}`));
    io.note(
      sentence('This tool uses it with: {command}', {
        command: `${toolName(host)} list --sandbox --base-url ${served.url}`,
      }),
    );
    if (proxy !== undefined) {
      io.note(sentence('To let the programs of another shell reach it, with any client:'));
      io.note(`  ${proxy.typed}`);
    }
    io.note(sentence('See it and control it in a browser: {url}/', { url: served.url }));
    io.note(sentence('Programs drive it at {url} (docs/sandbox.md).', { url: served.controlUrl }));
    if (reach.token !== undefined) {
      io.reveal(reach.token);
      io.note(sentence('Other machines may reach it: to control it, they need this token.'));
      io.note(`  MP_ORDERS_SANDBOX_TOKEN=${reach.token}`);
    }
    if (reach.token !== undefined && proxy !== undefined) {
      io.note(sentence('Programs on other machines use this proxy, and trust this certificate:'));
      io.note(`  HTTPS_PROXY=${proxy.url}`);
      io.note(['  GET /_sandbox/authority, ', sentence('with the token')]);
    }
    if (secret !== undefined) {
      io.note(
        sentence('Webhooks go to {url}, signed with this secret:', { url: options.webhook ?? '' }),
      );
      io.note(`  MP_ORDERS_WEBHOOK_SECRET=${secret}`);
    }
    if (faults.summary !== undefined) io.note(faults.summary);
    // Last: a script that has read the URL finds the token on stderr.
    const { url } = served;
    const document = {
      url,
      control_url: served.controlUrl,
      ...(reach.token !== undefined && { control_token: reach.token }),
      keys: Object.fromEntries(keys),
      ...(proxy !== undefined && { proxy: proxy.url }),
      ...(secret !== undefined && { webhook_secret: secret }),
    };
    io.out(context.options.json === true ? JSON.stringify(document) : url);
    await new Promise((resolve) => host.signal.addEventListener('abort', resolve, { once: true }));
    await closing.all();
    return interruptionCode(host);
  },
};

interface ProxyPlace {
  allowed: readonly string[];
  closing: Cleanup;
  reach: Reach;
  port: number;
}

/** The way of any client into this sandbox, and its announcement for `sandbox env`. */
async function openProxy(
  context: Context,
  served: ServedSandbox,
  { allowed, closing, reach, port }: ProxyPlace,
): Promise<{ url: string; typed: string }> {
  const folder = await temporaryFolder(closing);
  const home = join(folder, 'home');
  const { host, token, allowHosts } = reach;
  const proxy = token === undefined ? { host: '127.0.0.1', port } : { host, port, token };
  const facts = await openWayIn(context, served, { folder, home, allowed, proxy }, closing);
  // What mp-orders keeps is that home's, but for the sandbox, which is this one.
  await makeFolder(context.folders.sandbox);
  await symlink(context.folders.sandbox, join(home, 'sandbox'), 'junction');
  closing.add(await announce(context, facts));
  const [name] = allowHosts;
  const elsewhere = token === undefined ? undefined : name;
  return {
    url:
      elsewhere === undefined
        ? facts.proxyUrl
        : urlOfProxy(Number(new URL(facts.proxyUrl).port), { token, host: elsewhere }),
    typed:
      context.shell === 'posix'
        ? `eval "$(${toolName(context.host)} sandbox env)"`
        : `${toolName(context.host)} sandbox env powershell | Out-String | iex`,
  };
}

const withoutProxy = (flag: string) =>
  usageError(sentence('{flag} is about the proxy, and there is none.', { flag }), {
    hint: sentence('Add --with-proxy.'),
  });

interface Reach {
  host: string;
  allowHosts: readonly string[];
  token?: string;
}

/** Where it listens, under which names it is driven, and what is asked of who drives it. */
function readReach(
  { host: machine, settings }: Context,
  { host = '127.0.0.1', allowHost: allowHosts = [] }: ServeOptions,
): Reach {
  for (const name of allowHosts) {
    if (/^[a-z\d]([a-z\d._-]*[a-z\d])?$/i.test(name)) continue;
    throw usageError(
      sentence('{flag}: "{name}" is not a name of a host.', { flag: '--allow-host', name }),
      {
        hint: sentence('Write one such as sandbox, without a port.'),
      },
    );
  }
  if (!isIP(host)) {
    throw usageError(sentence('--host: "{host}" is not an address.', { host }), {
      hint: sentence('Write 127.0.0.1, ::1, or 0.0.0.0 for all addresses of this machine.'),
    });
  }
  if (/^(127\.|::1$)/.test(host)) return { host, allowHosts };
  if (allowHosts.length === 0) {
    throw usageError(
      sentence(
        '--host {host}: the sandbox would refuse the names by which other machines reach it.',
        {
          host,
        },
      ),
      {
        code: 'allow_host_needed',
        hint: sentence(
          'Add --allow-host with the name that they call it by, such as --allow-host sandbox.',
        ),
      },
    );
  }
  const token = settings.fromEnv('MP_ORDERS_SANDBOX_TOKEN') ?? '';
  return { host, allowHosts, token: token === '' ? machine.uuid() : token };
}

/** A request and its answer in one line. */
function requestLine({ method, path, answer, ms, fault }: LoggedRequest): string {
  const end = answer === undefined ? 'no answer' : String(answer.status);
  const why = fault === undefined ? '' : ` (fault: ${fault})`;
  return cleanValue(`${method} ${path} -> ${end} in ${Math.round(ms)} ms${why}`);
}
