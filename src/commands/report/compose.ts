import { indentJson } from '../../json/text.ts';
import { jsonObject, raw } from '../../json/object.ts';
import { labelIn, type Say } from '../../language/sentence.ts';
import type { JournalWords } from '../order/shared/timeline-words.ts';

/** What a report holds. Nothing in it is secret or about a person. */
export interface Report {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** `mp-orders 0.1.0`, `Node.js v20.3.0`, `linux`, …, by name. */
  versions: Readonly<Record<string, string>>;
  /** Label and value. */
  facts: readonly (readonly [string, string])[];
  /** A time in UTC, and what happened then. */
  timeline: readonly (readonly [string, string])[];
  requests: readonly ReportedRequest[];
  /** The curl line that reads the order. */
  reading: string | undefined;
  /** The provider's JSON; undefined where it could not be read. */
  answer: string | undefined;
  /** Why it could not, in its words. */
  unread: string | undefined;
  removed: readonly string[];
}

export interface ReportedRequest {
  at: string;
  action: string;
  outcome: string;
  code: string | undefined;
  httpStatus: number | undefined;
  requestId: string | undefined;
  key: string;
  /** How often it was sent under this key. */
  times: number;
  /** Whether the journal has its body no longer. */
  isBodyGone: boolean;
  curl: string;
}

/** The report for programs. Its keys are a contract: they only ever grow. */
export function reportDocument(report: Report): string {
  const { answer, requests, facts, timeline, ...rest } = report;
  return jsonObject({
    ...rest,
    reading: report.reading ?? null,
    unread: report.unread ?? null,
    facts: Object.fromEntries(facts),
    timeline: timeline.map(([at, what]) => ({ at, what })),
    requests: requests.map(({ code, httpStatus, requestId, isBodyGone, ...request }) => ({
      ...request,
      body_gone: isBodyGone,
      code: code ?? null,
      http_status: httpStatus ?? null,
      request_id: requestId ?? null,
    })),
    order: raw(answer ?? 'null'),
  });
}

/** The report for people: Markdown, which is also read well as it is. */
export function reportText(report: Report, say: Say, words: JournalWords): string {
  const { id, at, versions, facts, timeline, requests, reading, answer, unread, removed } = report;
  const versionText = Object.values(versions).join(', ');
  const rows = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([name, value]) => (name === '' ? `  ${value}` : `- ${name}: ${value}`)).join('\n');
  const sections: (readonly [string, string | undefined])[] = [
    [`# ${say('Report on order {id}', { id })}`, `${at}, ${versionText}`],
    [`## ${say('Current state')}`, [unread, rows(facts)].filter(Boolean).join('\n\n')],
    [`## ${say('What happened (times in UTC)')}`, rows(timeline)],
    [
      `## ${say('What was sent from here')}`,
      requests.map((one) => requestText(one, say, words)).join('\n'),
    ],
    [`## ${say('To repeat it')}`, curlText(reading, requests, say)],
    [
      `## ${say('The answer')}`,
      answer === undefined ? undefined : fenced('json', indentJson(answer)),
    ],
    [
      `## ${say('What was removed')}`,
      removed.length === 0
        ? say('Nothing personal and nothing secret was found.')
        : removed.map((what) => `- ${removedWords(what, say)}`).join('\n'),
    ],
  ];
  return sections
    .flatMap(([head, body]) => (body === undefined || body === '' ? [] : [`${head}\n\n${body}`]))
    .join('\n\n');
}

/** `document number (2)`, in the language of the report; names of fields stay as they are. */
function removedWords(what: string, say: Say): string {
  const [, name = what, count = ''] = /^(.*?)( \(\d+\))?$/.exec(what) ?? [];
  return `${labelIn(say, name)}${count}`;
}

const requestText = (
  { at, action, outcome, code, httpStatus, requestId, key, times }: ReportedRequest,
  say: Say,
  words: JournalWords,
) =>
  `- ${[
    `${at} ${words(action)}: ${words(outcome)}`,
    code,
    httpStatus === undefined ? undefined : `HTTP ${httpStatus}`,
    requestId === undefined ? undefined : `${labelIn(say, 'request id')} ${requestId}`,
    `${labelIn(say, 'key')} ${key}`,
    times === 1 ? undefined : say('sent {times} times', { times }),
  ]
    .filter((part) => part !== undefined)
    .join(', ')}`;

function curlText(
  reading: string | undefined,
  requests: readonly ReportedRequest[],
  say: Say,
): string | undefined {
  const warning = say('Lines that begin with # changed something: do not send them again.');
  const changes = requests.map(({ at, isBodyGone, curl }) => {
    const bodyNote = isBodyGone ? `, ${say('its body is no longer kept')}` : '';
    return `# ${at}${bodyNote}\n# ${curl.replaceAll('\n', '\n# ')}`;
  });
  const lines = [...(reading === undefined ? [] : [reading]), ...changes];
  if (lines.length === 0) return undefined;
  const block = fenced('bash', lines.join('\n'));
  return changes.length === 0 ? block : `${warning}\n\n${block}`;
}

/** A text with the marks of a block in it gets longer ones. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${language}\n${text}\n${mark}`;
}
