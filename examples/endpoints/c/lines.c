/* Makes a child process of an endpoint in C: lines of JSON in, the calls of jumpingvpn_endpoint.h, lines of JSON out. It knows nothing of
 * the endpoint. Build: cc -O2 -I../../../src/JumpingVpn.Endpoints -o ping-lines lines.c ping.c */
#define _GNU_SOURCE
#include "jumpingvpn_endpoint.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ADDRESSES = 16 };

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static char *line, *value, *sends, *says, *wake;
static uint8_t *bytes;
static size_t line_room, sends_length, says_length;
static uint8_t digit_values[256];

static void give_up(const char *why) {
    fprintf(stderr, "%s: %.200s\n", why, line);
    exit(1);
}

static void *room(void *old, size_t size) {
    void *new = realloc(old, size);
    if (new == NULL) give_up("no memory");
    return new;
}

static int read_line(void) {
    ssize_t length = getline(&line, &line_room, stdin);
    if (length <= 0) return 0;
    value = room(value, line_room);
    bytes = room(bytes, line_room);
    return 1;
}

/* Where the value of a member begins. The host writes no spaces, and escapes each quote in a text as a number. */
static const char *member(const char *name) {
    char key[32];
    snprintf(key, sizeof key, "\"%s\":", name);
    char *at = strstr(line, key);
    if (at == NULL) give_up("a member is missing");
    return at + strlen(key);
}

static uint32_t unit(const char *hex) { char four[5] = { hex[0], hex[1], hex[2], hex[3], 0 }; return (uint32_t)strtoul(four, NULL, 16); }

/* The text of a member, in value; returns its length. */
static uint32_t text(const char *at) {
    uint32_t n = 0;
    if (*at++ != '"') give_up("a text is missing");
    while (*at != '"') {
        if (*at != '\\') { value[n++] = *at++; continue; }
        char c = at[1];
        at += 2;
        if (c != 'u') { value[n++] = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c; continue; }
        uint32_t u = unit(at);
        at += 4;
        if (u >= 0xD800 && u < 0xDC00 && at[0] == '\\') { u = 0x10000 + ((u - 0xD800) << 10) + (unit(at + 2) - 0xDC00); at += 6; }
        if (u < 0x80) value[n++] = (char)u;
        else {
            if (u < 0x800) value[n++] = (char)(0xC0 | u >> 6);
            else {
                if (u < 0x10000) value[n++] = (char)(0xE0 | u >> 12);
                else { value[n++] = (char)(0xF0 | u >> 18); value[n++] = (char)(0x80 | (u >> 12 & 0x3F)); }
                value[n++] = (char)(0x80 | (u >> 6 & 0x3F));
            }
            value[n++] = (char)(0x80 | (u & 0x3F));
        }
    }
    value[n] = 0;
    return n;
}

/* The bytes of a text in base64; returns how many. */
static uint32_t binary(const char *at, uint8_t *to) {
    uint32_t n = 0, bits = 0, kept = 0;
    for (at++; *at != '"' && *at != '='; at++) {
        kept = kept << 6 | digit_values[(uint8_t)*at];
        bits += 6;
        if (bits >= 8) { bits -= 8; to[n++] = (uint8_t)(kept >> bits); }
    }
    return n;
}

static const char *address(const char *at, jv_address *to) {
    uint32_t length = jv_read_address(at + 1, (uint32_t)strcspn(at + 1, "\""), to);
    if (*at != '"' || length == 0) give_up("an address is missing");
    return at + length + 2;
}

static char *base64(char *to, const uint8_t *from, uint32_t length) {
    for (uint32_t i = 0; i < length; i += 3) {
        uint32_t three = (uint32_t)from[i] << 16 | (i + 1 < length ? (uint32_t)from[i + 1] << 8 : 0) | (i + 2 < length ? from[i + 2] : 0);
        *to++ = digits[three >> 18];
        *to++ = digits[three >> 12 & 63];
        *to++ = i + 1 < length ? digits[three >> 6 & 63] : '=';
        *to++ = i + 2 < length ? digits[three & 63] : '=';
    }
    return to;
}

