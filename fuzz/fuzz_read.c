/* Containers: gzip, zstd and whatever lies within. */
#include <stdlib.h>

#include "read/read.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static isnad_status take(void *data, isn_record *record)
{
    (void)data;
    if (!record->path || (record->len > 0 && !record->payload)) {
        abort();
    }
    /* Every byte is there to be read. */
    unsigned sum = 0;
    for (size_t i = 0; i < record->len; i++) {
        sum += record->payload[i];
    }
    free(record->payload);
    return sum == (unsigned)-1 ? ISNAD_INTERRUPTED : ISNAD_OK;
}

static void skip(void *data, const char *path, uint64_t offset,
                 isnad_status status, const char *reason)
{
    (void)data;
    (void)offset;
    if (!path || !status || !reason) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const isn_read_options limits = {.payload = 1 << 20, .records = 1000};
    const isn_read_sink sink = {.record = take, .skip = skip};
    isn_read_memory("input", data, size, &limits, &sink);
    return 0;
}
