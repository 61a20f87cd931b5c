import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from '../../session/context.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import type { ChildEnd } from '../../host.ts';
import { interruptionCode } from '../../interruption.ts';
import { systemTitles } from '../../providers/systems.ts';
import { addExamples } from '../../help/layout.ts';
import { collect, inWords, paragraph } from '../options.ts';
import type { Verb } from '../verb.ts';
import { Cleanup } from './cleanup.ts';
import { openFaults, type FaultOptions } from './fault-options.ts';
import { parseRefundWay, refundsOption } from './refund-way.ts';
import { openWebhooksFor, webhookOptions, type WebhookFlags } from './webhook-options.ts';
import { openWayIn, parseAllowed, temporaryFolder } from './way-in.ts';

interface RunOptions extends FaultOptions, WebhookFlags {
  allow?: string[];
  home?: string;
  refunds?: string;
  minimumAmount?: boolean;
}

export const run: Verb<RunOptions> = {
  define(command: Command) {
    command
      .argument('<command...>', 'a program and its arguments, after --')
      .option('--allow <host>', 'another host that it may reach; may repeat', collect)
      .option('--home <folder>', 'its MP_ORDERS_HOME (default: one that is gone at the end)')
      .option(
        '--fault <fault>',
        'what goes wrong, and when (mp-orders help faults); may repeat',
        collect,
      )
      .option('--faults <file>', 'a file of faults, one a line')
      .addOption(refundsOption())
      .option('--minimum-amount', 'refuse amounts below 15.00 in Argentina, as the API does')
      .option('--seed <number>', 'the seed that draws random faults (default: 1)')
      .addHelpText(
        'after',
        `
${paragraph(
  `Starts a sandbox and runs the program so that what it asks of ${inWords(systemTitles, 'and')} reaches the sandbox, whichever client it uses: by a proxy on this machine, certificates of this run, and a preload for Node. The exit code is the program's; 127 when there is no such program, 126 when it cannot be run.`,
)}

A client that asks no proxy, and is no Node client, goes to the real hosts.
With --webhook the program finds the secret in MP_ORDERS_WEBHOOK_SECRET.`,
      );
    webhookOptions(command);
    addExamples(command, [
      'mp-orders sandbox run -- npm test',
      'mp-orders sandbox run --allow example.com -- python3 till.py',
      'mp-orders sandbox run --webhook http://127.0.0.1:3000/hook -- node till.js',
      'mp-orders sandbox run --fault "POST /v1/orders: 503 x2" -- node till.js',
    ]);
  },

  async run(context, command, options) {
    const { host, io } = context;
    const allowed = await parseAllowed(options.allow);
    const named = options.home === undefined ? undefined : checkHome(context, options.home);
    const faults = await openFaults(context, options);
    const refunds =
      options.refunds === undefined
        ? undefined
        : { way: parseRefundWay(context, '--refunds', options.refunds) };
    const { openSandbox } = await import('../../sandbox/sandbox.ts');
    const { serveSandbox } = await import('../../sandbox/serve.ts');
    const { sandboxVariables } = await import('../../sandbox/gateway/child-env.ts');

    const closing = new Cleanup();
    return closing.around(async () => {
      const folder = await temporaryFolder(closing);
      const home = named ?? join(folder, 'home');
      const { now, isAlive, pid } = host;
      const sandbox = openSandbox({
        directory: join(home, 'sandbox'),
        now,
        isAlive,
        pid,
        patience: host,
      });
      if (refunds !== undefined) await sandbox.refunds.write(refunds.way);
      if (options.minimumAmount === true) await sandbox.minimumAmount.write(true);
      const { webhooks, secret } = await openWebhooksFor(context, sandbox, options);
      const { monotonic } = host;
      const served = await serveSandbox(sandbox, { port: 0, faults, webhooks, monotonic });
      closing.add(() => served.close());
      const facts = await openWayIn(context, served, { folder, home, allowed }, closing);
      if (host.signal.aborted) {
        await closing.all();
        return interruptionCode(host);
      }
      io.note(
        sentence('Sandbox: the program meets a simulation of the order systems; no money moves.'),
      );
      if (faults.summary !== undefined) io.note(faults.summary);
      const env = {
        ...host.env,
        ...sandboxVariables(host.env, facts),
        ...(secret !== undefined && { MP_ORDERS_WEBHOOK_SECRET: secret }),
      };
      return codeOf(command, await host.runChild(command, { env, afterwards: closing.all }));
    });
  },
};

/** The home of the user's own orders is no place for those of a sandbox. */
function checkHome({ folders }: Context, text: string): string {
  const home = resolve(text);
  if (join(home, 'journal') === folders.journal) {
    throw usageError(sentence('--home: {home} holds the journal of your own orders.', { home }), {
      hint: sentence('Name another folder, or leave --home out.'),
    });
  }
  return home;
}

/** As shells have it: 128 and the signal's number. Throws CliError for a program that did not start. */
function codeOf([program = '']: readonly string[], end: ChildEnd): number {
  if ('error' in end) throw notStarted(program, end.error);
  return end.code ?? 128 + (end.signal === null ? 0 : constants.signals[end.signal]);
}

function notStarted(program: string, cause: NodeJS.ErrnoException): CliError {
  if (cause.code === 'ENOENT' || program === '') {
    const message = sentence('{program} could not be run: there is no such program.', {
      program: program === '' ? '""' : program,
    });
    const hint = sentence('Check its name, and whether its folder is in PATH.');
    return new CliError(exitCodes.noSuchProgram, 'no_such_program', message, { hint, cause });
  }
  const isDenied = cause.code === 'EACCES';
  const why = isDenied
    ? sentence('it is not executable')
    : sentence('the system says {code}', { code: cause.code ?? cause.message });
  const hint = isDenied
    ? sentence('Make it executable (chmod +x), or name what runs it first.')
    : sentence('Check its name, and how many words it is given.');
  const message = sentence('{program} could not be run: {why}.', { program, why });
  return new CliError(exitCodes.notExecutable, 'not_executable', message, { hint, cause });
}
