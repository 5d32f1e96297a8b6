/* Date and figure expressions: one line of text with a day to stand on. */
#include "check_doc.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    /* The ends of the calendar are the likeliest places for faults. */
    static const char *const days[] = {"2023-03-14", "0001-01-01", "9999-12-31",
                                       "2024-02-29T23:59"};
    if (size > 0) {
        check_bytes("line.txt", data + 1, size - 1, days[data[0] % 4]);
    }
    return 0;
}
