import { sentence } from '../../../language/sentence.ts';
import type { Command } from 'commander';
import { describedBy } from '../../../help/layout.ts';
import type { Context } from '../../../session/context.ts';
import type { Host } from '../../../host.ts';
import { CliError, exitCodes, messageOf, usageError } from '../../../errors.ts';
import type { Problem } from '../../../orders/check-qr-order.ts';
import { parseDuration } from '../../../orders/duration.ts';
import { itemOf, parseDiscount, parseItem } from '../../../orders/item-flag.ts';
import { parseAmount } from '../../../orders/money.ts';
import type { QrOrderFields } from '../../../orders/qr-order-body.ts';
import { ChoiceOption, collect, inWords, parseMode, qrModes } from '../../options.ts';
import { readTextFile } from '../../read-file.ts';
import { joinTexts } from '../../../language/list.ts';

export interface BodyOptions {
  amount?: string;
  total?: string;
  pos?: string;
  mode?: string;
  reference?: string;
  description?: string;
  expires?: string;
  item?: string[];
  items?: string;
  discount?: string[];
  marketplaceFee?: string;
  platformId?: string;
  integratorId?: string;
  sponsorId?: string;
  data?: string;
}

/** The options that make up a create request. */
export function addBodyOptions(command: Command): Command {
  describedBy(command, {
    intro: 'Also',
    topic: 'request',
    flags: ['--total', '--marketplace-fee', '--platform-id', '--integrator-id', '--sponsor-id'],
  });
  return command
    .option('--amount <amount>', 'the amount to pay: 50 or 24.50')
    .option('--pos <external_id>', 'the point of sale, by its external_id')
    .addOption(
      new ChoiceOption('--mode <mode>', qrModes, `${inWords(qrModes)} (of the API: static)`),
    )
    .option('--reference <text>', 'external_reference; generated when left out')
    .option('--description <text>', 'what is being sold, at most 150 characters')
    .option('--expires <duration>', 'how long it can be paid: 90s, 16m, 2h or PT16M')
    .option('--item <fields>', 'title=Coffee,price=24.50,qty=1; may repeat', collect)
    .option('--items <file>', 'the items from a JSON or CSV file')
    .option('--discount <type=total>', 'the total for one payment method; may repeat', collect)
    .option('--total <amount>', 'total_amount, where it is more than the payment (cash-outs)')
    .option('--marketplace-fee <amount>', 'the marketplace’s fee (OAuth tokens only)')
    .option('--platform-id <id>', 'integration_data.platform_id')
    .option('--integrator-id <id>', 'integration_data.integrator_id (dev_…)')
    .option('--sponsor-id <user_id>', 'integration_data.sponsor.id')
    .option('--data <file>', 'a whole request, or - for stdin; options override it');
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
  ['discounts', '--discount'],
  ['marketplace_fee', '--marketplace-fee'],
  ['integration_data.platform_id', '--platform-id'],
  ['integration_data.integrator_id', '--integrator-id'],
  ['integration_data.sponsor.id', '--sponsor-id'],
]);

/** The flag that a field of the request came from; undefined when none sets it. */
export function flagFor(path: string, { total, item, items }: BodyOptions): string | undefined {
  if (path === 'total_amount' && total !== undefined) return '--total';
  if (/^items\b/.test(path))
    return item === undefined && items !== undefined ? '--items' : '--item';
  if (/^discounts\.payment_methods\b/.test(path)) return '--discount';
  return flagOf.get(path);
}

export interface Flags {
  fields: QrOrderFields;
  /** The user's defaults, from the environment or the config. */
  defaults: QrOrderFields;
  problems: Problem[];
  /** Flags whose value cannot be used: what is then missing is not to be reported again. */
  failed: ReadonlySet<string>;
}

