import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult, wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import { ofServed, sandboxControl } from './control.ts';
import { parseSeed } from './fault-options.ts';

export const faults: Verb<{ off?: boolean; seed?: string }> = {
  define(command: Command) {
    command
      .argument(
        '[fault...]',
        'the faults from now on, in place of all (mp-orders help faults), or off; shows them when left out',
      )
      .option('--off', 'no faults from now on')
      .option('--seed <number>', 'the seed that draws random faults (default: it stays)')
      .addHelpText('after', ofServed);
    addExamples(command, [
      'mp-orders sandbox faults --base-url http://127.0.0.1:4010',
      'mp-orders sandbox faults "POST /v1/orders: 503 x2" --base-url http://127.0.0.1:4010',
      'mp-orders sandbox faults off --base-url http://127.0.0.1:4010',
    ]);
  },

  async run(context, words, { off: isOff, seed }) {
    // `sandbox refunds` and `sandbox minimum-amount` take it as a word.
    const off = isOff === true || (words.length === 1 && words[0] === 'off');
    const lines = off && isOff !== true ? [] : words;
    if (off && lines.length > 0) throw usageError(sentence('--off takes no faults.'));
    if (seed !== undefined && lines.length === 0)
      throw usageError(sentence('--seed goes with new faults.'));
    const control = await sandboxControl(context);
    const isChange = off || lines.length > 0;
    const setting = isChange
      ? await control.setFaults({
          faults: lines,
          ...(seed !== undefined && { seed: parseSeed(seed) }),
        })
      : await control.faults();
    if (setting.faults.length === 0) {
      context.io.note(sentence('No faults.'));
      if (!wantsData(context)) return;
    }
    await printResult(context, {
      json: JSON.stringify(setting),
      text: () => setting.faults.join('\n'),
    });
  },
};
