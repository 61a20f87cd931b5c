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
 * @param descriptors the folder in which Linux has the descriptors of this process. Elsewhere a pipe is
 *   written by the process's stream: one that others have filled would hold everything else up, signals
 *   too, until somebody reads.
 */
export function quickOutput(
  fd: number,
  open: () => NodeJS.WriteStream,
  descriptors?: string,
): OutputStream {
  if (!isQuick(fd, descriptors)) return open();
  let left = mostBlocking;
  let stream: NodeJS.WriteStream | undefined;
  let target: number | undefined;
  const writeNow = (bytes: Uint8Array): Uint8Array => {
    let rest = bytes;
    try {
      target ??= withoutWaiting(fd, descriptors);
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

/** The same pipe, by a descriptor of its own that does not wait. Throws where nobody reads it. */
const withoutWaiting = (fd: number, descriptors = ''): number =>
  fstatSync(fd).isFIFO()
    ? openSync(`${descriptors}/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK)
    : fd;

/** A file, a socket, or a pipe that can be written without waiting. */
function isQuick(fd: number, descriptors: string | undefined): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isSocket() || (stats.isFIFO() && descriptors !== undefined);
  } catch {
    return false; // a console of Windows
  }
}
