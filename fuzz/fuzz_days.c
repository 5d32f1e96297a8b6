/* The table of --published-from. */
#include <stdlib.h>

#include "isnad/flow.h"
#include "memory_file.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    memory_file file;
    if (!memory_file_open(&file, data, size)) {
        return 0;
    }
    isnad_days *days = NULL;
    isnad_error error = {0};
    if (!isnad_days_read(file.path, &days, &error)) {
        const char *day = isnad_days_of(days, "folder/page.html");
        if (day && !isnad_day_valid(day)) {
            abort();
        }
    }
    isnad_days_free(days);
    memory_file_close(&file);
    return 0;
}
