#include "connection.h"
#include "stream.h"
#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PACKET = 1500, TEXT = LINE + 64 };

struct connection {
    shared *with;
    ngtcp2_conn *quic;
    gnutls_session_t tls;
    ngtcp2_crypto_conn_ref reference;
    ngtcp2_cid first;              /* what a client called the server at first */
    jv_address peer;
    stream *streams, *lines;
    int is_server, is_over;
};

void say(jv_host *host, const char *format, ...) {
    char text[TEXT];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    jv_say(host, text, (uint32_t)(length < (int)sizeof text ? length : (int)sizeof text - 1));
}

void reset_token(uint8_t *token, const ngtcp2_cid *cid) {
    static const uint8_t key[32] = "the server's, kept over restarts";
    ngtcp2_crypto_generate_stateless_reset_token(token, key, sizeof key, cid);
}

/* Addresses: IPv4 stays IPv4 for ngtcp2. */
static ngtcp2_addr to_socket(const jv_address *from, ngtcp2_sockaddr_union *to) {
    static const uint8_t mapped[12] = { [10] = 0xFF, [11] = 0xFF };
    memset(to, 0, sizeof *to);
    if (memcmp(from->ip, mapped, 12) == 0) {
        to->in.sin_family = AF_INET;
        to->in.sin_port = htons(from->port);
        memcpy(&to->in.sin_addr, from->ip + 12, 4);
        return (ngtcp2_addr){ &to->sa, sizeof to->in };
    }
    to->in6.sin6_family = AF_INET6;
    to->in6.sin6_port = htons(from->port);
    memcpy(&to->in6.sin6_addr, from->ip, 16);
    return (ngtcp2_addr){ &to->sa, sizeof to->in6 };
}

static jv_address from_socket(const ngtcp2_addr *from) {
    jv_address to = { .ip = { [10] = 0xFF, [11] = 0xFF } };
    if (from->addr->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const void *)from->addr;
        memcpy(to.ip + 12, &in->sin_addr, 4);
        to.port = ntohs(in->sin_port);
    } else {
        const struct sockaddr_in6 *in6 = (const void *)from->addr;
        memcpy(to.ip, &in6->sin6_addr, 16);
        to.port = ntohs(in6->sin6_port);
    }
    return to;
}

static uint32_t own_index(const shared *with, const ngtcp2_addr *local) {
    jv_address address = from_socket(local);
    for (uint32_t i = 0; i < with->own_count; i++)
        if (memcmp(with->own[i].ip, address.ip, 16) == 0 && with->own[i].port == address.port) return i;
    return 0;
}

/* Lines. */
static int take_line(connection *c, stream *s) {
    say(c->with->host, c->is_server ? "got %.*s" : "delivered %.*s", (int)s->line_length, s->line);
    s->line[s->line_length++] = '\n';
    int done = !c->is_server || stream_put(s, s->line, s->line_length);
    s->line_length = 0;
    return done;
}

/* What ngtcp2 tells. */
static int on_stream_open(ngtcp2_conn *quic, int64_t id, void *user) {
    stream *s = stream_new(&((connection *)user)->streams, id, 0);
    return s == NULL ? NGTCP2_ERR_CALLBACK_FAILURE : ngtcp2_conn_set_stream_user_data(quic, id, s);
}

static int on_data(ngtcp2_conn *quic, uint32_t flags, int64_t id, uint64_t offset, const uint8_t *data, size_t length,
                   void *user, void *of) {
    connection *c = user;
    stream *s = of;
    size_t i = 0;
    (void)offset;
    ngtcp2_conn_extend_max_stream_offset(quic, id, length);
    ngtcp2_conn_extend_max_offset(quic, length);
    if (c->is_server && s->kind == 0 && length > 0) s->kind = data[i++]; /* the first byte of a stream: L or B */
    s->received += length - i;
    for (; s->kind == 'L' && i < length; i++) {
        if (data[i] != '\n' && s->line_length < LINE - 1) s->line[s->line_length++] = (char)data[i];
        else if (data[i] != '\n' || !take_line(c, s)) return NGTCP2_ERR_CALLBACK_FAILURE;
    }
    if ((flags & NGTCP2_STREAM_DATA_FLAG_FIN) && s->kind == 'B') {
        if (c->is_server) stream_put(s, "D", 1);
        say(c->with->host, c->is_server ? "received %llu bytes" : "delivered in bulk", (unsigned long long)s->received);
    }
    s->fin |= c->is_server && (flags & NGTCP2_STREAM_DATA_FLAG_FIN) != 0;
    return 0;
}

