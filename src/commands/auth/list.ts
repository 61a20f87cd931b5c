import type { Command } from 'commander';
import { findSystem } from '../../providers/systems.ts';
import { sandboxProfiles } from '../../sandbox/profiles.ts';
import type { StoredProfile } from '../../settings/config-file.ts';
import { addExamples } from '../../help/layout.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from '../chosen-columns.ts';
import { printList } from '../print-list.ts';
import type { Verb } from '../verb.ts';
import { modeWord } from './account-words.ts';

const names = ['profile', 'provider', 'account.nickname', 'account.site_id', 'mode', 'current'];
const columns = { usual: names, all: [...names, 'account.id'] };

export const list: Verb<ColumnFlags> = {
  reads: true,

  define(command: Command) {
    addColumnOptions(command);
    addExamples(command, ['mp-orders auth list']);
  },

  async run(context, _args, options) {
    const chosen = readColumns(context, options, columns);
    const { config, profileName } = context.settings;
    const stored = Object.entries(config.profiles).map(([profile, fields]) => ({
      profile,
      provider: fields.provider,
      account: fields.account ?? null,
      mode: modeWord(fields.account?.test ?? isTestProfile(fields)),
    }));
    const builtIn = sandboxProfiles.map(({ profile, provider, account }) => ({
      profile,
      provider,
      account,
      mode: 'sandbox' as const,
    }));
    const all = [...stored, ...builtIn].map((row) => ({
      ...row,
      current: row.profile === profileName,
    }));
    async function* each() {
      yield* all;
    }
    await printList(context, each(), Infinity, {
      json: (row) => JSON.stringify(row),
      chosen,
      columns: ['', 'Profile', 'Account', 'Site', 'Mode', 'System'],
      cells: ({ current, profile, provider, account, mode }, say) => [
        current ? '*' : '',
        profile,
        account?.nickname ?? account?.id,
        account?.site_id,
        say(mode),
        provider,
      ],
    });
  },
};

/** Whether the keys themselves tell that they are of a test account. */
function isTestProfile(profile: StoredProfile): boolean | undefined {
  const texts = Object.entries(profile).filter(([, value]) => typeof value === 'string');
  const keys = Object.fromEntries(texts) as Record<string, string>;
  return findSystem(profile.provider)?.isTestAccount(keys);
}
