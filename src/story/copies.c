#include "story/copies.h"

#include <stdlib.h>
#include <string.h>

#include "story/finder.h"
#include "text/text.h"

/* Two documents to be looked at once all are known. */
typedef struct candidate {
    uint32_t rank, other;
} candidate;

typedef struct linker {
    isnad_pile *pile;
    isn_finder *finder;
    ISN_VEC(candidate) candidates;
    isn_words *words; /* rank → the body's words; empty until asked for */
} linker;

static isnad_status need_words(linker *l, uint32_t rank)
{
    if (l->words[rank].hash) {
        return ISNAD_OK;
    }
    isnad_doc *doc = isn_pile_at(l->pile, rank);
    isnad_status status = isn_text_need(doc);
    if (!status) {
        status = isn_words_of(doc, &l->words[rank]);
        if (!l->words[rank].hash) {
            isn_text_rest(doc);
        }
    }
    return status;
}

static void rest_words(linker *l, uint32_t rank)
{
    if (l->words[rank].hash) {
        free(l->words[rank].hash);
        l->words[rank].hash = NULL;
        isn_text_rest(isn_pile_at(l->pile, rank));
    }
}

static isnad_span word_span(const linker *l, uint32_t rank, uint32_t at,
                            uint32_t count)
{
    const isnad_doc *doc = isn_pile_at(l->pile, rank);
    const uint32_t *token = l->words[rank].token;
    return (isnad_span){doc->tokens.items[token[at]].span.begin,
                        doc->tokens.items[token[at + count - 1]].span.end};
}

/* ---- which of the two is the likelier source ---------------------------- */

isn_credit isn_credit_of(const isnad_doc *doc)
{
    isn_credit credit = {.day = doc->published.best_day,
                         .time = doc->published.time.value,
                         .outlet = doc->outlet.value};
    for (size_t i = 0;
         i < doc->agencies.count && credit.agency_count < ISN_CREDITS; i++) {
        if (doc->agencies.items[i].value) {
            credit.agencies[credit.agency_count++] =
                doc->agencies.items[i].value;
        }
    }
    return credit;
}

static bool credits(const isn_credit *by, const char *outlet)
{
    for (unsigned i = 0; outlet && i < by->agency_count; i++) {
        if (strcmp(by->agencies[i], outlet) == 0) {
            return true;
        }
    }
    return false;
}

/* A credit decides; then time goes first; where days are equal, length. */
const char *isn_pair_direction(const isn_pair *pair, const isn_credit *a,
                               const isn_credit *b, bool *swap)
{
    *swap = false;
    if (credits(a, b->outlet) != credits(b, a->outlet)) {
        *swap = credits(a, b->outlet);
        return "credit";
    }
    if (a->time && b->time &&
        (a->day != b->day || strcmp(a->time, b->time) != 0)) {
        *swap = a->day > b->day ||
                (a->day == b->day && strcmp(a->time, b->time) > 0);
        return "time";
    }
    if (pair->share_a > pair->share_b + 0.05) {
        *swap = true; /* a is contained in b */
        return "length";
    }
    return pair->share_b > pair->share_a + 0.05 ? "length" : "name";
}

/* ---- links -------------------------------------------------------------- */

static isnad_status keep_link(linker *l, uint32_t rank, const isn_found *found)
{
    isnad_pile *pile = l->pile;
    isn_pair pair = found->pair;
    uint32_t other = found->other, n = found->passage_count;
    isnad_link *link = isn_list_push(pile->arena, &pile->links);
    isnad_passage *passages =
        link ? isn_arena_alloc(pile->arena, n * sizeof *passages) : NULL;
    if (!passages || need_words(l, rank) || need_words(l, other)) {
        return ISNAD_NOMEM;
    }
    bool swap;
    isn_credit credit_a = isn_credit_of(isn_pile_at(pile, other));
    isn_credit credit_b = isn_credit_of(isn_pile_at(pile, rank));
    link->direction = isn_pair_direction(&pair, &credit_a, &credit_b, &swap);
    for (uint32_t i = 0; i < n; i++) {
        const isn_shared *s = &found->passages[i];
        isnad_span in_a = word_span(l, other, s->a, s->count);
        isnad_span in_b = word_span(l, rank, s->b, s->count);
        passages[i] =
            swap ? (isnad_passage){in_b, in_a} : (isnad_passage){in_a, in_b};
    }
    if (swap) {
        pair.share_a = found->pair.share_b;
        pair.share_b = found->pair.share_a;
    }
    uint32_t a = swap ? rank : other, b = swap ? other : rank;
    link->a = pile->order[a];
    link->b = pile->order[b];
    link->kind = isn_pair_kind(&pair);
    link->form = isn_pair_form(&pair, l->words[a].count, l->words[b].count);
    link->shared_a = pair.share_a;
    link->shared_b = pair.share_b;
    link->passages = passages;
    link->passage_count = n;
    return ISNAD_OK;
}

static isnad_status add_document(linker *l, isn_print_room *room, uint32_t rank)
{
    isn_print print;
    const isn_found *found;
    size_t count = 0;
    isnad_doc *doc = isn_pile_at(l->pile, rank);
    isnad_status status = isn_text_need(doc);
    if (!status) {
        status = isn_print_of(room, doc, &print);
        isn_text_rest(doc);
    }
    status =
        status ? status : isn_finder_add(l->finder, &print, &found, &count);
    if (!status && !ISN_ROOM(&l->candidates, count)) {
        status = ISNAD_NOMEM;
    }
    for (size_t i = 0; !status && i < count; i++) {
        l->candidates.items[l->candidates.count++] =
            (candidate){rank, found[i].other};
    }
    return status;
}

/* What is common is known only when all were read.  The candidates of a
 * document follow each other; those it is held against come from anywhere. */
static isnad_status confirm(linker *l)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < l->candidates.count; i++) {
        candidate c = l->candidates.items[i];
        isn_found found;
        bool linked;
        status =
            isn_finder_confirm(l->finder, c.rank, c.other, &found, &linked);
        if (!status && linked) {
            status = keep_link(l, c.rank, &found);
        }
        if (isn_pile_at(l->pile, c.other)->lean) {
            rest_words(l, c.other);
        }
        if (i + 1 == l->candidates.count ||
            l->candidates.items[i + 1].rank != c.rank) {
            rest_words(l, c.rank);
        }
    }
    return status;
}

isnad_status isn_copies_find(isnad_pile *pile)
{
    linker l = {.pile = pile, .finder = isn_finder_new()};
    isn_print_room room = {0};
    l.words = calloc(pile->doc_count + 1, sizeof *l.words);
    isnad_status status = l.finder && l.words ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t r = 0; !status && r < pile->doc_count; r++) {
        status = add_document(&l, &room, r);
    }
    status = status ? status : confirm(&l);
    for (uint32_t r = 0; l.words && r < pile->doc_count; r++) {
        rest_words(&l, r);
    }
    free(l.words);
    free(l.candidates.items);
    isn_print_room_free(&room);
    isn_finder_free(l.finder);
    return status;
}
