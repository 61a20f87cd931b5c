import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, usageError } from '../../../errors.ts';
import { parseAmount } from '../../../orders/money.ts';
import { parseMode } from '../../options.ts';
import { commandAgain } from '../../../session/next-command.ts';
import type { BodyOptions } from './flags.ts';

interface Question {
  option: 'amount' | 'pos' | 'mode';
  flag: string;
  text: Text;
  /** Throws a usage error for an answer that will not do. */
  check: (answer: string) => unknown;
  /** What an empty answer means. */
  fallback?: string;
}

/**
 * Asks on the terminal for what an order needs, one question at a time and again until the answer
 * will do, and shows the command line that would have said the same.
 */
export async function askForOrder(context: Context): Promise<BodyOptions> {
  const answers: BodyOptions = {};
  const words: Record<string, string> = {};
  await context.io.converse(async (ask) => {
    for (const question of questions(context)) {
      const answer = await answerTo(question, ask, context);
      answers[question.option] = answer;
      words[question.flag] = answer;
    }
  });
  const command = commandAgain(context, context.argv, words);
  if (command !== undefined) {
    context.io.warn([sentence('The same without questions:'), `\n  ${command}`]);
  }
  return answers;
}

function questions(context: Context): Question[] {
  const pos = context.setting('pos', undefined, String);
  const mode = context.setting('mode', undefined, parseMode);
  return [
    {
      option: 'amount',
      flag: '--amount',
      text: sentence('Amount (50 or 24.50)'),
      check: parseAmount,
    },
    {
      option: 'pos',
      flag: '--pos',
      text: sentence('POS, by its external_id'),
      check: (answer) => {
        if (answer === '')
          throw usageError(sentence('An order needs a point of sale.'), {
            hint: sentence('`mp-orders pos list` shows them.'),
          });
      },
      fallback: pos ?? (context.isSandbox ? 'EXTERNALPOS019285' : undefined),
    },
    {
      option: 'mode',
      flag: '--mode',
      text: sentence('Mode: static, dynamic or hybrid'),
      check: parseMode,
      fallback: mode ?? 'dynamic',
    },
  ];
}

async function answerTo(
  { text, check, fallback }: Question,
  ask: (question: string) => Promise<string | undefined>,
  context: Context,
): Promise<string> {
  for (;;) {
    const prompt = context.say([text]) + (fallback === undefined ? '' : ` [${fallback}]`);
    const typed = await ask(`${prompt}: `);
    if (typed === undefined) {
      throw usageError(sentence('The questions were not answered; nothing was sent.'), {
        code: 'no_answer',
      });
    }
    const answer = typed === '' ? (fallback ?? '') : typed;
    try {
      check(answer);
      return answer;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const { hint } = error.texts;
      context.io.warn(hint === undefined ? error.text : [error.text, ' ', hint]);
    }
  }
}
