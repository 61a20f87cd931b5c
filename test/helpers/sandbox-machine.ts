import { join } from 'node:path';
import { main } from '../../src/main.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { fakeHost, type FakeHost, type FakeOptions } from './fake-host.ts';
import type { Result } from './run.ts';
import { breaks } from './scripted-fetch.ts';
import { tempHome } from './temp-home.ts';

/** A request that went through the door. */
export interface Sent {
  method: string;
  /** With its query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** The text of the answer, whether it arrived or not; undefined when the request did not. */
  answer: string | undefined;
}

/**
 * Which requests go wrong: `before` they reach the sandbox, or `after` it carried them out; with a
 * number it carried them out and something in between answers with that status. `count` is among
 * those of the same method, from 1.
 */
export type Loss = (method: string, count: number) => 'before' | 'after' | number | undefined;

export interface MachineOptions extends FakeOptions {
  /** Requests to any host reach the sandbox through a door, which keeps them and may lose some. */
  door?: Loss | true;
  /** What comes through the door in place of an answer's text. */
  answers?: (path: string, text: string) => string;
  /** Do not add `--sandbox`. */
  plain?: boolean;
}

export interface Added {
  id: string;
  /** As its system's GET gives it. */
  order: Readonly<Record<string, unknown>>;
}

/**
 * A machine in memory that runs one command after another on one home: its clock goes on, its ids
 * never come twice, and its sandbox remembers.
 */
export class SandboxMachine {
  readonly home = tempHome();
  /** What the last command that was run with a door sent. */
  sent: Sent[] = [];
  /** How long the last command slept, in ms. */
  slept: readonly number[] = [];
  #at = Date.parse('2026-11-21T19:30:00.000Z');
  #ids = 0;
  #host: FakeHost | undefined;

  /** Lets time pass. */
  pass(ms: number): void {
    this.#at += ms;
  }

  /** Ends the command that runs, as its user would. */
  interrupt(signal: 'SIGINT' | 'SIGTERM'): void {
    this.#host?.interrupt(signal);
  }

  async run(argv: readonly string[], options: MachineOptions = {}): Promise<Result> {
    const { door, answers, plain = false, env, ...machine } = options;
    this.sent = [];
    const host: FakeHost = {
      ...fakeHost({
        now: new Date(this.#at).toISOString(),
        ...machine,
        env: { MP_ORDERS_HOME: this.home, ...(door !== undefined && !plain && atDoor), ...env },
        ...(door !== undefined && {
          fetch: this.#door(() => host, door === true ? () => undefined : door, answers),
        }),
      }),
      uuid: () => `00000000-0000-4000-8000-${String((this.#ids += 1)).padStart(12, '0')}`,
    };
    this.#host = host;
    const code = await main(plain ? argv : [...argv, '--sandbox'], host);
    this.#at = host.now().getTime();
    this.slept = host.slept;
    return { code, ...host.printed };
  }

  /** Makes an order to try things on; `flags` are those of `sandbox add`. */
  async add(system: string, ...flags: readonly string[]): Promise<Added> {
    const argv = ['sandbox', 'add', system, ...flags, '--json', '-q'];
    const { code, stdout, stderr } = await this.run(argv, { plain: true });
    if (code !== 0) throw new Error(stderr);
    const order = JSON.parse(stdout) as Record<string, unknown>;
    return { id: String(order.orderId ?? order.id), order };
  }

  /** The methods of what was sent, with what became of those that were lost. */
  get methods(): string {
    return this.sent.map(({ method }) => method).join(' ');
  }

  #door(
    host: () => FakeHost,
    lose: Loss,
    answers?: MachineOptions['answers'],
  ): typeof globalThis.fetch {
    const sandbox = this.#sandbox(() => host().now());
    return async (input, init) => {
      const request = new Request(input, init);
      const { method, url } = request;
      const { pathname, search } = new URL(url);
      const headers = Object.fromEntries(request.headers);
      const body = await request.clone().text();
      const sent: Sent = { method, path: pathname + search, headers, body, answer: undefined };
      this.sent.push(sent);
      const loss = lose(method, this.sent.filter((one) => one.method === method).length);
      if (loss === 'before') return breaks('ECONNRESET')(request);
      const answer = await sandbox.fetch(request);
      sent.answer = await answer.clone().text();
      if (loss === 'after') return breaks('ECONNRESET')(request);
      if (loss !== undefined) return new Response('', { status: loss });
      if (answers === undefined) return answer;
      const { status, headers: told } = answer;
      return new Response(answers(sent.path, sent.answer), { status, headers: told });
    };
  }

  #sandbox(now: () => Date): Sandbox {
    const directory = join(this.home, 'sandbox');
    return openSandbox({ directory, now, pid: 4711, isAlive: (pid) => pid === 4711 });
  }
}

/** With a host to send to, the sandbox's accounts go over the network. */
const atDoor = { MP_ORDERS_BASE_URL: 'http://127.0.0.1:4010' };

/** The word that every command on the sandbox has for its user. */
export const sandboxNote = 'Sandbox: this is a simulation on this machine; no money moves.\n';

const changing: readonly (readonly [RegExp, string])[] = [
  [/Request id: [0-9a-f-]{36}/g, 'Request id: <uuid>'],
  [/Receipt [0-9a-f]{32}/g, 'Receipt <code>'],
];

/** What is printed on stderr, without the sandbox's own note, and alike in every run. */
export function words(stderr: string, id: string): string {
  const told = stderr.replace(sandboxNote, '').replaceAll(id, '<id>');
  return changing.reduce((text, [pattern, name]) => text.replace(pattern, name), told);
}

/** What somebody at a terminal sees of a change: the line above the order, and its status. */
export function shown(stdout: string): { headline: string; status: string | undefined } {
  const [headline = ''] = stdout.split('\n', 1);
  return { headline, status: /^Status +(.*)$/m.exec(stdout)?.[1] };
}
