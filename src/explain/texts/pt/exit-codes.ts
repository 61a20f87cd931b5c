import type { exitCodes as entries } from '../../entries/exit-codes.ts';
import type { Text } from '../text.ts';

export const exitCodes: Record<keyof typeof entries, Text> = {
  '0': {
    meaning: 'O comando fez o que foi pedido.',
    cause: 'Tudo deu certo; uma lista vazia também conta.',
    hint: 'Não resta nada a fazer.',
  },
  '1': {
    meaning: 'O comando terminou por um erro desta ferramenta.',
    cause: 'mp-orders encontrou uma situação que seus autores não previram.',
    hint: 'Relate o problema com o que foi mostrado, depois de conferir que não contém nada secreto.',
  },
  '2': {
    meaning: 'O comando ou os dados não são válidos; nada foi enviado.',
    cause:
      'Uma opção foi digitada errada, um valor não tem a forma correta ou falta algo obrigatório.',
    hint: 'Leia as linhas mostradas; --help diz o que o comando aceita.',
  },
  '3': {
    meaning: 'O provedor entendeu a requisição e a recusou.',
    cause: 'Um campo não é aceito, o pagamento foi recusado, ou a conta não pode usar um recurso.',
    hint: 'Corrija o que o erro indica e repita o comando.',
  },
  '4': {
    meaning: 'Ninguém entrou, ou as credenciais foram recusadas.',
    cause: 'Nenhum access token foi encontrado, ou está errado, revogado ou sem a permissão.',
    hint: '`mp-orders auth status` mostra a conta; `mp-orders auth login` recebe um token novo.',
  },
  '5': {
    meaning: 'O que foi pedido não existe para esta conta.',
    cause: 'O id foi digitado errado ou é de outra conta.',
    hint: 'Confira o id e, com `mp-orders auth status`, a conta.',
  },
  '6': {
    meaning: 'O estado do pedido não permite isso, ou há outra requisição no caminho.',
    cause:
      'O pedido foi pago, cancelado ou expirou nesse meio-tempo, ou uma chave de idempotência foi usada duas vezes.',
    hint: 'Consulte o pedido com `mp-orders get` antes da próxima tentativa.',
  },
  '7': {
    meaning:
      'Não foi possível chegar ao provedor, ou ele não pôde responder; nada foi alterado. Em um acompanhamento: não se sabe como o pedido está agora.',
    cause: 'Não há rede, o tempo acabou, requisições demais, ou uma falha do provedor.',
    hint: 'Repita daqui a pouco: nada foi alterado. Um pedido em acompanhamento pode estar pago: consulte-o primeiro.',
  },
  '8': {
    meaning: 'Uma alteração foi enviada e não veio resposta: pode ter sido feita ou não.',
    cause: 'A conexão caiu ou o tempo acabou depois do envio da requisição.',
    hint: 'Resolva com `mp-orders resume`, seja criação, cancelamento ou reembolso; onde o sistema não conhece chaves, consulte o pedido e não envie de novo.',
  },
  '9': {
    meaning:
      'O acompanhamento terminou porque o pedido chegou a um estado final diferente do esperado.',
    cause:
      'O pedido foi cancelado, expirou, foi reembolsado ou teve um chargeback enquanto se esperava o pagamento.',
    hint: 'Consulte o pedido com `mp-orders get` para ver como terminou.',
  },
  '10': {
    meaning: 'O tempo do acompanhamento acabou, e a última consulta viu o pedido aberto.',
    cause: 'O cliente ainda não pagou, e --timeout ou o tempo do pedido era mais curto.',
    hint: 'Continue com `mp-orders watch`, ou encerre o pedido com `mp-orders cancel`.',
  },
  '11': {
    meaning: 'Algumas linhas de um lote ou alguns ids falharam; o resto foi feito.',
    cause: 'Alguns ids ou linhas estão errados; cada um tem seu próprio erro acima.',
    hint: 'Leia o erro de cada linha que falhou e repita só essas.',
  },
  '130': {
    meaning: 'O comando foi interrompido com Ctrl-C.',
    cause: 'Alguém pressionou Ctrl-C no terminal.',
    hint: 'Repita; depois de uma alteração, consulte o pedido primeiro.',
  },
  '143': {
    meaning: 'Outro programa encerrou o comando.',
    cause: 'Um limite de tempo, um desligamento ou um gerenciador de processos enviou SIGTERM.',
    hint: 'Repita; depois de uma alteração, consulte o pedido primeiro.',
  },
};
