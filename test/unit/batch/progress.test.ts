import { describe, expect, test } from '@jest/globals';
import { startProgress, type ProgressState } from '../../../src/batch/progress.ts';
import { english } from '../../../src/language/sentence.ts';

const escape = '\u001b';

function draw(state: ProgressState, afterMs: number, columns = 100) {
  let at = 7_000;
  let written = '';
  const write = (text: string) => void (written += text);
  const first = { ...state, rows: 0, failed: 0 };
  const progress = startProgress(
    { write, columns: () => columns, now: () => at, say: english },
    first,
  );
  at += afterMs;
  progress.update(state);
  progress.stop();
  return written;
}

/** The last picture before the line was cleared. */
const lastPicture = (written: string) =>
  written
    .split('\r')
    .map((piece) => piece.replaceAll(`${escape}[K`, ''))
    .filter((piece) => piece.trim() !== '')
    .at(-1);

test('the line follows the window when its size changes', () => {
  let columns = 100;
  let written = '';
  const state = { rows: 250, failed: 3, fraction: 0.25 };
  const write = (text: string) => void (written += text);
  const progress = startProgress(
    { write, columns: () => columns, now: () => 0, say: english },
    state,
  );
  columns = 30;
  written = '';
  progress.update({ ...state, rows: 260 });
  progress.stop();
  expect(lastPicture(written)).toHaveLength(29);
});

test('the line is drawn again by a clock of its own, with the latest rows', async () => {
  const state = { rows: 250, failed: 3, fraction: 0.25 };
  let tell: (text: string) => void = () => undefined;
  const progress = startProgress(
    { write: (text) => tell(text), columns: () => 100, now: () => 0, say: english },
    state,
  );
  progress.update({ ...state, rows: 260 });
  const drawn = await new Promise<string>((resolve) => (tell = resolve));
  progress.stop();
  expect(drawn).toContain('260 rows');
});

describe('progress', () => {
  test.each<[string, ProgressState, number, number, string]>([
    [
      'of a file',
      { rows: 250, failed: 3, fraction: 0.25 },
      10_000,
      100,
      '██████░░░░░░░░░░░░░░░░░░ 25%  250 rows  3 failed  25.0/s  30 s left',
    ],
    [
      'on a narrow terminal is cut',
      { rows: 250, failed: 3, fraction: 0.25 },
      10_000,
      30,
      '██░░░░░░ 25%  250 rows  3 fai',
    ],
    [
      'of stdin, whose end nobody knows',
      { rows: 90, failed: 0, fraction: undefined },
      60_000,
      100,
      '90 rows  0 failed  1.5/s',
    ],
    [
      'that has only begun, with no guess at its end',
      { rows: 1, failed: 0, fraction: 0.02 },
      40,
      100,
      '░░░░░░░░░░░░░░░░░░░░░░░░ 2%  1 row  0 failed  1.0/s',
    ],
    [
      'of a file that grew while it was read',
      { rows: 9, failed: 0, fraction: 1.2 },
      500,
      70,
      '██████████ 100%  9 rows  0 failed  9.0/s',
    ],
    [
      'at its end',
      { rows: 9, failed: 0, fraction: 1 },
      3_000,
      100,
      '████████████████████████ 100%  9 rows  0 failed  3.0/s  0 s left',
    ],
  ])('%s', (_what, state, afterMs, columns, line) => {
    const written = draw(state, afterMs, columns);
    expect(lastPicture(written)).toBe(line);
  });

  test('leaves nothing behind, and moves the cursor only within its line', () => {
    const written = draw({ rows: 1, failed: 0, fraction: 0.5 }, 1_000);
    expect(written.replaceAll(`${escape}[K`, '')).not.toContain(escape);
    expect(written).not.toContain('\n');
    expect(written.endsWith(`\r${escape}[K`)).toBe(true);
  });
});
