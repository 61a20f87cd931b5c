import type { Verb } from './verb.ts';

/** A verb as the command tree knows it before its file is loaded. */
export interface VerbEntry {
  name: string;
  summary: string;
  load: () => Promise<Verb>;
}

export interface Noun {
  name: string;
  summary: string;
  verbs: readonly VerbEntry[];
}
