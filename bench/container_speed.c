/* Payloads a second of the readers alone: container_speed FILE…
 *
 * Prints, for each file, the records, the bytes on the disk, the bytes of the
 * payloads and the seconds of CPU time, between TABs; bench/containers.py
 * compares. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "read/read.h"

typedef struct tally {
    uint64_t records, bytes, skipped;
} tally;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static isnad_status take(void *data, isn_record *record)
{
    tally *t = data;
    t->records++;
    t->bytes += record->len;
    free(record->payload);
    return ISNAD_OK;
}

static void skip(void *data, const char *path, uint64_t offset,
                 isnad_status status, const char *reason)
{
    (void)path, (void)offset, (void)status, (void)reason;
    ((tally *)data)->skipped++;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        tally t = {0};
        isn_read_sink sink = {.record = take, .skip = skip, .data = &t};
        struct stat about;
        double from = now();
        isnad_status status = isn_read_path(argv[i], NULL, &sink);
        double took = now() - from;
        if (status || stat(argv[i], &about) != 0) {
            fprintf(stderr, "%s: %s\n", argv[i], isnad_status_text(status));
            return 1;
        }
        printf("%s\t%llu\t%llu\t%llu\t%.4f\t%llu\n", argv[i],
               (unsigned long long)t.records, (unsigned long long)about.st_size,
               (unsigned long long)t.bytes, took,
               (unsigned long long)t.skipped);
    }
    return 0;
}
