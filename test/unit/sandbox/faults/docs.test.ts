import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseFault } from '../../../../src/sandbox/faults/parse.ts';
import { planFaults } from '../../../../src/sandbox/faults/plan.ts';
import { withFaults } from './with-faults.ts';

const page = readFileSync(new URL('../../../../docs/faults.md', import.meta.url), 'utf8');

/** The rows of the table that tells what each fault does: the fault, and whether it is carried out. */
const [table = ''] = page.split('## The same faults again');
const rows = [...table.matchAll(/^\| `(.+?)` +\| .+ \| (.+?) +\|$/gm)].map(
  ([, fault = '', carriedOut = '']) => [fault, carriedOut.replaceAll('*', '')] as const,
);

test('the page shows everything that a fault can do', () => {
  const kinds = rows.map(([fault]) => parseFault(fault).action.kind);
  const all = ['status', 'delay', 'drop', 'truncate', 'slow', 'html', 'redirect'];
  expect([...new Set(kinds)].sort()).toEqual(all.sort());
});

test.each(rows)('%s: carried out? %s', async (line, carriedOut) => {
  const fault = parseFault(line);
  const reached: string[] = [];
  const fired: number[] = [];
  let requests = 0;
  const fetch = withFaults(
    async (input) => {
      reached.push((input as Request).url);
      return Response.json({ id: 'ORDTST1' });
    },
    {
      plan: planFaults([fault]),
      sleep: async () => undefined,
      onFault: () => fired.push(requests),
    },
  );
  while (fired.length === 0 && requests < 100) {
    requests += 1;
    const method = fault.method === '*' ? 'GET' : fault.method;
    const url = `http://sandbox${fault.path.replace('*', '/x').replace('//', '/')}?page=1`;
    await fetch(url, { method })
      .then((response) => response.text())
      .catch(() => undefined);
  }
  expect(fired).toEqual([requests]);
  expect(requests).toBeGreaterThan(fault.after ?? 0);
  const wasCarriedOut = reached.length === requests;
  expect(wasCarriedOut).toBe(carriedOut.startsWith('yes'));
});
