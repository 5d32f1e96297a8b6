/* Where a pasted sentence appears in a pile: an index of terms. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "story/changes.h"
#include "story/pile.h"
#include "story/work.h"
#include "text/text.h"

enum {
    COMPARED = 96,     /* sentences that share most, compared in full */
    MOST_MATCHES = 40, /* that are told */
    LONG_LIST = 4096,  /* postings of a term that are looked at, first ones */
    LEAST_TERMS = 2,
};
/* How much of the asked words a sentence must have, and how much it may fall
 * behind the best one. */
static const float LEAST = 0.4f, BEHIND = 0.6f;
/* What shares less than this is about the same, and may not say the same. */
static const float SAYS_SO = 0.55f;
/* A long sentence that holds the words among others counts a little less. */
static const float LONGER = 0.25f;

typedef struct posting {
    uint32_t term, sentence; /* index among `sentences` */
} posting;

typedef struct located {
    uint32_t doc, number;
} located;

/* A wording of a row, by document and statement. */
typedef struct spoken {
    uint32_t doc, statement, story, row;
} spoken;

typedef struct candidate {
    uint32_t sentence;
    float shared;
} candidate;

struct isnad_lookup {
    const isnad_pile *pile;
    isn_arena *arena; /* of the answer */
    ISN_VEC(posting) postings;
    ISN_VEC(located) sentences;
    ISN_VEC(spoken) spoken;
    float *shared; /* [sentence] of the question under way */
    ISN_VEC(candidate) asked;
};

/* ---- the index ---------------------------------------------------------- */

