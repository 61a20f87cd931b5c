/** A command line with these options in place of its own: an option that stands once takes one value. */
export function withFlags(argv: readonly string[], ...flags: readonly string[]): string[] {
  const ours = new Set(flags.filter((word) => word.startsWith('--')));
  const isReplaced = (word: string | undefined) => word !== undefined && ours.has(word);
  return [...argv.filter((word, i) => !isReplaced(word) && !isReplaced(argv[i - 1])), ...flags];
}
