import { expect, test } from '@jest/globals';
import { commandLine } from '../../../src/session/command-line.ts';
import type { Run } from '../../../src/session/run.ts';
import { fakeHost } from '../../helpers/fake-host.ts';

const all = { profile: 'shop', baseUrl: 'https://x.example', testmode: true, sandbox: true };

// An option with two values is refused: a line to type next that has one could not be run.
test.each<[line: string, options: Partial<Run['options']>, typed: string]>([
  ['get ORD1', {}, 'get ORD1'],
  [
    'get ORD1',
    { ...all, provider: 'mollie' },
    'get ORD1 --provider mollie --testmode --profile shop --sandbox --base-url https://x.example',
  ],
  ['get -- -x', { profile: 'shop' }, 'get --profile shop -- -x'],
  ['get -- --profile', { profile: 'shop' }, 'get --profile shop -- --profile'],
  [
    'auth login --provider mollie',
    { provider: 'mollie', profile: 'm' },
    'auth login --provider mollie --profile m',
  ],
  [
    'auth login --provider mollie --profile mollie',
    { provider: 'mollie', profile: 'm' },
    'auth login --provider mollie --profile mollie',
  ],
  [
    'auth login --provider mollie',
    { ...all, provider: 'mercadopago' },
    'auth login --provider mollie --sandbox',
  ],
  ['auth login --provider mollie', { profile: 'shop' }, 'auth login --provider mollie'],
  ['help till', { profile: 'shop' }, 'help till'],
])('%s is typed with %j', (line, options, typed) => {
  const run = { host: fakeHost(), options, shell: 'posix' } as unknown as Run;
  expect(commandLine(run, `mp-orders ${line}`)).toBe(`mp-orders ${typed}`);
});
