import { listed } from '../language/list.ts';
import { sentence, type Text } from '../language/sentence.ts';
import type { Run } from './run.ts';
import { CliError, exitCodes, usageError } from '../errors.ts';
import { requireAbility } from '../providers/abilities.ts';
import { isUsual } from '../providers/systems.ts';
import { isToken, type Keys, type OrderSystem } from '../providers/order-system.ts';
import { storedProfile, type StoredAccount, type StoredProfile } from '../settings/config-file.ts';
import { isSandboxProfile } from '../settings/settings.ts';
import { withArticle } from './secret-words.ts';
import { tokenNotRead } from './token-command.ts';

/** The keys of an account and what the profile knows of it. `source` says where the secrets came from; they are never shown. */
export interface Credentials {
  keys: Keys;
  source: string;
  profile: string;
  account?: StoredAccount;
  baseUrl?: string;
  /** Whether the secrets are left out, as the program that has them was not asked. */
  isKeyless?: boolean;
}

/**
 * The credentials of this run for an order system: the environment's, then the profile's. The
 * sandbox's profiles have their own: a live token in the environment has no business there. A program
 * that a profile has for its secrets is run only where `asks` allows it.
 */
export async function findCredentials(
  run: Run,
  system: OrderSystem,
  { asks }: { asks: boolean },
): Promise<Credentials> {
  const { profileName } = run.settings;
  const stored = isSandboxProfile(profileName)
    ? await sandboxCredentials(system, profileName)
    : (fromEnvironment(run, system) ?? (await fromProfile(run, system, asks)));
  return { ...stored, keys: checkKeys(run, system, stored) };
}

/** The order system of the profile of this run, where it has one of its own. */
export async function providerOfProfile({ settings }: Run): Promise<string | undefined> {
  const { profileName, problem } = settings;
  if (!isSandboxProfile(profileName)) {
    return problem === undefined
      ? storedProfile(settings.config, profileName)?.provider
      : undefined; // it may not be needed; whoever needs the profile's keys is told
  }
  const { sandboxProfiles } = await import('../sandbox/profiles.ts');
  return sandboxProfiles.find(({ profile }) => profile === profileName)?.provider;
}

/** `--sandbox` alone is the usual account of whichever order system is meant. */
async function sandboxCredentials(system: OrderSystem, profile: string): Promise<Credentials> {
  const { sandboxProfiles } = await import('../sandbox/profiles.ts');
  const ofSystem = sandboxProfiles.filter(({ provider }) => provider === system.name);
  const named = sandboxProfiles.find((one) => one.profile === profile);
  const builtIn = profile === 'sandbox' ? ofSystem[0] : named;
  if (builtIn === undefined) {
    const names = sandboxProfiles.map((one) => one.profile).join(', ');
    const hint = sentence('It has: {names}.', { names });
    throw usageError(sentence('The sandbox has no account {name}.', { name: profile }), {
      code: 'no_such_profile',
      hint,
    });
  }
  if (builtIn.provider !== system.name) throw wrongProfile(profile, builtIn.provider, system);
  const { keys, account } = builtIn;
  return { keys, source: 'built in', profile: builtIn.profile, account };
}

function fromEnvironment({ settings }: Run, system: OrderSystem): Credentials | undefined {
  const values = system.secrets.map(({ name, variable }) => ({
    name,
    variable,
    value: settings.fromEnv(variable)?.trim(),
  }));
  const set = values.filter(({ value }) => value !== undefined);
  if (set.length === 0) return undefined;
  const source = set.map(({ variable }) => variable).join(', ');
  const missing = values.find(({ value }) => value === undefined);
  if (missing !== undefined) {
    throw notSignedIn(
      sentence('Not signed in: {source} is set, but {variable} is not.', {
        source,
        variable: missing.variable,
      }),
      {
        hint: sentence('Set both, or neither to use a profile.'),
      },
    );
  }
  const secrets = Object.fromEntries(set.map(({ name, value }) => [name, value ?? '']));
  return {
    keys: { ...fieldsOf(settings, system), ...secrets },
    source,
    profile: settings.profileName,
  };
}

async function fromProfile(run: Run, system: OrderSystem, asks: boolean): Promise<Credentials> {
  const { settings } = run;
  const [profile, stored] = chooseProfile(run, system);
  if (stored.token_command !== undefined) {
    return fromCommand(run, system, { profile, stored, command: stored.token_command, asks });
  }
  const names = [...system.secrets, ...system.fields].map(({ name }) => name).concat('testmode');
  return {
    keys: { ...textsOf(stored, names), ...fieldsOf(settings, system) },
    source: `profile ${profile}`,
    profile,
    account: stored.account,
    baseUrl: stored.base_url,
  };
}

