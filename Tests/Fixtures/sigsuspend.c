// Gives sigsuspend a mask that may be written to, by LD_PRELOAD, for scripts/soak-driver: valgrind 3.19 takes its own signals
// out of the mask where it lies, and that of libdispatch lies in memory that is only for reading.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
    sigset_t own = *mask;
    return (int)syscall(SYS_rt_sigsuspend, &own, 8);
}
