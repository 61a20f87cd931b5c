import { english, sentence, textIn, type Say, type Text } from './language/sentence.ts';
import { randomInt } from './quick-crypto.ts';
import type { Readable, Writable } from 'node:stream';
import type { ChalkInstance } from 'chalk';
import { usageError } from './errors.ts';
import type { Host } from './host.ts';
import { interrupted } from './interruption.ts';
import type { OutputStream } from './quick-output.ts';
import { loadChalk, ownChalk } from './own-chalk.ts';
import { cleanValue, hasUnseen, looseMatch, OwnStyles } from './terminal/clean-text.ts';
import { isUtf8Locale } from './terminal/locale.ts';
import { textWidth, wrapNotes } from './terminal/wrap.ts';
import { readText } from './utf8.ts';

type ColorLevel = 0 | 1 | 2 | 3;

export interface Spinner {
  /** Whether there is one to see. */
  readonly turning: boolean;
  update(text: Text): void;
  stop(): void;
}

export interface IoOptions {
  quiet: boolean;
  /** False when `--no-color` was given. */
  color: boolean;
  /** Keep notes and warnings back until there is a result: an error must stand alone on stderr for a program. */
  holdNotes?: boolean;
  /** Says things in the user's language; in English when left out. */
  say?: Say;
}

/** Loads what colours take, where there are some; `wanted` is false with `--no-color`. Before an Io is made. */
export async function loadColors({ stdout, stderr, env }: Host, wanted: boolean): Promise<void> {
  const isColored = (stream: OutputStream) => colorLevel(stream, env, wanted) > 0;
  if (isColored(stdout) || isColored(stderr)) await loadChalk();
}

/**
 * stdout for results, stderr for everything else. Known secrets are struck out of everything that is
 * written, whichever way they got into it; and on a terminal all control characters but this tool's
 * own colours (`chalk`, `own`), so that no caller needs to think of it.
 */
export class Io {
  readonly chalk: ChalkInstance;
  readonly chalkErr: ChalkInstance;
  readonly colorLevel: ColorLevel;
  readonly say: Say;
  readonly #styles = new OwnStyles(String(randomInt(1e9, 1e10)));
  /** The longest first: one may begin with another, whose striking out must not leave its tail. */
  #secrets: readonly string[] = [];
  #said = new Set<string>();
  #soon = '';
  #held: { text: string; english: string }[] | undefined;
  #errorFollows = false;

