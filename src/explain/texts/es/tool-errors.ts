import type { toolErrors as entries } from '../../entries/tool-errors.ts';
import type { Text } from '../text.ts';

export const toolErrors: Record<keyof typeof entries, Text> = {
  invalid_usage: {
    meaning: 'Esta herramienta no entiende el comando; no se envió nada.',
    cause: 'Una opción está mal escrita, no tiene su valor o no va con otra.',
    hint: 'Agrega --help para ver qué acepta el comando.',
  },
  invalid_order: {
    meaning: 'La orden no cumple reglas de la API; no se envió nada.',
    cause:
      'Un texto es muy largo, un monto o una duración se sale de los límites, o falta algo obligatorio.',
    hint: 'Corrige los campos indicados arriba; `--dry-run` muestra la solicitud.',
  },
  invalid_order_id: {
    meaning: 'Lo que se escribió no es el id de una orden; no se envió nada.',
    cause: 'Se usó el id de un pago (PAY…), una external_reference o un id recortado.',
    hint: 'El id de una orden es ORD seguido de 26 letras y números; los de Mollie empiezan con ord_ y los de VTEX son como 1172452900788-01.',
  },
  invalid_amount: {
    meaning: 'Lo que se escribió no es un monto; no se envió nada.',
    cause: 'Se escribió con coma, separador de miles, signo o demasiados decimales.',
    hint: 'Escribe los montos así: 50 o 24.50.',
  },
  invalid_duration: {
    meaning: 'Lo que se escribió no es una duración; no se envió nada.',
    cause: 'Un número sin unidad, o unidades en otro orden que horas, minutos, segundos.',
    hint: 'Escribe las duraciones así: 90s, 16m, 2h o PT16M.',
  },
  invalid_date: {
    meaning: 'Lo que se escribió no es una fecha; no se envió nada.',
    cause: 'El día no existe, a la hora le falta la zona, o las partes están en otro orden.',
    hint: 'Escribe las fechas así: 2026-11-21, 2026-11-21T16:30:00-03:00, o cuánto hace: 2h, 7d.',
  },
  invalid_emv_qr: {
    meaning: 'El texto no es un código de pago del tipo EMV.',
    cause: 'Se cortó al copiarlo, o es un enlace u otra clase de código QR.',
    hint: 'Pasa el texto completo del código, como qr_data, entre comillas.',
  },
  qr_payload_too_long: {
    meaning: 'El texto no cabe en ningún código QR.',
    cause: 'Se pasó algo que no es el texto de un código de pago.',
    hint: 'Pasa el qr_data de una orden; tiene unos cientos de caracteres.',
  },
  invalid_config: {
    meaning: 'No se puede leer el archivo de configuración de esta herramienta.',
    cause: 'Se editó a mano y ya no es JSON, o es de otro usuario.',
    hint: 'Corrige o borra el archivo que indica `mp-orders config path`.',
  },
  not_set: {
    meaning: 'Este valor predeterminado nunca se guardó.',
    cause: 'El nombre es correcto, pero no tiene ningún valor guardado.',
    hint: 'Guárdalo con `mp-orders config set`; `mp-orders config list` muestra los que hay.',
  },
  no_such_profile: {
    meaning: 'No existe un perfil con este nombre.',
    cause: 'El nombre está mal escrito, o nadie inició sesión con él en este equipo.',
    hint: '`mp-orders auth list` muestra los perfiles que hay.',
  },
  malformed_token: {
    meaning: 'Lo guardado como access token no puede ser uno; no se envió nada.',
    cause: 'Se copió con comillas, espacios o un salto de línea.',
    hint: 'Un token es una sola palabra como APP_USR-…: guárdalo otra vez sin comillas ni saltos de línea.',
  },
  not_signed_in: {
    meaning: 'No se encontró ningún access token; no se envió nada.',
    cause: 'Nadie inició sesión todavía en este equipo, o fue con otro perfil.',
    hint: 'Inicia sesión con `mp-orders auth login`, define MP_ACCESS_TOKEN o prueba con --sandbox.',
  },
  not_confirmed: {
    meaning: 'La respuesta a la pregunta no fue sí; no se envió nada.',
    cause: 'Las cancelaciones y los reembolsos de una cuenta real preguntan antes.',
    hint: 'Repite el comando y responde que sí, o agrega --yes.',
  },
  no_answer: {
    meaning: 'Una pregunta quedó sin respuesta; no se envió nada.',
    cause: 'La entrada se terminó, o se presionó Ctrl-D.',
    hint: 'Repite el comando, o indica todo en la línea de comandos; --help muestra cómo.',
  },
  cannot_write: {
    meaning: 'No se pudo escribir un archivo.',
    cause: 'La carpeta no existe, está llena o es de otro usuario.',
    hint: 'Elige una carpeta que exista y en la que se pueda escribir.',
  },
  port_in_use: {
    meaning: 'Otro programa ya usa este puerto.',
    cause: 'El sandbox ya está en marcha, u otro servidor ocupa el puerto.',
    hint: 'Elige otro puerto, o --port 0 para uno libre.',
  },
  port_forbidden: {
    meaning: 'Este usuario no puede abrir este puerto.',
    cause: 'Los puertos menores que 1024 están reservados para el sistema.',
    hint: 'Elige un puerto desde 1024, o --port 0 para uno libre.',
  },
  order_not_open: {
    meaning: 'La orden del sandbox ya no está abierta y no puede pasarle nada.',
    cause: 'Se pagó, se canceló o venció antes.',
    hint: 'Solo puede cambiar una orden con status=created.',
  },
  pos_exists: {
    meaning: 'El sandbox ya tiene un punto de venta con este nombre.',
    cause: 'Se agregó antes, o viene con el sandbox.',
    hint: 'Úsalo como está, o elige otro nombre.',
  },
  invalid_pos: {
    meaning: 'Un punto de venta no se puede llamar así.',
    cause: 'El nombre está vacío, supera los 40 caracteres, o tiene espacios, guiones o tildes.',
    hint: 'Nombra la caja con 1 a 40 letras y números.',
  },
  invalid_status_detail: {
    meaning: 'Lo que se escribió no puede ser un detalle de estado.',
    cause: 'Tiene mayúsculas, espacios o guiones.',
    hint: 'Escribe una palabra en minúsculas, como insufficient_amount.',
  },
  outcome_unknown: {
    meaning: 'Se envió un cambio y no llegó respuesta: puede haberse hecho o no.',
    cause: 'La conexión se cortó o el tiempo se acabó después de enviar la solicitud.',
    hint: 'Puede haberse hecho. Repítelo con la misma clave de idempotencia: así nunca se hace dos veces.',
  },
  pause_too_long: {
    meaning:
      'El sistema de órdenes pide una pausa más larga de lo que se espera; no se envió nada más.',
    cause: 'Demasiadas solicitudes, de esta cuenta o de otras de la tienda.',
    hint: 'Sigue después de la pausa, o espera más con --max-wait.',
  },
  order_not_known: {
    meaning:
      'La última consulta de un seguimiento o una espera no dijo nada: no se sabe cómo está la orden ahora.',
    cause: 'No hay red, el servidor no responde, o no encuentra una orden que existía.',
    hint: 'Puede estar pagada: consúltala antes de hacer algo con ella.',
  },
  refused_after_loss: {
    meaning:
      'Un intento quedó sin respuesta, y el siguiente se rechazó por un motivo que el primero puede haber causado: puede haberse ejecutado, o no.',
    cause:
      'El primer intento llegó y su respuesta se perdió; o no llegó, y el rechazo es por otra cosa.',
    hint: 'Puede haberse ejecutado: no lo envíes con otra clave. `mp-orders order resume` vuelve a mirar y dice qué pasó.',
  },
  unreachable: {
    meaning: 'No se pudo llegar al servidor; no se cambió nada.',
    cause: 'No hay red, --base-url es incorrecta, o hay un proxy o un firewall en el medio.',
    hint: 'No se cambió nada. Revisa la red, o --base-url, e intenta de nuevo.',
  },
  untrusted_certificate: {
    meaning: 'Aquí no se confía en el certificado del servidor; no se envió nada.',
    cause: 'Firma un proxy o una autoridad propia, el host es otro, o un reloj está mal.',
    hint: 'No se envió nada. Si aquí firma un proxy o una autoridad propia, indica su certificado: NODE_EXTRA_CA_CERTS=/ruta/ca.pem. Si no, revisa --base-url y el reloj de esta máquina.',
  },
  unexpected_redirect: {
    meaning: 'El servidor mandó la solicitud a otra dirección, y esta herramienta no la sigue.',
    cause: '--base-url es una página y no la API, o un proxy pide iniciar sesión.',
    hint: 'Revisa --base-url, y si hay un proxy o una página de inicio de sesión en el medio.',
  },
  foreign_answer: {
    meaning: 'Llegó una respuesta sobre otra orden que la pedida; no cuenta para nada.',
    cause:
      'Algo en el camino mezcla las respuestas (una caché, un proxy), o el servidor no es el del sistema de órdenes.',
    hint: 'Revisa --base-url y lo que hay en el camino. No se sabe qué pasó con un cambio: `mp-orders order resume` lo resuelve.',
  },
  unexpected_answer: {
    meaning: 'El servidor dijo que sí, pero su respuesta no es la que describe su documentación.',
    cause: 'Algo entre este equipo y el proveedor respondió en su lugar, o la API cambió.',
    hint: '`--debug` muestra la respuesta completa; después de un cambio, repítelo solo con la misma clave de idempotencia.',
  },
  interrupted: {
    meaning: 'El comando se interrumpió antes de terminar.',
    cause: 'Se presionó Ctrl-C, u otro programa lo detuvo.',
    hint: 'Repítelo; después de un cambio, consulta primero la orden.',
  },
  bug: {
    meaning: 'Esta herramienta encontró una situación que sus autores no previeron.',
    cause: 'Un error de mp-orders; no es por algo que hayas hecho.',
    hint: 'Informa el problema con estas líneas, después de revisar que no tengan nada secreto.',
  },
};
