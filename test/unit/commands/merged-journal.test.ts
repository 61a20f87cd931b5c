import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

/** What is told of a refund when the journal was merged since, or has its body no longer. */

const seller = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '-q'];

/** A machine on which 20 of 50 were refunded, and so much was sent since that the journal is merged. */
async function withPartRefunded() {
  const machine = new SandboxMachine();
  const sale = ['create', '--amount', '50', '--reference', 'T-0', ...seller, '--field', 'id'];
  const id = (await machine.run(sale)).stdout.trim();
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  expect((await machine.run(['refund', id, '--amount', '20', '--yes', '-q'])).code).toBe(0);
  for (let i = 0; i < 40; i += 1) {
    await machine.run(['create', '--amount', '6', '--reference', `s-${i}`, ...seller]);
  }
  const folder = join(machine.home, 'journal', 'kept', 'recent');
  const merged = readdirSync(folder).filter((name) => name.includes('-merged-'));
  expect(merged).not.toEqual([]);
  return { machine, id, files: merged.map((name) => join(folder, name)) };
}

const refundIn = (text: string) => /Refund[^\n;]*refunded/.exec(text)?.[0];

test('its amount is told still, and the request that was sent', async () => {
  const { machine, id } = await withPartRefunded();
  const explained = await machine.run(['explain', id, '-q']);
  expect(refundIn(explained.stdout)).toMatch(/^Refund of 20 ARS: refunded/);
  const report = await machine.run(['report', id, '-q']);
  expect(report.stdout).toMatch(/# curl -X POST \S+\/refund' .*--data.*"amount": *"20/);
});

test('without its body no amount is told, and not the whole', async () => {
  const { machine, id, files } = await withPartRefunded();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(/,"body":"(?:[^"\\]|\\.)*"/g, ''));
  }
  const { stdout } = await machine.run(['explain', id, '-q']);
  expect(refundIn(stdout)).toMatch(/^Refund: refunded/);
  const report = await machine.run(['report', id, '-q']);
  expect(report.stdout).toContain('its body is no longer kept');
  expect(report.stdout).not.toContain('all that was left');
});
