import type { vtexStatuses as entries } from '../../entries/vtex-statuses.ts';
import type { Text } from '../text.ts';

export const vtexStatuses: Record<keyof typeof entries, Text> = {
  'order-created': {
    meaning: 'A VTEX acabou de receber o pedido e está carregando os dados dele.',
    cause: 'A compra foi feita há pouco; a VTEX o faz avançar sozinho.',
    hint: 'recém-criado, sendo carregado',
  },
  'order-accepted': {
    meaning: 'O vendedor recebeu o pedido.',
    cause: 'Foi vendido em outra loja; o próximo passo é esperar que essa loja o libere.',
    hint: 'recebido pelo vendedor',
  },
  'on-order-completed': {
    meaning: 'O checkout terminou, e os dados do pedido estão completos.',
    cause: 'O cliente finalizou a compra; a VTEX o faz avançar sozinho.',
    hint: 'checkout concluído',
  },
  'waiting-for-authorization': {
    meaning: 'O pedido espera que o vendedor confirme que pode seguir.',
    cause: 'A loja o passou ao vendedor, que ainda não o confirmou.',
    hint: 'aguardando a confirmação do vendedor',
  },
  'payment-pending': {
    meaning: 'O pedido espera a confirmação do pagamento.',
    cause: 'O cliente ainda não pagou, ou o meio de pagamento não informou o resultado.',
    hint: 'aguardando o pagamento',
  },
  'payment-approved': {
    meaning: 'O pagamento foi aprovado, e o vendedor ainda não começou com o pedido.',
    cause: 'O cliente pagou; um pedido cujo cancelamento foi negado também pode voltar para cá.',
    hint: 'pago, aguardando o vendedor',
  },
  'window-to-cancel': {
    meaning: 'O pedido está pago e, por um tempo, pode ser cancelado sem consultar o vendedor.',
    cause: 'O pagamento acabou de ser aprovado; são 30 minutos se a loja não definiu outro prazo.',
    hint: 'pago, ainda pode ser cancelado sem consulta',
  },
  'waiting-for-fulfillment': {
    meaning: 'O pedido espera o preparo; só lojas com um sistema de armazém têm este estado.',
    cause: 'A loja que o vendeu não o liberou; depois de 30 dias a VTEX o cancela.',
    hint: 'aguardando o preparo',
  },
  'authorize-fulfillment': {
    meaning: 'A VTEX está liberando o pedido para o manuseio e confirma a reserva dos itens.',
    cause: 'O pagamento foi aprovado; sem liberação em 30 dias, a VTEX cancela o pedido.',
    hint: 'sendo liberado para o manuseio',
  },
  'ready-for-handling': {
    meaning:
      'O pedido está pago e pode ser preparado. Cancelar exige duas requisições: a segunda confirma a primeira.',
    cause: 'O vendedor ou o ERP dele ainda não informou que o manuseio começou.',
    hint: 'pronto para o manuseio pelo vendedor',
  },
  'start-handling': {
    meaning: 'O manuseio está sendo iniciado; enquanto isso, o pedido não pode ser cancelado.',
    cause: 'O vendedor ou o ERP dele acabou de começar; a VTEX o faz avançar sozinho.',
    hint: 'o manuseio está sendo iniciado',
  },
  handling: {
    meaning:
      'O vendedor está preparando o pedido. Cancelar exige duas requisições: a segunda confirma a primeira.',
    cause: 'O manuseio começou, e nenhuma nota fiscal chegou ainda.',
    hint: 'sendo preparado pelo vendedor',
  },
  invoice: {
    meaning:
      'A VTEX está verificando a nota fiscal; enquanto isso, o pedido não pode ser cancelado.',
    cause:
      'Uma nota fiscal foi enviada. Se o pedido fica aqui, o pagamento não foi liquidado ou há algo errado na nota.',
    hint: 'a nota fiscal está sendo verificada',
  },
  invoiced: {
    meaning: 'O pedido foi faturado por inteiro: a venda está feita, e já é tarde para cancelar.',
    cause:
      'O vendedor enviou a nota fiscal; o que o cliente devolver vai com uma nota de devolução.',
    hint: 'faturado, a venda está feita',
  },
  'request-cancel': {
    meaning: 'Um cancelamento foi pedido e está a caminho; o pedido ainda não está cancelado.',
    cause: 'O cliente, a loja ou esta ferramenta o pediu há pouco.',
    hint: 'cancelamento solicitado, ainda não feito',
  },
  'cancellation-requested': {
    meaning:
      'Um cancelamento foi pedido e espera o vendedor, ou uma segunda requisição que o confirme.',
    cause:
      'O pedido já estava pronto para o manuseio, ou em manuseio, quando se pediu para cancelar.',
    hint: 'cancelamento solicitado, falta o sim',
  },
  cancel: {
    meaning: 'O pedido está sendo cancelado: a VTEX está desfazendo o pagamento.',
    cause: 'O cancelamento foi aceito, ou o pagamento foi recusado.',
    hint: 'sendo cancelado',
  },
  canceled: {
    meaning:
      'O pedido foi cancelado, e o pagamento, desfeito. Um pedido pode voltar deste estado: consulte duas vezes.',
    cause:
      'O cliente, a loja, o vendedor ou esta ferramenta o cancelou, ou o pagamento foi recusado.',
    hint: 'cancelado',
  },
  'cancellation-request-denied': {
    meaning: 'O vendedor não aceitou o cancelamento; o pedido segue.',
    cause: 'A mercadoria já está feita ou embalada, e cancelar traria prejuízo ao vendedor.',
    hint: 'o vendedor negou o cancelamento',
  },
  replaced: {
    meaning: 'Outro pedido tomou o lugar deste.',
    cause: 'O cliente alterou a compra, e a VTEX fez dela um pedido novo.',
    hint: 'substituído por outro pedido',
  },
  incomplete: {
    meaning: 'A compra nunca foi finalizada: este pedido não avança e não pode ser cancelado.',
    cause:
      'O pagamento foi recusado, o cliente desistiu, ou um pagamento em outra página segue aberto.',
    hint: 'a compra não foi finalizada',
  },
  'cancellation-request-denied-ffm': {
    meaning: 'O vendedor que prepara o pedido não aceitou o cancelamento; o pedido segue.',
    cause: 'A mercadoria já está pronta ou embalada no vendedor que a envia.',
    hint: 'o vendedor que prepara negou o cancelamento',
  },
  'waiting-for-seller-decision': {
    meaning: 'O cancelamento foi pedido, e o vendedor precisa aceitar ou negar.',
    cause: 'O marketplace repassou o pedido de cancelamento ao vendedor da mercadoria.',
    hint: 'cancelamento pedido, o vendedor decide',
  },
};