/** Reads all the flags, and keeps what is wrong with each for the one report of everything. */
export async function readFlags(context: Context, options: BodyOptions): Promise<Flags> {
  const collected = new Problems();
  const { given, take } = collected;
  const isoDuration = (text: string) => parseDuration(text).iso;
  const itemsFile = options.items;
  const fromFile =
    itemsFile === undefined
      ? undefined
      : await take('--items', () => readItemsFile(context.host, itemsFile));
  const fields = {
    amount: await given('--amount', options.amount, parseAmount),
    total: await given('--total', options.total, parseAmount),
    pos: options.pos?.trim(),
    mode: await given('--mode', options.mode, parseMode),
    reference: options.reference,
    description: options.description,
    expires: await given('--expires', options.expires, isoDuration),
    items: await given('--item', options.item, (all) => [
      ...(fromFile ?? []),
      ...all.map(parseItem),
    ]),
    discounts: await given('--discount', options.discount, (all) => all.map(parseDiscount)),
    marketplaceFee: await given('--marketplace-fee', options.marketplaceFee, parseAmount),
    platformId: options.platformId,
    integratorId: options.integratorId,
    sponsorId: options.sponsorId,
  };
  const defaults = {
    pos: context.setting('pos', undefined, String),
    mode: await take('--mode', () => context.setting('mode', undefined, parseMode)),
    description: context.setting('description', undefined, String),
    expires: await take('--expires', () => context.setting('expires', undefined, isoDuration)),
  };
  return { fields: { ...fields, items: fields.items ?? fromFile }, defaults, ...collected.found };
}

/** Collects what goes wrong while flags are read, one problem a flag. */
class Problems {
  readonly found = { problems: [] as Problem[], failed: new Set<string>() };

  take = async <T>(flag: string, read: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode !== exitCodes.usage) throw error;
      const { hint, details = [] } = error.texts;
      this.found.failed.add(flag);
      const words = [error.text, ...details, ...(hint === undefined ? [] : [hint])];
      const message = joinTexts(words, ' ');
      this.found.problems.push({ path: flag, message });
      return undefined;
    }
  };

  given = async <V, T>(flag: string, value: V | undefined, parse: (value: V) => T) =>
    value === undefined ? undefined : this.take(flag, () => parse(value));
}

/**
 * Items from a file: a JSON array as the API takes it, or CSV whose head names an item's fields
 * (`title,price,qty,unit,code,category`; an empty cell is left out, `category` may stand twice).
 */
export async function readItemsFile(host: Pick<Host, 'signal'>, file: string): Promise<unknown[]> {
  const text = await readTextFile(host, '--items', file, sentence('Name a JSON or a CSV file.'));
  return /^\s*\[/.test(text) ? parseJson(text, file) : parseCsv(text, file);
}

function parseJson(text: string, file: string): unknown[] {
  try {
    return JSON.parse(text) as unknown[];
  } catch (cause) {
    throw usageError(sentence('--items: {file} looks like JSON but is not valid.', { file }), {
      details: [messageOf(cause)],
      cause,
    });
  }
}

async function parseCsv(text: string, file: string): Promise<unknown[]> {
  const { parse } = await import('csv-parse/sync');
  let cause: unknown;
  try {
    const [separator, delimiter = ','] = /^"?sep=(.)"?[^\S\n]*(?=\n)/i.exec(text) ?? ['']; // a spreadsheet's
    const csv = text.slice(separator.length);
    const options = { delimiter, bom: true, skip_empty_lines: true, trim: true };
    const [head = [], ...rows] = parse(csv, options);
    const items = rows.map((row) =>
      itemOf(row.flatMap((cell, i) => (cell === '' ? [] : [[head[i] ?? '', cell] as const]))),
    );
    if (items.length > 0) return items; // a page, or a head alone, names none
  } catch (error) {
    cause = error;
  }
  throw usageError(sentence('--items: {file} is not CSV of items.', { file }), {
    hint: sentence('The first line names the columns: title,price,qty,unit,code,category.'),
    details: cause === undefined ? [] : [messageOf(cause)],
    cause,
  });
}
