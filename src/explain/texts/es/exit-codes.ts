import type { exitCodes as entries } from '../../entries/exit-codes.ts';
import type { Text } from '../text.ts';

export const exitCodes: Record<keyof typeof entries, Text> = {
  '0': {
    meaning: 'El comando hizo lo que se le pidió.',
    cause: 'Todo salió bien; una lista vacía también cuenta.',
    hint: 'No queda nada por hacer.',
  },
  '1': {
    meaning: 'El comando terminó por un error de esta herramienta.',
    cause: 'mp-orders encontró una situación que sus autores no previeron.',
    hint: 'Informa el problema con lo que se mostró, después de revisar que no tenga nada secreto.',
  },
  '2': {
    meaning: 'El comando o los datos no son válidos; no se envió nada.',
    cause:
      'Una opción está mal escrita, un valor no tiene la forma correcta o falta algo obligatorio.',
    hint: 'Lee las líneas mostradas; --help dice qué acepta el comando.',
  },
  '3': {
    meaning: 'El proveedor entendió la solicitud y la rechazó.',
    cause: 'Un campo no se acepta, el pago se rechazó, o la cuenta no puede usar una función.',
    hint: 'Corrige lo que indica el error y repite el comando.',
  },
  '4': {
    meaning: 'Nadie inició sesión, o las credenciales fueron rechazadas.',
    cause: 'No se encontró un access token, o es incorrecto, está revocado o no tiene el permiso.',
    hint: '`mp-orders auth status` muestra la cuenta; `mp-orders auth login` recibe un token nuevo.',
  },
  '5': {
    meaning: 'Lo que se pidió no existe para esta cuenta.',
    cause: 'El id está mal escrito o es de otra cuenta.',
    hint: 'Revisa el id y, con `mp-orders auth status`, la cuenta.',
  },
  '6': {
    meaning: 'El estado de la orden no lo permite, o hay otra solicitud de por medio.',
    cause:
      'La orden se pagó, se canceló o venció mientras tanto, o una clave de idempotencia se usó dos veces.',
    hint: 'Consulta la orden con `mp-orders get` antes del próximo intento.',
  },
  '7': {
    meaning:
      'No se pudo llegar al proveedor o no pudo responder; no se cambió nada. En un seguimiento: no se sabe cómo está la orden ahora.',
    cause: 'No hay red, el tiempo se acabó, demasiadas solicitudes, o una falla del proveedor.',
    hint: 'Repítelo en un rato: no se cambió nada. Una orden en seguimiento puede estar pagada: consúltala primero.',
  },
  '8': {
    meaning: 'Se envió un cambio y no llegó respuesta: puede haberse hecho o no.',
    cause: 'La conexión se cortó o el tiempo se acabó después de enviar la solicitud.',
    hint: 'Resuélvelo con `mp-orders resume`, sea una creación, una cancelación o un reembolso; donde el sistema no conoce claves, consulta la orden y no lo envíes de nuevo.',
  },
  '9': {
    meaning: 'El seguimiento terminó porque la orden llegó a otro estado final que el esperado.',
    cause:
      'La orden se canceló, venció, se reembolsó o tuvo un contracargo mientras se esperaba el pago.',
    hint: 'Consulta la orden con `mp-orders get` para ver cómo terminó.',
  },
  '10': {
    meaning: 'El tiempo del seguimiento se acabó y la última consulta vio la orden abierta.',
    cause: 'El cliente todavía no pagó, y --timeout o el tiempo de la orden era más corto.',
    hint: 'Sigue con `mp-orders watch`, o termina la orden con `mp-orders cancel`.',
  },
  '11': {
    meaning: 'Fallaron algunas filas de un lote o algunos ids; lo demás se hizo.',
    cause: 'Algunos ids o filas están mal; cada uno tiene su propio error arriba.',
    hint: 'Lee el error de cada fila que falló y repite solo esas.',
  },
  '130': {
    meaning: 'El comando se interrumpió con Ctrl-C.',
    cause: 'Alguien presionó Ctrl-C en la terminal.',
    hint: 'Repítelo; después de un cambio, consulta primero la orden.',
  },
  '143': {
    meaning: 'Otro programa terminó el comando.',
    cause: 'Un límite de tiempo, un apagado o un administrador de procesos envió SIGTERM.',
    hint: 'Repítelo; después de un cambio, consulta primero la orden.',
  },
};
