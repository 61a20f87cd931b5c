import { X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { createAuthority, organization } from '../../../../src/sandbox/gateway/authority.ts';

const names = ['api.mercadopago.com', 'myvtex.com'];
const now = new Date();
const authority = createAuthority({ names, now });
const ofAuthority = new X509Certificate(authority.certificate);

/** What a client that trusts the authority says of a server that shows a certificate of its for a host. */
async function verdictOn(host: string): Promise<string> {
  const server = createServer(authority.certificateFor(host), (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ca = [authority.certificate];
  const options = { host: '127.0.0.1', port, ca, servername: /^[\d.]+$/.test(host) ? '' : host };
  try {
    return await new Promise<string>((resolve) => {
      const socket = connect(options, () => resolve('trusted'));
      socket.on('error', ({ message }: Error) => resolve(message));
      socket.resume();
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('the authority of a run', () => {
  test('says what it is: an authority for servers, of one week', () => {
    const day = 86_400_000;
    const from = Date.parse(ofAuthority.validFrom);
    const to = Date.parse(ofAuthority.validTo);
    expect({
      subject: ofAuthority.subject.replace(/CN=.*/, 'CN=…'),
      isSelfSigned: ofAuthority.verify(ofAuthority.publicKey),
      ca: ofAuthority.ca,
      uses: ofAuthority.keyUsage,
      before: Math.round((now.getTime() - from) / day),
      after: Math.round((to - now.getTime()) / day),
    }).toEqual({
      subject: `O=${organization}\nCN=…`,
      isSelfSigned: true,
      ca: true,
      uses: ['1.3.6.1.5.5.7.3.1'],
      before: 1,
      after: 7,
    });
  });

  test('issues certificates for one host each, which it signs', () => {
    const certificate = new X509Certificate(authority.certificateFor('shop.myvtex.com').cert);
    expect([
      certificate.subjectAltName,
      certificate.ca,
      certificate.checkIssued(ofAuthority),
      certificate.verify(ofAuthority.publicKey),
      certificate.validTo,
    ]).toEqual(['DNS:shop.myvtex.com', false, true, true, ofAuthority.validTo]);
  });

  test('gives a host the certificate that it gave before', () => {
    expect(authority.certificateFor('shop.myvtex.com')).toBe(
      authority.certificateFor('shop.myvtex.com'),
    );
  });

  test.each([
    ['api.mercadopago.com', 'trusted'],
    ['shop.myvtex.com', 'trusted'],
    ['example.com', 'permitted subtree violation'],
    ['www.mercadopago.com', 'permitted subtree violation'],
    ['xmyvtex.com', 'permitted subtree violation'],
  ])('counts for its names only: %s is %s', async (host, verdict) => {
    expect(await verdictOn(host)).toBe(verdict);
  });

  test('has keys that no other has', () => {
    const other = createAuthority({ names, now });
    expect(new X509Certificate(other.certificate).verify(ofAuthority.publicKey)).toBe(false);
  });
});
