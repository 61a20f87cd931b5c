import { formatTime } from './time.ts';
import type { View } from './view.ts';

/** A point in time as APIs write it, to the day and the second, with its zone. */
const isoTime = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})(?!\w)/g;

/** A sentence with the times in it as people read them; off a terminal as it came. */
export const noteTimes = (note: string, view: View): string =>
  view.isTerminal ? note.replace(isoTime, (iso) => formatTime(iso, view) ?? iso) : note;
