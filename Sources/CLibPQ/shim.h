#pragma once
#include <libpq-fe.h>
// What the reactor waits with; Swift's own Glibc module leaves these two out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
