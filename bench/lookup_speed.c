/* How well and how fast sentences are looked up (isnad claim):
 *
 *     lookup-speed QUESTIONS.tsv PAGES…
 *
 * QUESTIONS.tsv: a file name among the pages, a tab, a sentence that it tells
 * in other words.  Tells how often that page, or one of its origin, is among
 * the first three answers by likeness, and how long an answer takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "isnad/flow.h"
#include "isnad/story.h"
#include "story/pile.h"

enum { MOST = 4096, LONGEST = 8192 };

static int by_alike(const void *a, const void *b)
{
    const isnad_match *x = a, *y = b;
    return x->alike > y->alike ? -1 : x->alike < y->alike;
}

/* Is the page itself, or one of its origin, among the first three? */
static bool in_first(const isnad_pile *pile, const isnad_answer *answer,
                     const char *name)
{
    isnad_match best[MOST];
    uint32_t n = answer->match_count < MOST ? answer->match_count : MOST;
    bool found = false;
    if (n > 0) {
        memcpy(best, answer->matches, n * sizeof *best);
        qsort(best, n, sizeof *best, by_alike);
    }
    for (size_t d = 0; d < pile->doc_count; d++) {
        if (!strstr(isnad_doc_path(pile->docs[d]), name)) {
            continue;
        }
        for (uint32_t i = 0; i < n && i < 3; i++) {
            found |= best[i].story == pile->story_of[d] &&
                     best[i].origin == pile->origin_of[d];
        }
    }
    return found;
}

static int by_time(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static isnad_status ask_all(FILE *questions, const isnad_pile *pile,
                            isnad_lookup *lookup)
{
    static char line[LONGEST];
    static double times[MOST];
    size_t asked = 0, right = 0;
    while (asked < MOST && fgets(line, sizeof line, questions)) {
        char *tab = strchr(line, '\t');
        if (!tab) {
            continue;
        }
        *tab++ = '\0';
        struct timespec a, b;
        isnad_doc *doc;
        isnad_error error;
        isnad_answer answer;
        clock_gettime(CLOCK_MONOTONIC, &a);
        isnad_status status =
            isnad_flow_document("q", tab, strlen(tab), NULL, &doc, &error);
        status = status ? status : isnad_lookup_ask(lookup, doc, &answer);
        clock_gettime(CLOCK_MONOTONIC, &b);
        if (status) {
            return status;
        }
        bool hit = in_first(pile, &answer, line);
        if (!hit) {
            printf("missed %s: %s", line, tab);
        }
        right += hit;
        times[asked++] = (double)(b.tv_sec - a.tv_sec) * 1e3 +
                         (double)(b.tv_nsec - a.tv_nsec) / 1e6;
        isnad_doc_free(doc);
    }
    qsort(times, asked, sizeof *times, by_time);
    printf("%zu of %zu in the first three; median %.1f ms, longest %.1f ms\n",
           right, asked, asked ? times[asked / 2] : 0,
           asked ? times[asked - 1] : 0);
    return ISNAD_OK;
}

int main(int argc, char **argv)
{
    isnad_docs docs = {0};
    isnad_pile *pile = NULL;
    isnad_lookup *lookup = NULL;
    FILE *questions = argc > 2 ? fopen(argv[1], "r") : NULL;
    if (!questions) {
        return 2;
    }
    isnad_status status = isnad_flow_pile((const char *const *)argv + 2,
                                          (size_t)argc - 2, NULL, &docs);
    status = status ? status
                    : isnad_story_build(docs.items, docs.count, NULL, &pile);
    status = status ? status : isnad_lookup_open(pile, &lookup);
    status = status ? status : ask_all(questions, pile, lookup);
    isnad_lookup_free(lookup);
    isnad_pile_free(pile);
    isnad_docs_free(&docs);
    fclose(questions);
    return status != ISNAD_OK;
}
