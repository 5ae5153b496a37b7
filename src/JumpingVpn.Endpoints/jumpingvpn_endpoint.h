/*
 * The contract between an endpoint and its host, version 1. SPDX-License-Identifier: MIT
 *
 * A guest defines the seven functions below JV_EXPORT and calls the four jv_… functions of the host, during a call and at no other time.
 * The same source becomes a shared library (cc -shared -fPIC) or a WebAssembly module (clang --target=wasm32 -nostdlib -Wl,--no-entry).
 * Times are nanoseconds since the world began; addresses are in network order, IPv4 mapped into IPv6; ports and numbers in native order.
 */
#ifndef JUMPINGVPN_ENDPOINT_H
#define JUMPINGVPN_ENDPOINT_H

#include <stddef.h>
#include <stdint.h>

#define JV_VERSION 1
#define JV_NEVER INT64_MAX      /* for jv_wake: take the wish back */
#define JV_BUFFER_SIZE 66048    /* what a WebAssembly module keeps for what its host hands in */

typedef struct jv_address {
    uint8_t ip[16];
    uint16_t port;
} jv_address;

typedef struct jv_endpoint jv_endpoint; /* the guest's own; what jv_create returns */
typedef struct jv_host jv_host;

#ifdef __wasm__
#define JV_EXPORT(name) __attribute__((export_name(#name), visibility("default")))
#define JV_IMPORT(name) __attribute__((import_module("jumpingvpn"), import_name(#name)))
struct jv_host { int unused; };
JV_IMPORT(send) int32_t jv_import_send(const jv_address *to, uint32_t from, const uint8_t *bytes, uint32_t length);
JV_IMPORT(wake) void jv_import_wake(int64_t at);
JV_IMPORT(say) void jv_import_say(const char *text, uint32_t length);
JV_IMPORT(random) void jv_import_random(uint8_t *bytes, uint32_t length);
static inline int32_t jv_send(jv_host *h, const jv_address *to, uint32_t from, const void *bytes, uint32_t length)
{ (void)h; return jv_import_send(to, from, (const uint8_t *)bytes, length); }
static inline void jv_wake(jv_host *h, int64_t at) { (void)h; jv_import_wake(at); }
static inline void jv_say(jv_host *h, const char *text, uint32_t length) { (void)h; jv_import_say(text, length); }
static inline void jv_random(jv_host *h, void *bytes, uint32_t length) { (void)h; jv_import_random((uint8_t *)bytes, length); }
static uint8_t jv_buffer_space[JV_BUFFER_SIZE];
JV_EXPORT(jv_buffer) uint8_t *jv_buffer(void) { return jv_buffer_space; }
#else
#if defined(_WIN32)
#define JV_EXPORT(name) __declspec(dllexport)
#else
#define JV_EXPORT(name) __attribute__((visibility("default")))
#endif
struct jv_host {
    void *context; /* the host's */
    int32_t (*send)(jv_host *, const jv_address *to, uint32_t from, const uint8_t *bytes, uint32_t length);
    void (*wake)(jv_host *, int64_t at);
    void (*say)(jv_host *, const char *text, uint32_t length);
    void (*random)(jv_host *, uint8_t *bytes, uint32_t length);
};
static inline int32_t jv_send(jv_host *h, const jv_address *to, uint32_t from, const void *bytes, uint32_t length)
{ return h->send(h, to, from, (const uint8_t *)bytes, length); }
static inline void jv_wake(jv_host *h, int64_t at) { h->wake(h, at); }
static inline void jv_say(jv_host *h, const char *text, uint32_t length) { h->say(h, text, length); }
static inline void jv_random(jv_host *h, void *bytes, uint32_t length) { h->random(h, (uint8_t *)bytes, length); }
#endif

/* What jv_send returns: the datagram was taken, or why not. It may be lost all the same. */
enum { JV_SENT = 0, JV_QUEUE_FULL = 1, JV_TOO_LARGE = 2, JV_UNREACHABLE = 3, JV_CLOSED = 4 };

#ifdef __cplusplus
extern "C" {
#endif

/* JV_VERSION. */
JV_EXPORT(jv_version) uint32_t jv_version(void);

/* Creates an endpoint; NULL refuses, after a jv_say with the reason. The text is UTF-8 without a closing NUL, valid during the call, as are
 * all pointers of the calls below. The seed is the endpoint's own. Nothing can be sent yet. */
JV_EXPORT(jv_create) jv_endpoint *jv_create(jv_host *host, uint64_t seed, const char *configuration, uint32_t length);

/* Called once, before the three calls that follow: its addresses, at least one. */
JV_EXPORT(jv_start) void jv_start(jv_endpoint *, int64_t now, const jv_address *own, uint32_t count);

/* A datagram came from an address to one of its own. */
JV_EXPORT(jv_datagram) void jv_datagram(jv_endpoint *, int64_t now, const jv_address *from, const jv_address *to,
                                        const uint8_t *bytes, uint32_t length);

/* The time has come for which jv_wake asked; that wish is used up. */
JV_EXPORT(jv_timer) void jv_timer(jv_endpoint *, int64_t now);

/* A line of text from a feature: UTF-8 without an end of line. */
JV_EXPORT(jv_command) void jv_command(jv_endpoint *, int64_t now, const char *line, uint32_t length);

/* The end. Nothing of the host may be called any more. */
JV_EXPORT(jv_destroy) void jv_destroy(jv_endpoint *);

#ifdef __cplusplus
}
#endif

/* Reads "192.0.2.1:4000" or "[2001:db8::1]:4000". Returns how many bytes it took, 0 where there is no address. */
static inline uint32_t jv_read_address(const char *text, uint32_t length, jv_address *address)
{
    uint32_t at = 0, port = 0, digits = 0, groups[8] = {0}, count = 0, gap = 9, base = length > 0 && text[0] == '[' ? 16 : 10;
    char stop = base == 16 ? ':' : '.';
    at = base == 16 ? 1 : 0;
    if (base == 16 && length > 2 && text[1] == ':' && text[2] == ':') { gap = 0; at = 3; }
    while (at < length && count < 8) {
        uint32_t value = 0, before = at;
        for (; at < length; at++) {
            char c = text[at];
            uint32_t d = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                       : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10 : 99;
            if (d >= base || value > 0xFFFF) break;
            value = value * base + d;
        }
        if (value > (base == 16 ? 0xFFFFu : 255u)) return 0;
        if (at > before) groups[count++] = value;
        else if (base == 10 || at >= length || text[at] != ']') return 0;
        if (at < length && text[at] == stop) {
            at++;
            if (base == 16 && at < length && text[at] == ':') { gap = count; at++; }
        } else break;
    }
    if (base == 16 ? at >= length || text[at++] != ']' || (count < 8 && gap > 8) : count != 4) return 0;
    for (uint32_t i = 0; i < 16; i++) address->ip[i] = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = base == 10 ? 12 + i : 2 * (gap <= 8 && i >= gap ? 8 - count + i : i);
        if (base == 10) address->ip[place] = (uint8_t)groups[i];
        else { address->ip[place] = (uint8_t)(groups[i] >> 8); address->ip[place + 1] = (uint8_t)groups[i]; }
    }
    if (base == 10) address->ip[10] = address->ip[11] = 0xFF;
    if (at >= length || text[at] != ':') return 0;
    for (at++; at < length && text[at] >= '0' && text[at] <= '9' && digits < 5; at++, digits++) port = port * 10 + (uint32_t)(text[at] - '0');
    address->port = (uint16_t)port;
    return digits > 0 && port > 0 && port <= 65535 ? at : 0;
}

#endif
