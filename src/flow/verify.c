/* Does the evidence of a report still stand?  Inputs stream by; each claim
 * about a document is compared while it is there. */
#include <stdlib.h>
#include <string.h>

#include "core/docdata.h"
#include "core/utf8.h"
#include "core/sort.h"
#include "flow/claims.h"
#include "read/digest.h"

/* All claims about one document. */
typedef struct group {
    size_t first, count; /* among the sorted claims */
    unsigned parts;      /* how well the path of what was compared agreed */
} group;

typedef struct verifier {
    isn_claims claims;
    group *groups;   /* by path and steps */
    group **by_file; /* by file name and steps */
    size_t group_count;
    isnad_verified *verified;
} verifier;

enum { WHOLE_PATH = 1 << 30, MOST_MOVED = 1000 };

static int compare_claims(const isn_claim *a, const isn_claim *b,
                          bool file_only)
{
    isn_doc_name x = isn_name_of_claim(a), y = isn_name_of_claim(b);
    return isn_name_compare(&x, &y, file_only);
}

static int by_place(const void *a, const void *b)
{
    const isn_claim *x = a, *y = b;
    int order = compare_claims(x, y, false);
    if (!order && x->begin != y->begin) {
        order = x->begin < y->begin ? -1 : 1;
    }
    if (!order && x->end != y->end) {
        order = x->end < y->end ? -1 : 1;
    }
    return order ? order : x->order < y->order ? -1 : 1;
}

static int by_order(const void *a, const void *b)
{
    const isn_claim *x = a, *y = b;
    return x->order < y->order ? -1 : 1;
}

static int by_file(const void *a, const void *b, void *data)
{
    const isn_claim *items = data;
    const group *x = *(group *const *)a, *y = *(group *const *)b;
    int order = compare_claims(&items[x->first], &items[y->first], true);
    return order ? order : x->first < y->first ? -1 : 1;
}

static isnad_status make_groups(verifier *v)
{
    isn_claims *claims = &v->claims;
    if (claims->count == 0) {
        return ISNAD_OK;
    }
    isn_sort(claims->items, claims->count, sizeof *claims->items, by_place);
    v->groups = malloc(claims->count * sizeof *v->groups);
    v->by_file = malloc(claims->count * sizeof *v->by_file);
    if (!v->groups || !v->by_file) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < claims->count; i++) {
        if (i == 0 || compare_claims(&claims->items[i - 1], &claims->items[i],
                                     false) != 0) {
            v->by_file[v->group_count] = &v->groups[v->group_count];
            v->groups[v->group_count++] = (group){.first = i};
        }
        v->groups[v->group_count - 1].count++;
    }
    qsort_r(v->by_file, v->group_count, sizeof *v->by_file, by_file,
            claims->items);
    return ISNAD_OK;
}

/* The first group, in the order asked for, whose name is not before that of
 * the document. */
