import type { Argument, Command, Option } from 'commander';
import { topics } from '../../help/topics.ts';
import { ChoiceArgument, ChoiceOption } from '../options.ts';

/** What can be typed in a place: one of some words, a file, a profile, or anything. */
export type Values = readonly string[] | 'file' | 'profile' | 'any';

export interface CompletedOption {
  /** `-y`, `--yes`. */
  names: readonly string[];
  summary: string;
  /** Undefined for an option that takes no value. */
  values: Values | undefined;
}

/** A command as a completion script knows it. */
interface CompletedCommand {
  /** The words that lead to it, such as `sandbox pay`; nothing for the program itself. */
  path: string;
  verbs: readonly { name: string; summary: string }[];
  /** Its own, beside the global ones. */
  options: readonly CompletedOption[];
  /** Of its arguments, in their order. */
  args: readonly Values[];
}

/** A whole command line tool, as a completion script knows it. */
export interface CompletedTool {
  /** The root first. */
  commands: readonly CompletedCommand[];
  /** Options that can be typed anywhere. */
  globals: readonly CompletedOption[];
}

/** What there is to complete in a tree of commands. */
export function describeTool(root: Command): CompletedTool {
  const isGlobal = ({ long }: Option) => long !== '--version' && long !== '--help';
  const globals = visibleOptions(root).filter(isGlobal);
  const describe = (command: Command, path: string): CompletedCommand[] => [
    {
      path,
      verbs: command.commands.map((verb) => ({ name: verb.name(), summary: verb.description() })),
      options: visibleOptions(command)
        .filter((option) => !globals.includes(option))
        .map(describeOption),
      args: command.registeredArguments.map(valuesOfArgument),
    },
    ...command.commands.flatMap((verb) => describe(verb, `${path} ${verb.name()}`.trim())),
  ];
  return { commands: withHelp(describe(root, '')), globals: globals.map(describeOption) };
}

/** `help` shows a command or a topic, and is none of the verbs. */
function withHelp([root, ...rest]: CompletedCommand[]): CompletedCommand[] {
  if (root === undefined) return rest;
  const names = [...root.verbs, ...topics].map(({ name }) => name);
  const help = { name: 'help', summary: 'help of a command, or a topic' };
  const described = { path: 'help', verbs: [], options: [], args: [[...new Set(names)]] };
  return [{ ...root, verbs: [...root.verbs, help] }, ...rest, described];
}

const visibleOptions = (command: Command): Option[] => [
  ...command.createHelp().visibleOptions(command),
];

const describeOption = (option: Option): CompletedOption => ({
  names: [option.short, option.long].filter((name) => name !== undefined),
  summary: option.description,
  values: option.required ? valuesOfOption(option) : undefined,
});

function valuesOfOption(option: Option): Values {
  if (option instanceof ChoiceOption) return option.values;
  if (option.long === '--profile') return 'profile';
  return option.flags.includes('<file>') ? 'file' : 'any';
}

function valuesOfArgument(argument: Argument): Values {
  if (argument instanceof ChoiceArgument) return argument.values;
  return argument.name() === 'profile' ? 'profile' : 'any';
}
