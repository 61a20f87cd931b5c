import { dirname } from 'node:path';
import { CliError, exitCodes, usageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Io } from '../io.ts';
import { isToken, type OrderSystem } from '../providers/order-system.ts';
import { sentence, type Sentence } from '../language/sentence.ts';
import type { ProgramFailure } from '../run-program.ts';
import { requireOwnConfig } from '../settings/token-command.ts';
import { encodingOf } from '../utf8.ts';

const mostMs = 30_000;

/**
 * Asks the programs that profiles have in the place of stored keys, each once a run. What they print
 * is kept for the run, and shown nowhere.
 */
export class TokenCommands {
  readonly #answers = new Map<string, Promise<string[]>>();

  constructor(
    private readonly host: Pick<Host, 'askProgram' | 'uid'>,
    private readonly io: Pick<Io, 'addSecret'>,
    private readonly configPath: () => string,
  ) {}

  /**
   * The secrets of the system, in its order. Throws exit code 4 where the program does not give them,
   * and 2 where others could have written the config that names it.
   */
  secrets(profile: string, command: readonly string[], system: OrderSystem): Promise<string[]> {
    const key = JSON.stringify([profile, system.name, command]);
    const answer = this.#answers.get(key) ?? this.#ask(command, system);
    this.#answers.set(key, answer);
    return answer;
  }

  async #ask(command: readonly string[], system: OrderSystem): Promise<string[]> {
    const path = this.configPath();
    await requireOwnConfig(path, this.host.uid);
    // Not where the user stands: Windows looks for programs there first.
    const folder = dirname(path);
    const { failure, stdout } = await this.host.askProgram(command, { folder, mostMs });
    const lines = linesOf(stdout);
    lines.forEach((line) => this.io.addSecret(line.trim()));
    if (failure?.how === 'interrupted') {
      throw new CliError(exitCodes.interrupted, 'interrupted', sentence('Interrupted.'));
    }
    const why = failure === undefined ? whyNoSecrets(lines, system) : whyFailed(failure);
    if (why === undefined) return lines;
    throw failed(command, why);
  }
}

/** What a program printed, a line each, without the end of the last. */
function linesOf(stdout: Buffer): string[] {
  const text = new TextDecoder(encodingOf(stdout)).decode(stdout);
  return text.replace(/(\r?\n)+$/, '').split(/\r?\n/);
}

/** What is wrong with the lines, told without them; undefined where they can be the secrets. */
function whyNoSecrets(lines: readonly string[], { secrets, title }: OrderSystem) {
  const labels = secrets.map(({ label }) => label).join(', ');
  const { length: count } = lines;
  if (lines.every((line) => line.trim() === '')) return sentence('it printed nothing');
  if (count !== secrets.length) {
    return secrets.length === 1
      ? sentence('it printed {count} lines, and one is wanted ({labels} of {title})', {
          count,
          labels,
          title,
        })
      : sentence(
          'it printed {count} {count|line|lines}, and a line each is wanted ({labels} of {title})',
          { count, labels, title },
        );
  }
  if (lines.every((line) => isToken(line))) return undefined;
  return sentence(
    'what it printed is not a key: it has spaces or other characters that are not allowed',
  );
}

function whyFailed(failure: Exclude<ProgramFailure, { how: 'interrupted' }>): Sentence {
  switch (failure.how) {
    case 'missing':
      return sentence('there is no such program here');
    case 'not_started':
      return sentence('it could not be started ({code})', { code: failure.code });
    case 'slow':
      return sentence('it took longer than {seconds} s and was ended', { seconds: mostMs / 1000 });
    case 'talkative':
      return sentence('it printed far more than a key');
    case 'signal':
      return sentence('it was ended by {signal}', { signal: failure.signal });
    case 'code':
      return sentence('it ended with exit code {code}', { code: failure.code });
  }
}

/** The program is named, and not its arguments: somebody may have put a secret there. */
const failed = ([program = '']: readonly string[], why: Sentence): CliError =>
  new CliError(
    exitCodes.notSignedIn,
    'token_command_failed',
    sentence('Not signed in: the token_command {program} gave no token: {why}.', {
      program: JSON.stringify(program),
      why,
    }),
    {
      hint: sentence(
        'Run the command by itself to see what it says: it must print the token alone, and end with 0.',
      ),
    },
  );

/** What to throw where something would have to be read before it can be shown, and no keys are there. */
export const tokenNotRead = (): CliError =>
  usageError(sentence('With --dry-run no token_command is run, and this has to be read first.'), {
    code: 'token_not_asked',
    hint: sentence('Leave --dry-run out, or put the token into the environment for this run.'),
  });
