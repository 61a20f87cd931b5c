import { sentence, type Text } from './language/sentence.ts';

const most = { suggestions: 3, edits: 3, letters: 64 };

/** As a hint: the name that `word` may have been meant to be, or what to say where none is near. */
export function meantHint(word: string, names: Iterable<string>, otherwise: Text): Text {
  const [meant] = nearestNames(word, names);
  return meant === undefined ? otherwise : sentence('Did you mean {meant}?', { meant });
}

/**
 * The names that `word` may have been meant to be, closest first: the same in other letters (`userId`
 * for `user_id`), those a few edits away, then those that contain it. No package for ten lines; the ones installed are other packages' dependencies.
 */
export function nearestNames(word: string, names: Iterable<string>): string[] {
  if (word.length > most.letters) return [];
  const all = [...names];
  const same = all.filter((name) => plain(name) === plain(word));
  if (word.length < 3 || same.length > 0) return same;
  const limit = Math.min(most.edits, Math.max(1, Math.floor(plain(word).length / 3)));
  const close: { name: string; distance: number }[] = [];
  for (const name of all) {
    const edits = editDistance(plain(word), plain(name));
    if (edits <= limit) close.push({ name, distance: edits });
    else if (word.length > 3 && name.includes(word)) close.push({ name, distance: limit + 1 });
  }
  close.sort((a, b) => a.distance - b.distance || a.name.length - b.name.length);
  return close.slice(0, most.suggestions).map(({ name }) => name);
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\p{M}_-]/gu, '')
    .toLowerCase();

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const swap = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(swap, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
