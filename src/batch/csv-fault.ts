import { sentence, type Text } from '../language/sentence.ts';
import type { CsvError } from 'csv-parse';

/** The bytes of a file that a parser was given since the last record that it read whole. */
export class RecentBytes {
  /** Where they begin in the file, and how many lines end before that. */
  #start = 0;
  #lines = 0;
  readonly #pieces: Buffer[] = [];

  /** Takes the next bytes, and lets go of those that lie before `from`, a place in the file. */
  add(piece: Buffer, from: number): void {
    for (let [first] = this.#pieces; first !== undefined; [first] = this.#pieces) {
      if (this.#start + first.length > from) break;
      this.#start += first.length;
      this.#lines += linesIn(first);
      this.#pieces.shift();
    }
    this.#pieces.push(piece);
  }

  /** What lies behind a place in the file. */
  behind(place: number): Buffer {
    return Buffer.concat(this.#pieces).subarray(Math.max(0, place - this.#start));
  }

  /** The line of a place in the file, from 1. */
  lineAt(place: number): number {
    const before = Buffer.concat(this.#pieces).subarray(0, Math.max(0, place - this.#start));
    return this.#lines + linesIn(before) + 1;
  }
}

const newline = '\n'.charCodeAt(0);

function linesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

/**
 * What is wrong with CSV, by the line where the cell begins: the parser itself names the one where it
 * noticed, which for a quote that is never closed is the last of the file.
 */
export function describeFault(fault: CsvError, recent: RecentBytes): Text {
  const field = fault.bytes as number; // where the field begins, or the mark before it
  const text = recent.behind(field).toString('utf8');
  const [lead = ''] = /^[\s,;]*/.exec(text) ?? [];
  const isQuoted = text[lead.length] === '"';
  const at = isQuoted ? lead.length : Math.max(lead.length, text.indexOf('"'));
  const isLong = fault.code === 'CSV_MAX_RECORD_SIZE';
  const place = field + (isLong ? lead.length : Buffer.byteLength(text.slice(0, at)));
  return sentence('Line {line}: {what}', {
    line: recent.lineAt(place),
    what: whatIs(fault, isQuoted),
  });
}

function whatIs({ code }: CsvError, isQuoted: boolean): Text {
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return isQuoted
      ? sentence('a cell makes the row longer than 8 MiB. Is the quote that opens there closed?')
      : sentence('a cell makes the row longer than 8 MiB.');
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return sentence('the opening quote is never closed.');
  return isQuoted
    ? sentence('the cell goes on after its closing quote.')
    : sentence('a cell has a quote in the middle.');
}
