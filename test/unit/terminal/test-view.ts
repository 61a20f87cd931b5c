import { Chalk } from 'chalk';
import { english } from '../../../src/language/sentence.ts';
import type { View } from '../../../src/terminal/view.ts';
import { phrases } from './golden/phrases.ts';

/** A wide terminal without colours in Buenos Aires, in English, unless told otherwise. */
export function testView(extra: Partial<View> & { level?: 0 | 1 } = {}): View {
  const { level = 0, ...fields } = extra;
  return {
    isTerminal: true,
    columns: undefined,
    chalk: new Chalk({ level }),
    timeZone: 'America/Argentina/Buenos_Aires',
    say: english,
    now: new Date('2026-11-21T19:30:00.000Z'),
    statusPhrase: phraseIn('en'),
    ...fields,
  };
}

export function phraseIn(language: string): View['statusPhrase'] {
  return (status, provider, what = 'order') => {
    const words = phrases[language]?.[`${provider} ${what}`] ?? {};
    return Object.hasOwn(words, status) ? words[status] : undefined;
  };
}
