import { posixQuote } from '../../shell/word.ts';
import type { CompletedTool } from './completed-commands.ts';
import {
  describedNames,
  valueTable,
  wordTable,
  type Branch,
  type NamedSummary,
} from './script-tables.ts';

/** For the shell's own completion system (compinit), as a file in fpath or by eval. */
export function zshScript(tool: CompletedTool): string {
  const words = wordTable(tool).map((branch) =>
    arm(branch, ({ verbs, options }) => `verbs=(${list(verbs)})\n      flags=(${list(options)})`),
  );
  const values = valueTable(tool).map((branch) =>
    arm(branch, (content) => `values=(${content.map(posixQuote).join(' ')})`),
  );
  return `#compdef mp-orders
# zsh completion for mp-orders, made by \`mp-orders completion zsh\`

# $1: a command's path. Sets verbs and flags.
_mp_orders_words() {
  verbs=() flags=()
  case $1 in
${words.join('\n')}
  esac
  flags+=(${list(describedNames(tool.globals))})
}

# $1: a path, | and an option or the number of an argument. Sets values: none, words, or @kind.
_mp_orders_values() {
  values=()
  case $1 in
${values.join('\n')}
  esac
}
${engine}`;
}

/** `name:summary`, as _describe wants them. */
const list = (entries: readonly NamedSummary[]): string =>
  entries.map(([name, summary]) => posixQuote(`${name}:${summary}`)).join(' ');

const arm = <T>({ keys, content }: Branch<T>, body: (content: T) => string): string =>
  `    ${keys.map(pattern).join(' | ')})\n      ${body(content)} ;;`;

/** A star in front stands for any path; all else is meant to the letter. */
const pattern = (key: string): string =>
  key.startsWith('*') ? `*${posixQuote(key.slice(1))}` : posixQuote(key);

const engine = `
_mp_orders() {
  local at='' option='' ended='' word
  local -i count=0
  local -a verbs flags values
  for word in "\${(@Q)words[2,CURRENT-1]}"; do
    if [[ -n $option ]]; then
      option=''
    elif [[ -n $ended ]]; then
      count+=1
    elif [[ $word == -- ]]; then
      ended=1
    elif [[ $word == -?* ]]; then
      _mp_orders_values "$at|$word"
      (( $#values )) && option=$word
    else
      _mp_orders_words "$at"
      if (( \${verbs[(I)\${(b)word}:*]} )); then at=\${at:+$at }$word; else count+=1; fi
    fi
  done
  _mp_orders_words "$at"
  if [[ -z $option && -z $ended && $PREFIX == --*=* ]]; then
    option=\${PREFIX%%=*}
    compset -P 1 '*='
  elif [[ -z $option && -z $ended && $PREFIX == -* ]]; then
    _describe -o option flags
    return
  elif [[ -z $option ]] && (( $#verbs )); then
    _describe command verbs
    return
  fi
  _mp_orders_values "$at|\${option:-$count}"
  case $values[1] in
    ''|@any) return 1 ;;
    @file) _files ;;
    @profile) compadd -- \${(f)"$(mp-orders auth list --field profile --quiet 2>/dev/null)"} ;;
    *) compadd -- $values ;;
  esac
}

if [[ $funcstack[1] == _mp[-_]orders ]]; then # a file in fpath, at its first Tab
  _mp_orders "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i; }
  compdef _mp_orders mp-orders
fi`;
