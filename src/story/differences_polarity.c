/* One says so, another says no: a verb that one statement negates and another
 * does not, and what is denied here and asserted there. */
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "lang/lexicon.h"
#include "story/differences.h"
#include "story/moments.h"
#include "text/match.h"

enum {
    TRIED = 16,        /* negated verbs of one kind */
    MOST_DENIALS = 64, /* compared with every statement */
    NEAR = 5,          /* tokens on either side of a verb: who, what */
    LEAST_TERMS = 2,   /* shared beside the verb */
    BESIDE = 3,        /* tokens on either side of a word of state */
    DENIED_TERMS = 4,
    MOST_TOLD = 64,
    FEW_ORIGINS = 8, /* among so few every word counts */
    PREDICATE = 5, /* tokens behind «لم يكن» in which its predicate begins */
    NO_STATE = -1,
    NAMED_BY = 2,   /* tokens of the name behind a word of state */
    STATE = 0x5747, /* tells hashes of states from those of verbs */
};
/* What is denied must be asserted nearly whole. */
static const float DENIED_SHARED = 0.6f, DENIED_WHOLE = 0.95f;
static const float CONTENT_IDF = 1.6f; /* commoner words do not count */
static const float SAME_WORDS = 0.8f;  /* of one claim in two documents */

typedef struct negated {
    uint64_t verb;
    uint32_t claim, token;
    int state; /* ISN_OPPOSITE_KIND_…, of a state; else NO_STATE */
} negated;

typedef isn_utterance claim;

/* In how many origins' statements a term stands. */
typedef struct spread {
    uint32_t term, origins;
} spread;

typedef struct seeker {
    isn_differences *d;
    spread *spreads; /* sorted by term */
    size_t spread_count;
    const claim *claims; /* the story's utterances */
    uint32_t count;
    ISN_VEC(negated) negations;
    ISN_VEC(uint64_t) told; /* pairs of sentences */
} seeker;

static bool denies(const seeker *s, const claim *c)
{
    const isnad_statement *st = isn_utterance_statement(s->d->work, c);
    return st && st->stance == ISNAD_DENIES;
}

/* ---- words of the whole story ------------------------------------------- */

static int by_spread(const void *a, const void *b)
{
    const spread *x = a, *y = b;
    if (x->term != y->term) {
        return x->term < y->term ? -1 : 1;
    }
    return x->origins < y->origins ? -1 : x->origins > y->origins;
}

static isnad_status count_spreads(seeker *s)
{
    isn_work *w = s->d->work;
    size_t n = 0, kept = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        n += s->claims[i].bag.terms.count;
    }
    spread *list = isn_arena_alloc(w->scratch, (n + 1) * sizeof *list);
    if (!list) {
        return ISNAD_NOMEM;
    }
    n = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        const isn_vector *terms = &s->claims[i].bag.terms;
        uint32_t origin = isn_work_origin(w, s->claims[i].place);
        for (uint32_t k = 0; k < terms->count; k++) {
            list[n++] = (spread){terms->items[k].term, origin};
        }
    }
    isn_sort(list, n, sizeof *list, by_spread);
    for (size_t i = 0; i < n;) {
        uint32_t term = list[i].term, origins = 0;
        for (; i < n && list[i].term == term; i++) {
            origins += i == 0 || by_spread(&list[i - 1], &list[i]) != 0;
        }
        list[kept++] = (spread){term, origins};
    }
    s->spreads = list;
    s->spread_count = kept;
    return ISNAD_OK;
}

/* A word that many origins use is what the story is about and says nothing
 * of two statements. */
static bool is_common(const seeker *s, uint32_t term)
{
    size_t low = 0, high = s->spread_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (s->spreads[mid].term < term) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    uint32_t all = s->d->work->story->origin_count;
    return low < s->spread_count && s->spreads[low].term == term &&
           all > FEW_ORIGINS && s->spreads[low].origins > all / 4;
}