static int on_stream_close(ngtcp2_conn *quic, uint32_t flags, int64_t id, uint64_t code, void *user, void *of) {
    connection *c = user;
    (void)flags; (void)id; (void)code;
    if (of == c->lines) c->lines = NULL;
    if (of != NULL) stream_free(&c->streams, of);
    if (c->is_server) ngtcp2_conn_extend_max_streams_bidi(quic, 1);
    return 0;
}

static int on_handshake(ngtcp2_conn *quic, void *user) {
    (void)quic;
    say(((connection *)user)->with->host, "handshake completed");
    return 0;
}

static int on_reset(ngtcp2_conn *quic, const ngtcp2_pkt_stateless_reset *reset, void *user) {
    (void)quic; (void)reset;
    say(((connection *)user)->with->host, "reset by the peer, which does not know the connection");
    return 0;
}

static int on_path(ngtcp2_conn *quic, uint32_t flags, const ngtcp2_path *path, ngtcp2_path_validation_result result, void *user) {
    (void)quic; (void)flags; (void)path;
    say(((connection *)user)->with->host, "path %s", result == NGTCP2_PATH_VALIDATION_RESULT_SUCCESS ? "validated" : "not validated");
    return 0;
}

static void on_rand(uint8_t *bytes, size_t length, const ngtcp2_rand_ctx *context) {
    jv_random(context->native_handle, bytes, (uint32_t)length);
}

static int on_new_cid(ngtcp2_conn *quic, ngtcp2_cid *cid, uint8_t *token, size_t length, void *user) {
    (void)quic;
    jv_random(((connection *)user)->with->host, cid->data, (uint32_t)length);
    cid->datalen = length;
    reset_token(token, cid);
    return 0;
}

static ngtcp2_conn *connection_of(ngtcp2_crypto_conn_ref *reference) { return ((connection *)reference->user_data)->quic; }

static const ngtcp2_callbacks callbacks = {
    .client_initial = ngtcp2_crypto_client_initial_cb,
    .recv_client_initial = ngtcp2_crypto_recv_client_initial_cb,
    .recv_crypto_data = ngtcp2_crypto_recv_crypto_data_cb,
    .encrypt = ngtcp2_crypto_encrypt_cb,
    .decrypt = ngtcp2_crypto_decrypt_cb,
    .hp_mask = ngtcp2_crypto_hp_mask_cb,
    .recv_retry = ngtcp2_crypto_recv_retry_cb,
    .update_key = ngtcp2_crypto_update_key_cb,
    .delete_crypto_aead_ctx = ngtcp2_crypto_delete_crypto_aead_ctx_cb,
    .delete_crypto_cipher_ctx = ngtcp2_crypto_delete_crypto_cipher_ctx_cb,
    .get_path_challenge_data = ngtcp2_crypto_get_path_challenge_data_cb,
    .version_negotiation = ngtcp2_crypto_version_negotiation_cb,
    .rand = on_rand,
    .get_new_connection_id = on_new_cid,
    .handshake_completed = on_handshake,
    .recv_stream_data = on_data,
    .stream_open = on_stream_open,
    .stream_close = on_stream_close,
    .path_validation = on_path,
    .recv_stateless_reset = on_reset,
};

