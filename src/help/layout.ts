import { Help, type Command, type Option } from 'commander';

/*
 * How every `--help` is laid out: what a command does, examples, arguments and options. Options that
 * all commands take, and some that few people need, are only pointed to: `mp-orders help <topic>`
 * describes them.
 */

const examples = new WeakMap<Command, readonly string[]>();
const pointers = new WeakMap<Command, Pointer[]>();

/** Options of a command that a topic describes. */
interface Pointer {
  /** Says of what they are: `With --from also`. */
  intro: string;
  flags: readonly string[];
  topic: string;
}

/** Examples in a command's help; golden tests keep them working. */
export function addExamples(command: Command, lines: readonly string[]): Command {
  examples.set(command, lines);
  return command;
}

/** In the place of these options its help names them, and the topic that describes them. */
export function describedBy(command: Command, pointer: Pointer): Command {
  pointers.set(command, [...(pointers.get(command) ?? []), pointer]);
  return command;
}

/**
 * commander's `formatHelp`, for `configureHelp`.
 * @param lineEnd what tells the shell that a command goes on in the next line
 */
export function formatHelp(command: Command, helper: Help, lineEnd: string): string {
  const pointedTo = (pointers.get(command) ?? []).flatMap(({ flags }) => flags);
  const isGlobal = ({ long }: Option) => long !== '--version' && long !== '--help';
  const isShown = (option: Option) =>
    command.parent === null ? !isGlobal(option) : !pointedTo.includes(option.long ?? '');
  const formatter = Object.assign(Object.create(helper) as Help, {
    visibleOptions: (of: Command) => helper.visibleOptions(of).filter(isShown),
  });
  const text = Help.prototype.formatHelp.call(formatter, command, formatter).trimEnd();
  const [usage = '', what = '', ...rest] = text.split('\n\n');
  const width = helper.helpWidth ?? 80;
  const lines =
    examples.get(command)?.map((line) => brokenLine(`  $ ${line}`, width, lineEnd)) ?? [];
  const shortly = lines.length === 0 ? [] : [['Examples:', ...lines].join('\n')];
  const notes = (pointers.get(command) ?? []).map(
    ({ intro, flags, topic }) => `${intro}: ${flags.join(', ')} (mp-orders help ${topic}).`,
  );
  const wrapped = [...notes, globalOptions].map((line) => helper.boxWrap(line, width)).join('\n');
  return `${[usage, what, ...shortly, ...rest, wrapped].join('\n\n')}\n`;
}

/** A command in lines that fit and can be pasted as they stand: broken before options, pipes and files. */
function brokenLine(command: string, width: number, lineEnd: string): string {
  const lines: string[] = [];
  let line = '';
  const parts = command.split(/ (?=--|[|<>])/);
  for (const [at, part] of parts.entries()) {
    const longer = at === 0 ? part : `${line} ${part}`;
    const isLast = at === parts.length - 1;
    if (at > 0 && longer.length + (isLast ? 0 : lineEnd.length + 1) > width) {
      lines.push(line);
      line = `      ${part}`;
    } else line = longer;
  }
  return [...lines, line].join(` ${lineEnd}\n`);
}

const globalOptions =
  'Options of all commands, such as --sandbox and --json: mp-orders help options.';
