#pragma once
#include <libpq-fe.h>
#include <stdint.h>
// What the reactor waits with; Swift's own Glibc module leaves these two out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>

// Nanoseconds of the machine's monotonic clock. In C, as which module owns `timespec` differs between debug and
// release builds under MemberImportVisibility.
static inline uint64_t monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
