import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { ChoiceArgument, inWords, parseChoice } from '../options.ts';
import type { Verb, VerbTree } from '../verb.ts';
import { bashScript } from './bash-script.ts';
import { describeTool } from './completed-commands.ts';
import { fishScript } from './fish-script.ts';
import { powershellScript } from './powershell-script.ts';
import { zshScript } from './zsh-script.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

const scripts = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** Made for each run: it keeps hold of the commands that it stands among; `tree` are their verbs. */
export function createCompletion(tree: VerbTree): Verb {
  let own: Command | undefined;
  return {
    define(command) {
      own = command;
      command.addArgument(new ChoiceArgument('<shell>', shells, inWords(shells)));
      addExamples(command, ['mp-orders completion bash', 'mp-orders completion fish']);
      command.addHelpText('after', installation);
    },

    async run(context, [word = '']) {
      const shell = parseChoice(word, shells);
      const root = own?.parent;
      if (!own || !root) throw new Error('completion stands in no command tree');
      await defineVerbs(tree, root, own);
      context.io.out(scripts[shell](describeTool(root)));
    },
  };
}

const installation = `
To have it for good, once:
  bash: echo 'eval "$(mp-orders completion bash)"' >> ~/.bashrc
  zsh:  echo 'eval "$(mp-orders completion zsh)"' >> ~/.zshrc   # below compinit
  fish: mp-orders completion fish > ~/.config/fish/completions/mp-orders.fish
  powershell: a line in the file that $PROFILE names:
              mp-orders completion powershell | Out-String | iex`;

/** Loads every verb: until it runs, the tree knows no more of one than its name and summary. */
async function defineVerbs(tree: VerbTree, root: Command, own: Command): Promise<void> {
  const byParent = [
    { parent: root, entries: [...tree.shortcuts, ...tree.loneVerbs] },
    ...tree.nouns.map(({ name, verbs }) => ({ parent: find(root, name), entries: verbs })),
  ];
  for (const { parent, entries } of byParent) {
    for (const { name, load } of entries) {
      const command = find(parent, name);
      if (command !== undefined && command !== own) (await load(tree)).define(command);
    }
  }
}

const find = (parent: Command | undefined, name: string) =>
  parent?.commands.find((command) => command.name() === name);
