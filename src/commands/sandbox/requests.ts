import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { LoggedRequest } from '../../sandbox/log.ts';
import { addExamples } from '../../help/layout.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from '../chosen-columns.ts';
import { printList } from '../print-list.ts';
import type { Verb } from '../verb.ts';
import { ofServed, sandboxControl } from './control.ts';

async function* entriesOf(entries: readonly LoggedRequest[]): AsyncGenerator<LoggedRequest> {
  yield* entries;
}

const usual = ['at', 'method', 'path', 'answer.status', 'ms', 'fault'];
const columns = { usual, all: [...usual, 'number', 'system', 'body'] };

export const requests: Verb<ColumnFlags & { clear?: boolean }> = {
  reads: true,

  define(command: Command) {
    addColumnOptions(command.option('--clear', 'forget them').addHelpText('after', ofServed));
    addExamples(command, [
      'mp-orders sandbox requests --base-url http://127.0.0.1:4010',
      'mp-orders sandbox requests --json --base-url http://127.0.0.1:4010 | jq .answer.status',
    ]);
  },

  async run(context, _args, { clear, ...flags }) {
    const chosen = readColumns(context, flags, columns);
    const control = await sandboxControl(context);
    if (clear === true) {
      await control.forgetRequests();
      return context.io.note(sentence('The requests are forgotten.'));
    }
    const count = await printList<LoggedRequest>(
      context,
      entriesOf(await control.requests()),
      Infinity,
      {
        json: (entry) => JSON.stringify(entry),
        chosen,
        columns: ['At', 'Method', 'Path', 'Status', 'ms', 'Fault'],
        cells: ({ at, method, path, answer, ms, fault }) => [
          at,
          method,
          path,
          answer === undefined ? 'none' : String(answer.status),
          String(Math.round(ms)),
          fault,
        ],
      },
    );
    if (count === 0) context.io.note(sentence('There were no requests yet.'));
  },
};
