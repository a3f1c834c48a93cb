// Asks an HTTP server at a pace, on one thread that costs little: what is measured should be the server.
//
//     cc -O2 -o pace pace.c
//     pace PORT RATE CONNECTIONS SECONDS KEY PATH…
//
// RATE requests a second are sent when they are due, whatever became of those before (an open loop); 0 asks again as
// soon as there is an answer (a closed loop). The paths, of GET, take turns. Prints one line of JSON: the answers by status with their
// percentiles in milliseconds from sending, how many requests found no free connection, and how many were not answered.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { STATUSES = 600, HEAD = 8192 };
struct connection { int socket; int busy; double sent; size_t held; long rest; int status; char head[HEAD + 1]; };
struct times { double *all; size_t count, room; };

static struct connection *connections;
static struct times answers[STATUSES];
static int *idle, idles, port, loop, paths;
static char **requests;
static long sent, crowded, failed, turn;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void open_connection(int n) {
    struct connection *c = &connections[n];
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    c->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(c->socket, (struct sockaddr *)&to, sizeof to)) fail("connect");
    int yes = 1;
    setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    fcntl(c->socket, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = n};
    epoll_ctl(loop, EPOLL_CTL_ADD, c->socket, &event);
    c->busy = 0;
    idle[idles++] = n;
}

static void ask(int n) {
    struct connection *c = &connections[n];
    const char *request = requests[turn++ % paths];
    c->busy = 1, c->held = 0, c->rest = -1, c->sent = now();
    sent++;
    // A request is far shorter than the socket's buffer.
    if (send(c->socket, request, strlen(request), MSG_NOSIGNAL) < 0) c->sent = 0;
}

static void note(struct connection *c) {
    struct times *t = &answers[c->status < STATUSES ? c->status : 0];
    if (t->count == t->room) t->all = realloc(t->all, (t->room = t->room * 2 + 1024) * sizeof(double));
    t->all[t->count++] = (now() - c->sent) * 1000;
    c->busy = 0;
}

// Takes what came; whether the answer is whole.
static int take(struct connection *c, const char *bytes, long count) {
    if (c->rest < 0) {
        long before = c->held, part = count < HEAD - (long)c->held ? count : HEAD - (long)c->held;
        memcpy(c->head + c->held, bytes, part);
        c->held += part;
        c->head[c->held] = 0;
        char *end = strstr(c->head, "\r\n\r\n");
        if (!end) return 0;
        char *length = strcasestr(c->head, "\r\ncontent-length:");
        c->status = atoi(c->head + 9);
        c->rest = length && length < end ? atol(length + 17) : 0;
        count -= (end + 4 - c->head) - before;
    }
    c->rest -= count;
    return c->rest <= 0;
}

static void hear(int n) {
    static char buffer[65536];
    struct connection *c = &connections[n];
    for (;;) {
        long count = recv(c->socket, buffer, sizeof buffer, 0);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0) {
            if (c->busy) failed++;
            for (int i = 0; i < idles; i++)
                if (idle[i] == n) { idle[i] = idle[--idles]; break; }
            close(c->socket);
            open_connection(n);
            return;
        }
        if (c->busy && take(c, buffer, count)) {
            note(c);
            idle[idles++] = n;
        }
    }
}

static int less(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(double seconds) {
    printf("{\"seconds\": %.2f, \"sent\": %ld, \"crowded\": %ld, \"failed\": %ld, \"answers\": {", seconds, sent, crowded, failed);
    const char *comma = "";
    for (int status = 0; status < STATUSES; status++) {
        struct times *t = &answers[status];
        if (!t->count) continue;
        qsort(t->all, t->count, sizeof(double), less);
        printf("%s\"%d\": {\"count\": %zu, \"p50\": %.2f, \"p99\": %.2f, \"most\": %.2f}", comma, status, t->count,
               t->all[t->count / 2], t->all[t->count * 99 / 100], t->all[t->count - 1]);
        comma = ", ";
    }
    puts("}}");
}

int main(int count, char **words) {
    if (count < 7) return 64;
    port = atoi(words[1]);
    double rate = atof(words[2]), length = atof(words[4]);
    int width = atoi(words[3]);
    paths = count - 6;
    requests = calloc(paths, sizeof *requests);
    for (int i = 0; i < paths; i++) {
        requests[i] = malloc(2048);
        snprintf(requests[i], 2048, "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", words[6 + i], words[5]);
    }
    connections = calloc(width, sizeof *connections);
    idle = calloc(width, sizeof *idle);
    loop = epoll_create1(0);
    for (int n = 0; n < width; n++) open_connection(n);
    double begun = now(), due = begun;
    for (double at = begun; at < begun + length; at = now()) {
        for (; rate > 0 && due <= at; due += 1 / rate) {
            if (idles) ask(idle[--idles]);
            else crowded++;
        }
        while (rate == 0 && idles) ask(idle[--idles]);
        struct epoll_event events[256];
        int ready = epoll_wait(loop, events, 256, rate > 0 ? 1 : 100);
        for (int i = 0; i < ready; i++) hear(events[i].data.u32);
    }
    report(now() - begun);
}
