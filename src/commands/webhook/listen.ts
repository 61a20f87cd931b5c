import type { Command } from 'commander';
import { sentence, type Text } from '../../language/sentence.ts';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { backOff } from '../../back-off.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import { interruptionCode } from '../../interruption.ts';
import { jsonObject, raw } from '../../json/object.ts';
import type { Order } from '../../orders/order.ts';
import { watchedFacts } from '../../orders/verdict.ts';
import { pastedId } from '../../providers/pasted-ids.ts';
import type { OrderProvider } from '../../providers/order-system.ts';
import type { Context } from '../../session/context.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { renderEventOfMany } from '../../terminal/watch-many-event.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { checkProgram, runOnEvent } from './listen/exec.ts';
import { openInbox, type Inbox, type InboxEntry } from './listen/inbox.ts';
import { authenticate } from './shared/authenticate.ts';
import { forward } from './shared/forward.ts';
import { checkHookUrl } from './shared/hook-url.ts';
import { openReceiver, type PostRequest } from './shared/receiver.ts';
import { addSecretOption, findSecret, type SecretOptions } from './shared/secret.ts';
import { parsePort } from '../options.ts';

interface ListenOptions extends SecretOptions {
  port?: string;
  forwardTo?: string;
  exec?: string[];
  allowUnsigned?: boolean;
}

export const listen: Verb<ListenOptions> = {
  define(command: Command) {
    command
      .argument('[arg...]', 'more arguments of --exec, after --')
      .option('--port <number>', 'its port on 127.0.0.1; 0 picks a free one (default: 4011)')
      .option('--forward-to <url>', 'another program that gets what came, as it came')
      .option(
        '--exec <program...>',
        'a program that is run for each change, the event on its stdin',
      )
      .option('--allow-unsigned', 'take what is not signed: the order is read before it is told');
    addSecretOption(command);
    command.addHelpText(
      'after',
      `
Takes the notifications of an order system, checks their signatures, reads each
order, and prints a line for each change (an object with --json). It answers at
once; with --forward-to, as that program does, within 20 seconds. What it has
taken is on disk until it was told: after a crash it is told again, marked
"again" where it may have been told before. --exec runs without a shell, for 30
seconds at most; an event whose program fails is told again by the next start.`,
    );
    addExamples(command, [
      'mp-orders webhook listen --port 4011 --json',
      'mp-orders webhook listen --forward-to http://127.0.0.1:3000/hook',
      'mp-orders webhook listen --exec node on-change.js',
    ]);
  },

  async run(context, args, options) {
    const { host, io } = context;
    const port = parsePort(options.port ?? '4011', '--port');
    const forwardTo =
      options.forwardTo === undefined ? undefined : checkHookUrl('--forward-to', options.forwardTo);
    if (args.length > 0 && options.exec === undefined) {
      throw usageError(
        sentence('"{arg}" looks like an argument of --exec, but --exec is missing.', {
          arg: args[0] ?? '',
        }),
      );
    }
    const exec = options.exec === undefined ? undefined : [...options.exec, ...args];
    if (exec !== undefined) await checkProgram(host, exec[0] ?? '');
    const system = await context.system();
    if (system.name !== 'mercadopago' && system.name !== 'mollie') {
      throw usageError(
        sentence('The notifications of {title} are not supported.', { title: system.title }),
        {
          code: 'not_supported',
          hint: sentence('Follow its orders with `mp-orders watch`.'),
        },
      );
    }
    const secret = await findSecret(context, options);
    if (system.name === 'mercadopago' && secret === undefined && options.allowUnsigned !== true) {
      throw usageError(sentence('There is no secret to check signatures with.'), {
        code: 'no_webhook_secret',
        hint: sentence(
          'Set MP_ORDERS_WEBHOOK_SECRET, store it by `mp-orders config set webhook-secret -`, or add --secret -. --allow-unsigned takes notifications without one.',
        ),
      });
    }
    const provider = await context.provider();
    const account = await context.account(system);
    const whose = [system.name, account.fingerprint, account.host ?? ''].join(' ');
    const folder = join(context.folders.webhooks, sha(whose).slice(0, 16));
    const inbox = await openInbox({
      folder,
      pid: host.pid,
      isAlive: host.isAlive,
      patience: host,
    });
    const teller = new Teller(context, provider, inbox, exec);
    for (const entry of await inbox.leftOver()) teller.add(entry);

    const answer = async (posted: PostRequest): Promise<number> => {
      const content = authenticate(context, posted, {
        system: system.name,
        secret,
        takesUnsigned: options.allowUnsigned === true,
      });
      if (content.is === 'order') return take(posted, content);
      if (content.is === 'refused') {
        io.note(sentence('Refused: {why}', { why: content.error.text }));
        return 401;
      }
      io.note(sentence('Not about an order: {what}.', { what: content.what }));
      return handOn(posted);
    };
    const handOn = async (posted: PostRequest): Promise<number> => {
      if (forwardTo === undefined) return 200;
      const forwarded = await forward(forwardTo, posted, host.signal);
      if ('error' in forwarded)
        io.warn(sentence('Not forwarded to {to}: {why}.', { to: forwardTo, why: forwarded.error }));
      return forwarded.status;
    };
    const take = async (
      posted: PostRequest,
      content: Extract<ReturnType<typeof authenticate>, { is: 'order' }>,
    ): Promise<number> => {
      const { action, requestId, isVerified, spelling } = content;
      // What lower-cases a query on its way does it to the id too.
      const id = pastedId(content.id);
      if (spelling !== undefined) {
        io.noteOnce(spellingWords(spelling));
      }
      if (!isOrderId(provider, id)) {
        io.note(
          sentence('Not an order of {title}: {id}.', { title: system.title, id: cleanValue(id) }),
        );
      } else {
        if (teller.isFull) return 503; // the sender comes again
        const receivedAt = context.now().toISOString();
        teller.add(await inbox.put({ id, action, requestId, isVerified, receivedAt }));
      }
      return handOn(posted);
    };

    const receiver = await openReceiver(port, answer);
    if (context.options.json === true) {
      io.out(JSON.stringify({ event: 'listening', url: receiver.url }));
    } else {
      io.note(sentence('Listening at {url}  (Ctrl-C ends it)', { url: receiver.url }));
    }
    try {
      await teller.run();
    } finally {
      await receiver.close();
    }
    return interruptionCode(host);
  },
};

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

