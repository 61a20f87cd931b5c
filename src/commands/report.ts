import { hasCode } from '../file-errors.ts';
import { isBodyGone } from '../journal/identity.ts';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CliError, exitCodes, messageOf, usageError, canGoOnAfter } from '../errors.ts';
import { isJson } from '../json/text.ts';
import { sentence } from '../language/sentence.ts';
import type { Order } from '../orders/order.ts';
import { pastedId } from '../providers/pasted-ids.ts';
import { curlLine } from '../providers/transport/curl-line.ts';
import type { Call, OrderProvider, PlannedRequest } from '../providers/order-system.ts';
import type { Context } from '../session/context.ts';
import { visibleJson } from '../terminal/clean-text.ts';
import { version } from '../version.ts';
import { storyOf } from './explain-order.ts';
import { addExamples } from '../help/layout.ts';
import { requestsAbout, type OwnRequest } from './order/shared/own-requests.ts';
import { ordersBeside } from './order/shared/orders-beside.ts';
import { readOrder } from './order/shared/seats.ts';
import { paidAtOf, wordingOf } from './order/shared/surroundings.ts';
import { timelineOf } from './order/shared/timeline.ts';
import { journalWords, timelineRows } from './order/shared/timeline-words.ts';
import { printResult } from './print.ts';
import { reportDocument, reportText, type Report, type ReportedRequest } from './report/compose.ts';
import { cleanJson, cleanText, Removals } from './report/personal.ts';
import type { Verb } from './verb.ts';

interface ReportOptions {
  out?: string;
  allProfiles?: boolean;
}

export const report: Verb<ReportOptions> = {
  define(command: Command) {
    command
      .argument('<id>', 'id of the order')
      .option('--out <file>', 'write it to this file, which must not exist yet')
      .option('--all-profiles', 'an order that is not here: look in the other stored profiles');
    command.addHelpText(
      'after',
      `
One text for the provider's support or a colleague: how the order stands, what
happened, request ids, curl lines, versions, the provider's answer. Secrets and
what is about a person (names, e-mails, document numbers, addresses, who worked
here) are left out, and listed as removed. Read it before you send it.`,
    );
    addExamples(command, [
      'mp-orders report ORD01J67CQQH5904WDBVZEM4JMEP3 --out report.md',
      'mp-orders report ORD01J67CQQH5904WDBVZEM4JMEP3 --json',
    ]);
  },

  async run(run, [typed = ''], { out, allProfiles = false }) {
    const id = pastedId(typed);
    const own = await run.provider({ ids: [id], notesOpen: false });
    const spinner = await run.io.spin(sentence('Reading {id}', { id }));
    const collect = async () => {
      const reading = await readOrder(run, own, id, { allProfiles }).catch(asUnread);
      const seat = 'seat' in reading ? reading.seat : { context: run, provider: own };
      const about = 'order' in reading ? reading.order : { id };
      const entries = await requestsAbout(seat.context, seat.provider, about);
      // Who knows nothing of it and cannot read it has nothing to report.
      if ('error' in reading && entries.length === 0) throw reading.error;
      return { reading, ...seat, entries };
    };
    const { reading, context, provider, entries } = await collect().finally(() => spinner.stop());
    const facts = await compose(context, provider, { id, reading, entries });
    const { io, say } = context;
    const json = io.redact(reportDocument(facts));
    const text = io.redact(reportText(facts, say, await journalWords(context)));
    if (out === undefined) {
      return printResult(context, {
        json,
        text: (view) => (view.isTerminal ? visibleJson(text) : text),
      });
    }
    await write(out, `${context.options.json === true ? json : text}\n`);
    io.note(sentence('The report is in {file}. Read it before you send it.', { file: out }));
  },
};

type ReadResult = Awaited<ReturnType<typeof readOrder>> | { error: CliError };

/** What cannot be read is what support is asked about; anything else is not. */
function asUnread(error: unknown): { error: CliError } {
  if (!canGoOnAfter(error) || error.exitCode === exitCodes.usage) throw error;
  return { error };
}

