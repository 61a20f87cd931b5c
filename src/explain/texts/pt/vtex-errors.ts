import type { vtexErrors as entries } from '../../entries/vtex-errors.ts';
import type { Text } from '../text.ts';

export const vtexErrors: Record<keyof typeof entries, Text> = {
  OMS007: {
    meaning: 'Esta conta da VTEX não tem nenhum pedido com este id.',
    cause:
      'O id foi digitado errado, ou o pedido está na conta de outra loja ou de outro vendedor.',
    hint: 'Confira o id, como 1172452900788-01, e, com `mp-orders auth status`, a conta.',
  },
  OMS003: {
    meaning: 'O estado do pedido não permite o que foi solicitado.',
    cause: 'O pedido já avançou, ou ainda não chegou aonde cabe este passo.',
    hint: 'Consulte o pedido com `mp-orders get`: o estado dele diz o que pode ser feito agora.',
  },
  vtex_not_found: {
    meaning: 'O que foi pedido não existe nesta conta da VTEX.',
    cause: 'O caminho foi digitado errado, ou a conta ou o ambiente dela é outro.',
    hint: 'Confira o caminho e, com `mp-orders auth status`, a conta.',
  },
  vtex_unauthorized: {
    meaning: 'A VTEX não aceita a app key e o app token.',
    cause: 'Um dos dois foi digitado errado ou revogado, ou são de outra conta.',
    hint: 'As credenciais foram recusadas: `mp-orders auth login --provider vtex` recebe novas.',
  },
  vtex_forbidden: {
    meaning: 'A app key não pode fazer isso.',
    cause:
      'Falta aos perfis de acesso dela um recurso do License Manager; para cancelar, é `Cancel order`.',
    hint: 'No Admin, dê à app key um perfil de acesso com o recurso indicado aqui (para cancelar: `Cancel order`), como `OMS - Full access`.',
  },
  vtex_login_page: {
    meaning: 'No lugar de uma resposta veio uma página de login; isso não é sucesso.',
    cause:
      'A app key ou o app token falta ou foi recusado, ou a conta ou o ambiente foi digitado errado.',
    hint: 'Confira a conta e as chaves dela com `mp-orders auth status`, e entre de novo.',
  },
  vtex_not_cancelable: {
    meaning: 'A VTEX não cancela o pedido no estado atual.',
    cause:
      'Está faturado, por inteiro ou em parte, incompleto, substituído ou já cancelado, ou a VTEX o está fazendo avançar.',
    hint: 'Consulte o pedido com `mp-orders get`; o que foi faturado volta com uma nota de devolução.',
  },
  vtex_bad_request: {
    meaning: 'A VTEX recusou a requisição por não ser válida.',
    cause: 'O id ou um parâmetro não tem a forma correta, ou o corpo não é JSON.',
    hint: 'Corrija o que o erro indica; `--dry-run` mostra a requisição.',
  },
  vtex_rate_limited: {
    meaning: 'Foram enviadas requisições demais à VTEX em pouco tempo.',
    cause: 'Vários programas usam a mesma conta, ou um script consulta sem pausa.',
    hint: 'Requisições demais: espere um minuto e tente de novo.',
  },
  vtex_unavailable: {
    meaning: 'A VTEX, ou algo no caminho até ela, falhou.',
    cause: 'Uma falha passageira ou uma manutenção do lado da VTEX.',
    hint: 'Tente de novo daqui a pouco; depois de um cancelamento, consulte o pedido com `mp-orders get` primeiro.',
  },
  vtex_cancel_denied: {
    meaning: 'O vendedor disse não ao cancelamento, e o pedido segue.',
    cause: 'A mercadoria já está feita ou embalada, e cancelar traria prejuízo ao vendedor.',
    hint: 'Resolva com o vendedor; `mp-orders get` mostra em que estado está o pedido.',
  },
  vtex_second_request_needed: {
    meaning: 'Neste estado, um cancelamento exige duas requisições: a segunda confirma a primeira.',
    cause:
      'O pedido está em ready-for-handling ou handling: o vendedor pode ter começado a prepará-lo.',
    hint: 'Consulte o pedido e, se mesmo assim for para cancelar, acrescente `--confirm-second`.',
  },
  vtex_not_signed_in: {
    meaning: 'Nenhuma app key e nenhum app token da VTEX foi encontrado; nada foi enviado.',
    cause: 'Ninguém entrou na VTEX ainda neste computador, ou foi com outro perfil.',
    hint: 'Entre com `mp-orders auth login --provider vtex`, defina VTEX_APP_KEY e VTEX_APP_TOKEN, ou experimente com --sandbox.',
  },
  vtex_outcome_unknown: {
    meaning:
      'Um cancelamento foi enviado à VTEX e não veio resposta: pode ter sido recebido ou não.',
    cause: 'A conexão caiu ou o tempo acabou depois do envio da requisição.',
    hint: 'Não envie de novo, pois uma segunda requisição pode confirmar a primeira: consulte o pedido com `mp-orders get`.',
  },
  vtex_unexpected_answer: {
    meaning: 'A VTEX disse que sim, mas a resposta não é a que a documentação descreve.',
    cause: 'Algo entre este computador e a VTEX respondeu no lugar dela, ou a API mudou.',
    hint: '`--debug` mostra a resposta inteira; depois de um cancelamento, consulte o pedido com `mp-orders get` e não envie de novo.',
  },
  vtex_try_again_later: {
    meaning: 'A VTEX recusou a requisição só por enquanto; nada foi alterado.',
    cause: 'A VTEX ainda está movendo o pedido, e isso passa sozinho.',
    hint: 'Consulte o pedido com `mp-orders get` em alguns minutos e tente de novo então.',
  },
};
