/* What a wording has lost of the one that it tells again: who said it, a
 * doubt, a part of a whole, exact figures, the day, the place. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "story/lost.h"
#include "lang/lexicon.h"
#include "story/doubt.h"
#include "story/who.h"
#include "text/match.h"

enum {
    COMPARED = 12, /* figures, dates of a wording */
    MOST_LOST = 256,
    BEFORE = 2,
    SCOPE = 8,        /* tokens behind a word of doubt that it is said of */
    SCOPE_TERMS = 2,  /* of them that are told again */
    MOST_PLACES = 4,  /* of a wording that are compared */
    MOST_UNITS = 256, /* utterances of a document */
};
static const double NEAR = 0.1; /* rounded figures are no farther apart */
static const float SAID_AGAIN = 0.5f, SAID_BESIDE = 0.6f;

typedef struct sides {
    isn_losses *losses;
    const isn_utterance *a, *b; /* what `b` has lost of `a` */
    const isnad_doc *from, *to;
    isnad_span whole; /* b's sentence */
    bool surely;
} sides;

static isnad_status tell(const sides *s, const char *what, isnad_span from,
                         isnad_span to)
{
    isn_losses *l = s->losses;
    if (l->found.count >= MOST_LOST) {
        return ISNAD_OK;
    }
    const uint32_t *docs = l->work->story->docs;
    isnad_loss loss = {
        what, {docs[s->a->place], from}, {docs[s->b->place], to}};
    for (size_t i = l->found.count; i > 0; i--) {
        const isnad_loss *o = &l->found.items[i - 1];
        /* A quotation within its clause has lost the same once more. */
        if (o->to.doc == loss.to.doc && o->from.doc == loss.from.doc &&
            o->what == what && o->from.span.begin < from.end &&
            from.begin < o->from.span.end) {
            return ISNAD_OK;
        }
    }
    if (!ISN_ROOM(&l->found, 1)) {
        return ISNAD_NOMEM;
    }
    l->found.items[l->found.count++] = loss;
    return ISNAD_OK;
}

static bool within(const isnad_doc *doc, uint32_t at, isnad_span span)
{
    return at < doc->tokens.count &&
           doc->tokens.items[at].span.begin < span.end;
}

static bool has_term(const isn_bag *bag, uint32_t term)
{
    for (uint32_t i = 0; i < bag->terms.count; i++) {
        if (bag->terms.items[i].term == term) {
            return true;
        }
    }
    return false;
}

/* ---- words that limit --------------------------------------------------- */

/* Has `bag` one of the words right in front of token `at`, or behind it? */
static bool shares_noun(const isnad_doc *doc, uint32_t at, bool behind,
                        const isn_bag *bag)
{
    for (uint32_t i = 1; i <= BEFORE; i++) {
        uint32_t term, k = behind ? at + i - 1 : at - i;
        float idf;
        if (k < doc->tokens.count &&
            doc->tokens.items[k].sentence == doc->tokens.items[at].sentence &&
            isn_term_of(&doc->tokens.items[k], &term, &idf) &&
            has_term(bag, term)) {
            return true;
        }
    }
    return false;
}

/* ---- doubt -------------------------------------------------------------- */

static bool hedged(const sides *s)
{
    const isnad_statement *st = isn_utterance_statement(s->losses->work, s->b);
    return (st && st->stance == ISNAD_HEDGES) ||
           isn_is_doubtful(s->to, s->whole);
}

/* Does `b` tell most of what stands behind the word of doubt, up to `end`? */
static bool told_again(const sides *s, uint32_t at, uint32_t end)
{
    uint32_t all = 0, again = 0;
    for (uint32_t i = at;
         i < end && i < s->from->tokens.count && i < at + SCOPE; i++) {
        uint32_t term;
        float idf;
        if (isn_term_of(&s->from->tokens.items[i], &term, &idf)) {
            all++;
            again += has_term(&s->b->bag, term);
        }
    }
    return again >= SCOPE_TERMS && (float)again >= SAID_AGAIN * (float)all;
}

