#include "story/cluster.h"
#include "core/sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAD_WORDS = 60 };
static const float TITLE_TIMES = 3, LEAD_TIMES = 2;
static const float RARE_IDF = 3.9f;   /* in fewer than one document in fifty */
static const float COMMON_IDF = 1.6f; /* in more than one in four */

typedef struct reader {
    isn_weight *full, *title, *lead;
    uint32_t full_count, title_count, lead_count, words;
} reader;

static void add_token(reader *r, const isn_token *t, bool title)
{
    uint32_t term;
    float idf;
    if (!isn_term_of(t, &term, &idf)) {
        return;
    }
    bool lead = title || r->words < LEAD_WORDS;
    r->words += !title;
    if (idf < COMMON_IDF) {
        return;
    }
    float times = title ? TITLE_TIMES : lead ? LEAD_TIMES : 1;
    r->full[r->full_count++] = (isn_weight){term, times};
    if (title) {
        r->title[r->title_count++] = (isn_weight){term, 1};
    }
    if (lead) {
        r->lead[r->lead_count++] = (isn_weight){term, 1};
    }
}

static void read_block(const isnad_doc *doc, const isnad_block *block,
                       reader *r, bool title)
{
    for (uint32_t i = 0; i < block->token_count; i++) {
        add_token(r, &doc->tokens.items[block->first_token + i], title);
    }
}

typedef struct term_idf {
    uint32_t term;
    float idf;
} term_idf;

static int by_term(const void *a, const void *b)
{
    const term_idf *x = a, *y = b;
    return x->term < y->term ? -1 : x->term > y->term;
}

/* A list of the document's terms with their idf, sorted. */
static uint32_t list_idf(const isnad_doc *doc, term_idf *list)
{
    uint32_t n = 0, kept = 0;
    for (size_t i = 0; i < doc->tokens.count; i++) {
        if (isn_term_of(&doc->tokens.items[i], &list[n].term, &list[n].idf)) {
            n++;
        }
    }
    isn_sort(list, n, sizeof *list, by_term);
    for (uint32_t i = 0; i < n; i++) {
        if (kept && list[kept - 1].term == list[i].term) {
            if (list[i].idf < list[kept - 1].idf) {
                list[kept - 1].idf = list[i].idf;
            }
        } else {
            list[kept++] = list[i];
        }
    }
    return kept;
}

static float idf_of(const term_idf *list, uint32_t count, uint32_t term)
{
    term_idf key = {term, 0};
    const term_idf *found = bsearch(&key, list, count, sizeof key, by_term);
    return found ? found->idf : 0;
}

/* From counts to damped tf times damped idf. */
static void weigh(isn_vector *v, const term_idf *list, uint32_t count,
                  float power)
{
    for (uint32_t i = 0; i < v->count; i++) {
        float idf = idf_of(list, count, v->items[i].term);
        v->items[i].weight =
            (1.0f + logf(v->items[i].weight)) * powf(idf, power);
    }
    isn_vector_unit(v);
}

static void keep_rare(const isn_face *face, const term_idf *list,
                      uint32_t count, isn_vector *rare)
{
    for (uint32_t i = 0; i < face->full.count; i++) {
        if (idf_of(list, count, face->full.items[i].term) >= RARE_IDF) {
            rare->items[rare->count++] = face->full.items[i];
        }
    }
}

static void read_doc(const isnad_doc *doc, reader *r)
{
    for (int pass = 0; pass < 2; pass++) { /* titles first */
        for (size_t b = 0; b < doc->blocks.count; b++) {
            const isnad_block *block = &doc->blocks.items[b];
            bool title = block->role == ISNAD_ROLE_TITLE;
            if (isnad_block_is_article(block) && title == (pass == 0)) {
                read_block(doc, block, r, title);
            }
        }
    }
    if (r->title_count == 0) { /* no title: the opening stands for it */
        r->title_count = r->lead_count < 12 ? r->lead_count : 12;
        memcpy(r->title, r->lead, r->title_count * sizeof *r->title);
    }
}

isnad_status isn_face_of(const isnad_doc *doc, isn_face *face)
{
    size_t n = doc->tokens.count + 1;
    *face = (isn_face){0};
    term_idf *list = malloc(n * sizeof *list);
    isn_weight *storage = malloc(n * 4 * sizeof *storage);
    if (!list || !storage) {
        free(list);
        free(storage);
        return ISNAD_NOMEM;
    }
    reader r = {storage, storage + n, storage + 2 * n, 0, 0, 0, 0};
    read_doc(doc, &r);
    uint32_t idfs = list_idf(doc, list);
    face->full = (isn_vector){r.full, isn_weights_join(r.full, r.full_count)};
    face->title =
        (isn_vector){r.title, isn_weights_join(r.title, r.title_count)};
    face->lead = (isn_vector){r.lead, isn_weights_join(r.lead, r.lead_count)};
    face->rare = (isn_vector){storage + 3 * n, 0};
    keep_rare(face, list, idfs, &face->rare);
    weigh(&face->full, list, idfs, 0.8f);
    weigh(&face->title, list, idfs, 0.8f);
    weigh(&face->lead, list, idfs, 0.8f);
    weigh(&face->rare, list, idfs, 1.0f);
    free(list);
    /* Give back what is not used. */
    isn_vector *parts[] = {&face->full, &face->title, &face->lead, &face->rare};
    uint32_t used = 0;
    for (unsigned i = 0; i < 4; i++) {
        memmove(storage + used, parts[i]->items,
                parts[i]->count * sizeof *storage);
        parts[i]->items = storage + used;
        used += parts[i]->count;
    }
    isn_weight *smaller = realloc(storage, (used + 1) * sizeof *storage);
    face->storage = smaller ? smaller : storage;
    for (unsigned i = 0, at = 0; i < 4; i++) {
        parts[i]->items = face->storage + at;
        at += parts[i]->count;
    }
    return ISNAD_OK;
}

void isn_face_free(isn_face *face)
{
    free(face->storage);
    *face = (isn_face){0};
}
