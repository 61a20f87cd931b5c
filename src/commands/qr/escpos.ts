import { messageOf, usageError } from '../../errors.ts';
import { sentence } from '../../language/sentence.ts';
import type { Context } from '../../session/context.ts';
import type { Paper } from '../../terminal/qr/qr-escpos.ts';
import { ChoiceOption, parseChoice } from '../options.ts';
import { wantsData } from '../print.ts';

const papers = ['58', '80'] as const;

export const paperOption = () =>
  new ChoiceOption('--paper <mm>', papers, 'with escpos: paper of 58 or 80 (default: 80)');

/** What to throw for a paper that nothing is printed on; `flag` prints on one. */
export const paperAlone = (flag: string) =>
  usageError(sentence('--paper goes with {flag}.', { flag }), {
    hint: sentence('It is the paper of a receipt printer, in mm.'),
  });

interface EscposFlags {
  paper?: string | undefined;
  /** A file, or the printer's own, that takes the bytes in place of stdout. */
  out?: string | undefined;
  /** Print them on a terminal too. */
  force?: boolean | undefined;
}

/** Throws a usage error where the bytes have no place to go; before anything is sent. */
export function checkEscpos(context: Context, { paper, out, force }: EscposFlags): void {
  readPaper(context, paper);
  if (out !== undefined) return;
  if (wantsData(context)) {
    throw usageError(
      sentence('The bytes for a printer leave no room on stdout for anything else.'),
      { hint: sentence('Leave out --json, --field and --template, or name a file for the bytes.') },
    );
  }
  if (context.io.isTerminal && force !== true) {
    throw usageError(sentence('These are bytes for a printer, and stdout is a terminal.'), {
      hint: sentence('Send them to the printer: > /dev/usb/lp0'),
    });
  }
}

/** Writes the code of a payload as a receipt printer takes it. */
export async function printEscpos(
  context: Context,
  payload: string,
  { paper, out }: EscposFlags,
): Promise<void> {
  const { qrEscpos } = await import('../../terminal/qr/qr-escpos.ts');
  const bytes = qrEscpos(payload, readPaper(context, paper));
  if (out === undefined) return context.io.bytes(bytes);
  try {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(out, bytes);
  } catch (cause) {
    throw usageError(sentence('The code could not be written to {file}.', { file: out }), {
      code: 'cannot_write',
      details: [messageOf(cause)],
      hint: sentence('Name a file or a printer that can be written to. Everything else is done.'),
      cause,
    });
  }
}

const readPaper = (context: Context, typed = '80'): Paper =>
  Number(context.name('--paper', () => parseChoice(typed, papers))) as Paper;
