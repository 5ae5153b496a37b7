/* A guest that does what its configuration says when it is given a datagram or a command; after "end ", when it is destroyed. */
#include "jumpingvpn_endpoint.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifndef __wasm__
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#ifndef GUEST_VERSION
#define GUEST_VERSION JV_VERSION
#endif

struct jv_endpoint { jv_host *host; char what[32]; };

static uint8_t block[1 << 21];
static char lives = '0'; /* what no guest should have: something that all endpoints of a process share */

uint32_t jv_version(void) { return GUEST_VERSION; }

jv_endpoint *jv_create(jv_host *host, uint64_t seed, const char *configuration, uint32_t length)
{
    jv_endpoint *e = calloc(1, sizeof *e);
    (void)seed;
    e->host = host;
    lives++;
    memcpy(e->what, configuration, length < sizeof e->what ? length : sizeof e->what - 1);
    if (strcmp(e->what, "refuse") == 0) { free(e); return NULL; }
    return e;
}

void jv_start(jv_endpoint *e, int64_t now, const jv_address *own, uint32_t count) { (void)e; (void)now; (void)own; (void)count; }

static int is(const jv_endpoint *e, const char *what) { return strcmp(e->what, what) == 0; }

#ifndef __wasm__
/* What only a process can do to itself. */
static int do_to_process(jv_endpoint *e, const jv_address *somewhere)
{
    uint8_t *edge = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(edge + 4096, 4096, PROT_NONE); /* not unmapped: another thread of the process could get it */
    if (is(e, "exit")) exit(3);
    else if (is(e, "exit 0")) exit(0);
    else if (is(e, "print")) { puts("hello"); fflush(NULL); jv_say(e->host, "well", 4); }
    else if (is(e, "read")) { char all[16]; if (fgets(all, sizeof all, stdin) == NULL) jv_say(e->host, "well", 4); }
    else if (is(e, "allocate")) for (uint8_t *p; (p = malloc(1 << 20)) != NULL;) memset(p, 1, 1 << 20);
    else if (is(e, "close")) for (int i = 0; i < 256; i++) close(i);
    else if (is(e, "orphan")) { if (fork() == 0) { sleep(40); _exit(0); } fputs("last words\n", stderr); _exit(5); }
    else if (is(e, "noise")) { for (int i = 0; i < 20000; i++) fputs("noise without an end of line ", stderr); abort(); }
    else if (is(e, "number")) { char text[16]; jv_say(e->host, text, (uint32_t)snprintf(text, sizeof text, "%d", (int)getpid())); }
    else if (is(e, "raise")) raise(SIGKILL);
    else if (is(e, "send beyond")) jv_send(e->host, somewhere, 0, edge + 4090, 600);
    else if (is(e, "send to nothing")) jv_send(e->host, (const jv_address *)(uintptr_t)64, 0, "x", 1);
    else if (is(e, "say beyond")) jv_say(e->host, (const char *)edge, 60000);
    else if (is(e, "random beyond")) jv_random(e->host, edge, 60000);
    else return 0;
    return 1;
}
#else
static int do_to_process(jv_endpoint *e, const jv_address *somewhere) { (void)e; (void)somewhere; return 0; }
#endif

static void do_it(jv_endpoint *e, int64_t now)
{
    jv_address nowhere = { { 0 }, 0 }, somewhere = { { [10] = 0xFF, [11] = 0xFF, [12] = 192, [14] = 2, [15] = 9 }, 9 };
    if (do_to_process(e, &somewhere)) return;
    if (is(e, "segfault")) *(volatile int *)(uintptr_t)(now + 16) = 1;
    else if (is(e, "abort")) abort();
    else if (is(e, "trap")) __builtin_trap();
    else if (is(e, "loop")) for (volatile int i = 0;; i++) { }
    else if (is(e, "overflow")) { volatile uint8_t *small = malloc(16); for (size_t i = 0; i < 1u << 30; i++) small[i] = 1; }
    else if (is(e, "nowhere")) jv_send(e->host, &nowhere, 0, "x", 1);
    else if (is(e, "huge")) jv_send(e->host, &somewhere, 0, block, 70000);
    else if (is(e, "null")) jv_send(e->host, &somewhere, 0, NULL, 5);
    else if (is(e, "from")) jv_send(e->host, &somewhere, 9, "x", 1);
    else if (is(e, "flood")) for (int i = 0; i < 100000; i++) jv_send(e->host, &somewhere, 0, "x", 1);
    else if (is(e, "past")) jv_wake(e->host, now - 1);
    else if (is(e, "long past")) jv_wake(e->host, INT64_MIN);
    else if (is(e, "talk")) jv_say(e->host, (const char *)block, 100000);
    else if (is(e, "random")) jv_random(e->host, block, sizeof block);
    else if (is(e, "send 4 GB")) jv_send(e->host, &somewhere, 0, block, 4000000000u);
    else if (is(e, "say 4 GB")) jv_say(e->host, (const char *)block, 4000000000u);
    else if (is(e, "random 1 GB")) jv_random(e->host, block, 1000000000u);
    else if (is(e, "count")) jv_say(e->host, &lives, 1);
    else jv_say(e->host, "well", 4);
}

void jv_datagram(jv_endpoint *e, int64_t now, const jv_address *from, const jv_address *to, const uint8_t *bytes, uint32_t length)
{
    (void)from; (void)to; (void)bytes; (void)length;
    do_it(e, now);
}

#ifndef WITHOUT_TIMER
void jv_timer(jv_endpoint *e, int64_t now) { (void)e; (void)now; }
#endif

void jv_command(jv_endpoint *e, int64_t now, const char *line, uint32_t length) { (void)line; (void)length; do_it(e, now); }

void jv_destroy(jv_endpoint *e)
{
    if (strncmp(e->what, "end ", 4) == 0) { memmove(e->what, e->what + 4, sizeof e->what - 4); do_it(e, 0); }
    free(e);
}

#ifdef WRITES_WHEN_LOADED
__attribute__((constructor)) static void write_everywhere(void) {
    for (int descriptor = 0; descriptor < 200; descriptor++) {
        (void)!write(descriptor, "5\n", 2);
    }
}
#endif

#ifdef HANG_WHEN_UNLOADED
__attribute__((destructor)) static void hang(void) {
    for (;;) {
        pause();
    }
}
#endif

#ifdef HANG_WHEN_LOADED
__attribute__((constructor)) static void hang(void) {
    for (;;) {
        pause();
    }
}
#endif

#ifdef EXITS_FROM_A_THREAD
#include <pthread.h>
static void *leave(void *none) { exit(0); return none; }
__attribute__((constructor)) static void begin_to_leave(void) {
    pthread_t thread;
    pthread_create(&thread, 0, leave, 0);
}
#endif
