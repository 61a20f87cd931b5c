/* eslint-disable no-control-regex -- control characters are what this file is about */

/** Control characters, C1 controls and the marks that reorder or hide text, but tab and newline. */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Colour and style sequences, which this tool writes itself. */
const style = /(\u001b\[[0-9;]*m)/;

/**
 * Text that came from a server, made safe for a terminal: no control character, no escape sequence,
 * one line. Call it on every value at the place where it is rendered.
 */
export function cleanValue(value: string): string {
  return value.replace(/[\t\n]/g, ' ').replace(unsafe, '');
}

/** The last guard before a terminal: keeps newlines, tabs and colours, drops all other controls. */
export function cleanForTerminal(text: string): string {
  return text
    .split(style)
    .map((part) => (style.test(part) ? part : part.replace(unsafe, '')))
    .join('');
}