static isnad_status lose_hedge(const sides *s)
{
    const isnad_statement *st = isn_utterance_statement(s->losses->work, s->a);
    const isnad_hedge *h = isn_hearsay_in(s->from, s->a->span);
    isn_limit l;
    if (hedged(s)) {
        return ISNAD_OK;
    }
    uint32_t end = isn_doc_token_at(s->from, s->a->span.end);
    if (h && told_again(s, isn_doc_token_at(s->from, h->cue.end),
                        isn_doc_token_at(s->from, h->span.end))) {
        return tell(s, "hedge", h->span, s->b->span);
    }
    if (isn_find_doubt(s->from, s->a->span, &l) &&
        told_again(s, l.token + l.count, end)) {
        return tell(s, "hedge", s->a->span, s->b->span);
    }
    if (isn_find_limit(s->from, s->a->span, ISN_QUALIFIER_KIND_DOUBT, &l) &&
        shares_noun(s->from, l.token, false, &s->b->bag)) {
        return tell(s, "hedge", isn_limit_span(s->from, l), s->b->span);
    }
    const isnad_statement *t = isn_utterance_statement(s->losses->work, s->b);
    return st && st->stance == ISNAD_HEDGES &&
                   (!t || t->stance == ISNAD_ASSERTS) &&
                   told_again(s, isn_doc_token_at(s->from, st->span.begin), end)
               ? tell(s, "hedge", st->cue, s->b->span)
               : ISNAD_OK;
}

/* ---- who said it -------------------------------------------------------- */

/* Is one of the words for the speaker of `a` in the sentence of `b`? */
static bool names_speaker(const sides *s)
{
    const isnad_statement *st = isn_utterance_statement(s->losses->work, s->a);
    bool found = false,
         within_content = st->speaker.span.begin >= st->span.begin &&
                          st->speaker.span.end <= st->span.end;
    for (uint32_t i = isn_doc_token_at(s->to, s->whole.begin);
         within(s->to, i, s->whole) && !found; i++) {
        uint32_t term;
        float idf;
        found = isn_term_of(&s->to->tokens.items[i], &term, &idf) &&
                has_term(&s->a->who, term) &&
                (within_content || !has_term(&s->a->bag, term));
    }
    return found;
}

/* Is what `a` says told elsewhere in `b`'s document, with somebody who says
 * it?  One sentence may have become two. */
static bool said_beside(const sides *s)
{
    const isn_utterances *all = s->losses->work->utterances;
    uint32_t first = all->first[s->b->place], end = all->first[s->b->place + 1];
    bool found = false;
    for (uint32_t i = first; i < end && i < first + MOST_UNITS && !found; i++) {
        const isn_utterance *u = &all->items[i];
        uint32_t names;
        float common = isn_bag_common(&u->bag, &s->a->bag, NULL);
        isn_bag_common(&u->who, &s->a->who, &names);
        found = u->statement != ISN_NONE && names > 0 &&
                common >= SAID_BESIDE * u->bag.sum;
    }
    return found;
}

/* Only who stands for what he says can be lost: somebody with a name or an
 * office, and not the outlet itself. */
static bool has_speaker(const isnad_statement *s)
{
    return s && (s->speaker.entity_id != ISNAD_NO_ENTITY ||
                 (s->source_kind && (strcmp(s->source_kind, "named") == 0 ||
                                     strcmp(s->source_kind, "office") == 0)));
}

static isnad_status lose_speaker(const sides *s)
{
    const isnad_statement *st = isn_utterance_statement(s->losses->work, s->a);
    const isnad_statement *t = isn_utterance_statement(s->losses->work, s->b);
    bool bare = !t || isn_names_outlet(s->losses->sources, s->to,
                                       t->speaker.span, s->a->place);
    return has_speaker(st) && bare && !names_speaker(s) && !said_beside(s)
               ? tell(s, "speaker", s->a->span, s->b->span)
               : ISNAD_OK;
}

/* ---- figures ------------------------------------------------------------ */

/* The figures of a span: its first one and how many, COMPARED at most. */
typedef struct figures {
    const isnad_figure *items;
    uint32_t count;
} figures;

static figures figures_in(const isnad_doc *doc, isnad_span span)
{
    size_t low = ISN_FIRST_BEHIND(doc->figures, span.begin);
    figures found = {doc->figures.items + low, 0};
    while (low + found.count < doc->figures.count && found.count < COMPARED &&
           found.items[found.count].span.begin < span.end) {
        found.count++;
    }
    return found;
}

