import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { parseDuration } from '../../orders/duration.ts';
import { parseRequestTimeout } from '../../session/context.ts';
import {
  parseRetries,
  parseSize,
  parseWebhookSecret,
  secretSettings,
  type SettingKey,
  settingKeys,
} from '../../settings/settings.ts';
import { storedProfile } from '../../settings/config-file.ts';
import { tokenCommandKey } from '../../settings/token-command.ts';
import { checkProxyUrl, parseProxyAuth } from '../../session/network.ts';
import type { Context } from '../../session/context.ts';
import { parseLanguage } from '../../explain/languages.ts';
import { guardKeys, type GuardKey } from './guard.ts';
import { ChoiceArgument, parseMode, parseQrStyle } from '../options.ts';

/** How each setting is checked before it is stored; the same check as its flag's. */
const checks: Readonly<Record<SettingKey, (text: string) => unknown>> = {
  pos: notEmpty,
  mode: parseMode,
  expires: parseDuration,
  description: notEmpty,
  qr: parseQrStyle,
  interval: parseDuration,
  timeout: parseRequestTimeout,
  retries: parseRetries,
  'key-window': parseDuration,
  proxy: checkProxyUrl,
  'proxy-auth': parseProxyAuth,
  'ca-file': notEmpty,
  'journal-max': parseSize,
  'webhook-secret': parseWebhookSecret,
  lang: parseLanguage,
};

/** The defaults, what belongs to a profile, and what belongs to an account. */
const keys = [...settingKeys, tokenCommandKey, ...guardKeys] as const;

type ConfigKey = (typeof keys)[number];

const keyList = keys.join(', ');

export const keyArgument = () => new ChoiceArgument('<key>', keys, keyList);

export const isGuardKey = (key: ConfigKey): key is GuardKey =>
  guardKeys.some((known) => known === key);

export function parseKey(text: string): ConfigKey {
  const key = keys.find((known) => known === text);
  if (key !== undefined) return key;
  throw usageError(sentence('There is no setting "{text}".', { text }), {
    hint: sentence('There are: {names}.', { names: keyList }),
  });
}

/** Throws a usage error unless this value would do as the flag's. */
export function checkValue(key: SettingKey, value: string): void {
  checks[key](value);
}

/** What the config holds for this run, but for what is secret. */
export function shownDefaults({ settings }: Context): Record<string, string> {
  const command = storedProfile(settings.config, settings.profileName)?.token_command;
  const rows = Object.entries(settings.config.defaults).map(([key, value]) => [
    key,
    secretSettings.some((secret) => secret === key) ? '***' : value,
  ]);
  return {
    ...(Object.fromEntries(rows) as Record<string, string>),
    ...(command !== undefined && { [tokenCommandKey]: JSON.stringify(command) }),
  };
}

function notEmpty(text: string): void {
  if (text === '')
    throw usageError(sentence('The value is empty.'), {
      hint: sentence('Use `config unset` to remove a default.'),
    });
}
