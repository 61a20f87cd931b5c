import { sentence } from '../language/sentence.ts';
import type { Command } from 'commander';
import { listed } from '../language/list.ts';
import { excludeEachOther, usageError } from '../errors.ts';
import { parseDay, parseTime, type TypedTime, type Zone } from '../orders/date.ts';
import type { Context } from '../session/context.ts';
import { isTimeZone, localTime, ownZone, zoneOf } from '../terminal/time.ts';

export interface WhenFlags {
  tz?: string;
}

export interface RangeFlags extends WhenFlags {
  day?: string;
  from?: string;
  to?: string;
}

export const addZoneOption = (command: Command): Command =>
  command.option(
    '--tz <zone>',
    'time zone of days and hours: America/Sao_Paulo, -03:00 (default: the machine’s)',
  );

/** Days and hours as the user of a command types them: those of the machine's zone, or of `--tz`. */
export class Calendar {
  readonly timeZone: string;
  readonly zone: Zone;
  readonly #now: Date;

  constructor(
    private readonly context: Context,
    { tz: typed }: WhenFlags,
  ) {
    const tz = typed === undefined ? undefined : offsetIn(typed);
    if (tz !== undefined && !isTimeZone(tz)) {
      throw usageError(sentence('--tz: "{tz}" is not a time zone that is known here.', { tz }), {
        hint: sentence(
          'Write a name such as America/Argentina/Buenos_Aires, or an offset such as -03:00.',
        ),
        code: 'invalid_date',
      });
    }
    this.timeZone = tz ?? ownZone(context.host);
    this.zone = zoneOf(this.timeZone);
    this.#now = context.now();
  }

  time(flag: string, text: string, { end = false } = {}): TypedTime {
    const { zone } = this;
    return this.context.name(flag, () => parseTime(text.trim(), { now: this.#now, zone, end }));
  }

  day(flag: string, text: string): { begin: Date; end: Date } {
    return this.context.name(flag, () =>
      parseDay(text.trim(), { now: this.#now, zone: this.zone }),
    );
  }

  /**
   * The range that flags name, to now at the latest: order systems refuse what lies in the future.
   * Without a beginning it is `usualMs` long. Says the range where its zone was left to the machine.
   */
  range({ day, from, to }: RangeFlags, usualMs: number): { begin: Date; end: Date } {
    if (day !== undefined && (from !== undefined || to !== undefined)) {
      throw excludeEachOther(
        '--day',
        listed(['--from', '--to']),
        sentence('A day is always a whole day: leave one of them out.'),
      );
    }
    const typed = day === undefined ? undefined : this.day('--day', day);
    const until = to === undefined ? undefined : this.time('--to', to, { end: true });
    const since = from === undefined ? undefined : this.time('--from', from);
    const end = this.#notLater(typed?.end ?? until?.at ?? this.#now);
    const begin = typed?.begin ?? since?.at ?? new Date(end.getTime() - usualMs);
    if (begin > end) {
      const text =
        day === undefined
          ? sentence('--from is later than --to, or in the future.')
          : sentence('--day is in the future.');
      const at = this.spell(begin);
      throw usageError(text, {
        ...(since?.isLocal === true
          ? { hint: sentence('--from is {at}.', { at }) }
          : to !== undefined && { hint: sentence('Write the earlier time as --from.') }),
      });
    }
    const isLocal = typed !== undefined || since?.isLocal === true || until?.isLocal === true;
    if (isLocal) this.tell({ begin, end });
    return { begin, end };
  }

  /** The range of local times that `--at` stands for, around the time that was typed; says it. */
  between(begin: Date, latest: Date, typed = begin): { begin: Date; end: Date } {
    if (begin > this.#now) {
      throw usageError(
        sentence('{flag} is in the future: {spell}.', { flag: '--at', spell: this.spell(typed) }),
        {
          hint: sentence('Name the day too: "yesterday 16:30".'),
        },
      );
    }
    const end = this.#notLater(latest);
    this.tell({ begin, end });
    return { begin, end };
  }

  #notLater = (at: Date): Date => (at > this.#now ? this.#now : at);

  spell = (at: Date): string => localTime(at.getTime(), this.timeZone);

  /** Says a range, once. */
  tell({ begin, end }: { begin: Date; end: Date }): void {
    const ends = end.getTime() === this.#now.getTime() ? sentence('now') : this.spell(end);
    const values = { begin: this.spell(begin), end: ends, zone: this.timeZone };
    this.context.io.noteOnce(sentence('From {begin} to {end} ({zone}).', values));
  }
}

/** `-3`, `-0300`, `GMT-3` and `UTC-03:00` as `-03:00`; any other zone as it is. */
function offsetIn(zone: string): string {
  const [, sign, hours, minutes = '00'] =
    /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone.trim()) ?? [];
  return sign === undefined || hours === undefined
    ? zone
    : `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
