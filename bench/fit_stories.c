/* How each document fits the stories before it, for bench/fit_stories.py:
 *
 *     fit-stories GOLD.tsv PAGES…
 *
 * GOLD.tsv has name TAB story; documents without a story are left out.  Prints
 * a line for each story that a run would have considered for a document: 1 or
 * 0 (is it the true one), then the fits in the order of story/cluster.h.
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
    (void)data;
    printf("%d", same);
    for (unsigned i = 0; i < ISN_FIT_COUNT; i++) {
        printf(" %.4f", (double)fit[i]);
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    isnad_flow_options options = {.depth = ISNAD_FLOW_FINDINGS};
    isnad_flow_handler handler = {.document = take};
    if (argc < 3 || !read_gold(argv[1]) ||
        isnad_flow_read((const char *const *)argv + 2, (size_t)argc - 2,
                        &options, &handler)) {
        return 1;
    }
    isnad_story_options only_copies = {.copies_only = true};
    isnad_pile *pile;
    static uint32_t label[MOST];
    if (isnad_story_build(docs, count, &only_copies, &pile)) {
        return 1;
    }
    for (uint32_t r = 0; r < count; r++) {
        label[r] = label_of(isn_pile_at(pile, r));
    }
    isnad_status status = isn_cluster_teach(pile, label, show, NULL);
    isnad_pile_free(pile);
    for (size_t i = 0; i < count; i++) {
        isnad_doc_free(docs[i]);
    }
    return status ? 1 : 0;
}
