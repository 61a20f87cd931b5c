import { sentence } from '../language/sentence.ts';
import type { Context } from '../session/context.ts';
import { jsonObject, raw } from '../json/object.ts';
import type { PlannedRequest } from '../providers/order-system.ts';
import { indentJson } from '../json/text.ts';
import { printResult } from './print.ts';

/** Prints the request that would be sent, for `--dry-run`; its credentials were never in it. */
export async function printPlan(context: Context, plan: PlannedRequest): Promise<void> {
  const headers = Object.entries(plan.headers).map(([name, value]) => `${name}: ${value}`);
  const body = plan.body === undefined ? [] : ['', indentJson(plan.body)];
  await printResult(context, {
    json: plan.body === undefined ? JSON.stringify(plan) : planJson(plan),
    text: () => [`${plan.method} ${plan.url}`, ...headers, ...body].join('\n'),
  });
  context.io.noteOnce(sentence('Dry run: nothing was changed.'));
}

/** A request as JSON text, its body to the letter; null where there is none. */
export function planJson({ body, ...head }: PlannedRequest): string {
  return jsonObject({ ...head, body: raw(body ?? 'null') });
}
