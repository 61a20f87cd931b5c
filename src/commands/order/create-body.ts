import { readFile } from 'node:fs/promises';
import type { Context } from '../../context.ts';
import { CliError, usageError } from '../../errors.ts';
import { checkQrOrder, type Problem } from '../../orders/check-qr-order.ts';
import { parseDuration } from '../../orders/duration.ts';
import { parseAmount } from '../../orders/money.ts';
import { buildQrOrder, type QrOrderFields } from '../../orders/qr-order-body.ts';
import { parseMode } from '../options.ts';

export interface BodyOptions {
  amount?: string;
  pos?: string;
  mode?: string;
  reference?: string;
  description?: string;
  expires?: string;
  data?: string;
}

/** A create request, ready to send. */
export interface CreateBody {
  /** Its exact bytes. */
  json: string;
  warnings: readonly string[];
  /** The external_reference, when it was made here. */
  madeReference: string | undefined;
  /** What was read from stdin for `--data -`: a repeat needs it again. */
  stdin: string | undefined;
}

/** The flag that sets a field of the request, for errors about it. */
const flagOf: ReadonlyMap<string, string> = new Map([
  ['total_amount', '--amount'],
  ['transactions.payments[0].amount', '--amount'],
  ['transactions', '--amount'],
  ['config.qr.external_pos_id', '--pos'],
  ['config.qr.mode', '--mode'],
  ['external_reference', '--reference'],
  ['description', '--description'],
  ['expiration_time', '--expires'],
]);

/**
 * Makes the request from `--data`, the flags over it and the user's defaults under it, and judges
 * it by the create page's rules. Throws one usage error that names every problem.
 */
export async function readCreateBody(context: Context, options: BodyOptions): Promise<CreateBody> {
  const { data, stdin } = await readData(context, options.data);
  const flags = readFlags(context, options);
  const made = `mpo-${context.host.uuid()}`;
  const body = buildQrOrder(data, flags.fields, { ...flags.defaults, reference: made });
  const { problems, warnings } = checkQrOrder(body);
  const all = [
    ...flags.problems,
    ...problems.filter(({ path }) => !flags.failed.has(flagOf.get(path) ?? '')),
  ];
  if (all.length > 0) throw invalid(all);
  return {
    json: JSON.stringify(body),
    warnings,
    madeReference: body.external_reference === made ? made : undefined,
    stdin,
  };
}

interface Flags {
  fields: QrOrderFields;
  defaults: QrOrderFields;
  problems: Problem[];
  /** Flags whose value cannot be used: what is then missing is not to be reported again. */
  failed: Set<string>;
}

function readFlags(context: Context, options: BodyOptions): Flags {
  const problems: Problem[] = [];
  const failed = new Set<string>();
  const take = <T>(flag: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failed.add(flag);
      problems.push({ path: flag, message: `${error.message} ${error.facts.hint ?? ''}`.trim() });
      return undefined;
    }
  };
  const given = <T>(flag: string, text: string | undefined, parse: (text: string) => T) =>
    text === undefined ? undefined : take(flag, () => parse(text));
  const isoDuration = (text: string) => parseDuration(text).iso;
  const same = (text: string) => text;
  const fields = {
    amount: given('--amount', options.amount, parseAmount),
    pos: options.pos,
    mode: given('--mode', options.mode, parseMode),
    reference: options.reference,
    description: options.description,
    expires: given('--expires', options.expires, isoDuration),
  };
  const defaults = {
    pos: context.setting('pos', undefined, same),
    mode: take('--mode', () => context.setting('mode', undefined, parseMode)),
    description: context.setting('description', undefined, same),
    expires: take('--expires', () => context.setting('expires', undefined, isoDuration)),
  };
  return { fields, defaults, problems, failed };
}

async function readData(
  context: Context,
  file: string | undefined,
): Promise<{ data: Record<string, unknown>; stdin?: string }> {
  if (file === undefined) return { data: {} };
  const fromStdin = file === '-';
  if (fromStdin && context.host.stdin.isTTY === true) {
    context.io.note('Reading the request from the terminal; end it with Ctrl-D.');
  }
  const text = fromStdin ? await context.io.readStdin() : await readText(file);
  const data = parseData(text, fromStdin ? 'stdin' : file);
  return { data, ...(fromStdin && { stdin: text }) };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw usageError(`--data: ${file} cannot be read.`, {
      hint: 'Name a file with a JSON object, or - for stdin.',
      details: [cause instanceof Error ? cause.message : String(cause)],
      cause,
    });
  }
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

function invalid(problems: readonly Problem[]): CliError {
  const details = problems.map(({ path, message }) => {
    const flag = flagOf.get(path);
    return `${path}${flag === undefined ? '' : ` (${flag})`}: ${message}`;
  });
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return usageError(`The order has ${count}; nothing was sent.`, {
    code: 'invalid_order',
    details,
    hint: 'The fields are those of the create page; `--help` lists the options.',
  });
}