/* ---- negated verbs ------------------------------------------------------ */

static bool within(const isnad_doc *doc, uint32_t at, isnad_span span)
{
    return at < doc->tokens.count &&
           doc->tokens.items[at].span.begin < span.end;
}

static bool is_auxiliary(const isnad_doc *doc, uint32_t at)
{
    const isn_sense *sense =
        at < doc->tokens.count
            ? isn_lex_sense(doc->tokens.items[at].entry, ISN_CLASS_FUNCTION)
            : NULL;
    return sense &&
           isn_rows_function[sense->row].kind == ISN_FUNCTION_KIND_AUXILIARY;
}

/* The verb at `at`, right behind a negation; behind «لم يكن» what it was not:
 * moves `at` there. */
static bool negated_verb(const isnad_doc *doc, isnad_span span, uint32_t *at,
                         uint64_t *verb)
{
    for (uint32_t i = *at; is_auxiliary(doc, *at) && i < *at + PREDICATE; i++) {
        if (within(doc, i, span) && !isn_is(doc, i, ISN_CLASS_FUNCTION)) {
            *at = i;
            break;
        }
    }
    if (!within(doc, *at, span)) {
        return false;
    }
    const isn_token *t = &doc->tokens.items[*at];
    return t->kind == ISN_WORD && !(t->clitics & ISN_CLITIC_AL) &&
           !(t->classes & ISN_BIT(ISN_CLASS_FUNCTION)) &&
           isn_verb_skeleton(t, false, verb);
}

static int by_verb(const void *a, const void *b)
{
    const negated *x = a, *y = b;
    if (x->verb != y->verb) {
        return x->verb < y->verb ? -1 : 1;
    }
    return x->claim < y->claim ? -1 : x->claim > y->claim;
}

/* Is there a negation not far in front? */
static bool is_negated(const isnad_doc *doc, uint32_t at, isnad_span span)
{
    for (uint32_t i = at; i > 0 && i + 2 * NEAR > at; i--) {
        if (doc->tokens.items[i - 1].span.begin < span.begin) {
            return false;
        }
        if (isn_negates_at(doc, i - 1)) {
            return true;
        }
    }
    return false;
}

/* The pair of opposites that the token belongs to, on the asked side. */
static const isn_row_opposite *opposite_of(const isn_token *t, unsigned side)
{
    const isn_sense *sense = isn_lex_sense(t->entry, ISN_CLASS_OPPOSITE);
    const isn_row_opposite *row = sense ? &isn_rows_opposite[sense->row] : NULL;
    return row && row->side == side ? row : NULL;
}

/* What stands for states beside the skeletons of verbs. */
static uint64_t state_of(uint64_t what) { return isn_mix(STATE, what); }

/* «غير آمن»: the adjective without article behind «غير». */
static bool denied_state(const isnad_doc *doc, uint32_t at, uint64_t *state)
{
    const isn_token *t = &doc->tokens.items[at];
    uint64_t skeleton;
    if (at == 0 || !isn_token_is(doc, at - 1, "غير") ||
        (t->clitics & ISN_CLITIC_AL) ||
        !isn_verb_skeleton(t, false, &skeleton)) {
        return false;
    }
    *state = state_of(skeleton);
    return true;
}

static isnad_status add_negated(seeker *s, negated n)
{
    if (!ISN_ROOM(&s->negations, 1)) {
        return ISNAD_NOMEM;
    }
    s->negations.items[s->negations.count++] = n;
    return ISNAD_OK;
}

