/* QUIC by ngtcp2 and GnuTLS as an endpoint.
 *
 * Configuration: "listen" or "connect ADDRESS", then, as wanted, "idle SECONDS" and "keepalive SECONDS".
 * Commands: "version"; to a client, "send TEXT", "bulk BYTES", "migrate INDEX" (to another of its own addresses), "close"; several in a
 * line are parted by semicolons.
 * It says "handshake completed", "path validated" and "closed: WHY"; a server "got TEXT" and "received N bytes", a client "delivered TEXT"
 * and "delivered in bulk". */
#define _GNU_SOURCE
#include "connection.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS = 64, LONGEST_RESET = 41 };

struct jv_endpoint {
    shared with;
    int is_server;
    jv_address server;
    connection *connections[CONNECTIONS];
};

uint32_t jv_version(void) { return JV_VERSION; }

/* Reads "word SECONDS" out of a text; fallback where it is not there. */
static uint64_t seconds(const char *text, const char *word, uint64_t fallback) {
    const char *at = strstr(text, word);
    return at != NULL ? strtoull(at + strlen(word), NULL, 10) * 1000000000u : fallback;
}

jv_endpoint *jv_create(jv_host *host, uint64_t seed, const char *configuration, uint32_t length) {
    jv_endpoint *e = calloc(1, sizeof *e);
    char text[256];
    (void)seed;
    if (e == NULL) return NULL;
    snprintf(text, sizeof text, "%.*s", (int)length, configuration);
    e->with = (shared){ .host = host, .idle = seconds(text, " idle ", 30000000000u), .keepalive = seconds(text, " keepalive ", 0) };
    e->is_server = strncmp(text, "listen", 6) == 0;
    int is_client = strncmp(text, "connect ", 8) == 0 && jv_read_address(text + 8, (uint32_t)strlen(text + 8), &e->server) > 0;
    tls_enter(host, 0);
    if (e->is_server || is_client) e->with.credentials = tls_credentials(e->is_server);
    tls_enter(NULL, 0);
    if (e->with.credentials != NULL) return e;
    say(host, "neither listen nor connect ADDRESS, or GnuTLS gives no certificate");
    free(e);
    return NULL;
}

static connection **slot(jv_endpoint *e) {
    for (int i = 0; i < CONNECTIONS; i++) if (e->connections[i] == NULL) return &e->connections[i];
    return NULL;
}

static void drop(connection **c) {
    connection_free(*c);
    *c = NULL;
}

/* After every call: what is due is sent, what is over goes, and the earliest deadline is the wish. */
static void flush(jv_endpoint *e, int64_t now) {
    int64_t wake = JV_NEVER;
    for (int i = 0; i < CONNECTIONS; i++) {
        connection *c = e->connections[i];
        if (c == NULL) continue;
        if (!connection_write(c, now)) { drop(&e->connections[i]); continue; }
        int64_t deadline = connection_deadline(c, now);
        if (deadline < wake) wake = deadline;
    }
    jv_wake(e->with.host, wake);
    tls_enter(NULL, now); /* the call is over */
}

void jv_start(jv_endpoint *e, int64_t now, const jv_address *own, uint32_t count) {
    tls_enter(e->with.host, now);
    e->with.own_count = count < OWN_ADDRESSES ? count : OWN_ADDRESSES;
    memcpy(e->with.own, own, e->with.own_count * sizeof *own);
    if (!e->is_server) e->connections[0] = connection_to(&e->with, &e->server, now);
    flush(e, now);
}

