/* The measures of story/alike.h for every two statements of one story that
 * stand in different documents:
 *
 *     row-pairs PAGES… > pairs.tsv
 *
 * One pair a line: path, begin and end of either statement in payload bytes,
 * the number of its story, then the measures.  bench/fit_rows.py reads it. */
#include <stdio.h>

#include "isnad/flow.h"
#include "story/alike.h"

static void print_side(const isn_work *work, const isn_utterance *u)
{
    const isnad_doc *doc = isn_work_doc(work, u->place);
    isnad_raw_span raw = isnad_doc_raw(doc, u->whole);
    printf("%s\t%llu\t%llu\t", isnad_doc_path(doc),
           (unsigned long long)raw.begin, (unsigned long long)raw.end);
}

static void print_pairs(const isn_work *work, size_t story)
{
    const isn_utterances *all = work->utterances;
    for (uint32_t i = 0; i < all->count; i++) {
        for (uint32_t k = i + 1; k < all->count; k++) {
            const isn_utterance *a = &all->items[i], *b = &all->items[k];
            float measures[ISN_ALIKE_MEASURES];
            bool bare = a->statement == ISN_NONE && b->statement == ISN_NONE;
            if (a->place == b->place || bare || a->title || b->title) {
                continue;
            }
            isn_alike_measures(work, a, b, measures);
            print_side(work, a);
            print_side(work, b);
            printf("%zu", story);
            for (unsigned m = 0; m < ISN_ALIKE_MEASURES; m++) {
                printf("\t%.4f", (double)measures[m]);
            }
            printf("\n");
        }
    }
}

static isnad_status each_story(isnad_pile *pile)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < pile->stories.count; i++) {
        isn_work work = {.pile = pile, .story = &pile->stories.items[i]};
        work.scratch = isn_arena_new();
        status = work.scratch ? isn_story_actors(&work) : ISNAD_NOMEM;
        status = status ? status : isn_utterances_list(&work);
        if (!status) {
            print_pairs(&work, i);
        }
        isn_arena_free(work.scratch);
    }
    return status;
}

int main(int argc, char **argv)
{
    isnad_docs docs = {0};
    isnad_pile *pile = NULL;
    isnad_status status = isnad_flow_pile((const char *const *)argv + 1,
                                          (size_t)argc - 1, NULL, &docs);
    status = status ? status
                    : isnad_story_build(docs.items, docs.count, NULL, &pile);
    status = status ? status : each_story(pile);
    isnad_pile_free(pile);
    isnad_docs_free(&docs);
    return status != ISNAD_OK;
}
