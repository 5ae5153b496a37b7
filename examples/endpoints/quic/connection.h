/* One QUIC connection by ngtcp2, and the application on it: lines of text on one stream, bulk data on others. */
#ifndef CONNECTION_H
#define CONNECTION_H

#include "tls.h"
#include <ngtcp2/ngtcp2.h>

enum { CID_LENGTH = 8, OWN_ADDRESSES = 16 };

/* What an endpoint and its connections share. */
typedef struct shared {
    jv_host *host;
    gnutls_certificate_credentials_t credentials;
    jv_address own[OWN_ADDRESSES];
    uint32_t own_count;
    uint64_t idle, keepalive; /* nanoseconds; 0 is none */
} shared;

typedef struct connection connection;

/* A client's connection from one of its addresses; NULL where it cannot be made. */
connection *connection_to(shared *, const jv_address *server, int64_t now);

/* A server's connection for the header of a first packet; NULL where it cannot be made. */
connection *connection_from(shared *, const ngtcp2_pkt_hd *first, const jv_address *client, const jv_address *own, int64_t now);

void connection_free(connection *);

/* Whether a packet with this destination belongs to it. */
int connection_has(connection *, const uint8_t *cid, size_t length);

/* A datagram for it. 0 where it is over: it is then to be freed. So for the calls that follow. */
int connection_read(connection *, const jv_address *from, const jv_address *to, const uint8_t *bytes, uint32_t length, int64_t now);
int connection_timer(connection *, int64_t now);
int connection_write(connection *, int64_t now);

/* When it has to be called again: JV_NEVER where nothing is due. */
int64_t connection_deadline(connection *, int64_t now);

/* A client's commands. */
void connection_send_line(connection *, const char *line, uint32_t length);
void connection_send_bulk(connection *, uint64_t bytes);
void connection_migrate(connection *, uint32_t own, int64_t now);
void connection_close(connection *, int64_t now);

/* The token by which a server takes back a connection that it has forgotten. The key is the same after a restart, as it has to be. */
void reset_token(uint8_t *token, const ngtcp2_cid *cid);

void say(jv_host *, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
