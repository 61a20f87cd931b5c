import { sentence } from '../language/sentence.ts';
import { CliError, excludeEachOther, usageError } from '../errors.ts';
import { requireUtf8 } from '../utf8.ts';
import type { Config, ConfigFile, StoredProfile } from './config-file.ts';

/** Settings that `config set` keeps as defaults; each also has `MP_ORDERS_<KEY>`, most have a flag. */
export const settingKeys = [
  'pos',
  'mode',
  'expires',
  'description',
  'qr',
  'interval',
  'timeout',
  'retries',
  'key-window',
  'proxy',
  'proxy-auth',
  'ca-file',
  'journal-max',
  'webhook-secret',
  'lang',
] as const;

export type SettingKey = (typeof settingKeys)[number];

/** Those that an order is made of, or its key judged by: nothing goes on without the user's own. */
const ofOrders: readonly SettingKey[] = ['pos', 'mode', 'expires', 'description', 'key-window'];

/** What is never shown, and is read from stdin or a hidden prompt. */
export const secretSettings: readonly SettingKey[] = ['proxy-auth', 'webhook-secret'];

/** The flags that choose a profile, as typed. */
export interface ProfileFlags {
  profile?: string;
  sandbox?: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Where a value came from, so that an error about it can say so. */
export interface SettingValue {
  text: string;
  source: string;
}

/** The profiles' name for the embedded sandbox; `sandbox-…` are its other accounts. */
export const isSandboxProfile = (name: string): boolean => /^sandbox(-|$)/.test(name);

/** What holds for this run. Flag before environment before profile before config before default. */
export class Settings {
  private constructor(
    readonly file: ConfigFile,
    private readonly read: Config | CliError,
    private readonly env: Env,
    readonly profileName: string,
    /** Whether this run named its profile, and does not just use the current one. */
    readonly isProfileNamed: boolean,
  ) {}

  /** A config that cannot be read is no error before something of it is needed. */
  static async load(file: ConfigFile, env: Env, flags: ProfileFlags): Promise<Settings> {
    const read = await file.read().catch((error: unknown) => {
      if (error instanceof CliError) return error;
      throw error;
    });
    const isNamed = flags.profile !== undefined || valueIn(env, 'MP_ORDERS_PROFILE') !== undefined;
    const current = read instanceof CliError ? undefined : read.profile;
    return new Settings(file, read, env, checkName(profileName(current, env, flags)), isNamed);
  }

  /** Throws a usage error when the file cannot be read. */
  get config(): Config {
    if (this.read instanceof CliError) throw this.read;
    return this.read;
  }

  /** What `config set lang` stored; a config that cannot be read has none. */
  get storedLanguage(): string | undefined {
    return this.read instanceof CliError ? undefined : this.read.defaults.lang;
  }

  /** Those that are stored; none of a config that cannot be read. */
  get profiles(): StoredProfile[] {
    return this.read instanceof CliError ? [] : Object.values(this.read.profiles);
  }

  /** Whether a profile of this name is stored, as far as the config can be read. */
  hasProfile(name: string): boolean {
    return !(this.read instanceof CliError) && Object.hasOwn(this.read.profiles, name);
  }

  /** Why the config cannot be read. */
  get problem(): CliError | undefined {
    return this.read instanceof CliError ? this.read : undefined;
  }

  /** The same for another profile; `without` these environment variables, which would go before it. */
  forProfile(name: string, { without = [] }: { without?: readonly string[] } = {}): Settings {
    const env = Object.entries(this.env).filter(([variable]) => !without.includes(variable));
    return new Settings(this.file, this.read, Object.fromEntries(env), checkName(name), true);
  }

  fromEnv = (name: string): string | undefined => valueIn(this.env, name);

