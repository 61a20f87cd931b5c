import type { Parameters } from 'fast-check';

/**
 * How often a property is tried. The seed is fixed, so that a red run is red again; fast-check names
 * it, and the path to the smallest example, in what it throws. `FC_SEED` tries other examples.
 */
export const runs = (numRuns: number): Parameters<unknown> => ({
  seed: Number(process.env.FC_SEED ?? 20_261_121),
  numRuns,
});
