import { parseJson } from '../json/text.ts';
import { sentence } from '../language/sentence.ts';
import type { Command } from 'commander';
import type { Context } from '../session/context.ts';
import { usageError } from '../errors.ts';
import type { Explanation } from '../explain/catalogue.ts';
import { systemOfKind } from '../explain/order-systems.ts';
import type { Order } from '../orders/order.ts';
import { bareWord, pastedId } from '../providers/pasted-ids.ts';
import { systems } from '../providers/systems.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { renderExplanations } from '../terminal/explanation.ts';
import { renderDetails } from '../terminal/table.ts';
import { wrapHanging } from '../terminal/wrap.ts';
import type { OrderStory } from './explain-order.ts';
import { addExamples } from '../help/layout.ts';
import { readOrder } from './order/shared/seats.ts';
import { renderTimeline, surroundingsOf } from './order/shared/surroundings.ts';
import { printResult } from './print.ts';
import { nextCommand } from '../session/next-command.ts';
import { withToolName } from '../session/tool-name.ts';
import type { Verb } from './verb.ts';

interface ExplainOptions {
  allProfiles?: boolean;
}

const kindsOfThings = sentence(
  'explain takes a code, a status, an exit code or the id of an order.',
);
/** One of each. */
const examples = ['pos_not_found', 'partially_refunded', 'exit 8', 'paid_twice'];

