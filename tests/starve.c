/* Memory that runs out: starve STEPS PATH….  A small pile is read, laid out and
 * reported; then again with the first allocation failing, the second, and so
 * on.  Each time the outcome must be "out of memory" or a whole result,
 * nothing may leak (the sanitizer looks).
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isnad/flow.h"
#include "isnad/story.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

/* How many allocations may still succeed; -1: all. */
static long left = -1;
static long asked;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* From the chosen allocation on, `burst` fail and later ones succeed again:
 * code that goes on after a failure is tried too. */
static long burst;

static bool refuse(void)
{
    pthread_mutex_lock(&lock);
    asked++;
    bool no = false;
    if (left == 0 && burst > 0) {
        burst--;
        no = true;
    } else if (left > 0) {
        left--;
    }
    pthread_mutex_unlock(&lock);
    return no;
}

void *__wrap_malloc(size_t size)
{
    return refuse() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refuse() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return refuse() ? NULL : __real_realloc(old, size);
}

typedef struct outcome {
    size_t written;
    size_t documents, skipped;
} outcome;

static isnad_status count_bytes(void *data, const char *bytes, size_t len)
{
    (void)bytes;
    ((outcome *)data)->written += len;
    return ISNAD_OK;
}

static void count_skip(void *data, const isnad_skip *skip)
{
    (void)skip;
    ((outcome *)data)->skipped++;
}

/* The first page, asked for as if it were a sentence. */
static isnad_status look_up(const isnad_pile *pile, const isnad_docs *docs,
                            isnad_sink sink)
{
    isnad_lookup *lookup = NULL;
    isnad_answer answer;
    isnad_status status = isnad_lookup_open(pile, &lookup);
    if (!status && docs->count > 0) {
        status = isnad_lookup_ask(lookup, docs->items[0], &answer);
        status = status ? status
                        : isnad_report_claim(pile, docs->items[0], &answer,
                                             ISNAD_FORMAT_JSON, NULL, sink);
    }
    isnad_lookup_free(lookup);
    return status;
}

static isnad_status whole_path(const char *const *paths, size_t count,
                               outcome *result)
{
    isnad_docs docs = {0};
    isnad_pile *pile = NULL;
    isnad_sink sink = {count_bytes, result};
    isnad_flow_options options = {
        .threads = 1, .skip = count_skip, .data = result};
    isnad_status status = isnad_flow_pile(paths, count, &options, &docs);
    if (!status) {
        status = isnad_story_build(docs.items, docs.count, NULL, &pile);
    }
    for (size_t i = 0; !status && i < docs.count; i++) {
        status = isnad_report_document(docs.items[i], ISNAD_FORMAT_JSONL, NULL,
                                       sink);
    }
    static const isnad_format formats[] = {ISNAD_FORMAT_JSON, ISNAD_FORMAT_CSV,
                                           ISNAD_FORMAT_MD, ISNAD_FORMAT_TEXT,
                                           ISNAD_FORMAT_HTML};
    for (size_t i = 0; !status && i < sizeof formats / sizeof *formats; i++) {
        status = isnad_report_pile(pile, formats[i], NULL, sink);
    }
    if (!status) {
        isnad_report_options passages = {.passages = true};
        status = isnad_report_copies(pile, ISNAD_FORMAT_JSON, &passages, sink);
    }
    status = status ? status : look_up(pile, &docs, sink);
    result->documents = docs.count;
    isnad_pile_free(pile);
    isnad_docs_free(&docs);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: starve STEPS PATH...\n");
        return 2;
    }
    long steps = atol(argv[1]);
    const char *const *paths = (const char *const *)(argv + 2);
    size_t count = (size_t)(argc - 2);
    outcome whole = {0};
    isnad_status status = whole_path(paths, count, &whole);
    if (status || whole.documents == 0) {
        fprintf(stderr, "with all memory: %s\n", isnad_status_text(status));
        return 1;
    }
    long total = asked, tried = 0, survived = 0, told = 0;
    /* Every allocation where they are few, else evenly spread ones. */
    long stride = total > steps ? total / steps : 1;
    for (long at = 0; at < total; at += stride) {
        outcome result = {0};
        left = at;
        burst = 1 + at % 3;
        status = whole_path(paths, count, &result);
        left = -1;
        tried++;
        bool complete = !status && result.documents == whole.documents &&
                        result.written == whole.written;
        survived += complete;
        told += status == ISNAD_NOMEM;
        if (status != ISNAD_NOMEM && !complete && result.skipped == 0) {
            fprintf(stderr,
                    "allocation %ld of %ld fails: %s, %zu documents, "
                    "%zu bytes where %zu are right\n",
                    at, total, isnad_status_text(status), result.documents,
                    result.written, whole.written);
            return 1;
        }
    }
    printf("ok 1 - %ld of %ld allocations refused: %ld told, %ld skipped, "
           "%ld without effect\n1..1\n",
           tried, total, told, tried - told - survived, survived);
    return 0;
}
