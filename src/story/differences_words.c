/* The same thing in other words: spellings, labels, other heads of one noun
 * phrase. */
#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"
#include "core/sort.h"
#include "story/differences.h"
#include "story/labels.h"

/* ---- spellings --------------------------------------------------------------- */

static bool is_spelling(const char *rule)
{
    return strcmp(rule, "spelling") == 0 ||
           strcmp(rule, "transliteration") == 0;
}

isnad_status isn_differences_spellings(isn_differences *d)
{
    isn_work *w = d->work;
    isnad_status status = ISNAD_OK;
    for (uint32_t a = 0; !status && a < w->story->actor_count; a++) {
        const isnad_actor *actor = &w->story->actors[a];
        bool differ = false;
        for (uint32_t i = 0; !status && i < actor->form_count; i++) {
            const isnad_form *form = &actor->forms[i];
            if (!is_spelling(form->rule) && strcmp(form->rule, "name") != 0) {
                continue;
            }
            differ |= is_spelling(form->rule);
            status = isn_difference_add(d, form->text, NULL, form->first);
        }
        if (differ) {
            status = status ? status
                            : isn_difference_close(
                                  d, actor->type == ISNAD_LOC ? "where"
                                                              : "who",
                                  "spelling");
        }
        d->readings.count = 0;
    }
    return status;
}

/* ---- labels ------------------------------------------------------------------------- */

/* Uses of one kind for one referent: what stands behind the word is the same,
 * or nothing stands there. */
static bool same_referent(const isn_label_use *a, const isn_label_use *b)
{
    return isn_labels_alike(a->row, b->row) && a->named == b->named &&
           a->named != 0;
}

enum { LOOKED_BACK = 256 };

static isnad_status tell_labels(isn_differences *d,
                                const isn_label_uses *uses, uint32_t lead,
                                bool *done)
{
    isn_work *w = d->work;
    bool loaded = false, other = false;
    isnad_status status = ISNAD_OK;
    uint32_t last_place = ISN_NONE, last_row = ISN_NONE;
    for (uint32_t i = lead; !status && i < uses->count &&
                            i < lead + LOOKED_BACK;
         i++) {
        const isn_label_use *use = &uses->items[i];
        if (done[i] || !same_referent(&uses->items[lead], use)) {
            continue;
        }
        done[i] = true;
        loaded |= isn_rows_label[use->row].loaded != 0;
        other |= use->row != uses->items[lead].row;
        if (use->place == last_place && use->row == last_row) {
            continue; /* once a document is enough */
        }
        last_place = use->place;
        last_row = use->row;
        const isnad_doc *doc = isn_work_doc(w, use->place);
        isnad_place place = {w->story->docs[use->place], use->span};
        status = isn_difference_add(d, isn_work_words(w, doc, use->span),
                                    NULL, place);
    }
    if (loaded && other) {
        status = status ? status : isn_difference_close(d, "who", "label");
    }
    d->readings.count = 0;
    return status;
}

isnad_status isn_differences_labels(isn_differences *d)
{
    isn_label_uses uses;
    isnad_status status = isn_label_uses_find(d->work, &uses);
    bool *done = calloc((size_t)uses.count + 1, sizeof *done);
    status = done ? status : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < uses.count; i++) {
        if (!done[i]) {
            status = tell_labels(d, &uses, i, done);
        }
    }
    free(done);
    return status;
}

/* ---- noun phrases with another head -------------------------------------------------- */

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
           !(t->classes & (ISN_BIT(ISN_CLASS_NATIONALITY) |
                           ISN_BIT(ISN_CLASS_NUMBER) |
                           ISN_BIT(ISN_CLASS_WEEKDAY) |
                           ISN_BIT(ISN_CLASS_PLACE) |
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
                !isn_term_of(y, &made->second, &idf_y) ||
                idf_x < CONTENT_IDF || idf_y < CONTENT_IDF) {
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
        isnad_span span = {
            doc->tokens.items[sides[i]->token - 1].word.begin,
            doc->tokens.items[sides[i]->token].span.end};
        isnad_place place = {d->work->story->docs[sides[i]->place], span};
        status = isn_difference_add(d, isn_work_words(d->work, doc, span),
                                    NULL, place);
    }
    return status ? status : isn_difference_close(d, "what", "wording");
}

/* Same word before, other noun behind, the same talk around, and neither
 * document knows the other's noun. */
isnad_status isn_differences_wordings(isn_differences *d)
{
    isn_work *w = d->work;
    phrase *list = isn_arena_alloc(w->scratch,
                                   (MOST_PHRASES + 1) * sizeof *list);
    isn_bag *bags = isn_arena_alloc(w->scratch,
                                    w->story->doc_count * sizeof *bags);
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
            if (a->place != b->place && a->second != b->second &&
                common >= 2 && !has_term(&bags[a->place], b->second) &&
                !has_term(&bags[b->place], a->second)) {
                status = tell_phrases(d, a, b);
                break;
            }
        }
    }
    return status;
}