/** Those of the fields that the profile has as texts. */
const textsOf = (stored: StoredProfile, names: readonly string[]): Keys =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = stored[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

interface Asking {
  profile: string;
  stored: StoredProfile;
  command: readonly string[];
  asks: boolean;
}

/** What a profile's program says goes before what is stored beside it. */
async function fromCommand(
  run: Run,
  system: OrderSystem,
  { profile, stored, command, asks }: Asking,
): Promise<Credentials> {
  const names = [...system.fields.map(({ name }) => name), 'testmode'];
  const open: Keys = { ...textsOf(stored, names), ...fieldsOf(run.settings, system) };
  const known = { profile, account: stored.account, baseUrl: stored.base_url };
  const source = `profile ${profile}, program ${command[0]}`;
  if (!asks) return { ...known, keys: open, source, isKeyless: true };
  const secrets = await run.tokenCommands.secrets(profile, command, system);
  const pairs = system.secrets.map(({ name }, i) => [name, secrets[i] ?? ''] as const);
  return { ...known, keys: { ...open, ...Object.fromEntries(pairs) }, source };
}

/**
 * The profile of this run if it is of this system. Where nobody named one, the only profile of the
 * system will do: an id of another system than usual is no reason to make the user look it up.
 */
function chooseProfile(run: Run, system: OrderSystem): [string, StoredProfile] {
  const { config, profileName, isProfileNamed } = run.settings;
  const stored = storedProfile(config, profileName);
  if (stored?.provider === system.name) return [profileName, stored];
  if (stored !== undefined && isProfileNamed) {
    throw wrongProfile(profileName, stored.provider, system);
  }
  const ofSystem = Object.entries(config.profiles).filter(
    ([, { provider }]) => provider === system.name,
  );
  const [only, ...others] = isProfileNamed ? [] : ofSystem;
  if (only !== undefined && others.length === 0) {
    run.io.noteOnce(
      sentence('Using profile {profile} ({title}).', { profile: only[0], title: system.title }),
    );
    return only;
  }
  throw noProfile(
    run,
    system,
    ofSystem.map(([name]) => name),
  );
}

/** What is no secret: the environment's goes before the profile's. */
const fieldsOf = (settings: Run['settings'], { fields }: OrderSystem): Keys =>
  Object.fromEntries(
    fields.flatMap(({ name, variable }) => {
      const value = settings.fromEnv(variable);
      return value === undefined ? [] : [[name, value]];
    }),
  );

function checkKeys(run: Run, system: OrderSystem, { keys, source, isKeyless }: Credentials): Keys {
  for (const { name, label, example } of system.secrets) {
    if (isKeyless === true || isToken(keys[name] ?? '')) continue;
    throw notSignedIn(
      sentence(
        'What {source} holds is not {what}: it is empty, or has spaces or other characters that are not allowed.',
        { source, what: withArticle(label) },
      ),
      {
        code: 'malformed_token',
        hint: sentence(
          'It is one word such as {example}: set it again without quotes and line breaks.',
          { example },
        ),
      },
    );
  }
  if (run.options.testmode === true) requireAbility(system, 'testmode');
  const testmode: Keys = run.options.testmode === true ? { testmode: 'true' } : {};
  try {
    return system.completeKeys({ ...keys, ...testmode });
  } catch (error) {
    throw isKeyless === true ? tokenNotRead() : error; // the keys would say what is missing
  }
}

function wrongProfile(profile: string, provider: string, system: OrderSystem): CliError {
  return usageError(
    sentence('The profile {profile} is of {provider}; this is for {title}.', {
      profile,
      provider,
      title: system.title,
    }),
    {
      code: 'wrong_profile',
      hint: sentence('Name a --profile of {name}; `mp-orders auth list` shows which there are.', {
        name: system.name,
      }),
    },
  );
}

function noProfile(run: Run, system: OrderSystem, ofSystem: readonly string[]): CliError {
  const { config, profileName, isProfileNamed } = run.settings;
  const variables = listed(
    system.secrets.map(({ variable }) => variable),
    'and',
  );
  const known = Object.keys(config.profiles);
  if (ofSystem.length > 1) {
    return usageError(
      sentence('Which account? There are {count} profiles of {title}.', {
        count: ofSystem.length,
        title: system.title,
      }),
      {
        hint: sentence('Name one with --profile: {names}.', { names: ofSystem.join(', ') }),
      },
    );
  }
  const others: Text[] =
    known.length > 0 ? [' ', sentence('Profiles: {names}.', { names: known.join(', ') })] : [];
  const stored = storedProfile(config, profileName)?.provider;
  const isMissing = stored === undefined && (isProfileNamed || isUsual(system));
  const { title } = system;
  const message: Text = isMissing
    ? [
        sentence('Not signed in: there is no profile "{profile}".', { profile: profileName }),
        ...others,
      ]
    : stored === undefined
      ? [sentence('Not signed in to {title}.', { title }), ...others]
      : sentence('Not signed in to {title}: the profile {profile} is of {stored}.', {
          title,
          profile: profileName,
          stored,
        });
  const isPlain = isUsual(system) && stored === undefined;
  const login = isPlain
    ? 'mp-orders auth login'
    : `mp-orders auth login --provider ${system.name}${stored === undefined ? '' : ` --profile ${system.name}`}`;
  return notSignedIn(message, {
    hint: sentence('Sign in, set {variables}, or try it out with --sandbox.', { variables }),
    next: [run.command(login)],
  });
}

const notSignedIn = (
  message: Text,
  { code = 'not_signed_in', ...facts }: { code?: string; hint: Text; next?: string[] },
): CliError => new CliError(exitCodes.notSignedIn, code, message, facts);
