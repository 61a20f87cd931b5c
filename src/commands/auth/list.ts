import type { Command } from 'commander';
import { sandboxProfiles } from '../../sandbox/profiles.ts';
import { renderTable } from '../../terminal/table.ts';
import { addExamples } from '../options.ts';
import { printResult, viewOf, wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import { modeWord } from './account-words.ts';

export const list: Verb = {
  define(command: Command) {
    addExamples(command, ['mp-orders auth list']);
  },

  async run(context) {
    const { config, profileName } = context.settings;
    const stored = Object.entries(config.profiles).map(([profile, { provider, account }]) => ({
      profile,
      provider,
      account: account ?? null,
      mode: modeWord(account?.test),
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
    const rows = all.map(({ current, profile, provider, account, mode }) => [
      current ? '*' : '',
      profile,
      account?.nickname ?? account?.id,
      account?.site_id,
      mode,
      provider,
    ]);
    context.io.out(
      renderTable(
        ['', 'Profile', 'Account', 'Site', 'Mode', 'System'],
        rows,
        await viewOf(context),
      ),
    );
  },
};
