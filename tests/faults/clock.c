/* Sets the clock of a program back or forward by as many seconds as a file says that
   CLOCK_FILE names: what it says is looked up anew each time. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
    int outcome = (int)syscall(SYS_clock_gettime, clock, at);
    const char *path = getenv("CLOCK_FILE");
    if (outcome != 0 || clock != CLOCK_REALTIME || path == NULL)
        return outcome;
    FILE *file = fopen(path, "r");
    long long seconds = 0;
    if (file != NULL) {
        if (fscanf(file, "%lld", &seconds) == 1)
            at->tv_sec += seconds;
        fclose(file);
    }
    return 0;
}
