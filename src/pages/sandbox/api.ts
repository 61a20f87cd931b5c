import type { NewsByEvent } from '../../sandbox/control/news.ts';

/** What the sandbox refuses, in its own words. */
export class RefusalError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type Method = 'GET' | 'POST' | 'PUT';

/** The control API of the sandbox that this page came from. */
export class Api {
  /** Asked for where other machines may reach the sandbox. */
  token = '';

  async ask<T>(method: Method, path: string, body?: object): Promise<T> {
    const answer = await this.#fetch(method, path, body);
    return (await answer.json()) as T;
  }

  /** Reads the news until they end. Throws where they cannot be read. */
  async listen(
    take: <K extends keyof NewsByEvent>(kind: K, what: NewsByEvent[K]) => void,
    { signal, begun }: { signal: AbortSignal; begun: () => void },
  ): Promise<void> {
    const answer = await this.#fetch('GET', '/events', undefined, signal);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    begun();
    let text = '';
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done || value === undefined) return;
      const events = (text + value).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const [, kind, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
        if (kind !== undefined && data !== undefined) {
          take(kind as keyof NewsByEvent, JSON.parse(data) as never);
        }
      }
    }
  }

  async #fetch(
    method: Method,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<Response> {
    const answer = await fetch(`/_sandbox${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.token !== '' && { authorization: `Bearer ${this.token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal,
    });
    if (answer.ok) return answer;
    const text = await answer.text();
    throw new RefusalError(answer.status, wordsOf(text) ?? `HTTP ${answer.status}`);
  }
}

function wordsOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown; hint?: unknown } };
    const words = [error?.message, error?.hint].filter((one) => typeof one === 'string');
    return words.length === 0 ? undefined : words.join(' ');
  } catch {
    return undefined;
  }
}
