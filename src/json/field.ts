import { tokensOf } from './text.ts';

/**
 * One value of JSON text by its path (`transactions.payments[0].amount`, or `…payments.0…`): a string
 * as it is, anything else as it stands in the text, without white space, so that no number loses
 * digits; undefined when there is none. The text must be valid JSON, and may be nested to any depth.
 */
export function fieldOfJson(json: string, path: string): string | undefined {
  const token = tokenOfJson(json, path);
  return token?.startsWith('"') === true ? (JSON.parse(token) as string) : token;
}

/** The same as it stands in the text: a string in its quotes, which tells it from `null` and numbers. */
export function tokenOfJson(json: string, path: string): string | undefined {
  const keys = keysOf(path);
  if (keys.length === 0) return undefined;
  const tokens = tokensOf(json);
  let at: number | undefined = 0;
  for (const key of keys) {
    at = findChild(tokens, at, key);
    if (at === undefined) return undefined;
  }
  return tokens.slice(at, endOf(tokens, at)).join('');
}

/** The same of a document that was parsed already; what is no string comes as JSON. */
export function pickField(document: unknown, path: string): string | undefined {
  let value = document;
  for (const key of keysOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const keysOf = (path: string): string[] => path.split(/[.[\]]+/).filter((key) => key !== '');

/** Where the value of this key begins in the object or list that begins at `from`. */
function findChild(tokens: readonly string[], from: number, key: string): number | undefined {
  if (tokens[from] === '[') return findElement(tokens, from, key);
  if (tokens[from] !== '{') return undefined;
  let start: number | undefined;
  for (let at = from + 1; at < tokens.length && tokens[at] !== '}';) {
    if (JSON.parse(tokens[at] ?? '""') === key) start = at + 2; // of a key twice, the last one counts
    at = endOf(tokens, at + 2);
    if (tokens[at] === ',') at += 1;
  }
  return start;
}

function findElement(tokens: readonly string[], from: number, key: string): number | undefined {
  let at = from + 1;
  for (let index = 0; at < tokens.length && tokens[at] !== ']'; index += 1) {
    if (String(index) === key) return at;
    at = endOf(tokens, at);
    if (tokens[at] === ',') at += 1;
  }
  return undefined;
}

/** Just after the value that begins at `from`. */
function endOf(tokens: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}
