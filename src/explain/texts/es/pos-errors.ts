import type { posErrors as entries } from '../../entries/pos-errors.ts';
import type { Text } from '../text.ts';

const field = (name: string, rule: string): Text => ({
  meaning: `El campo ${name} de la caja o de la sucursal no se acepta.`,
  cause: `Su valor no es lo que el campo acepta: ${rule}.`,
  hint: `Corrige ${name}: ${rule}.`,
});

const taken: Text = {
  meaning: 'Ya existe una caja con este external_id.',
  cause: 'El external_id ya se usó; cada caja de una cuenta tiene el suyo.',
  hint: 'Usa la que ya existe (`mp-orders pos list`), o elige otro external_id.',
};

const unknownField: Text = {
  meaning: 'La caja o la sucursal tiene un campo que la API no acepta.',
  cause: 'El campo está mal escrito, o es de otra API.',
  hint: 'Quita el campo que indica el error.',
};

const notValid: Text = {
  meaning: 'Un campo de la caja o de la sucursal no se acepta.',
  cause: 'Falta un valor, o no es lo que el campo acepta.',
  hint: 'Corrige lo que indica el error.',
};

export const posErrors: Record<keyof typeof entries, Text> = {
  point_of_sale_exists: taken,
  pos_already_exists: taken,
  missing_body: {
    meaning: 'La solicitud no tiene cuerpo.',
    cause: 'Se envió una caja o una sucursal sin sus campos.',
    hint: 'Envía los campos como JSON, con `--data`.',
  },
  unknown_field_exception: unknownField,
  unknown_field: unknownField,
  validation_error: notValid,
  resource_bad_request_error: notValid,
  unprocessable_entity: notValid,
  store_not_found: {
    meaning: 'Esta cuenta no tiene una sucursal con este id.',
    cause: 'El id está mal escrito, o la sucursal es de otra cuenta.',
    hint: 'Revisa el id de la sucursal y, con `mp-orders auth status`, la cuenta.',
  },
  internal_error_check_store_owner: {
    meaning: 'No se pudo comprobar de quién es la sucursal.',
    cause: 'Una falla pasajera del proveedor.',
    hint: 'Intenta de nuevo en un rato con la misma clave de idempotencia.',
  },
  internal_server_error: {
    meaning: 'El proveedor falló mientras procesaba la solicitud.',
    cause: 'Una falla pasajera del proveedor.',
    hint: 'Intenta de nuevo en un rato con la misma clave de idempotencia.',
  },
  invalid_name: field('name', 'es un texto de 1 a 44 caracteres'),
  name_too_long: field('name', 'tiene menos de 45 caracteres'),
  invalid_fixed_amount: field('fixed_amount', 'es true o false, y true para cajas integradas'),
  fixed_amount_false: field('fixed_amount', 'debe ser true cuando hay una url'),
  invalid_category: field('category', 'es el número de un rubro (MCC) del país'),
  unknown_mcc: field('category', 'este número no es un rubro del país'),
  pos_unknown_mcc: field('category', 'este número no es un rubro del país'),
  invalid_store_id: field('store_id', 'es el id de una sucursal de esta cuenta'),
  pos_invalid_store_id: field('store_id', 'es el id de una sucursal de esta cuenta'),
  invalid_external_store_id: field(
    'external_store_id',
    'es el external_id de una sucursal de esta cuenta',
  ),
  external_store_id_not_match: field(
    'external_store_id',
    'indica una sucursal distinta de la de store_id',
  ),
  inexistent_external_store_id: field(
    'external_store_id',
    'esta cuenta no tiene una sucursal con ese external_id',
  ),
  invalid_external_id: field('external_id', 'son solo letras y números, sin guion'),
  external_id_too_long: field(
    'external_id',
    'una caja tiene menos de 40 caracteres, una sucursal 60 como máximo',
  ),
  invalid_url: field('url', 'es una dirección de 300 caracteres como máximo en un host permitido'),
  url_too_long: field('url', 'tiene 300 caracteres como máximo'),
  invalid_pos_id: field('id', 'es el número de una caja de esta cuenta'),
  invalid_limit: field('limit', 'es un número entero dentro de los límites de la búsqueda'),
  invalid_offset: field('offset', 'es un número entero desde 0'),
  invalid_business_hours: field(
    'business_hours',
    'cada día es una lista de open y close, como 08:00 y 12:00',
  ),
  invalid_day: field('business_hours', 'sus días son de monday a sunday'),
  invalid_location: field(
    'location',
    'necesita calle, número, ciudad, provincia, latitud y longitud',
  ),
  invalid_street_name: field('location.street_name', 'es solo el nombre de la calle'),
  invalid_street_number: field('location.street_number', 'es el número como texto'),
  invalid_city_name: field(
    'location.city_name',
    'es una de las ciudades de la provincia, con sus acentos',
  ),
  invalid_state_name: field(
    'location.state_name',
    'es una de las provincias del país, con sus acentos',
  ),
  invalid_reference: field('location.reference', 'es un texto corto'),
  invalid_zip_code: field('location.zip_code', 'es un código postal del país'),
  invalid_latitude: field('location.latitude', 'es un número de -90 a 90, dentro del país'),
  invalid_longitude: field('location.longitude', 'es un número de -180 a 180, dentro del país'),
  invalid_user_id: field('user_id', 'es el id de la cuenta que inició sesión'),
};
