/* Clustering from tokens, on one core:
 *
 *     cluster-speed DOCUMENTS [same-days] PAGES…
 *
 * Makes DOCUMENTS documents of the pages: each page again and again, every
 * time with other words of its own exchanged (3 to 30 in a hundred), and each
 * round as long after the one before as the pages span; with `same-days` all
 * rounds fall on the days of the pages, which makes each day as thick as
 * there are rounds.  Prints documents a second of processor time (faces and
 * clustering) of all, their ratio to half of them, and bytes a document.
 */
#include <stdio.h>
#include <string.h>

#include "edited_pages.h"
#include "story/cluster.h"

static int by_day(const void *a, const void *b)
{
    const isnad_doc *x = *(isnad_doc *const *)a, *y = *(isnad_doc *const *)b;
    int32_t v = x->published.best_day, w = y->published.best_day;
    return v != w ? (v < w ? -1 : 1) : strcmp(x->sha256, y->sha256);
}

/* Exchanges words of the page for others of the page; the tokens lie in
 * `work`, and the caller puts back the page's own. */
static void edit(isnad_doc *doc, uint64_t seed, isn_token *work)
{
    const isn_token *own = doc->tokens.items;
    size_t count = doc->tokens.count;
    uint32_t share = 3 + (uint32_t)(seed % 4) * 9;
    memcpy(work, own, count * sizeof *own);
    drawn = seed * 77 + 1;
    for (size_t i = 0; i < count; i++) {
        if (draw(100) < share) {
            isnad_span span = work[i].span;
            work[i] = own[draw((uint32_t)count)];
            work[i].span = span;
        }
    }
    doc->tokens.items = work;
}

typedef struct result {
    double seconds;
    size_t bytes, stories;
} result;

/* The documents in the order of their days. */
static int run(size_t due, bool same_days, isn_token *work, result *out)
{
    int32_t first = pages[0]->published.best_day;
    int32_t span = pages[page_count - 1]->published.best_day - first + 1;
    size_t rounds = (due + page_count - 1) / page_count;
    uint32_t *cluster = malloc(due * sizeof *cluster), stories = 0;
    uint32_t *kin = malloc(due * sizeof *kin);
    size_t before = bytes_in_use();
    isn_clusterer *c = isn_clusterer_new(&isn_cluster_learned, due);
    isn_face_room room = {0};
    *out = (result){0};
    for (size_t n = 0; n < due; n++) {
        size_t page = same_days ? n / rounds : n % page_count;
        size_t round = same_days ? n % rounds : n / page_count;
        isnad_doc *doc = pages[page];
        isn_token *own = doc->tokens.items;
        edit(doc, page * rounds + round, work);
        int32_t day =
            doc->published.best_day + (same_days ? 0 : (int32_t)round * span);
        isn_face face;
        double begun = seconds();
        if (isn_face_of(&room, doc, &face) ||
            isn_clusterer_add(c, &face, day, ISN_NONE)) {
            return 1;
        }
        out->seconds += seconds() - begun;
        doc->tokens.items = own;
    }
    double begun = seconds();
    if (isn_clusterer_finish(c, cluster, kin, &stories)) {
        return 1;
    }
    out->seconds += seconds() - begun;
    out->bytes = bytes_in_use() - before;
    out->stories = stories;
    isn_clusterer_free(c);
    isn_face_room_free(&room);
    free(cluster);
    free(kin);
    return 0;
}

int main(int argc, char **argv)
{
    bool same_days = argc > 2 && strcmp(argv[2], "same-days") == 0;
    int first = same_days ? 3 : 2;
    isn_token *work = read_pages(argv + first, argc - first, false);
    if (!work) {
        return 1;
    }
    qsort(pages, page_count, sizeof *pages, by_day);
    size_t due = (size_t)atoll(argv[1]);
    result half, all;
    if (run(due / 2, same_days, work, &half) ||
        run(due, same_days, work, &all)) {
        return 1;
    }
    printf("%zu pages, %zu documents, %zu stories: %.0f documents/s, "
           "time(2n)/time(n) %.2f, %.0f bytes a document\n",
           page_count, due, all.stories, (double)due / all.seconds,
           all.seconds / half.seconds, (double)all.bytes / (double)due);
    free(work);
    return 0;
}
