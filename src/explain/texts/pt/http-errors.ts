import type { httpErrors as entries } from '../../entries/http-errors.ts';
import type { Text } from '../text.ts';

export const httpErrors: Record<keyof typeof entries, Text> = {
  http_400: {
    meaning: 'O provedor recusou a requisição por não ser válida.',
    cause: 'Um campo falta, foi digitado errado ou tem um valor que não é aceito.',
    hint: 'Confira os campos da requisição; `--dry-run` a mostra.',
  },
  http_401: {
    meaning: 'O provedor não aceita o access token.',
    cause: 'O token foi digitado errado, renovado ou revogado.',
    hint: 'O access token foi recusado: `mp-orders auth login` recebe um novo.',
  },
  http_402: {
    meaning: 'O pagamento foi recusado; o pedido em si foi aceito.',
    cause: 'O cartão ou a conta do cliente não pôde pagar.',
    hint: 'O pagamento foi recusado: o status_detail do pagamento diz por quê.',
  },
  http_403: {
    meaning: 'Esta conta não pode fazer isso.',
    cause: 'Falta a permissão à aplicação do token, ou o pedido é de outra conta.',
    hint: 'Esta conta não pode fazer isso: `mp-orders auth status` mostra qual é.',
  },
  http_404: {
    meaning: 'O que foi pedido não existe para esta conta.',
    cause: 'O id ou o caminho foi digitado errado, ou outra conta entrou.',
    hint: 'Confira o id e, com `mp-orders auth status`, a conta.',
  },
  http_408: {
    meaning: 'O servidor parou de esperar pela requisição.',
    cause: 'Uma conexão lenta ou interrompida entre este computador e o provedor.',
    hint: 'Confira a conexão e tente de novo com a mesma chave de idempotência.',
  },
  http_409: {
    meaning: 'A requisição entra em conflito com o estado do pedido ou com outra requisição.',
    cause: 'O pedido mudou nesse meio-tempo, ou uma chave de idempotência foi usada duas vezes.',
    hint: 'Consulte o pedido de novo com `mp-orders get` antes da próxima tentativa.',
  },
  http_423: {
    meaning: 'Outra requisição bloqueou o que foi pedido.',
    cause: 'Duas requisições para a mesma coisa chegaram ao mesmo tempo.',
    hint: 'Repita em alguns segundos com a mesma chave de idempotência.',
  },
  http_429: {
    meaning: 'Foram enviadas requisições demais em pouco tempo.',
    cause: 'Vários caixas usam o mesmo token, ou um script consulta sem pausa.',
    hint: 'Requisições demais: espere um pouco e tente de novo.',
  },
  http_5xx: {
    meaning: 'O provedor, ou algo no caminho até ele, falhou.',
    cause: 'Uma falha passageira ou uma manutenção do lado do provedor.',
    hint: 'Tente de novo daqui a pouco com a mesma chave de idempotência; se continuar, informe o request id ao suporte do provedor.',
  },
  http_402_refund: {
    meaning: 'O reembolso foi recusado; o pedido fica como está.',
    cause: 'A conta da loja não tem saldo suficiente, ou o reembolso não é mais permitido.',
    hint: 'Nada foi devolvido: confira se a conta cobre o reembolso e consulte o pedido com `mp-orders get`.',
  },
  http_409_create: {
    meaning: 'O pedido novo conflita com algo que já existe; nenhum pedido foi criado.',
    cause:
      'Há outro pedido no caminho, ou a chave de idempotência dele foi usada em outra requisição.',
    hint: 'Nenhum pedido foi criado: resolva o que o erro indica e crie-o de novo.',
  },
  http_425: {
    meaning: 'A requisição chegou cedo demais: o objeto dela ainda não está pronto.',
    cause: 'Um pagamento recém-feito ainda está sendo registrado.',
    hint: 'Repita em alguns minutos com a mesma chave de idempotência.',
  },
};
