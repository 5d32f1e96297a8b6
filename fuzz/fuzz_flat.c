/* Flattened text: what a crawler left of a page. */
#include <stdlib.h>
#include <string.h>

#include "check_doc.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    /* Without angle brackets nothing is taken for markup. */
    unsigned char *text = malloc(size + 1);
    if (!text) {
        return 0;
    }
    for (size_t i = 0; i < size; i++) {
        text[i] = data[i] == '<' ? '(' : data[i];
    }
    check_bytes("page.txt", text, size, NULL);
    free(text);
    return 0;
}
