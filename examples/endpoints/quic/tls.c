#define _GNU_SOURCE
#include "tls.h"
#include <dlfcn.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <ngtcp2/ngtcp2_crypto_gnutls.h>

/* What decides on the wire is fixed: ciphers, the group of the key share, and a signature that needs no random number. */
static const char priorities[] =
    "%DISABLE_TLS13_COMPAT_MODE:NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:+GROUP-X25519";
static const time_t world_begins = 1700000000; /* any date: a certificate has to be valid at some time */

static _Thread_local jv_host *host_now;
static _Thread_local int64_t time_now;

void tls_enter(jv_host *host, int64_t now) { host_now = host; time_now = now; }

static time_t virtual_time(time_t *at) {
    time_t now = world_begins + (time_t)(time_now / 1000000000);
    if (at != NULL) *at = now;
    return now;
}

__attribute__((constructor)) static void use_virtual_time(void) { gnutls_global_set_time_function(virtual_time); }

/* GnuTLS has no setting for its random generator. But it calls its own public function through the dynamic linker, which looks into the
 * library that was loaded before it looks into what that needs: so this one is found first, and the stack stays as it was installed. */
JV_EXPORT(gnutls_rnd) int gnutls_rnd(gnutls_rnd_level_t level, void *data, size_t length) {
    if (host_now != NULL) {
        jv_random(host_now, data, (uint32_t)length);
        return 0;
    }
    int (*original)(gnutls_rnd_level_t, void *, size_t) = (int (*)(gnutls_rnd_level_t, void *, size_t))dlsym(RTLD_NEXT, "gnutls_rnd");
    return original != NULL ? original(level, data, length) : GNUTLS_E_RANDOM_FAILED;
}

static int certify(gnutls_certificate_credentials_t credentials) {
    gnutls_x509_privkey_t key = NULL;
    gnutls_x509_crt_t certificate = NULL;
    int done = gnutls_x509_privkey_init(&key) == 0 && gnutls_x509_crt_init(&certificate) == 0
        && gnutls_x509_privkey_generate(key, GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_ED25519), 0) == 0
        && gnutls_x509_crt_set_version(certificate, 3) == 0 && gnutls_x509_crt_set_serial(certificate, "\1", 1) == 0
        && gnutls_x509_crt_set_dn(certificate, "CN=quic.example", NULL) == 0
        && gnutls_x509_crt_set_activation_time(certificate, world_begins) == 0
        && gnutls_x509_crt_set_expiration_time(certificate, world_begins + 10 * 365 * 86400) == 0
        && gnutls_x509_crt_set_key(certificate, key) == 0
        && gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA512, 0) == 0
        && gnutls_certificate_set_x509_key(credentials, &certificate, 1, key) == 0;
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
    return done;
}

gnutls_certificate_credentials_t tls_credentials(int is_server) {
    gnutls_certificate_credentials_t credentials;
    if (gnutls_certificate_allocate_credentials(&credentials) != 0) return NULL;
    if (!is_server || certify(credentials)) return credentials;
    gnutls_certificate_free_credentials(credentials);
    return NULL;
}

gnutls_session_t tls_session(int is_server, gnutls_certificate_credentials_t credentials, ngtcp2_crypto_conn_ref *connection) {
    const gnutls_datum_t protocol = { (unsigned char *)"jv-lines", 8 };
    int (*configure)(gnutls_session_t) =
        is_server ? ngtcp2_crypto_gnutls_configure_server_session : ngtcp2_crypto_gnutls_configure_client_session;
    gnutls_session_t session;
    unsigned flags = GNUTLS_NO_END_OF_EARLY_DATA | (is_server ? GNUTLS_SERVER | GNUTLS_NO_AUTO_SEND_TICKET : GNUTLS_CLIENT);
    if (gnutls_init(&session, flags) != 0) return NULL;
    gnutls_session_set_ptr(session, connection);
    if (gnutls_priority_set_direct(session, priorities, NULL) == 0
        && configure(session) == 0
        && gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials) == 0
        && gnutls_alpn_set_protocols(session, &protocol, 1, GNUTLS_ALPN_MANDATORY) == 0) return session;
    gnutls_deinit(session);
    return NULL;
}
