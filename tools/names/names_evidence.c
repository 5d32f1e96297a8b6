/* What the news says of each word:
 *   names-evidence CORPUS.txt CLUSTERS.tsv OUT.tsv
 *
 * Reads raw articles with the tagger of the build, counts how each word was
 * read, and writes CLUSTERS.tsv with one more column: 0 nothing known, else a
 * class of how, and how surely, the word is part of names.  The tagger is
 * then trained once more with it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/tagger.h"
#include "names_docs.h"
#include "names_model.h"

enum { WAYS = 8, LEAST = 4 };

typedef struct reading {
    uint64_t key;
    uint32_t count[WAYS]; /* outside; PER first, later, alone; LOC; ORG first,
                             later, alone */
} reading;

static reading *slots;
static const uint32_t mask = (1u << 20) - 1;

static reading *find(uint64_t key)
{
    for (uint32_t at = (uint32_t)(key >> 20);; at++) {
        reading *r = &slots[at & mask];
        if (r->key == key || r->key == 0) {
            r->key = key;
            return r;
        }
    }
}

static unsigned way_of(uint8_t label)
{
    static const uint8_t ways[ISN_TAG_LABELS] = {0, 1, 2, 2, 3, 4, 4,
                                                 4, 4, 5, 6, 6, 7};
    return ways[label];
}

/* From 1: never a name, rarely; then the commonest way and its share. */
static unsigned class_of(const reading *r)
{
    uint32_t total = 0, best = 1;
    for (unsigned w = 0; w < WAYS; w++) {
        total += r->count[w];
        best = w > 0 && r->count[w] > r->count[best] ? w : best;
    }
    if (total < LEAST) {
        return 0;
    }
    double named = 1 - (double)r->count[0] / total;
    if (named < 0.02) {
        return total < 20 ? 1 : 2;
    }
    if (named < 0.1) {
        return 3;
    }
    double share = (double)r->count[best] / total;
    unsigned sure = share > 0.9 ? 0 : share > 0.6 ? 1 : share > 0.3 ? 2 : 3;
    return 4 + best * 4 + sure;
}

static void count_readings(FILE *corpus)
{
    gold_doc d;
    while (plain_next(corpus, &d)) {
        const uint8_t *labels;
        isn_tag_text text;
        if (isn_tag_text_new(&text, d.doc) != ISNAD_OK ||
            isn_tag_document(&text, &labels) != ISNAD_OK) {
            exit(1);
        }
        isn_tag_text_free(&text);
        for (size_t i = 0; i < d.doc->tokens.count; i++) {
            const isn_token *t = &d.doc->tokens.items[i];
            if (t->kind == ISN_WORD) {
                find(isn_tag_core(t))->count[way_of(labels[i])]++;
            }
        }
        gold_free(&d);
    }
}

int main(int argc, char **argv)
{
    FILE *corpus = argc == 4 ? fopen(argv[1], "rb") : NULL;
    FILE *in = argc == 4 ? fopen(argv[2], "rb") : NULL;
    FILE *out = argc == 4 ? fopen(argv[3], "wb") : NULL;
    slots = calloc((size_t)mask + 1, sizeof *slots);
    if (!corpus || !in || !out || !slots) {
        fprintf(stderr,
                "usage: names-evidence CORPUS.txt CLUSTERS.tsv OUT.tsv\n");
        return 2;
    }
    count_readings(corpus);
    uint64_t key;
    unsigned id[3], old;
    while (fscanf(in, "%" SCNx64 " %u %u %u %u", &key, &id[0], &id[1], &id[2],
                  &old) == 5) {
        fprintf(out, "%016" PRIx64 "\t%u\t%u\t%u\t%u\n", key, id[0], id[1],
                id[2], class_of(find(key)));
    }
    return fclose(out) ? 1 : 0;
}
