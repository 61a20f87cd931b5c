import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import type { Faults } from '../../sandbox/faults/apply.ts';
import { renderFiring, type Fault } from '../../sandbox/faults/fault.ts';
import { parseFault, parseFaults } from '../../sandbox/faults/parse.ts';
import { defaultSeed, planFaults } from '../../sandbox/faults/plan.ts';
import { readTextFile } from '../read-file.ts';

export interface FaultOptions {
  fault?: readonly string[];
  faults?: string;
  seed?: string;
}

/** The faults to serve with, and a sentence on them; undefined when there are none. */
export async function openFaults(
  context: Context,
  options: FaultOptions,
): Promise<(Faults & { summary: string }) | undefined> {
  const { host, io } = context;
  const seed = parseSeed(options.seed);
  const faults = await readFaults(context, options);
  if (faults.length === 0) return undefined;
  return {
    plan: planFaults(faults, seed),
    sleep: host.sleep,
    onFault: (firing) => io.note(`fault: ${renderFiring(firing)}`),
    summary: `Faults: ${faults.length}, drawn with seed ${seed}.`,
  };
}

/** Those of the flags, then those of the file; usage errors name where they stand. */
async function readFaults(
  context: Context,
  { fault: lines = [], faults: file }: FaultOptions,
): Promise<Fault[]> {
  const typed = lines.map((line) => context.name(`--fault "${line}"`, () => parseFault(line)));
  if (file === undefined) return typed;
  const text = await readTextFile('--faults', file, 'Name a file of faults, one a line.');
  return [...typed, ...context.name(`--faults ${file}`, () => parseFaults(text))];
}

function parseSeed(text: string | undefined): number {
  if (text === undefined) return defaultSeed;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw usageError(`--seed: "${text}" is not a seed.`, {
    hint: 'Write a whole number of 15 digits at most.',
  });
}
