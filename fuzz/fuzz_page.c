/* Bytes of a saved page: markup, metadata, charsets. */
#include "check_doc.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    check_bytes("page.html", data, size, NULL);
    return 0;
}
