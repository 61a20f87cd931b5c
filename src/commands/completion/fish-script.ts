import { fishQuote } from '../../shell/word.ts';
import type { CompletedTool } from './completed-commands.ts';
import {
  describedNames,
  valueTable,
  wordTable,
  type Branch,
  type NamedSummary,
} from './script-tables.ts';

/** For fish 3 and later. Its functions print a word a line, with its summary behind a tab. */
export function fishScript(tool: CompletedTool): string {
  const table = wordTable(tool);
  const verbs = table
    .filter(({ content }) => content.verbs.length > 0)
    .map((branch) => arm(branch, ({ verbs }) => verbs.map(line)));
  const flags = table.map((branch) => arm(branch, ({ options }) => options.map(line)));
  const values = valueTable(tool).map((branch) => arm(branch, (content) => content.map(fishQuote)));
  return `# fish completion for mp-orders, made by \`mp-orders completion fish\`

# A command's path.
function __mp_orders_verbs
    switch $argv[1]
${verbs.join('\n')}
    end
end

# A command's path.
function __mp_orders_flags
    switch $argv[1]
${flags.join('\n')}
    end
    printf '%s\\n' ${describedNames(tool.globals).map(line).join(' ')}
end

# A path, | and an option or the number of an argument. Prints nothing, words, or @kind.
function __mp_orders_values
    switch $argv[1]
${values.join('\n')}
    end
end
${engine}`;
}

const line = ([name, summary]: NamedSummary): string => fishQuote(`${name}\t${summary}`);

const arm = <T>({ keys, content }: Branch<T>, words: (content: T) => readonly string[]): string =>
  `        case ${keys.map(fishQuote).join(' ')}\n            printf '%s\\n' ${words(content).join(' ')}`;

const engine = `
function __mp_orders_complete
    set -l at ''
    set -l option ''
    set -l ended ''
    set -l count 0
    set -l typed (commandline -opc)
    set -l cur (commandline -ct)
    for word in $typed[2..-1]
        if test -n "$option"
            set option ''
        else if test -n "$ended"
            set count (math $count + 1)
        else if test "$word" = --
            set ended 1
        else if string match -q -- '-?*' "$word"
            if test -n "$(__mp_orders_values "$at|$word")"
                set option $word
            end
        else if contains -- "$word" (__mp_orders_verbs "$at" | string split -f 1 \\t)
            set at (string trim "$at $word")
        else
            set count (math $count + 1)
        end
    end
    set -l prefix ''
    if test -z "$option$ended"; and string match -q -- '--*=*' "$cur"
        set option (string split -m 1 -f 1 = -- "$cur")
        set cur (string split -m 1 -f 2 = -- "$cur")
        set prefix "$option="
    else if test -z "$option$ended"; and string match -q -- '-*' "$cur"
        __mp_orders_flags "$at"
        return
    end
    set -l verbs (__mp_orders_verbs "$at")
    if test -z "$option"; and set -q verbs[1]
        printf '%s\\n' $verbs
        return
    end
    set -l place $option
    test -n "$place"; or set place $count
    set -l values (__mp_orders_values "$at|$place")
    switch "$values[1]"
        case '' @any
        case @file
            printf "$prefix%s\\n" (__fish_complete_path "$cur")
        case @profile
            printf "$prefix%s\\n" (mp-orders auth list --field profile --quiet 2>/dev/null)
        case '*'
            printf "$prefix%s\\n" $values
    end
end

complete -c mp-orders -f -a '(__mp_orders_complete)'`;
