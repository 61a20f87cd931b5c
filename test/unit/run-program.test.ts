import { realpathSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { runProgram, type ProgramOptions } from '../../src/run-program.ts';
import { tempFolder } from '../helpers/run-bin.ts';

const node = process.execPath;

const options = (more: Partial<ProgramOptions> = {}): ProgramOptions => ({
  ...{ env: { PATH: process.env.PATH }, platform: process.platform, mostMs: 60_000 },
  ...{ signal: new AbortController().signal, isRead: true },
  ...more,
});

const said = async (script: string, more?: Partial<ProgramOptions>) => {
  const { stdout, ...end } = await runProgram([node, '-e', script], options(more));
  return { stdout: stdout.toString(), ...end };
};

describe('runProgram', () => {
  test('reads what a program prints, in the folder and the environment that it is given', async () => {
    const folder = realpathSync(tempFolder());
    const script = 'console.log(process.cwd(), process.env.A, process.env.HOME)';
    expect(await said(script, { folder, env: { A: 'x y' } })).toEqual({
      stdout: `${folder} x y undefined\n`,
    });
  });

  test('no shell reads its arguments', async () => {
    const words = ['$HOME', '`id`', '; id', '"', "'", '*'];
    const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const { stdout } = await runProgram([node, '-e', script, '--', ...words], options());
    expect(JSON.parse(stdout.toString())).toEqual(words);
  });

  test('its stdin is empty, or what it is given', async () => {
    const script = "process.stdin.on('data', (text) => process.stdout.write(`<${text}>`))";
    expect(await said(script)).toEqual({ stdout: '' });
    expect(await said(script, { input: 'hello' })).toEqual({ stdout: '<hello>' });
  });

  test.each<[string, string, object]>([
    ['exit code', 'process.exit(3)', { failure: { how: 'code', code: 3 } }],
    [
      'signal',
      "process.kill(process.pid, 'SIGTERM')",
      { failure: { how: 'signal', signal: 'SIGTERM' } },
    ],
  ])('tells of an %s', async (_name, script, end) => {
    expect(await said(script)).toEqual({ stdout: '', ...end });
  });

  test('tells of a program that is not there, and of one that cannot be started', async () => {
    const nothing = { stdout: Buffer.alloc(0) };
    expect(await runProgram(['no-such-program-here'], options())).toEqual({
      ...nothing,
      failure: { how: 'missing' },
    });
    expect(await runProgram([tempFolder()], options())).toEqual({
      ...nothing,
      failure: { how: 'not_started', code: 'EACCES' },
    });
    expect(await runProgram([node, 'a\0b'], options())).toEqual({
      ...nothing,
      failure: { how: 'not_started', code: 'ERR_INVALID_ARG_VALUE' },
    });
  });

  test('ends one that takes too long, though a child of its own holds its output open', async () => {
    const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5_000)'], { stdio: 'inherit' }).unref(); setInterval(() => {}, 1000)`;
    const { failure } = await runProgram([node, '-e', script], options({ mostMs: 500 }));
    expect(failure).toEqual({ how: 'slow' });
  });

  test('ends one that prints without end', async () => {
    const script = "const more = () => process.stdout.write('x'.repeat(1e5), more); more()";
    expect((await said(script)).failure).toEqual({ how: 'talkative' });
  });

  test('ends with the run, also when that was interrupted before', async () => {
    const interruption = new AbortController();
    const { signal } = interruption;
    const ended = said('setInterval(() => {}, 1000)', { signal });
    interruption.abort();
    expect((await ended).failure).toEqual({ how: 'interrupted' });
    expect((await said('setInterval(() => {}, 1000)', { signal })).failure).toEqual({
      how: 'interrupted',
    });
  });
});
