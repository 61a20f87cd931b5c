import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { findBaseUrl } from '../../session/base-url.ts';
import type { Context } from '../../session/context.ts';
import { storedProfile, type StoredProfile } from '../../settings/config-file.ts';
import { parseTokenCommand } from '../../settings/token-command.ts';

/**
 * Gives the profile of this run a program that prints its keys. Those that it had are removed, and so
 * is what was known of their account: nobody has asked yet whose the program's are.
 */
export async function setTokenCommand(context: Context, value: string): Promise<void> {
  const { settings, io } = context;
  const profile = settings.profileName;
  if (context.isSandbox) {
    throw usageError(
      sentence('The profile {profile} is built in, with keys of its own.', { profile }),
      {
        hint: sentence('Name another --profile.'),
      },
    );
  }
  const command = parseTokenCommand(value);
  const stored = storedProfile(settings.config, profile);
  const { provider } = context.options;
  const system = await context.system();
  if (stored !== undefined && provider !== undefined && stored.provider !== provider) {
    throw usageError(
      sentence('The profile {profile} is of {provider}, not of {provider2}.', {
        profile,
        provider: stored.provider,
        provider2: provider,
      }),
      {
        code: 'wrong_profile',
        hint: sentence('Name another: --profile {name}.', { name: provider }),
      },
    );
  }
  const baseUrl = findBaseUrl(context)?.url;
  const secretNames = system.secrets.map(({ name }) => name);
  const hadKeys = secretNames.some((name) => (stored?.[name] ?? '') !== '');
  await settings.file.change((config) => {
    const removedFields = [...secretNames, 'account'];
    const fields = Object.entries(config.profiles[profile] ?? {}).filter(
      ([name]) => !removedFields.includes(name),
    );
    config.profiles[profile] = {
      ...(Object.fromEntries(fields) as Partial<StoredProfile>),
      provider: system.name,
      token: '', // an earlier version of this tool wants one to be there
      token_command: command,
      ...(baseUrl !== undefined && { base_url: baseUrl }),
    };
    config.profile ??= profile;
  });
  io.note(
    sentence('token_command of profile {profile} is now {command}', {
      profile,
      command: JSON.stringify(command),
    }),
  );
  if (hadKeys) {
    io.note(
      sentence('The keys that this profile had are removed from this machine; they stay valid.'),
    );
  }
}

export async function unsetTokenCommand({ settings, io }: Context): Promise<void> {
  const profile = settings.profileName;
  await settings.file.change((config) => {
    const stored = storedProfile(config, profile);
    if (stored !== undefined) delete stored.token_command;
  });
  io.note(sentence('token_command of profile {profile} is not set any more', { profile }));
}