  constructor(
    private readonly host: Host,
    private readonly options: IoOptions,
  ) {
    if (options.holdNotes === true) this.#held = [];
    this.say = options.say ?? english;
    this.colorLevel = colorLevel(host.stdout, host.env, options.color);
    this.chalk = ownChalk(this.colorLevel, this.#styles);
    this.chalkErr = ownChalk(colorLevel(host.stderr, host.env, options.color), this.#styles);
  }

  /** Whether the results are for a program, and an error is one document. */
  get isForProgram(): boolean {
    return this.options.holdNotes === true;
  }

  get isTerminal(): boolean {
    return this.host.stdout.isTTY === true;
  }

  get columns(): number | undefined {
    return this.isTerminal ? (columnsOf(this.host.stdout) ?? 80) : undefined;
  }

  /** How many lines the terminal shows; undefined where there is none, or it does not say. */
  get rows(): number | undefined {
    return this.isTerminal ? sizeOf(this.host.stdout, 'rows') : undefined;
  }

  /** How wide the terminal is that errors go to; undefined when they go elsewhere. */
  get errorColumns(): number | undefined {
    return this.host.stderr.isTTY === true ? (columnsOf(this.host.stderr) ?? 80) : undefined;
  }

  /** Whether there is a terminal to ask at: the questions go to stderr, the answers come by stdin. */
  get hasSeat(): boolean {
    const { stderr } = this.host;
    // stdin last: to look at it is to open it, which most commands have no need for.
    return stderr.isTTY === true && this.host.stdin.isTTY === true;
  }

  /** Whether someone can be asked something: build servers have terminals, and no one sits there. */
  get canAsk(): boolean {
    return this.hasSeat && !isCi(this.host.env);
  }

  /** A text whose colours are all this tool's, though not by `chalk`. */
  own = (text: string): string => this.#styles.claim(text);

  /** From now on, this never shows in anything that is printed. */
  addSecret(secret: string): void {
    if (secret.length < 4) return;
    const all = new Set([...this.#secrets, ...formsOf(secret)]);
    this.#secrets = [...all].sort((a, b) => b.length - a.length);
  }

  /** What may be shown, though it stands where secrets do: the sandbox's own keys. */
  reveal(text: string): void {
    const forms = new Set(formsOf(text));
    this.#secrets = this.#secrets.filter((secret) => !forms.has(secret));
  }

  redact(text: string): string {
    // With unseen characters in its midst, a secret would show as itself anyway.
    const isLoose = hasUnseen(text);
    let clean = text;
    for (const secret of this.#secrets) {
      clean = clean.replaceAll(isLoose ? looseMatch(secret) : secret, '***');
    }
    return clean;
  }

  /** The result, and nothing else. */
  out(text: string): void {
    this.releaseNotes();
    this.#write(this.host.stdout, text);
  }

  /**
   * One of thousands of results that tell of nothing done now: those of a moment are written in one go.
   * It stands where it would by `out`, before whatever is written after it.
   */
  outSoon(text: string): void {
    if (this.isTerminal) return this.out(text);
    this.releaseNotes();
    if (this.#soon === '') setImmediate(() => this.flush());
    this.#soon += this.#soon === '' ? text : `\n${text}`;
    if (this.#soon.length > mostSoon) this.flush();
  }

  /** Writes what `outSoon` has kept. */
  flush(): void {
    if (this.#soon === '') return;
    const text = this.#soon;
    this.#soon = '';
    this.#write(this.host.stdout, text);
  }

  /** A result that is no text; as it is. */
  bytes(data: Uint8Array): void {
    this.releaseNotes();
    this.flush();
    this.host.stdout.write(data);
  }

  /** For people, on stderr; `--quiet` turns it off. */
  note(text: Text): void {
    if (!this.options.quiet) this.#say(text);
  }

  /** Now, or in time: held back for the error that may follow. */
  #say(text: Text): void {
    if (this.#held === undefined) return this.#write(this.host.stderr, this.#laidOut(text));
    const forProgram = this.redact(textIn(english, text));
    this.#held.push({ text: this.#laidOut(text), english: forProgram });
  }

  /** Prints the notes that were held back, and holds no more. */
  releaseNotes(): void {
    if (this.#errorFollows) return;
    this.#held?.splice(0).forEach(({ text }) => this.#write(this.host.stderr, text));
    this.#held = undefined;
  }

  /** Keeps the notes back although a result is printed: an error is next, which takes them along. */
  holdForError(): void {
    this.#errorFollows = this.#held !== undefined;
  }

  /** The notes that were held back, for an error document that takes them along: in English. */
  takeNotes(): string[] {
    this.#errorFollows = false;
    return (this.#held?.splice(0) ?? []).map((note) => note.english);
  }

  /** A note that is said once a run, however often there is cause for it. */
  noteOnce(text: Text): void {
    const words = textIn(this.say, text);
    if (this.#said.has(words)) return;
    this.#said.add(words);
    this.note(text);
  }

  /** On stderr, `--quiet` or not. What is no sentence is a document or a line of a trace: at once. */
  warn(text: Text): void {
    if (typeof text === 'string') this.#write(this.host.stderr, this.#laidOut(text));
    else this.#say(text);
  }

  /** Sentences are wrapped; what is no sentence is laid out already, or is for programs. */
  #laidOut(text: Text): string {
    // Redacted before it is wrapped: a secret in two lines would not be known as one.
    const words = this.redact(textIn(this.say, text));
    return typeof text === 'string' ? words : wrapNotes(words, this.errorColumns);
  }

  /** A warning that is said once a run. */
  warnOnce(text: Text): void {
    const words = textIn(this.say, text);
    if (this.#said.has(words)) return;
    this.#said.add(words);
    this.warn(text);
  }

  /** A line that turns while something is awaited; on a terminal only. */
  async spin(text: Text): Promise<Spinner> {
    const idle = { turning: false, update: () => undefined, stop: () => undefined };
    const { stderr } = this.host;
    // A terminal without a width makes ora count lines for ever.
    const isWide = columnsOf(stderr) !== undefined && this.host.env.TERM !== 'dumb';
    if (this.options.quiet || stderr.isTTY !== true || !isWide) return idle;
    const line = (words: Text) =>
      inOneLine(cleanValue(this.redact(textIn(this.say, words))), columnsOf(stderr));
    try {
      const { default: ora } = await import('ora');
      const ink = ora({
        text: line(text),
        stream: stderr as NodeJS.WriteStream,
        discardStdin: false,
        color: this.chalkErr.level > 0 ? 'cyan' : false,
        ...(!isUtf8Locale(this.host.env) && { spinner: asciiSpinner }),
      }).start();
      // The shell gets its cursor back while the process is stopped.
      const ended = this.host.aroundStops(
        () => tryToDraw(() => ink.stop()),
        () => tryToDraw(() => ink.start()),
      );
      return {
        turning: true,
        update: (text) => tryToDraw(() => (ink.text = line(text))),
        stop: () => {
          ended();
          tryToDraw(() => ink.stop());
        },
      };
    } catch {
      return idle;
    }
  }

  /**
   * A yes or no on the terminal; no unless it is clearly yes. Throws a usage error where the
   * environment says that no person is there.
   */
  async confirm(question: Text): Promise<boolean> {
    if (isCi(this.host.env)) {
      throw usageError(
        sentence('Not asked, because CI is set: {question} Nothing was done.', {
          question: [question],
        }),
        {
          code: 'not_confirmed',
          hint: sentence('Add --yes to confirm in advance.'),
        },
      );
    }
    const words: Text = [question, ' ', sentence('[y/N]')];
    const answer = await this.converse((ask) => ask(`${this.#laidOut(words)} `));
    return /^(y(es)?|s([ií]|im)?)$/i.test(answer?.normalize('NFC') ?? '');
  }

  /** Secrets, typed without an echo on a terminal, else the first lines of stdin, one each. */
  async readSecrets(prompts: readonly string[]): Promise<string[]> {
    if (this.host.stdin.isTTY !== true) {
      const lines = (await this.readStdin()).split(/\r?\n/);
      return prompts.map((_prompt, i) => lines[i]?.trim() ?? '');
    }
    if (isCi(this.host.env)) {
      throw usageError(sentence('Not asked, because CI is set: no one can type a secret.'), {
        code: 'no_answer',
        hint: sentence(
          'Pipe it in, a line each: `mp-orders auth login < token.txt`. Or set the environment variable.',
        ),
      });
    }
    const askAll = async (ask: (prompt: string) => Promise<string | undefined>) => {
      const answers: string[] = [];
      for (const prompt of prompts) answers.push((await ask(prompt)) ?? '');
      return answers;
    };
    return this.converse(askAll, { silent: true });
  }

  /** All of stdin. Throws a usage error unless it is UTF-8, and of the size of a document. An interruption ends it, also where nothing comes. */
  async readStdin(): Promise<string> {
    const { stdin, signal } = this.host;
    if (stdin.isTTY === true) this.note(sentence('Reading from the terminal; end with Ctrl-D.'));
    const { addAbortSignal } = await import('node:stream');
    const chunks = addAbortSignal(signal, stdin as Readable);
    try {
      return await readText(chunks, sentence('What stdin holds'));
    } catch (error) {
      if (signal.aborted) throw interrupted();
      throw error;
    }
  }

  /**
   * Asks on the terminal, as often as `talk` likes; an answer is undefined after Ctrl-D, and Ctrl-C
   * is an interruption. One reader serves all the questions: answers pasted in one piece are kept.
   */
  async converse<T>(
    talk: (ask: (question: string) => Promise<string | undefined>) => Promise<T>,
    { silent = false } = {},
  ): Promise<T> {
    const { createInterface } = await import('node:readline');
    const stream = await import('node:stream');
    const { stdin, stderr } = this.host;
    // In terminal mode readline echoes what is typed to its output: nowhere, for a secret.
    const nowhere = new stream.Writable({ write: (_chunk, _encoding, done) => done() });
    const output = silent ? nowhere : (stderr as unknown as Writable);
    const reader = createInterface({ input: stdin, output, terminal: true });
    const lines = reader[Symbol.asyncIterator]();
    const { signal, pressInterrupt } = this.host;
    reader.on('SIGINT', pressInterrupt);
    let isClosed = false;
    reader.once('close', () => (isClosed = true));
    const close = () => reader.close(); // gives the terminal its echo back
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    try {
      return await talk(async (question) => {
        const prompt = this.#styles.guard(this.redact(question));
        // Of a terminal that has ended answers may be left: Node 24 throws at a prompt of a closed reader.
        if (silent || isClosed) stderr.write(prompt);
        reader.setPrompt(prompt);
        if (!isClosed) reader.prompt();
        const { value, done } = (await lines.next()) as { value?: string; done?: boolean };
        if (signal.aborted) throw interrupted();
        if (silent) stderr.write('\n'); // the one that was typed was not echoed
        return done === true ? undefined : value?.trim();
      });
    } finally {
      signal.removeEventListener('abort', close);
      reader.close();
      if (signal.aborted) stderr.write('\n');
    }
  }

  /** Clears a line that is being drawn on the terminal, as long as there is one. */
  stepAside: (() => void) | undefined;

  /** Writes whole lines. (ora sees to it that a turning spinner steps aside.) */
  #write(stream: OutputStream, text: string): void {
    this.flush();
    const { isTTY } = stream;
    const safeText = this.redact(text);
    if (isTTY === true) this.stepAside?.();
    stream.write(
      `${isTTY === true ? this.#styles.guard(safeText) : this.#styles.unmark(safeText)}\n`,
    );
  }
}

/** So many characters are kept at most. */
const mostSoon = 1 << 16;

/** Where the terminal is not known to take more than ASCII. */
const asciiSpinner = { interval: 120, frames: ['|', '/', '-', '\\'] };

/** A spinner that cannot be drawn must not stand in the way of what is awaited. */
function tryToDraw(draw: () => unknown): void {
  try {
    draw();
  } catch {
    // It is an ornament.
  }
}

/**
 * A status line that fits: one that wraps pushes what is above it out of the window. What stands in
 * brackets at its end goes first, as it helps and does not inform.
 */
function inOneLine(text: string, columns = Infinity): string {
  const room = columns - 3; // the spinner, a space, and the cursor
  const fits = (line: string) => textWidth(line) <= room;
  if (fits(text)) return text;
  const plain = text.replace(/ {2}\([^()]*\)$/, '');
  if (fits(plain)) return plain;
  let end = [...plain.slice(0, 4 * Math.max(0, room))];
  while (end.length > 0 && !fits(`${end.join('')}…`)) end = end.slice(0, -1);
  return `${end.join('')}…`;
}

/** How wide a terminal is; undefined where it does not say, as some report 0. */
export const columnsOf = (stream: OutputStream) => sizeOf(stream, 'columns');

function sizeOf(stream: OutputStream, side: 'columns' | 'rows'): number | undefined {
  try {
    const size = stream[side] ?? 0;
    return Number.isInteger(size) && size > 0 ? size : undefined;
  } catch {
    return undefined;
  }
}

/** A secret as it is, and as a server or a proxy may give it back: in JSON, in a URL, in Base64. */
const formsOf = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(Buffer.from(secret).toString()),
  ...(secret.length < 12 ? [] : base64FormsOf(secret)),
];

/**
 * What is sure to stand in the Base64 of any text with the secret in it (RFC 4648): three forms, for
 * what stands before it moves its bits, each without the digits that hold bits of its neighbours too;
 * and the same in the alphabet for URLs.
 */
function base64FormsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const digits = Math.floor(((before + bytes.length) * 8) / 6);
    const sure = text.slice(Math.ceil((before * 8) / 6), digits);
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** As build servers set it; people say `CI=false`. */
const isCi = ({ CI = '' }: Host['env']): boolean =>
  !['', '0', 'false'].includes(CI.trim().toLowerCase());

/** FORCE_COLOR beats NO_COLOR, as in Node itself; `--no-color` beats both; off a terminal, none. */
export function colorLevel(stream: OutputStream, env: Host['env'], wanted: boolean): ColorLevel {
  if (!wanted) return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) {
    if (forced === '0' || forced === 'false') return 0;
    return forced === '2' ? 2 : forced === '3' ? 3 : 1;
  }
  if ((env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb' || stream.isTTY !== true) return 0;
  const depth = stream.getColorDepth?.(env) ?? 4;
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}
