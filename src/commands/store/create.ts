import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { addExamples } from '../../help/layout.ts';
import { addDryRun, type DryRun, sendChange } from '../pos/shared/send-change.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { shopOf, type StoreAnswer, storesPath } from './shared.ts';

interface CreateOptions extends DryRun {
  externalId?: string;
  street?: string;
  number?: string;
  city?: string;
  state?: string;
  latitude?: string;
  longitude?: string;
  reference?: string;
}

export const create: Verb<CreateOptions> = {
  define(command: Command) {
    command
      .argument('<name>', 'what people call it')
      .option('--external-id <id>', 'your own name for it: letters and digits, 60 at most')
      .requiredOption('--street <name>', 'its street')
      .requiredOption('--number <number>', 'the number of the house')
      .requiredOption('--city <name>', 'its city, spelled as Mercado Pago does, with accents')
      .requiredOption('--state <name>', 'its state or province')
      .requiredOption('--latitude <degrees>', 'such as -34.6037')
      .requiredOption('--longitude <degrees>', 'such as -58.3816')
      .option('--reference <text>', 'how to find it');
    addDryRun(command);
    addExamples(command, [
      'mp-orders store create Kiosk --external-id KIOSK1 --street Falsa --number 12 --city Mendoza --state Mendoza --latitude -32.89 --longitude -68.84',
    ]);
  },

  async run(context, [name = ''], options) {
    const body = storeBody(name, options);
    const provider = await context.provider({ needs: ['pos'] });
    (await context.account(provider.system)).note();
    const path = storesPath(await shopOf(provider));
    const answer = await sendChange(context, provider, { method: 'POST', path, body }, options);
    if (answer === undefined) return;
    const { id, external_id, location } = JSON.parse(answer) as StoreAnswer;
    await printResult(context, {
      json: answer,
      text: () =>
        [external_id, name, id, location?.address_line]
          .map((cell) => cleanValue(String(cell ?? '')))
          .join('\t'),
    });
  },
};

function storeBody(name: string, options: CreateOptions): object {
  const { externalId, street, number, city, state, reference } = options;
  if (name.trim() === '') throw usageError(sentence('A store has a name.'));
  if (externalId !== undefined && !/^[A-Za-z0-9]{1,60}$/.test(externalId)) {
    throw usageError(
      sentence('--external-id: "{externalId}" cannot name a store.', { externalId }),
      {
        hint: sentence('Write 1 to {most} letters and digits.', { most: 60 }),
      },
    );
  }
  return {
    name,
    ...(externalId !== undefined && { external_id: externalId }),
    location: {
      street_name: street,
      street_number: number,
      city_name: city,
      state_name: state,
      latitude: degrees('--latitude', options.latitude, 90),
      longitude: degrees('--longitude', options.longitude, 180),
      ...(reference !== undefined && { reference }),
    },
  };
}

function degrees(flag: string, text: string | undefined, most: number): number {
  const value = /^-?\d{1,3}(\.\d{1,15})?$/.test(text ?? '') ? Number(text) : NaN;
  if (Math.abs(value) <= most) return value;
  throw usageError(
    sentence('{flag}: "{text}" is not a number of degrees.', { flag, text: text ?? '' }),
    {
      hint: sentence('Write one from -{most} to {most}, such as -34.92.', { most }),
    },
  );
}