export const explain: Verb<ExplainOptions> = {
  define(command: Command) {
    command
      .argument('[thing...]', 'an error code, a status or detail, an exit code, or an order id')
      .option('--all-profiles', 'an order that is not here: look in the other stored profiles');
    addExamples(command, [
      'mp-orders explain pos_not_found',
      'mp-orders explain exit 8',
      'mp-orders explain ORD01J67CQQH5904WDBVZEM4JMEP3 --lang es',
    ]);
  },

  async run(context, words, { allProfiles = false }) {
    const thing = words.join(' ');
    if (thing === '') {
      throw usageError(sentence("Missing required argument '{argument}'.", { argument: 'thing' }), {
        hint: kindsOfThings,
        next: examples.map((words) => nextCommand(context, ['explain', ...words.split(' ')])),
      });
    }
    const catalogue = await context.catalogue();
    const known = (word: string) => ofSystem(catalogue.explain(word), context.options.provider);
    const explanations = known(thing);
    if (explanations.length > 0) return print(context, explanations);
    // What begins with an id, or is a document of an order, is about that order.
    const id = pastedId(thing);
    const isId = systems.some((system) => system.ownsId(id));
    const isAboutOrder = isId && (bareWord(thing).startsWith(id) || /^\s*\{\s*"id"/.test(thing));
    const code = isAboutOrder ? undefined : codesIn(thing).find((word) => known(word).length > 0);
    if (code !== undefined) return print(context, known(code));
    if (isId || context.options.provider !== undefined) {
      return explainOrder(context, id, allProfiles);
    }
    const near = catalogue.nearest(thing);
    throw usageError(catalogue.unknown(thing), {
      code: 'unknown_thing',
      hint:
        near.length === 0 ? kindsOfThings : `${catalogue.labels.didYouMean}: ${near.join(', ')}?`,
      next: [
        near[0] === undefined
          ? nextCommand(context, ['find', thing])
          : nextCommand(context, ['explain', near[0]]),
      ],
    });
  },
};

/** With `--provider` what one system means by a word; all, where that has no such word. */
function ofSystem(explanations: readonly Explanation[], provider: string | undefined) {
  if (provider === undefined) return explanations;
  const own = explanations.filter(({ kind }) => (systemOfKind(kind) ?? provider) === provider);
  return own.length === 0 ? explanations : own;
}

/** Reads the order and tells how it stands, all of it taken together. */
async function explainOrder(run: Context, id: string, allProfiles: boolean): Promise<void> {
  const own = await run.provider({ ids: [id] });
  const { storyOf } = await import('./explain-order.ts');
  const spinner = await run.io.spin(sentence('Reading {id}', { id }));
  const read = async () => {
    const { order, seat } = await readOrder(run, own, id, { allProfiles });
    return { ...seat, order, around: await surroundingsOf(seat.context, seat.provider, order) };
  };
  const { context, order, around } = await read().finally(() => spinner.stop());
  const story = storyOf(context, await context.catalogue(), order, around);
  await print(context, story.explanations, { order, story });
  if (story.isKnown) return;
  const { status } = order;
  context.io.note([
    sentence(
      'This version does not know the status {status}: it says neither that the order is paid nor that it is not. All of the answer:',
      { status: cleanValue(status) },
    ),
    `\n  ${context.command(`mp-orders get ${order.id} --all`)}`,
  ]);
}

async function print(
  context: Context,
  meanings: readonly Explanation[],
  read?: { order: Order; story: OrderStory },
): Promise<void> {
  const { labels, timeline } = await context.catalogue();
  const explanations = meanings.map(({ kind, name, meaning, cause, mover, hint, next }) => ({
    kind,
    name,
    mover,
    meaning: withToolName(context.host, meaning),
    cause: withToolName(context.host, cause),
    hint: withToolName(context.host, hint),
    next: next.map(context.command),
  }));
  const refund = read?.story.refund === undefined ? undefined : context.command(read.story.refund);
  const about =
    read === undefined
      ? {}
      : {
          id: read.order.id,
          status: read.order.status,
          facts: read.story.document,
          ...(refund !== undefined && { refund }),
        };
  await printResult(context, {
    json: JSON.stringify({ ...about, explanations }),
    text: (view) => {
      const text = renderExplanations(explanations, labels, view);
      if (read === undefined) return text;
      const facts = renderDetails(read.story.facts, view);
      const undo = refund === undefined ? [] : [renderDetails([[labels.refund, refund]], view)];
      const { timeline: rows, hasRequests } = read.story;
      // Where nothing was sent from here, the facts have all its times.
      const happened = hasRequests ? renderTimeline(timeline.title, rows, view) : '';
      const parts = [
        wrapHanging(headline(read.order), view.columns, 2),
        facts,
        happened,
        text,
        ...undo,
      ];
      return parts.filter((part) => part !== '').join('\n\n');
    },
  });
}

/** Which order it is, for someone on the phone: id, amount and POS. */
function headline({ id, total_amount, currency, external_pos_id }: Order): string {
  const amount = [total_amount, currency].filter((part) => part !== undefined).join(' ');
  const facts = [id, amount, external_pos_id].filter((part) => part !== undefined && part !== '');
  return cleanValue(facts.join(', '));
}

/** Fields of an answer that hold a code. */
const codeFields = ['code', 'error', 'status_detail'];

/**
 * What may be a code in a text that was pasted, the likeliest first: the text itself, a code in
 * brackets as this tool prints it, those of a JSON answer, words that are written as codes are, an exit
 * code as logs tell it ("exited with code 8"), and an HTTP status.
 */
function codesIn(text: string): string[] {
  const document = parseJson(text);
  if (typeof document === 'object' && document !== null) return codesOf(document);
  const bare = text.trim().replace(/^[\s"'`«“(]+|[\s"'`»”).,;:!]+$/g, '');
  const bracketed = [...text.matchAll(/\[([\w.-]+)\]/g)].map(([, code = '']) => code);
  const written =
    text.match(/\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b|\bOMS\d+\b|\bE[A-Z]{5,}\b/g) ?? [];
  const exit =
    /\b(?:exit(?:ed)?|salida|saída|c[oó]digo|sali|rc)(?![a-z])\D{0,20}\b(\d{1,3})\b/iu.exec(
      text,
    )?.[1];
  const status =
    /(?:\bhttp\/[\d.]+\s+|\b(?:status|http|error|code|c[oó]digo)\b\D{0,8}|^\s*(?=\d+ +[A-Z][a-z]))([1-5]\d\d)\b/i.exec(
      text,
    )?.[1];
  return [bare, ...bracketed, ...written, exit && `exit ${exit}`, status].flatMap(
    (one) => one ?? [],
  );
}

function codesOf(document: unknown): string[] {
  if (Array.isArray(document)) return document.flatMap(codesOf);
  if (typeof document !== 'object' || document === null) return [];
  const entries = Object.entries(document);
  const own = entries.flatMap(([name, value]) =>
    codeFields.includes(name) && typeof value === 'string' ? [value] : [],
  );
  const inner = entries.flatMap(([, value]) => codesOf(value));
  const { status } = document as { status?: unknown };
  return [...own, ...inner, ...(typeof status === 'number' ? [String(status)] : [])];
}
