import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { caseOf, type Kind } from './kinds.ts';
import { tryCase } from './run-case.ts';

/** What the parent wants done: the numbers from `from` on, every `step`th below `to`. */
interface Work {
  kind: Kind;
  seed: number;
  from: number;
  to: number;
  step: number;
  /** Whether each input and its end are printed. */
  shows?: boolean;
}

const tell = (message: object) => void process.send?.(message);

process.chdir(mkdtempSync(join(tmpdir(), 'mp-orders-fuzz-cwd-'))); // files that options name go here

process.on('message', ({ kind, seed, from, to, step, shows }: Work) => {
  void (async () => {
    for (let number = from; number < to; number += step) {
      tell({ number });
      const input = await caseOf(kind, seed, number);
      const { end, problems } = await tryCase(input).catch((error: unknown) => ({
        end: undefined,
        problems: [String(error)],
      }));
      tell({ code: end?.code });
      if (problems.length === 0 && shows !== true) continue;
      tell({ number, problems, argv: input.argv });
      if (shows === true) process.stderr.write(`${inspect({ input, end }, { depth: 9 })}\n`);
    }
    tell({ done: true });
  })();
});
