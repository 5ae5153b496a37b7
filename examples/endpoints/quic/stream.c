#include "stream.h"
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 16384 };

stream *stream_new(stream **list, int64_t id, int kind) {
    stream *s = calloc(1, sizeof *s);
    if (s == NULL) return NULL;
    s->id = id;
    s->kind = kind;
    s->next = *list;
    *list = s;
    return s;
}

int stream_put(stream *s, const void *bytes, size_t length) {
    block *b = malloc(sizeof *b + length);
    if (b == NULL) return 0;
    b->next = NULL;
    b->length = length;
    memcpy(b->bytes, bytes, length);
    if (s->last != NULL) s->last->next = b; else s->first = b;
    s->last = b;
    if (s->at == NULL) { s->at = b; s->offset = 0; }
    return 1;
}

static void unlink_from(stream **list, stream *s) {
    while (*list != s) list = &(*list)->next;
    *list = s->next;
}

void stream_to_end(stream **list, stream *s) {
    unlink_from(list, s);
    while (*list != NULL) list = &(*list)->next;
    s->next = NULL;
    *list = s;
}

void stream_free(stream **list, stream *s) {
    unlink_from(list, s);
    for (block *b = s->first, *next; b != NULL; b = next) { next = b->next; free(b); }
    free(s);
}

int stream_wants(const stream *s) { return s->id >= 0 && !s->is_blocked && !s->fin_sent && (s->at != NULL || s->bulk > 0 || s->fin); }

void stream_sent(stream *s, size_t length, int with_fin) {
    if (s->at != NULL) {
        s->offset += length;
        if (s->offset == s->at->length) { s->at = s->at->next; s->offset = 0; }
    } else s->bulk -= length;
    s->fin_sent = with_fin;
}

int stream_next(const stream *s, ngtcp2_vec *part) {
    static uint8_t zeros[CHUNK];
    if (s->at != NULL) *part = (ngtcp2_vec){ s->at->bytes + s->offset, s->at->length - s->offset };
    else *part = (ngtcp2_vec){ zeros, s->bulk < CHUNK ? s->bulk : CHUNK };
    return s->fin && (s->at != NULL ? s->at->next == NULL && s->bulk == 0 : s->bulk == part->len);
}