/* What the endpoint asks during a call. */
static int32_t host_send(jv_host *host, const jv_address *to, uint32_t from, const uint8_t *data, uint32_t length) {
    const uint8_t *ip = to->ip;
    (void)host;
    sends = room(sends, sends_length + 2 * (size_t)length + 256);
    char *at = sends + sends_length;
    at += sprintf(at, "%s{\"to\":\"[", sends_length > 0 ? "," : "");
    for (int i = 0; i < 16; i += 2) at += sprintf(at, "%s%x", i > 0 ? ":" : "", ip[i] << 8 | ip[i + 1]);
    at += sprintf(at, "]:%u\",\"from\":%u,\"bytes\":\"", to->port, from);
    at = base64(at, data, length);
    sends_length = (size_t)(at + sprintf(at, "\"}") - sends);
    return JV_SENT; /* what became of it is not told through lines */
}

static void host_wake(jv_host *host, int64_t at) {
    static char text_of_it[40];
    (void)host;
    wake = text_of_it;
    snprintf(wake, sizeof text_of_it, at == JV_NEVER ? ",\"wake\":null" : ",\"wake\":%lld", (long long)at);
}

static void host_say(jv_host *host, const char *said, uint32_t length) {
    (void)host;
    says = room(says, says_length + 6 * (size_t)length + 8);
    char *at = says + says_length;
    at += sprintf(at, "%s\"", says_length > 0 ? "," : "");
    for (uint32_t i = 0; i < length; i++)
        if ((uint8_t)said[i] < 0x20 || said[i] == '"' || said[i] == '\\') at += sprintf(at, "\\u%04x", said[i]);
        else *at++ = said[i];
    *at++ = '"';
    says_length = (size_t)(at - says);
}

static void host_random(jv_host *host, uint8_t *data, uint32_t length) {
    (void)host;
    printf("{\"random\":%u}\n", length);
    fflush(stdout);
    /* Not into line: the endpoint may still read what it was handed in. */
    static const char head[] = "{\"random\":\"";
    static char *reply;
    static size_t reply_room;
    ssize_t got = getline(&reply, &reply_room, stdin);
    if (got < (ssize_t)((sizeof head - 1) + (length + 2) / 3 * 4) || memcmp(reply, head, sizeof head - 1) != 0) give_up("no random bytes");
    binary(reply + sizeof head - 2, data);
}

static void answer(const char *with) {
    printf("{%s%s", with, wake != NULL ? wake + (*with == 0) : "");
    int is_first = *with == 0 && wake == NULL;
    if (sends_length > 0) printf("%s\"send\":[%.*s]", is_first ? "" : ",", (int)sends_length, sends);
    if (says_length > 0) printf("%s\"say\":[%.*s]", is_first && sends_length == 0 ? "" : ",", (int)says_length, says);
    printf("}\n");
    fflush(stdout);
    sends_length = says_length = 0;
    wake = NULL;
}

int main(void) {
    jv_host host = { NULL, host_send, host_wake, host_say, host_random };
    jv_endpoint *endpoint = NULL;
    for (int i = 0; i < 64; i++) digit_values[(uint8_t)digits[i]] = (uint8_t)i;
    while (read_line()) {
        char call = *(member("call") + 1);
        int64_t now = *(member("call") + 2) == 'r' ? 0 : strtoll(member("now"), NULL, 10); /* "create" has none */
        if (*(member("call") + 2) == 'r') {
            uint64_t seed = strtoull(member("seed") + 1, NULL, 16);
            uint32_t length = text(member("config"));
            char *configuration = strdup(value);
            endpoint = jv_create(&host, seed, configuration, length);
            answer(endpoint != NULL ? "\"version\":1" : "\"version\":1,\"failed\":\"refused its configuration\"");
            free(configuration);
            continue;
        }
        if (endpoint == NULL) give_up("there is no endpoint");
        if (call == 's') {
            jv_address own[ADDRESSES];
            uint32_t count = 0;
            for (const char *at = member("own") + 1; *at != ']' && count < ADDRESSES; at += *at == ',') at = address(at, &own[count++]);
            jv_start(endpoint, now, own, count);
        } else if (call == 'd') {
            jv_address from, to;
            address(member("from"), &from);
            address(member("to"), &to);
            uint32_t length = binary(member("bytes"), bytes);
            jv_datagram(endpoint, now, &from, &to, bytes, length);
        } else if (call == 't') jv_timer(endpoint, now);
        else if (call == 'c') { uint32_t length = text(member("line")); jv_command(endpoint, now, value, length); }
        answer("");
    }
    if (endpoint != NULL) jv_destroy(endpoint);
    return 0;
}
