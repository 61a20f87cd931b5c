import type { CompletedTool } from './completed-commands.ts';
import {
  describedNames,
  valueTable,
  wordTable,
  type Branch,
  type NamedSummary,
} from './script-tables.ts';

/** For bash 3.2 (macOS) and later, with or without the bash-completion package. */
export function bashScript(tool: CompletedTool): string {
  const words = wordTable(tool).map((branch) =>
    arm(branch, ({ verbs, options }) => `verbs='${names(verbs)}' flags='${names(options)}'`),
  );
  const values = valueTable(tool).map((branch) =>
    arm(branch, (content) => `values='${content.join(' ')}'`),
  );
  return `# bash completion for mp-orders, made by \`mp-orders completion bash\`

# $1: a command's path. Sets verbs and flags.
_mp_orders_words() {
  verbs='' flags=''
  case $1 in
${words.join('\n')}
  esac
  flags+=' ${names(describedNames(tool.globals))}'
}

# $1: a path, | and an option or the number of an argument. Sets values: none, words, or @kind.
_mp_orders_values() {
  values=''
  case $1 in
${values.join('\n')}
  esac
}
${engine}`;
}

const names = (entries: readonly NamedSummary[]): string => entries.map(([name]) => name).join(' ');

const arm = <T>({ keys, content }: Branch<T>, body: (content: T) => string): string =>
  `    ${keys.map(pattern).join(' | ')}) ${body(content)} ;;`;

/** A star in front stands for any path; all else is meant to the letter. */
const pattern = (key: string): string => (key.startsWith('*') ? `*'${key.slice(1)}'` : `'${key}'`);

const engine = `
_mp_orders_offer() {
  local word
  for word; do [[ $word == "$cur"* ]] && COMPREPLY+=("$prefix$word"); done
}

_mp_orders_files() {
  local file
  compopt -o filenames 2>/dev/null # bash 3.2 has no compopt
  while IFS= read -r file; do COMPREPLY+=("$prefix$file"); done < <(compgen -f -- "$cur")
}

# A line each, not words: nothing in a name is expanded.
_mp_orders_profiles() {
  local name
  while IFS= read -r name; do
    [[ $name == "$cur"* ]] && COMPREPLY+=("$prefix$(printf %q "$name")")
  done < <(mp-orders auth list --field profile --quiet 2>/dev/null)
}

_mp_orders() {
  local IFS=$' \\t\\n' at='' count=0 option='' ended='' glue='' prefix=''
  local i last cur word verbs flags values
  local -a words=() # under set -u, one without a value is unbound
  # Readline breaks words at = and : too, a command line does not.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]} last=$((\${#words[@]} - 1))
    if [[ $last -ge 0 && ($glue || $word == [=:]*) ]]; then words[last]+=$word; else words+=("$word"); fi
    if [[ $word == [=:]* && -z \${word//[=:]/} ]]; then glue=1; else glue=''; fi
  done
  last=$((\${#words[@]} - 1)) cur=\${words[last]}
  for ((i = 0; i < last; i++)); do
    word=\${words[i]}
    if [[ $option ]]; then
      option=''
    elif [[ $ended ]]; then
      count=$((count + 1))
    elif [[ $word == -- ]]; then
      ended=1
    elif [[ $word == -?* ]]; then
      _mp_orders_values "$at|$word"
      [[ $values ]] && option=$word
    else
      _mp_orders_words "$at"
      if [[ " $verbs " == *" $word "* ]]; then at=\${at:+$at }$word; else count=$((count + 1)); fi
    fi
  done
  COMPREPLY=()
  if [[ ! $option && ! $ended && $cur == --*=* ]]; then
    option=\${cur%%=*} cur=\${cur#*=}
    [[ $COMP_WORDBREAKS == *=* ]] || prefix="$option="
  elif [[ ! $option && ! $ended && $cur == -* ]]; then
    _mp_orders_words "$at"
    _mp_orders_offer $flags
    return
  fi
  _mp_orders_words "$at"
  if [[ ! $option && $verbs ]]; then
    _mp_orders_offer $verbs
    return
  fi
  _mp_orders_values "$at|\${option:-$count}"
  case $values in
    @any) ;;
    @file) _mp_orders_files ;;
    @profile) _mp_orders_profiles ;;
    *) _mp_orders_offer $values ;;
  esac
}

complete -F _mp_orders mp-orders`;
