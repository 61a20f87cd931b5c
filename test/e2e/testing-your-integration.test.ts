import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { hasProgram } from '../helpers/program.ts';
import { bin, shell, startBin, tempFolder } from '../helpers/run-bin.ts';

/* The examples of docs/testing-your-integration.md, as they stand there. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/testing-your-integration.md'), 'utf8');

const home = tempFolder();

/** A folder with the block that stands below a file's name. */
function folderWith(name: string): string {
  const block = new RegExp(`\`${name}\`:\n\n\`\`\`\\w+\n(.*?)\`\`\``, 's').exec(page)?.[1];
  if (block === undefined) throw new Error(`The page holds no ${name}.`);
  const folder = tempFolder();
  writeFileSync(join(folder, name), block);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

test('the one of Jest', async () => {
  const cwd = folderWith('till.test.js');
  writeFileSync(join(cwd, 'package.json'), '{}');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const command = [process.execPath, jest, '--rootDir', cwd];
  const { code, stderr } = await bin(['sandbox', 'run', '-q', '--', ...command], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining('✓ a sale is paid')]);
});

(hasProgram('pytest') ? test : test.skip)('the one of pytest', async () => {
  const cwd = folderWith('test_till.py');
  const command = ['pytest', '-q', '-p', 'no:cacheprovider', 'test_till.py'];
  const { code, stdout } = await bin(['sandbox', 'run', '-q', '--', ...command], { cwd });
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 passed')]);
});

/** The lines of the page for a shell. */
const lines = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, script = '']) => script);

/** A project whose program sells, as often as it takes. */
function project(): string {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'package.json'), '{ "scripts": { "test": "node till.js" } }');
  writeFileSync(
    join(cwd, 'till.js'),
    `const body = JSON.stringify({ type: 'qr', external_reference: 'sale-1',
       config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
       transactions: { payments: [{ amount: '50.00' }] } });
     const headers = { authorization: 'Bearer ' + process.env.MP_ACCESS_TOKEN,
       'content-type': 'application/json', 'x-idempotency-key': 'sale-1' };
     const request = { method: 'POST', headers, body };
     const sell = async () => {
       const { status } = await fetch('https://api.mercadopago.com/v1/orders', request);
       console.log('answered', status);
       if (status === 503) await sell();
     };
     sell();`,
  );
  return cwd;
}

const quietNpm = { npm_config_update_notifier: 'false' };
const answers = (stdout: string) => [...stdout.matchAll(/answered (\d+)/g)].map(([, one]) => one);

test.each([
  ['npm test', ['201']],
  ['node till.js', ['503', '503', '201']],
])('sandbox run -- %s', async (program, expected) => {
  const line = (lines[0] ?? '').split('\n').find((one) => one.endsWith(program)) ?? 'exit 99';
  const { code, stdout } = await shell(line, { cwd: project(), env: quietNpm });
  expect([code, answers(stdout)]).toEqual([0, expected]);
});

test('a shell beside a sandbox that is served', async () => {
  const [serve = '', inAnother = ''] = lines.slice(1);
  const served = startBin([...serve.trim().split(' ').slice(1), '--port', '0'], { home });
  await served.line();
  const { code, stdout } = await shell(`set -e\n${inAnother}`, {
    ...{ home, cwd: project(), env: quietNpm },
  });
  served.kill('SIGTERM'); // it has a folder to remove
  await served.ended;
  expect([code, answers(stdout)]).toEqual([0, ['201']]);
});