static int by_term(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    if (x->term != y->term) {
        return x->term < y->term ? -1 : 1;
    }
    return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

static int by_statement(const void *a, const void *b)
{
    const spoken *x = a, *y = b;
    if (x->doc != y->doc) {
        return x->doc < y->doc ? -1 : 1;
    }
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

static isnad_status add_document(isnad_lookup *l, uint32_t index)
{
    const isnad_doc *doc = l->pile->docs[index];
    for (uint32_t i = 0; i < doc->sentences.count; i++) {
        const isn_sentence *s = &doc->sentences.items[i];
        if (!isnad_block_is_article(&doc->blocks.items[s->block])) {
            continue;
        }
        if (!ISN_ROOM(&l->sentences, 1) ||
            !ISN_ROOM(&l->postings, s->token_count)) {
            return ISNAD_NOMEM;
        }
        uint32_t number = (uint32_t)l->sentences.count;
        l->sentences.items[l->sentences.count++] = (located){index, i};
        for (uint32_t k = 0; k < s->token_count; k++) {
            posting *p = &l->postings.items[l->postings.count];
            float idf;
            if (isn_term_of(&doc->tokens.items[s->first_token + k], &p->term,
                            &idf)) {
                p->sentence = number;
                l->postings.count++;
            }
        }
    }
    return ISNAD_OK;
}

static isnad_status add_rows(isnad_lookup *l)
{
    for (uint32_t s = 0; s < l->pile->stories.count; s++) {
        const isnad_story *story = &l->pile->stories.items[s];
        for (uint32_t r = 0; r < story->row_count; r++) {
            const isnad_row *row = &story->rows[r];
            if (!ISN_ROOM(&l->spoken, row->wording_count)) {
                return ISNAD_NOMEM;
            }
            for (uint32_t i = 0; i < row->wording_count; i++) {
                l->spoken.items[l->spoken.count++] =
                    (spoken){row->wordings[i].place.doc,
                             row->wordings[i].statement, s, r};
            }
        }
    }
    isn_sort(l->spoken.items, l->spoken.count, sizeof *l->spoken.items,
             by_statement);
    return ISNAD_OK;
}

isnad_status isnad_lookup_open(const isnad_pile *pile, isnad_lookup **out)
{
    isnad_lookup *l = calloc(1, sizeof *l);
    *out = l;
    if (!l) {
        return ISNAD_NOMEM;
    }
    l->pile = pile;
    isnad_status status = ISNAD_OK;
    for (size_t r = 0; !status && r < pile->doc_count; r++) {
        isnad_doc *doc = isn_pile_at(pile, (uint32_t)r);
        status = isn_text_need(doc);
        if (!status) {
            status = add_document(l, pile->order[r]);
            isn_text_rest(doc);
        }
    }
    status = status ? status : add_rows(l);
    l->shared =
        status ? NULL : calloc(l->sentences.count + 1, sizeof *l->shared);
    if (!l->shared) {
        isnad_lookup_free(l);
        *out = NULL;
        return ISNAD_NOMEM;
    }
    isn_sort(l->postings.items, l->postings.count, sizeof *l->postings.items,
             by_term);
    return ISNAD_OK;
}

void isnad_lookup_free(isnad_lookup *lookup)
{
    if (lookup) {
        free(lookup->postings.items);
        free(lookup->sentences.items);
        free(lookup->spoken.items);
        free(lookup->asked.items);
        free(lookup->shared);
        isn_arena_free(lookup->arena);
        free(lookup);
    }
}

/* ---- asking ------------------------------------------------------------- */

typedef struct asker {
    isnad_lookup *l;
    const isnad_doc *question;
    isn_bag bag;
    ISN_LIST(isnad_match) matches;
} asker;

static size_t first_posting(const isnad_lookup *l, uint32_t term)
{
    size_t low = 0, high = l->postings.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (l->postings.items[mid].term < term) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

/* Adds the weight of one term to the sentences that have it. */
static isnad_status ask_term(isnad_lookup *l, isn_weight term)
{
    size_t at = first_posting(l, term.term);
    uint32_t last = ISN_NONE;
    for (size_t i = at; i < l->postings.count && i < at + LONG_LIST &&
                        l->postings.items[i].term == term.term;
         i++) {
        uint32_t s = l->postings.items[i].sentence;
        if (s == last) {
            continue;
        }
        last = s;
        if (l->shared[s] <= 0) {
            if (!ISN_ROOM(&l->asked, 1)) {
                return ISNAD_NOMEM;
            }
            l->asked.items[l->asked.count++] = (candidate){s, 0};
        }
        l->shared[s] += term.weight;
    }
    return ISNAD_OK;
}

static int by_shared(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->shared != y->shared) {
        return x->shared > y->shared ? -1 : 1;
    }
    return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

/* The sentences that share most with the question, in that order. */
static isnad_status gather(asker *a)
{
    isnad_lookup *l = a->l;
    isnad_status status = ISNAD_OK;
    l->asked.count = 0;
    for (uint32_t i = 0; !status && i < a->bag.terms.count; i++) {
        status = ask_term(l, a->bag.terms.items[i]);
    }
    for (size_t i = 0; i < l->asked.count; i++) {
        candidate *c = &l->asked.items[i];
        c->shared = l->shared[c->sentence];
        l->shared[c->sentence] = 0;
    }
    isn_sort(l->asked.items, l->asked.count, sizeof *l->asked.items, by_shared);
    return status;
}

/* ---- what a sentence makes of it ---------------------------------------- */

enum { WORDS_HELD = 160 };

/* The consonants of the words of a span, by which a verb is known whatever
 * its tense. */
typedef struct skeletons {
    uint64_t items[WORDS_HELD];
    uint32_t count;
} skeletons;

static void read_skeletons(const isnad_doc *doc, isnad_span span,
                           skeletons *out)
{
    out->count = 0;
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         i < doc->tokens.count && doc->tokens.items[i].span.begin < span.end &&
         out->count < WORDS_HELD;
         i++) {
        out->count += isn_verb_skeleton(&doc->tokens.items[i], false,
                                        &out->items[out->count]);
    }
}

/* Stands a word that negates right before a word that the other has? */
static bool negates(const isnad_doc *doc, isnad_span span,
                    const skeletons *other)
{
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         i + 1 < doc->tokens.count &&
         doc->tokens.items[i].span.begin < span.end;
         i++) {
        uint64_t verb;
        if (!isn_negates(&doc->tokens.items[i]) ||
            !isn_verb_skeleton(&doc->tokens.items[i + 1], false, &verb)) {
            continue;
        }
        for (uint32_t k = 0; k < other->count; k++) {
            if (other->items[k] == verb) {
                return true;
            }
        }
    }
    return false;
}

/* A figure of the sentence for what the question counts, with another
 * value, where none has the same. */
static isnad_span other_figure(const isnad_doc *question, const isnad_doc *doc,
                               uint32_t sentence)
{
    enum { TRIED = 32 };
    isnad_span found = {0, 0};
    for (size_t q = 0; q < question->figures.count && q < TRIED; q++) {
        const isnad_figure *asked = &question->figures.items[q];
        bool same = false;
        isnad_span rival = {0, 0};
        isnad_span span = doc->sentences.items[sentence].span;
        for (size_t i = 0; asked->of && i < doc->figures.count &&
                           doc->figures.items[i].span.begin < span.end;
             i++) {
            const isnad_figure *f = &doc->figures.items[i];
            if (f->sentence != sentence || !f->of ||
                strcmp(isn_figure_kind(f), isn_figure_kind(asked)) != 0) {
                continue;
            }
            bool meet = f->low <= asked->high && asked->low <= f->high;
            same |= meet;
            rival = meet ? rival : f->span;
        }
        if (!same && isnad_span_empty(found)) {
            found = rival;
        }
    }
    return found;
}

/* The statement of the sentence that has most of the asked words, if it has
 * nearly as many as the sentence itself. */
static uint32_t statement_in(const asker *a, const isnad_doc *doc,
                             uint32_t sentence, isn_arena *scratch,
                             float common)
{
    uint32_t best = ISN_NONE;
    float most = 0.6f * common;
    isnad_span span = doc->sentences.items[sentence].span;
    for (uint32_t i = 0; i < doc->statements.count; i++) {
        const isnad_statement *s = &doc->statements.items[i];
        isn_bag bag;
        if (s->span.begin >= span.end) {
            break;
        }
        if (s->span.end <= span.begin ||
            isn_bag_of(scratch, doc, s->span, &bag)) {
            continue;
        }
        float here = isn_bag_common(&a->bag, &bag, NULL);
        if (here > most) {
            most = here;
            best = i;
        }
    }
    return best;
}

static void find_row(const isnad_lookup *l, uint32_t doc, uint32_t statement,
                     isnad_match *m)
{
    const spoken key = {doc, statement, 0, 0};
    const spoken *at = l->spoken.count > 0
                           ? bsearch(&key, l->spoken.items, l->spoken.count,
                                     sizeof key, by_statement)
                           : NULL;
    m->row = at ? at->row : ISNAD_NO_ROW;
}

/* What the sentence makes of the question; `s`: the statement in it that
 * tells it, or ISN_NONE. */
static isnad_status add_match(asker *a, uint32_t index, uint32_t sentence,
                              uint32_t s, float alike)
{
    const isnad_lookup *l = a->l;
    const isnad_doc *doc = l->pile->docs[index];
    isnad_span span = doc->sentences.items[sentence].span;
    isnad_match *m = isn_list_push(l->arena, &a->matches);
    if (!m) {
        return ISNAD_NOMEM;
    }
    *m = (isnad_match){.place = {index, span},
                       .alike = (double)alike,
                       .story = l->pile->story_of[index],
                       .row = ISNAD_NO_ROW,
                       .statement = ISNAD_NO_STATEMENT,
                       .origin = l->pile->origin_of[index],
                       .relation = alike < SAYS_SO ? "related" : "repeats",
                       .figure = {index, {0, 0}}};
    bool denied = false;
    if (s != ISN_NONE) {
        m->statement = s;
        m->place.span = doc->statements.items[s].span;
        denied = doc->statements.items[s].stance == ISNAD_DENIES;
        find_row(l, index, s, m);
    }
    skeletons asked, told;
    isnad_span question = {0, a->question->text_len};
    read_skeletons(a->question, question, &asked);
    read_skeletons(doc, span, &told);
    bool here = negates(doc, span, &asked) != denied;
    bool there = negates(a->question, question, &told);
    m->figure.span = other_figure(a->question, doc, sentence);
    if (here != there) {
        m->relation = "denies";
    } else if (!isnad_span_empty(m->figure.span)) {
        m->relation = "number";
    }
    return ISNAD_OK;
}

static float alike_of(const asker *a, const isn_bag *bag, float common)
{
    float held = a->bag.sum > 0 ? common / a->bag.sum : 0;
    float whole = bag->sum > 0 ? common / bag->sum : 0;
    return held * (1 - LONGER + LONGER * whole);
}

/* Does a sentence of document `index` tell it? */
static isnad_status compare(asker *a, uint32_t index, uint32_t sentence)
{
    const isnad_lookup *l = a->l;
    const isnad_doc *doc = l->pile->docs[index];
    isn_bag bag;
    uint32_t count;
    if (isn_bag_of(l->arena, doc, doc->sentences.items[sentence].span, &bag)) {
        return ISNAD_NOMEM;
    }
    float common = isn_bag_common(&a->bag, &bag, &count);
    float alike = alike_of(a, &bag, common);
    if (alike < LEAST || (count < LEAST_TERMS && a->bag.terms.count > 1)) {
        return ISNAD_OK;
    }
    uint32_t s = statement_in(a, doc, sentence, l->arena, common);
    return add_match(a, index, sentence, s, alike);
}

static int by_alike(const void *a, const void *b)
{
    const isnad_match *x = a, *y = b;
    if (x->alike != y->alike) {
        return x->alike > y->alike ? -1 : 1;
    }
    if (x->place.doc != y->place.doc) {
        return x->place.doc < y->place.doc ? -1 : 1;
    }
    return x->place.span.begin < y->place.span.begin   ? -1
           : x->place.span.begin > y->place.span.begin ? 1
                                                       : 0;
}

/* Keeps the best match of each document, none far behind the best of all. */
static void keep(asker *a)
{
    isnad_match *items = a->matches.items;
    uint32_t n = 0;
    isn_sort(items, a->matches.count, sizeof *items, by_alike);
    for (size_t i = 0; i < a->matches.count && n < MOST_MATCHES; i++) {
        bool told = items[i].alike < (double)BEHIND * items[0].alike;
        for (uint32_t k = 0; k < n && !told; k++) {
            told = items[k].place.doc == items[i].place.doc;
        }
        if (!told) {
            items[n++] = items[i];
        }
    }
    a->matches.count = n;
}

static bool told(const asker *a, uint32_t doc)
{
    bool found = false;
    for (size_t i = 0; i < a->matches.count && !found; i++) {
        found = a->matches.items[i].place.doc == doc;
    }
    return found;
}

static isnad_status add_wording(asker *a, const isnad_wording *w,
                                const char *relation)
{
    const isnad_doc *doc = a->l->pile->docs[w->place.doc];
    uint32_t at = isn_doc_token_at(doc, w->place.span.begin);
    isn_bag bag;
    if (at >= doc->tokens.count) {
        return ISNAD_OK;
    }
    isnad_status status = isn_bag_of(a->l->arena, doc, w->place.span, &bag);
    float common = isn_bag_common(&a->bag, &bag, NULL);
    status = status ? status
                    : add_match(a, w->place.doc, doc->tokens.items[at].sentence,
                                w->statement, alike_of(a, &bag, common));
    isnad_match *m = status ? NULL : &a->matches.items[a->matches.count - 1];
    if (m && (relation || strcmp(m->relation, "related") == 0)) {
        m->relation = relation ? relation : "repeats";
    }
    return status;
}

/* The other wordings of a row tell it too, in whatever words; `relation`
 * says so where they do not. */
static isnad_status add_row(asker *a, const isnad_row *row,
                            const char *relation)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < row->wording_count; i++) {
        const isnad_wording *w = &row->wordings[i];
        isnad_doc *doc = a->l->pile->docs[w->place.doc];
        if (a->matches.count >= 2 * MOST_MATCHES || told(a, w->place.doc)) {
            continue;
        }
        status = isn_text_need(doc);
        if (!status) {
            status = add_wording(a, w, relation);
            isn_text_rest(doc);
        }
    }
    return status;
}

