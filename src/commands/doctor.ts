import type { Command } from 'commander';
import { exitCodes, type ExitCode } from '../errors.ts';
import { english, textIn, type Say } from '../language/sentence.ts';
import { cellValue, cleanValue } from '../terminal/clean-text.ts';
import { padTo, textWidth, wrapHanging } from '../terminal/wrap.ts';
import type { View } from '../terminal/view.ts';
import { accountChecks } from './doctor/account.ts';
import type { Check } from './doctor/check.ts';
import { machineChecks } from './doctor/machine.ts';
import { addExamples } from '../help/layout.ts';
import { printResult, wantsData } from './print.ts';
import type { Verb } from './verb.ts';

export const doctor: Verb = {
  define(command: Command) {
    command.addHelpText(
      'after',
      `
Looks at this machine and at the account, and changes nothing: Node, folders and
their modes, the journal, the terminal; the host's name, certificate and proxy,
the token, the clock, points of sale. Exit code 0: orders can be made;
3: something is in the way.`,
    );
    addExamples(command, ['mp-orders doctor', 'mp-orders doctor --json --sandbox']);
  },

  async run(context): Promise<ExitCode> {
    const results = [...(await machineChecks(context)), ...(await accountChecks(context))];
    const isForPeople = context.io.isTerminal && !wantsData(context);
    const say = isForPeople ? context.say : english;
    const checks = results.map((check) => inLanguage(say, check));
    const isWell = checks.every(({ status }) => status !== 'wrong');
    if (wantsData(context)) {
      const json = JSON.stringify({ ok: isWell, checks });
      await printResult(context, { json, text: () => '' });
    } else {
      await printResult(context, {
        json: JSON.stringify(checks),
        text: (view) => checks.map((check) => textOf(check, view)).join('\n'),
      });
    }
    return isWell ? exitCodes.ok : exitCodes.refused;
  },
};

/** A check in a language. */
type CheckText = Omit<Check, 'message' | 'todo'> & { message: string; todo?: string };

const inLanguage = (say: Say, { todo, message, ...check }: Check): CheckText => ({
  ...check,
  message: textIn(say, message),
  ...(todo !== undefined && { todo: textIn(say, todo) }),
});

const statuses = ['ok', 'look', 'wrong', 'skipped'] as const;

const width = Math.max(...['terminal', 'certificate'].map(({ length }) => length));

/** A line a check, and what to do below it; off a terminal tab-separated. */
function textOf({ name, status, message, todo }: CheckText, view: View): string {
  if (!view.isTerminal) return [status, name, message, todo ?? ''].map(cellValue).join('\t');
  const { chalk } = view;
  const color = { ok: chalk.green, look: chalk.yellow, wrong: chalk.red, skipped: chalk.dim }[
    status
  ];
  const marks = statuses.map((one) => view.say(one));
  const markWidth = Math.max(...marks.map(textWidth));
  const mark = color(padTo(view.say(status), markWidth));
  const indent = markWidth + width + 4;
  const line = (text: string) =>
    wrapHanging(cleanValue(text), view.columns && view.columns - indent, 0);
  const lines = [line(message), ...(todo === undefined ? [] : [line(todo)])].join('\n').split('\n');
  const [first = '', ...others] = lines;
  const below = others.map((other) => ' '.repeat(indent) + other);
  return [`${mark}  ${name.padEnd(width)}  ${first}`, ...below].join('\n');
}
