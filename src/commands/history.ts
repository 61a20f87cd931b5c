import type { Command } from 'commander';
import { Calendar } from './when.ts';
import { printEntries } from './print-entries.ts';
import { addExamples, parseLimit } from './options.ts';
import type { Verb } from './verb.ts';

export const history: Verb<{ since?: string; limit?: string }> = {
  define(command: Command) {
    command
      .option('--since <date>', 'sent since: a date, a time, or how long ago (default: all kept)')
      .option('--limit <n>', 'at most this many, the newest (default: all)')
      .addHelpText('after', '\nWhat was sent from here, newest first.');
    addExamples(command, ['mp-orders history --limit 20', 'mp-orders history --since 2h --json']);
  },

  async run(context, _args, { since, limit }) {
    const calendar = new Calendar(context, {});
    const from = since === undefined ? undefined : calendar.time('--since', since).at;
    const most = limit === undefined ? Infinity : parseLimit(limit);
    const journal = await context.journal();
    const count = await printEntries(context, journal.history({ since: from }), most);
    if (count === 0) context.io.note('Nothing was sent from here yet, or nothing since then.');
  },
};
