/* The same thing in other words: labels, other heads of one noun phrase. */
#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"
#include "core/sort.h"
#include "story/differences.h"
#include "story/story_labels.h"
#include "text/match.h"

/* ---- labels ------------------------------------------------------------- */

typedef struct labeller {
    isn_differences *d;
    const isn_label_uses *uses;
    const uint32_t *order; /* uses sorted by kind, then as found */
} labeller;

static const isn_label_use *use_at(const labeller *l, uint32_t i)
{
    return &l->uses->items[l->order[i]];
}

/* One reading for each document and word. */
static isnad_status add_use(labeller *l, const isn_label_use *use,
                            const isn_label_use **told, uint32_t *told_count)
{
    for (uint32_t i = 0; i < *told_count; i++) {
        if (told[i]->place == use->place && told[i]->row == use->row) {
            return ISNAD_OK;
        }
    }
    told[(*told_count)++] = use;
    isn_work *w = l->d->work;
    isnad_place place = {w->story->docs[use->place], use->span};
    return isn_difference_add(
        l->d, isn_work_words(w, isn_work_doc(w, use->place), use->span), NULL,
        place);
}

enum { MOST_TOLD = 24 };

/* Words of a kind in which none takes a side differ as well. */
static bool no_side(const char *of)
{
    bool side = false;
    for (uint32_t i = 0; i < isn_rows_label_count; i++) {
        side |= isn_rows_label[i].loaded != 0 &&
                strcmp(isn_rows_label[i].of, of) == 0;
    }
    return !side;
}

/* The uses [from, to) of one kind that stand for `named`, or for anything
 * when it is 0. */
static isnad_status tell_uses(labeller *l, uint32_t from, uint32_t to,
                              uint32_t named)
{
    const isn_label_use *told[MOST_TOLD];
    uint32_t told_count = 0;
    bool loaded = no_side(isn_rows_label[use_at(l, from)->row].of);
    bool other = false;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = from; !status && i < to && told_count < MOST_TOLD; i++) {
        const isn_label_use *use = use_at(l, i);
        if (named ? use->named != named : !isn_rows_label[use->row].alone) {
            continue;
        }
        loaded |= isn_rows_label[use->row].loaded != 0;
        status = add_use(l, use, told, &told_count);
        other |= told_count > 0 && use->row != told[0]->row;
    }
    if (other && (named || loaded)) {
        return status ? status : isn_difference_close(l->d, "who", "label");
    }
    l->d->readings.count = 0;
    return status;
}

/* A name of another document that stands there without any label. */
static isnad_status add_bare(labeller *l, uint32_t place, uint32_t named,
                             bool *found)
{
    const isnad_doc *doc = isn_work_doc(l->d->work, place);
    for (size_t i = 0; i < doc->names.count && !*found; i++) {
        uint32_t at = isn_doc_token_at(doc, doc->names.items[i].span.begin);
        uint32_t term;
        float idf;
        if (at == 0 || at >= doc->tokens.count ||
            !isn_term_of(&doc->tokens.items[at], &term, &idf) ||
            term != named || isn_is(doc, at - 1, ISN_CLASS_LABEL)) {
            continue;
        }
        *found = true;
        isnad_span span = doc->names.items[i].span;
        isnad_place where = {l->d->work->story->docs[place], span};
        return isn_difference_add(l->d, isn_work_words(l->d->work, doc, span),
                                  NULL, where);
    }
    return ISNAD_OK;
}

enum { BARE_TRIED = 32 };

/* «المتمردين الحوثيين» here, «الحوثيين» there. */
static isnad_status tell_bare(labeller *l, const isn_label_use *use)
{
    isn_work *w = l->d->work;
    isnad_place place = {w->story->docs[use->place], use->span};
    isnad_status status = isn_difference_add(
        l->d, isn_work_words(w, isn_work_doc(w, use->place), use->span), NULL,
        place);
    bool any = false;
    for (uint32_t p = 0; !status && p < w->story->doc_count && p < BARE_TRIED;
         p++) {
        bool found = false;
        if (p != use->place) {
            status = add_bare(l, p, use->named, &found);
        }
        any |= found;
    }
    if (any && !status) {
        return isn_difference_close(l->d, "who", "label");
    }
    l->d->readings.count = 0;
    return status;
}

