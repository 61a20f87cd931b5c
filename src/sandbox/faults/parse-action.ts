import { sentence } from '../../language/sentence.ts';
import { type FaultAction, isBodiless } from './fault.ts';
import type { Word, Words } from './words.ts';

const actionForms = sentence(
  'Write a status (503), delay 2s, drop before, drop after, truncate, slow 5s, html, or redirect <url>.',
);

/** Reads what a fault does, and leaves what follows it. */
export function parseAction(words: Words): FaultAction {
  const word = words.take(sentence('the action is missing.'), actionForms);
  if (!word.quoted && /^\d+$/.test(word.text)) return parseStatus(word, words);
  switch (word.quoted ? '' : word.text) {
    case 'delay':
      return { kind: 'delay', ms: parseTime(words) };
    case 'slow':
      return { kind: 'slow', ms: parseTime(words) };
    case 'drop':
      return { kind: 'drop', when: parseWhen(words) };
    case 'redirect':
      return { kind: 'redirect', url: parseTarget(words) };
    case 'truncate':
      return { kind: 'truncate' };
    case 'html':
      return { kind: 'html' };
    default:
      throw words.wrong(
        word,
        sentence('"{text}" is not an action.', { text: word.text }),
        actionForms,
      );
  }
}

function parseStatus(word: Word, words: Words): FaultAction {
  const status = Number(word.text);
  if (word.text.length !== 3 || status < 100 || status > 599) {
    throw words.wrong(
      word,
      sentence('{text} is not an HTTP status.', { text: word.text }),
      sentence('Write one from 100 to 599.'),
    );
  }
  if (status === 101) {
    const hint = sentence(
      'It changes the protocol, which the sandbox does not do. Write another one.',
    );
    throw words.wrong(word, sentence('101 cannot be an answer.'), hint);
  }
  const action: FaultAction = { kind: 'status', status };
  for (let next = words.peek(); isOption(next); next = words.peek()) {
    words.take('', '');
    refuseOption(status, next, words);
    if (next.text === 'body') {
      if (action.body !== undefined) throw twice(next, words);
      action.body = parseBody(words);
    } else {
      if (action.retryAfter !== undefined) throw twice(next, words);
      action.retryAfter = parseSeconds(words);
    }
  }
  return action;
}

const isOption = (word: Word | undefined): word is Word =>
  word !== undefined && !word.quoted && ['retry-after', 'body'].includes(word.text);

function refuseOption(status: number, { text, column }: Word, words: Words): void {
  if (status < 200) {
    const hint = sentence(
      'It only announces the answer, which follows as it is. Write the status alone.',
    );
    throw words.wrong(
      { column },
      sentence('{status} has no {what}.', { status, what: text }),
      hint,
    );
  }
  if (text === 'body' && isBodiless(status)) {
    throw words.wrong(
      { column },
      sentence('{status} has no body.', { status }),
      sentence('Write the status alone.'),
    );
  }
}

const twice = (word: Word, words: Words) =>
  words.wrong(
    word,
    sentence('{text} appears twice.', { text: word.text }),
    sentence('Leave one of them out.'),
  );

function parseBody(words: Words): string {
  const example = `503 body '{"message":"down"}'`;
  const hint = sentence('Write it in single quotes: {example}.', { example });
  const word = words.take(sentence('the text of the body is missing.'), hint);
  if (word.quoted) return word.text;
  throw words.wrong(word, sentence('the text of the body is not in quotes.'), hint);
}

function parseSeconds(words: Words): number {
  const hint = sentence('Write whole seconds: 429 retry-after 2.');
  const word = words.take(sentence('the seconds are missing.'), hint);
  if (!word.quoted && /^\d{1,9}$/.test(word.text)) return Number(word.text);
  throw words.wrong(
    word,
    sentence('"{text}" is not a number of seconds.', { text: word.text }),
    hint,
  );
}

const units = { ms: 1, s: 1000, m: 60_000 };
const longestMs = 60 * units.m;

function parseTime(words: Words): number {
  const hint = sentence('Write 500ms, 2s, 1.5s or 1m; 60m at most.');
  const word = words.take(sentence('how long is missing.'), hint);
  const [, number, unit] = (!word.quoted && /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(word.text)) || [];
  const ms = Math.round(Number(number) * units[unit as keyof typeof units]);
  if (ms <= longestMs) return ms;
  throw words.wrong(word, sentence('"{text}" is not a duration.', { text: word.text }), hint);
}

function parseWhen(words: Words): 'before' | 'after' {
  const hint = sentence(
    'Write drop before (the request is not carried out) or drop after (it is, and no answer comes).',
  );
  const word = words.take(sentence('when to drop is missing.'), hint);
  if (!word.quoted && (word.text === 'before' || word.text === 'after')) return word.text;
  throw words.wrong(word, sentence('"{text}" is not when to drop.', { text: word.text }), hint);
}

function parseTarget(words: Words): string {
  const hint = sentence(
    'Write a URL or a path: redirect https://example.org/login, redirect /login.',
  );
  const word = words.take(sentence('where to is missing.'), hint);
  const { text, quoted } = word;
  const isUrl = /^https?:\/\/[!-~]+$/.test(text) && URL.canParse(text);
  if (!quoted && (isUrl || /^\/[!-~]*$/.test(text))) return text;
  throw words.wrong(word, sentence('"{text}" is not a place to redirect to.', { text }), hint);
}
