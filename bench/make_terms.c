/* Counts in how many documents each term stands:
 *
 *     make_terms PAGES… > model/terms.bin
 *
 * PAGES are the pages of the ANT corpus (corpus/pages.py).  The file holds
 * 32-bit little-endian numbers: documents, terms, then for each term its hash
 * (story/terms.h) and its documents, sorted by hash.  Terms of fewer than
 * LEAST documents are left out: a word that is not there is rare.
 *
 * Built by hand, since only a change of the tokenizer or of the endings asks
 * for it:
 *     ninja -C build bench/make_terms
 *     build/bench/make_terms PAGES > model/terms.bin
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isnad/flow.h"
#include "story/terms.h"
#include "text/text.h"

enum { LEAST = 3, SLOTS = 1 << 22 };

typedef struct count {
    uint32_t term, docs, last;
} count;

static count *counts;
static uint32_t documents;

static void add(uint32_t term)
{
    uint32_t at = term & (SLOTS - 1);
    while (counts[at].docs > 0 && counts[at].term != term) {
        at = (at + 1) & (SLOTS - 1);
    }
    counts[at].term = term;
    if (counts[at].last != documents) {
        counts[at].last = documents;
        counts[at].docs++;
    }
}

static isnad_status take(void *data, isnad_doc *doc, void *result)
{
    (void)data;
    (void)result;
    documents++;
    if (isn_text_analyze(doc)) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < doc->tokens.count; i++) {
        uint32_t term;
        float idf;
        if (isn_term_of(&doc->tokens.items[i], &term, &idf)) {
            add(term);
        }
    }
    isnad_doc_free(doc);
    return ISNAD_OK;
}

static int by_term(const void *a, const void *b)
{
    const count *x = a, *y = b;
    return x->term < y->term ? -1 : x->term > y->term;
}

static void put(uint32_t number)
{
    for (int i = 0; i < 4; i++) {
        putchar((int)(number >> (8 * i) & 0xFF));
    }
}

int main(int argc, char **argv)
{
    counts = calloc(SLOTS, sizeof *counts);
    isnad_flow_options options = {.depth = ISNAD_FLOW_ARTICLE};
    isnad_flow_handler handler = {.document = take};
    if (!counts || isnad_flow_read((const char *const *)argv + 1,
                                   (size_t)argc - 1, &options, &handler)) {
        return 1;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < SLOTS; i++) {
        if (counts[i].docs >= LEAST) {
            counts[kept++] = counts[i];
        }
    }
    qsort(counts, kept, sizeof *counts, by_term);
    put(documents);
    put(kept);
    for (uint32_t i = 0; i < kept; i++) {
        put(counts[i].term);
        put(counts[i].docs);
    }
    free(counts);
    return fflush(stdout) ? 1 : 0;
}
