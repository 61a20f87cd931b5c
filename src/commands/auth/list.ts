import type { Label } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { findSystem } from '../../providers/systems.ts';
import { sandboxProfiles } from '../../sandbox/profiles.ts';
import type { StoredProfile } from '../../settings/config-file.ts';
import { renderTable } from '../../terminal/table.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult, viewOf, wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import { modeWord } from './account-words.ts';

const heads = ['Profile', 'Account', 'Site', 'Mode', 'System'] as const;

export const list: Verb = {
  define(command: Command) {
    addExamples(command, ['mp-orders auth list']);
  },

  async run(context) {
    const { config, profileName } = context.settings;
    const stored = Object.entries(config.profiles).map(([profile, kept]) => ({
      profile,
      provider: kept.provider,
      account: kept.account ?? null,
      mode: modeWord(kept.account?.test ?? isTestProfile(kept)),
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
    if (wantsData(context)) {
      for (const row of all)
        await printResult(context, { json: JSON.stringify(row), text: () => '' }, { one: false });
      return;
    }
    const view = await viewOf(context);
    const sayMode = (mode: Label) => view.say(mode);
    const rows = all.map(({ current, profile, provider, account, mode }) => [
      current ? '*' : '',
      profile,
      account?.nickname ?? account?.id,
      account?.site_id,
      sayMode(mode),
      provider,
    ]);
    context.io.out(renderTable(['', ...heads.map((head) => view.say(head))], rows, view));
  },
};

/** Whether the keys themselves tell that they are of a test account. */
function isTestProfile(profile: StoredProfile): boolean | undefined {
  const texts = Object.entries(profile).filter(([, value]) => typeof value === 'string');
  const keys = Object.fromEntries(texts) as Record<string, string>;
  return findSystem(profile.provider)?.isTestAccount(keys);
}
