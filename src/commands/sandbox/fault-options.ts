import { sentence, type Text } from '../../language/sentence.ts';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { renderFiring, type Fault, type FaultHit } from '../../sandbox/faults/fault.ts';
import { parseFault, parseFaults } from '../../sandbox/faults/parse.ts';
import { defaultSeed } from '../../sandbox/faults/plan.ts';
import { type FaultSwitch, openFaultSwitch } from '../../sandbox/faults/switch.ts';
import { readTextFile } from '../read-file.ts';

export interface FaultOptions {
  fault?: readonly string[];
  faults?: string;
  seed?: string;
}

/** The faults to serve with, and a sentence on them where there are some. */
export async function openFaults(
  context: Context,
  options: FaultOptions,
): Promise<FaultSwitch & { summary: Text | undefined }> {
  const { host, io } = context;
  const seed = parseSeed(options.seed);
  const faults = await readFaults(context, options);
  const onFault = (firing: FaultHit) => io.note(`fault: ${renderFiring(firing)}`);
  return {
    ...openFaultSwitch({ faults, seed, sleep: host.sleep, onFault }),
    summary:
      faults.length === 0
        ? undefined
        : sentence('Faults: {count}, drawn with seed {seed}.', { count: faults.length, seed }),
  };
}

/** Those of the flags, then those of the file; usage errors name where they stand. */
async function readFaults(
  context: Context,
  { fault: lines = [], faults: file }: FaultOptions,
): Promise<Fault[]> {
  const typed = lines.map((line) => context.name(`--fault "${line}"`, () => parseFault(line)));
  if (file === undefined) return typed;
  const text = await readTextFile(
    context.host,
    '--faults',
    file,
    sentence('Name a file of faults, one a line.'),
  );
  return [...typed, ...context.name(`--faults ${file}`, () => parseFaults(text))];
}

/** Throws a usage error unless this is a seed. */
export function parseSeed(text: string | undefined): number {
  if (text === undefined) return defaultSeed;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw usageError(sentence('--seed: "{text}" is not a seed.', { text }), {
    hint: sentence('Write a whole number of 15 digits at most.'),
  });
}
