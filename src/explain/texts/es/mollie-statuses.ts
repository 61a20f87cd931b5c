import type {
  mollieLineStatuses as lineEntries,
  mollieStatuses as entries,
} from '../../entries/mollie-statuses.ts';
import type { Text } from '../text.ts';

export const mollieStatuses: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'La orden existe y todavía no se pagó.',
    cause: 'El cliente todavía no terminó el checkout, o lo abandonó.',
    hint: 'esperando el pago',
  },
  paid: {
    meaning: 'La orden está pagada y falta enviarla; se puede reembolsar, no cancelar.',
    cause: 'El cliente pagó con un medio que cobra en el momento, como iDEAL.',
    hint: 'pagada, falta enviarla',
  },
  pending: {
    meaning: 'La empresa del medio de pago está revisando la orden; puede tardar días.',
    cause: 'El cliente eligió un medio como Klarna, que revisa a mano algunas órdenes.',
    hint: 'el pago está en revisión',
  },
  authorized: {
    meaning: 'El pago está autorizado; el dinero llega cuando se envían las líneas.',
    cause: 'El cliente eligió un medio que cobra con el envío, como Klarna, y fue aceptado.',
    hint: 'autorizada, se cobra al enviarla',
  },
  shipping: {
    meaning:
      'Se envió una parte de la orden. Una cancelación anula el resto, y la orden queda completada.',
    cause: 'El comercio envió algunas líneas y todavía no las demás.',
    hint: 'enviada en parte',
  },
  completed: {
    meaning:
      'Todas las líneas se enviaron o se cancelaron, y al menos una se envió; la orden terminó.',
    cause: 'El comercio envió lo que faltaba, o lo canceló.',
    hint: 'enviada, salvo lo que se canceló',
  },
  canceled: {
    meaning: 'Se cancelaron todas las líneas de la orden; la orden terminó.',
    cause: 'La canceló el comercio o su sistema; los clientes no pueden hacerlo.',
    hint: 'cancelada, ya no se puede pagar',
  },
  expired: {
    meaning: 'El tiempo de la orden se acabó; sus líneas quedaron canceladas.',
    cause:
      'Nadie pagó, o lo autorizado no se envió a tiempo; una orden dura 28 días si no se define otro plazo.',
    hint: 'venció',
  },
};

export const mollieLineStatuses: Record<keyof typeof lineEntries, Text> = {
  created: {
    meaning:
      'La línea espera el pago de su orden; por ahora solo se puede cancelar la orden entera.',
    cause: 'Nadie pagó la orden todavía, o su pago sigue en revisión.',
    hint: 'esperando el pago',
  },
  paid: {
    meaning: 'La línea está pagada y sin enviar; se puede reembolsar, no cancelar.',
    cause: 'El cliente pagó con un medio que cobra en el momento, como iDEAL.',
    hint: 'pagada, falta enviarla',
  },
  authorized: {
    meaning: 'La línea espera su envío; el dinero llega con él.',
    cause: 'El cliente eligió un medio que cobra con el envío, como Klarna.',
    hint: 'autorizada, se cobra al enviarla',
  },
  shipping: {
    meaning: 'Se envió una parte de la cantidad de esta línea.',
    cause: 'El comercio envió menos unidades que las pedidas.',
    hint: 'enviada en parte',
  },
  completed: {
    meaning: 'La línea se envió; puede que una parte se haya cancelado.',
    cause: 'El comercio envió la línea, o todo lo que no se canceló de ella.',
    hint: 'enviada',
  },
  canceled: {
    meaning: 'La línea se canceló entera; no se va a enviar.',
    cause: 'El comercio o su sistema canceló la línea o la orden, o la orden venció.',
    hint: 'cancelada, no se va a enviar',
  },
};
