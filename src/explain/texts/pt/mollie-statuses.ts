import type {
  mollieLineStatuses as lineEntries,
  mollieStatuses as entries,
} from '../../entries/mollie-statuses.ts';
import type { Text } from '../text.ts';

export const mollieStatuses: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'O pedido existe e ainda não foi pago.',
    cause: 'O cliente ainda não terminou o checkout, ou desistiu dele.',
    hint: 'aguardando o pagamento',
  },
  paid: {
    meaning: 'O pedido está pago e falta enviá-lo; pode ser reembolsado, não cancelado.',
    cause: 'O cliente pagou com um meio que cobra na hora, como o iDEAL.',
    hint: 'pago, falta enviar',
  },
  pending: {
    meaning: 'A empresa do meio de pagamento está analisando o pedido; isso pode levar dias.',
    cause: 'O cliente escolheu um meio como a Klarna, que analisa alguns pedidos manualmente.',
    hint: 'o pagamento está em análise',
  },
  authorized: {
    meaning: 'O pagamento está autorizado; o dinheiro chega quando as linhas são enviadas.',
    cause: 'O cliente escolheu um meio que cobra no envio, como a Klarna, e foi aceito.',
    hint: 'autorizado, cobrado no envio',
  },
  shipping: {
    meaning:
      'Uma parte do pedido foi enviada. Um cancelamento encerra o resto, e o pedido fica concluído.',
    cause: 'A loja enviou algumas linhas e ainda não as outras.',
    hint: 'enviado em parte',
  },
  completed: {
    meaning:
      'Todas as linhas foram enviadas ou canceladas, e ao menos uma foi enviada; o pedido terminou.',
    cause: 'A loja enviou o que faltava, ou cancelou.',
    hint: 'enviado, salvo o que foi cancelado',
  },
  canceled: {
    meaning: 'Todas as linhas do pedido foram canceladas; o pedido terminou.',
    cause: 'A loja ou o sistema dela o cancelou; clientes não podem fazer isso.',
    hint: 'cancelado, já não pode ser pago',
  },
  expired: {
    meaning: 'O tempo do pedido acabou; as linhas dele foram canceladas.',
    cause:
      'Ninguém pagou, ou o que foi autorizado não foi enviado a tempo; um pedido dura 28 dias se não houver outro prazo.',
    hint: 'expirou',
  },
};

export const mollieLineStatuses: Record<keyof typeof lineEntries, Text> = {
  created: {
    meaning:
      'A linha espera o pagamento do pedido; por enquanto só o pedido inteiro pode ser cancelado.',
    cause: 'Ninguém pagou o pedido ainda, ou o pagamento continua em análise.',
    hint: 'aguardando o pagamento',
  },
  paid: {
    meaning: 'A linha está paga e não foi enviada; pode ser reembolsada, não cancelada.',
    cause: 'O cliente pagou com um meio que cobra na hora, como o iDEAL.',
    hint: 'paga, falta enviar',
  },
  authorized: {
    meaning: 'A linha espera o envio; o dinheiro chega com ele.',
    cause: 'O cliente escolheu um meio que cobra no envio, como a Klarna.',
    hint: 'autorizada, cobrada no envio',
  },
  shipping: {
    meaning: 'Uma parte da quantidade desta linha foi enviada.',
    cause: 'A loja enviou menos unidades do que as pedidas.',
    hint: 'enviada em parte',
  },
  completed: {
    meaning: 'A linha foi enviada; uma parte dela pode ter sido cancelada.',
    cause: 'A loja enviou a linha, ou tudo o que dela não foi cancelado.',
    hint: 'enviada',
  },
  canceled: {
    meaning: 'A linha inteira foi cancelada; não será enviada.',
    cause: 'A loja ou o sistema dela cancelou a linha ou o pedido, ou o pedido expirou.',
    hint: 'cancelada, não será enviada',
  },
};
