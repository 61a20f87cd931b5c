import { answersCase } from './answers.ts';
import { argumentsCase } from './arguments.ts';
import type { FuzzCase } from './case.ts';
import { Dice } from './dice.ts';
import { configCase, journalCase } from './files.ts';
import { payloadsCase } from './payloads.ts';
import { rowsCase } from './rows.ts';

const makers = {
  arguments: argumentsCase,
  answers: answersCase,
  rows: rowsCase,
  payloads: payloadsCase,
  config: configCase,
  journal: journalCase,
} as const;

export type Kind = keyof typeof makers;

export const kinds = Object.keys(makers) as Kind[];

/** The case of this number, the same whenever it is asked for. */
export const caseOf = async (kind: Kind, seed: number, number: number): Promise<FuzzCase> =>
  makers[kind](new Dice(seed * 1_000_003 + number));
