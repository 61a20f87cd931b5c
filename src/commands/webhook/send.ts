import { sentence } from '../../language/sentence.ts';
import { listed } from '../../language/list.ts';
import { Argument, type Command } from 'commander';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import { secretsOf, signatureOf, templateOf } from '../../providers/mercadopago/signature.ts';
import type { Context } from '../../session/context.ts';
import { addExamples } from '../../help/layout.ts';
import { meantHint } from '../../nearest.ts';
import { ChoiceArgument, ChoiceOption, collect, inWords, parseChoice } from '../options.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { checkHookUrl, isLoopbackHost } from './shared/hook-url.ts';
import { forward } from './shared/forward.ts';
import { addSecretOption, requireSecret, type SecretOptions } from './shared/secret.ts';

interface SendOptions extends SecretOptions {
  to: string;
  allow?: string[];
  idCase?: string;
  ts?: string;
  unsigned?: boolean;
}

const events = [
  'order.processed',
  'order.expired',
  'order.canceled',
  'order.refunded',
  'order.failed',
  'order.action_required',
  'order.charged_back',
] as const;
const idCases = ['received', 'lower'] as const;
const units = ['ms', 's'] as const;

export const send: Verb<SendOptions> = {
  define(command: Command) {
    command
      .addArgument(new ChoiceArgument('<event>', events, inWords(events)))
      .addArgument(new Argument('<id>', 'id of an order'))
      .requiredOption('--to <url>', 'where it goes: a URL of this machine')
      .option('--allow <host>', 'another host that --to may name; may repeat', collect)
      .addOption(
        new ChoiceOption('--id-case <case>', idCases, 'how the id is signed: received or lower'),
      )
      .addOption(new ChoiceOption('--ts <unit>', units, 'the unit of ts: ms or s'))
      .option('--unsigned', 'without a signature');
    addSecretOption(command);
    command.addHelpText(
      'after',
      `
Sends one notification as Mercado Pago does, signed, and tells how it was
answered: exit code 0 for 2xx, 3 for anything else, 7 for no answer. Its body
holds the id alone. An id of Mollie (ord_…) is posted as Mollie does, unsigned.`,
    );
    addExamples(command, [
      'mp-orders webhook send order.processed ORD01J67CQQH5904WDBVZEM4JMEP3 --to http://127.0.0.1:3000/hook',
    ]);
  },

  async run(context, [event = '', id = ''], options) {
    if (!events.some((one) => one === event)) {
      throw usageError(sentence('"{event}" is no event of an order.', { event }), {
        hint: meantHint(event, events, sentence('Write {form}.', { form: listed(events) })),
      });
    }
    const to = checkHookUrl('--to', options.to);
    refuseOther(to, options.allow);
    const system = await context.system([id]);
    system.checkId(id);
    const request =
      system.name === 'mollie'
        ? mollieRequest(id)
        : await mercadoPagoRequest(context, { event, id }, options);
    const began = context.host.monotonic();
    const answer = await forward(to, request, context.host.signal);
    const ms = Math.round(context.host.monotonic() - began);
    if ('error' in answer) {
      throw new CliError(
        exitCodes.unreachable,
        'unreachable',
        sentence('No answer from {to}: {why}.', { to, why: answer.error }),
        {
          hint: sentence('Check that your program is running, and listens there.'),
          next: [],
        },
      );
    }
    const { status } = answer;
    await printResult(context, {
      json: JSON.stringify({ event, id, url: to, status, ms }),
      text: ({ say }) =>
        say('{event} of {id} to {to}: answered {status} in {ms} ms', { event, id, to, status, ms }),
    });
    return status >= 200 && status < 300 ? exitCodes.ok : exitCodes.refused;
  },
};

/** A test notification must not reach a real system by mistake. */
function refuseOther(to: string, allowed: readonly string[] = []): void {
  const { hostname } = new URL(to);
  if (isLoopbackHost(hostname)) return;
  if (allowed.some((name) => name.toLowerCase() === hostname)) return;
  throw usageError(
    sentence('Notifications are sent to this machine only, and not to {hostname}.', { hostname }),
    {
      code: 'webhook_host_not_allowed',
      hint: sentence('To send it there, add --allow {hostname}.', { hostname }),
    },
  );
}

const mollieRequest = (id: string) => ({
  url: '/',
  headers: [['content-type', 'application/x-www-form-urlencoded']] as const,
  body: Buffer.from(`id=${encodeURIComponent(id)}`),
});

async function mercadoPagoRequest(
  context: Context,
  { event, id }: { event: string; id: string },
  options: SendOptions,
) {
  const { idCase = 'received', ts: unit = 'ms', unsigned = false } = options;
  context.name('--id-case', () => parseChoice(idCase, idCases));
  context.name('--ts', () => parseChoice(unit, units));
  const [secret] = unsigned ? [] : secretsOf(await requireSecret(context, options));
  const requestId = context.host.uuid();
  const at = context.now().getTime();
  const ts = String(unit === 's' ? Math.floor(at / 1000) : at);
  const parts = { id: idCase === 'lower' ? id.toLowerCase() : id, requestId, ts };
  if (context.options.debug === true)
    context.io.warn(sentence('The signed text is {template}', { template: templateOf(parts) }));
  const body = {
    action: event,
    api_version: 'v1',
    data: { id },
    date_created: new Date(at).toISOString(),
    live_mode: false,
    type: 'order',
  };
  const headers: (readonly [string, string])[] = [
    ['content-type', 'application/json'],
    ['x-request-id', requestId],
    ['x-retry', '0'],
    ...(secret === undefined ? [] : [['x-signature', signatureOf(parts, secret)] as const]),
  ];
  const url = `/?data.id=${encodeURIComponent(id)}&type=order`;
  return { url, headers, body: Buffer.from(JSON.stringify(body)) };
}
