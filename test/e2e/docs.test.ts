import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { bin, shell, tempFolder } from '../helpers/run-bin.ts';
import { serveSandbox } from '../helpers/served-sandbox.ts';

/*
 * The commands of README.md and docs/ are run as they stand there: in an empty home, with `mp-orders`
 * on PATH, on the sandbox, block after block of a page. What cannot be run here says so in the line
 * before it, in words with "not run" in them.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['README.md', ...readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'))]
  .map((name) => (name === 'README.md' ? name : `docs/${name}`))
  .filter((page) => page !== 'docs/architecture.md');
const textOf = (page: string): string => readFileSync(root + page, 'utf8');

/** Pages whose examples need more than a home and a sandbox: each has a test of its own. */
const ownTests: Readonly<Record<string, string>> = {
  'docs/till.md': 'till.test.ts',
  'docs/desk.md': 'desk.test.ts',
  'docs/reconcile.md': 'desk.test.ts',
  'docs/recipes.md': 'recipes.test.ts',
  'docs/batches.md': 'batch.test.ts',
  'docs/webhooks.md': 'webhooks-doc.test.ts',
  'docs/testing-your-integration.md': 'testing-your-integration.test.ts',
  'docs/faults.md': 'faults.test.ts',
};

interface Block {
  page: string;
  line: number;
  language: string;
  script: string;
  isMarked: boolean;
}

function blocksOf(page: string): Block[] {
  const text = textOf(page);
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((found) => {
    const before = text.slice(0, found.index).trimEnd();
    return {
      page,
      line: text.slice(0, found.index).split('\n').length + 1,
      language: found[1] ?? '',
      script: found[2] ?? '',
      isMarked: /not run/i.test(before.slice(before.lastIndexOf('\n') + 1)),
    };
  });
}

const isShell = ({ language }: Block) => language === 'sh' || language === 'bash';

/** Runs the blocks of a page one after the other, and gives what is wrong. */
async function runPage(blocks: readonly Block[]): Promise<string[]> {
  const home = tempFolder();
  const cwd = tempFolder();
  const create = ['create', '--sandbox', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
  const newId = async () =>
    (await bin([...create, '--amount', '50', '--field', 'id', '-q'], { home })).stdout.trim();
  writeFileSync(`${cwd}/ids.txt`, `${await newId()}\n`);
  const served = blocks.some(({ script }) => script.includes(':4010'))
    ? await serveSandbox({ home })
    : undefined;
  const wrong: string[] = [];
  for (const { page, line, script } of blocks) {
    // The ids that stand for any order, and the port, are those of this run.
    const id = /ORD(TST)?…|\$ORDER_ID/.test(script) ? await newId() : '';
    const typed = script
      .replace(/^mp-orders sandbox serve --port 4010$/m, 'true # it is served')
      .replaceAll('http://127.0.0.1:4010', served?.url ?? '')
      .replace(/ORD(TST)?…/g, id);
    const { code, stdout, stderr } = await shell(`set -e\n${typed}`, {
      home,
      cwd,
      longestMs: 120_000, // several commands
      env: { MP_ORDERS_SANDBOX: '1', ORDER_ID: id },
    });
    if (code !== 0) wrong.push(`${page}:${line}: exit code ${code}\n${typed}${stdout}${stderr}`);
  }
  return wrong;
}

const runHere = pages.filter((page) => !Object.hasOwn(ownTests, page));

describe('the commands of a page do what they are there for', () => {
  const withCommands = runHere
    .map((page) => [page, blocksOf(page).filter((one) => isShell(one) && !one.isMarked)] as const)
    .filter(([, blocks]) => blocks.length > 0);

  test.each(withCommands)(
    '%s',
    async (_page, blocks) => {
      expect(await runPage(blocks)).toEqual([]);
    },
    600_000,
  );
});

test('an example in another language than the shell’s is run by a test of its page, or marked', () => {
  const others = runHere.flatMap((page) =>
    blocksOf(page).filter((one) => /^(js|ts|python|yaml|powershell)$/.test(one.language)),
  );
  // `test/e2e/library.test.ts` runs what docs/sandbox.md shows.
  const loose = others.filter(({ isMarked, page }) => !isMarked && page !== 'docs/sandbox.md');
  expect(loose.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});

test.each(Object.entries(ownTests))('%s is read by %s', (page, file) => {
  expect(textOf(`test/e2e/${file}`)).toContain(page.replace('docs/', ''));
});

/** The anchors of a page, as GitHub makes them of its headings. */
const anchorsOf = (page: string): string[] =>
  [
    ...textOf(page)
      .replace(/^```.*?^```$/gms, '')
      .matchAll(/^#+ (.*)$/gm),
  ].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each([...pages, 'CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md'])(
  'the links of %s lead somewhere',
  (page) => {
    const text = textOf(page).replace(/^```.*?^```$/gms, '');
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    const dead = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : new URL(path, `file:///${page}`).pathname.slice(1);
      if (!existsSync(root + target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(dead).toEqual([]);
  },
);

test('README.md is a page', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(151);
});

test('every page of docs/ can be found from README.md', () => {
  const linked = new Set<string>();
  const follow = (page: string) => {
    if (linked.has(page) || !page.endsWith('.md')) return;
    linked.add(page);
    for (const [, link = ''] of textOf(page).matchAll(/\]\((?!https?:)([^)\s#]+)/g)) {
      follow(new URL(link, `file:///${page}`).pathname.slice(1));
    }
  };
  follow('README.md');
  expect(pages.filter((page) => !linked.has(page))).toEqual([]);
});
