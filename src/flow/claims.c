#include "flow/claims.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/bundle_in.h"
#include "flow/report_split.h"

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
    {"lost", "loss", "what", false},
    {"versions", "version", "what", false},
    {"entities", "entity", "name", false},
    {"timeline", "timeline", "when", false},
    {"documents", "document", "path", false},
};

enum { DEEPEST = 256, LARGEST_REPORT = INT32_MAX };

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

static isn_claim *push(isn_claims *claims)
{
    if (claims->count == claims->cap) {
        size_t cap = claims->cap ? claims->cap * 2 : 256;
        isn_claim *items = realloc(claims->items, cap * sizeof *items);
        if (!items) {
            return NULL;
        }
        claims->items = items;
        claims->cap = cap;
    }
    isn_claim *claim = &claims->items[claims->count];
    *claim = (isn_claim){.order = claims->count++};
    return claim;
}

static const char *copy(isn_claims *claims, const char *text)
{
    return isn_arena_copy(claims->arena, text, strlen(text));
}

/* Is `claim` about the document of the claim before?  Then they share its
 * name, as neighbours in a report often do. */
static bool same_document(const isn_claim *before, const char *path,
                          const json_t *steps)
{
    if (!before || strcmp(before->path, path) != 0 ||
        before->step_count != json_array_size(steps)) {
        return false;
    }
    for (size_t i = 0; i < before->step_count; i++) {
        if (strcmp(before->steps[i],
                   json_string_value(json_array_get(steps, i))) != 0) {
            return false;
        }
    }
    return true;
}

static isnad_status name_document(isn_claims *claims, isn_claim *claim,
                                  const char *path, const json_t *steps)
{
    const isn_claim *before = claims->count > 1 ? claim - 1 : NULL;
    if (same_document(before, path, steps)) {
        claim->path = before->path;
        claim->steps = before->steps;
        claim->step_count = before->step_count;
        return ISNAD_OK;
    }
    size_t count = json_array_size(steps);
    const char **copies =
        isn_arena_alloc(claims->arena, (count + 1) * sizeof *copies);
    claim->path = copy(claims, path);
    if (!copies || !claim->path) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        copies[i] = copy(claims, json_string_value(json_array_get(steps, i)));
        if (!copies[i]) {
            return ISNAD_NOMEM;
        }
    }
    claim->steps = copies;
    claim->step_count = count;
    return ISNAD_OK;
}

/* The words and the digest of a proper address. */
static isnad_status take_words(isn_claims *claims, isn_claim *claim,
                               const char *exact, const char *sha256,
                               const context *in)
{
    bool same = in->words && exact && strcmp(in->words, exact) == 0;
    claim->words = in->words;
    claim->exact = same ? in->words : copy(claims, exact ? exact : "");
    claim->sha256 = copy(claims, sha256 ? sha256 : "");
    return claim->exact && claim->sha256 ? ISNAD_OK : ISNAD_NOMEM;
}

