import type { stateErrors as entries } from '../../entries/state-errors.ts';
import type { Text } from '../text.ts';

export const stateErrors: Record<keyof typeof entries, Text> = {
  idempotency_key_already_used: {
    meaning:
      'Esta chave de idempotência foi usada nas últimas 24 horas para uma requisição com outro conteúdo.',
    cause: 'Uma chave foi reaproveitada em outra venda, ou o corpo mudou entre duas tentativas.',
    hint: 'Esta chave é de outra requisição das últimas 24 horas: use uma nova para uma requisição nova.',
  },
  idempotency_validation_failed: {
    meaning: 'O Mercado Pago não conseguiu verificar a chave de idempotência.',
    cause: 'Uma falha do lado do Mercado Pago ao procurar a chave.',
    hint: 'Tente de novo daqui a pouco com a mesma chave de idempotência; veja antes se já foi feito.',
  },
  resource_locked: {
    meaning:
      'Outra requisição com a mesma chave, ou para o mesmo pedido, ainda está sendo processada.',
    cause: 'Dois caixas ou duas tentativas enviaram a mesma coisa ao mesmo tempo.',
    hint: 'Uma requisição com esta chave ainda está sendo processada: repita em alguns segundos.',
  },
  order_already_canceled: {
    meaning: 'O pedido já está cancelado e não pode ser cancelado outra vez.',
    cause: 'Foi cancelado antes: por outro caixa, em outra tentativa ou ao repetir esta.',
    hint: 'Só um pedido com status=created pode ser cancelado: `mp-orders get` mostra o estado dele.',
  },
  cannot_cancel_order: {
    meaning: 'O pedido já não pode ser cancelado no estado atual.',
    cause:
      'O cliente pagou antes de o cancelamento chegar, ou o tempo acabou; o que foi pago se reembolsa, não se cancela.',
    hint: 'Só um pedido com status=created pode ser cancelado: `mp-orders get` mostra o estado dele.',
  },
  invalid_order_status: {
    meaning: 'O estado do pedido não permite isso.',
    cause: 'O pedido mudou desde a última consulta: foi pago, cancelado, reembolsado ou expirou.',
    hint: 'Consulte o pedido de novo com `mp-orders get`: o estado dele não permite isso.',
  },
  cannot_refund_order: {
    meaning: 'O pedido não pode ser reembolsado no estado atual.',
    cause: 'Nunca foi pago; só um pedido com status=processed tem dinheiro a devolver.',
    hint: 'Só um pedido pago (status=processed) pode ser reembolsado: `mp-orders get` mostra o estado dele.',
  },
  order_already_refunded: {
    meaning: 'Todo o valor do pedido já foi devolvido.',
    cause: 'O reembolso foi feito antes: por outro caixa, em outra tentativa ou no painel.',
    hint: 'Não resta nada a reembolsar: `mp-orders get` mostra os reembolsos feitos.',
  },
  unsupported_partially_refunds: {
    meaning: 'Este pedido só pode ser reembolsado por inteiro.',
    cause:
      'O país ou o meio de pagamento não admite reembolso parcial; o Brasil não o tem para pedidos QR.',
    hint: 'Reembolse o pedido inteiro: omita o valor.',
  },
  refund_amount_exceeds: {
    meaning: 'O reembolso é maior do que o que resta do pagamento.',
    cause:
      'Uma parte já tinha sido reembolsada, ou um desconto fez o cliente pagar menos que total_amount.',
    hint: 'Reembolse no máximo o que resta: `mp-orders get` mostra o que foi pago e reembolsado.',
  },
  refund_in_progress: {
    meaning: 'Um reembolso deste pedido ainda está sendo processado.',
    cause: 'O mesmo reembolso foi pedido duas vezes em pouco tempo.',
    hint: 'Espere alguns minutos e consulte com `mp-orders get` antes de pedir de novo.',
  },
  in_store_payment_refund_order: {
    meaning:
      'O prazo para reembolsar este pagamento acabou: são 360 dias desde o dia do pagamento.',
    cause: 'A venda tem mais de 360 dias.',
    hint: 'Já é tarde para reembolsar este pagamento por aqui; resolva com o cliente de outra forma.',
  },
  partial_refund_forbidden_with_tips: {
    meaning: 'Um pedido com gorjeta só pode ser reembolsado por inteiro.',
    cause: 'Foi pedido um reembolso parcial, e o cliente tinha dado gorjeta.',
    hint: 'Reembolse o pedido inteiro: omita o valor.',
  },
  partial_refund_not_allowed_with_cashout: {
    meaning: 'Um pedido com saque em dinheiro só pode ser reembolsado por inteiro.',
    cause: 'Foi pedido um reembolso parcial, e o cliente também tinha sacado dinheiro.',
    hint: 'Reembolse o pedido inteiro: omita o valor.',
  },
  internal_error: {
    meaning: 'O Mercado Pago falhou ao processar a requisição.',
    cause: 'Uma falha passageira do lado do Mercado Pago.',
    hint: 'Tente de novo daqui a pouco com a mesma chave de idempotência; se continuar, informe o request id ao suporte do Mercado Pago.',
  },
  '500': {
    meaning: 'O Mercado Pago falhou ao processar a requisição e não diz a causa.',
    cause: 'Uma falha passageira do lado do Mercado Pago; a mensagem às vezes diz mais.',
    hint: 'Tente de novo daqui a pouco com a mesma chave de idempotência; se continuar, informe o request id ao suporte do Mercado Pago.',
  },
  refund_period_exceeded: {
    meaning: 'O prazo para reembolsar este pagamento já passou.',
    cause:
      'O pagamento é antigo demais: as páginas indicam 90, 180 e 360 dias, conforme o produto e o país.',
    hint: 'É tarde demais para reembolsá-lo aqui; combine com o cliente de outra maneira.',
  },
  action_not_allowed_for_current_state: {
    meaning: 'O pedido está em um status que não permite isso.',
    cause: 'Ele mudou desde a última consulta, ou nunca foi pago.',
    hint: 'Consulte o pedido com `mp-orders get`: o status dele diz o que pode ser feito.',
  },
  movement_operations_pending: {
    meaning:
      'O dinheiro deste pedido ainda está sendo movimentado, então ele ainda não pode ser reembolsado.',
    cause: 'O pagamento, ou um reembolso anterior, ainda está sendo registrado.',
    hint: 'Espere alguns minutos e repita com a mesma chave de idempotência.',
  },
  payment_not_refundable: {
    meaning: 'O pagamento deste pedido não pode ser reembolsado.',
    cause: 'O meio de pagamento dele não tem reembolso, ou o pagamento não foi concluído.',
    hint: 'Veja com `mp-orders get` como foi pago; combine com o cliente de outra maneira.',
  },
  amount_not_refundable: {
    meaning: 'Este valor não pode ser reembolsado.',
    cause: 'É mais do que resta, ou o pagamento só aceita reembolso total.',
    hint: 'Veja com `mp-orders get` quanto resta do pagamento e reembolse no máximo isso.',
  },
  max_refunds_exceeded: {
    meaning: 'O pagamento já teve tantos reembolsos quantos são permitidos.',
    cause: 'Muitas partes foram reembolsadas, uma a uma.',
    hint: 'Veja com `mp-orders get` os reembolsos feitos; o que resta é devolvido de outra maneira.',
  },
  order_payment_not_yet_enabled_for_refund: {
    meaning: 'O pagamento foi feito há pouco e ainda não pode ser reembolsado.',
    cause: 'O Mercado Pago ainda está registrando o pagamento.',
    hint: 'Espere alguns minutos e repita com a mesma chave de idempotência.',
  },
  insufficient_money_for_refund: {
    meaning: 'A conta da loja não tem saldo suficiente para este reembolso.',
    cause: 'O dinheiro foi sacado, ou ainda não foi liberado.',
    hint: 'Nada foi devolvido: coloque saldo na conta e reembolse de novo.',
  },
  too_many_requests: {
    meaning: 'Foram pedidas movimentações de dinheiro demais em pouco tempo.',
    cause: 'Muitos reembolsos foram enviados um após o outro.',
    hint: 'Espere alguns minutos e repita com a mesma chave de idempotência.',
  },
  already_queued_order_on_terminal: {
    meaning: 'A maquininha já tem um pedido e aceita um de cada vez.',
    cause: 'O pedido anterior não foi pago nem cancelado na maquininha.',
    hint: 'Conclua ou cancele o pedido que a maquininha mostra, ou cancele o pedido anterior, e crie este de novo.',
  },
  already_queued_order_for_terminal: {
    meaning: 'A maquininha já tem um pedido e aceita um de cada vez.',
    cause: 'O pedido anterior não foi pago nem cancelado na maquininha.',
    hint: 'Conclua ou cancele o pedido que a maquininha mostra, ou cancele o pedido anterior, e crie este de novo.',
  },
  already_queued_order_for_device: {
    meaning: 'A maquininha já tem um pedido e aceita um de cada vez.',
    cause: 'O pedido anterior não foi pago nem cancelado na maquininha.',
    hint: 'Conclua ou cancele o pedido que a maquininha mostra, ou cancele o pedido anterior, e crie este de novo.',
  },
  cannot_capture_order: {
    meaning: 'Não há nada a capturar neste pedido.',
    cause: 'Só se captura um pagamento autorizado com captura manual; pedidos QR não têm.',
    hint: 'Consulte o pedido com `mp-orders get`: pedidos QR são pagos de uma vez e não são capturados.',
  },
  operation_not_supported: {
    meaning: 'Este tipo de pedido não tem esta operação.',
    cause: 'A operação é de pedidos de outro tipo ou modo.',
    hint: 'Veja o tipo do pedido com `mp-orders get`; pedidos QR são criados, cancelados e reembolsados.',
  },
  conflict: {
    meaning: 'Uma requisição com a mesma chave de idempotência ainda está sendo processada.',
    cause: 'Duas tentativas com a mesma chave chegaram ao mesmo tempo.',
    hint: 'Repita em alguns segundos com a mesma chave de idempotência.',
  },
};
