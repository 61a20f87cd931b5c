import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import type { TurnClock } from '../../sandbox/control/control.ts';
import { addExamples } from '../../help/layout.ts';
import { ChoiceArgument, parseChoice } from '../options.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { sandboxControl } from './control.ts';

const turns = ['now', 'advance', 'set', 'freeze', 'resume'] as const;

export const clock: Verb = {
  define(command: Command) {
    command
      .addArgument(
        new ChoiceArgument('[how]', turns, 'now, advance, set, freeze or resume (default: now)'),
      )
      .argument('[time]', 'how far to advance (15m), or what to set it to (ISO 8601)')
      .addHelpText(
        'after',
        `
Orders expire, keys are forgotten and refunds are completed by the sandbox's
clock. Every process that uses this sandbox goes by it, until it is reset.`,
      );
    addExamples(command, [
      'mp-orders sandbox clock',
      'mp-orders sandbox clock advance 15m',
      'mp-orders sandbox clock set 2026-03-01T12:00:00Z --base-url http://127.0.0.1:4010',
    ]);
  },

  async run(context, [how = 'now', time]) {
    const turn = readTurn(parseChoice(how, turns), time);
    const control = await sandboxControl(context);
    const reading = turn === undefined ? await control.clock() : await control.turnClock(turn);
    await printResult(context, {
      json: JSON.stringify(reading),
      text: () => `${reading.now}${reading.frozen ? '\tfrozen' : ''}`,
    });
  },
};

/** Undefined: it is only looked at. */
function readTurn(how: (typeof turns)[number], time: string | undefined): TurnClock | undefined {
  const takesTime = how === 'advance' || how === 'set';
  if (takesTime && time === undefined) {
    throw usageError(sentence('clock {how}: a time is missing.', { how }), {
      hint:
        how === 'advance'
          ? sentence('Write how far, such as 15m.')
          : sentence('Write 2026-03-01T12:00:00Z.'),
    });
  }
  if (!takesTime && time !== undefined)
    throw usageError(sentence('clock {how} takes no time.', { how }));
  if (how === 'advance') return { advance: time };
  if (how === 'set') return { now: time };
  if (how === 'now') return undefined;
  return { frozen: how === 'freeze' };
}