function spellingWords(spelling: string): Text {
  const [idCase, unit = ''] = spelling.split(' ');
  return idCase === 'lower'
    ? sentence('Signatures match: data.id lower-cased, ts in {unit}.', { unit })
    : sentence('Signatures match: data.id as received, ts in {unit}.', { unit });
}

function isOrderId({ system }: OrderProvider, id: string): boolean {
  try {
    system.checkId(id);
    return true;
  } catch {
    return false;
  }
}

/** More than these wait for their order to be read: the sender is asked to come again. */
const mostWaiting = 1000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** How long to wait after so many missed answers and one more, in ms. */
const pauseAfter = (missed: number): number =>
  backOff(missed, { firstMs: firstPauseMs, longestMs: longestPauseMs, jitter: [1, 1] }, 0);

/** A notification whose order is to be read. */
interface Waiting {
  entry: InboxEntry;
  /** How often there was no answer. */
  missed: number;
  /** In ms of the monotonic clock. */
  notBefore: number;
}

/**
 * Reads the orders of notifications, one after the other, and tells of those that changed. One that
 * cannot be read stands in nobody's way: the others are read while it waits.
 */
class Teller {
  #waiting: Waiting[] = [];
  #wake: () => void = () => undefined;
  /** How often in a row there was no answer, whatever was asked for, and until when nothing is asked. */
  #missed = 0;
  #pausedUntil = 0;

  constructor(
    private readonly context: Context,
    private readonly provider: OrderProvider,
    private readonly inbox: Inbox,
    private readonly exec: readonly string[] | undefined,
  ) {}

  get isFull(): boolean {
    return this.#waiting.length >= mostWaiting;
  }

  add(entry: InboxEntry): void {
    this.#waiting.push({ entry, missed: 0, notBefore: 0 });
    this.#wake();
  }