/* Has the document the same figure of the same thing? */
static bool has_figure(const isnad_doc *doc, const isnad_figure *f)
{
    bool found = false;
    for (size_t i = 0; i < doc->figures.count && !found; i++) {
        const isnad_figure *g = &doc->figures.items[i];
        found = g->low == f->low && g->high == f->high && g->of && f->of &&
                strcmp(isn_figure_kind(g), isn_figure_kind(f)) == 0;
    }
    return found;
}

/* What `y` has lost of `x`, or NULL. */
static const char *figure_loss(const sides *s, const isnad_figure *x,
                               const isnad_figure *y)
{
    if (!x->of || !y->of || strcmp(x->of, y->of) != 0 || x->low != x->high ||
        y->low != y->high) {
        return NULL;
    }
    if (x->low == y->low) {
        return x->approximate && !y->approximate ? "hedge" : NULL;
    }
    bool near = fabs(x->low - y->low) <= NEAR * fmax(x->low, y->low);
    bool round = y->approximate || fmod(y->low, 10) == 0;
    return near && round && !x->approximate && !has_figure(s->from, y) &&
                   !has_figure(s->to, x)
               ? "rounded"
               : NULL;
}

/* What stands in front of a clause («أبلغ المصنع 1865 من عماله أن …») counts as
 * well where the two are surely one. */
static isnad_status lose_figure(const sides *s)
{
    const isnad_span around = s->from->sentences.items[s->a->sentence].span;
    figures mine = figures_in(s->from, s->surely ? around : s->a->span);
    figures other = figures_in(s->to, s->surely ? s->whole : s->b->span);
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < mine.count; i++) {
        const char *what = NULL;
        for (uint32_t k = 0; k < other.count && !what && !status; k++) {
            const isnad_figure *x = &mine.items[i], *y = &other.items[k];
            what = figure_loss(s, x, y);
            status = what ? tell(s, what, x->span, y->span) : ISNAD_OK;
        }
    }
    return status;
}

/* ---- a part of a whole -------------------------------------------------- */

static bool has_percent(const sides *s)
{
    figures all = figures_in(s->to, s->b->span);
    bool found = false;
    for (uint32_t i = 0; i < all.count && !found; i++) {
        found = all.items[i].of && strcmp(all.items[i].of, "percent") == 0;
    }
    return found;
}

/* «معظم السكان» here, «السكان» or «كل السكان» there. */
static isnad_status lose_share(const sides *s)
{
    isn_limit part, other;
    if (!isn_find_limit(s->from, s->a->span, ISN_QUALIFIER_KIND_PART, &part) ||
        isn_find_limit(s->to, s->b->span, ISN_QUALIFIER_KIND_PART, &other) ||
        has_percent(s) ||
        !shares_noun(s->from, part.token + part.count, true, &s->b->bag)) {
        return ISNAD_OK;
    }
    return tell(s, "part to whole", isn_limit_span(s->from, part), s->b->span);
}

/* Does `b` have the number of the figure of `a`, or the noun that it counts? */
static bool counts_there(const sides *s, const isnad_figure *f)
{
    bool found = false;
    for (uint32_t i = isn_doc_token_at(s->from, f->span.begin);
         within(s->from, i, f->span) && !found; i++) {
        uint32_t term;
        float idf;
        found = isn_term_of(&s->from->tokens.items[i], &term, &idf) &&
                has_term(&s->b->bag, term);
    }
    return found;
}

/* «ستة من أصل عشرين نزيلا» here, «النزلاء» there. */
static isnad_status lose_count(const sides *s)
{
    isn_limit of;
    if (!isn_find_limit(s->from, s->a->span, ISN_QUALIFIER_KIND_OF, &of)) {
        return ISNAD_OK;
    }
    isnad_span words = isn_limit_span(s->from, of);
    figures mine = figures_in(s->from, s->a->span);
    figures other = figures_in(s->to, s->b->span);
    const isnad_figure *part = NULL, *whole = NULL;
    for (uint32_t i = 0; i < mine.count; i++) {
        const isnad_figure *f = &mine.items[i];
        part = f->span.end <= words.begin ? f : part;
        whole = !whole && f->span.begin >= words.end ? f : whole;
    }
    bool told = isn_find_limit(s->to, s->b->span, ISN_QUALIFIER_KIND_PART, &of);
    for (uint32_t i = 0; part && i < other.count; i++) {
        told |= other.items[i].low == part->low;
    }
    return part && whole && !told && counts_there(s, whole)
               ? tell(s, "part to whole",
                      (isnad_span){part->span.begin, whole->span.end},
                      s->b->span)
               : ISNAD_OK;
}