  /** The default of a setting, from the environment or the config file; undefined when none. */
  find(key: SettingKey): SettingValue | undefined {
    const variable = `MP_ORDERS_${key.toUpperCase().replaceAll('-', '_')}`;
    const fromEnv = this.fromEnv(variable);
    if (fromEnv !== undefined) {
      requireUtf8(fromEnv, variable);
      return { text: fromEnv, source: variable };
    }
    if (this.problem !== undefined && !ofOrders.includes(key)) return undefined;
    const stored = this.config.defaults[key];
    return stored === undefined ? undefined : { text: stored, source: `config ${key}` };
  }
}

/**
 * An environment variable, without the white space around it: a file of variables with Windows line
 * endings leaves a carriage return at the end of each, which nobody sees. An empty one counts as not set.
 */
function valueIn(env: Env, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function profileName(current: string | undefined, env: Env, flags: ProfileFlags): string {
  if (
    flags.sandbox === true &&
    flags.profile !== undefined &&
    !isSandboxProfile(checkName(flags.profile))
  ) {
    throw excludeEachOther('--sandbox', `--profile ${flags.profile}`);
  }
  const byFlag = flags.profile ?? (flags.sandbox === true ? 'sandbox' : undefined);
  if (byFlag !== undefined) return byFlag;
  const byEnv = valueIn(env, 'MP_ORDERS_PROFILE');
  if (inSandbox(env)) return byEnv !== undefined && isSandboxProfile(byEnv) ? byEnv : 'sandbox';
  return byEnv ?? current ?? 'default';
}

/** Neither way is a guess safe: a till that is live by mistake sells, and one that is not gives away. */
function inSandbox({ MP_ORDERS_SANDBOX: value = '' }: Env): boolean {
  const word = value.trim().toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  if (['', '0', 'false', 'no', 'off'].includes(word)) return false;
  throw usageError(sentence('MP_ORDERS_SANDBOX: "{value}" is neither yes nor no.', { value }), {
    hint: sentence('Write 1 for the sandbox, 0 for the real account.'),
  });
}

function checkName(name: string): string {
  const isFree = !(name in {}); // `constructor` and the like would be lost in an object of profiles
  if (isFree && /^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) return name;
  throw usageError(sentence('"{name}" cannot be the name of a profile.', { name }), {
    hint: sentence('Use letters, digits, dots, hyphens and underscores, 64 at most.'),
  });
}

/** How many times a request is repeated after its first attempt: 0 to 10. */
export function parseRetries(text: string): number {
  if (/^(\d|10)$/.test(text)) return Number(text);
  throw usageError(sentence('"{text}" is not a number of retries.', { text }), {
    hint: sentence('Write a number from 0 to {most}.', { most: 10 }),
  });
}

/**
 * Throws a usage error unless this can be the secret of a webhook, or several with commas between them;
 * what it holds is never repeated.
 */
export function parseWebhookSecret(text: string): string {
  const secrets = text.split(',').map((one) => one.trim());
  // Quotes around it come from a file of variables that is read as it stands.
  const isSecret = (one: string) => /^[\x21-\x7e]{8,256}$/.test(one) && !/^(["']).*\1$/.test(one);
  if (secrets.every(isSecret)) return secrets.join(',');
  throw usageError(sentence('This is not the secret of a webhook.'), {
    code: 'malformed_webhook_secret',
    hint: sentence(
      'It is one word of 8 to 256 characters, as the panel shows it: set it again without quotes and line breaks.',
    ),
  });
}

const units: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 };

const leastBytes = 10e6;

/** Bytes of a size such as `500MB`, `1GB` or `1.5 GB`; 10 MB at least. Throws a usage error. */
export function parseSize(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([MGT]B)$/.exec(text.trim().toUpperCase()) ?? [];
  const bytes = Number(number) * (units[unit] ?? NaN);
  if (bytes >= leastBytes && Number.isSafeInteger(Math.round(bytes))) return Math.round(bytes);
  throw usageError(sentence('"{text}" is not a size for the journal.', { text }), {
    hint: sentence('Write a number of MB or GB, 10MB at least: 500MB, 1GB.'),
  });
}
