import type { Context } from '../../../session/context.ts';
import { CliError } from '../../../errors.ts';
import { explainError } from '../../../explain-error.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import { printResult, wantsData } from '../../print.ts';
import { tellFailure } from '../shared/each-order.ts';
import type { IdRow } from '../shared/ids.ts';
import { failedRowJson, rowJson } from './many-row.ts';
import type { Acted } from './many-work.ts';

/** What came of a row. */
export interface RowEnd {
  provider?: OrderProvider;
  acted?: Acted;
  error?: CliError;
}

interface TellOptions {
  /** Whether results have the form of rows when they are for a program. */
  isRow: boolean;
  changes: boolean;
}

/** Prints what came of a row; returns its error, if there was one. */
export async function tellRow(
  context: Context,
  row: IdRow,
  end: RowEnd,
  options: TellOptions,
): Promise<CliError | undefined> {
  if (options.isRow && wantsData(context)) return tellAsRow(context, row, end, options);
  const error = end.error ?? (await printed(end.acted));
  if (error !== undefined) await tellFailure(context, nameOf(row), error, row.id);
  return error;
}

async function printed(acted: Acted | undefined): Promise<CliError | undefined> {
  try {
    await acted?.print();
    return undefined;
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
}

const nameOf = ({ row, id }: IdRow): string => id ?? `row ${row}`;

async function tellAsRow(
  context: Context,
  row: IdRow,
  end: RowEnd,
  options: TellOptions,
): Promise<CliError | undefined> {
  const { acted, error: thrown = acted?.error } = end;
  const error = thrown && (await explainError(context, thrown, row.id));
  // Values picked from an order are no place for those of an error.
  const isPicked = context.options.field !== undefined;
  const json = documentOf(context, row, { ...end, error }, options);
  if (json === undefined) await acted?.print();
  else if (options.changes || !isPicked) {
    await printResult(context, { json, text: () => json }, { one: false });
  }
  if (error !== undefined && isPicked) await tellFailure(context, nameOf(row), error, row.id);
  return error;
}

/** Undefined where the answer alone is the result. */
function documentOf(
  context: Context,
  row: IdRow,
  { provider, acted, error }: RowEnd,
  { changes }: TellOptions,
): string | undefined {
  if (acted?.document !== undefined) return rowJson(context, row, acted.document, error);
  if (error === undefined) return undefined;
  return failedRowJson(context, row, error, { changes, provider: provider?.system.name });
}
