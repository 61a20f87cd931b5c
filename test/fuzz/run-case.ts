import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/main.ts';
import { fakeHost } from '../helpers/fake-host.ts';
import type { End, FuzzCase, ScriptedAnswer } from './case.ts';
import { canary } from './words.ts';

/** No script waits longer than this many times; who still does is watching an order that never ends. */
const mostSleeps = 300;

const keys = {
  MP_ACCESS_TOKEN: `APP_USR-1234567890123456-112233-${canary}-445566778`,
  MOLLIE_API_KEY: `live_${canary}0123456789`,
  VTEX_APP_KEY: 'vtexappkey-store-ABCDEF',
  VTEX_APP_TOKEN: canary,
  VTEX_ACCOUNT: 'store',
  MP_ORDERS_BASE_URL: 'http://127.0.0.1:4010',
};

export interface Found {
  end: End;
  /** What is wrong with how it ended: nothing, mostly. */
  problems: readonly string[];
}

/** Runs a command on a machine in memory, with a home of its own. */
export async function tryCase(input: FuzzCase): Promise<Found> {
  const home = mkdtempSync(join(tmpdir(), 'mp-orders-fuzz-'));
  try {
    for (const [path, content] of Object.entries(input.files ?? {})) {
      mkdirSync(dirname(join(home, path)), { recursive: true, mode: 0o700 });
      writeFileSync(join(home, path), content, { mode: 0o600 });
    }
    const end = await runCase(input, home);
    const own = [input.judge?.(end)].filter((one) => one !== undefined);
    return { end, problems: [...judge(end), ...leaks(home), ...own] };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function runCase(input: FuzzCase, home: string): Promise<End> {
  const sent: { method: string; url: string; status: number | undefined }[] = [];
  const turns = { reads: 0, changes: 0 };
  const take = (kind: 'reads' | 'changes'): ScriptedAnswer => {
    const script = input[kind] ?? [];
    turns[kind] += 1;
    return script[Math.min(turns[kind], script.length) - 1] ?? {};
  };
  let sleeps = 0;
  const host = fakeHost({
    env: { MP_ORDERS_HOME: home, HOME: home, ...keys, ...input.env },
    ...(input.stdin !== undefined && { stdin: input.stdin }),
    ...(input.columns !== undefined && { terminal: { columns: input.columns, colorDepth: 8 } }),
    fetch: async (request, init) => {
      const { method, url } = new Request(request, init);
      const { status, headers, body } = take(method === 'GET' ? 'reads' : 'changes');
      sent.push({ method, url, status });
      if (status === undefined) {
        const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
        throw new TypeError('fetch failed', { cause });
      }
      const isBare = status === 204 || status === 304 || status < 200;
      return new Response(isBare ? null : ((body ?? '') as string), {
        status: status < 200 ? 200 : status,
        headers: { 'x-request-id': 'req-1', ...headers },
      });
    },
    onSleep: () => {
      if ((sleeps += 1) === mostSleeps) host.interrupt('SIGINT');
    },
  });
  const code = await main(input.argv, host);
  return { code, ...host.printed, sent };
}

/** What may never be, whatever was typed and answered. */
function judge({ code, stdout, stderr }: End): string[] {
  const printed = stdout + stderr;
  const problems = {
    [`exit code ${code}`]: ![0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 129, 130, 143].includes(code),
    'a stack trace': /\n\s+at .+:\d+:\d+/.test(printed) || printed.includes('This is a bug'),
    'a secret is printed': printed.includes(canary),
    'an error without a word': code >= 2 && code <= 8 && stderr === '' && stdout === '',
  };
  return Object.keys(problems).filter((name) => problems[name]);
}

/** What is kept holds no secret; a config that was handed in does not count. */
function leaks(home: string): string[] {
  const files = readdirSync(home, { recursive: true, withFileTypes: true });
  const holding = files.filter(
    (file) =>
      file.isFile() &&
      !file.name.startsWith('config') &&
      readFileSync(join(file.parentPath, file.name)).includes(canary),
  );
  return holding.map(({ name }) => `a secret is kept in ${name}`);
}
