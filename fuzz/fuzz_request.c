/* Any bytes as requests: the head, the gate, the target, a form.  However the
 * bytes arrive, the same is read, and what passes is what the pages rely on. */
#include <stdlib.h>
#include <string.h>

#include "serve/form.h"
#include "serve/head.h"
#include "serve/target.h"

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

/* Split at any byte, the state is the same. */
static isn_head_state look(const char *bytes, size_t len, size_t step,
                           size_t *end, int *status)
{
    size_t seen = 0, have = 0;
    isn_head_state state = ISN_HEAD_PART;
    while (state == ISN_HEAD_PART && have < len) {
        have = len - have < step ? len : have + step;
        state = isn_head_look(bytes, have, &seen, end, status);
    }
    return state;
}

static void read_target(const char *text)
{
    isn_target target;
    isnad_status status = isn_target_read(text, &target);
    for (unsigned i = 0; !status && i < target.segment_count; i++) {
        const char *part = target.segments[i];
        check(part[0] && !strpbrk(part, "/%\\?") && strcmp(part, "..") != 0);
    }
    for (unsigned i = 0; !status && i < target.parameter_count; i++) {
        check(strlen(target.parameters[i].value) <= strlen(text));
    }
    isn_target_free(&target);
}

/* What lies behind the head, as a form: its parts lie in it, in order. */
static void read_form(char *body, size_t len, const char *boundary)
{
    isn_form form;
    if (isn_form_read(body, len, boundary, &form) == ISNAD_OK) {
        const char *at = body;
        for (size_t i = 0; i < form.count; i++) {
            const isn_form_part *part = &form.parts[i];
            check(part->name >= at && part->bytes > part->name &&
                  part->bytes + part->len < body + len &&
                  part->bytes[part->len] == '\0');
            at = part->bytes + part->len;
        }
    }
    isn_form_free(&form);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t len);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t len)
{
    char *bytes = malloc(len + 1);
    size_t end = 0, other = 0;
    int status = 0, second = 0;
    if (!bytes) {
        return 0;
    }
    memcpy(bytes, data, len);
    isn_head_state state = look(bytes, len, len ? len : 1, &end, &status);
    isn_head_state slow = look(bytes, len, 1, &other, &second);
    check(slow == state && (state != ISN_HEAD_WHOLE || end == other) &&
          (state != ISN_HEAD_BAD || status >= ISN_HTTP_BAD_REQUEST));
    if (state == ISN_HEAD_WHOLE) {
        static const isn_gate_rules rules = {.port = 8321, .body_max = 1 << 20};
        char boundary[ISN_BOUNDARY_MAX + 1];
        isn_request request;
        check(end <= len);
        if (isn_head_read(bytes, end, &request) == ISN_HTTP_OK &&
            isn_gate(&request, &rules) == ISN_HTTP_OK) {
            check(request.host && request.target[0] == '/' &&
                  strlen(request.target) <= ISN_TARGET_MAX);
            read_target(request.target);
            check(isn_gate_length(&request) <= rules.body_max);
            if (isn_form_boundary(request.type, boundary)) {
                read_form(bytes + end, len - end, boundary);
            }
        }
    }
    free(bytes);
    return 0;
}