/* The other side of each pair of opposites, and states behind «غير». */
static isnad_status list_states(seeker *s, uint32_t c)
{
    const isnad_doc *doc = isn_work_doc(s->d->work, s->claims[c].place);
    isnad_span span = s->claims[c].span;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         !status && within(doc, i, span); i++) {
        const isn_row_opposite *row =
            opposite_of(&doc->tokens.items[i], ISN_OPPOSITE_SIDE_OTHER);
        uint64_t state;
        if (row && !is_negated(doc, i, span)) {
            state = state_of((uint64_t)row->pair);
            status = add_negated(s, (negated){state, c, i, (int)row->kind});
        }
        if (!status && denied_state(doc, i, &state)) {
            status = add_negated(
                s, (negated){state, c, i, ISN_OPPOSITE_KIND_PASSING});
        }
    }
    return status;
}

static isnad_status list_negations(seeker *s)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t c = 0; !status && c < s->count; c++) {
        const isnad_doc *doc = isn_work_doc(s->d->work, s->claims[c].place);
        isnad_span span = s->claims[c].span;
        status = list_states(s, c);
        for (uint32_t i = isn_doc_token_at(doc, span.begin);
             !status && within(doc, i, span); i++) {
            uint64_t verb;
            uint32_t at = i + 1;
            if (isn_negates_at(doc, i) && negated_verb(doc, span, &at, &verb)) {
                status = add_negated(s, (negated){verb, c, at, NO_STATE});
            }
        }
    }
    isn_sort(s->negations.items, s->negations.count, sizeof *s->negations.items,
             by_verb);
    return status;
}

/* ---- telling ------------------------------------------------------------ */

/* Does one say what the other does, or a part of it? */
static bool same_words(const claim *a, const claim *b)
{
    float low = a->bag.sum < b->bag.sum ? a->bag.sum : b->bag.sum;
    return isn_bag_common(&a->bag, &b->bag, NULL) >= SAME_WORDS * low;
}

static bool told_before(const seeker *s, uint64_t pair)
{
    for (size_t i = 0; i < s->told.count; i++) {
        if (s->told.items[i] == pair) {
            return true;
        }
    }
    return false;
}

/* The claim, and whoever tells it in the same words, unless the other side
 * stands in the same row. */
static isnad_status add_side(seeker *s, const claim *c, uint32_t other)
{
    isn_work *w = s->d->work;
    bool alone = c->row == ISN_NONE || c->row == other;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < s->count; i++) {
        const claim *o = &s->claims[i];
        if (o != c && (o->row != c->row || alone || o->place == c->place ||
                       !same_words(c, o))) {
            continue;
        }
        const isnad_statement *st = isn_utterance_statement(w, o);
        const isnad_doc *doc = isn_work_doc(w, o->place);
        isnad_place place = {w->story->docs[o->place], o->span};
        status = isn_difference_add(s->d, isn_work_words(w, doc, o->span),
                                    st ? isn_statement_by(st) : NULL, place);
    }
    return status;
}

/* What a claim is told as: its row, else its sentence. */
static uint64_t told_as(const claim *c)
{
    return c->row != ISN_NONE ? c->row
                              : (uint64_t)(c->place + 1) << 32 | c->sentence;
}

static isnad_status tell(seeker *s, const claim *a, const claim *b,
                         const char *relation)
{
    /* A quotation within a statement tells the same once more, and so does a
     * copy. */
    uint64_t pair = isn_mix(isn_mix(told_as(a), 0), told_as(b));
    if (told_before(s, pair) || s->told.count >= MOST_TOLD) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&s->told, 1)) {
        return ISNAD_NOMEM;
    }
    s->told.items[s->told.count++] = pair;
    /* News is told in the order of the days. */
    const claim *first = isn_report_day(s->d->work, b) <
                                 isn_report_day(s->d->work, a)
                             ? b
                             : a,
                *then = first == a ? b : a;
    isnad_status status = add_side(s, first, then->row);
    status = status ? status : add_side(s, then, first->row);
    return status ? status : isn_difference_close(s->d, "what", relation);
}

static bool apart(const seeker *s, const claim *a, const claim *b)
{
    return a->place != b->place && (isn_two_speakers(a, b) ||
                                    isn_work_origin(s->d->work, a->place) !=
                                        isn_work_origin(s->d->work, b->place));
}