/* Who else is in the rows that were found, and in those held against them. */
static isnad_status follow_rows(asker *a)
{
    isnad_status status = ISNAD_OK;
    size_t found = a->matches.count;
    for (size_t i = 0; !status && i < found; i++) {
        const isnad_match m = a->matches.items[i];
        if (m.row == ISNAD_NO_ROW || m.alike < (double)SAYS_SO) {
            continue;
        }
        const isnad_story *story = &a->l->pile->stories.items[m.story];
        const isnad_row *row = &story->rows[m.row];
        status = add_row(a, row, NULL);
        for (uint32_t k = 0; !status && k < row->contradicts_count; k++) {
            status =
                add_row(a, &story->rows[row->contradicts[k]], "contradicts");
        }
    }
    return status;
}

typedef struct ranked {
    isnad_match match;
    uint32_t rank;
} ranked;

static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static isnad_status in_order(asker *a, isnad_answer *answer)
{
    uint32_t count = (uint32_t)a->matches.count;
    ranked *list = isn_arena_alloc(a->l->arena, (count + 1) * sizeof *list);
    isnad_match *out = isn_arena_alloc(a->l->arena, (count + 1) * sizeof *out);
    if (!list || !out) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        isnad_match m = a->matches.items[i];
        list[i] = (ranked){m, a->l->pile->rank[m.place.doc]};
    }
    isn_sort(list, count, sizeof *list, by_rank);
    for (uint32_t i = 0; i < count; i++) {
        out[i] = list[i].match;
    }
    *answer = (isnad_answer){out, count};
    return ISNAD_OK;
}

isnad_status isnad_lookup_ask(isnad_lookup *lookup, const isnad_doc *question,
                              isnad_answer *answer)
{
    asker a = {.l = lookup, .question = question};
    *answer = (isnad_answer){NULL, 0};
    isn_arena_free(lookup->arena);
    lookup->arena = isn_arena_new();
    if (!lookup->arena) {
        return ISNAD_NOMEM;
    }
    isnad_status status = isn_bag_of(
        lookup->arena, question, (isnad_span){0, question->text_len}, &a.bag);
    status = status ? status : gather(&a);
    for (size_t i = 0; !status && i < lookup->asked.count && i < COMPARED;
         i++) {
        const located *at =
            &lookup->sentences.items[lookup->asked.items[i].sentence];
        isnad_doc *doc = lookup->pile->docs[at->doc];
        status = isn_text_need(doc);
        if (!status) {
            status = compare(&a, at->doc, at->number);
            isn_text_rest(doc);
        }
    }
    if (!status) {
        keep(&a);
        status = follow_rows(&a);
    }
    return status ? status : in_order(&a, answer);
}
