import { sentence, type Text } from '../../language/sentence.ts';
import { type CliError, usageError } from '../../errors.ts';

export interface Word {
  text: string;
  /** Where it begins in its line, from 1. */
  column: number;
  quoted: boolean;
}

/** The words of one line, taken one by one; knows where it is, for errors. */
export class Words {
  #words: Word[];
  #at = 0;

  /** `place` says where the line is from, and stands before the column in errors: `line 3`. */
  constructor(
    private readonly line: string,
    private readonly place: Text,
  ) {
    this.#words = this.#split();
  }

  peek(): Word | undefined {
    return this.#words[this.#at];
  }

  /** The next word; the error that `missing` and `hint` make when there is none. */
  take(missing: Text, hint: Text): Word {
    const word = this.peek();
    if (word === undefined) throw this.wrong(undefined, missing, hint);
    this.#at += 1;
    return word;
  }

  /** A usage error at a word, or at the end of the line. */
  wrong(word: Pick<Word, 'column'> | undefined, message: Text, hint: Text): CliError {
    const column = word?.column ?? this.line.trimEnd().length + 1;
    const at = sentence('column {column}', { column });
    const place = this.place === '' ? [] : [this.place, ', '];
    return usageError([...place, at, ': ', message], { hint, help: 'faults' });
  }

  /** Words end at blanks; one that begins with a quote ends at the next one that stands alone. */
  #split(): Word[] {
    const words: Word[] = [];
    for (const match of this.line.matchAll(/'((?:[^']|'')*)('?)(\S*)|\S+/g)) {
      const [whole, inside, closing, rest] = match;
      const column = match.index + 1;
      if (inside === undefined) {
        words.push({ text: whole, column, quoted: false });
      } else if (closing === '' || rest !== '') {
        const what =
          closing === ''
            ? sentence('this quote is not closed.')
            : sentence('the quote ends inside a word.');
        throw this.wrong(
          { column },
          what,
          sentence("Write '' for a quote inside of quotes: 'it''s down'."),
        );
      } else {
        words.push({ text: inside.replaceAll("''", "'"), column, quoted: true });
      }
    }
    return words;
  }
}
