import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bin, binPath, tempFolder, tidy } from '../helpers/run-bin.ts';
import { note, order, ordersOf, pos } from '../helpers/served-sandbox.ts';

/** A folder with this package in its node_modules, and a file. Gives where a command runs in it. */
function projectOf(file: string): string {
  const folder = realpathSync(tempFolder());
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'src'));
  symlinkSync(dirname(dirname(binPath)), join(folder, 'node_modules', 'mp-orders'));
  writeFileSync(join(folder, file), '{}');
  return join(folder, 'src');
}

describe('create, in process', () => {
  test('needs no account, no network and no server', async () => {
    const home = tempFolder();
    const created = await bin(
      ['create', '--sandbox', ...order, '--mode', 'hybrid', '--reference', 'r'],
      { home },
    );
    expect(tidy(created)).toEqual({
      code: 0,
      stdout: '<order>\tcreated\tcreated\t50\tARS\tr\t<time>\t<qr>\n',
      stderr:
        `${note}Follow it:  mp-orders watch <order> --sandbox\n` +
        'Pay it:     mp-orders sandbox pay <order>\n',
    });
    expect(await ordersOf(home)).toHaveLength(1);
  });

  test.each([
    ['npx in a clone', { npm_command: 'exec', npm_package_name: 'mp-orders' }, 'npx mp-orders'],
    ['npx from a release file', { npm_command: 'exec' }, 'mp-orders'],
    ['npx in a shop’s project', { npm_command: 'exec', npm_package_name: 'shop' }, 'mp-orders'],
    ['a script of a clone', { npm_command: 'run', npm_package_name: 'mp-orders' }, 'mp-orders'],
  ])('names the command as the user started it: %s', async (_name, env, typed) => {
    const { stderr } = await bin(['create', '--sandbox', ...order], { env });
    expect(tidy({ code: 0, stdout: '', stderr }).stderr).toContain(
      `Follow it:  ${typed} watch <order> --sandbox\n`,
    );
  });

  test.each([
    ['its folder of bins', {}, 'npx --no-install mp-orders'],
    ['npx', { npm_command: 'exec', npm_config_user_agent: 'npm/11' }, 'npx --no-install mp-orders'],
    ['pnpm', { npm_config_user_agent: 'pnpm/9.1.0 npm/? node/v20.3.0' }, 'pnpm exec mp-orders'],
    ['Yarn', { npm_config_user_agent: 'yarn/1.22.22 npm/? node/v20.3.0' }, 'yarn mp-orders'],
    ['Bun', { npm_config_user_agent: 'bun/1.1.0 npm/? node/v20.3.0' }, 'bun run mp-orders'],
  ])('names it as a project that depends on it can start it: %s', async (_name, env, typed) => {
    const cwd = projectOf('package.json');
    const { stderr } = await bin(['create', '--sandbox', ...order], { cwd, env });
    expect(tidy({ code: 0, stdout: '', stderr }).stderr).toContain(
      `Follow it:  ${typed} watch <order> --sandbox\n` +
        `Pay it:     ${typed} sandbox pay <order>\n`,
    );
  });

  test('and so within a sentence, in any language', async () => {
    const cwd = projectOf('package.json');
    const { stderr } = await bin(['config', 'set', 'webhook-secret', 'x', '--lang', 'es'], { cwd });
    expect(stderr).toContain('`npx --no-install mp-orders config set webhook-secret -`');
    const unknown = await bin(['sandbox', 'pay', 'ORDTST00001111222233334444555566'], { cwd });
    expect(unknown.stderr).toContain('\n  npx --no-install mp-orders sandbox list\n');
  });

  test.each([
    ['a folder of all users', 'no-package.json', () => ({})],
    [
      'a project whose bins are on PATH',
      'package.json',
      (cwd: string) => ({
        PATH: [join(dirname(cwd), 'node_modules', '.bin'), '/bin'].join(delimiter),
      }),
    ],
  ])('names it alone where a shell finds it: %s', async (_name, file, envOf) => {
    const cwd = projectOf(file);
    const { stderr } = await bin(['create', '--sandbox', ...order], { cwd, env: envOf(cwd) });
    expect(stderr).toContain('Follow it:  mp-orders watch');
  });

  test('reports all problems at once, each with its field, and sends nothing', async () => {
    const home = tempFolder();
    const argv = ['create', '--sandbox', '--amount', '24,50', '--mode', 'printed'];
    const refused = await bin([...argv, '--expires', '5x', '--reference', 'a b'], { home });
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error: The order has 5 problems; nothing was sent.\n' +
        '  - --amount: "24,50" is not an amount. Did you mean 24.50?\n' +
        '  - --mode: "printed" is not one of the choices. Write static, dynamic or hybrid.\n' +
        '  - --expires: "5x" is not a duration. Write 90s, 16m, 2h, 1h30m or ISO 8601 like PT16M.\n' +
        '  - external_reference (--reference): takes letters, digits, hyphens and underscores, at least one\n' +
        '  - config.qr.external_pos_id (--pos): is required\n' +
        '`--help` lists the options; the fields are those of an order in the API of Mercado Pago.\n' +
        'More about it: `mp-orders help request`\n',
    });
    expect(await ordersOf(home)).toEqual([]);
  });

  test('prints the request with --dry-run, and sends nothing', async () => {
    const home = tempFolder();
    const argv = ['create', '--sandbox', ...order, '--reference', 'r', '--dry-run', '--json', '-q'];
    const planned = tidy(await bin(argv, { home }));
    expect({ ...planned, stdout: JSON.parse(planned.stdout) as unknown }).toEqual({
      code: 0,
      stderr: '',
      stdout: {
        method: 'POST',
        url: expect.stringMatching(/\/v1\/orders$/),
        headers: {
          authorization: 'Bearer ***',
          'content-type': 'application/json',
          'x-idempotency-key': '<uuid>',
        },
        body: {
          type: 'qr',
          total_amount: '50',
          external_reference: 'r',
          config: { qr: { external_pos_id: pos } },
          transactions: { payments: [{ amount: '50' }] },
        },
      },
    });
    expect(await ordersOf(home)).toEqual([]);
  });

  test('writes the code as a picture beside the row', async () => {
    const cwd = tempFolder();
    const argv = ['create', '--sandbox', ...order, '--mode', 'dynamic', '--qr-out', 'qr.svg'];
    const { code, stderr } = await bin(argv, { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('QR code written to qr.svg\n');
    expect(readFileSync(join(cwd, 'qr.svg'), 'utf8')).toMatch(/^(<\?xml|<svg)/);
  });

  test('draws through a pipe when a style is asked for by name', async () => {
    const argv = ['create', '--sandbox', ...order, '--mode', 'dynamic', '--qr', 'ascii', '-q'];
    const { stdout } = await bin(argv);
    const [row = '', ...picture] = stdout.trimEnd().split('\n');
    expect(row.split('\t')).toHaveLength(8);
    expect(picture.length).toBeGreaterThan(29);
    expect(picture.join('')).toMatch(/^[ #]+$/);
  });

  test.each([
    [
      'a file that is not there',
      ['--data', 'nowhere.json'],
      '--data: nowhere.json cannot be read.',
    ],
    [
      'a key that no header takes',
      ['--idempotency-key', 'a b'],
      '--idempotency-key takes 1 to 128',
    ],
    ['a picture of no known kind', ['--qr-out', 'qr.gif'], '"qr.gif" ends neither in .svg nor in'],
    ['a style that is none', ['--qr', 'huge'], '--qr: "huge" is not one of the choices.'],
    ['retries that are no number', ['--retries', 'many'], '"many" is not a number of retries.'],
    ['a timeout that is none', ['--timeout', 'soon'], '"soon" is not a duration.'],
  ])('refuses %s, before sending', async (_what, flags, message) => {
    const home = tempFolder();
    const refused = await bin(['create', '--sandbox', ...order, ...flags], { home });
    expect({ ...refused, orders: await ordersOf(home) }).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
      orders: [],
    });
  });
});
