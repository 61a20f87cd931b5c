import type { orderSystemErrors as entries } from '../../entries/order-system-errors.ts';
import type { Text } from '../text.ts';

export const orderSystemErrors: Record<keyof typeof entries, Text> = {
  already_canceled: {
    meaning: 'O pedido já estava cancelado antes deste comando, que não mudou nada.',
    cause: 'Outra tentativa, outra pessoa ou o próprio sistema de pedidos o cancelou.',
    hint: 'Não resta nada a fazer com este pedido; com `--if-open` cancelá-lo conta como sucesso. Uma venda nova leva uma chave própria.',
  },
  not_supported: {
    meaning: 'Este sistema de pedidos não pode fazer isso; nada foi enviado.',
    cause: 'O comando ou a opção é para outro sistema de pedidos, e este não tem nada parecido.',
    hint: 'Faça isso no próprio sistema de pedidos, ou escolha outro com `--provider` ou `--profile`.',
  },
  mixed_systems: {
    meaning: 'Os ids são de sistemas de pedidos diferentes; nada foi enviado.',
    cause: 'Uma lista de ids veio de várias lojas ou sistemas; um comando fala com um só sistema.',
    hint: 'Execute o comando uma vez para cada sistema de pedidos, com os ids dele.',
  },
  wrong_profile: {
    meaning: 'O perfil é de outro sistema de pedidos que não o do pedido; nada foi enviado.',
    cause: 'O perfil em uso, ou o que `--profile` ou MP_ORDERS_PROFILE indica, é de outro sistema.',
    hint: 'Indique um perfil do sistema certo com `--profile`; `mp-orders auth list` mostra os que há.',
  },
  order_in_error: {
    meaning:
      'O fluxo do pedido parou com um erro dentro do seu sistema de pedidos; nada o faz avançar sozinho.',
    cause:
      'Uma etapa do sistema de pedidos falhou, como um serviço de pagamento ou de estoque que não respondeu.',
    hint: 'Veja o pedido no painel do próprio sistema: alguém precisa colocá-lo em andamento de novo lá.',
  },
  order_open_cancel: {
    meaning: 'O cancelamento foi pedido, e o pedido ainda não está cancelado.',
    cause: 'O vendedor não decidiu dentro do tempo que --timeout dava.',
    hint: 'Não envie o cancelamento de novo: `mp-orders watch` acompanha o pedido até a decisão.',
  },
};
