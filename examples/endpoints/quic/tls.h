/* TLS 1.3 by GnuTLS for a QUIC endpoint: sessions, a certificate of its own, and randomness and time from the host. */
#ifndef TLS_H
#define TLS_H

#include "jumpingvpn_endpoint.h"
#include <gnutls/gnutls.h>
#include <ngtcp2/ngtcp2_crypto.h>

/* Whose call this thread is in, NULL for none: its random bytes and its time are what GnuTLS gets. */
void tls_enter(jv_host *host, int64_t now);

/* Credentials: a server's with a new self-signed Ed25519 certificate, a client's without any. NULL where GnuTLS refuses. */
gnutls_certificate_credentials_t tls_credentials(int is_server);

/* A session that drives the connection behind the reference, which outlives it. NULL where GnuTLS refuses. */
gnutls_session_t tls_session(int is_server, gnutls_certificate_credentials_t credentials, ngtcp2_crypto_conn_ref *connection);

#endif
