import { sentence, type Label, type Text } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { Account } from '../../session/account.ts';
import { findBaseUrl } from '../../session/base-url.ts';
import { connect } from '../../session/connect.ts';
import type { Context } from '../../session/context.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import type { Account as WhoAmI } from '../../orders/order.ts';
import { requireAbility } from '../../providers/abilities.ts';
import type { AccountField, Keys, OrderSystem, SecretField } from '../../providers/order-system.ts';
import { isUsual, systems } from '../../providers/systems.ts';
import { isDamaged } from '../../settings/config-errors.ts';
import { storedProfile, type Config } from '../../settings/config-file.ts';
import { addExamples } from '../../help/layout.ts';
import { inSentence, withArticle } from '../../session/secret-words.ts';
import { inWords, paragraph } from '../options.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { accountWords } from './account-words.ts';

/** ` VTEX takes a line each: the app key and the app token.` */
const severalSecrets = systems
  .filter(({ secrets }) => secrets.length > 1)
  .map(({ title, secrets }) => {
    const labels = secrets.map(({ label }) => `the ${label.toLowerCase()}`);
    return ` ${title} takes a line each: ${inWords(labels, 'and')}.`;
  })
  .join('');

type LoginOptions = { verify: boolean } & Record<string, unknown>;

export const login: Verb<LoginOptions> = {
  define(command: Command) {
    command.option('--no-verify', 'store the keys without checking their account');
    for (const { title, fields } of systems) {
      fields.forEach(({ flag, summary }) =>
        command.option(`--${flag} <value>`, `${title}: ${summary}`),
      );
    }
    command.addHelpText(
      'after',
      `
${paragraph(
  `A token is typed at a hidden prompt, or read from stdin: it is never an option, for options show in \`ps\` and in the shell's history.${severalSecrets}`,
)}`,
    );
    addExamples(command, [
      'mp-orders auth login',
      'mp-orders auth login --profile shop2 < token.txt',
      'mp-orders auth login --profile mollie --provider mollie',
      'mp-orders auth login --profile vtex --provider vtex --account mystore',
    ]);
  },

  async run(context, _args, options) {
    const profile = context.settings.profileName;
    if (context.isSandbox) {
      throw usageError(
        sentence('The profile {profile} is built in: there is nothing to sign in to.', { profile }),
        {
          hint: sentence('Add --sandbox to any command to use it, or name another --profile.'),
        },
      );
    }
    const system = await context.system();
    refuseOtherSystem(context, profile, system);
    if (context.options.testmode === true) requireAbility(system, 'testmode');
    const fields = readFields(system, options);
    const keys = await readKeys(context, system, fields);
    const baseUrl = findBaseUrl(context)?.url;
    const account = options.verify ? await verifyKeys(context, system, keys) : undefined;
    const store = (config: Config) => {
      config.profiles[profile] = {
        provider: system.name,
        ...keys,
        token: keys.token ?? '',
        ...(baseUrl !== undefined && { base_url: baseUrl }),
        ...(account !== undefined && { account: { ...account } }),
      };
      config.profile ??= profile;
    };
    const { backup } = await context.settings.file.change(store, { mend: true });
    if (backup !== undefined) {
      context.io.warn(
        sentence('Warning: the old config could not be read; it is kept as {kept}.', {
          kept: backup,
        }),
      );
    }
    const json = JSON.stringify({ profile, provider: system.name, account: account ?? null });
    await printResult(context, {
      json,
      text: ({ say }) =>
        say('Signed in as {account}; stored in profile {profile}.', {
          account: accountWords(account),
          profile,
        }),
    });
    if (system.loginNote !== undefined) context.io.note(system.loginNote);
    await noteCurrent(context, profile);
  },
};

/** A profile is one account of one system: another system's keys must not be lost to a new login. */
function refuseOtherSystem({ settings }: Context, profile: string, { name, title }: OrderSystem) {
  if (isDamaged(settings.problem)) return; // what was stored is not known, and is kept aside
  const stored = storedProfile(settings.config, profile)?.provider;
  if (stored === undefined || stored === name) return;
  throw usageError(
    sentence('The profile {profile} is of {stored}; these keys are for {title}.', {
      profile,
      stored,
      title,
    }),
    {
      code: 'wrong_profile',
      hint: sentence('Name another: --profile {name}.', { name }),
    },
  );
}

async function noteCurrent(context: Context, profile: string): Promise<void> {
  const current = (await context.settings.file.read()).profile;
  if (current === profile) return;
  context.io.note(
    sentence('The current profile is {current}: `mp-orders auth use {profile}` changes that.', {
      current: current ?? 'default',
      profile,
    }),
  );
}

/** The flags of this system; another system's flag is a mistake, and not to be lost silently. */
function readFields({ name, title, fields }: OrderSystem, options: LoginOptions): Keys {
  const typed = (field: AccountField) => options[camelCase(field.flag)];
  const foreign = systems
    .filter((system) => system.name !== name)
    .flatMap((system) => system.fields.filter((field) => typed(field) !== undefined));
  const [first] = foreign;
  if (first !== undefined) {
    throw usageError(sentence('--{flag} is not for {title}.', { flag: first.flag, title }), {
      hint: sentence('Name the order system with --provider.'),
    });
  }
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = typed(field);
      return typeof value === 'string' ? [[field.name, value]] : [];
    }),
  );
}

const camelCase = (flag: string) =>
  flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

async function readKeys(context: Context, system: OrderSystem, fields: Keys): Promise<Keys> {
  const { secrets } = system;
  const read = await context.io.readSecrets(secrets.map(({ label }) => `${label}: `));
  read.forEach((secret) => context.io.addSecret(secret));
  secrets.forEach((secret, i) => checkSecret(system, secret, read[i] ?? ''));
  const testmode: Keys = context.options.testmode === true ? { testmode: 'true' } : {};
  const typed = Object.fromEntries(secrets.map(({ name }, i) => [name, read[i] ?? '']));
  return system.completeKeys({ ...fields, ...testmode, ...typed });
}

function checkSecret(system: OrderSystem, secret: SecretField, text: string): void {
  if (/^[\x21-\x7e]{8,}$/.test(text)) return;
  const { name, secrets } = system;
  const { label, example } = secret;
  const values = { label: inSentence(label) };
  const provider = isUsual(system) ? '' : ` --provider ${name}`;
  const command = `\`mp-orders auth login${provider} < token.txt\``;
  const lines = secrets.flatMap((one, i): Text[] => [
    `${i === 0 ? '' : ', '}${one.label} (`,
    sentence(one.example as Label),
    ')',
  ]);
  const message =
    text === ''
      ? sentence('No {label} was given.', values)
      : sentence('That is not {what}.', { what: withArticle(label) });
  throw usageError(message, {
    hint:
      secrets.length === 1
        ? sentence(
            'It is one line such as {example}: type it at the prompt, or pipe it in: {command}',
            { example, command },
          )
        : sentence('One line each: {lines}: type them at the prompt, or pipe them in: {command}', {
            lines,
            command,
          }),
  });
}

async function verifyKeys(context: Context, system: OrderSystem, keys: Keys): Promise<WhoAmI> {
  const credentials = { keys, source: 'login', profile: context.settings.profileName };
  const provider = await connect(context, new Account(context, system, credentials));
  const spinner = await context.io.spin(
    sentence('Asking {title} whose keys these are', { title: system.title }),
  );
  try {
    return await provider.whoami();
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== exitCodes.unreachable) throw error;
    const hint = sentence(
      'The token was not stored: it could not be verified. --no-verify stores it unverified.',
    );
    throw error.with({ hint });
  } finally {
    spinner.stop();
  }
}
