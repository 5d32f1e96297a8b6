/* For bench/fit_stories.py: what clustering learns from, and how well it does.
 *
 *     fit-stories rows GOLD.tsv PAGES…
 *     fit-stories score GOLD.tsv PAGES…
 *
 * GOLD.tsv has name TAB story; documents without a story are left out.
 * `rows` prints a line for each story that a run would have considered for a
 * document: the number of the document's day, 1 or 0 (is it the true one),
 * then the fits in the order of story/cluster.h.  `score` reads lines of rules
 * (weights, bias, join, merge) and answers each with the B-cubed precision and
 * recall of every day: its documents, and what these come to in sum.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isnad/flow.h"
#include "isnad/story.h"
#include "story/build.h"
#include "story/cluster.h"

enum { MOST = 4096, LINE = 512 };

static char *names[MOST], *stories[MOST];
static size_t gold;
static isnad_doc *docs[MOST];
static size_t count;

static bool read_gold(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[LINE];
    while (file && gold < MOST && fgets(line, sizeof line, file)) {
        char *tab = strchr(line, '\t');
        if (tab) {
            *tab = '\0';
            tab[1 + strcspn(tab + 1, "\t\r\n")] = '\0';
            names[gold] = strdup(line);
            stories[gold++] = strdup(tab + 1);
        }
    }
    return file && fclose(file) == 0 && gold > 0;
}

/* The gold's number for a document's story: that of its first line. */
static uint32_t label_of(const isnad_doc *doc)
{
    const char *slash = strrchr(doc->path, '/');
    const char *name = slash ? slash + 1 : doc->path;
    size_t len = strcspn(name, ".");
    for (size_t i = 0; i < gold; i++) {
        if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) {
            for (size_t k = 0; k <= i; k++) {
                if (strcmp(stories[k], stories[i]) == 0) {
                    return (uint32_t)k;
                }
            }
        }
    }
    return ISN_NONE;
}

static isnad_status take(void *data, isnad_doc *doc, void *result)
{
    (void)data;
    (void)result;
    if (count < MOST && label_of(doc) != ISN_NONE) {
        docs[count++] = doc;
    } else {
        isnad_doc_free(doc);
    }
    return ISNAD_OK;
}

static void show(void *data, const float *fit, bool same)
{
    printf("%d %d", *(const int *)data, same);
    for (unsigned i = 0; i < ISN_FIT_COUNT; i++) {
        printf(" %.4f", (double)fit[i]);
    }
    putchar('\n');
}

static isnad_pile *pile;
static uint32_t label[MOST], cluster[MOST], kin[MOST];

static isnad_status teach(void)
{
    isn_clusterer *c = isn_clusterer_new(&isn_cluster_learned, count);
    isn_face_room room = {0};
    isnad_status status = c ? ISNAD_OK : ISNAD_NOMEM;
    int number = -1;
    int32_t today = ISNAD_NO_DAY;
    for (uint32_t r = 0; !status && r < count; r++) {
        const isnad_doc *doc = isn_pile_at(pile, r);
        int32_t day = doc->published.best_day;
        number += day != today;
        today = day;
        isn_face face;
        status = isn_face_of(&room, doc, &face);
        status = status ? status
                        : isn_clusterer_teach(c, &face, day, label[r], show,
                                              &number);
    }
    isn_clusterer_free(c);
    isn_face_room_free(&room);
    return status;
}

/* Precision and recall of each document, in sum by day. */
static void print_scores(void)
{
    int32_t day = 0;
    double precision = 0, recall = 0;
    unsigned documents = 0;
    for (uint32_t r = 0; r <= count; r++) {
        int32_t now = r < count ? isn_pile_at(pile, r)->published.best_day : 0;
        if (documents > 0 && now != day) {
            printf("%u %.4f %.4f ", documents, precision, recall);
            precision = recall = documents = 0;
        }
        day = now;
        unsigned both = 0, made = 0, gold_size = 0;
        for (uint32_t k = 0; r < count && k < count; k++) {
            made += cluster[k] == cluster[r];
            gold_size += label[k] == label[r];
            both += cluster[k] == cluster[r] && label[k] == label[r];
        }
        precision += r < count ? (double)both / made : 0;
        recall += r < count ? (double)both / gold_size : 0;
        documents += r < count;
    }
    putchar('\n');
    fflush(stdout);
}

static bool read_rules(isn_cluster_rules *rules)
{
    float *rest[] = {&rules->bias, &rules->join, &rules->merge};
    for (unsigned i = 0; i < ISN_FIT_COUNT + 3; i++) {
        float *to =
            i < ISN_FIT_COUNT ? &rules->weight[i] : rest[i - ISN_FIT_COUNT];
        if (scanf("%f", to) != 1) {
            return false;
        }
    }
    return true;
}

static isnad_status score(void)
{
    isn_cluster_rules rules;
    isnad_status status = ISNAD_OK;
    while (!status && read_rules(&rules)) {
        uint32_t stories_made;
        status = isn_cluster_by(&rules, pile, cluster, kin, &stories_made);
        print_scores();
    }
    return status;
}

int main(int argc, char **argv)
{
    isnad_flow_options options = {.depth = ISNAD_FLOW_FINDINGS};
    isnad_flow_handler handler = {.document = take};
    if (argc < 4 || !read_gold(argv[2]) ||
        isnad_flow_read((const char *const *)argv + 3, (size_t)argc - 3,
                        &options, &handler)) {
        return 1;
    }
    isnad_story_options only_copies = {.copies_only = true};
    if (isnad_story_build(docs, count, &only_copies, &pile)) {
        return 1;
    }
    for (uint32_t r = 0; r < count; r++) {
        label[r] = label_of(isn_pile_at(pile, r));
    }
    isnad_status status = strcmp(argv[1], "rows") == 0 ? teach() : score();
    isnad_pile_free(pile);
    for (size_t i = 0; i < count; i++) {
        isnad_doc_free(docs[i]);
    }
    return status ? 1 : 0;
}
