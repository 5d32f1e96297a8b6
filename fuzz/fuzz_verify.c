/* The JSON of a report, as verify reads it. */
#include <stdlib.h>

#include "isnad/flow.h"
#include "memory_file.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void finding(void *data, const isnad_finding *found)
{
    (void)data;
    if (!found->what || !found->reason) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const char page[] =
        "<html><body><h1>عنوان الخبر</h1><p>قال الوزير إن 17 شخصا قتلوا.</p>";
    memory_file report, input;
    if (!memory_file_open(&report, data, size)) {
        return 0;
    }
    if (memory_file_open(&input, page, sizeof page - 1)) {
        const char *paths[] = {input.path};
        isnad_verified verified = {0};
        isnad_error error = {0};
        isnad_status status = isnad_flow_verify(report.path, paths, 1, NULL,
                                                finding, &verified, &error);
        if (status == ISNAD_OK && verified.differing > 0) {
            abort();
        }
        memory_file_close(&input);
    }
    memory_file_close(&report);
    return 0;
}
