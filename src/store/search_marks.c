/* Where the sought words stand in a document. */
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "store/search_data.h"

enum { MOST_MARKS = 1 << 24 /* bytes */ };

static bool matches(isnad_view term, isnad_view found, bool prefix)
{
    return (prefix ? found.len >= term.len : found.len == term.len) &&
           memcmp(found.data, term.data, term.len) == 0;
}

/* The tokens from `at` that are the phrase: the end of the last one, or 0. */
static uint32_t phrase_end(const isnad_doc *doc, size_t at,
                           const isn_query *query, const isn_phrase *p)
{
    uint32_t block = doc->tokens.items[at].block, end = 0;
    for (uint32_t i = 0; i < p->count; at++) {
        if (at == doc->tokens.count || doc->tokens.items[at].block != block) {
            return 0;
        }
        const isn_token *t = &doc->tokens.items[at];
        isnad_view found = isn_index_term(t);
        if (found.len == 0) {
            continue;
        }
        if (!matches(query->terms[p->first + i], found,
                     p->prefix && i + 1 == p->count)) {
            return 0;
        }
        end = t->span.end;
        i++;
    }
    return end;
}

/* The longest phrase that begins with a token; empty where none does. */
static isnad_span find_mark(const isnad_doc *doc, size_t at,
                            const isn_query *query)
{
    isnad_span mark = {0, 0};
    const isn_token *t = &doc->tokens.items[at];
    if (isn_index_term(t).len == 0) {
        return mark;
    }
    for (unsigned i = 0; i < query->phrase_count; i++) {
        uint32_t end = query->phrases[i].shown
                           ? phrase_end(doc, at, query, &query->phrases[i])
                           : 0;
        if (end > mark.end) {
            mark = (isnad_span){t->span.begin, end};
        }
    }
    return mark;
}

isnad_status isnad_search_marks(const isnad_search *search,
                                const isnad_doc *doc, isnad_span within,
                                isnad_span **marks, size_t *count)
{
    isn_buffer found;
    isn_buffer_init(&found, MOST_MARKS);
    *marks = NULL;
    *count = 0;
    isnad_span span =
        isnad_span_empty(within) ? (isnad_span){0, doc->text_len} : within;
    uint32_t behind = 0;
    for (size_t i = isn_doc_token_at(doc, span.begin);
         i < doc->tokens.count && doc->tokens.items[i].span.begin < span.end;
         i++) {
        isnad_span mark = find_mark(doc, i, &search->query);
        if (mark.end > 0 && mark.begin >= behind && mark.end <= span.end) {
            isn_buffer_add(&found, &mark, sizeof mark);
            behind = mark.end;
        }
    }
    if (found.status) {
        isn_buffer_free(&found);
        return ISNAD_NOMEM;
    }
    *count = found.len / sizeof(isnad_span);
    *marks = (isnad_span *)(void *)found.data;
    return ISNAD_OK;
}
