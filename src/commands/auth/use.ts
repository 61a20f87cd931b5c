import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { storedProfile, type StoredAccount } from '../../settings/config-file.ts';
import { isSandboxProfile } from '../../settings/settings.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { accountWords } from './account-words.ts';

export const use: Verb = {
  define(command: Command) {
    command.argument('<profile>', 'a profile, as `mp-orders auth list` shows them');
    addExamples(command, ['mp-orders auth use shop2', 'mp-orders auth use sandbox']);
  },

  async run(context, [profile = '']) {
    const { file, config } = context.settings;
    const stored = storedProfile(config, profile);
    if (stored === undefined && !isSandboxProfile(profile)) {
      throw usageError(sentence('There is no profile "{profile}".', { profile }), {
        hint: sentence('There are: {names}.', {
          names: [...Object.keys(config.profiles), 'sandbox'].join(', '),
        }),
      });
    }
    const account = stored === undefined ? await sandboxAccount(profile) : stored.account;
    await file.change((changed) => void (changed.profile = profile));
    await printResult(context, {
      json: JSON.stringify({ profile, account: account ?? null }),
      text: ({ say }) =>
        say('Now acting as {account}, profile {profile}.', {
          account: accountWords(account),
          profile,
        }),
    });
  },
};

async function sandboxAccount(name: string): Promise<StoredAccount> {
  const { sandboxProfiles } = await import('../../sandbox/profiles.ts');
  const sandboxProfile = sandboxProfiles.find(({ profile }) => profile === name);
  if (sandboxProfile !== undefined) return sandboxProfile.account;
  throw usageError(sentence('The sandbox has no account {name}.', { name }), {
    code: 'no_such_profile',
    hint: sentence('It has: {names}.', {
      names: sandboxProfiles.map(({ profile }) => profile).join(', '),
    }),
  });
}
