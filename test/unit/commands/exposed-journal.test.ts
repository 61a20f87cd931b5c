import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findExposed } from '../../../src/journal/exposure.ts';
import { wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1234567890-112119-0123456789abcdef-446566691' };
const create = ['create', '--amount', '50', '--pos', 'P1', '--field', 'id'];
const uid = process.getuid?.();

/** A home in which something was created, with these modes. */
async function homeWith(modes: Readonly<Record<string, number>>): Promise<string> {
  const home = tempHome();
  mkdirSync(join(home, 'journal', 'open'), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'journal', 'open', '1-1-x.jsonl.left'), '', { mode: 0o600 });
  for (const [path, mode] of Object.entries(modes)) chmodSync(join(home, path), mode);
  return home;
}

describe('a journal that others can write to', () => {
  const table: [string, Record<string, number>, string][] = [
    ['the home, by all', { '.': 0o777 }, 'chmod go-w'],
    ['the home, by its group', { '.': 0o770 }, 'chmod go-w'],
    ['the journal', { journal: 0o777 }, 'chmod go-w'],
    ['the folder of what is open', { 'journal/open': 0o722 }, 'chmod go-w'],
    ['a file', { 'journal/open/1-1-x.jsonl.left': 0o666 }, 'chmod go-w'],
    ['all of it', { '.': 0o777, journal: 0o777, 'journal/open': 0o777 }, 'chmod -R go-w'],
  ];
  test.each(table)('is warned of once, with the fix: %s', async (_what, modes, fix) => {
    if (uid === undefined) return; // there are no modes here
    const home = await homeWith(modes);
    const { fetch } = scriptedFetch(answer(201, wireOrder()));
    const { code, stderr } = await run(create, { home, env, fetch });
    expect(code).toBe(0);
    expect(stderr.split('can be written to by others')).toHaveLength(2);
    expect(stderr).toContain(`${fix} ${join(home, Object.keys(modes)[0]!)}`);
  });

  test('is not warned of where nobody else can', async () => {
    const home = await homeWith({});
    const { fetch } = scriptedFetch(answer(201, wireOrder()));
    const { stderr } = await run(create, { home, env, fetch });
    expect(stderr).not.toContain('Warning');
  });

  test('is one of another user too', async () => {
    if (uid === undefined) return;
    const home = await homeWith({});
    const exposed = await findExposed(join(home, 'journal'), uid + 1);
    expect(exposed).toContainEqual({ path: home, how: 'owner' });
  });

  test('is none in a shared folder with the sticky bit, when it is one’s own itself', async () => {
    if (uid === undefined) return;
    const home = await homeWith({ '.': 0o1777 });
    expect(await findExposed(join(home, 'journal'), uid)).toEqual([]);
  });
});
