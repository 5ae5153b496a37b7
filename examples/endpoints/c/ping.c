/* A tiny reliable ping. Build: cc -shared -fPIC -O2 -I../../../src/JumpingVpn.Endpoints -o ping.so ping.c
 *
 * A datagram: 'P' or 'A' (ping, answer), 8 bytes that name the sender, 4 bytes of sequence number, then the text of a ping.
 * "connect ADDRESS" makes a client, "listen" a server; "send TEXT" is sent again every 200 ms until it is answered. */
#include "jumpingvpn_endpoint.h"
#include <stdlib.h>
#include <string.h>

enum { HEAD = 13, TEXT = 256, QUEUE = 16, PEERS = 64 };
struct jv_endpoint {
    jv_host *host;
    jv_address server;
    uint8_t id[8], queue[QUEUE][HEAD + TEXT], peers[PEERS][12]; /* a peer: its name and the last sequence number */
    uint32_t size[QUEUE], first, last, known;
};

static void say(jv_endpoint *e, const char *word, const uint8_t *text, uint32_t size) {
    char line[TEXT + 16];
    size_t n = strlen(word);
    memcpy(line, word, n);
    memcpy(line + n, text, size);
    jv_say(e->host, line, (uint32_t)n + size);
}

static void transmit(jv_endpoint *e, int64_t now) {
    if (e->first == e->last) { jv_wake(e->host, JV_NEVER); return; }
    jv_send(e->host, &e->server, 0, e->queue[e->first % QUEUE], e->size[e->first % QUEUE]);
    jv_wake(e->host, now + 200 * 1000000LL);
}

static int is_new(jv_endpoint *e, const uint8_t *ping) {
    uint32_t i = 0;
    while (i < e->known && memcmp(e->peers[i], ping + 1, 8) != 0) i++;
    if (i == PEERS) return 0;
    if (i == e->known) { memset(e->peers[i], 0, 12); memcpy(e->peers[i], ping + 1, 8); e->known++; }
    if (memcmp(ping + 9, e->peers[i] + 8, 4) <= 0) return 0; /* in network order, so they compare as numbers */
    memcpy(e->peers[i] + 8, ping + 9, 4);
    return 1;
}

#ifndef IS_NEW /* forgetful_ping.c has another */
#define IS_NEW is_new
#endif

/* The glue. */
uint32_t jv_version(void) { return JV_VERSION; }

jv_endpoint *jv_create(jv_host *host, uint64_t seed, const char *text, uint32_t length) {
    jv_endpoint *e = calloc(1, sizeof *e);
    (void)seed;
    if (e == NULL) return NULL;
    e->host = host;
    jv_random(host, e->id, sizeof e->id);
    if ((length == 6 && memcmp(text, "listen", 6) == 0)
        || (length > 8 && memcmp(text, "connect ", 8) == 0 && jv_read_address(text + 8, length - 8, &e->server) > 0)) return e;
    free(e);
    return NULL;
}

void jv_start(jv_endpoint *e, int64_t now, const jv_address *own, uint32_t count) { (void)e; (void)now; (void)own; (void)count; }

void jv_datagram(jv_endpoint *e, int64_t now, const jv_address *from, const jv_address *to, const uint8_t *bytes, uint32_t size) {
    (void)to;
    if (size < HEAD || size > HEAD + TEXT) return;
    uint8_t *mine = e->queue[e->first % QUEUE];
    if (bytes[0] == 'P') {
        uint8_t answer[HEAD];
        memcpy(answer, bytes, HEAD);
        answer[0] = 'A';
        if (IS_NEW(e, bytes)) say(e, "got ", bytes + HEAD, size - HEAD);
        jv_send(e->host, from, 0, answer, HEAD);
    } else if (bytes[0] == 'A' && e->first != e->last && memcmp(bytes + 1, mine + 1, 12) == 0) {
        say(e, "delivered ", mine + HEAD, e->size[e->first % QUEUE] - HEAD);
        e->first++;
        transmit(e, now);
    }
}

void jv_timer(jv_endpoint *e, int64_t now) { transmit(e, now); }

void jv_command(jv_endpoint *e, int64_t now, const char *line, uint32_t length) {
    if (length < 5 || length > 5 + TEXT || memcmp(line, "send ", 5) != 0 || e->last - e->first == QUEUE) {
        jv_say(e->host, "cannot do that", 14);
        return;
    }
    uint8_t *ping = e->queue[e->last % QUEUE];
    uint32_t number = e->last + 1;
    ping[0] = 'P';
    memcpy(ping + 1, e->id, 8);
    for (int i = 0; i < 4; i++) ping[9 + i] = (uint8_t)(number >> (24 - 8 * i));
    memcpy(ping + HEAD, line + 5, length - 5);
    e->size[e->last++ % QUEUE] = HEAD + length - 5;
    if (e->last - e->first == 1) transmit(e, now);
}

void jv_destroy(jv_endpoint *e) { free(e); }