/* RFC 9000 section 10.3: shorter than what it answers, so that two of them cannot go on for ever. */
static void send_reset(jv_endpoint *e, const ngtcp2_version_cid *of, const jv_address *to, const jv_address *own, uint32_t length) {
    uint8_t packet[LONGEST_RESET], token[NGTCP2_STATELESS_RESET_TOKENLEN], random[LONGEST_RESET - NGTCP2_STATELESS_RESET_TOKENLEN];
    ngtcp2_cid cid = { .datalen = of->dcidlen };
    uint32_t from = 0;
    uint32_t filling = (length <= LONGEST_RESET ? length - 1 : LONGEST_RESET) - NGTCP2_STATELESS_RESET_TOKENLEN;
    if (length <= NGTCP2_STATELESS_RESET_TOKENLEN + NGTCP2_MIN_STATELESS_RESET_RANDLEN) return;
    memcpy(cid.data, of->dcid, of->dcidlen);
    reset_token(token, &cid);
    jv_random(e->with.host, random, filling);
    ngtcp2_ssize size = ngtcp2_pkt_write_stateless_reset(packet, sizeof packet, token, random, filling);
    while (from + 1 < e->with.own_count && memcmp(&e->with.own[from], own, sizeof *own) != 0) from++;
    if (size > 0) jv_send(e->with.host, to, from, packet, (uint32_t)size);
}

void jv_datagram(jv_endpoint *e, int64_t now, const jv_address *from, const jv_address *to, const uint8_t *bytes, uint32_t length) {
    ngtcp2_version_cid header;
    ngtcp2_pkt_hd first;
    if (ngtcp2_pkt_decode_version_cid(&header, bytes, length, CID_LENGTH) != 0) return;
    tls_enter(e->with.host, now);
    connection **c = NULL;
    for (int i = 0; i < CONNECTIONS; i++)
        if (e->connections[i] != NULL && connection_has(e->connections[i], header.dcid, header.dcidlen)) c = &e->connections[i];
    if (c == NULL && !e->is_server) c = e->connections[0] != NULL ? &e->connections[0] : NULL; /* it may be a reset */
    else if (c == NULL && header.version == 0) send_reset(e, &header, from, to, length);
    else if (c == NULL && ngtcp2_accept(&first, bytes, length) == 0 && (c = slot(e)) != NULL)
        *c = connection_from(&e->with, &first, from, to, now);
    if (c != NULL && *c != NULL && !connection_read(*c, from, to, bytes, length, now)) drop(c);
    flush(e, now);
}

void jv_timer(jv_endpoint *e, int64_t now) {
    tls_enter(e->with.host, now);
    for (int i = 0; i < CONNECTIONS; i++)
        if (e->connections[i] != NULL && !connection_timer(e->connections[i], now)) drop(&e->connections[i]);
    flush(e, now);
}

static void obey(jv_endpoint *e, int64_t now, const char *text) {
    connection *c = e->connections[0];
    if (strcmp(text, "version") == 0) say(e->with.host, "ngtcp2 %s, GnuTLS %s", ngtcp2_version(0)->version_str, gnutls_check_version(NULL));
    else if (e->is_server || c == NULL) say(e->with.host, "cannot do that: there is no connection");
    else if (strncmp(text, "send ", 5) == 0) connection_send_line(c, text + 5, (uint32_t)strlen(text + 5));
    else if (strncmp(text, "bulk ", 5) == 0) connection_send_bulk(c, strtoull(text + 5, NULL, 10));
    else if (strncmp(text, "migrate ", 8) == 0) connection_migrate(c, (uint32_t)strtoul(text + 8, NULL, 10), now);
    else if (strcmp(text, "close") == 0) connection_close(c, now);
    else say(e->with.host, "cannot do that");
}

void jv_command(jv_endpoint *e, int64_t now, const char *line, uint32_t length) {
    char text[4200], *rest = NULL;
    tls_enter(e->with.host, now);
    snprintf(text, sizeof text, "%.*s", (int)length, line);
    for (char *one = strtok_r(text, ";", &rest); one != NULL; one = strtok_r(NULL, ";", &rest)) obey(e, now, one + (*one == ' '));
    flush(e, now);
}

void jv_destroy(jv_endpoint *e) {
    for (int i = 0; i < CONNECTIONS; i++) if (e->connections[i] != NULL) connection_free(e->connections[i]);
    gnutls_certificate_free_credentials(e->with.credentials);
    free(e);
}
