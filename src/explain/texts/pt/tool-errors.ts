import type { toolErrors as entries } from '../../entries/tool-errors.ts';
import type { Text } from '../text.ts';

export const toolErrors: Record<keyof typeof entries, Text> = {
  invalid_usage: {
    meaning: 'Esta ferramenta não entende o comando; nada foi enviado.',
    cause: 'Uma opção foi digitada errada, está sem valor ou não combina com outra.',
    hint: 'Acrescente --help para ver o que o comando aceita.',
  },
  invalid_order: {
    meaning: 'O pedido não cumpre regras da API; nada foi enviado.',
    cause:
      'Um texto é longo demais, um valor ou uma duração passa dos limites, ou falta algo obrigatório.',
    hint: 'Corrija os campos indicados acima; `--dry-run` mostra a requisição.',
  },
  invalid_order_id: {
    meaning: 'O que foi digitado não é o id de um pedido; nada foi enviado.',
    cause: 'Foi usado o id de um pagamento (PAY…), uma external_reference ou um id encurtado.',
    hint: 'O id de um pedido é ORD seguido de 26 letras e números; os da Mollie começam com ord_ e os da VTEX são como 1172452900788-01.',
  },
  invalid_amount: {
    meaning: 'O que foi digitado não é um valor monetário; nada foi enviado.',
    cause: 'Foi escrito com vírgula, separador de milhar, sinal ou casas decimais demais.',
    hint: 'Escreva os valores assim: 50 ou 24.50.',
  },
  invalid_duration: {
    meaning: 'O que foi digitado não é uma duração; nada foi enviado.',
    cause: 'Um número sem unidade, ou unidades em ordem diferente de horas, minutos, segundos.',
    hint: 'Escreva as durações assim: 90s, 16m, 2h ou PT16M.',
  },
  invalid_date: {
    meaning: 'O que foi digitado não é uma data; nada foi enviado.',
    cause: 'O dia não existe, falta o fuso à hora, ou as partes estão em outra ordem.',
    hint: 'Escreva as datas assim: 2026-11-21, 2026-11-21T16:30:00-03:00, ou há quanto tempo: 2h, 7d.',
  },
  invalid_emv_qr: {
    meaning: 'O texto não é um código de pagamento do tipo EMV.',
    cause: 'Foi cortado ao ser copiado, ou é um link ou outro tipo de código QR.',
    hint: 'Passe o texto inteiro do código, como qr_data, entre aspas.',
  },
  qr_payload_too_long: {
    meaning: 'O texto não cabe em nenhum código QR.',
    cause: 'Foi passado algo que não é o texto de um código de pagamento.',
    hint: 'Passe o qr_data de um pedido; ele tem algumas centenas de caracteres.',
  },
  invalid_config: {
    meaning: 'O arquivo de configuração desta ferramenta não pode ser lido.',
    cause: 'Foi editado à mão e já não é JSON, ou é de outro usuário.',
    hint: 'Corrija ou apague o arquivo que `mp-orders config path` indica.',
  },
  not_set: {
    meaning: 'Este valor padrão nunca foi definido.',
    cause: 'O nome está certo, mas nenhum valor foi guardado nele.',
    hint: 'Defina-o com `mp-orders config set`; `mp-orders config list` mostra os que há.',
  },
  no_such_profile: {
    meaning: 'Não existe um perfil com este nome.',
    cause: 'O nome foi digitado errado, ou ninguém entrou com ele neste computador.',
    hint: '`mp-orders auth list` mostra os perfis que há.',
  },
  malformed_token: {
    meaning: 'O que está guardado como access token não pode ser um; nada foi enviado.',
    cause: 'Foi copiado com aspas, espaços ou uma quebra de linha.',
    hint: 'Um token é uma só palavra como APP_USR-…: guarde-o de novo sem aspas nem quebras de linha.',
  },
  not_signed_in: {
    meaning: 'Nenhum access token foi encontrado; nada foi enviado.',
    cause: 'Ninguém entrou ainda neste computador, ou foi com outro perfil.',
    hint: 'Entre com `mp-orders auth login`, defina MP_ACCESS_TOKEN ou experimente com --sandbox.',
  },
  not_confirmed: {
    meaning: 'A resposta à pergunta não foi sim; nada foi enviado.',
    cause: 'Cancelamentos e reembolsos de uma conta real perguntam antes.',
    hint: 'Repita o comando e responda que sim, ou acrescente --yes.',
  },
  no_answer: {
    meaning: 'Uma pergunta ficou sem resposta; nada foi enviado.',
    cause: 'A entrada terminou, ou Ctrl-D foi pressionado.',
    hint: 'Repita o comando, ou informe tudo na linha de comando; --help mostra como.',
  },
  cannot_write: {
    meaning: 'Não foi possível gravar um arquivo.',
    cause: 'A pasta não existe, está cheia ou é de outro usuário.',
    hint: 'Escolha uma pasta que exista e na qual se possa gravar.',
  },
  port_in_use: {
    meaning: 'Outro programa já usa esta porta.',
    cause: 'O sandbox já está em execução, ou outro servidor ocupa a porta.',
    hint: 'Escolha outra porta, ou --port 0 para uma livre.',
  },
  port_forbidden: {
    meaning: 'Este usuário não pode abrir esta porta.',
    cause: 'As portas abaixo de 1024 são reservadas ao sistema.',
    hint: 'Escolha uma porta a partir de 1024, ou --port 0 para uma livre.',
  },
  order_not_open: {
    meaning: 'O pedido do sandbox já não está aberto, e nada mais pode acontecer com ele.',
    cause: 'Foi pago, cancelado ou expirou antes.',
    hint: 'Só um pedido com status=created pode mudar.',
  },
  pos_exists: {
    meaning: 'O sandbox já tem um ponto de venda com este nome.',
    cause: 'Foi acrescentado antes, ou vem com o sandbox.',
    hint: 'Use-o como está, ou escolha outro nome.',
  },
  invalid_pos: {
    meaning: 'Um ponto de venda não pode ter este nome.',
    cause: 'O nome está vazio, passa de 40 caracteres, ou tem espaços, hifens ou acentos.',
    hint: 'Dê ao caixa um nome de 1 a 40 letras e números.',
  },
  invalid_status_detail: {
    meaning: 'O que foi digitado não pode ser um detalhe de estado.',
    cause: 'Tem maiúsculas, espaços ou hifens.',
    hint: 'Escreva uma palavra em minúsculas, como insufficient_amount.',
  },
  outcome_unknown: {
    meaning: 'Uma alteração foi enviada e não veio resposta: pode ter sido feita ou não.',
    cause: 'A conexão caiu ou o tempo acabou depois do envio da requisição.',
    hint: 'Pode ter sido feita. Repita com a mesma chave de idempotência: assim nunca é feita duas vezes.',
  },
  pause_too_long: {
    meaning: 'O sistema de pedidos pede uma pausa maior do que se espera; nada mais foi enviado.',
    cause: 'Requisições demais, desta conta ou de outras da loja.',
    hint: 'Continue depois da pausa, ou espere mais com --max-wait.',
  },
  order_not_known: {
    meaning:
      'A última consulta de um acompanhamento ou de uma espera não disse nada: não se sabe como o pedido está agora.',
    cause: 'Não há rede, o servidor não responde, ou não encontra um pedido que existia.',
    hint: 'Pode já estar pago: consulte-o antes de fazer algo com ele.',
  },
  refused_after_loss: {
    meaning:
      'Uma tentativa ficou sem resposta, e a seguinte foi recusada por um motivo que a primeira pode ter causado: pode ter sido executada, ou não.',
    cause:
      'A primeira tentativa chegou e a resposta se perdeu; ou não chegou, e a recusa é por outro motivo.',
    hint: 'Pode ter sido executada: não envie com outra chave. `mp-orders order resume` olha de novo e diz o que aconteceu.',
  },
  unreachable: {
    meaning: 'Não foi possível chegar ao servidor; nada foi alterado.',
    cause: 'Não há rede, --base-url está errada, ou há um proxy ou um firewall no meio.',
    hint: 'Nada foi alterado. Confira a rede, ou --base-url, e tente de novo.',
  },
  untrusted_certificate: {
    meaning: 'O certificado do servidor não é confiável aqui; nada foi enviado.',
    cause:
      'Um proxy ou uma autoridade própria assina aqui, o host é outro, ou um relógio está errado.',
    hint: 'Nada foi enviado. Se um proxy ou uma autoridade própria assina aqui, indique o certificado: NODE_EXTRA_CA_CERTS=/caminho/ca.pem. Senão, confira --base-url e o relógio desta máquina.',
  },
  unexpected_redirect: {
    meaning: 'O servidor mandou a requisição para outro endereço, e esta ferramenta não o segue.',
    cause: '--base-url é uma página e não a API, ou um proxy pede para entrar.',
    hint: 'Confira --base-url, e se há um proxy ou uma página de login no meio.',
  },
  foreign_answer: {
    meaning: 'Chegou uma resposta sobre outro pedido que não o solicitado; ela não vale para nada.',
    cause:
      'Algo no caminho mistura as respostas (um cache, um proxy), ou o servidor não é o do sistema de pedidos.',
    hint: 'Confira --base-url e o que há no caminho. Não se sabe o que houve com uma mudança: `mp-orders order resume` resolve.',
  },
  unexpected_answer: {
    meaning: 'O servidor disse que sim, mas a resposta não é a que a documentação descreve.',
    cause: 'Algo entre este computador e o provedor respondeu no lugar dele, ou a API mudou.',
    hint: '`--debug` mostra a resposta inteira; depois de uma alteração, repita só com a mesma chave de idempotência.',
  },
  interrupted: {
    meaning: 'O comando foi interrompido antes de terminar.',
    cause: 'Ctrl-C foi pressionado, ou outro programa o encerrou.',
    hint: 'Repita; depois de uma alteração, consulte o pedido primeiro.',
  },
  bug: {
    meaning: 'Esta ferramenta encontrou uma situação que seus autores não previram.',
    cause: 'Um erro do mp-orders; não é por algo que você fez.',
    hint: 'Relate o problema com estas linhas, depois de conferir que não contêm nada secreto.',
  },
};
