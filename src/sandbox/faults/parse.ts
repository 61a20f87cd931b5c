import { sentence } from '../../language/sentence.ts';
import type { Text } from '../../language/sentence.ts';
import type { Fault } from './fault.ts';
import { parseAction } from './parse-action.ts';
import { Words } from './words.ts';

/**
 * Reads one fault: `POST /v1/orders: 503 x2`. Throws a usage error that names the column and what
 * would be right; `place` stands before the column.
 */
export function parseFault(text: string, place: Text = ''): Fault {
  const words = new Words(text, place);
  const method = parseMethod(words);
  const path = parsePath(words);
  return { method, path, action: parseAction(words), ...parseLimits(words) };
}

/** Reads a file of faults, one a line; blank lines and lines that begin with `#` say nothing. */
export function parseFaults(text: string): Fault[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, i) =>
      /^\s*(#|$)/.test(line) ? [] : [parseFault(line, sentence('line {line}', { line: i + 1 }))],
    );
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

function parseMethod(words: Words): string {
  const hint = sentence('Write {methods}, or * for any.', { methods: methods.join(', ') });
  const word = words.take(sentence('the method is missing.'), hint);
  if (!word.quoted && (word.text === '*' || methods.includes(word.text))) return word.text;
  throw words.wrong(word, sentence('"{text}" is not a method.', { text: word.text }), hint);
}

function parsePath(words: Words): string {
  const hint = sentence('Write a path, a colon and a space: POST /v1/orders: 503.');
  const word = words.take(sentence('the path is missing.'), hint);
  const { text, column, quoted } = word;
  if (quoted || !/^[/*]/.test(text)) {
    throw words.wrong(
      word,
      sentence('"{path}" is not a path.', { path: text }),
      sentence('Begin it with / or *: /v1/orders, */cancel.'),
    );
  }
  if (!text.endsWith(':')) {
    const end = { column: column + text.length };
    throw words.wrong(end, sentence('there is no colon and space after the path.'), hint);
  }
  const tail = text.search(/[?#]/);
  if (tail !== -1) {
    const at = { column: column + tail };
    throw words.wrong(
      at,
      sentence('only the path is compared.'),
      sentence('Leave out what begins here.'),
    );
  }
  return text.slice(0, -1);
}

type Limits = Pick<Fault, 'times' | 'percent' | 'after'>;

const limitForms = sentence('Behind the fault come x2, 30% and after 3, each at most once.');

function parseLimits(words: Words): Limits {
  const limits: Limits = {};
  while (words.peek() !== undefined) {
    const word = words.take('', '');
    const [name, value] = parseLimit(word.quoted ? '' : word.text, words);
    if (name === undefined) {
      throw words.wrong(
        word,
        sentence('"{text}" is not understood here.', { text: word.text }),
        limitForms,
      );
    }
    if (limits[name] !== undefined) {
      throw words.wrong(
        word,
        sentence('{what} is given twice.', { what: limitNames[name] }),
        limitForms,
      );
    }
    limits[name] = value;
  }
  return limits;
}

const limitNames = {
  times: sentence('how often'),
  percent: sentence('how likely'),
  after: sentence('after how many'),
};

function parseLimit(text: string, words: Words): [keyof Limits, number] | [] {
  if (/^x0*[1-9]\d{0,8}$/.test(text)) return ['times', Number(text.slice(1))];
  if (/^\d{1,3}(\.\d+)?%$/.test(text)) {
    const percent = Number(text.slice(0, -1));
    return percent > 0 && percent <= 100 ? ['percent', percent] : [];
  }
  return text === 'after' ? ['after', parseCount(words)] : [];
}

function parseCount(words: Words): number {
  const hint = sentence('Write how many requests to let pass first: after 3.');
  const word = words.take(sentence('how many is missing.'), hint);
  if (!word.quoted && /^\d{1,9}$/.test(word.text)) return Number(word.text);
  throw words.wrong(word, sentence('"{text}" is not a number.', { text: word.text }), hint);
}
