import { english, sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { settingKeys } from '../../settings/settings.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { renderTable } from '../../terminal/table.ts';
import { addExamples } from '../../help/layout.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from '../chosen-columns.ts';
import { printList } from '../print-list.ts';
import { printResult, wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import { allGuards } from './guard.ts';
import { shownDefaults } from './keys.ts';

const names = ['setting', 'value'];
const columns = { usual: names, all: names };

export const list: Verb<ColumnFlags> = {
  define(command: Command) {
    addExamples(addColumnOptions(command), [
      'mp-orders config list',
      'mp-orders config list --json',
    ]);
  },

  /** The defaults only: tokens stand in the same file, and no command prints them. */
  async run(context, _args, flags) {
    const chosen = readColumns(context, flags, columns);
    const defaults = shownDefaults(context);
    const { guards } = context.settings.config;
    const known: readonly string[] = settingKeys;
    const unknown = Object.keys(context.settings.config.defaults).filter(
      (key) => !known.includes(key),
    );
    if (unknown.length > 0) {
      const names = unknown.map((name) => cleanValue(name)).join(', ');
      context.io.warn(
        sentence('Warning: this version does not know these defaults, and ignores them: {names}.', {
          names,
        }),
      );
    }
    const count = Object.keys(defaults).length + Object.keys(guards ?? {}).length;
    if (count === 0 && chosen === undefined && !wantsData(context)) {
      return context.io.note(sentence('Nothing is set; `mp-orders config set` sets a default.'));
    }
    if (chosen !== undefined) {
      async function* all() {
        yield* [...Object.entries(defaults), ...allGuards(context, english)];
      }
      await printList(context, all(), Infinity, {
        json: ([setting, value]) => JSON.stringify({ setting, value }),
        chosen,
        columns: ['Setting', 'Default'],
        cells: (row) => row,
      });
      return;
    }
    await printResult(context, {
      json: JSON.stringify({ ...defaults, ...(guards !== undefined && { guards }) }),
      text: (view) => {
        const rows = [...Object.entries(defaults), ...allGuards(context, view.say)];
        return renderTable([view.say('Setting'), view.say('Default')], rows, view);
      },
    });
  },
};
