/* Documents of a pile in one array, and what they teach each other. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/annotate.h"
#include "core/sort.h"
#include "flow/make.h"
#include "page/template.h"
#include "text/text.h"

static isnad_status add(void *data, isnad_doc *doc, void *result)
{
    (void)result;
    isnad_docs *docs = data;
    if (docs->count == docs->cap) {
        size_t cap = docs->cap ? docs->cap * 2 : 64;
        isnad_doc **items = realloc(docs->items, cap * sizeof *items);
        if (!items) {
            isnad_doc_free(doc);
            return ISNAD_NOMEM;
        }
        docs->items = items;
        docs->cap = cap;
    }
    doc->arrival = docs->count;
    docs->items[docs->count++] = doc;
    return ISNAD_OK;
}

static isnad_status add_other(void *data, const char *path, uint64_t offset,
                              const char *language)
{
    isnad_docs *docs = data;
    if (docs->other_count == docs->other_cap) {
        size_t cap = docs->other_cap ? docs->other_cap * 2 : 16;
        isnad_other *others = realloc(docs->others, cap * sizeof *others);
        if (!others) {
            return ISNAD_NOMEM;
        }
        docs->others = others;
        docs->other_cap = cap;
    }
    isnad_other *other = &docs->others[docs->other_count];
    *other = (isnad_other){.path = strdup(path), .offset = offset};
    if (!other->path) {
        return ISNAD_NOMEM;
    }
    strncpy(other->language, language, sizeof other->language - 1);
    docs->other_count++;
    return ISNAD_OK;
}

static int compare_others(const void *a, const void *b)
{
    const isnad_other *x = a, *y = b;
    int order = strcmp(x->language, y->language);
    order = order ? order : strcmp(x->path, y->path);
    return order ? order : (x->offset > y->offset) - (x->offset < y->offset);
}

static void sort_others(isnad_docs *docs)
{
    if (docs->other_count < 2) {
        return;
    }
    isn_sort(docs->others, docs->other_count, sizeof *docs->others,
             compare_others);
    size_t kept = 1;
    for (size_t i = 1; i < docs->other_count; i++) {
        if (compare_others(&docs->others[kept - 1], &docs->others[i]) == 0) {
            free(docs->others[i].path);
        } else {
            docs->others[kept++] = docs->others[i];
        }
    }
    docs->other_count = kept;
}

/* By path, then by the steps to the payload, so that the order in which
 * inputs were named changes nothing. */
static int compare(const void *a, const void *b)
{
    const isnad_doc *x = *(isnad_doc *const *)a;
    const isnad_doc *y = *(isnad_doc *const *)b;
    int order = strcmp(x->path, y->path);
    for (size_t i = 0; !order && i < x->step_count && i < y->step_count; i++) {
        size_t p = strlen(x->steps[i]), q = strlen(y->steps[i]);
        /* Offsets in steps have no leading zeros: longer is later. */
        order = p != q ? (p < q ? -1 : 1) : strcmp(x->steps[i], y->steps[i]);
    }
    if (!order && x->step_count != y->step_count) {
        order = x->step_count < y->step_count ? -1 : 1;
    }
    return order;
}

/* A file named twice, or named besides its folder, is one document. */
static void sort_once(isnad_docs *docs)
{
    if (docs->count < 2) {
        return;
    }
    isn_sort(docs->items, docs->count, sizeof *docs->items, compare);
    size_t kept = 1;
    for (size_t i = 1; i < docs->count; i++) {
        if (compare(&docs->items[kept - 1], &docs->items[i]) == 0) {
            isnad_doc_free(docs->items[i]);
        } else {
            docs->items[kept++] = docs->items[i];
        }
    }
    docs->count = kept;
}

/* ---- the template of a host --------------------------------------------- */

typedef struct again {
    const isnad_docs *docs;
    const bool *changed;
    atomic_size_t next;
    atomic_int status;
} again;

static isnad_status annotate(isnad_doc *doc)
{
    isnad_status status = isn_text_need(doc);
    if (!status) {
        status = isn_annotate(doc);
        isn_text_rest(doc);
    }
    return status;
}

static void *annotate_again(void *data)
{
    again *work = data;
    for (;;) {
        size_t at = atomic_fetch_add(&work->next, 1);
        if (at >= work->docs->count || atomic_load(&work->status)) {
            return NULL;
        }
        isnad_status status =
            work->changed[at] ? annotate(work->docs->items[at]) : ISNAD_OK;
        if (status) {
            atomic_store(&work->status, (int)status);
        }
    }
}

/* Documents that lost a block, on as many threads as the machine grants. */
static isnad_status annotate_changed(const isnad_docs *docs,
                                     const bool *changed, unsigned threads)
{
    again work = {.docs = docs, .changed = changed};
    pthread_t *others = malloc(threads * sizeof *others);
    unsigned started = 0;
    while (others && started + 1 < threads &&
           pthread_create(&others[started], NULL, annotate_again, &work) == 0) {
        started++;
    }
    annotate_again(&work);
    while (started > 0) {
        pthread_join(others[--started], NULL);
    }
    free(others);
    return (isnad_status)atomic_load(&work.status);
}

/* Once all documents stand.  Few of them change: most templates are told by
 * page alone, so these are annotated twice instead of all of them late. */
static isnad_status learn(const isnad_docs *docs,
                          const isnad_flow_options *options)
{
    isnad_flow_depth depth = options ? options->depth : ISNAD_FLOW_FINDINGS;
    if (docs->count == 0 || depth == ISNAD_FLOW_LINES) {
        return ISNAD_OK;
    }
    bool *changed = calloc(docs->count, sizeof *changed);
    if (!changed) {
        return ISNAD_NOMEM;
    }
    isnad_status status = isn_template_learn(docs->items, docs->count, changed);
    if (!status && depth == ISNAD_FLOW_FINDINGS) {
        status = annotate_changed(docs, changed, isn_flow_threads(options));
    }
    free(changed);
    return status;
}

isnad_status isnad_flow_pile(const char *const *paths, size_t count,
                             const isnad_flow_options *options,
                             isnad_docs *docs)
{
    *docs = (isnad_docs){0};
    isnad_flow_handler handler = {
        .document = add, .other = add_other, .data = docs};
    isnad_status status = isnad_flow_read(paths, count, options, &handler);
    sort_once(docs);
    sort_others(docs);
    if (status && status != ISNAD_INTERRUPTED) {
        return status;
    }
    isnad_status failed = learn(docs, options);
    return failed ? failed : status;
}

void isnad_docs_free(isnad_docs *docs)
{
    for (size_t i = 0; i < docs->count; i++) {
        isnad_doc_free(docs->items[i]);
    }
    for (size_t i = 0; i < docs->other_count; i++) {
        free(docs->others[i].path);
    }
    free(docs->items);
    free(docs->others);
    *docs = (isnad_docs){0};
}
