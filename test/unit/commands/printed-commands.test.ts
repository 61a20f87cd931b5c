import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { SandboxMachine, type MachineOptions } from '../../helpers/sandbox-machine.ts';
import { tempHome } from '../../helpers/temp-home.ts';

let machine: SandboxMachine;

beforeEach(() => {
  machine = new SandboxMachine();
});

/** Every answer to a POST is lost. */
const lossy: MachineOptions['door'] = (method) => (method === 'POST' ? 'after' : undefined);

const windows: MachineOptions = { platform: 'win32', env: { PROMPT: '$P$G' } };
const powershell: MachineOptions = {
  platform: 'win32',
  env: {
    USERPROFILE: 'C:\\Users\\ana',
    PSModulePath: 'C:\\Users\\ana\\Documents\\PowerShell\\Modules',
  },
};

const order = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];

/** The command that an error of a lost answer names, and its key. */
async function lose(argv: readonly string[], options: MachineOptions = {}) {
  const typed = [...argv, '--retries', '0', '--json', '-q'];
  const { code, stderr } = await machine.run(typed, { ...options, door: lossy });
  const { error } = JSON.parse(stderr) as { error: { next: string[]; idempotency_key: string } };
  expect(code).toBe(8);
  return { line: error.next[0] ?? '', key: error.idempotency_key };
}

/** What `sh` makes of a line; undefined when it makes nothing of it. */
function readBy(shell: string, line: string): string[] | undefined {
  const script = line.replace('mp-orders', `printf '%s\\0'`);
  try {
    const read = execFileSync(shell, ['-c', script], { encoding: 'utf8', stdio: 'pipe' });
    return read.split('\0').slice(0, -1);
  } catch {
    return undefined;
  }
}

/** The ids that the sandbox has. */
async function orders(): Promise<string[]> {
  const { stdout } = await machine.run(['list', '--field', 'id', '-q'], {});
  return stdout.trim().split('\n').filter(Boolean).sort();
}

const bash = execFileSync('sh', ['-c', 'command -v bash || true'], { encoding: 'utf8' }).trim();

describe('the command that repeats a create', () => {
  const description = `Pan & Cafe | it's <5> ; $HOME \`id\` "x" %PATH% ! (ñ) \\`;

  test('names key, reference and account first, and then what was typed', async () => {
    const { line, key } = await lose(['create', ...order]);
    expect(line).toMatch(
      /^mp-orders create --idempotency-key \S+ --reference mpo-\S+ --sandbox --base-url \S+ --amount 50 /,
    );
    expect(line).toContain(key);
  });

  test('takes what was typed from where it stood, in both spellings and before the verb too', async () => {
    const argv = ['--base-url', 'http://127.0.0.1:4010', 'order', 'create', ...order];
    const keyed = [...argv, '--idempotency-key=k-1', '--reference', 'r-1'];
    expect((await lose(keyed)).line).toBe(
      'mp-orders order create --idempotency-key k-1 --reference r-1 --base-url http://127.0.0.1:4010 --sandbox --amount 50 --pos EXTERNALPOS019285 --mode dynamic --retries 0 --json -q',
    );
  });

  test.each(['sh', ...(bash === '' ? [] : [bash])])('is read back by %s', async (shell) => {
    const { line } = await lose(['create', ...order, '--description', description]);
    expect(readBy(shell, line)).toContain(description);
  });

  test.each<[string, MachineOptions]>([
    ['sh', {}],
    ['PowerShell', powershell],
  ])('makes no other order wherever it is cut (%s)', async (_name, options) => {
    const readable = description.replaceAll('"', '').replace(/\\$/, '');
    const { line } = await lose(['create', ...order, '--description', readable], options);
    expect(line).toContain('Pan & Cafe');
    const made = await orders();
    expect(made.length).toBe(1);
    for (const end of [...line].flatMap((char, i) => (/[\w-]/.test(char) ? [] : [i]))) {
      // cmd.exe and a careless copy know no quotes: all that is left are words.
      const [, ...words] = line.slice(0, end).trim().split(/ +/);
      if (words.length === 0) continue;
      await machine.run(words, { door: true, plain: true, env: { MP_ORDERS_SANDBOX: '1' } });
      const read = readBy('sh', line.slice(0, end));
      if (read !== undefined && read.length > 0)
        await machine.run(read, { door: true, plain: true, env: { MP_ORDERS_SANDBOX: '1' } });
    }
    expect(await orders()).toEqual(made);
  });

  test('is `order resume` and the key for cmd.exe, and that settles it', async () => {
    const { line, key } = await lose(['create', ...order, '--description', 'Pan & Cafe'], windows);
    expect(line).toBe(`mp-orders order resume ${key} --base-url http://127.0.0.1:4010 --sandbox`);
    const [, ...words] = line.split(' ');
    const { code } = await machine.run(words, { door: true, plain: true });
    expect([code, (await orders()).length]).toEqual([0, 1]);
  });

  test.each<[string, readonly string[], MachineOptions]>([
    ['a text that PowerShell loses quotes of', ['--description', 'say "hi"'], powershell],
    ['JSON on stdin of PowerShell', ['--data', '-'], { ...powershell, stdin: '{"type":"qr"}' }],
    ['a control character', ['--description', 'a\u200bb'], {}],
  ])('is `order resume` for %s', async (_what, flags, options) => {
    const { line, key } = await lose(['create', ...order, ...flags], options);
    expect(line).toBe(`mp-orders order resume ${key} --base-url http://127.0.0.1:4010 --sandbox`);
  });

  test('leaves a key out that cmd.exe cannot take', async () => {
    const { line } = await lose(['create', ...order, '--idempotency-key', '100%"'], windows);
    expect(line).toBe('mp-orders order resume --base-url http://127.0.0.1:4010 --sandbox');
  });
});

