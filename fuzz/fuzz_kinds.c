/* Readers of containers over bytes that are none of theirs: the first byte
 * picks the reader, as --input does. */
#include <stdlib.h>

#include "read/opml.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static isnad_status take(void *data, isn_record *record)
{
    uint64_t *size = data;
    /* Nothing grows but by what was compressed or written as an entity. */
    if (record->len > 401 * *size + (1 << 21) || record->step_count > 24) {
        abort();
    }
    free(record->payload);
    return ISNAD_OK;
}

static void skip(void *data, const char *path, uint64_t offset,
                 isnad_status status, const char *reason)
{
    (void)data, (void)offset;
    if (!path || !status || !reason) {
        abort();
    }
}

static isnad_status feed(void *data, const char *url)
{
    (void)data;
    return url[0] ? ISNAD_OK : ISNAD_IO;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    unsigned count = 0;
    while (isn_read_kinds[count]) {
        count++;
    }
    uint64_t len = size;
    isnad_error error;
    if (size == 0) {
        return 0;
    }
    if (data[0] % (count + 1) == count) {
        if (isn_opml_read(data + 1, size - 1, feed, NULL, &error) == ISNAD_IO) {
            abort();
        }
        return 0;
    }
    const isn_read_options options = {.payload = 1 << 20,
                                      .records = 1000,
                                      .kind = isn_read_kinds[data[0] % count]};
    const isn_read_sink sink = {.record = take, .skip = skip, .data = &len};
    isn_read_memory("input", data + 1, size - 1, &options, &sink);
    return 0;
}
