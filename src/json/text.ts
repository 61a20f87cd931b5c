/** The tokens of JSON text: strings, punctuation, and everything else (numbers, words). */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** What JSON text says; undefined, which no JSON is, where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isJson = (text: string): boolean => parseJson(text) !== undefined;

/** A value that JSON text says is an object: no list, no null, no single value. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a value that may be no object: then there are none. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isObject(value) ? value : {};

/** What JSON text says where that is an object. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}

/** The tokens of JSON text, each with its place: brackets, strings, and so on, without white space. */
export const matchTokens = (json: string): IterableIterator<RegExpExecArray> =>
  json.matchAll(token);

/** The tokens of JSON text, which must be valid. */
export const tokensOf = (json: string): readonly string[] => json.match(token) ?? [];

/**
 * JSON text on one line. Works on the text, not on parsed values, so that no number loses digits
 * and no field moves. The text must be valid JSON.
 */
export function compactJson(json: string): string {
  if (json.length <= longestTested && compact.test(json)) return json;
  return tokensOf(json).join('');
}

/** JSON text without white space between its tokens, as most servers write it. */
const compact = /^(?:[^\s"]|"[^"\\]*(?:\\.[^"\\]*)*")*$/;

/** Of a longer text the expression would need a great stack. */
const longestTested = 100_000;

/** Levels that are set in; what lies deeper shares a line, or indentation would outgrow any memory. */
const deepest = 100;

/** JSON text with one value a line, two spaces a level; like `compactJson`, it alters no token. */
export function indentJson(json: string): string {
  let out = '';
  let depth = 0;
  let previous = '';
  for (const part of tokensOf(json)) {
    const closes = part === '}' || part === ']';
    const opened = previous === '{' || previous === '[';
    const isShown = depth <= deepest;
    if (closes) depth -= 1;
    const breaks = closes ? !opened : opened || previous === ',';
    if (breaks && isShown) out += `\n${'  '.repeat(depth)}`;
    out += part === ':' ? ': ' : part;
    if (part === '{' || part === '[') depth += 1;
    previous = part;
  }
  return out;
}
