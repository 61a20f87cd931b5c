import { Command, Help } from 'commander';
import { expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { addExamples, formatHelp } from '../../../src/help/layout.ts';

/** The examples of a command as its help shows them. */
function shown(example: string, width: number, lineEnd: string): string[] {
  const command = addExamples(new Command('till').description('Sells.'), [example]);
  const text = formatHelp(command, Object.assign(new Help(), { helpWidth: width }), lineEnd);
  return /Examples:\n(.*?)\n\n/s.exec(text)?.[1]?.split('\n') ?? [];
}

test.each<[what: string, example: string, width: number, lineEnd: string, lines: string[]]>([
  ['one that fits', 'till open --day today', 25, '\\', ['  $ till open --day today']],
  [
    'in front of an option',
    'till open --day today --by pos',
    27,
    '\\',
    ['  $ till open --day today \\', '      --by pos'],
  ],
  [
    'its last part needs no room for the end of the line',
    'till open --day',
    11 + 4,
    '^',
    ['  $ till open ^', '      --day'],
  ],
  [
    'in front of a pipe and of a file',
    'till list | till watch - > a.txt',
    20,
    '`',
    ['  $ till list `', '      | till watch - `', '      > a.txt'],
  ],
  [
    'a part that is wider by itself stays whole',
    'till send --header x-signature:ts=1',
    20,
    '\\',
    ['  $ till send \\', '      --header x-signature:ts=1'],
  ],
])('an example: %s', (_, example, width, lineEnd, lines) => {
  expect(shown(example, width, lineEnd)).toEqual(lines);
});

test.each<[shell: string, env: Record<string, string>, lineEnd: string]>([
  ['cmd.exe', { PROMPT: '$P$G' }, '^'],
  ['PowerShell', { USERPROFILE: 'C:\\u', PSModulePath: 'C:\\u\\x;C:\\y' }, '`'],
  ['Git Bash', { SHELL: '/usr/bin/bash' }, '\\'],
])(
  'what is typed in several lines is broken as %s goes on in the next',
  async (_, env, lineEnd) => {
    for (const argv of [
      ['reconcile', '--help'],
      ['help', 'till'],
    ]) {
      const { stdout } = await run(argv, { env, platform: 'win32' });
      const ends = [...stdout.matchAll(/^ +(?:\$ )?mp-orders .* (\S)\n +--/gm)].map(
        ([, end]) => end,
      );
      expect(ends).toEqual([lineEnd]);
    }
  },
);
