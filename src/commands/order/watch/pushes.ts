import { sentence, textIn } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { usageError } from '../../../errors.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { authenticate } from '../../webhook/shared/authenticate.ts';
import { parsePort } from '../../options.ts';
import { openReceiver } from '../../webhook/shared/receiver.ts';
import { findSecret } from '../../webhook/shared/secret.ts';

/** Notifications that make a watch look at once. */
export interface Pushes {
  /** Is told the id of each order that something was notified of. */
  listen(listener: (id: string) => void): void;
  close(): Promise<void>;
}

/**
 * Takes notifications on this machine. They are a reason to look and no more, so that what is not
 * signed is taken as well; what is signed wrongly is not. Throws a usage error where the port is taken.
 */
export async function openPushes(
  context: Context,
  portText: string,
  ids: readonly string[],
): Promise<Pushes> {
  const { io } = context;
  const port = parsePort(portText, '--webhook-port');
  const system = await context.system(ids);
  if (system.name !== 'mercadopago' && system.name !== 'mollie') {
    throw usageError(
      sentence('The notifications of {title} are not supported.', { title: system.title }),
      {
        code: 'not_supported',
        hint: sentence('Leave --webhook-port out: the watch looks by itself.'),
      },
    );
  }
  const secret = await findSecret(context, {});
  let tell: (id: string) => void = () => undefined;
  const receiver = await openReceiver(port, async (posted) => {
    const content = authenticate(context, posted, {
      system: system.name,
      secret,
      takesUnsigned: true,
    });
    if (content.is === 'refused') {
      io.noteOnce(
        sentence('Refused: {why}', { why: cleanValue(textIn(context.say, content.error.text)) }),
      );
      return 401;
    }
    if (content.is === 'order') tell(content.id);
    return 200;
  });
  io.note(
    sentence('Taking notifications at {url}; looking by itself as well.', { url: receiver.url }),
  );
  if (system.name === 'mercadopago' && secret === undefined) {
    io.note(
      sentence(
        'There is no webhook secret: signatures are not checked, and a notification only makes the watch read the order.',
      ),
    );
  }
  return {
    listen: (listener) => void (tell = listener),
    close: () => receiver.close(),
  };
}
