import type { OrderChange } from '../changes.ts';
import type { FaultSetting } from '../faults/switch.ts';
import type { LoggedRequest } from '../log.ts';
import type { SentWebhook } from '../webhooks/webhooks.ts';

/** A change of an order that a served sandbox saw; orders are as their system's GET gives them. */
export interface SeenChange extends OrderChange {
  /** Counts from 1. */
  number: number;
  /** When it was seen, by the sandbox's clock (ISO 8601). */
  at: string;
}

/** What happens in a served sandbox, by the name of the event that tells of it. */
export interface NewsByEvent {
  order: SeenChange;
  request: LoggedRequest;
  webhook: SentWebhook;
  clock: { now: string; frozen: boolean };
  faults: FaultSetting;
  reset: Record<string, never>;
}

export interface News {
  tell<K extends keyof NewsByEvent>(kind: K, what: NewsByEvent[K]): void;
  /** Takes a change of an order down, and tells of it. */
  changed: (change: OrderChange) => void;
  /** The last changes, the oldest first. */
  changes(): readonly SeenChange[];
  /** Forgets the changes, and tells of the reset. */
  clear(): void;
  /** Server-sent events (HTML Standard, 9.2) of all that is told from now on; 503 when too many read. */
  stream(): Response;
  close(): void;
}

const mostChanges = 500;
const mostReaders = 32;
/** Events that wait for a reader. One that is slower is cut off: it reads all again. */
const mostWaiting = 1000;

export function openNews({ now }: { now: () => Date }): News {
  let changes: SeenChange[] = [];
  let count = 0;
  const readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();

  const end = (reader: ReadableStreamDefaultController<Uint8Array>) => {
    if (readers.delete(reader)) reader.close();
  };
  const send = (text: string) => {
    const bytes = encoder.encode(text);
    for (const reader of readers) {
      if ((reader.desiredSize ?? 0) <= 0) end(reader);
      else reader.enqueue(bytes);
    }
  };
  const tell: News['tell'] = (kind, what) => {
    if (readers.size > 0) send(`event: ${kind}\ndata: ${JSON.stringify(what)}\n\n`);
  };

  return {
    tell,
    changed(change) {
      const news = { number: (count += 1), at: now().toISOString(), ...change };
      changes = [...changes.slice(1 - mostChanges), news];
      tell('order', news);
    },
    changes: () => changes,
    clear() {
      changes = [];
      tell('reset', {});
    },
    stream() {
      if (readers.size >= mostReaders) {
        const message = `${mostReaders} read the news already.`;
        return Response.json({ error: { code: 'too_many_readers', message } }, { status: 503 });
      }
      let own: ReadableStreamDefaultController<Uint8Array> | undefined;
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            own = controller;
            readers.add(controller);
            controller.enqueue(encoder.encode(': what happens in the sandbox\n\n'));
          },
          cancel() {
            if (own !== undefined) readers.delete(own);
          },
        },
        { highWaterMark: mostWaiting },
      );
      const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
      return new Response(body, { headers });
    },
    close: () => [...readers].forEach(end),
  };
}
