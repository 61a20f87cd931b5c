import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerControl, controlPath, type SandboxInfo } from './control/app.ts';
import { openControl, type SandboxControl } from './control/control.ts';
import { openNews } from './control/news.ts';
import { spellFault } from './faults/fault.ts';
import { overSockets } from './faults/over-sockets.ts';
import type { FaultSwitch } from './faults/switch.ts';
import { guarded, isDrivenAs, refuseControl } from './guard.ts';
import { alreadyAnswered, httpServer } from './http-adapter.ts';
import { explainListen } from './listen-error.ts';
import { type LoggedRequest, openRequestLog } from './log.ts';
import { isForPage, pageOf } from './page.ts';
import { keysByVariable } from './profiles.ts';
import type { Sandbox } from './sandbox.ts';
import { wholeAnswer } from './whole-message.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

export interface ServedSandbox {
  url: string;
  /** Where it is controlled. */
  controlUrl: string;
  control: SandboxControl;
  /** Takes a connection that came another way: with TLS, ended by the gateway. */
  accept: (socket: Socket) => void;
  /** Lets who controls the sandbox read the certificate (PEM) that the gateway's clients trust. */
  showAuthority: (certificate: string) => void;
  /** Stops listening and ends every connection, kept-alive ones too; the second time it waits for the first. */
  close: () => Promise<void>;
}

export interface ServeOptions {
  /** 0 picks a free one. */
  port: number;
  /** An address of this machine; loopback when left out. */
  host?: string;
  /** Names under which the sandbox is controlled, beside this machine's own. */
  allowHosts?: readonly string[];
  /** What is asked of who controls it. */
  token?: string;
  faults: FaultSwitch;
  /** Milliseconds of a monotonic clock. */
  monotonic: () => number;
  /** What tells others of changes; closed with the server. */
  webhooks?: Webhooks;
  patience?: Patience;
  /** Told of each request to the APIs when it is answered. */
  onRequest?: (entry: LoggedRequest) => void;
}

const loopback = '127.0.0.1';

/** What slow clients are given, in ms: for the head of a request, and for all of it. */
interface Patience {
  headersTimeout: number;
  requestTimeout: number;
  /** How often it is looked who has had it. */
  connectionsCheckingInterval: number;
}

const usualPatience: Patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1000,
};

/**
 * Serves a sandbox on this machine, with its control API and its page beside the systems'. The systems' APIs take
 * any Host; faults meet their requests only. Throws CliError (exit 2) if the port is taken.
 */
export async function serveSandbox(
  sandbox: Sandbox,
  {
    port,
    host = loopback,
    allowHosts = [],
    token,
    faults,
    webhooks,
    monotonic,
    onRequest,
    patience = usualPatience,
  }: ServeOptions,
): Promise<ServedSandbox> {
  const { now } = sandbox.clock;
  const news = openNews({ now });
  const log = openRequestLog({
    now,
    monotonic,
    onEntry(entry) {
      news.tell('request', entry);
      onRequest?.(entry);
    },
  });
  const stopListening = [
    sandbox.onChange((change) => news.changed(change)),
    webhooks?.onFound((change) => news.changed(change)),
    webhooks?.listen((sent) => news.tell('webhook', sent)),
  ];
  const endNews = () => {
    stopListening.forEach((stop) => stop?.());
    news.close();
  };
  const resets = await noticeResets(sandbox.identity, () => {
    log.clear();
    webhooks?.clear();
    news.clear();
  });
  const opened = openControl(sandbox, { faults, log, webhooks, news });
  const control: SandboxControl = {
    ...opened,
    async reset() {
      await opened.reset();
      await resets.know();
    },
  };
  const rules = { allowHosts: allowHosts.map((name) => name.toLowerCase()), token };
  const info: SandboxInfo = { sandbox: 'mp-orders', version: 1, keys: keysByVariable() };
  let authority: string | undefined;
  const wholeErrors = new WeakMap<Request, string>();
  const whole = new WeakMap<Request, Response>();
  const handle = async (request: Request): Promise<Response> => {
    const answer = await wholeAnswer(await sandbox.fetch(request));
    whole.set(request, answer); // before a fault cuts it short or slows it down
    return answer;
  };
  const faulty = overSockets(handle, {
    ...faults,
    onFault(firing, request) {
      wholeErrors.set(request, spellFault(firing.fault));
      faults.onFault?.(firing, request);
    },
  });
  const server = httpServer(
    async (head, { incoming, outgoing }) => {
      const isControl = /^\/_sandbox(\/|$)/.test(new URL(head.url).pathname);
      if (isForPage(head) && isDrivenAs(head, rules)) return pageOf(head);
      const refused = isControl ? refuseControl(head, rules) : undefined;
      const request = refused ?? (await guarded(head, incoming, { isControl }));
      if (request instanceof Response) return request;
      await resets.notice();
      if (isControl) return answerControl(request, control, { info, news, authority });
      const end = await log.begin(request);
      const answer = await faulty(request, outgoing).catch(async (error: unknown) => {
        await end(undefined, wholeErrors.get(request));
        throw error;
      });
      const original = whole.get(request) ?? answer;
      await end(answer === alreadyAnswered ? undefined : original, wholeErrors.get(request));
      return answer;
    },
    { hostname: host, ...patience },
  );
  await listen(server, port, host).catch(async (error: unknown) => {
    endNews();
    await webhooks?.close(); // or its clock would keep the process alive
    throw error;
  });
  const { port: chosen } = server.address() as AddressInfo;
  const url = `http://${nameOf(host)}:${chosen}`;
  const end = async (): Promise<void> => {
    endNews();
    await webhooks?.close();
    await close(server);
  };
  let ended: Promise<void> | undefined;
  return {
    url,
    controlUrl: `${url}${controlPath}`,
    control,
    showAuthority: (certificate) => void (authority = certificate),
    accept: (socket) => void server.emit('connection', socket),
    close: () => (ended ??= end()),
  };
}

/**
 * Another process may reset the sandbox's folder: what is kept here of it is then about orders that are
 * no more. `notice` says so by `forget`, and `know` takes a reset for one that is known.
 */
async function noticeResets(
  identity: Sandbox['identity'],
  forget: () => void,
): Promise<{ notice: () => Promise<void>; know: () => Promise<void> }> {
  let known: string | undefined;
  const current = () => identity.read().catch(() => known); // a folder that fails is told by who needs it
  const know = async () => void (known = await current());
  await know();
  return {
    know,
    async notice() {
      const before = known;
      await know();
      if (before !== undefined && known !== before) forget();
    },
  };
}

/** How an address is named in a URL; all addresses of a machine, by one that leads to it. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return loopback;
  return host.includes(':') ? `[${host}]` : host;
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListen(error, port, host)));
    server.listen(port, host, resolve);
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