/* ---- the day ------------------------------------------------------------ */

/* Not the time of a day, which two reports may tell of one night. */
static bool is_day(const isnad_date *d)
{
    return !d->duration && d->time.first != ISNAD_NO_DAY &&
           !(d->time.value && strchr(d->time.value, 'T'));
}

static bool meet(const isnad_date *x, const isnad_date *y)
{
    return x->time.first <= y->time.last && y->time.first <= x->time.last;
}

typedef struct days {
    const isnad_date *items[COMPARED];
    uint32_t count;
} days;

/* The dates of the span that none of the other's meets. */
static days own_days(const isnad_doc *doc, isnad_span span,
                     const isnad_doc *other, isnad_span there)
{
    days found = {.count = 0};
    for (size_t i = isn_first_date(doc, span.begin);
         i < doc->dates.count && doc->dates.items[i].span.begin < span.end;
         i++) {
        const isnad_date *d = &doc->dates.items[i];
        bool met = !is_day(d);
        size_t k = isn_first_date(other, there.begin);
        for (size_t end = k + COMPARED;
             k < end && k < other->dates.count &&
             other->dates.items[k].span.begin < there.end && !met;
             k++) {
            const isnad_date *o = &other->dates.items[k];
            met = is_day(o) && meet(d, o);
        }
        if (!met && found.count < COMPARED) {
            found.items[found.count++] = d;
        }
    }
    return found;
}

static uint32_t length(const isnad_doc *doc, isnad_span span)
{
    return isn_doc_token_at(doc, span.end) - isn_doc_token_at(doc, span.begin);
}

/* How many words of one date the other has. */
static uint32_t same_words(const sides *s, const isnad_date *x,
                           const isnad_date *y)
{
    uint32_t same = 0;
    for (uint32_t i = isn_doc_token_at(s->from, x->span.begin);
         within(s->from, i, x->span); i++) {
        for (uint32_t k = isn_doc_token_at(s->to, y->span.begin);
             within(s->to, k, y->span); k++) {
            const isn_token *t = &s->from->tokens.items[i];
            const isn_token *u = &s->to->tokens.items[k];
            same += t->fold_len == u->fold_len &&
                    memcmp(t->fold, u->fold, t->fold_len) == 0;
        }
    }
    return same;
}

/* One date in place of another; of several, the one in the likest words. */
static isnad_status lose_day(const sides *s)
{
    days mine = own_days(s->from, s->a->span, s->to, s->b->span);
    days other = own_days(s->to, s->b->span, s->from, s->a->span);
    if (mine.count == 0 || other.count != 1) {
        return ISNAD_OK;
    }
    const isnad_date *y = other.items[0], *x = mine.items[0];
    for (uint32_t i = 1; i < mine.count; i++) {
        x = same_words(s, mine.items[i], y) > same_words(s, x, y)
                ? mine.items[i]
                : x;
    }
    /* «الأحد» is one day, whichever week it was taken to be of. */
    bool one = same_words(s, x, y) > 0 &&
               (same_words(s, x, y) == length(s->from, x->span) ||
                same_words(s, x, y) == length(s->to, y->span));
    return !one && (mine.count == 1 || same_words(s, x, y) > 0)
               ? tell(s, "time", x->span, y->span)
               : ISNAD_OK;
}

/* ---- the place ---------------------------------------------------------- */

static bool in_place_name(const isnad_doc *doc, isnad_span span)
{
    size_t low = ISN_FIRST_BEHIND(doc->names, span.begin);
    return low < doc->names.count && doc->names.items[low].type == ISNAD_LOC &&
           doc->names.items[low].span.begin < span.end;
}

/* Does the token tell where: a place, a country, a side of one? */
static bool tells_where(const isnad_doc *doc, uint32_t at)
{
    isn_match_result m = isn_match(doc, at, ISN_CLASS_QUALIFIER);
    return (m.sense && isn_rows_qualifier[m.sense->row].kind ==
                           ISN_QUALIFIER_KIND_COMPASS) ||
           isn_country_at(doc, at) ||
           (at > 0 && isn_is(doc, at - 1, ISN_CLASS_PLACE_CLASS)) ||
           in_place_name(doc, doc->tokens.items[at].span);
}

