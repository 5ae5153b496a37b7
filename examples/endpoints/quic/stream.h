/* What one QUIC stream has still to send, and the line that it is receiving. */
#ifndef STREAM_H
#define STREAM_H

#include <ngtcp2/ngtcp2.h>

enum { LINE = 4096 };

/* What was handed to ngtcp2 stays where it is until it is acknowledged: blocks are kept until their stream ends. */
typedef struct block { struct block *next; size_t length; uint8_t bytes[]; } block;

typedef struct stream {
    struct stream *next;
    int64_t id;                    /* -1 until it can be opened */
    block *first, *last, *at;      /* at: where sending goes on */
    size_t offset;                 /* in at */
    uint64_t bulk, received;       /* bulk: bytes of no meaning still to be sent after the blocks */
    int kind, fin, fin_sent, is_blocked;
    uint32_t line_length;
    char line[LINE];
} stream;

/* A stream in a list; NULL where there is no memory. */
stream *stream_new(stream **list, int64_t id, int kind);
void stream_free(stream **list, stream *);

/* Lets the others of a list go before it. */
void stream_to_end(stream **list, stream *);

/* Adds bytes, copied; 0 where there is no memory. */
int stream_put(stream *, const void *bytes, size_t length);

/* Whether it has something to send now. */
int stream_wants(const stream *);

/* The next bytes; returns whether they are the last of the stream. */
int stream_next(const stream *, ngtcp2_vec *part);

/* So many of them were taken, with the end of the stream or not. */
void stream_sent(stream *, size_t length, int with_fin);

#endif
