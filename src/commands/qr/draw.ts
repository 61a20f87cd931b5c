import { writeFile } from 'node:fs/promises';
import type { Context } from '../../session/context.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { isUtf8Locale } from '../../terminal/locale.ts';
import { chooseQrStyle } from '../../terminal/qr/choose-qr-style.ts';
import { drawQr } from '../../terminal/qr/draw-qr.ts';
import { qrPng, qrSvg } from '../../terminal/qr/qr-picture.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import { parseQrStyle, type QrStyleOption } from '../options.ts';
import { toolName } from '../../session/command-line.ts';

/**
 * Draws a payload on stdout, as `--qr` (or its default) asks; on a terminal the payload itself
 * follows, for whatever cannot scan. Says so when the window is too narrow, and how to get it.
 */
export async function drawQrCode(
  context: Context,
  payload: string,
  flag: string | undefined,
  fallback: QrStyleOption = 'auto',
): Promise<void> {
  const { io, host } = context;
  const asked = context.setting('qr', flag, parseQrStyle) ?? fallback;
  const chosen = chooseQrStyle(asked, {
    columns: io.columns,
    isTerminal: io.isTerminal,
    unicode: isUtf8Locale(host.env),
    payload,
  });
  if ('style' in chosen) {
    const drawn = drawQr(payload, { style: chosen.style, colorLevel: io.colorLevel });
    io.out(io.own(`${io.isTerminal ? '\n' : ''}${drawn}`));
    if (io.isTerminal) io.out(`\n${cleanValue(payload)}\n`);
    return;
  }
  if (io.isTerminal) io.out(`\n${cleanValue(payload)}`);
  if ('tooNarrow' in chosen) {
    const { needed, columns } = chosen.tooNarrow;
    const word = shellWord(payload, context.shell);
    const how = word === undefined ? '.' : ', or write a picture:';
    io.warn(
      `The QR code needs ${needed} columns and this window has ${columns}: make it wider${how}`,
    );
    if (word !== undefined) io.warn(`  ${toolName(context)} qr show --out qr.svg ${word}`);
  }
}

/** Throws a usage error unless the file's ending names a format that can be written. */
export function checkPicture(file: string): 'svg' | 'png' {
  const ending = /\.(svg|png)$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === 'svg' || ending === 'png') return ending;
  throw usageError(`"${file}" ends neither in .svg nor in .png.`, {
    hint: 'The ending says which picture to write: qr.svg or qr.png.',
  });
}

/** Writes the code as a picture and says where; throws when the file cannot be written. */
export async function writePicture(context: Context, payload: string, file: string): Promise<void> {
  const picture = checkPicture(file) === 'svg' ? qrSvg(payload) : qrPng(payload);
  try {
    await writeFile(file, picture);
  } catch (cause) {
    throw new CliError(
      exitCodes.usage,
      'cannot_write',
      `The picture could not be written to ${file}.`,
      {
        details: [cause instanceof Error ? cause.message : String(cause)],
        hint: 'Name a file in a folder that exists and can be written to. All else is done.',
        cause,
      },
    );
  }
  context.io.note(`QR code written to ${file}`);
}