describe('the command that repeats a refund or a cancel', () => {
  test('names the order last: without its end it refunds nothing', async () => {
    const { id } = await machine.add('mercadopago', '--status', 'processed');
    const { line, key } = await lose(['refund', id, '--amount', '10', '--yes']);
    expect(line).toBe(
      `mp-orders refund --idempotency-key ${key} --sandbox --base-url http://127.0.0.1:4010 --amount 10 --yes --retries 0 --json -q ${id}`,
    );
  });
});

describe('the command that goes on with a batch', () => {
  const rows = 'amount,reference\n5,a\n6x,b\n';

  /** What the summary of a batch names to type next. */
  async function goOn(file: string, description: string, options: MachineOptions = {}) {
    const path = join(tempHome(), file);
    writeFileSync(path, rows);
    const argv = ['create', '--from', path, ...order.slice(2), '--description', description];
    const { code, stderr } = await machine.run(argv, options);
    expect(code).toBe(11);
    const told = stderr.slice(stderr.indexOf('As they are')).trimEnd().split('\n');
    return { told, path };
  }

  test('names the batch first and the file last, so that no part of it orders anything', async () => {
    const { told, path } = await goOn('mis filas & más.csv', 'Pan & Cafe');
    expect(told).toEqual([
      'As they are, the rows that failed fail again. Mend them where they stand, and continue with the same command; created orders are not created again:',
      `  mp-orders create --batch 'mis filas & más.csv' --sandbox --pos EXTERNALPOS019285 --mode dynamic --description 'Pan & Cafe' --from '${path}'`,
    ]);
    const line = (told[1] ?? '').trim();
    const made = await orders();
    for (let end = line.indexOf('create') + 6; end < line.length; end += 1) {
      const words = line.slice(0, end).split(/ +/).slice(1);
      const { code } = await machine.run(words, { plain: true });
      expect([words, code]).toEqual([words, 2]);
    }
    expect(await orders()).toEqual(made);
  });

  test.each<[string, MachineOptions, string | undefined]>([
    ['Pan & Cafe', windows, `"Pan & Cafe"`],
    ['Pan & Cafe', powershell, `'Pan & Cafe'`],
    ['100%', windows, undefined],
    ['100%', powershell, `'100%'`],
  ])('with %j on Windows: %#', async (description, options, word) => {
    const { told, path } = await goOn('rows.csv', description, options);
    const same =
      'As they are, the rows that failed fail again. Mend them where they stand, and continue with the same command; created orders are not created again';
    const line = `  mp-orders create --batch rows.csv --sandbox --pos EXTERNALPOS019285 --mode dynamic --description ${word} --from ${path}`;
    expect(told).toEqual(word === undefined ? [`${same}.`] : [`${same}:`, line]);
  });
});