/* Making one. */
static connection *make(shared *with, const ngtcp2_pkt_hd *first, const jv_address *peer, const jv_address *own, int64_t now) {
    connection *c = calloc(1, sizeof *c);
    if (c == NULL) return NULL;
    *c = (connection){ .with = with, .peer = *peer, .is_server = first != NULL, .reference = { connection_of, c } };
    ngtcp2_cid scid = { .datalen = CID_LENGTH }, dcid = { .datalen = CID_LENGTH };
    jv_random(with->host, scid.data, CID_LENGTH);
    if (first != NULL) { dcid = first->scid; c->first = first->dcid; }
    else jv_random(with->host, dcid.data, CID_LENGTH);

    ngtcp2_sockaddr_union local, remote;
    ngtcp2_path path = { to_socket(own, &local), to_socket(peer, &remote), NULL };
    ngtcp2_settings settings;
    ngtcp2_transport_params params;
    ngtcp2_settings_default(&settings);
    settings.initial_ts = (ngtcp2_tstamp)now;
    settings.rand_ctx.native_handle = with->host;
    ngtcp2_transport_params_default(&params);
    params.initial_max_streams_bidi = 16;
    params.initial_max_stream_data_bidi_local = params.initial_max_stream_data_bidi_remote = 256 << 10;
    params.initial_max_data = 1 << 20;
    params.max_idle_timeout = with->idle;
    params.active_connection_id_limit = 7;
    if (first != NULL) {
        params.original_dcid = first->dcid;
        params.stateless_reset_token_present = 1;
        reset_token(params.stateless_reset_token, &scid);
    }

    int failed = first != NULL
        ? ngtcp2_conn_server_new(&c->quic, &dcid, &scid, &path, first->version, &callbacks, &settings, &params, NULL, c)
        : ngtcp2_conn_client_new(&c->quic, &dcid, &scid, &path, NGTCP2_PROTO_VER_V1, &callbacks, &settings, &params, NULL, c);
    if (failed == 0 && (c->tls = tls_session(c->is_server, with->credentials, &c->reference)) != NULL) {
        ngtcp2_conn_set_tls_native_handle(c->quic, c->tls);
        if (with->keepalive > 0) ngtcp2_conn_set_keep_alive_timeout(c->quic, with->keepalive);
        return c;
    }
    connection_free(c);
    return NULL;
}

connection *connection_to(shared *with, const jv_address *server, int64_t now) { return make(with, NULL, server, &with->own[0], now); }

connection *connection_from(shared *with, const ngtcp2_pkt_hd *first, const jv_address *client, const jv_address *own, int64_t now) {
    return make(with, first, client, own, now);
}

void connection_free(connection *c) {
    while (c->streams != NULL) stream_free(&c->streams, c->streams);
    if (c->quic != NULL) ngtcp2_conn_del(c->quic);
    if (c->tls != NULL) gnutls_deinit(c->tls);
    free(c);
}

int connection_has(connection *c, const uint8_t *cid, size_t length) {
    ngtcp2_cid own[16];
    size_t count = ngtcp2_conn_get_num_scid(c->quic);
    if (c->first.datalen == length && memcmp(c->first.data, cid, length) == 0) return 1;
    if (count > sizeof own / sizeof own[0]) return 0;
    ngtcp2_conn_get_scid(c->quic, own);
    while (count > 0) if (own[--count].datalen == length && memcmp(own[count].data, cid, length) == 0) return 1;
    return 0;
}

/* The end of one. */
static int end(connection *c, int error, int64_t now) {
    uint8_t packet[PACKET];
    ngtcp2_path_storage storage;
    ngtcp2_connection_close_error reason;
    ngtcp2_ssize length = 0;
    ngtcp2_path_storage_zero(&storage);
    c->is_over = 1;
    ngtcp2_connection_close_error_default(&reason);
    if (error == 0) ngtcp2_connection_close_error_set_application_error(&reason, 0, NULL, 0);
    else if (error == NGTCP2_ERR_CRYPTO)
        ngtcp2_connection_close_error_set_transport_error_tls_alert(&reason, ngtcp2_conn_get_tls_alert(c->quic), NULL, 0);
    else ngtcp2_connection_close_error_set_transport_error_liberr(&reason, error, NULL, 0);
    int is_silent = error == NGTCP2_ERR_DRAINING || error == NGTCP2_ERR_IDLE_CLOSE || error == NGTCP2_ERR_DROP_CONN
        || error == NGTCP2_ERR_RETRY;
    if (!is_silent)
        length = ngtcp2_conn_write_connection_close(c->quic, &storage.path, NULL, packet, sizeof packet, &reason, (ngtcp2_tstamp)now);
    if (length > 0) {
        jv_address to = from_socket(&storage.path.remote);
        jv_send(c->with->host, &to, own_index(c->with, &storage.path.local), packet, (uint32_t)length);
    }
    say(c->with->host, "closed: %s", error == 0 ? "by command" : error == NGTCP2_ERR_DRAINING ? "by the peer" : ngtcp2_strerror(error));
    return 0;
}

int connection_read(connection *c, const jv_address *from, const jv_address *to, const uint8_t *bytes, uint32_t length, int64_t now) {
    ngtcp2_sockaddr_union local, remote;
    ngtcp2_path path = { to_socket(to, &local), to_socket(from, &remote), NULL };
    int error = ngtcp2_conn_read_pkt(c->quic, &path, NULL, bytes, length, (ngtcp2_tstamp)now);
    return error == 0 || end(c, error, now);
}

