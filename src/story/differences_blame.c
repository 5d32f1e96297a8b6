/* Who did it: one says that somebody is behind the deed, and he, or another,
 * says that he is not.  Both need have no other word in common. */
#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"
#include "story/differences.h"
#include "story/moments.h"
#include "story/who.h"
#include "text/match.h"

enum {
    BEFORE =
        6, /* tokens in front of a word of guilt that may name who did it */
    BEHIND = 3,
    OPENING = 8, /* tokens behind «اتهم» in which the accused is named */
    NEGATED = 3, /* tokens in front of a word of guilt that may negate it */
    MOST_WORDS = 6,  /* of a name */
    MOST_SAID = 256, /* of a story, that are held against each other */
    MOST_TOLD = 24,
};

/* That somebody did it, or did not. */
typedef struct said {
    const isn_utterance *claim;
    isn_bag party; /* whom it is said of; empty: the speaker himself */
    bool denied, told;
} said;

typedef struct blame {
    isn_differences *d;
    ISN_VEC(said) said;
} blame;

/* ---- who is meant ------------------------------------------------------- */

static bool is_named(const isnad_doc *doc, uint32_t at)
{
    return at < doc->tokens.count &&
           (isn_country_at(doc, at) ||
            isn_in_name(doc, doc->tokens.items[at].span));
}

/* The name that stands at `at`, whole. */
static isnad_status name_at(isn_work *w, const isnad_doc *doc, uint32_t at,
                            isnad_span span, isn_bag *party)
{
    isn_who who = {.count = 0};
    uint32_t first = at, end = at + 1;
    while (first > 0 && at - first < MOST_WORDS && is_named(doc, first - 1) &&
           doc->tokens.items[first - 1].span.begin >= span.begin) {
        first--;
    }
    while (end - at < MOST_WORDS && is_named(doc, end) &&
           doc->tokens.items[end].span.begin < span.end) {
        end++;
    }
    isn_who_add(doc, first, end, &who);
    return isn_who_bag(w->scratch, &who, party);
}

/* The name beside token `at` … `end`: «تورط موسكو», «موسكو متورطة». */
static uint32_t name_beside(const isnad_doc *doc, uint32_t at, uint32_t end,
                            isnad_span span)
{
    if (is_named(doc, end)) {
        return end;
    }
    for (uint32_t i = at; i > 0 && i + BEFORE > at &&
                          doc->tokens.items[i - 1].span.begin >= span.begin;
         i--) {
        if (is_named(doc, i - 1)) {
            return i - 1;
        }
    }
    for (uint32_t i = end; i < end + BEHIND && i < doc->tokens.count &&
                           doc->tokens.items[i].span.begin < span.end;
         i++) {
        if (is_named(doc, i)) {
            return i;
        }
    }
    return ISN_NONE;
}

/* ---- what is said ------------------------------------------------------- */

static bool negated_before(const isnad_doc *doc, uint32_t at, isnad_span span)
{
    for (uint32_t i = at; i > 0 && i + NEGATED > at; i--) {
        if (doc->tokens.items[i - 1].span.begin < span.begin) {
            return false;
        }
        if (isn_negates_at(doc, i - 1)) {
            return true;
        }
    }
    return false;
}

static isnad_status add_said(blame *b, const isn_utterance *c, uint32_t name,
                             bool denied)
{
    const isnad_doc *doc = isn_work_doc(b->d->work, c->place);
    if (!ISN_ROOM(&b->said, 1)) {
        return ISNAD_NOMEM;
    }
    said s = {.claim = c, .denied = denied};
    isnad_status status =
        name == ISN_NONE ? ISNAD_OK
                         : name_at(b->d->work, doc, name, c->span, &s.party);
    b->said.items[b->said.count++] = s;
    return status;
}

/* «اتهمت لندن موسكو بتسميمه»: the first name behind the verb that is not the
 * speaker's is whom it is said of. */
static isnad_status read_accusation(blame *b, const isn_utterance *c,
                                    const isnad_statement *s)
{
    const isnad_doc *doc = isn_work_doc(b->d->work, c->place);
    uint32_t at = isn_doc_token_at(doc, s->cue.end);
    bool behind = s->cue.end <= c->span.begin;
    for (uint32_t i = at; behind && i < at + OPENING && i < doc->tokens.count &&
                          doc->tokens.items[i].span.begin < c->span.end;
         i++) {
        isnad_span t = doc->tokens.items[i].span;
        if (is_named(doc, i) && (t.begin >= s->speaker.span.end ||
                                 t.end <= s->speaker.span.begin)) {
            return add_said(b, c, i, false);
        }
    }
    return ISNAD_OK;
}

static bool is_denial(const isnad_doc *doc, uint32_t at)
{
    const isn_sense *sense =
        isn_lex_sense(doc->tokens.items[at].entry, ISN_CLASS_SPEECH);
    return sense && isn_rows_speech[sense->row].class == ISN_SPEECH_CLASS_DENY;
}