static size_t lower_bound(const verifier *v, const isn_doc_name *doc,
                          bool file_only)
{
    size_t low = 0, high = v->group_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const group *g = file_only ? v->by_file[middle] : &v->groups[middle];
        isn_doc_name name = isn_name_of_claim(&v->claims.items[g->first]);
        if (isn_name_compare(&name, doc, file_only) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static group *find_group(verifier *v, const isn_doc_name *doc)
{
    size_t at = lower_bound(v, doc, false);
    if (at == v->group_count) {
        return NULL;
    }
    group *g = &v->groups[at];
    isn_doc_name name = isn_name_of_claim(&v->claims.items[g->first]);
    return isn_name_compare(&name, doc, false) == 0 ? g : NULL;
}

/* A pile may have moved since: then the document whose path agrees longest
 * from its end is meant, if there is exactly one such.  Where very many share
 * a file name, the search ends undecided. */
static group *find_moved(verifier *v, const isn_doc_name *doc, unsigned *parts)
{
    group *best = NULL;
    bool twice = false;
    *parts = 0;
    size_t first = lower_bound(v, doc, true);
    for (size_t i = first; i < v->group_count && i - first < MOST_MOVED; i++) {
        const isn_claim *claim = &v->claims.items[v->by_file[i]->first];
        isn_doc_name name = isn_name_of_claim(claim);
        if (isn_name_compare(&name, doc, true) != 0) {
            break;
        }
        unsigned here = isn_name_shared(&name, doc);
        if (here > *parts) {
            best = v->by_file[i];
            *parts = here;
            twice = false;
        } else if (here == *parts) {
            twice = true;
        }
    }
    return twice ? NULL : best;
}

static isn_claim_state compare(const isnad_doc *doc, const isn_claim *claim)
{
    char hex[ISN_SHA256_ROOM];
    if (claim->end > doc->payload_len) {
        return ISN_CLAIM_RANGE;
    }
    isn_sha256(doc->payload + claim->begin, (size_t)(claim->end - claim->begin),
               hex);
    if (strcmp(hex, claim->sha256) != 0) {
        return ISN_CLAIM_BYTES;
    }
    isnad_view words = isnad_doc_words(
        doc,
        isnad_doc_from_raw(doc, (isnad_raw_span){claim->begin, claim->end}));
    if (words.len != strlen(claim->exact) ||
        memcmp(words.data, claim->exact, words.len) != 0) {
        return ISN_CLAIM_TEXT;
    }
    return ISN_CLAIM_HOLDS;
}

static void compare_group(verifier *v, group *g, const isnad_doc *doc)
{
    isn_claim *items = v->claims.items + g->first;
    for (size_t i = 0; i < g->count; i++) {
        isn_claim *claim = &items[i];
        const isn_claim *before = i > 0 ? &items[i - 1] : NULL;
        if (claim->state == ISN_CLAIM_FORM) {
            continue;
        }
        /* The same place serves as evidence again and again. */
        if (before && before->state == ISN_CLAIM_HOLDS &&
            before->begin == claim->begin && before->end == claim->end &&
            strcmp(before->sha256, claim->sha256) == 0 &&
            strcmp(before->exact, claim->exact) == 0) {
            claim->state = ISN_CLAIM_HOLDS;
        } else {
            claim->state = compare(doc, claim);
        }
    }
}

/* Paths are bytes; a report shows those that are no UTF-8 with U+FFFD in
 * them, so they are compared in that form.  NULL: as it is. */
static char *shown_path(const char *path)
{
    size_t len = strlen(path);
    if (isn_utf8_valid(path, len) == len) {
        return NULL;
    }
    char *shown = malloc(3 * len + 1);
    size_t made = 0;
    for (size_t at = 0; shown && at < len;) {
        uint32_t c;
        at += isn_utf8_decode(path + at, len - at, &c);
        made += isn_utf8_encode(c, shown + made);
    }
    if (shown) {
        shown[made] = '\0';
    }
    return shown;
}

static isnad_status on_document(void *data, isnad_doc *doc, void *result)
{
    (void)result;
    verifier *v = data;
    unsigned parts = WHOLE_PATH;
    isn_doc_name name = isn_name_of_doc(doc);
    char *shown = shown_path(name.path);
    name.path = shown ? shown : name.path;
    group *g = find_group(v, &name);
    if (!g) {
        g = find_moved(v, &name, &parts);
    }
    if (g && parts > g->parts) {
        g->parts = parts;
        compare_group(v, g, doc);
    }
    free(shown);
    isnad_doc_free(doc);
    return ISNAD_OK;
}

static const char *reason_of(isn_claim_state state)
{
    switch (state) {
    case ISN_CLAIM_UNSEEN:
        return "its document is missing";
    case ISN_CLAIM_BYTES:
        return "the bytes have changed";
    case ISN_CLAIM_TEXT:
        return "the bytes read differently from the report";
    case ISN_CLAIM_RANGE:
        return "the document ends before this place";
    case ISN_CLAIM_WORDS:
        return "the report's words are not those of its evidence";
    case ISN_CLAIM_FORM:
        return "no proper address";
    case ISN_CLAIM_HOLDS:
        break;
    }
    return "it holds";
}

static void tell(verifier *v,
                 void (*finding)(void *data, const isnad_finding *finding),
                 void *data)
{
    isn_claims *claims = &v->claims;
    if (claims->count > 1) {
        isn_sort(claims->items, claims->count, sizeof *claims->items, by_order);
    }
    for (size_t i = 0; i < claims->count; i++) {
        isn_claim *claim = &claims->items[i];
        if (claim->state == ISN_CLAIM_HOLDS && claim->is_words &&
            (!claim->words || !strstr(claim->exact, claim->words))) {
            claim->state = ISN_CLAIM_WORDS;
        }
        v->verified->addresses++;
        if (claim->state == ISN_CLAIM_HOLDS) {
            continue;
        }
        v->verified->differing++;
        if (finding) {
            isnad_finding found = {
                .what = claim->what,
                .words = claim->words ? claim->words : claim->exact,
                .path = claim->path,
                .begin = claim->begin,
                .end = claim->end,
                .reason = reason_of(claim->state),
            };
            finding(data, &found);
        }
    }
}

isnad_status isnad_flow_verify(const char *report, const char *const *paths,
                               size_t count, const isnad_flow_options *options,
                               void (*finding)(void *data,
                                               const isnad_finding *finding),
                               isnad_verified *verified, isnad_error *error)
{
    verifier v = {.verified = verified};
    isnad_flow_options article = options ? *options : (isnad_flow_options){0};
    article.depth = ISNAD_FLOW_ARTICLE;
    *verified = (isnad_verified){0};
    isnad_flow_handler handler = {.document = on_document, .data = &v};
    isnad_status status = isn_claims_read(report, &v.claims, error);
    if (!status) {
        status = make_groups(&v);
    }
    if (!status) {
        status = isnad_flow_read(paths, count, &article, &handler);
    }
    if (!status) {
        verified->documents = v.group_count;
        tell(&v, finding, article.data);
        status = verified->differing > 0 ? ISNAD_DIFFERS : ISNAD_OK;
    }
    if (status && status != ISNAD_DIFFERS && !error->status) {
        error->status = status;
    }
    free(v.groups);
    free(v.by_file);
    isn_claims_free(&v.claims);
    return status;
}
