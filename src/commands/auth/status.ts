import { sentence, textIn } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { renderDetails, renderTable } from '../../terminal/table.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { isUsual } from '../../providers/systems.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult } from '../print.ts';
import { railsOfAccount } from '../config/guard.ts';
import type { Verb } from '../verb.ts';
import { modeWord } from './account-words.ts';

export const status: Verb = {
  define(command: Command) {
    addExamples(command, [
      'mp-orders auth status',
      'mp-orders auth status --field account.nickname',
    ]);
  },

  /** Asks the provider, so that what is shown is true now; the token itself is never shown. */
  async run(context) {
    const system = await context.system();
    const ours = await context.account(system);
    const provider = await context.provider();
    const spinner = await context.io.spin(sentence('Asking whose account this is'));
    const account = await provider.whoami().finally(() => spinner.stop());
    const { profile, source, baseUrl: host } = ours;
    const mode = modeWord(source === 'built in' || account.test);
    const rails = await railsOfAccount(context, account.id);
    const railsText = rails === undefined ? context.say('cannot be read') : rails.join('; ');
    const document = {
      profile,
      provider: system.name,
      token_source: source,
      mode,
      account,
      base_url: host?.url ?? null,
      // Only where there are some, or what is there cannot be read.
      ...(railsText !== '' && { guard_rails: rails ?? null }),
    };
    await printResult(context, {
      json: JSON.stringify(document),
      text: (view) => {
        const name = account.nickname === undefined ? undefined : cleanValue(account.nickname);
        const site = account.site_id === undefined ? undefined : cleanValue(account.site_id);
        const usesProfile = source === 'built in' || source.startsWith('profile');
        if (!view.isTerminal) {
          return renderTable(
            [],
            [
              [
                profile,
                system.name,
                source,
                mode,
                account.id,
                name,
                site,
                ...(railsText === '' ? [] : [railsText]),
              ],
            ],
            view,
          );
        }
        return renderDetails(
          [
            [view.say('System'), isUsual(system) ? undefined : system.title],
            [view.say('Account'), name],
            [view.say('Id'), cleanValue(account.id)],
            [view.say('Site'), site],
            [
              view.say('Mode'),
              mode === 'live'
                ? view.chalk.yellow(view.say('live: orders take real money'))
                : view.say(mode),
            ],
            [
              view.say('Token from'),
              usesProfile
                ? source === 'built in'
                  ? view.say('the sandbox itself')
                  : source
                : view.say('{source}, which takes precedence over profile {profile}', {
                    source,
                    profile,
                  }),
            ],
            [view.say('Profile'), profile],
            [view.say('Guard rails'), railsText === '' ? undefined : railsText],
            [
              view.say('Host'),
              host === undefined ? undefined : `${host.url} (${textIn(view.say, host.source)})`,
            ],
          ],
          view,
        );
      },
    });
  },
};
