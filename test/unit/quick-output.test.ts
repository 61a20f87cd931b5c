import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { quickOutput } from '../../src/quick-output.ts';
import { tempHome } from '../helpers/temp-home.ts';

const opened: number[] = [];

afterEach(() => opened.splice(0).forEach((fd) => closeSync(fd)));

/** What a stream of the process would get in place of the file. */
function outputTo(path: string, flags: string | number, descriptors?: string) {
  const fd = openSync(path, flags);
  opened.push(fd);
  const got: string[] = [];
  const stream = { write: (text: string | Uint8Array) => got.push(Buffer.from(text).toString()) };
  const output = quickOutput(fd, () => stream as unknown as NodeJS.WriteStream, descriptors);
  return { output, stream, got };
}

const kilobytes = (count: number) => 'é'.repeat(count * 512);

describe('output to a file', () => {
  test.each([
    ['a text', ['a\n'], 'a\n', []],
    ['bytes', [Uint8Array.of(0xc3, 0xa9)], 'é', []],
    ['several texts', ['a\n', 'é\n'], 'a\né\n', []],
    ['8 kB', [kilobytes(8)], kilobytes(8), []],
    ['more at once', [kilobytes(9), 'a'], '', [kilobytes(9), 'a']],
    ['more in time', [kilobytes(8), 'a', 'b'], kilobytes(8), ['a', 'b']],
  ])('%s', (_what, texts, inFile, inStream) => {
    const path = join(tempHome(), 'output');
    const { output, got } = outputTo(path, 'w');
    texts.forEach((text) => output.write(text));
    expect([readFileSync(path, 'utf8'), got]).toEqual([inFile, inStream]);
  });

  test('what cannot be written gets to the stream, and all after it', () => {
    const path = join(tempHome(), 'output');
    writeFileSync(path, '');
    const { output, got } = outputTo(path, 'r');
    output.write('a');
    output.write('b');
    expect(got).toEqual(['a', 'b']);
  });

  test('what is no file and no pipe is the stream itself', () => {
    const { output, stream } = outputTo('/dev/null', 'w');
    expect(output).toBe(stream);
  });
});

(process.platform === 'linux' ? describe : describe.skip)('output to a pipe', () => {
  /** A pipe that has a reader, who is handed over. */
  function pipe(): { path: string; reader: number } {
    const path = join(tempHome(), 'pipe');
    spawnSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    opened.push(reader);
    return { path, reader };
  }

  const toPipe = (path: string, descriptors?: string) =>
    outputTo(path, constants.O_WRONLY, descriptors);

  test('with room is written at once, and by the stream where it can only be waited for', () => {
    const { path, reader } = pipe();
    toPipe(path, '/proc/self/fd').output.write('a');
    const { output, stream } = toPipe(path);
    const bytes = Buffer.alloc(9);
    expect([readSync(reader, bytes), bytes.toString('utf8', 0, 1)]).toEqual([1, 'a']);
    expect(output).toBe(stream);
  });

  test('that others have filled is left to the stream', () => {
    const { path, reader } = pipe();
    const fill = () => {
      for (;;) writeSync(reader, Buffer.alloc(4096));
    };
    expect(fill).toThrow('EAGAIN');
    const { output, got } = toPipe(path, '/proc/self/fd');
    output.write('a');
    expect(got).toEqual(['a']);
  });

  test('where the descriptors are not to be found is left to the stream', () => {
    const { output, got } = toPipe(pipe().path, '/nowhere');
    output.write('a');
    expect(got).toEqual(['a']);
  });
});