async function compose(
  context: Context,
  provider: OrderProvider,
  {
    id,
    reading: result,
    entries,
  }: { id: string; reading: ReadResult; entries: readonly OwnRequest[] },
): Promise<Report> {
  const removed = new Removals();
  const order = 'order' in result ? result.order : undefined;
  // Its ids and amounts stay in all that is told of it.
  const own = new Set<string>();
  const answer = order === undefined ? undefined : cleanJson(order.answer, removed, own);
  const clean = (text: string) => cleanText(text.replaceAll('\u00a0', ' '), removed, own);
  // Who worked here stays here.
  const anonymous = entries.map(({ sent: { sent_by, ...sent }, settled, times }) => {
    if (sent_by !== undefined) removed.add('user@host');
    return {
      sent,
      ...(settled !== undefined && { settled }),
      ...(times !== undefined && { times }),
    };
  });
  const catalogue = await context.catalogue();
  const wording = { ...wordingOf(context, catalogue), time: inUtc };
  const known: Order = order ?? {
    provider: provider.system.name,
    id,
    status: '',
    payments: [],
    answer: '{}',
  };
  const beside = order && (await ordersBeside(provider, order, { entries, now: context.now() }));
  const paidAt = order && (await paidAtOf(provider, order));
  const timeline = timelineOf(known, anonymous, paidAt);
  const story = order && storyOf(context, catalogue, order, { beside, timeline });
  const error = 'error' in result ? result.error : undefined;
  const oldestFirst = [...anonymous].reverse();
  const reading = provider.planGet?.(id);
  const { host } = context;
  removed.add('credentials (curl takes them from the environment)');
  return {
    id,
    at: context.now().toISOString(),
    versions: {
      tool: `mp-orders ${version}`,
      node: `Node.js ${host.nodeVersion}`,
      platform: host.platform,
      zone: host.timeZone,
      system: provider.system.title,
      language: context.language,
    },
    facts: (story?.facts ?? []).map(([label, value]) => [label, clean(value)] as const),
    timeline: timelineRows(timeline, order?.currency, wording).map(
      ([at, what]) => [at, clean(what)] as const,
    ),
    requests: oldestFirst.map((entry) => requestOf(provider, entry, { removed, own })),
    reading: reading === undefined ? undefined : curlOf(provider, reading),
    answer,
    unread: error === undefined ? undefined : clean(unreadWords(error)),
    removed: removed.list(),
  };
}

function inUtc(iso: string | undefined): string | undefined {
  const at = new Date(iso ?? NaN);
  return Number.isNaN(at.getTime()) ? iso : at.toISOString();
}

/** The error's own words, its code, status and request id: what support looks for in its logs. */
function unreadWords({ message, code, facts }: CliError): string {
  const { httpStatus, requestId } = facts;
  const more = [
    code,
    httpStatus === undefined ? undefined : `HTTP ${httpStatus}`,
    requestId === undefined ? undefined : `request id ${requestId}`,
  ].filter((part) => part !== undefined);
  return `${message} (${more.join(', ')})`;
}

function requestOf(
  provider: OrderProvider,
  { sent, settled, times }: OwnRequest,
  { removed, own }: { removed: Removals; own: ReadonlySet<string> },
): ReportedRequest {
  const { method, path, body, key, repeatable } = sent;
  const call = {
    method: method as Call['method'],
    path,
    repeatable,
    ...(repeatable && { idempotencyKey: key }),
    ...(body !== undefined && { body: cleanBody(body, removed) }),
  };
  return {
    at: sent.provider_at ?? sent.at,
    action: sent.action,
    outcome: settled?.outcome ?? 'unknown',
    code: settled?.code,
    httpStatus: settled?.http_status,
    requestId: settled?.request_id,
    key: cleanText(key, removed, own),
    times: times ?? 1,
    isBodyGone: isBodyGone(sent),
    curl: cleanText(curlOf(provider, provider.planCall(call)), removed, own),
  };
}

const cleanBody = (body: string, removed: Removals): string =>
  isJson(body) ? cleanJson(body, removed) : cleanText(body, removed);

/** The line that repeats a request, its credentials as variables of the environment. */
const curlOf = ({ system }: OrderProvider, { method, url, headers, body }: PlannedRequest) =>
  curlLine({ method, url, headers: Object.entries(headers) }, body, system.secretHeaders, 'posix');

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) {
      throw usageError(sentence('{file} exists already, and is left as it is.', { file }), {
        code: 'cannot_write',
        hint: sentence('Name a file that is not there yet.'),
        cause,
      });
    }
    throw usageError(sentence('The report could not be written to {file}.', { file }), {
      code: 'cannot_write',
      details: [messageOf(cause)],
      cause,
    });
  }
}
