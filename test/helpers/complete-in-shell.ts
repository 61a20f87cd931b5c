import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bin, minimalEnv, tempFolder } from './run-bin.ts';

const run = promisify(execFile);

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** Tab, in a shell that has read the completion script. */
export type Complete = (line: string, cwd?: string) => Promise<string[]>;

/**
 * Writes the built bin's script to a file, and completes with it in the real shell, in a home that
 * holds this config.
 */
export async function openShell(shell: Shell, config?: object): Promise<Complete> {
  const home = tempFolder();
  if (config !== undefined) writeFileSync(join(home, 'config.json'), JSON.stringify(config));
  const script = join(home, `script.${shell}`);
  writeFileSync(script, (await bin(['completion', shell])).stdout);
  const driver = join(home, 'driver');
  writeFileSync(driver, drivers[shell]);
  const env = minimalEnv({ home, env: { LANG: 'C.UTF-8', TERM: 'xterm' } });
  return async (line, cwd = home) => {
    const args = [...plain[shell], driver, script, line];
    const { stdout } = await run(shell, args, { env, cwd, timeout: 20_000 });
    const words = stdout.split('\n').map((word) => word.split('\t')[0] ?? '');
    return [...new Set(words.filter((word) => word !== ''))].sort();
  };
}

/** Without anybody's start-up files. */
const plain = { bash: ['--norc', '--noprofile'], zsh: ['-f'], fish: ['--no-config'] } as const;

/** Each takes the script and the line, and prints a candidate a line. */
const drivers: Readonly<Record<Shell, string>> = {
  // Readline hands over words that it has broken at = and : as well.
  bash: `set -u
source "$1"
broken=$(sed -E 's/[=:]+/ & /g' <<< "$2")
read -ra COMP_WORDS <<< "$broken"
[[ $broken == *' ' && $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
_mp_orders
printf '%s\\n' "\${COMPREPLY[@]}"
`,
  fish: `source $argv[1]
complete -C $argv[2]
`,
  // Its completion runs in the line editor alone, which needs a terminal: zpty gives it one.
  zsh: `zmodload zsh/zpty
cat > rc <<'RC'
autoload -Uz compinit && compinit -D -u
source $1
compadd() {
  local -a found
  # With -O, -A or -D it only asks what would fit.
  if [[ " \${@[1,(i)(-|--)]} " == *' -'[^-]#[OAD]* ]]; then builtin compadd "$@"; return; fi
  builtin compadd -O found "$@"
  (( $#found )) && print -rl -- $found >> found
  builtin compadd "$@"
}
press-tab() { zle complete-word; : > done }
zle -N press-tab
bindkey '^I' press-tab
RC
rm -f found done
zpty -b shell zsh -f -i
zpty -w shell "source ./rc $1"
zpty -w shell "$2"$'\\t'
until [[ -e done ]]; do zpty -rt shell seen; sleep 0.01; done
zpty -d shell
[[ ! -e found ]] || cat found
`,
};
