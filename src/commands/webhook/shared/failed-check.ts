import { moment, sentence, type Text } from '../../../language/sentence.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import { spellDuration } from '../../../orders/duration.ts';
import type { Notification } from '../../../providers/mercadopago/notification.ts';
import type { SignatureCheck } from '../../../providers/mercadopago/signature.ts';

type FailedCheck = Exclude<SignatureCheck, { is: 'valid' }>;

/** Why a notification is not taken for Mercado Pago's: exit code 3. */
export function refusedSignature(
  check: FailedCheck,
  { id, requestId }: Pick<Notification, 'id' | 'requestId'>,
): CliError {
  const [message, hint] = wordsOf(check, id);
  return new CliError(exitCodes.refused, `webhook_${check.is}`, message, {
    hint,
    system: 'mercadopago',
    ...(requestId !== undefined && { requestId }),
  });
}

function wordsOf(check: FailedCheck, id = ''): [message: Text, hint: Text] {
  switch (check.is) {
    case 'unsigned':
      return [
        sentence('The request has no x-signature.'),
        sentence(
          'Anyone may have sent it. Read the order itself before you believe it; not all of Mercado Pago’s notifications are signed.',
        ),
      ];
    case 'malformed':
      return [
        sentence('The signature cannot be checked: {why}.', { why: check.why }),
        sentence(
          'Mercado Pago sends it as ts=<digits>,v1=<64 hexadecimal digits>: see whether something on the way changes headers or the query.',
        ),
      ];
    case 'id_case':
      return [
        sentence(
          'The secret is right, but the id’s case is not: signed is {signedId}, received was {id}.',
          { signedId: check.signedId, id },
        ),
        sentence(
          'Something on the way, or your framework, lower-cases the query: check the URL as it was received.',
        ),
      ];
    case 'template':
      return [
        sentence('The secret is right, but the template is not: it is signed {why}.', {
          why: check.why,
        }),
        sentence(
          'Mercado Pago signs id:<data.id of the query>;request-id:<x-request-id>;ts:<ts>; and leaves out a part that is missing.',
        ),
      ];
    case 'clock': {
      const { ageMs, signedAt, unit } = check;
      const values = {
        at: moment(signedAt.toISOString()),
        unit,
        span: spellDuration(Math.abs(ageMs)),
      };
      return [
        ageMs < 0
          ? sentence(
              'The signature is right, but its clock is not: ts says {at} (in {unit}), {span} ahead of this machine’s clock.',
              values,
            )
          : sentence(
              'The signature is right, but its clock is not: ts says {at} (in {unit}), {span} behind this machine’s clock.',
              values,
            ),
        sentence(
          'If the request was recorded then, add --any-age. Else check both clocks; an old request that comes again may be a replay.',
        ),
      ];
    }
    case 'secret':
      return [
        sentence('The signature was not made with this secret, in any known spelling.'),
        sentence(
          'Compare the secret with that of the webhook in the panel, of the same application and mode; it may have been reset. Or the request is forged, or was changed on its way.',
        ),
      ];
  }
}
