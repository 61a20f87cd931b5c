import type { keyErrors as entries } from '../../entries/key-errors.ts';
import type { Text } from '../text.ts';

export const keyErrors: Record<keyof typeof entries, Text> = {
  key_of_another_request: {
    meaning:
      'Segundo o registro deste computador, esta chave de idempotência é de outra requisição; nada foi enviado.',
    cause:
      'A chave foi usada de novo para outra venda, ou algo da requisição mudou: um valor, um padrão da configuração.',
    hint: 'Repita a requisição como ela foi enviada antes, ou veja no que deu. Outra venda ou outro reembolso tem uma chave própria.',
  },
  key_of_open_request: {
    meaning:
      'Outra requisição foi enviada com esta chave e não se sabe no que deu; agora nada foi enviado.',
    cause:
      'Uma resposta se perdeu ou o processo foi interrompido, e depois a mesma chave foi usada com outro conteúdo.',
    hint: 'Descubra primeiro no que deu a anterior: `mp-orders order resume`.',
  },
  key_too_old: {
    meaning:
      'Uma requisição foi enviada com esta chave, não se sabe no que deu, e o sistema de pedidos pode ter esquecido a chave; agora nada foi enviado.',
    cause:
      'Uma resposta se perdeu, e o mesmo comando veio de novo depois do tempo em que o sistema lembra uma chave.',
    hint: 'Pode ter sido feita. `mp-orders order resume` procura por ela e não envia nada que possa fazê-la duas vezes.',
  },
  outcome_unknowable: {
    meaning:
      'Uma requisição foi enviada com esta chave e ninguém consegue descobrir no que deu; agora nada foi enviado.',
    cause: 'Uma busca não encontrou nada, o que prova pouco, ou alguém desistiu dela.',
    hint: 'Procure por ela na conta do sistema de pedidos, pela referência e pela hora, antes de enviar algo no lugar dela.',
  },
  order_not_read: {
    meaning:
      'Segundo o registro deste computador o pedido desta chave existe, e não foi possível ler como está agora; agora nada foi enviado.',
    cause: 'Não foi possível chegar ao sistema de pedidos, ou ele não aceitou as credenciais.',
    hint: 'Nada se perdeu: leia o pedido de novo, ou repita o mesmo comando.',
  },
  already_paid: {
    meaning: 'O pedido desta chave já estava pago antes deste comando, por uma venda anterior.',
    cause: 'Um número de senha ou de venda foi usado de novo como chave.',
    hint: 'Não entregue nada por ele: uma venda nova leva uma chave que nenhuma outra teve, como a data e o número.',
  },
  already_expired: {
    meaning: 'O pedido desta chave já tinha expirado antes deste comando.',
    cause:
      'A mesma venda foi tentada de novo fora do prazo, ou o número dela foi usado de novo como chave.',
    hint: 'Este pedido não pode mais ser pago: um novo leva uma chave própria.',
  },
  already_refunded: {
    meaning: 'O pedido desta chave já estava pago e reembolsado antes deste comando.',
    cause: 'Um número de senha ou de venda foi usado de novo como chave.',
    hint: 'Não entregue nada por ele: uma venda nova leva uma chave que nenhuma outra teve, como a data e o número.',
  },
  already_over: {
    meaning: 'O pedido desta chave já tinha terminado antes deste comando.',
    cause: 'Um número de senha ou de venda foi usado de novo como chave.',
    hint: 'Veja o pedido: uma venda nova leva uma chave que nenhuma outra teve, como a data e o número.',
  },
};
