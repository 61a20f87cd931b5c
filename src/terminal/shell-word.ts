/** A word as a POSIX shell reads it back: quoted only where it must be. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

export const shellCommand = (words: readonly string[]): string => words.map(shellWord).join(' ');
