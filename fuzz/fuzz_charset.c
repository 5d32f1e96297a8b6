/* Bytes in a charset that the first byte chooses, as a header declares it. */
#include <stdlib.h>
#include <string.h>

#include "core/docdata.h"
#include "core/utf8.h"
#include "page/charset.h"
#include "page/source.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static const char *const labels[] = {
    NULL,        "utf-8",    "windows-1256", "iso-8859-6",
    "utf-16le",  "utf-16be", "windows-1252", "x-mac-arabic",
    "shift_jis", "gb18030",  "iso-2022-jp",  "no such charset",
};

/* Positions of the source lie in the payload, in order, and what is appended
 * is well formed. */
static void check_source(isnad_doc *doc, const isn_source *source)
{
    uint64_t last = 0;
    isn_text_builder builder;
    isn_text_begin(&builder, doc);
    for (size_t at = 0; at <= source->len; at++) {
        if (!isn_utf8_boundary(source->data, source->len, at)) {
            continue;
        }
        uint64_t raw = isn_source_raw(source, at);
        if (raw < last || raw > doc->payload_len) {
            abort();
        }
        last = raw;
    }
    isn_source_add(source, &builder, 0, source->len);
    if (isn_text_close(&builder)) {
        abort();
    }
    if (isn_utf8_valid(doc->text, doc->text_len) != doc->text_len) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const char *label = labels[data[0] % (sizeof labels / sizeof *labels)];
    unsigned char *payload = malloc(size);
    if (!payload) {
        return 0;
    }
    memcpy(payload, data + 1, size - 1);
    isnad_doc *doc = isn_doc_new("page", NULL, 0, payload, size - 1);
    if (!doc) {
        return 0;
    }
    isn_source source;
    if (!isn_source_open(&source, doc, label)) {
        check_source(doc, &source);
    }
    isn_source_free(&source);
    isnad_doc_free(doc);
    return 0;
}
