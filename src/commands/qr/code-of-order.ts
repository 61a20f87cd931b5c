import { CliError, exitCodes } from '../../errors.ts';
import type { TimedRequest } from '../../journal/journal.ts';
import { sentence } from '../../language/sentence.ts';
import type { Order } from '../../orders/order.ts';
import { damageGap } from '../../session/journal-damage.ts';
import { nextCommand } from '../../session/next-command.ts';
import type { Context } from '../../session/context.ts';

/**
 * The code of an order that was created: from this machine's journal, which asks nobody, else from the
 * order itself. Throws exit 5 where neither has one.
 */
export async function codeOfOrder(context: Context, id: string): Promise<string> {
  const system = await context.system([id]);
  system.checkId(id);
  const known = await fromJournal(context, id);
  if (known !== undefined) {
    context.io.note(
      sentence(
        'This is the code with which {id} was created. How the order stands now: {command}',
        {
          id,
          command: nextCommand(accountOf(context, known.sent), ['get', id]),
        },
      ),
    );
    return known.code;
  }
  const provider = await context.provider({ ids: [id] });
  const order = await provider.get(id);
  const { qr_data: code = '' } = order;
  if (code.trim() === '') throw await noCode(context, id);
  if (order.status !== 'created') {
    context.io.warn(
      sentence('Warning: order {id} is {status}: do not let a customer pay by this code.', {
        id,
        status: order.status,
      }),
    );
  }
  return code.trim();
}

/**
 * The code that a customer is to be shown of an order that was read; undefined where it is paid with the
 * printed one of its point of sale. Throws exit 5 where it has one that is not known here.
 */
export async function codeToShow(context: Context, order: Order): Promise<string | undefined> {
  const known = await fromJournal(context, order.id);
  const code = known?.code ?? order.qr_data?.trim() ?? '';
  if (code !== '') return code;
  if (order.mode === 'static' || order.mode === 'hybrid') return undefined;
  throw await noCode(context, order.id);
}

async function noCode(context: Context, id: string): Promise<CliError> {
  const hidden = await (await context.journal()).hidden({ isMany: false });
  return new CliError(
    exitCodes.notFound,
    'no_code',
    sentence('The code of order {id} is not known here: its answer has none.', { id }),
    { details: hidden.ofOrder(id).map(damageGap) },
  );
}

/** The run for the account that a request was sent with: the order is there, and nowhere else. */
function accountOf(
  context: Context,
  { provider, profile, base_url: baseUrl }: TimedRequest,
): Context {
  return profile === context.settings.profileName
    ? context
    : context.forAccount({ provider, profile, baseUrl });
}

async function fromJournal(
  context: Context,
  id: string,
): Promise<{ code: string; sent: TimedRequest } | undefined> {
  const journal = await context.journal();
  for await (const { sent, settled } of journal.history({ holding: (line) => line.includes(id) })) {
    const isIts = sent.action === 'create' && settled?.order === id;
    if (isIts && settled.qr_data !== undefined) return { code: settled.qr_data, sent };
  }
  return undefined;
}
