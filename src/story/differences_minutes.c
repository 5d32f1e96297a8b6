/* In which minute?  «سجل فلان في الدقيقة 73», «… في الدقيقة 75»: one goal,
 * where the same name stands near both and no report knows of two. */
#include <string.h>
#include <xxhash.h>

#include "lang/lexicon.h"
#include "story/differences.h"
#include "text/match.h"

enum {
    BEFORE = 10, /* tokens in front of a minute that tell what happened */
    SHARED = 2,  /* of their words in common, a name among them */
    MOST = 128,  /* minutes of a story that are compared */
    MOST_TOLD = 16,
};

typedef struct minute {
    uint32_t place, token;
    uint64_t number; /* its digits, folded */
} minute;

typedef struct minutes {
    isn_differences *d;
    minute items[MOST];
    uint32_t count;
} minutes;

static void list_minutes(minutes *m)
{
    isn_work *w = m->d->work;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (uint32_t i = 0; i + 1 < doc->tokens.count && m->count < MOST;
             i++) {
            const isn_token *t = &doc->tokens.items[i];
            if ((t->clitics & ISN_CLITIC_AL) && t[1].kind == ISN_NUMBER &&
                t[1].sentence == t->sentence &&
                isn_token_is(doc, i, "الدقيقه")) {
                m->items[m->count++] =
                    (minute){p, i, XXH3_64bits(t[1].fold, t[1].fold_len)};
            }
        }
    }
}

/* Does the document have this minute anywhere? */
static bool knows(const minutes *m, uint32_t place, uint64_t number)
{
    bool found = false;
    for (uint32_t i = 0; i < m->count; i++) {
        found |= m->items[i].place == place && m->items[i].number == number;
    }
    return found;
}

/* Words in common in front of both, a name among them. */
static bool same_goal(const minutes *m, const minute *a, const minute *b)
{
    const isnad_doc *x = isn_work_doc(m->d->work, a->place);
    const isnad_doc *y = isn_work_doc(m->d->work, b->place);
    uint32_t shared = 0;
    bool name = false;
    for (uint32_t i = a->token; i > 0 && i + BEFORE > a->token; i--) {
        const isn_token *t = &x->tokens.items[i - 1];
        uint32_t term, other;
        float idf;
        bool there = false;
        if (t->sentence != x->tokens.items[a->token].sentence) {
            break;
        }
        if (!isn_term_of(t, &term, &idf)) {
            continue;
        }
        for (uint32_t k = b->token; k > 0 && k + BEFORE > b->token; k--) {
            const isn_token *u = &y->tokens.items[k - 1];
            there |= u->sentence == y->tokens.items[b->token].sentence &&
                     isn_term_of(u, &other, &idf) && other == term;
        }
        shared += there;
        name |= there && isn_in_name(x, t->span);
    }
    return name && shared >= SHARED;
}

static isnad_status add_minute(minutes *m, const minute *a)
{
    isn_work *w = m->d->work;
    const isnad_doc *doc = isn_work_doc(w, a->place);
    isnad_span span = {doc->tokens.items[a->token].span.begin,
                       doc->tokens.items[a->token + 1].span.end};
    return isn_difference_add(m->d, isn_work_words(w, doc, span), NULL,
                              (isnad_place){w->story->docs[a->place], span});
}

isnad_status isn_differences_minutes(isn_differences *d)
{
    minutes m = {.d = d};
    isnad_status status = ISNAD_OK;
    uint32_t told = 0;
    list_minutes(&m);
    for (uint32_t i = 0; !status && i < m.count; i++) {
        for (uint32_t k = i + 1; !status && k < m.count && told < MOST_TOLD;
             k++) {
            const minute *a = &m.items[i], *b = &m.items[k];
            if (a->place == b->place || a->number == b->number ||
                knows(&m, a->place, b->number) ||
                knows(&m, b->place, a->number) || !same_goal(&m, a, b)) {
                continue;
            }
            told++;
            status = add_minute(&m, a);
            status = status ? status : add_minute(&m, b);
            status = status ? status
                            : isn_difference_close(d, "when", "contradiction");
        }
    }
    return status;
}
