import * as fs from 'node:fs';

/*
 * Operations on files, as in node:fs/promises. The first ones block: a single command does some forty,
 * one after the other, with nothing else to do meanwhile; and a small file is read or renamed sooner
 * than a thread is told to do it. Who does more (a batch, a server) has other work and is not to stand
 * still for a slow disk: from then on threads do them, which are only started then. To add a few lines to
 * a file and to look whether it is there block always: a batch does both a thousand times a second, and
 * in a thread they took a twentieth of its CPU time. What waits for the disk is the flush.
 */

const mostBlocking = 200;
let done = 0;

type Names = 'open' | 'appendFile' | 'ftruncate' | 'close' | 'fsync' | 'fdatasync' | keyof Files;

type Files = Pick<
  typeof fs.promises,
  | ('link' | 'lstat' | 'mkdir' | 'readdir' | 'readFile')
  | ('rename' | 'rm' | 'stat' | 'unlink' | 'writeFile')
>;

const blockAlways: readonly Names[] = ['appendFile', 'stat'];

const operation = <Work>(name: Names): Work => {
  const inThread = fs[name] as (...args: unknown[]) => void;
  const now = fs[`${name}Sync`] as (...args: unknown[]) => unknown;
  const blocks = blockAlways.includes(name);
  const work = async (...args: unknown[]): Promise<unknown> => {
    if (blocks || done < mostBlocking) {
      done += 1;
      return now(...args);
    }
    return new Promise((resolve, reject) => {
      inThread(...args, (error: Error | null, result: unknown) =>
        error === null ? resolve(result) : reject(error),
      );
    });
  };
  return work as Work;
};

const like = <Name extends keyof Files>(name: Name) => operation<Files[Name]>(name);

export const link = like('link');
export const lstat = like('lstat');
export const mkdir = like('mkdir');
export const readdir = like('readdir');
export const readFile = like('readFile');
export const rename = like('rename');
export const rm = like('rm');
export const stat = like('stat');
export const unlink = like('unlink');
export const writeFile = like('writeFile');

/** Flush a file by its number: `datasync` leaves out what is not needed to read it. */
export const sync = operation<(fd: number) => Promise<void>>('fsync');
export const datasync = operation<(fd: number) => Promise<void>>('fdatasync');

/** A file that is open. */
export interface OpenFile {
  readonly fd: number;
  appendFile(data: string | Uint8Array): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}

const openFd = operation<(path: string, flags: string, mode?: number) => Promise<number>>('open');
const append = operation<(fd: number, data: string | Uint8Array) => Promise<void>>('appendFile');
const truncate = operation<(fd: number, bytes: number) => Promise<void>>('ftruncate');
const closeFd = operation<(fd: number) => Promise<void>>('close');

export async function open(path: string, flags: string, mode?: number): Promise<OpenFile> {
  const fd = await openFd(path, flags, mode);
  return {
    fd,
    appendFile: (data) => append(fd, data),
    truncate: (bytes) => truncate(fd, bytes),
    close: () => closeFd(fd),
  };
}