/* The content words around a verb: who does it, to what. */
static uint32_t terms_near(const seeker *s, const isnad_doc *doc, uint32_t verb,
                           isnad_span span, uint32_t near, uint32_t *terms)
{
    uint32_t n = 0, from = verb > near ? verb - near : 0;
    for (uint32_t i = from; i <= verb + near && within(doc, i, span); i++) {
        float idf;
        if (i != verb && doc->tokens.items[i].span.begin >= span.begin &&
            isn_term_of(&doc->tokens.items[i], &terms[n], &idf) &&
            idf >= CONTENT_IDF && !is_common(s, terms[n])) {
            n++;
        }
    }
    return n;
}

/* Have the tokens x and y `least` words around them in common? */
static bool same_matter(const seeker *s, const claim *a, uint32_t x,
                        const claim *b, uint32_t y, uint32_t near,
                        uint32_t least)
{
    uint32_t in_a[2 * NEAR + 1], in_b[2 * NEAR + 1], shared = 0;
    uint32_t n = terms_near(s, isn_work_doc(s->d->work, a->place), x, a->span,
                            near, in_a);
    uint32_t m = terms_near(s, isn_work_doc(s->d->work, b->place), y, b->span,
                            near, in_b);
    for (uint32_t i = 0; i < n; i++) {
        bool there = false, before = false;
        for (uint32_t k = 0; k < i; k++) {
            before |= in_a[k] == in_a[i];
        }
        for (uint32_t k = 0; k < m; k++) {
            there |= in_b[k] == in_a[i];
        }
        shared += there && !before;
    }
    return shared >= least;
}

/* «ضيفه الفجر», «مضيفه الفجر»: behind such a word stands whom it is said of,
 * and the next word must be the same. */
static bool same_owner(const seeker *s, const claim *a, uint32_t x,
                       const claim *b, uint32_t y)
{
    const isnad_doc *in_a = isn_work_doc(s->d->work, a->place);
    const isnad_doc *in_b = isn_work_doc(s->d->work, b->place);
    bool same = false;
    for (uint32_t i = 1; i <= NAMED_BY && within(in_a, x + i, a->span); i++) {
        for (uint32_t k = 1; k <= NAMED_BY && within(in_b, y + k, b->span);
             k++) {
            const isn_token *t = &in_a->tokens.items[x + i];
            const isn_token *u = &in_b->tokens.items[y + k];
            same |= t->kind == ISN_WORD && t->stem_len == u->stem_len &&
                    memcmp(t->stem, u->stem, t->stem_len) == 0;
        }
    }
    return same;
}

/* ---- seeking ------------------------------------------------------------ */

/* May the token be a verb?  Nouns with their article, nations and names are
 * none. */
static bool verb_like(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    return t->kind == ISN_WORD && !(t->clitics & ISN_CLITIC_AL) &&
           !(t->classes &
             (ISN_BIT(ISN_CLASS_FUNCTION) | ISN_BIT(ISN_CLASS_NATIONALITY) |
              ISN_BIT(ISN_CLASS_PLACE)));
}

