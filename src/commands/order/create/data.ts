import type { Context } from '../../../session/context.ts';
import { usageError } from '../../../errors.ts';
import { readTextFile } from '../../read-file.ts';

export interface CreateData {
  data: Record<string, unknown>;
  /** What was read from stdin: a repeat of the command needs it again. */
  stdin?: string;
}

/** The request body that `--data` names: a JSON object in a file, or on stdin for `-`. */
export async function readCreateData(
  context: Context,
  file: string | undefined,
): Promise<CreateData> {
  if (file === undefined) return { data: {} };
  if (file !== '-') {
    const hint = 'Name a file with a JSON object, or - for stdin.';
    return { data: parseData(await readTextFile('--data', file, hint), file) };
  }
  if (context.host.stdin.isTTY === true) {
    context.io.note('Reading the request from the terminal; end it with Ctrl-D.');
  }
  const stdin = await context.io.readStdin();
  return { data: parseData(stdin, 'stdin'), stdin };
}

function parseData(text: string, source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw usageError(`--data: ${source} is not JSON.`, { details: [why], cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw usageError(`--data: ${source} must hold one JSON object: the body of a create request.`);
}
