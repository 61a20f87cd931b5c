/*
 * References are compared letter by letter. What spreadsheets, phones and people make of one on the
 * way is known anyway: it is told, and never taken for the same sale.
 */

/** One form of a reference for all that are the same to the letter: `é` can be written in two ways. */
export const plainReference = (reference: string): string => reference.normalize('NFC');

/**
 * What is left of a reference when all is taken off that gets lost or changed on the way: capitals,
 * accents, blanks and hyphens, and zeros before a number. Empty where nothing is left.
 */
export const looseReference = (reference: string): string =>
  reference
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<!\p{N})0+(?=\p{N})/gu, '')
    .replaceAll(' ', '');
