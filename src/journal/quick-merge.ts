import { contentOf } from './identity.ts';
import { parseLines } from './lines.ts';
import { ends, jsonString, starts, usualLines, type Form } from './usual-lines.ts';

/** What a merged file holds: parts of a segment, one after the other. */
interface QuickMerge {
  /** Where each part begins and ends, by turns. */
  parts: readonly number[];
  /** The newest time in it. */
  last: string;
}

/**
 * What merging makes of the segment of a batch, out of the bytes as they lie there: each request
 * without its body, and its outcome behind it. A batch of a million rows fills a thousand segments: to
 * make records and texts of them takes three times as long, and more memory than the rest of the batch.
 * Undefined for a segment that has anything but usual lines of a batch: requests in order of time, no
 * key twice, each with its body and with one outcome.
 */
export function mergeQuickly(bytes: Buffer): QuickMerge | undefined {
  /** By their keys: how many requests stand before each. */
  const requests = new Map<string, number>();
  /** Where the id of each begins and ends. */
  const ids: number[] = [];
  /** Of each three: the line up to its body, what follows the body, and the outcome, at first empty. */
  const parts: number[] = [];
  let [start, open, newest, sentAt] = [0, 0, -1, -1];
  while (start < bytes.length) {
    const end = bytes.indexOf('\n', start) + 1;
    const form = end === 0 ? undefined : formOf(bytes, start, end - 1);
    if (form === undefined) return undefined;
    const at = starts[form.at]!;
    const [id, idEnd] = [starts[form.id]!, ends[form.id]!];
    const key = bytes.toString('latin1', starts[form.key], ends[form.key]);
    const before = requests.get(key);
    if (form.kind === 'sent') {
      const body = form.names.indexOf('body');
      if (before !== undefined || isOlder(bytes, at, sentAt) || !isOfBatch(form, bytes, body))
        return undefined;
      requests.set(key, requests.size);
      ids.push(id, idEnd);
      parts.push(start, starts[body]! - bodyMark.length, ends[body]! + 1, end, end, end);
      sentAt = at;
      open += 1;
    } else {
      if (before === undefined || form.record.outcome === 'not_sent') return undefined;
      const [itsId, itsIdEnd] = [ids[before * 2]!, ids[before * 2 + 1]!];
      const outcome = before * 6 + 4;
      const isEmpty = parts[outcome] === parts[outcome + 1];
      if (!isEmpty || bytes.compare(bytes, itsId, itsIdEnd, id, idEnd) !== 0) return undefined;
      parts[outcome] = start;
      parts[outcome + 1] = end;
      open -= 1;
    }
    if (!isOlder(bytes, at, newest)) newest = at;
    start = end;
  }
  if (open > 0 || newest === -1) return undefined;
  return { parts, last: bytes.toString('latin1', newest, newest + timeLength) };
}

const bodyMark = ',"body":"';
const timeLength = '0000-00-00T00:00:00.000Z'.length;

/** Whether one time that stands there is before another; -1 is before all. */
function isOlder(bytes: Uint8Array, at: number, than: number): boolean {
  if (than === -1) return false;
  for (let i = 0; i < timeLength; i += 1) {
    const difference = bytes[at + i]! - bytes[than + i]!;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The form of a line; one of a new form is parsed, and known from then on. */
function formOf(bytes: Buffer, start: number, end: number): Form | undefined {
  const form = usualLines.formOf(bytes, start, end);
  if (form !== undefined) return form;
  parseLines(bytes.subarray(start, end + 1));
  return usualLines.formOf(bytes, start, end);
}

/** Whether the line at hand is of a row, with the body that was written (`body`: its place in the form). */
function isOfBatch({ record, names }: Form, bytes: Buffer, body: number): boolean {
  const content = names.indexOf('content');
  if (body === -1 || content === -1 || record.batch === undefined) return false;
  const text = jsonString(bytes.toString('utf8', starts[body]! - 1, ends[body]! + 1));
  if (text === undefined) return false;
  const { method, path } = record as { method: string; path: string };
  const hash = bytes.toString('latin1', starts[content], ends[content]);
  return contentOf({ method, path, body: text }) === hash;
}
