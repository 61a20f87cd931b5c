import type { orderSystemErrors as entries } from '../../entries/order-system-errors.ts';
import type { Text } from '../text.ts';

export const orderSystemErrors: Record<keyof typeof entries, Text> = {
  already_canceled: {
    meaning: 'La orden ya estaba cancelada antes de este comando, que no cambió nada.',
    cause: 'La canceló otro intento, otra persona o el propio sistema de órdenes.',
    hint: 'No queda nada por hacer con esta orden; con `--if-open` cancelarla cuenta como éxito. Una venta nueva lleva su propia clave.',
  },
  not_supported: {
    meaning: 'Este sistema de órdenes no puede hacer eso; no se envió nada.',
    cause: 'El comando o la opción es para otro sistema de órdenes, y este no tiene nada parecido.',
    hint: 'Hazlo en el propio sistema de órdenes, o elige otro con `--provider` o `--profile`.',
  },
  mixed_systems: {
    meaning: 'Los ids son de distintos sistemas de órdenes; no se envió nada.',
    cause:
      'Una lista de ids vino de varios comercios o sistemas; un comando habla con un solo sistema.',
    hint: 'Ejecuta el comando una vez para cada sistema de órdenes, con sus propios ids.',
  },
  wrong_profile: {
    meaning: 'El perfil es de otro sistema de órdenes que la orden; no se envió nada.',
    cause: 'El perfil en uso, o el que indica `--profile` o MP_ORDERS_PROFILE, es de otro sistema.',
    hint: 'Indica un perfil del sistema correcto con `--profile`; `mp-orders auth list` los muestra.',
  },
  order_in_error: {
    meaning:
      'El flujo de la orden se detuvo con un error dentro de su sistema de órdenes; nada la hace avanzar por sí sola.',
    cause:
      'Falló un paso del sistema de órdenes, como un servicio de pagos o de stock que no respondió.',
    hint: 'Mira la orden en el panel de su sistema: alguien tiene que ponerla en marcha de nuevo ahí.',
  },
  order_open_cancel: {
    meaning: 'Se pidió cancelar la orden y todavía no está cancelada.',
    cause: 'El vendedor no decidió dentro del tiempo que daba --timeout.',
    hint: 'No envíes la cancelación otra vez: `mp-orders watch` sigue la orden hasta que se decida.',
  },
};
