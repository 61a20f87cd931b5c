import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { parseDuration } from '../../orders/duration.ts';
import { findSystem } from '../../providers/systems.ts';
import { sandboxSystems } from '../../sandbox/systems.ts';
import { addExamples } from '../../help/layout.ts';
import { ChoiceArgument, inWords } from '../options.ts';
import type { Verb } from '../verb.ts';
import { sandboxControl } from './control.ts';
import { printSandboxOrder } from './print-order.ts';

interface AddOptions {
  status?: string;
  denies?: boolean;
  delay?: string;
}

/** The order systems whose sellers answer a cancel. */
const withSellers = sandboxSystems.filter(({ asksSellers }) => asksSellers === true);

const names = sandboxSystems.map(({ name }) => name);

const sellersOf = inWords(
  withSellers.map(({ name }) => findSystem(name)?.title ?? name),
  'and',
);

export const add: Verb<AddOptions> = {
  define(command: Command) {
    command
      .addArgument(new ChoiceArgument('<system>', names, inWords(names)))
      .option(
        '--status <status>',
        'the status it is in; a wrong one lists all (default: the first)',
      )
      .option('--denies', `${sellersOf}: its seller denies a cancellation`)
      .option(
        '--delay <duration>',
        `${sellersOf}: how long its seller takes to answer (default: 3s)`,
      );
    addExamples(command, [
      'mp-orders sandbox add mollie --status shipping',
      'mp-orders sandbox add vtex --status handling --denies --delay 1m',
    ]);
  },

  async run(context, [name = ''], { status, denies, delay }) {
    const isKnown = names.some((one) => one === name); // else the sandbox says so
    if (isKnown && (denies === true || delay !== undefined)) requireSellers(name);
    const { profileName } = context.settings;
    const named = context.isSandbox && profileName !== 'sandbox' ? profileName : undefined;
    const control = await sandboxControl(context);
    const { order } = await control.add({
      system: name,
      status,
      denies,
      profile: named,
      delay:
        delay === undefined ? undefined : context.name('--delay', () => parseDuration(delay)).ms,
    });
    await printSandboxOrder(context, name, order);
  },
};

function requireSellers(name: string): void {
  if (withSellers.some((system) => system.name === name)) return;
  const message = sentence(
    '--denies and --delay need a seller who is asked; only orders of {sellers} have one.',
    { sellers: sellersOf },
  );
  throw usageError(message, {
    hint: sentence('Leave them out.'),
  });
}
