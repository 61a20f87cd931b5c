import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { storedProfile } from '../../settings/config-file.ts';
import { addExamples } from '../../help/layout.ts';
import type { Verb } from '../verb.ts';

export const logout: Verb = {
  define(command: Command) {
    addExamples(command, ['mp-orders auth logout', 'mp-orders auth logout --profile shop2']);
  },

  async run(context) {
    const { settings, io, say } = context;
    const { profileName: profile, config } = settings;
    const stored = storedProfile(config, profile);
    if (stored === undefined) {
      throw usageError(sentence('There is no profile "{profile}" to remove.', { profile }), {
        hint: sentence('`mp-orders auth list` shows the profiles.'),
      });
    }
    await settings.file.change((changed) => {
      delete changed.profiles[profile];
      if (changed.profile === profile) delete changed.profile;
    });
    io.note(
      stored.token_command === undefined
        ? sentence(
            'Profile {profile} and its token are removed from this machine; the token itself stays valid.',
            { profile },
          )
        : say(
            'Profile {profile} is removed from this machine; its token stays where its program has it.',
            { profile },
          ),
    );
  },
};
