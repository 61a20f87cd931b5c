import type { paymentDetails as entries } from '../../entries/payment-details.ts';
import type { Text } from '../text.ts';

export const paymentDetails: Record<keyof typeof entries, Text> = {
  ready_to_process: {
    meaning: 'O pagamento está preparado e espera pelo cliente.',
    cause: 'O pedido foi criado, e o código dele ainda não foi pago.',
    hint: 'pronto, aguardando o cliente',
  },
  created: {
    meaning: 'O pagamento existe e nada foi tentado ainda.',
    cause: 'O pedido acabou de ser criado.',
    hint: 'aguardando o cliente',
  },
  accredited: {
    meaning: 'O pagamento foi aprovado e o dinheiro foi creditado.',
    cause: 'O cliente pagou.',
    hint: 'aprovado, dinheiro creditado',
  },
  partially_refunded: {
    meaning: 'O pagamento foi aprovado, e uma parte foi devolvida.',
    cause: 'A loja, o sistema dela ou alguém no painel reembolsou uma parte.',
    hint: 'aprovado, uma parte reembolsada',
  },
  refunded: {
    meaning: 'O pagamento foi aprovado e depois devolvido por inteiro.',
    cause: 'A loja, o sistema dela ou alguém no painel o reembolsou.',
    hint: 'aprovado e depois reembolsado',
  },
  canceled: {
    meaning: 'O pagamento foi cancelado antes de ser feito; nenhum dinheiro se moveu.',
    cause: 'O pedido foi cancelado.',
    hint: 'cancelado, nenhum dinheiro se moveu',
  },
  canceled_by_api: {
    meaning: 'O pagamento foi cancelado pela API junto com o pedido; nenhum dinheiro se moveu.',
    cause: 'O sistema da loja ou esta ferramenta cancelou o pedido.',
    hint: 'cancelado pela API',
  },
  canceled_on_terminal: {
    meaning: 'O pagamento foi cancelado na maquininha; nenhum dinheiro se moveu.',
    cause: 'Alguém apertou cancelar na maquininha Point.',
    hint: 'cancelado na maquininha',
  },
  canceled_transaction: {
    meaning: 'O pagamento foi cancelado junto com o pedido; nenhum dinheiro se moveu.',
    cause: 'O pedido foi cancelado antes de ser pago; pedidos pagos on-line dizem assim.',
    hint: 'cancelado, nenhum dinheiro se moveu',
  },
  cancellation_requested: {
    meaning:
      'O cancelamento foi pedido enquanto uma maquininha tem o pedido; ainda não está cancelado.',
    cause: 'Uma maquininha Point já tinha pegado o pedido quando ele foi cancelado.',
    hint: 'cancelamento solicitado, ainda não feito',
  },
  expired: {
    meaning: 'O pagamento não foi feito a tempo; nenhum dinheiro se moveu.',
    cause: 'Ninguém pagou antes de o pedido expirar.',
    hint: 'expirou sem pagamento',
  },
  in_process: {
    meaning: 'O pagamento começou e ainda não foi decidido.',
    cause: 'O Mercado Pago ou o banco do cliente ainda o está verificando.',
    hint: 'em processamento',
  },
  pending_review_manual: {
    meaning: 'Pessoas do Mercado Pago analisam o pagamento antes da decisão.',
    cause: 'Os controles contra fraude pediram uma análise mais atenta.',
    hint: 'em análise manual',
  },
  waiting_payment: {
    meaning: 'O pagamento começou, e o cliente ainda precisa concluí-lo.',
    cause: 'O meio de pagamento precisa de mais um passo do cliente.',
    hint: 'aguardando que o cliente o conclua',
  },
  check_on_terminal: {
    meaning: 'É preciso olhar a maquininha para saber se o pagamento foi aprovado.',
    cause: 'A maquininha perdeu a conexão no meio do pagamento.',
    hint: 'ver o resultado na maquininha',
  },
  at_terminal: {
    meaning: 'Uma maquininha mostra o pagamento e espera pelo cliente.',
    cause: 'O pedido foi criado para uma maquininha Point.',
    hint: 'na maquininha, aguardando o cliente',
  },
  failed: {
    meaning: 'O pagamento foi recusado, e nenhum motivo mais preciso é dado.',
    cause: 'Dados do cartão errados, os controles contra fraude ou o banco do cliente.',
    hint: 'recusado',
  },
  bad_filled_card_data: {
    meaning: 'O pagamento foi recusado porque os dados do cartão estão errados.',
    cause: 'O número, o código de segurança ou a validade foi digitado errado.',
    hint: 'recusado: os dados do cartão estão errados',
  },
  high_risk: {
    meaning: 'O pagamento foi recusado pelos controles contra fraude.',
    cause: 'Algo pareceu fora do comum: o valor, o aparelho ou o histórico da conta.',
    hint: 'recusado pelos controles contra fraude',
  },
  rejected_by_issuer: {
    meaning: 'O banco que emitiu o cartão recusou o pagamento.',
    cause: 'O banco não diz por quê; só o cliente pode perguntar.',
    hint: 'recusado pelo banco do cartão',
  },
  required_call_for_authorize: {
    meaning: 'O banco quer que o cliente autorize este pagamento antes de uma nova tentativa.',
    cause: 'O valor ou a loja não é habitual para este cartão.',
    hint: 'recusado: é preciso ligar antes para o banco',
  },
  max_attempts_exceeded: {
    meaning: 'O pagamento foi recusado porque foi tentado vezes demais.',
    cause: 'O mesmo cartão foi tentado várias vezes em pouco tempo.',
    hint: 'recusado: tentativas demais',
  },
  card_disabled: {
    meaning: 'O pagamento foi recusado porque o cartão está bloqueado ou inativo.',
    cause: 'Um cartão novo ainda não foi ativado, ou o banco o bloqueou.',
    hint: 'recusado: o cartão não está ativo',
  },
  insufficient_amount: {
    meaning: 'O pagamento foi recusado porque não há dinheiro suficiente.',
    cause: 'O saldo ou o limite do cartão não chega ao valor.',
    hint: 'recusado: dinheiro insuficiente',
  },
  card_insufficient_amount: {
    meaning: 'O pagamento foi recusado porque o cartão não cobre o valor.',
    cause: 'O limite do cartão está esgotado; pedidos pagos on-line dizem assim.',
    hint: 'recusado: o cartão não cobre o valor',
  },
  amount_limit_exceeded: {
    meaning: 'O pagamento foi recusado porque o valor passa de um limite.',
    cause: 'O banco ou o Mercado Pago limita cada pagamento, ou os de um dia.',
    hint: 'recusado: o valor passa de um limite',
  },
  invalid_installments: {
    meaning: 'O pagamento foi recusado porque este número de parcelas não é oferecido.',
    cause: 'O cartão ou o banco não oferece as parcelas escolhidas.',
    hint: 'recusado: essas parcelas não são oferecidas',
  },
  invalid_card_token: {
    meaning: 'O pagamento foi recusado porque o token do cartão já não é válido.',
    cause: 'O token foi usado antes ou é antigo demais; diz respeito a pedidos pagos on-line.',
    hint: 'recusado: o token do cartão não é válido',
  },
  processing_error: {
    meaning: 'O pagamento falhou por um motivo técnico.',
    cause: 'Uma falha passageira do Mercado Pago, do banco ou da rede de cartões.',
    hint: 'falhou por um motivo técnico',
  },
  in_review: {
    meaning: 'O pagamento não foi feito, e o motivo é desconhecido ou não pode ser dito.',
    cause: 'O Mercado Pago guarda para si o motivo de algumas recusas.',
    hint: 'falhou, sem motivo informado',
  },
};
