import { renderDetails } from './table.ts';
import type { View } from './view.ts';

interface ShownExplanation {
  kind: string;
  name: string;
  meaning: string;
  cause: string;
  mover: string;
  /** What to do: a sentence; beside a status a short phrase. */
  hint: string;
  next: readonly string[];
}

interface ExplanationLabels {
  meaning: string;
  cause: string;
  mover: string;
  hint: string;
  next: string;
  kinds: Readonly<Record<string, string>>;
  movers: Readonly<Record<string, string>>;
}

/** What is known of codes and statuses, one after the other: a heading, then a label a line. */
export function renderExplanations(
  explanations: readonly ShownExplanation[],
  labels: ExplanationLabels,
  view: View,
): string {
  return explanations.map((one) => renderOne(one, labels, view)).join('\n\n');
}

function renderOne(one: ShownExplanation, labels: ExplanationLabels, view: View): string {
  const rows: [string, string][] = [
    [labels.meaning, one.meaning],
    ...(one.cause === '' ? [] : [[labels.cause, one.cause] as [string, string]]),
    [labels.mover, labels.movers[one.mover] ?? one.mover],
    ...(isSentence(one.hint) ? [[labels.hint, one.hint] as [string, string]] : []),
    ...one.next.map((command, i): [string, string] => [i === 0 ? labels.next : '', command]),
  ];
  const kind = labels.kinds[one.kind] ?? one.kind;
  return [`${view.chalk.bold(one.name)} (${kind})`, renderDetails(rows, view)].join('\n');
}

/** The words beside a status say what it is, and not what to do. */
const isSentence = (hint: string): boolean => hint.endsWith('.');
