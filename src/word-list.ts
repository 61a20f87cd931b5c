/** The words of a list with commas between them, on one line or many. */
export const wordList = (text: string): string[] => text.trim().split(/\s*,\s*/);
