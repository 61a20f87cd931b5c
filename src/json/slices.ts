import { matchTokens, tokensOf } from './text.ts';

/**
 * The texts of the elements of an array in a JSON document, cut out of the document's own text, so
 * that each can be shown just as it came. `path` names the array: a field of the document, or a
 * field of an object in it (`'_embedded', 'orders'`), and so on. The text must be valid JSON;
 * undefined when there is no such array.
 */
export function arraySlices(json: string, ...path: readonly string[]): string[] | undefined {
  const slices: string[] = [];
  let depth = 0;
  let onPath = 0; // of the objects around, how many lead to the array
  let from: number | undefined;
  let before: [string, string] = ['', ''];
  for (const { 0: part, index } of matchTokens(json)) {
    if (from !== undefined && depth === path.length + 1 && (part === ',' || part === ']')) {
      const slice = json.slice(from, index).trim();
      if (slice !== '') slices.push(slice);
      if (part === ']') return slices;
      from = index + 1;
    }
    const key = depth === 0 ? undefined : JSON.stringify(path[depth - 1]);
    const leads = onPath === depth && (depth === 0 || (before[0] === ':' && before[1] === key));
    if (part === '{' && leads && depth < path.length) onPath += 1;
    if (part === '[' && leads && depth === path.length) from = index + 1;
    if (part === '{' || part === '[') depth += 1;
    if (part === '}' || part === ']') depth -= 1;
    onPath = Math.min(onPath, depth);
    before = [part, before[0]];
  }
  return undefined;
}

/**
 * The keys of an object in JSON text with the first token of their values, as written: all of a string,
 * a number or a word. A repeated key comes as often as it is there. The text must be valid JSON.
 */
export function memberTokens(json: string): [key: string, token: string][] {
  const slices: [string, string][] = [];
  const tokens = tokensOf(json);
  let depth = 0;
  for (const [i, part] of tokens.entries()) {
    if (part === '{' || part === '[') depth += 1;
    else if (part === '}' || part === ']') depth -= 1;
    else if (part === ':' && depth === 1) {
      slices.push([JSON.parse(tokens[i - 1] ?? '""') as string, tokens[i + 1] ?? '']);
    }
  }
  return slices;
}