static isnad_status add(isn_claims *claims, const json_t *object,
                        const context *in)
{
    const char *path = json_string_value(json_object_get(object, "path"));
    const char *exact = json_string_value(json_object_get(object, "exact"));
    const char *sha256 = json_string_value(json_object_get(object, "sha256"));
    const json_t *steps = json_object_get(object, "steps");
    const json_t *begin = json_object_get(object, "begin");
    const json_t *end = json_object_get(object, "end");
    isn_claim *claim = push(claims);
    if (!claim) {
        return ISNAD_NOMEM;
    }
    bool ok = path && exact && is_hex_digest(sha256) &&
              json_is_integer(begin) && json_is_integer(end) &&
              json_integer_value(begin) >= 0 &&
              json_integer_value(end) >= json_integer_value(begin) &&
              (!steps || (json_is_array(steps) && all_strings(steps)));
    claim->what = in->what ? in->what : "evidence";
    claim->is_words = in->is_words;
    if (ok) {
        claim->begin = (uint64_t)json_integer_value(begin);
        claim->end = (uint64_t)json_integer_value(end);
    } else {
        claim->state = ISN_CLAIM_FORM;
    }
    isnad_status status =
        name_document(claims, claim, path ? path : "?", ok ? steps : NULL);
    return status ? status : take_words(claims, claim, exact, sha256, in);
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
            const char *words =
                json_string_value(json_object_get(value, kinds[i].member));
            in = (context){kinds[i].what, words ? copy(claims, words) : NULL,
                           kinds[i].is_words};
            if (words && !in.words) {
                return ISNAD_NOMEM;
            }
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

/* ---- the file ----------------------------------------------------------- */

static isnad_status slurp(const char *path, char **text, size_t *len,
                          isnad_error *error)
{
    FILE *file = fopen(path, "rbe");
    if (!file) {
        return fail(error, ISNAD_IO, ISNAD_NO_POSITION, strerrordesc_np(errno));
    }
    size_t have = 0, cap = 0, got;
    isnad_status status = ISNAD_OK;
    do {
        if (have == cap) {
            cap = cap ? cap * 2 : 64 * 1024;
            char *more = cap > LARGEST_REPORT ? NULL : realloc(*text, cap);
            if (!more) {
                status = cap > LARGEST_REPORT ? ISNAD_LIMIT : ISNAD_NOMEM;
                fail(error, status, have, isnad_status_text(status));
                break;
            }
            *text = more;
        }
        got = fread(*text + have, 1, cap - have, file);
        have += got;
    } while (got > 0);
    if (!status && ferror(file)) {
        status = fail(error, ISNAD_IO, have, "cannot be read");
    }
    fclose(file);
    *len = have;
    return status;
}

typedef struct reader {
    isn_claims *claims;
    isnad_error *error;
} reader;

/* A tree of text that begins at `offset` of the report, walked. */
static isnad_status read_tree(reader *r, const char *list, const char *text,
                              size_t len, size_t offset, bool whole)
{
    json_error_t bad;
    json_t *tree = json_loadb(text, len, 0, &bad);
    if (!tree && json_error_code(&bad) == json_error_out_of_memory) {
        return fail(r->error, ISNAD_NOMEM, offset, "out of memory");
    }
    if (!tree) {
        return fail(r->error, ISNAD_MALFORMED,
                    offset + (bad.position < 0 ? 0 : (uint64_t)bad.position),
                    bad.text);
    }
    isnad_status status = ISNAD_OK;
    if (whole && !json_is_array(json_object_get(tree, "stories"))) {
        status = fail(r->error, ISNAD_MALFORMED, 0,
                      "not a report: it has no \"stories\"");
    }
    if (!status) {
        status = walk(r->claims, tree, list, (context){.what = NULL}, 0);
        if (status) {
            fail(r->error, status, offset,
                 status == ISNAD_NOMEM ? "out of memory" : "nested too deeply");
        }
    }
    json_decref(tree);
    return status;
}

static isnad_status on_item(void *data, const char *list, const char *text,
                            size_t len, size_t offset)
{
    return read_tree(data, list, text, len, offset, false);
}

isnad_status isn_claims_read(const char *path, isn_claims *claims,
                             isnad_error *error)
{
    *claims = (isn_claims){.arena = isn_arena_new()};
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    if (!claims->arena) {
        return fail(error, ISNAD_NOMEM, ISNAD_NO_POSITION, "out of memory");
    }
    char *text = NULL;
    size_t len;
    reader r = {claims, error};
    bool bundle = isn_bundle_is(path);
    isnad_status status = bundle ? isn_bundle_report(path, &text, &len, error)
                                 : slurp(path, &text, &len, error);
    if (!status) {
        status = isn_report_split(text, &len, on_item, &r);
        if (status && !error->status) {
            fail(error, status, len, "damaged JSON");
        }
    }
    /* What is left says whether the whole was JSON, and a report. */
    if (!status) {
        status = read_tree(&r, NULL, text, len, 0, true);
    }
    /* A bundle speaks of itself, whatever it is called by now. */
    const char *own =
        bundle ? isn_arena_copy(claims->arena, path, strlen(path)) : NULL;
    for (size_t i = 0; bundle && own && i < claims->count; i++) {
        claims->items[i].path = own;
    }
    free(text);
    return status ? status : bundle && !own ? ISNAD_NOMEM : ISNAD_OK;
}

void isn_claims_free(isn_claims *claims)
{
    free(claims->items);
    isn_arena_free(claims->arena);
    *claims = (isn_claims){0};
}

/* ---- names of documents ------------------------------------------------- */

isn_doc_name isn_name_of_claim(const isn_claim *claim)
{
    return (isn_doc_name){claim->path, claim->steps, claim->step_count};
}

isn_doc_name isn_name_of_doc(const isnad_doc *doc)
{
    isn_doc_name name = {.path = isnad_doc_path(doc)};
    name.steps = isnad_doc_steps(doc, &name.step_count);
    return name;
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
        order = strcmp(a->steps[i], b->steps[i]);
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
