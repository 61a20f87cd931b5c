import { sentence, type Text } from '../../language/sentence.ts';
import type { Context } from '../../session/context.ts';
import { messageOf, usageError } from '../../errors.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { isUtf8Locale } from '../../terminal/locale.ts';
import { type ChosenQrStyle, chooseQrStyle } from '../../terminal/qr/choose-qr-style.ts';
import { drawQr } from '../../terminal/qr/draw-qr.ts';
import { shellWord } from '../../shell/word.ts';
import { parseQrStyle, type QrStyleOption } from '../options.ts';
import { toolName } from '../../session/tool-name.ts';

interface DrawOptions {
  /** What the user asks for with `--qr`. */
  flag?: string;
  /** What is drawn where nothing is asked for. */
  fallback?: QrStyleOption;
  /** What to do with the code: the line right above it, on a terminal. */
  caption?: string;
}

/**
 * Draws a payload on stdout, as `--qr` (or its default) asks. On a terminal the payload itself comes
 * first, for whatever cannot scan, and the code last, so that all of it is in the window. Says so
 * when the window is too small, and how to get the code.
 */
export async function drawQrCode(
  context: Context,
  payload: string,
  { flag, fallback = 'auto', caption }: DrawOptions,
): Promise<void> {
  const { io, host } = context;
  const choice = context.setting('qr', flag, parseQrStyle) ?? fallback;
  if (choice === 'escpos') return; // no drawing: whoever takes bytes has them by now
  const chosen = chooseQrStyle(choice, {
    columns: io.columns,
    rows: io.rows,
    reserved: caption === undefined ? 1 : 2,
    isTerminal: io.isTerminal,
    unicode: isUtf8Locale(host.env),
    payload,
  });
  if (io.isTerminal) io.out(`\n${cleanValue(payload)}\n`);
  if ('style' in chosen) {
    if (io.isTerminal && caption !== undefined) io.out(caption);
    io.out(io.own(drawQr(payload, { ...chosen, colorLevel: io.colorLevel })));
  } else if ('tooSmall' in chosen) {
    const word = shellWord(payload, context.shell);
    const needs = tooSmall(chosen.tooSmall);
    if (word === undefined) io.warn([needs, '.']);
    else {
      io.warn(sentence('{needs}, or write a picture:', { needs }));
      io.warn(`  ${toolName(context.host)} qr show --out qr.svg ${word}`);
    }
  }
}

type TooSmall = Extract<ChosenQrStyle, { tooSmall: unknown }>['tooSmall'];

function tooSmall({ needed, has }: TooSmall): Text {
  if (needed.rows === undefined) {
    return sentence('The QR code needs {needed} columns and this window has {has}: make it wider', {
      needed: needed.columns ?? 0,
      has: has.columns ?? 0,
    });
  }
  if (needed.columns === undefined) {
    return sentence('The QR code needs {needed} rows and this window has {has}: make it taller', {
      needed: needed.rows,
      has: has.rows ?? 0,
    });
  }
  const [needs, size] = [needed, has].map(({ columns, rows }) => `${columns} x ${rows}`);
  return sentence('The QR code needs a window of {needed} and this one has {has}: make it larger', {
    needed: needs ?? '',
    has: size ?? '',
  });
}

/** Throws a usage error unless the file's ending names a format that can be written. */
export function checkPicture(file: string): 'svg' | 'png' {
  const ending = /\.(svg|png)$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === 'svg' || ending === 'png') return ending;
  throw usageError(sentence('"{file}" ends neither in .svg nor in .png.', { file }), {
    hint: sentence('The ending says which picture to write: qr.svg or qr.png.'),
  });
}

/** Writes the code as a picture and says where; throws when the file cannot be written. */
export async function writePicture(context: Context, payload: string, file: string): Promise<void> {
  const { qrPng, qrSvg } = await import('../../terminal/qr/qr-picture.ts');
  const picture = checkPicture(file) === 'svg' ? qrSvg(payload) : qrPng(payload);
  try {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, picture);
  } catch (cause) {
    throw usageError(sentence('The picture could not be written to {file}.', { file }), {
      code: 'cannot_write',
      details: [messageOf(cause)],
      hint: sentence(
        'Name a file in a folder that exists and can be written to. Everything else is done.',
      ),
      cause,
    });
  }
  context.io.note(sentence('QR code written to {file}', { file }));
}