int connection_timer(connection *c, int64_t now) {
    if (ngtcp2_conn_get_expiry(c->quic) > (ngtcp2_tstamp)now) return 1;
    int error = ngtcp2_conn_handle_expiry(c->quic, (ngtcp2_tstamp)now);
    return error == 0 || end(c, error, now);
}

static stream *next_stream(connection *c) {
    for (stream *s = c->streams; s != NULL; s = s->next) {
        if (s->id < 0 && !c->is_server && ngtcp2_conn_open_bidi_stream(c->quic, &s->id, s) != 0) s->id = -1;
        if (stream_wants(s)) return s;
    }
    return NULL;
}

int connection_write(connection *c, int64_t now) {
    uint8_t packet[PACKET];
    size_t budget = ngtcp2_conn_get_send_quantum(c->quic);
    if (c->is_over) return 0;
    for (stream *s = c->streams; s != NULL; s = s->next) s->is_blocked = 0;
    for (;;) {
        ngtcp2_path_storage storage;
        ngtcp2_path_storage_zero(&storage);
        stream *s = next_stream(c);
        ngtcp2_vec part = { NULL, 0 };
        int with_fin = s != NULL && stream_next(s, &part);
        ngtcp2_ssize taken = -1;
        ngtcp2_ssize length = ngtcp2_conn_writev_stream(c->quic, &storage.path, NULL, packet, sizeof packet, &taken,
            with_fin ? NGTCP2_WRITE_STREAM_FLAG_FIN : NGTCP2_WRITE_STREAM_FLAG_NONE, s != NULL ? s->id : -1, &part, s != NULL,
            (ngtcp2_tstamp)now);
        if (s != NULL && taken >= 0) {
            stream_sent(s, (size_t)taken, with_fin && (size_t)taken == part.len);
            stream_to_end(&c->streams, s);
        }
        if (length == NGTCP2_ERR_STREAM_DATA_BLOCKED || length == NGTCP2_ERR_STREAM_NOT_FOUND || length == NGTCP2_ERR_STREAM_SHUT_WR) {
            s->is_blocked = 1;
            continue;
        }
        if (length < 0) return end(c, (int)length, now);
        if (length == 0) break;
        jv_address to = from_socket(&storage.path.remote);
        jv_send(c->with->host, &to, own_index(c->with, &storage.path.local), packet, (uint32_t)length);
        if (budget < (size_t)length + PACKET) break;
        budget -= (size_t)length;
    }
    ngtcp2_conn_update_pkt_tx_time(c->quic, (ngtcp2_tstamp)now);
    return 1;
}

int64_t connection_deadline(connection *c, int64_t now) {
    ngtcp2_tstamp expiry = ngtcp2_conn_get_expiry(c->quic);
    return expiry >= (ngtcp2_tstamp)JV_NEVER ? JV_NEVER : (int64_t)expiry <= now ? now + 1 : (int64_t)expiry;
}

/* Commands. */
void connection_send_line(connection *c, const char *line, uint32_t length) {
    if (c->lines == NULL && ((c->lines = stream_new(&c->streams, -1, 'L')) == NULL || !stream_put(c->lines, "L", 1))) return;
    if (length >= LINE || !stream_put(c->lines, line, length) || !stream_put(c->lines, "\n", 1)) say(c->with->host, "cannot send so much");
}

void connection_send_bulk(connection *c, uint64_t bytes) {
    stream *s = stream_new(&c->streams, -1, 'B');
    if (s == NULL || !stream_put(s, "B", 1)) { say(c->with->host, "cannot send so much"); return; }
    s->bulk = bytes;
    s->fin = 1;
}

void connection_migrate(connection *c, uint32_t own, int64_t now) {
    ngtcp2_sockaddr_union local, remote;
    if (own >= c->with->own_count) { say(c->with->host, "has no address %u", own); return; }
    ngtcp2_path path = { to_socket(&c->with->own[own], &local), to_socket(&c->peer, &remote), NULL };
    int error = ngtcp2_conn_initiate_migration(c->quic, &path, (ngtcp2_tstamp)now);
    if (error != 0) say(c->with->host, "cannot migrate: %s", ngtcp2_strerror(error));
}

void connection_close(connection *c, int64_t now) { end(c, 0, now); }
