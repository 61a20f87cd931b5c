import { sha256 } from '../quick-crypto.ts';
import type { TimedRequest, JournalRequest } from './entry.ts';

/** 32 hexadecimal digits of the SHA-256 of a text. */
const hash = (text: string): string => sha256(text).slice(0, 32);

/** Hash of what is sent: 32 hexadecimal digits of the SHA-256 of method, path and body. */
export const contentOf = ({
  method,
  path,
  body = '',
}: Pick<JournalRequest, 'method' | 'path' | 'body'>): string =>
  hash([method, path, body].join('\n'));

/**
 * Identity of a request whose line has none: versions up to 0.1 wrote none. Such a line is known by
 * its key and time, in every copy.
 */
export const idOfOld = ({ key, at }: Pick<TimedRequest, 'key' | 'at'>): string =>
  `old-${hash(`${at}\n${key}`).slice(0, 16)}`;

const scope = ['provider', 'account', 'base_url', 'sandbox', 'action', 'order'] as const;

/** Whether two requests under one key ask for the same, by what is known: to, for and about the same. */
export const isSameRequest = (a: JournalRequest, b: JournalRequest): boolean =>
  a.key === b.key && scope.every((field) => a[field] === b[field]) && hasSameContent(a, b);

const hasSameContent = (a: JournalRequest, b: JournalRequest): boolean => {
  const [one, two] = [a, b].map(knownContent);
  return one === undefined || two === undefined || one === two;
};

/** Undefined where neither the hash nor the bytes are there. */
export const knownContent = (sent: JournalRequest): string | undefined =>
  sent.content ?? (sent.body === undefined ? undefined : contentOf(sent));

/** Whether a request had a body that the journal has no longer: what it asked for is not known. */
export const isBodyGone = ({
  method = '',
  path = '',
  body,
  content,
}: Partial<JournalRequest>): boolean =>
  body === undefined && content !== undefined && content !== contentOf({ method, path });
