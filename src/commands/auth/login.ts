import type { Command } from 'commander';
import { connect, findBaseUrl } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import type { Account } from '../../orders/order.ts';
import { addExamples } from '../options.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { accountWords } from './account-words.ts';

export const login: Verb<{ verify: boolean }> = {
  define(command: Command) {
    command
      .option('--no-verify', 'store the token without asking Mercado Pago whose it is')
      .addHelpText(
        'after',
        `
The token is typed at a hidden prompt, or read from stdin: it is never an
option, for options show in \`ps\` and in the shell's history.`,
      );
    addExamples(command, [
      'mp-orders auth login',
      'mp-orders auth login --profile shop2 < token.txt',
    ]);
  },

  async run(context, _args, { verify }) {
    const profile = context.settings.profileName;
    if (context.isSandbox) {
      throw usageError(`The profile ${profile} is built in: there is nothing to sign in to.`, {
        hint: 'Add --sandbox to any command to use it, or name another --profile.',
      });
    }
    const token = await readToken(context);
    const baseUrl = findBaseUrl(context)?.url;
    const account = verify ? await verifyToken(context, token) : undefined;
    await context.settings.file.change((config) => {
      config.profiles[profile] = {
        provider: 'mercadopago',
        token,
        ...(baseUrl !== undefined && { base_url: baseUrl }),
        ...(account !== undefined && { account: { ...account } }),
      };
      config.profile ??= profile;
    });
    const json = JSON.stringify({ profile, provider: 'mercadopago', account: account ?? null });
    await printResult(context, {
      json,
      text: () => `Signed in as ${accountWords(account)}; stored in profile ${profile}.`,
    });
    const current = (await context.settings.file.read()).profile;
    if (current !== profile) {
      context.io.note(
        `The current profile is ${current}: \`mp-orders auth use ${profile}\` changes that.`,
      );
    }
  },
};

async function readToken(context: Context): Promise<string> {
  const token = await context.io.readSecret('Access token: ');
  context.io.addSecret(token);
  if (/^[\x21-\x7e]{8,}$/.test(token)) return token;
  throw usageError(token === '' ? 'No access token was given.' : 'That is not an access token.', {
    hint: 'It is one line such as APP_USR-…: type it at the prompt, or pipe it in: mp-orders auth login < token.txt',
  });
}

async function verifyToken(context: Context, token: string): Promise<Account> {
  const credentials = { token, source: 'login', profile: context.settings.profileName };
  const provider = await connect(context, { credentials });
  const spinner = await context.io.spin('Asking Mercado Pago whose token this is');
  try {
    return await provider.whoami();
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== exitCodes.unreachable) throw error;
    const hint =
      'The token was not stored, and nothing says it is wrong. --no-verify stores it unverified.';
    throw new CliError(error.exitCode, error.code, error.message, { ...error.facts, hint });
  } finally {
    spinner.stop();
  }
}
