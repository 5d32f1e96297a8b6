/* JSON tokens beside jansson: what that accepts these accept, with the same
 * members. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "read/json_in.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_text(const isn_json_in *ours, uint32_t value,
                       const json_t *theirs)
{
    isn_buffer out;
    isn_buffer_init(&out, 1 << 20);
    isn_json_in_text(ours, value, &out);
    if (out.status || out.len != json_string_length(theirs) ||
        (out.len > 0 &&
         memcmp(out.data, json_string_value(theirs), out.len) != 0)) {
        abort();
    }
    isn_buffer_free(&out);
}

static void check_members(const isn_json_in *ours, json_t *theirs)
{
    const char *name;
    json_t *value;
    json_object_foreach(theirs, name, value)
    {
        uint32_t found;
        if (!isn_json_in_member(ours, 0, name, strlen(name), &found)) {
            abort();
        }
        if (json_is_string(value)) {
            check_text(ours, found, value);
        }
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    json_error_t error;
    isn_json_in ours = {0};
    isnad_status status = isn_json_in_parse(&ours, (const char *)data, size);
    /* jansson takes a NUL for the end. */
    json_t *theirs =
        size == 0 || memchr(data, 0, size)
            ? NULL
            : json_loadb((const char *)data, size, JSON_DECODE_ANY, &error);
    if (theirs && status == ISNAD_MALFORMED) {
        abort();
    }
    if (theirs && !status) {
        check_members(&ours, theirs);
    }
    for (size_t i = 0; !status && i < ours.count; i++) {
        const isn_json_token *t = &ours.tokens[i];
        if (t->next <= i || t->next > ours.count || t->begin > size) {
            abort();
        }
    }
    json_decref(theirs);
    isn_json_in_free(&ours);
    return 0;
}
