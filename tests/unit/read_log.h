/* What reading gives, as text: a line for each payload, "steps|url|payload",
 * and for each thing skipped, "!offset reason". */
#ifndef READ_LOG_H
#define READ_LOG_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "read/read.h"

static char read_log[16 * 1024];

static isnad_status log_record(void *data, isn_record *record)
{
    (void)data;
    size_t at = strlen(read_log);
    for (size_t i = 0; i < record->step_count; i++) {
        at += (size_t)snprintf(read_log + at, sizeof read_log - at, "%s%s",
                               i ? " " : "", record->steps[i]);
    }
    snprintf(read_log + at, sizeof read_log - at, "|%s|%.*s\n",
             record->hints.url ? record->hints.url : "", (int)record->len,
             (const char *)record->payload);
    free(record->payload);
    return ISNAD_OK;
}

static void log_skip(void *data, const char *path, uint64_t offset,
                     isnad_status status, const char *reason)
{
    (void)data, (void)path;
    assert_int_not_equal(status, ISNAD_OK);
    size_t at = strlen(read_log);
    snprintf(read_log + at, sizeof read_log - at, "!%llu %s\n",
             (unsigned long long)offset, reason);
}

static void read_bytes(const void *bytes, size_t len,
                       const isn_read_options *options)
{
    isn_read_sink sink = {log_record, log_skip, NULL, NULL};
    read_log[0] = '\0';
    assert_int_equal(isn_read_memory("x", bytes, len, options, &sink),
                     ISNAD_OK);
}

#endif
