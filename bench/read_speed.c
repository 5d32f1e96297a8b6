/* Text a second on one core: read_speed FILE.txt [ROUNDS [STAGES]]
 *
 * The file is UTF-8, its articles parted by empty lines; every line of an
 * article becomes a paragraph.  Prints for each stage, with all stages before
 * it, MB of text a second of CPU time: the best of all rounds.  The first
 * three are measured by themselves, since names push their tables out of the
 * cache. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "annotate/annotate.h"
#include "text/text.h"

enum { STAGES = 5, GRAMMARS = 3 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What asking for the time takes itself, which is taken off each stage. */
static double cost_of_now(void)
{
    enum { ASKED = 1000 };
    double least = 1;
    for (int i = 0; i < ASKED; i++) {
        double from = now(), took = now() - from;
        least = took < least ? took : least;
    }
    return least;
}

static char *load(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t cap = 0;
    *len = 0;
    while (file && !feof(file) && !ferror(file)) {
        cap = cap ? cap * 2 : 1 << 20;
        bytes = realloc(bytes, cap);
        if (!bytes) {
            break;
        }
        *len += fread(bytes + *len, 1, cap - *len, file);
    }
    if (!file || !bytes || ferror(file)) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(1);
    }
    fclose(file);
    return bytes;
}

static void check(isnad_status status)
{
    if (status) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
}

/* An article as page would hand it over. */
static isnad_doc *open_doc(const char *text, size_t len)
{
    isnad_doc *doc = isn_doc_new("text", NULL, 0, malloc(1), 0);
    if (!doc) {
        check(ISNAD_NOMEM);
    }
    isn_text_builder builder;
    isn_text_begin(&builder, doc);
    isn_text_add(&builder, text, len, 0, len, true);
    check(isn_text_close(&builder));
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t stop = end ? (size_t)(end - text) : len;
        isnad_block *block = isn_list_push(doc->arena, &doc->blocks);
        if (!block) {
            check(ISNAD_NOMEM);
        }
        block->role = ISNAD_ROLE_PARAGRAPH;
        block->span = (isnad_span){(uint32_t)at, (uint32_t)stop};
        at = stop + 1;
    }
    doc->published.best = "2018-02-10";
    doc->published.best_day = 17572;
    return doc;
}

/* The seconds of each stage of one article are added to `took`. */
static void read_article(const char *text, size_t len, int count, double clock,
                         double *took)
{
    static isnad_status (*const stages[STAGES])(isnad_doc *) = {
        isn_text_analyze, isn_annotate_dates, isn_annotate_figures,
        isn_annotate_names, isn_annotate_statements};
    isnad_doc *doc = open_doc(text, len);
    double from = now();
    for (int i = 0; i < count; i++) {
        check(stages[i](doc));
        double to = now();
        took[i] += to - from - clock;
        from = to;
    }
    isnad_doc_free(doc);
}

static void read_all(const char *text, size_t len, int count, double clock,
                     double *took)
{
    for (size_t at = 0; at < len;) {
        const char *end = memmem(text + at, len - at, "\n\n", 2);
        size_t stop = end ? (size_t)(end - text) : len;
        if (stop > at) {
            read_article(text + at, stop - at, count, clock, took);
        }
        at = stop + 2;
    }
}

int main(int argc, char **argv)
{
    static const char *const names[STAGES] = {"tokens", "+ dates", "+ figures",
                                              "+ names", "+ statements"};
    if (argc < 2) {
        fputs("read_speed FILE.txt [ROUNDS]\n", stderr);
        return 2;
    }
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    int count = argc > 3 ? atoi(argv[3]) : STAGES;
    size_t len;
    char *text = load(argv[1], &len);
    double best[STAGES] = {0}, clock = cost_of_now();
    for (int round = 0; round < rounds; round++) {
        double took[STAGES] = {0};
        if (count > GRAMMARS) {
            read_all(text, len, count, clock, took);
        }
        for (int i = 0; i < GRAMMARS; i++) {
            took[i] = 0;
        }
        read_all(text, len, GRAMMARS, clock, took);
        for (int i = 0; i < count && i < STAGES; i++) {
            best[i] = round && best[i] < took[i] ? best[i] : took[i];
        }
    }
    double sum = 0;
    for (int i = 0; i < count && i < STAGES && rounds > 0; i++) {
        sum += best[i];
        printf("%-12s %6.1f MB/s  (alone %.1f)\n", names[i],
               (double)len / sum / 1e6, (double)len / best[i] / 1e6);
    }
    free(text);
    return 0;
}
