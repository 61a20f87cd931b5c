import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import type { GatewayFacts } from '../../sandbox/gateway/child-env.ts';
import type { Context } from '../../session/context.ts';
import { addExamples } from '../../help/layout.ts';
import { ChoiceArgument, parseChoice } from '../options.ts';
import type { Verb } from '../verb.ts';
import { findServedSandbox, stateFile } from './open-sandbox.ts';
import { sandboxKeys } from './sandbox-keys.ts';
import { isInSandbox, linesToEnter, linesToLeave, shells, type EnvShell } from './shell-lines.ts';

export const env: Verb<{ undo?: boolean }> = {
  define(command: Command) {
    command
      .addArgument(new ChoiceArgument('[shell]', shells, shellsInWords))
      .option('--undo', 'the lines that take the shell out of the sandbox again')
      .addHelpText(
        'after',
        `
Prints what \`sandbox run\` sets, as lines for a shell, or as one document with
--json. It needs a sandbox that goes on running, in another terminal:
\`mp-orders sandbox serve --with-proxy\`. A shell reads the lines like this:

  sh, bash, zsh: eval "$(mp-orders sandbox env)"
  fish:          mp-orders sandbox env fish | source
  PowerShell:    mp-orders sandbox env powershell | Out-String | iex

The shell keeps what it had, and --undo gives it back.`,
      );
    addExamples(command, [
      'mp-orders sandbox env',
      'mp-orders sandbox env fish --undo',
      'mp-orders sandbox env --json',
    ]);
  },

  async run(context, [word], { undo }) {
    const { host, io } = context;
    const shell = word === undefined ? usualShell(context) : parseChoice(word, shells);
    const at = { env: host.env, shell };
    if (undo === true) {
      if (context.options.json === true) throw undoneByShell();
      const { sandboxVariables } = await import('../../sandbox/gateway/child-env.ts');
      const facts = { ...noFacts, keys: await sandboxKeys() };
      const names = [...Object.keys(sandboxVariables({}, facts)), stateVariable];
      if (!isInSandbox(host.env))
        io.note(sentence('This shell is not in a sandbox: there is nothing to undo.'));
      linesToLeave(names, at).forEach((line) => io.out(line));
      return;
    }
    const variables = await variablesOf(context, await findServedSandbox(context));
    Object.values(variables).forEach((value) => io.reveal(value ?? ''));
    if (context.options.json === true) {
      const names = Object.keys(variables);
      const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
      io.out(JSON.stringify({ set, unset: names.filter((name) => variables[name] === undefined) }));
      return;
    }
    linesToEnter(variables, at).forEach((line) => io.out(line));
  },
};

const shellsInWords = 'sh (bash and zsh too), fish or powershell (default: sh)';

const undoneByShell = () =>
  usageError(sentence('--undo prints lines for a shell, not JSON.'), {
    hint: sentence('Leave --json out.'),
  });

const stateVariable = 'MP_ORDERS_SANDBOX_STATE';

async function variablesOf(
  context: Context,
  facts: GatewayFacts,
): Promise<Record<string, string | undefined>> {
  const { sandboxVariables } = await import('../../sandbox/gateway/child-env.ts');
  const { host, settings } = context;
  const state = settings.fromEnv(stateVariable) ?? stateFile(context);
  return { ...sandboxVariables(host.env, facts), [stateVariable]: state };
}

const usualShell = ({ shell }: Context): EnvShell => (shell === 'posix' ? 'sh' : 'powershell');

/** For the names alone. */
const noFacts = {
  url: '',
  proxyUrl: '',
  address: '',
  home: '',
  hook: '',
  files: { authority: '', extra: '', bundle: '' },
};
