import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import { excludeEachOther, usageError } from '../../errors.ts';
import { moment, sentence } from '../../language/sentence.ts';
import { parseDuration, spellDuration } from '../../orders/duration.ts';
import {
  readNotification,
  type Notification,
  type ReceivedRequest,
} from '../../providers/mercadopago/notification.ts';
import { checkSignature, type SignatureCheck } from '../../providers/mercadopago/signature.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { renderDetails } from '../../terminal/table.ts';
import { addExamples } from '../../help/layout.ts';
import { collect } from '../options.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { parseHeader, parseRecorded, parseRequestUrl } from './shared/request-record.ts';
import { refusedSignature } from './shared/failed-check.ts';
import { addSecretOption, requireSecret, type SecretOptions } from './shared/secret.ts';

interface VerifyOptions extends SecretOptions {
  header?: string[];
  url?: string;
  maxAge?: string;
  anyAge?: boolean;
}

const usualAgeMs = 5 * 60_000;

export const verify: Verb<VerifyOptions> = {
  define(command: Command) {
    command
      .option('--url <url>', 'what was asked for, with its query: a URL or a path')
      .option('--header <header>', 'a header that came, as "Name: value"; may repeat', collect)
      .option('--max-age <duration>', 'how far ts may be from now (default: 5m)')
      .option('--any-age', 'take any ts: for a request that was recorded');
    addSecretOption(command);
    command.addHelpText(
      'after',
      `
Without --url it reads the request from stdin: as HTTP has it, or as JSON with
"url", "headers" and "body". Exit code 0 when the signature is right, 3 when it
is not; then it says why: another secret, a clock, the id's case, the template.
The secret is never an argument.`,
    );
    addExamples(command, [
      'mp-orders webhook verify < request.txt',
      'mp-orders webhook verify --url "/hook?data.id=ORD01J67CQQH5904WDBVZEM4JMEP3" --header x-signature:ts=1742505638683,v1=0f3a…',
    ]);
  },

  async run(context, _args, options) {
    const maxAgeMs = readMaxAge(context, options);
    const received = readGiven(options);
    if (received === undefined && options.secret === '-') {
      throw usageError(sentence('stdin cannot hold both the secret and the request.'), {
        hint: sentence(
          'Give the request by --url and --header, or the secret by MP_ORDERS_WEBHOOK_SECRET.',
        ),
      });
    }
    const secret = await requireSecret(context, options);
    const request = received ?? parseRecorded(await readRecorded(context));
    const notification = readNotification(request);
    const check = checkSignature(notification, { secret, now: context.now(), maxAgeMs });
    if (check.is !== 'valid') throw refusedSignature(check, notification);
    const { id, bodyId, requestId } = notification;
    await printValid(context, check, { id, bodyId, requestId });
    if (bodyId === undefined || bodyId.toLowerCase() === id?.toLowerCase()) return;
    context.io.warn(
      sentence(
        'Warning: the body names {bodyId}, and the signature does not cover it: read the order of data.id of the query, or none.',
        { bodyId: cleanValue(bodyId) },
      ),
    );
  },
};

function readMaxAge(context: Context, { maxAge, anyAge }: VerifyOptions): number | undefined {
  if (maxAge !== undefined && anyAge === true) {
    throw excludeEachOther('--max-age', '--any-age');
  }
  if (anyAge === true) return undefined;
  return maxAge === undefined
    ? usualAgeMs
    : context.name('--max-age', () => parseDuration(maxAge)).ms;
}

function readGiven({ url, header = [] }: VerifyOptions): ReceivedRequest | undefined {
  const headers = header.map(parseHeader);
  if (url !== undefined) return { url: parseRequestUrl(url), headers, body: '' };
  if (headers.length === 0) return undefined;
  throw usageError(sentence('--header needs --url.'), {
    hint: sentence(
      'Add --url with the query of the request: its data.id is part of what is signed.',
    ),
  });
}

async function readRecorded({ host, io }: Context): Promise<string> {
  if (host.stdin.isTTY === true) {
    throw usageError(sentence('There is no request to check.'), {
      hint: sentence(
        'Give it by --url and --header, or pipe it in: `mp-orders webhook verify < request.txt`.',
      ),
    });
  }
  return io.readStdin();
}

const idCases = {
  as_received: sentence('as received, not lower-cased'),
  lower: sentence('lower-cased'),
  same: sentence('as received'),
  no_id: sentence('left out: the query has no data.id'),
} as const;

async function printValid(
  context: Context,
  { idCase, unit, signedAt, template }: Extract<SignatureCheck, { is: 'valid' }>,
  { id, bodyId, requestId }: Pick<Notification, 'id' | 'bodyId' | 'requestId'>,
): Promise<void> {
  const ageMs = context.now().getTime() - signedAt.getTime();
  const json = {
    valid: true,
    id: id ?? null,
    body_id: bodyId ?? null,
    id_case: idCase,
    ts_unit: unit,
    signed_at: signedAt.toISOString(),
    age_seconds: Math.round(ageMs / 1000),
    request_id: requestId ?? null,
    template,
  };
  await printResult(context, {
    json: JSON.stringify(json),
    text: (view) => {
      const { say } = view;
      const span = spellDuration(Math.abs(ageMs));
      const age = ageMs < 0 ? say('in {span}', { span }) : say('{span} ago', { span });
      return renderDetails(
        [
          [say('Signature'), say('valid')],
          [
            'data.id',
            id === undefined
              ? say(idCases.no_id)
              : say('{id}, signed {how}', { id, how: say(idCases[idCase]) }),
          ],
          ['ts', say('{at}, in {unit} ({age})', { at: moment(signedAt.toISOString()), unit, age })],
          [say('Request id'), requestId ?? say('left out: there is no x-request-id')],
        ],
        view,
      );
    },
  });
}
