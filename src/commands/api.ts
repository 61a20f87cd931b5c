import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import type { Call } from '../providers/provider.ts';
import { noteAccount } from './account-note.ts';
import { checkIdempotencyKey } from './idempotency-key.ts';
import { addExamples, parseChoice } from './options.ts';
import { printPlan } from './print-plan.ts';
import { printResult } from './print.ts';
import { readTextFile } from './read-file.ts';
import type { Verb } from './verb.ts';

export interface ApiOptions {
  data?: string;
  idempotencyKey?: string;
  dryRun?: boolean;
}

const methods = ['get', 'post', 'put', 'delete'] as const;

export const api: Verb<ApiOptions> = {
  define(command: Command) {
    command
      .argument('<method>', methods.join(', '))
      .argument('<path>', 'path on the provider’s host, such as /users/me')
      .option('--data <json|@file|->', 'the body: JSON, a file of it, or - for stdin')
      .option('--idempotency-key <key>', 'repeat an earlier request under its own key')
      .option('--dry-run', 'print the request, send nothing');
    addExamples(command, [
      'mp-orders api get "/pos?limit=5" --sandbox',
      `mp-orders api put /pos/1234 --data '{"external_id":"COUNTER1"}'`,
    ]);
  },

  async run(context, [method = '', path = ''], options) {
    const call = await readCall(context, method, path, options);
    const provider = await context.provider();
    if (options.dryRun === true) return printPlan(context, provider.planCall(call));
    if (call.idempotencyKey !== undefined) await noteAccount(context);
    const spinner = await context.io.spin(`${call.method} ${path}`);
    const text = await provider.call(call).finally(() => spinner.stop());
    if (text.trim() === '') return context.io.note('Done; the answer has no body.');
    if (isJson(text)) return printResult(context, { json: text, text: () => text.trimEnd() });
    context.io.out(text.trimEnd());
  },
};

async function readCall(
  context: Context,
  method: string,
  path: string,
  { data, idempotencyKey }: ApiOptions,
): Promise<Call> {
  const verb = parseChoice(method.toLowerCase(), methods);
  if (!/^\/[\x21-\x7e]*$/.test(path) || path.startsWith('//')) {
    throw usageError(`"${path}" is not a path.`, {
      hint: 'Begin with one slash, and percent-encode what a URL cannot hold: /v1/orders/ORD….',
    });
  }
  checkIdempotencyKey(idempotencyKey);
  const body = data === undefined ? undefined : await readBody(context, data);
  const changes = verb !== 'get';
  return {
    method: verb.toUpperCase() as Call['method'],
    path,
    ...(body !== undefined && { body }),
    ...(changes && { idempotencyKey: idempotencyKey ?? context.host.uuid() }),
    // The Orders API honours keys; of the others nothing is known, so nothing is sent twice.
    repeatable: !changes || path.startsWith('/v1/orders') || idempotencyKey !== undefined,
  };
}

async function readBody(context: Context, data: string): Promise<string> {
  const text =
    data === '-'
      ? await context.io.readStdin()
      : data.startsWith('@')
        ? await readTextFile('--data', data.slice(1), 'Name a file of JSON after the @.')
        : data;
  if (isJson(text)) return text.trim();
  throw usageError('--data is not JSON.', {
    hint: 'Write JSON, @file for a file, or - for stdin.',
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
