import type { Command } from 'commander';
import { topics } from './topics.ts';

/** What `mp-orders help <name>` prints of a topic; undefined where there is none. */
export function topicText(name: string, program: Command): string | undefined {
  const topic = topics.find((one) => one.name === name);
  if (topic === undefined) return undefined;
  const text = topic.name === 'options' ? optionsText(program) : topic.text;
  const head = topic.summary.charAt(0).toUpperCase() + topic.summary.slice(1);
  return `${head}.\n\n${text}\n`;
}

/** The list at the end of `mp-orders --help`. */
export function topicList(): string {
  const width = Math.max(...topics.map(({ name }) => name.length));
  const lines = topics.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Topics (mp-orders help <topic>; pages named docs/… are in the repository):\n${lines.join('\n')}`;
}

/** The options of the program, as commander lays them out. */
function optionsText(program: Command): string {
  const helper = program.createHelp();
  const options = program.options.filter(({ long, hidden }) => long !== '--version' && !hidden);
  const width = Math.max(...options.map((option) => helper.optionTerm(option).length));
  helper.helpWidth ??= 80;
  return options
    .map((option) =>
      helper.formatItem(helper.optionTerm(option), width, helper.optionDescription(option), helper),
    )
    .join('\n');
}
