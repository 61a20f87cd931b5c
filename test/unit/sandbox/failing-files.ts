import * as disk from 'node:fs/promises';
import type { StoreFiles } from '../../../src/sandbox/publish-new.ts';

type Call = 'link' | 'rename' | 'unlink' | 'writeFile';

/** The disk, with calls that end with these error codes: all of them, or from the nth on. */
export function failing(
  codes: Readonly<Partial<Record<Call, string>>>,
  { from = 1 }: { from?: number } = {},
): StoreFiles {
  let calls = 0;
  const stub =
    (syscall: Call, code: string, real: (...args: never[]) => Promise<unknown>) =>
    async (...args: never[]) => {
      calls += 1;
      if (calls < from) return real(...args);
      throw Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
    };
  const stubs = Object.entries(codes).map(([name, code]) => {
    const call = name as Call;
    return [call, stub(call, code, disk[call] as (...args: never[]) => Promise<unknown>)];
  });
  return { ...disk, ...Object.fromEntries(stubs) } as StoreFiles;
}
