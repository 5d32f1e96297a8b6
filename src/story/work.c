#include "story/work.h"

#include <string.h>

/* May the word be a verb in the present: ي, ت or ن in front, no article? */
static bool conjugated(const isn_token *t)
{
    return t->kind == ISN_WORD && t->stem_len >= 8 &&
           !(t->clitics & ISN_CLITIC_AL) &&
           (memcmp(t->stem, "ي", 2) == 0 || memcmp(t->stem, "ت", 2) == 0 ||
            memcmp(t->stem, "ن", 2) == 0);
}

isnad_status isn_bag_of(isn_arena *arena, const isnad_doc *doc, isnad_span span,
                        isn_bag *bag)
{
    uint32_t first = isn_doc_token_at(doc, span.begin), end = first;
    while (end < doc->tokens.count &&
           doc->tokens.items[end].span.begin < span.end) {
        end++;
    }
    *bag = (isn_bag){0};
    isn_weight *items =
        isn_arena_alloc(arena, (end - first + 1) * sizeof *items);
    if (!items) {
        return ISNAD_NOMEM;
    }
    uint32_t n = 0;
    for (uint32_t i = first; i < end; i++) {
        const isn_token *t = &doc->tokens.items[i];
        uint64_t verb;
        if (!isn_term_of(t, &items[n].term, &items[n].weight)) {
            continue;
        }
        /* «لن نعود» is reported as «لن يعودوا». */
        if (conjugated(t) && isn_verb_skeleton(t, false, &verb)) {
            items[n].term = (uint32_t)verb;
        }
        n++;
    }
    bag->terms = (isn_vector){items, isn_weights_unique(items, n)};
    for (uint32_t i = 0; i < bag->terms.count; i++) {
        bag->sum += items[i].weight;
    }
    return ISNAD_OK;
}

float isn_bag_common(const isn_bag *a, const isn_bag *b, uint32_t *count)
{
    float common = 0;
    uint32_t i = 0, k = 0, n = 0;
    while (i < a->terms.count && k < b->terms.count) {
        uint32_t x = a->terms.items[i].term, y = b->terms.items[k].term;
        if (x == y) {
            common += a->terms.items[i].weight;
            n++;
            i++;
            k++;
        } else if (x < y) {
            i++;
        } else {
            k++;
        }
    }
    if (count) {
        *count = n;
    }
    return common;
}

char *isn_work_words(isn_work *work, const isnad_doc *doc, isnad_span span)
{
    isnad_view words = isnad_doc_words(doc, span);
    char *copy = isn_arena_copy(work->pile->arena, words.data, words.len);
    if (!copy) {
        return NULL;
    }
    size_t n = 0;
    for (size_t i = 0; i < words.len; i++) {
        bool blank = strchr(" \t\r\n", copy[i]) != NULL;
        if (!blank) {
            copy[n++] = copy[i];
        } else if (n > 0 && copy[n - 1] != ' ') {
            copy[n++] = ' ';
        }
    }
    copy[n] = '\0';
    return copy;
}

uint32_t isn_statement_over(const isnad_doc *doc, isnad_span span)
{
    /* Statements stand in the order of the text; those that begin far in
     * front do not reach here. */
    enum { LOOKED_BACK = 64 };
    size_t low = 0, high = doc->statements.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (doc->statements.items[mid].span.begin <= span.begin) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    uint32_t best = ISN_NONE, best_len = UINT32_MAX;
    for (size_t i = low; i > 0 && i + LOOKED_BACK > low; i--) {
        isnad_span s = doc->statements.items[i - 1].span;
        if (s.begin <= span.begin && s.end >= span.end &&
            s.end - s.begin < best_len) {
            best = (uint32_t)(i - 1);
            best_len = s.end - s.begin;
        }
    }
    return best;
}

size_t isn_first_date(const isnad_doc *doc, uint32_t at)
{
    size_t low = 0, high = doc->dates.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (doc->dates.items[mid].span.end <= at) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

const char *isn_statement_by(const isnad_statement *statement)
{
    if (statement->speaker.entity) {
        return statement->speaker.entity;
    }
    return statement->via_count > 0 ? statement->via[0].entity : NULL;
}
