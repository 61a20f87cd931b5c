import * as fs from 'node:fs';
import type { FileSystem } from '../../../src/journal/place.ts';

/** The real file system as a process sees it that may run out of disk or die. */
export interface FakeDisk {
  files: FileSystem;
  /** Names of the operations so far. */
  readonly operations: string[];
  /** The process dies instead of its next-but-n operation: that one and all later ones never end. */
  dieAfter(operations: number): void;
  /** The process dies now. */
  kill(): void;
  readonly isDead: boolean;
  /** Resolves when the process is dead. */
  readonly death: Promise<void>;
  /** Makes an operation fail with this code; a write gets half of its text through before. */
  failing: Partial<Record<string, string>>;
  /** Awaited before each operation: what others do at that moment. */
  before: (operation: string) => Promise<unknown> | void;
}

type Work = (...args: unknown[]) => unknown;

/**
 * Each operation is done at one instant, so that the order in which they are done, and with it all
 * that a test sees, is the same in every run. Flushing is counted and not done: nothing here can tell
 * whether it was, and it takes long. Files are as old as `clock` says.
 */
export function fakeDisk(clock: () => Date): FakeDisk {
  const open = new Set<number>();
  let left = Infinity;
  let die = () => {};

  const operate =
    (name: string, work: Work) =>
    async (...args: unknown[]) => {
      await disk.before(name);
      if (left <= 0) {
        if (!disk.isDead) cutOff(name, work, args);
        kill();
        return new Promise(() => undefined);
      }
      left -= 1;
      disk.operations.push(name);
      const code = disk.failing[name];
      if (code === undefined) return work(...args);
      cutOff(name, work, args);
      throw Object.assign(new Error(code), { code });
    };

  const kill = () => {
    if (disk.isDead) return;
    Object.assign(disk, { isDead: true });
    for (const fd of open) fs.closeSync(fd);
    die();
  };

  const openFile: Work = (path, flags, mode) => {
    const fd = fs.openSync(path as string, flags as string, mode as number);
    open.add(fd);
    const touch = () => fs.futimesSync(fd, clock(), clock());
    if (flags !== 'r') touch();
    return {
      appendFile: operate('appendFile', (text) => {
        fs.writeSync(fd, text as string);
        touch();
      }),
      truncate: operate('truncate', (length) => fs.ftruncateSync(fd, length as number)),
      fd,
      close: operate('close', () => {
        open.delete(fd);
        fs.closeSync(fd);
      }),
    };
  };

  const works: object = {
    link: fs.linkSync,
    readInto: (path: string, buffer: Uint8Array, start: number) => {
      const fd = fs.openSync(path, 'r');
      try {
        return fs.readSync(fd, buffer, 0, buffer.length, start);
      } finally {
        fs.closeSync(fd);
      }
    },
    sync: () => undefined,
    datasync: () => undefined,
    mkdir: fs.mkdirSync,
    open: openFile,
    readdir: fs.readdirSync,
    readFile: fs.readFileSync,
    rename: fs.renameSync,
    stat: fs.statSync,
    unlink: fs.unlinkSync,
  };
  const disk: FakeDisk = {
    files: Object.fromEntries(
      Object.entries(works as Record<string, Work>).map(([name, work]) => [
        name,
        operate(name, work),
      ]),
    ) as unknown as FileSystem,
    operations: [],
    dieAfter: (operations) => void (left = operations),
    kill: () => {
      left = 0;
      kill();
    },
    isDead: false,
    death: new Promise((done) => {
      die = done;
    }),
    failing: {},
    before: () => undefined,
  };
  return disk;
}

/** A write that is cut off has written something. */
function cutOff(name: string, work: Work, [text]: unknown[]): void {
  if (name === 'appendFile') work(String(text).slice(0, String(text).length / 2));
}