enum { NAMED_TRIED = 64 };

static isnad_status tell_kind(labeller *l, uint32_t from, uint32_t to)
{
    isnad_status status = tell_uses(l, from, to, 0);
    for (uint32_t i = from; !status && i < to && i < from + NAMED_TRIED; i++) {
        uint32_t named = use_at(l, i)->named;
        bool first = named != 0;
        for (uint32_t k = from; k < i && first; k++) {
            first = use_at(l, k)->named != named;
        }
        const isn_label_use *use = use_at(l, i);
        if (first) {
            status = tell_uses(l, from, to, named);
        }
        if (!status && first && isn_rows_label[use->row].loaded &&
            isn_rows_label[use->row].alone) {
            status = tell_bare(l, use);
        }
    }
    return status;
}

static int by_kind(const void *a, const void *b)
{
    const isn_label_use *x = *(const isn_label_use *const *)a;
    const isn_label_use *y = *(const isn_label_use *const *)b;
    int order = strcmp(isn_rows_label[x->row].of, isn_rows_label[y->row].of);
    return order ? order : x < y ? -1 : x > y;
}

isnad_status isn_differences_labels(isn_differences *d)
{
    isn_label_uses uses;
    isnad_status status = isn_label_uses_find(d->work, &uses);
    const isn_label_use **sorted =
        isn_arena_alloc(d->work->scratch, (uses.count + 1) * sizeof *sorted);
    uint32_t *order =
        isn_arena_alloc(d->work->scratch, (uses.count + 1) * sizeof *order);
    if (status || !sorted || !order) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < uses.count; i++) {
        sorted[i] = &uses.items[i];
    }
    isn_sort(sorted, uses.count, sizeof *sorted, by_kind);
    for (uint32_t i = 0; i < uses.count; i++) {
        order[i] = (uint32_t)(sorted[i] - uses.items);
    }
    labeller l = {d, &uses, order};
    for (uint32_t i = 0; !status && i < uses.count;) {
        uint32_t end = i + 1;
        while (end < uses.count &&
               isn_labels_alike(use_at(&l, end)->row, use_at(&l, i)->row)) {
            end++;
        }
        status = tell_kind(&l, i, end);
        i = end;
    }
    return status;
}

/* ---- noun phrases with another head ------------------------------------- */

/* «X Y»: a word and the definite noun behind it, which completes it. */
typedef struct phrase {
    uint32_t first, second; /* terms */
    uint32_t place, token;  /* the token of Y */
    isn_bag bag;            /* content words of the sentence, without Y */
} phrase;

enum { MOST_PHRASES = 20000, COMPARED = 24, NEAR = 8 };
static const float CONTENT_IDF = 1.2f;

static int by_first(const void *a, const void *b)
{
    const phrase *x = a, *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    return x->token < y->token ? -1 : x->token > y->token;
}

static bool common_noun(const isnad_doc *doc, const isn_token *t)
{
    (void)doc;
    return t->kind == ISN_WORD && (t->clitics & ISN_CLITIC_AL) &&
           !(t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_WA |
                           ISN_CLITIC_FA | ISN_CLITIC_KA)) &&
           !(t->classes &
             (ISN_BIT(ISN_CLASS_NATIONALITY) | ISN_BIT(ISN_CLASS_NUMBER) |
              ISN_BIT(ISN_CLASS_WEEKDAY) | ISN_BIT(ISN_CLASS_PLACE) |
              ISN_BIT(ISN_CLASS_FUNCTION)));
}

static bool in_name(const isnad_doc *doc, uint32_t *at, isnad_span span)
{
    while (*at < doc->names.count &&
           doc->names.items[*at].span.end <= span.begin) {
        (*at)++;
    }
    return *at < doc->names.count &&
           doc->names.items[*at].span.begin < span.end;
}