  /** Until the run is interrupted. Throws what no waiting mends: keys that are refused. */
  async run(): Promise<void> {
    const { signal, monotonic } = this.context.host;
    signal.addEventListener('abort', () => this.#wake());
    while (!signal.aborted) {
      const at = monotonic();
      const next = this.#waiting.find(({ notBefore }) => notBefore <= at);
      if (next === undefined || at < this.#pausedUntil) await this.#rest(at);
      else await this.#take(next);
    }
  }

  /** Waits for a notification, or until one may be read again. */
  async #rest(at: number): Promise<void> {
    const { host } = this.context;
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    const soonest = Math.min(...this.#waiting.map(({ notBefore }) => notBefore));
    const until = Math.max(soonest, this.#pausedUntil);
    if (until !== Infinity) {
      const signal = AbortSignal.any([host.signal, woken.signal]);
      await host.sleep(until - at, signal).catch(() => undefined);
    } else if (!host.signal.aborted) {
      await new Promise<void>((resolve) => woken.signal.addEventListener('abort', () => resolve()));
    }
  }

  async #take(next: Waiting): Promise<void> {
    const { host } = this.context;
    const order = await this.#read(next.entry.notified.id);
    if (host.signal.aborted) return; // it stays, for the next start
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    if (order === 'no answer') {
      const at = host.monotonic();
      next.notBefore = at + pauseAfter(next.missed);
      this.#pausedUntil = at + pauseAfter(this.#missed);
      next.missed += 1;
      this.#missed += 1;
      this.#waiting.push(next);
      return;
    }
    this.#missed = 0;
    await this.#tellOf(next.entry, order);
  }

  async #tellOf(entry: InboxEntry, order: Order | undefined): Promise<void> {
    if (order === undefined) return entry.done();
    const facts = watchedFacts(order);
    if (this.inbox.isDelivered(order.id, facts)) return entry.done();
    await entry.beginTelling();
    const isDone = await this.#tell(order, entry);
    if (!isDone) return;
    await this.inbox.tell(order.id, facts);
    await entry.done();
  }

  /** The order as it is; undefined when there is none, or it will never be given. */
  async #read(id: string): Promise<Order | 'no answer' | undefined> {
    const { io } = this.context;
    try {
      return await this.provider.get(id);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      switch (error.exitCode) {
        case exitCodes.notFound:
          io.note(
            sentence('There is no order {id} (the panel’s simulator sends such).', {
              id: cleanValue(id),
            }),
          );
          return undefined;
        // It is about this id alone: the others go on.
        case exitCodes.refused:
          io.warn(sentence('{id} is not told of: {why}', { id: cleanValue(id), why: error.text }));
          return undefined;
        case exitCodes.unreachable:
          io.note(sentence('Not read yet: {why}', { why: error.text }));
          return 'no answer';
        case exitCodes.interrupted:
          return 'no answer';
        default:
          throw error;
      }
    }
  }

  /** False when the program that was to hear of it failed. */
  async #tell(order: Order, { notified, isAgain }: InboxEntry): Promise<boolean> {
    const { context, exec } = this;
    const at = context.now().toISOString();
    const { provider, id, status, status_detail = null, answer } = order;
    const { action = null, requestId = null, isVerified, receivedAt } = notified;
    const json = jsonObject({
      event: 'status',
      provider,
      id,
      status,
      status_detail,
      at,
      again: isAgain,
      action,
      request_id: requestId,
      verified: isVerified,
      received_at: receivedAt,
      answer: raw(answer),
    });
    await printResult(
      context,
      {
        json,
        text: (view) => {
          const line = renderEventOfMany(order, at, view);
          if (view.isTerminal) return isAgain ? `${line}  (${context.say('again')})` : line;
          return `${line}\t${isAgain ? 'again' : ''}`;
        },
        plain: [at, id, status, '', isAgain ? 'again' : ''].join('\t'),
      },
      { one: false },
    );
    if (exec === undefined) return true;
    const why = await runOnEvent(context.host, exec, json);
    if (why === undefined) return true;
    context.io.warn(
      sentence('{program} failed for {id}: {why}. It is told again by the next start.', {
        program: exec[0] ?? '',
        id: cleanValue(id),
        why,
      }),
    );
    return false;
  }
}
