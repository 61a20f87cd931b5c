import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import es from '../../../src/language/es.json' with { type: 'json' };
import pt from '../../../src/language/pt.json' with { type: 'json' };

const src = join(import.meta.dirname, '../../../src');
const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(src, file), 'utf8'))
  .join('\n');

/** The names of the values, and what they choose between is one's own. */
const placesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{(\w+)(?:\|[^|}]*\|[^|}]*)?\}/g)].map(([, name = '']) => name)),
];

const commandsOf = (text: string): string[] =>
  [...text.matchAll(/`[^`]*`|--[a-z][a-z-]*/g)].map(([command]) => command).sort();

test.each([
  ['es', es],
  ['pt', pt],
])(
  '%s has every sentence, each with its values and commands, in alphabetical order',
  (_name, sentences) => {
    expect(Object.keys(sentences)).toEqual(Object.keys(es));
    expect(Object.keys(sentences)).toEqual(Object.keys(sentences).sort());
    for (const [english, text] of Object.entries(sentences)) {
      expect([english, placesOf(text).sort()]).toEqual([english, placesOf(english).sort()]);
      expect([english, commandsOf(text)]).toEqual([english, commandsOf(english)]);
      expect(text.trim()).toBe(text);
      expect(text).not.toBe('');
      expect([english, text.replace(/\{[^}]*\}|`[^`]*`/g, '')]).toEqual([
        english,
        expect.not.stringMatching(/[{}|]/),
      ]);
      // A sentence stays one, and a label a label.
      expect([english, /[.?:!]$/.exec(text)?.[0]]).toEqual([english, /[.?:!]$/.exec(english)?.[0]]);
    }
  },
);

test('every sentence of the catalogue is said somewhere', () => {
  const spelled = (said: string) => {
    const text = said.replaceAll('\\', '\\\\');
    return [`'${text.replaceAll("'", String.raw`\'`)}'`, `"${text}"`, `\`${text}\``];
  };
  const unused = Object.keys(es).filter((text) => !spelled(text).some((one) => code.includes(one)));
  expect(unused).toEqual([]);
});
