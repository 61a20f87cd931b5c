/** Who made or took a file, and when. */
export interface Mark {
  /** Milliseconds since 1970; 0 for what a clock says to be before. */
  ms: number;
  pid: number;
  random: string;
}

/**
 * A file of `open/`: `<mark>.jsonl` while the process that made it may write to it,
 * `<mark>.jsonl.left` when nobody will, `<mark>.jsonl.<mark>` while a process puts it away.
 */
export interface OpenName {
  name: string;
  /** The name without what follows `.jsonl`; it never changes. */
  base: string;
  owner: Mark;
  left: boolean;
  claim?: Mark;
}

/**
 * A file of `settled/` or `kept/recent/`: `<last>-<bytes>-<raw|merged>-<random>.jsonl`, and `.<mark>` behind that
 * while a process merges it. All that the choice of files needs is in their names, so that choosing
 * costs one look into the folder.
 */
export interface SettledName {
  name: string;
  base: string;
  /** Time of its newest record, in milliseconds since 1970. */
  last: number;
  bytes: number;
  /** Whether it was merged: then it holds few bodies and is in order of time. */
  merged: boolean;
  random: string;
  claim?: Mark;
}

const mark = String.raw`(\d+)-(\d+)-([\w-]+)`;
const openPattern = new RegExp(`^(${mark}\\.jsonl)(?:\\.(?:(left)|${mark}))?$`);
const settledPattern = new RegExp(
  `^((\\d+)-(\\d+)-(raw|merged)-([\\w-]+)\\.jsonl)(?:\\.${mark})?$`,
);
const partPattern = new RegExp(`\\.part\\.${mark}$`);

const markText = ({ ms, pid, random }: Mark): string => `${ms}-${pid}-${random}`;

export const openName = (owner: Mark): string => `${markText(owner)}.jsonl`;
export const leftName = (base: string): string => `${base}.left`;
export const claimedName = (base: string, claim: Mark): string => `${base}.${markText(claim)}`;

export function settledName(of: {
  last: number;
  bytes: number;
  merged: boolean;
  random: string;
}): string {
  return `${Math.max(0, of.last)}-${of.bytes}-${of.merged ? 'merged' : 'raw'}-${of.random}.jsonl`;
}

/** Undefined when the file is none of the journal's. */
export function parseOpenName(name: string): OpenName | undefined {
  const [, base, ms, pid, random, left, ...claim] = openPattern.exec(name) ?? [];
  if (base === undefined) return undefined;
  const owner = toMark([ms, pid, random])!;
  return { name, base, owner, left: left !== undefined, claim: toMark(claim) };
}

export function parseSettledName(name: string): SettledName | undefined {
  const [, base, last, bytes, form, random, ...claim] = settledPattern.exec(name) ?? [];
  if (base === undefined || random === undefined) return undefined;
  return {
    name,
    base,
    last: Number(last),
    bytes: Number(bytes),
    random,
    merged: form === 'merged',
    claim: toMark(claim),
  };
}

/** Who writes a part, when the file is one. */
export const parsePartName = (name: string): Mark | undefined =>
  toMark(partPattern.exec(name)?.slice(1) ?? []);

function toMark([ms, pid, random]: readonly (string | undefined)[]): Mark | undefined {
  if (random === undefined) return undefined;
  return { ms: Number(ms), pid: Number(pid), random };
}

/** No version drops a file that is so young, and none merges one that is so big. */
const [farFuture, bigBytes] = [Date.UTC(9999, 11, 31, 23, 59, 59, 999), 1024 * 1024];

/** The second name, in `settled/`, of a file that is kept. The last version reads it and leaves it. */
export const mirrorName = (random: string): string =>
  settledName({ last: farFuture, bytes: bigBytes, merged: true, random: `kept-${random}` });

const mirrorPattern = new RegExp(String.raw`^${farFuture}-${bigBytes}-merged-kept-(?:s(\d+)-)?`);

/** Whether a name in `settled/` is a second name; `seq` when it is one of a full file. */
export function parseMirrorName(name: string): { name: string; seq?: number } | undefined {
  const match = mirrorPattern.exec(name);
  if (match === null) return undefined;
  return { name, ...(match[1] !== undefined && { seq: Number(match[1]) }) };
}

/**
 * A file of `kept/full/`: `<seq>-<last>-<bytes>-<random>.jsonl`, and its index, `<that>.index`. `seq`
 * tells the order in which they were written, whatever the clocks said.
 */
export interface FullName {
  name: string;
  base: string;
  seq: number;
  last: number;
  bytes: number;
  random: string;
}

const fullPattern = /^(\d+)-(\d+)-(\d+)-([\w-]+)\.jsonl$/;

export const fullName = ({ seq, last, bytes, random }: Omit<FullName, 'name' | 'base'>): string =>
  `${String(seq).padStart(8, '0')}-${Math.max(0, last)}-${bytes}-${random}.jsonl`;

export function parseFullName(name: string): FullName | undefined {
  const [, seq, last, bytes, random] = fullPattern.exec(name) ?? [];
  if (random === undefined) return undefined;
  return { name, base: name, seq: Number(seq), last: Number(last), bytes: Number(bytes), random };
}

export const indexName = (name: string): string => `${name}.index`;