/* A country or who is of it, but no town of it. */
static const char *whole_country(const isnad_doc *doc, uint32_t at)
{
    const isn_sense *nation =
        isn_lex_sense(doc->tokens.items[at].entry, ISN_CLASS_NATIONALITY);
    isn_match_result m = isn_match(doc, at, ISN_CLASS_PLACE);
    bool country =
        m.sense && isn_rows_place[m.sense->row].kind == ISN_PLACE_KIND_COUNTRY;
    return nation || country ? isn_country_at(doc, at) : NULL;
}

/* Is the token, or for a country one of its towns, in the span? */
static bool stands_in(const isnad_doc *doc, uint32_t at, const isnad_doc *other,
                      isnad_span span)
{
    uint32_t term, there;
    float idf;
    const char *country = whole_country(doc, at);
    bool word = isn_term_of(&doc->tokens.items[at], &term, &idf), found = !word;
    for (uint32_t i = isn_doc_token_at(other, span.begin);
         within(other, i, span) && !found; i++) {
        const char *land = country ? isn_country_at(other, i) : NULL;
        found = (isn_term_of(&other->tokens.items[i], &there, &idf) &&
                 there == term) ||
                (land && strcmp(land, country) == 0);
    }
    return found;
}

/* The runs of tokens of the span that tell where and do not stand in the
 * other's span. */
static uint32_t own_places(const isnad_doc *doc, isnad_span span,
                           const isnad_doc *other, isnad_span there,
                           isn_limit found[MOST_PLACES])
{
    uint32_t n = 0;
    for (uint32_t i = isn_doc_token_at(doc, span.begin); within(doc, i, span);
         i++) {
        if (!tells_where(doc, i) || stands_in(doc, i, other, there)) {
            continue;
        }
        if (n > 0 && i == found[n - 1].token + found[n - 1].count) {
            found[n - 1].count++;
        } else if (n < MOST_PLACES) {
            found[n++] = (isn_limit){i, 1};
        }
    }
    return n;
}

static bool same_word(const isnad_doc *a, uint32_t x, const isnad_doc *b,
                      uint32_t y)
{
    uint32_t term, other;
    float idf;
    return x < a->tokens.count && y < b->tokens.count &&
           isn_term_of(&a->tokens.items[x], &term, &idf) &&
           isn_term_of(&b->tokens.items[y], &other, &idf) && term == other;
}

/* «قضاء السدرة», «قضاء النخل»: the words beside both are the same. */
static bool one_slot(const sides *s, isn_limit x, isn_limit y)
{
    bool beside =
        same_word(s->from, x.token + x.count, s->to, y.token + y.count);
    for (uint32_t i = 1; i <= BEFORE && x.token >= i && y.token >= i; i++) {
        beside |= same_word(s->from, x.token - i, s->to, y.token - i);
    }
    return beside;
}

static isnad_status lose_place(const sides *s)
{
    isn_limit mine[MOST_PLACES], other[MOST_PLACES];
    uint32_t n = own_places(s->from, s->a->span, s->to, s->whole, mine);
    uint32_t m = own_places(s->to, s->b->span, s->from, s->a->span, other);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < m; k++) {
            if (one_slot(s, mine[i], other[k])) {
                return tell(s, "place", isn_limit_span(s->from, mine[i]),
                            isn_limit_span(s->to, other[k]));
            }
        }
    }
    return ISNAD_OK;
}

/* ---- all of it ---------------------------------------------------------- */

isnad_status isn_losses_of(isn_losses *losses, isn_retold pair)
{
    const isnad_doc *to = isn_work_doc(losses->work, pair.to->place);
    const sides s = {losses,     pair.from,
                     pair.to,    isn_work_doc(losses->work, pair.from->place),
                     to,         to->sentences.items[pair.to->sentence].span,
                     pair.surely};
    isnad_status status = lose_speaker(&s);
    status = status ? status : lose_hedge(&s);
    status = status ? status : lose_share(&s);
    status = status ? status : lose_count(&s);
    status = status ? status : lose_figure(&s);
    status = status || !pair.surely ? status : lose_day(&s);
    return status || !pair.surely ? status : lose_place(&s);
}