/* «رفضت أنقرة هذه الاتهامات»: the verb in front of token `at`, or ISN_NONE. */
static uint32_t denial_before(const isnad_doc *doc, uint32_t at)
{
    uint32_t sentence = doc->tokens.items[at].sentence;
    for (uint32_t i = at; i > 0 && i + BEFORE > at &&
                          doc->tokens.items[i - 1].sentence == sentence;
         i--) {
        if (is_denial(doc, i - 1)) {
            return i - 1;
        }
    }
    return ISN_NONE;
}

/* The word of guilt at tokens `at` … `end`, or the charge that is denied
 * there; `read`: something was said. */
static isnad_status read_word(blame *b, const isn_utterance *c, uint32_t at,
                              isn_match_result m, bool *read)
{
    const isnad_doc *doc = isn_work_doc(b->d->work, c->place);
    const isnad_statement *s = isn_utterance_statement(b->d->work, c);
    int kind = (int)isn_rows_blame[m.sense->row].kind;
    bool denies = s && s->stance == ISNAD_DENIES;
    if (kind == ISN_BLAME_KIND_CHARGE) {
        uint32_t verb = denial_before(doc, at);
        uint32_t name = verb == ISN_NONE
                            ? ISN_NONE
                            : name_beside(doc, verb, verb + 1, c->whole);
        *read = name != ISN_NONE || (verb != ISN_NONE && denies);
        return *read ? add_said(b, c, name, true) : ISNAD_OK;
    }
    bool denied = denies != negated_before(doc, at, c->span);
    uint32_t name = name_beside(doc, at, at + m.tokens, c->span);
    *read = (kind == ISN_BLAME_KIND_GUILT || denied) &&
            (name != ISN_NONE || denies);
    return *read ? add_said(b, c, name, denied) : ISNAD_OK;
}

static isnad_status read_claim(blame *b, const isn_utterance *c)
{
    const isnad_doc *doc = isn_work_doc(b->d->work, c->place);
    const isnad_statement *s = isn_utterance_statement(b->d->work, c);
    isnad_status status = ISNAD_OK;
    bool read = false;
    for (uint32_t i = isn_doc_token_at(doc, c->span.begin);
         !status && !read && i < doc->tokens.count &&
         doc->tokens.items[i].span.begin < c->span.end;
         i++) {
        isn_match_result m = isn_match(doc, i, ISN_CLASS_BLAME);
        if (m.sense) {
            status = read_word(b, c, i, m, &read);
        }
    }
    bool accuses = s && s->stance != ISNAD_DENIES && s->speech_class &&
                   strcmp(s->speech_class, "accuse") == 0;
    return status || read || !accuses ? status : read_accusation(b, c, s);
}

/* ---- held against each other -------------------------------------------- */

static bool same_party(const said *guilty, const said * not )
{
    uint32_t count;
    const isn_bag *other =
        not ->party.terms.count > 0 ? &not ->party : &not ->claim->who;
    isn_bag_common(&guilty->party, other, &count);
    return count > 0;
}

static isnad_status add_side(blame *b, said *s)
{
    isn_work *w = b->d->work;
    const isn_utterance *c = s->claim;
    const isnad_statement *st = isn_utterance_statement(w, c);
    isnad_place place = {w->story->docs[c->place], c->span};
    s->told = true;
    return isn_difference_add(
        b->d, isn_work_words(w, isn_work_doc(w, c->place), c->span),
        st ? isn_statement_by(st) : NULL, place);
}

/* All who say it of the party that `guilty` names, and all who deny it. */
static isnad_status tell(blame *b, said *guilty)
{
    isnad_status status = ISNAD_OK;
    bool denied = false;
    for (size_t i = 0; i < b->said.count; i++) {
        const said *o = &b->said.items[i];
        denied |= o->denied && !o->told && same_party(guilty, o);
    }
    unsigned count = 0;
    for (size_t i = 0; !status && denied && i < b->said.count; i++) {
        said *o = &b->said.items[i];
        uint32_t same;
        isn_bag_common(&guilty->party, &o->party, &same);
        bool here = o->denied ? same_party(guilty, o) : same > 0;
        if (here && !o->told && count++ < MOST_TOLD) {
            status = add_side(b, o);
        }
    }
    return status ? status : isn_difference_close(b->d, "who", "contradiction");
}

isnad_status isn_differences_blame(isn_differences *d)
{
    blame b = {.d = d};
    const isn_utterances *all = d->work->utterances;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < all->count && b.said.count < MOST_SAID;
         i++) {
        status = read_claim(&b, &all->items[i]);
    }
    for (size_t i = 0; !status && i < b.said.count; i++) {
        if (!b.said.items[i].denied && !b.said.items[i].told) {
            status = tell(&b, &b.said.items[i]);
        }
    }
    free(b.said.items);
    return status;
}
