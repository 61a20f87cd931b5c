import { sentence } from '../language/sentence.ts';
import type { Context } from '../session/context.ts';
import { CliError, exitCodes } from '../errors.ts';
import type { OddEntry } from '../providers/entries.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { compactJson } from '../json/text.ts';

/** What a list holds that is none of what it should hold: the rest of it is shown anyway. */
export class OddEntries {
  #count = 0;

  constructor(
    private readonly context: Context,
    private readonly what: 'order' | 'point of sale',
  ) {}

  /** Warns of one, by its place and its id; with `--json` it passes through as it came. */
  tell = ({ place, id, why, answer }: OddEntry): void => {
    const { io, options } = this.context;
    this.#count += 1;
    const named = id === undefined ? '' : ` (id ${cleanValue(id)})`;
    const values = { place, named, why: typeof why === 'string' ? cleanValue(why) : why };
    io.warn(sentence('Warning: entry {place} of the list{named} could not be read. {why}', values));
    if (options.json === true && options.field === undefined) io.out(compactJson(answer));
  };

  /** Throws exit code 7 where nothing else was in the list: that is another answer, and no list. */
  throwIfAlone(count: number): void {
    if (count > 0 || this.#count === 0) return;
    const message =
      this.what === 'order'
        ? sentence('The server answered with a list that holds no order.')
        : sentence('The server answered with a list that holds no point of sale.');
    throw new CliError(exitCodes.unreachable, 'unexpected_answer', message, {
      hint: sentence('Nothing was changed. `--debug` shows the whole answer.'),
    });
  }
}
