import { describe, expect, test } from '@jest/globals';
import { powershellScript } from '../../../src/commands/completion/powershell-script.ts';
import { run } from '../../helpers/run.ts';

/** A script without its comments and quoted texts: in PowerShell two quotes in one stand for one. */
const bare = (script: string) =>
  script.replace(/#.*$|'(?:[^']|'')*'|"[^"]*"/gm, (text) => (text.startsWith('#') ? '' : "''"));

const words = (script: string) =>
  [...script.matchAll(/'((?:[^']|'')*)'/g)].map(([, word = '']) => word.replaceAll("''", "'"));

describe('completion powershell', () => {
  test('knows every verb, option and value that bash knows, in ASCII', async () => {
    const [powershell, bash] = await Promise.all([
      run(['completion', 'powershell']),
      run(['completion', 'bash']),
    ]);
    expect([powershell.code, powershell.stderr]).toEqual([0, '']);
    expect(powershell.stdout).toMatch(/^[\n -~]*$/);
    const known = new Set(words(powershell.stdout));
    const tables = bash.stdout.slice(0, bash.stdout.indexOf('_mp_orders_offer'));
    const lists = [...tables.matchAll(/(?:verbs|flags|values)\+?='([^']*)'/g)];
    const named = lists.flatMap(([, list = '']) => list.split(' ')).filter((word) => word !== '');
    expect(named.length).toBeGreaterThan(400);
    expect(named.filter((word) => !known.has(word))).toEqual([]);
  });

  test('each branch of its tables is closed, and its texts are in pairs', async () => {
    const { stdout } = await run(['completion', 'powershell']);
    for (const open of ['{}', '()', '[]']) {
      const count = (sign: string) => bare(stdout).split(sign).length;
      expect([open, count(open.charAt(0))]).toEqual([open, count(open.charAt(1))]);
    }
    const branches = stdout.split('\n').filter((line) => line.includes('-ccontains $_ }'));
    expect(branches.length).toBeGreaterThan(50);
    for (const line of branches) {
      expect(bare(line)).toMatch(/^ +\{ @\(''(, '')*\) -ccontains \$_ \} \{ ''(; '')* \}$/);
    }
  });

  test('a quote of any kind stays inside its text', () => {
    const verb = { name: 'go', summary: 'the shop’s ‘own’ — “it”… ok $x `y` é' };
    const script = powershellScript({
      commands: [{ path: '', verbs: [verb], options: [], args: [] }],
      globals: [],
    });
    expect(script).toContain(
      `{ @('') -ccontains $_ } { 'go'; 'the shop''s ''own'' - "it"... ok $x \`y\` ' }`,
    );
  });
});
