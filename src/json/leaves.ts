import { tokensOf } from './text.ts';

/** A value of a document that holds no other: a string, number or word, or an empty `{}` or `[]`. */
export interface JsonLeaf {
  /** `transactions.payments[0].amount`; of hundreds of characters only the beginning and the end. */
  path: string;
  /** As written in the document, so that a long number keeps its digits. */
  token: string;
}

/** An object or a list that is being read. */
interface Level {
  path: string;
  isList: boolean;
  /** Values read so far. */
  count: number;
  /** Of the value that comes next, in an object. */
  key: string;
}

/** All leaves of JSON text, which must be valid, in their order. */
export function jsonLeaves(json: string): JsonLeaf[] {
  const leaves: JsonLeaf[] = [];
  const levels: Level[] = [];
  const tokens = tokensOf(json);
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1] ?? '';
    const level = levels.at(-1);
    if (/^[,:]$/.test(token)) continue;
    if (/^[\]}]$/.test(token)) levels.pop();
    else if (next === ':' && level !== undefined) level.key = JSON.parse(token) as string;
    else {
      const path = nextPath(level);
      const opens = /^[[{]$/.test(token);
      if (!opens) leaves.push({ path, token });
      else if (/^[\]}]$/.test(next)) leaves.push({ path, token: token + next });
      if (opens) levels.push({ path: cut(path), isList: token === '[', count: 0, key: '' });
    }
  }
  return leaves;
}

/**
 * A path too long to read is cut in its middle: many values, each many levels deep, would make
 * more text than there is memory.
 */
const cut = (path: string): string =>
  path.length > longestPath
    ? `${path.slice(0, longestPath / 2)}…${path.slice(-longestPath / 4)}`
    : path;

const longestPath = 200;

function nextPath(level: Level | undefined): string {
  if (level === undefined) return '';
  const index = level.count;
  level.count += 1;
  if (level.isList) return `${level.path}[${index}]`;
  return level.path === '' ? level.key : `${level.path}.${level.key}`;
}
