import type { Text } from '../../language/sentence.ts';

/** Something that was looked at. The keys are a contract: they only ever grow. */
export interface Check {
  name: string;
  /** `look`: it works, but the user should know. `skipped`: what it needs did not work. */
  status: 'ok' | 'look' | 'wrong' | 'skipped';
  /** What was seen, in a sentence. */
  message: Text;
  /** What to do about it. */
  todo?: Text;
}

export const ok = (name: string, message: Text): Check => ({ name, status: 'ok', message });

export const look = (name: string, message: Text, todo?: Text): Check => ({
  name,
  status: 'look',
  message,
  ...(todo !== undefined && { todo }),
});

export const wrong = (name: string, message: Text, todo?: Text): Check => ({
  name,
  status: 'wrong',
  message,
  ...(todo !== undefined && { todo }),
});

export const skipped = (name: string, message: Text): Check => ({
  name,
  status: 'skipped',
  message,
});
