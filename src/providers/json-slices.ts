/** The tokens of JSON text: strings, punctuation, and everything else (numbers, words). */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The texts of the elements of an array in a JSON document, cut out of the document's own text, so
 * that each can be shown just as it came. `key` names the array among the document's fields. The
 * text must be valid JSON; undefined when there is no such array.
 */
export function arraySlices(json: string, key: string): string[] | undefined {
  const slices: string[] = [];
  let depth = 0;
  let from: number | undefined;
  let before: [string, string] = ['', ''];
  for (const { 0: part, index } of json.matchAll(token)) {
    if (from !== undefined && depth === 2 && (part === ',' || part === ']')) {
      const slice = json.slice(from, index).trim();
      if (slice !== '') slices.push(slice);
      if (part === ']') return slices;
      from = index + 1;
    }
    const isField = depth === 1 && before[0] === ':' && before[1] === JSON.stringify(key);
    if (part === '[' && isField) from = index + 1;
    if (part === '{' || part === '[') depth += 1;
    if (part === '}' || part === ']') depth -= 1;
    before = [part, before[0]];
  }
  return undefined;
}
