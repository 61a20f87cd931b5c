import { listed } from '../language/list.ts';
import { sentence } from '../language/sentence.ts';
import { Argument, Option } from 'commander';
import { usageError } from '../errors.ts';
import { meantHint } from '../nearest.ts';
import { wrapWords } from '../terminal/wrap.ts';
import type { QrMode } from '../orders/order.ts';

/** Sentences of a help text, in lines as those that are written by hand. */
export const paragraph = (text: string): string => wrapWords(text, 80).join('\n');

/** An option that takes one of a few words, which completion offers. */
export class ChoiceOption extends Option {
  constructor(
    flags: string,
    readonly values: readonly string[],
    summary: string,
  ) {
    super(flags, summary);
  }
}

/** An argument that is one of a few words, which completion offers. */
export class ChoiceArgument extends Argument {
  constructor(
    name: string,
    readonly values: readonly string[],
    summary: string,
  ) {
    super(name, summary);
  }
}

/** `static, dynamic or hybrid`: words as a help text or a hint names them. */
export const inWords = (words: readonly string[], last: 'and' | 'or' = 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

export const qrModes: readonly QrMode[] = ['static', 'dynamic', 'hybrid'];

export const qrStyles = ['auto', 'half', 'full', 'ascii', 'escpos', 'none'] as const;
export type QrStyleOption = (typeof qrStyles)[number];

/** `usual` is the style when it is left out. */
export const qrOption = (usual: string) =>
  new ChoiceOption('--qr <style>', qrStyles, `${qrStyles.join(', ')} (default: ${usual})`);

export const parseMode = (text: string): QrMode => parseChoice(text, qrModes);
export const parseQrStyle = (text: string): QrStyleOption => parseChoice(text, qrStyles);

/** One of a few words; a usage error names them all. */
export function parseChoice<T extends string>(text: string, choices: readonly T[]): T {
  const match = choices.find((choice) => choice === text);
  if (match !== undefined) return match;
  throw usageError(sentence('"{text}" is not one of the choices.', { text }), {
    hint: meantHint(text, choices, sentence('Write {form}.', { form: listed(choices) })),
  });
}

/** For options that may repeat. */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** A port to listen at; 0 is any that is free. */
export function parsePort(text: string, flag: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw usageError(sentence('{flag}: "{text}" is not a port.', { flag, text }), {
    hint: sentence('Write a number from 0 to {most}.', { most: 65535 }),
  });
}

/** How many entries of a list are wanted. */
export function parseLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usageError(sentence('--limit: "{text}" is not a number of entries.', { text }), {
    hint: sentence('Write 1 or more.'),
  });
}

/** The API takes up to 128 characters (`invalid_idempotency_key_length`); a header takes ASCII. */
export function checkIdempotencyKey(key: string | undefined): void {
  if (key === undefined || /^[\x21-\x7e]{1,128}$/.test(key)) return;
  throw usageError(sentence('--idempotency-key takes 1 to 128 ASCII characters without spaces.'), {
    hint: sentence('A UUID is a good key; leave the option out to have one generated.'),
  });
}