static size_t first_negation(const seeker *s, uint64_t verb)
{
    size_t low = 0, high = s->negations.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (s->negations.items[mid].verb < verb) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static const char *relation_of(const seeker *s, const claim *c, uint32_t at,
                               const negated *n)
{
    const isn_work *w = s->d->work;
    const claim *other = &s->claims[n->claim];
    return n->state == NO_STATE
               ? isn_opposed_relation(w, c, at, other, n->token)
           : n->state == ISN_OPPOSITE_KIND_PASSING
               ? isn_states_relation(w, c, other)
               : "contradiction";
}

/* Claims that negate the verb at `at`, which `c` does not, or that have the
 * opposite of its state. */
static isnad_status seek_skeleton(seeker *s, const claim *c, uint32_t at,
                                  uint64_t verb, bool state)
{
    uint32_t near = state ? BESIDE : NEAR, least = state ? 1 : LEAST_TERMS;
    isnad_status status = ISNAD_OK;
    size_t first = first_negation(s, verb);
    for (size_t i = first;
         !status && i < s->negations.count && i < first + TRIED &&
         s->negations.items[i].verb == verb;
         i++) {
        const negated *n = &s->negations.items[i];
        const claim *other = &s->claims[n->claim];
        if (apart(s, c, other) &&
            same_matter(s, c, at, other, n->token, near, least) &&
            (n->state != ISN_OPPOSITE_KIND_OWNED ||
             same_owner(s, c, at, other, n->token))) {
            status = tell(s, c, other, relation_of(s, c, at, n));
        }
    }
    return status;
}

static isnad_status seek_verb(seeker *s, const claim *c, uint32_t at)
{
    const isnad_doc *doc = isn_work_doc(s->d->work, c->place);
    const isn_token *t = &doc->tokens.items[at];
    uint64_t verb, whole;
    const isn_row_opposite *row = opposite_of(t, ISN_OPPOSITE_SIDE_ONE);
    isnad_status status =
        row ? seek_skeleton(s, c, at, state_of((uint64_t)row->pair), true)
            : ISNAD_OK;
    if (status || !verb_like(doc, at) || denied_state(doc, at, &whole)) {
        return status;
    }
    bool stem = isn_verb_skeleton(t, false, &verb);
    if (stem) {
        status = seek_skeleton(s, c, at, verb, false);
        status =
            status ? status : seek_skeleton(s, c, at, state_of(verb), true);
    }
    if (!status && isn_verb_skeleton(t, true, &whole) &&
        (!stem || whole != verb)) {
        status = seek_skeleton(s, c, at, whole, false);
    }
    return status;
}

static isnad_status seek_claim(seeker *s, const claim *c)
{
    const isnad_doc *doc = isn_work_doc(s->d->work, c->place);
    isnad_status status = ISNAD_OK;
    if (denies(s, c)) {
        return ISNAD_OK; /* denied already */
    }
    for (uint32_t i = isn_doc_token_at(doc, c->span.begin);
         !status && within(doc, i, c->span); i++) {
        if (!is_negated(doc, i, c->span)) {
            status = seek_verb(s, c, i);
        }
    }
    return status;
}

/* What `c` denies and others assert. */
static isnad_status seek_assertion(seeker *s, const claim *c)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < s->count; i++) {
        const claim *o = &s->claims[i];
        if (denies(s, o) || !apart(s, c, o)) {
            continue;
        }
        uint32_t count;
        float common = isn_bag_common(&c->bag, &o->bag, &count);
        float low = c->bag.sum < o->bag.sum ? c->bag.sum : o->bag.sum;
        bool much = count >= DENIED_TERMS && common >= DENIED_SHARED * low;
        bool whole = count >= LEAST_TERMS && common >= DENIED_WHOLE * low &&
                     low >= DENIED_SHARED * (c->bag.sum + o->bag.sum - low);
        if (much || whole) {
            status = tell(s, o, c, "contradiction");
        }
    }
    return status;
}

isnad_status isn_differences_polarity(isn_differences *d)
{
    seeker s = {.d = d,
                .claims = d->work->utterances->items,
                .count = d->work->utterances->count};
    isnad_status status = count_spreads(&s);
    status = status ? status : list_negations(&s);
    uint32_t denials = 0;
    for (uint32_t i = 0; !status && i < s.count; i++) {
        status = seek_claim(&s, &s.claims[i]);
        if (!status && denies(&s, &s.claims[i]) && denials++ < MOST_DENIALS) {
            status = seek_assertion(&s, &s.claims[i]);
        }
    }
    free(s.negations.items);
    free(s.told.items);
    return status;
}
