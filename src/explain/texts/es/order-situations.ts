import type { orderSituations as entries } from '../../entries/order-situations.ts';
import type { Text } from '../text.ts';

export const orderSituations: Record<keyof typeof entries, Text> = {
  refunded_whole: {
    meaning: 'La orden se pagó y se devolvió todo su dinero.',
    cause: 'La reembolsó el comercio, su sistema o alguien en el panel.',
    hint: 'No queda nada por hacer ni por reembolsar.',
  },
  refund_pending: {
    meaning:
      'Todo el dinero de la orden está en camino de vuelta al cliente; no queda nada por reembolsar.',
    cause: 'Se pidió un reembolso que todavía no terminó; algunos se pagan solo en días hábiles.',
    hint: 'Espera: `mp-orders get` muestra cuándo termina. No la reembolses otra vez.',
  },
  refund_pending_in_part: {
    meaning: 'Una parte del dinero de la orden está en camino de vuelta al cliente.',
    cause: 'Se pidió un reembolso que todavía no terminó; algunos se pagan solo en días hábiles.',
    hint: 'Espera a que termine antes de reembolsar otra parte.',
  },
  refunded_in_part: {
    meaning:
      'La orden se pagó y se devolvió una parte de su dinero; el resto lo tiene el comercio.',
    cause: 'El comercio, su sistema o alguien en el panel reembolsó una parte.',
    hint: 'No hay nada que hacer; como máximo se puede reembolsar lo que queda.',
  },
};
