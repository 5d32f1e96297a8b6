#include "flow/claims.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct context {
    const char *what, *words;
    bool is_words;
} context;

/* Lists of a story, what their items are called, and which member has the
 * words that a reader knows the item by. */
static const struct {
    const char *list, *what, *member;
    bool is_words;
} kinds[] = {
    {"statements", "statement", "words", true},
    {"figures", "figure", "of", false},
    {"agreements", "agreement", "value", false},
    {"differences", "difference", "slot", false},
    {"labels", "label", "of", false},
    {"entities", "entity", "name", false},
    {"timeline", "timeline", "when", false},
    {"documents", "document", "path", false},
};

enum { DEEPEST = 256 };

static isnad_status fail(isnad_error *error, isnad_status status,
                         uint64_t position, const char *message)
{
    *error = (isnad_error){.status = status, .position = position};
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static bool is_hex_digest(const char *text)
{
    return text && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static bool all_strings(const json_t *array)
{
    size_t index;
    json_t *item;
    json_array_foreach(array, index, item)
    {
        if (!json_is_string(item)) {
            return false;
        }
    }
    return true;
}

/* Anything with both "begin" and "path" means to be an address. */
static bool is_address(const json_t *object)
{
    return json_object_get(object, "begin") && json_object_get(object, "path");
}

static isnad_status add(isn_claims *claims, const json_t *object,
                        const context *in)
{
    if (claims->count == claims->cap) {
        size_t cap = claims->cap ? claims->cap * 2 : 256;
        isn_claim *items = realloc(claims->items, cap * sizeof *items);
        if (!items) {
            return ISNAD_NOMEM;
        }
        claims->items = items;
        claims->cap = cap;
    }
    json_t *steps = json_object_get(object, "steps");
    json_t *begin = json_object_get(object, "begin");
    json_t *end = json_object_get(object, "end");
    isn_claim *claim = &claims->items[claims->count];
    *claim = (isn_claim){
        .path = json_string_value(json_object_get(object, "path")),
        .steps = json_is_array(steps) ? steps : NULL,
        .exact = json_string_value(json_object_get(object, "exact")),
        .sha256 = json_string_value(json_object_get(object, "sha256")),
        .what = in->what,
        .words = in->words,
        .is_words = in->is_words,
        .order = claims->count++,
    };
    bool ok = claim->path && claim->exact && is_hex_digest(claim->sha256) &&
              json_is_integer(begin) && json_is_integer(end) &&
              json_integer_value(begin) >= 0 &&
              json_integer_value(end) >= json_integer_value(begin) &&
              (!claim->steps || all_strings(claim->steps));
    claim->path = claim->path ? claim->path : "?";
    if (!ok) {
        claim->steps = NULL;
        claim->state = ISN_CLAIM_FORM;
        return ISNAD_OK;
    }
    claim->begin = (uint64_t)json_integer_value(begin);
    claim->end = (uint64_t)json_integer_value(end);
    return ISNAD_OK;
}

static isnad_status walk(isn_claims *claims, const json_t *value,
                         const char *list, context in, unsigned depth)
{
    if (depth > DEEPEST) {
        return ISNAD_MALFORMED;
    }
    isnad_status status = ISNAD_OK;
    if (json_is_array(value)) {
        size_t index;
        json_t *item;
        json_array_foreach(value, index, item)
        {
            status = walk(claims, item, list, in, depth + 1);
            if (status) {
                return status;
            }
        }
        return ISNAD_OK;
    }
    if (!json_is_object(value)) {
        return ISNAD_OK;
    }
    for (size_t i = 0; !in.what && list && i < sizeof kinds / sizeof *kinds;
         i++) {
        if (strcmp(list, kinds[i].list) == 0) {
            in = (context){
                kinds[i].what,
                json_string_value(json_object_get(value, kinds[i].member)),
                kinds[i].is_words};
        }
    }
    if (is_address(value)) {
        status = add(claims, value, &in);
    }
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member)
    {
        context inner = in;
        /* Only the evidence of a statement repeats its words; the wordings
         * and cues beside it have their own. */
        inner.is_words = in.is_words && (strcmp(key, "evidence") == 0 ||
                                         strcmp(key, "statements") == 0);
        status = status ? status : walk(claims, member, key, inner, depth + 1);
    }
    return status;
}

isnad_status isn_claims_read(const char *path, isn_claims *claims,
                             isnad_error *error)
{
    *claims = (isn_claims){0};
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    FILE *file = fopen(path, "rbe");
    if (!file) {
        return fail(error, ISNAD_IO, ISNAD_NO_POSITION, strerrordesc_np(errno));
    }
    json_error_t bad;
    errno = 0;
    claims->root = json_loadf(file, 0, &bad);
    bool io = ferror(file) != 0;
    fclose(file);
    if (!claims->root && io) {
        return fail(error, ISNAD_IO, ISNAD_NO_POSITION, "cannot be read");
    }
    if (!claims->root && json_error_code(&bad) == json_error_out_of_memory) {
        return fail(error, ISNAD_NOMEM, ISNAD_NO_POSITION, "out of memory");
    }
    if (!claims->root) {
        return fail(error, ISNAD_MALFORMED,
                    bad.position < 0 ? 0 : (uint64_t)bad.position, bad.text);
    }
    if (!json_is_array(json_object_get(claims->root, "stories"))) {
        return fail(error, ISNAD_MALFORMED, 0,
                    "not a report: it has no \"stories\"");
    }
    isnad_status status =
        walk(claims, claims->root, NULL, (context){.what = NULL}, 0);
    if (status) {
        return fail(error, status, 0,
                    status == ISNAD_NOMEM ? "out of memory"
                                          : "nested too deeply");
    }
    for (size_t i = 0; i < claims->count; i++) {
        if (!claims->items[i].what) {
            claims->items[i].what = "evidence";
        }
    }
    return ISNAD_OK;
}

void isn_claims_free(isn_claims *claims)
{
    free(claims->items);
    json_decref(claims->root);
    *claims = (isn_claims){0};
}

/* ---- names of documents ------------------------------------------------- */

isn_doc_name isn_name_of_claim(const isn_claim *claim)
{
    return (isn_doc_name){
        .path = claim->path,
        .json_steps = claim->steps,
        .step_count = json_array_size(claim->steps),
    };
}

isn_doc_name isn_name_of_doc(const isnad_doc *doc)
{
    isn_doc_name name = {.path = isnad_doc_path(doc)};
    name.steps = isnad_doc_steps(doc, &name.step_count);
    return name;
}

static const char *step(const isn_doc_name *name, size_t index)
{
    return name->steps
               ? name->steps[index]
               : json_string_value(json_array_get(name->json_steps, index));
}

static const char *file_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int isn_name_compare(const isn_doc_name *a, const isn_doc_name *b,
                     bool file_only)
{
    int order = file_only ? strcmp(file_of(a->path), file_of(b->path))
                          : strcmp(a->path, b->path);
    if (!order && a->step_count != b->step_count) {
        order = a->step_count < b->step_count ? -1 : 1;
    }
    for (size_t i = 0; !order && i < a->step_count; i++) {
        order = strcmp(step(a, i), step(b, i));
    }
    return order;
}

unsigned isn_name_shared(const isn_doc_name *a, const isn_doc_name *b)
{
    size_t i = strlen(a->path), j = strlen(b->path);
    unsigned parts = 0;
    for (;;) {
        size_t m = i, n = j;
        while (m > 0 && a->path[m - 1] != '/') {
            m--;
        }
        while (n > 0 && b->path[n - 1] != '/') {
            n--;
        }
        if (i - m != j - n || memcmp(a->path + m, b->path + n, i - m) != 0) {
            return parts;
        }
        parts++;
        if (m == 0 || n == 0) {
            return parts;
        }
        i = m - 1;
        j = n - 1;
    }
}
