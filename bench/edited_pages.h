/* Many documents out of few pages, for what is measured from tokens: the
 * pages, words exchanged in them by a drawing that is always the same, and
 * the processor's time and memory. */
#ifndef EDITED_PAGES_H
#define EDITED_PAGES_H

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

#include "isnad/flow.h"
#include "text/text.h"

enum { MOST_PAGES = 1 << 17, SHORTEST = 40 /* tokens */ };

static isnad_doc *pages[MOST_PAGES];
static size_t page_count;

/* isnad_flow_handler.document: `data` tells whether pages without a day are
 * taken, a bool. */
static isnad_status take_page(void *data, isnad_doc *doc, void *result)
{
    const bool *undated = data;
    (void)result;
    if (page_count < MOST_PAGES && !isn_text_analyze(doc) &&
        doc->tokens.count >= SHORTEST &&
        (*undated || doc->published.best_day != ISNAD_NO_DAY)) {
        pages[page_count++] = doc;
    } else {
        isnad_doc_free(doc);
    }
    return ISNAD_OK;
}

/* Reads paths[0 .. count) into `pages`; room for the tokens of the longest,
 * or NULL. */
static isn_token *read_pages(char **paths, int count, bool undated)
{
    isnad_flow_options options = {.depth = ISNAD_FLOW_ARTICLE};
    isnad_flow_handler handler = {.document = take_page, .data = &undated};
    if (count < 1 || isnad_flow_read((const char *const *)paths, (size_t)count,
                                     &options, &handler)) {
        return NULL;
    }
    size_t most = 0;
    for (size_t i = 0; i < page_count; i++) {
        most = pages[i]->tokens.count > most ? pages[i]->tokens.count : most;
    }
    return most > 0 ? malloc(most * sizeof(isn_token)) : NULL;
}

static uint64_t drawn; /* where the drawing stands; set it to begin anew */

static uint32_t draw(uint32_t below)
{
    drawn =
        drawn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((drawn >> 33) % below);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t bytes_in_use(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

#endif
