import type { posErrors as entries } from '../../entries/pos-errors.ts';
import type { Text } from '../text.ts';

const field = (name: string, rule: string): Text => ({
  meaning: `O campo ${name} do caixa ou da loja não é aceito.`,
  cause: `O valor dele não é o que o campo aceita: ${rule}.`,
  hint: `Corrija ${name}: ${rule}.`,
});

const taken: Text = {
  meaning: 'Já existe um caixa com este external_id.',
  cause: 'O external_id já foi usado; cada caixa de uma conta tem o seu.',
  hint: 'Use o que já existe (`mp-orders pos list`), ou escolha outro external_id.',
};

const unknownField: Text = {
  meaning: 'O caixa ou a loja tem um campo que a API não aceita.',
  cause: 'O campo foi digitado errado, ou é de outra API.',
  hint: 'Tire o campo que o erro indica.',
};

const notValid: Text = {
  meaning: 'Um campo do caixa ou da loja não é aceito.',
  cause: 'Falta um valor, ou não é o que o campo aceita.',
  hint: 'Corrija o que o erro indica.',
};

export const posErrors: Record<keyof typeof entries, Text> = {
  point_of_sale_exists: taken,
  pos_already_exists: taken,
  missing_body: {
    meaning: 'A requisição não tem corpo.',
    cause: 'Um caixa ou uma loja foi enviado sem os campos.',
    hint: 'Envie os campos como JSON, com `--data`.',
  },
  unknown_field_exception: unknownField,
  unknown_field: unknownField,
  validation_error: notValid,
  resource_bad_request_error: notValid,
  unprocessable_entity: notValid,
  store_not_found: {
    meaning: 'Esta conta não tem uma loja com este id.',
    cause: 'O id foi digitado errado, ou a loja é de outra conta.',
    hint: 'Confira o id da loja e, com `mp-orders auth status`, a conta.',
  },
  internal_error_check_store_owner: {
    meaning: 'Não foi possível verificar de quem é a loja.',
    cause: 'Uma falha passageira do provedor.',
    hint: 'Tente de novo daqui a pouco com a mesma chave de idempotência.',
  },
  internal_server_error: {
    meaning: 'O provedor falhou enquanto processava a requisição.',
    cause: 'Uma falha passageira do provedor.',
    hint: 'Tente de novo daqui a pouco com a mesma chave de idempotência.',
  },
  invalid_name: field('name', 'é um texto de 1 a 44 caracteres'),
  name_too_long: field('name', 'tem menos de 45 caracteres'),
  invalid_fixed_amount: field('fixed_amount', 'é true ou false, e true para caixas integrados'),
  fixed_amount_false: field('fixed_amount', 'deve ser true quando há uma url'),
  invalid_category: field('category', 'é o número de uma categoria (MCC) do país'),
  unknown_mcc: field('category', 'este número não é uma categoria do país'),
  pos_unknown_mcc: field('category', 'este número não é uma categoria do país'),
  invalid_store_id: field('store_id', 'é o id de uma loja desta conta'),
  pos_invalid_store_id: field('store_id', 'é o id de uma loja desta conta'),
  invalid_external_store_id: field('external_store_id', 'é o external_id de uma loja desta conta'),
  external_store_id_not_match: field(
    'external_store_id',
    'indica uma loja diferente da de store_id',
  ),
  inexistent_external_store_id: field(
    'external_store_id',
    'esta conta não tem uma loja com esse external_id',
  ),
  invalid_external_id: field('external_id', 'são só letras e números, sem hífen'),
  external_id_too_long: field(
    'external_id',
    'um caixa tem menos de 40 caracteres, uma loja no máximo 60',
  ),
  invalid_url: field('url', 'é um endereço de no máximo 300 caracteres em um host permitido'),
  url_too_long: field('url', 'tem no máximo 300 caracteres'),
  invalid_pos_id: field('id', 'é o número de um caixa desta conta'),
  invalid_limit: field('limit', 'é um número inteiro dentro dos limites da busca'),
  invalid_offset: field('offset', 'é um número inteiro a partir de 0'),
  invalid_business_hours: field(
    'business_hours',
    'cada dia é uma lista de open e close, como 08:00 e 12:00',
  ),
  invalid_day: field('business_hours', 'os dias são de monday a sunday'),
  invalid_location: field(
    'location',
    'precisa de rua, número, cidade, estado, latitude e longitude',
  ),
  invalid_street_name: field('location.street_name', 'é só o nome da rua'),
  invalid_street_number: field('location.street_number', 'é o número como texto'),
  invalid_city_name: field('location.city_name', 'é uma das cidades do estado, com acentos'),
  invalid_state_name: field('location.state_name', 'é um dos estados do país, com acentos'),
  invalid_reference: field('location.reference', 'é um texto curto'),
  invalid_zip_code: field('location.zip_code', 'é um CEP do país'),
  invalid_latitude: field('location.latitude', 'é um número de -90 a 90, dentro do país'),
  invalid_longitude: field('location.longitude', 'é um número de -180 a 180, dentro do país'),
  invalid_user_id: field('user_id', 'é o id da conta do login'),
};
