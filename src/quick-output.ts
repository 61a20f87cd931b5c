import { constants, fstatSync, openSync, writeSync } from 'node:fs';

/** An output stream as far as this tool cares: a process stream, or memory in a test. */
export interface OutputStream {
  write(text: string | Uint8Array): unknown;
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  /** Node's own reading of TERM, COLORTERM and friends: 1, 4, 8 or 24 bits. */
  getColorDepth?(env?: object): number;
}

/** A pipe takes as much without blocking, unless others fill it. */
const mostBlocking = 8192;

/**
 * An output stream of the process. To a file or a pipe the first few kB are written at once: what
 * process.stdout and process.stderr load for it takes a tenth of the time of an empty node, each. They
 * are opened for a terminal, for all else that is written, and for what could not be: they say why.
 * @param fd 1 or 2
 * @param open gives the process's stream, with listeners for its errors
 */
export function quickOutput(fd: number, open: () => NodeJS.WriteStream): OutputStream {
  if (!isFileOrPipe(fd)) return open();
  let left = mostBlocking;
  let stream: NodeJS.WriteStream | undefined;
  let target: number | undefined;
  const writeNow = (bytes: Uint8Array): Uint8Array => {
    let rest = bytes;
    try {
      target ??= withoutWaiting(fd);
      while (rest.length > 0) rest = rest.subarray(writeSync(target, rest));
    } catch {
      // a full pipe that does not block, a full disk, a reader that left
    }
    return rest;
  };
  return {
    write(text) {
      if (stream !== undefined) return stream.write(text);
      const bytes = Buffer.from(text);
      left -= bytes.length;
      const rest = left < 0 ? bytes : writeNow(bytes);
      if (rest.length === 0) return true;
      stream = open();
      return stream.write(rest);
    },
  };
}

/**
 * The same pipe, by a descriptor of its own that does not wait: where others have filled it, no signal
 * would be heard until somebody reads. Linux opens it by that name; elsewhere it is `fd` itself.
 */
function withoutWaiting(fd: number): number {
  if (!fstatSync(fd).isFIFO()) return fd;
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return fd; // no such name, or nobody reads it
  }
}

/** What a console of Windows is, fstat does not know. */
function isFileOrPipe(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}