static isnad_status read_near(isn_work *w, const isnad_doc *doc, uint32_t at,
                              phrase *p)
{
    uint32_t sentence = doc->tokens.items[at].sentence;
    uint32_t from = at, to = at + 1;
    while (from > 0 && at - from < NEAR &&
           doc->tokens.items[from - 1].sentence == sentence) {
        from--;
    }
    while (to < doc->tokens.count && to - at < NEAR &&
           doc->tokens.items[to].sentence == sentence) {
        to++;
    }
    isn_weight *items = isn_arena_alloc(w->scratch, 2 * NEAR * sizeof *items);
    if (!items) {
        return ISNAD_NOMEM;
    }
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        if (i != at && i + 1 != at &&
            isn_term_of(&doc->tokens.items[i], &items[n].term,
                        &items[n].weight) &&
            items[n].weight >= CONTENT_IDF) {
            n++;
        }
    }
    p->bag.terms = (isn_vector){items, isn_weights_unique(items, n)};
    return ISNAD_OK;
}

static isnad_status list_phrases(isn_work *w, phrase *list, uint32_t *count)
{
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        uint32_t name = 0;
        for (uint32_t i = 1; i < doc->tokens.count && *count < MOST_PHRASES;
             i++) {
            const isn_token *x = &doc->tokens.items[i - 1];
            const isn_token *y = &doc->tokens.items[i];
            phrase *made = &list[*count];
            float idf_x, idf_y;
            if (in_name(doc, &name, y->span) || x->sentence != y->sentence ||
                x->kind != ISN_WORD || (x->clitics & ISN_CLITIC_AL) ||
                !common_noun(doc, y) ||
                !isnad_block_is_article(&doc->blocks.items[y->block]) ||
                !isn_term_of(x, &made->first, &idf_x) ||
                !isn_term_of(y, &made->second, &idf_y) || idf_x < CONTENT_IDF ||
                idf_y < CONTENT_IDF) {
                continue;
            }
            made->place = p;
            made->token = i;
            if (read_near(w, doc, i, made)) {
                return ISNAD_NOMEM;
            }
            (*count)++;
        }
    }
    return ISNAD_OK;
}

/* Terms of each document, to ask whether a word stands anywhere in it. */
static isnad_status whole_bags(isn_work *w, isn_bag *bags)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t p = 0; !status && p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        status = isn_bag_of(w->scratch, doc, (isnad_span){0, doc->text_len},
                            &bags[p]);
    }
    return status;
}

static bool has_term(const isn_bag *bag, uint32_t term)
{
    uint32_t low = 0, high = bag->terms.count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (bag->terms.items[mid].term < term) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < bag->terms.count && bag->terms.items[low].term == term;
}

static isnad_status tell_phrases(isn_differences *d, const phrase *a,
                                 const phrase *b)
{
    const phrase *sides[] = {a, b};
    isnad_status status = ISNAD_OK;
    for (unsigned i = 0; !status && i < 2; i++) {
        const isnad_doc *doc = isn_work_doc(d->work, sides[i]->place);
        isnad_span span = {doc->tokens.items[sides[i]->token - 1].word.begin,
                           doc->tokens.items[sides[i]->token].span.end};
        isnad_place place = {d->work->story->docs[sides[i]->place], span};
        status = isn_difference_add(d, isn_work_words(d->work, doc, span), NULL,
                                    place);
    }
    return status ? status : isn_difference_close(d, "what", "wording");
}

/* Same word before, other noun behind, the same talk around, and neither
 * document knows the other's noun. */
isnad_status isn_differences_wordings(isn_differences *d)
{
    isn_work *w = d->work;
    phrase *list =
        isn_arena_alloc(w->scratch, (MOST_PHRASES + 1) * sizeof *list);
    isn_bag *bags =
        isn_arena_alloc(w->scratch, w->story->doc_count * sizeof *bags);
    uint32_t count = 0;
    if (!list || !bags) {
        return ISNAD_NOMEM;
    }
    isnad_status status = list_phrases(w, list, &count);
    status = status ? status : whole_bags(w, bags);
    isn_sort(list, count, sizeof *list, by_first);
    for (uint32_t i = 0; !status && i < count; i++) {
        const phrase *a = &list[i];
        for (uint32_t k = i + 1; !status && k < count && k <= i + COMPARED &&
                                 list[k].first == a->first;
             k++) {
            const phrase *b = &list[k];
            uint32_t common;
            isn_bag_common(&a->bag, &b->bag, &common);
            if (a->place != b->place && a->second != b->second && common >= 2 &&
                !has_term(&bags[a->place], b->second) &&
                !has_term(&bags[b->place], a->second)) {
                status = tell_phrases(d, a, b);
                break;
            }
        }
    }
    return status;
}
