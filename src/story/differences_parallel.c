/* Two speakers say the same but for one thing: «انطلقت من طلحة», «انطلقت من
 * الرملة».  Where the rest of both claims is one, what stands in its place
 * there and here is held against each other. */
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "lang/lexicon.h"
#include "story/differences.h"
#include "story/moments.h"
#include "story/who.h"
#include "text/match.h"

enum {
    LONGEST = 24,    /* content words of a claim that is compared */
    ASKED_TERMS = 6, /* rarest terms by which claims find each other */
    ASKED_EACH = 12, /* claims looked at for each of them */
    LEAST_MATCHED = 2,
    MOST_PLACED = 3, /* words that stand in the place in question */
    MOST_EXTRA = 3,  /* words that only one side has */
    WIDE_FRAME = 4,  /* words of a frame that holds without two speakers */
    MOST_TOLD = 64,
};
static const float FRAME = 0.5f, WIDE = 0.7f; /* share of the longer claim */

typedef struct word {
    uint32_t term, token;
    uint64_t skeleton; /* 0: no verb */
    float idf;
    bool number, name;
} word;

typedef struct frame {
    word words[LONGEST];
    uint32_t count;
} frame;

typedef struct asked {
    uint32_t term, claim;
} asked;

typedef struct parallels {
    isn_differences *d;
    const isn_utterance *claims;
    uint32_t count;
    ISN_VEC(asked) asked;
    ISN_VEC(uint64_t) told;
    frame a, b;
} parallels;

/* ---- what is compared --------------------------------------------------- */

static bool in_date(const isnad_doc *doc, isnad_span span)
{
    size_t i = isn_first_date(doc, span.begin);
    return i < doc->dates.count && !doc->dates.items[i].duration &&
           doc->dates.items[i].span.begin < span.end;
}

/* Is the claim a clause: «قال إن …», a quotation, a sentence?  What somebody
 * demands, blames or praises is a noun, and says nothing of its own. */
static bool is_clause(const isnad_doc *doc, const isnad_statement *s)
{
    uint32_t at = s ? isn_doc_token_at(doc, s->span.begin) : 0;
    if (!s || s->direct) {
        return true;
    }
    const isn_sense *sense =
        at > 0
            ? isn_lex_sense(doc->tokens.items[at - 1].entry, ISN_CLASS_FUNCTION)
            : NULL;
    return sense &&
           isn_rows_function[sense->row].kind == ISN_FUNCTION_KIND_COMPLEMENT;
}

/* The content words of a claim, but for dates: when is another question.
 * False where it is too long to compare, denies or is no clause. */
static bool read_frame(const parallels *p, const isn_utterance *c, frame *f)
{
    const isnad_doc *doc = isn_work_doc(p->d->work, c->place);
    f->count = 0;
    if (!is_clause(doc, isn_utterance_statement(p->d->work, c))) {
        return false;
    }
    for (uint32_t i = isn_doc_token_at(doc, c->span.begin);
         i < doc->tokens.count && doc->tokens.items[i].span.begin < c->span.end;
         i++) {
        const isn_token *t = &doc->tokens.items[i];
        word w = {.token = i};
        if (!isn_term_of(t, &w.term, &w.idf) || in_date(doc, t->span)) {
            if (isn_negates_at(doc, i)) {
                return false; /* differences_polarity.c */
            }
            continue;
        }
        if (f->count == LONGEST) {
            return false;
        }
        bool verb = t->kind == ISN_WORD && !(t->clitics & ISN_CLITIC_AL);
        if (!verb || !isn_verb_skeleton(t, false, &w.skeleton)) {
            w.skeleton = 0;
        }
        w.number = t->kind == ISN_NUMBER ||
                   (t->classes & ISN_BIT(ISN_CLASS_NUMBER)) != 0;
        w.name = (t->classes & (ISN_BIT(ISN_CLASS_PLACE) |
                                ISN_BIT(ISN_CLASS_NATIONALITY))) ||
                 isn_in_name(doc, t->span);
        f->words[f->count++] = w;
    }
    return f->count > LEAST_MATCHED;
}

static bool equal(const word *a, const word *b)
{
    return a->term == b->term || (a->skeleton && a->skeleton == b->skeleton);
}

/* What an alignment says of two frames: the stretches [a, b) and [c, e) in
 * the place in question, and how much the rest shares. */
typedef struct contrast {
    uint32_t a, b, c, e;
    uint32_t matched, extra, places;
} contrast;

static void part(contrast *found, uint32_t a, uint32_t b, uint32_t c,
                 uint32_t e)
{
    if (a < b && c < e) {
        found->places++;
        found->a = a;
        found->b = b;
        found->c = c;
        found->e = e;
    } else {
        found->extra += (b - a) + (e - c);
    }
}

/* The longest common subsequence of both frames and where they part. */
static contrast align(const frame *x, const frame *y)
{
    uint8_t best[LONGEST + 1][LONGEST + 1];
    contrast found = {0};
    memset(best, 0, sizeof best);
    for (uint32_t i = x->count; i-- > 0;) {
        for (uint32_t k = y->count; k-- > 0;) {
            uint8_t skip = best[i + 1][k] > best[i][k + 1] ? best[i + 1][k]
                                                           : best[i][k + 1];
            best[i][k] = equal(&x->words[i], &y->words[k])
                             ? (uint8_t)(best[i + 1][k + 1] + 1)
                             : skip;
        }
    }
    uint32_t i = 0, k = 0, a = 0, c = 0;
    while (i < x->count && k < y->count) {
        if (equal(&x->words[i], &y->words[k])) {
            part(&found, a, i, c, k);
            found.matched++;
            a = ++i;
            c = ++k;
        } else if (best[i + 1][k] >= best[i][k + 1]) {
            i++;
        } else {
            k++;
        }
    }
    part(&found, a, x->count, c, y->count);
    return found;
}

/* ---- what may be held against each other -------------------------------- */

static bool any_name(const frame *f, uint32_t from, uint32_t to)
{
    bool found = false;
    for (uint32_t i = from; i < to; i++) {
        found |= f->words[i].name;
    }
    return found;
}

static bool any_number(const frame *f, uint32_t from, uint32_t to)
{
    bool found = false;
    for (uint32_t i = from; i < to; i++) {
        found |= f->words[i].number;
    }
    return found;
}

/* The word of a label (labels.txt) that the stretch begins with: rival words
 * for the same people are no rival people. */
static const isn_row_label *label_at(const isnad_doc *doc, const frame *f,
                                     uint32_t at)
{
    const isn_sense *sense = isn_lex_sense(
        doc->tokens.items[f->words[at].token].entry, ISN_CLASS_LABEL);
    return sense ? &isn_rows_label[sense->row] : NULL;
}

/* The figure that the stretch [from, to) of the claim's frame is part of. */
static const isnad_figure *figure_in(const isn_utterance *c,
                                     const isnad_doc *doc, const frame *f,
                                     uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < c->figure_count; i++) {
        const isnad_figure *g = &doc->figures.items[c->first_figure + i];
        for (uint32_t k = from; k < to; k++) {
            isnad_span s = doc->tokens.items[f->words[k].token].span;
            if (g->span.begin < s.end && s.begin < g->span.end) {
                return g;
            }
        }
    }
    return NULL;
}

/* May both stretches be the same thing in other words? */
static bool may_agree(const parallels *p, const isn_utterance *x,
                      const isn_utterance *y, const contrast *c)
{
    const isnad_doc *a = isn_work_doc(p->d->work, x->place);
    const isnad_doc *b = isn_work_doc(p->d->work, y->place);
    const isn_row_label *l = label_at(a, &p->a, c->a);
    const isn_row_label *m = label_at(b, &p->b, c->c);
    if (l && m && strcmp(l->of, m->of) == 0) {
        return true;
    }
    const isnad_figure *f = figure_in(x, a, &p->a, c->a, c->b);
    const isnad_figure *g = figure_in(y, b, &p->b, c->c, c->e);
    if (any_number(&p->a, c->a, c->b) &&
        (!f || !g || (f->low <= g->high && g->low <= f->high))) {
        return true; /* «أربع» and 4, or no figures at all */
    }
    for (uint32_t i = c->a; i < c->b; i++) {
        const char *here = isn_country_at(a, p->a.words[i].token);
        for (uint32_t k = c->c; here && k < c->e; k++) {
            const char *there = isn_country_at(b, p->b.words[k].token);
            if (there && strcmp(here, there) == 0) {
                return true; /* Damascus, Syria, the Syrian */
            }
        }
    }
    return false;
}

/* Do the claims contradict each other in the one place where they part? */
static bool rival(const parallels *p, const isn_utterance *x,
                  const isn_utterance *y, const contrast *c)
{
    uint32_t longer = p->a.count > p->b.count ? p->a.count : p->b.count;
    float share = (float)c->matched / (float)longer;
    if (c->places != 1 || c->matched < LEAST_MATCHED || share < FRAME ||
        c->b - c->a > MOST_PLACED || c->e - c->c > MOST_PLACED ||
        c->extra > MOST_EXTRA) {
        return false;
    }
    bool same_day =
        isn_report_day(p->d->work, x) == isn_report_day(p->d->work, y);
    bool speakers = isn_two_speakers(x, y) && same_day;
    bool wide = c->matched >= WIDE_FRAME && share >= WIDE && same_day;
    bool numbers = any_number(&p->a, c->a, c->b);
    bool names = any_name(&p->a, c->a, c->b) && any_name(&p->b, c->c, c->e);
    if (numbers != any_number(&p->b, c->c, c->e)) {
        return false;
    }
    return (speakers || (wide && (names || numbers))) && !may_agree(p, x, y, c);
}

/* ---- telling ------------------------------------------------------------ */

static isnad_status add_side(parallels *p, const isn_utterance *c)
{
    isn_work *w = p->d->work;
    const isnad_statement *s = isn_utterance_statement(w, c);
    isnad_place place = {w->story->docs[c->place], c->span};
    return isn_difference_add(
        p->d, isn_work_words(w, isn_work_doc(w, c->place), c->span),
        s ? isn_statement_by(s) : NULL, place);
}

static const char *slot_of(const parallels *p, const contrast *c)
{
    return any_number(&p->a, c->a, c->b) ? "how many"
           : any_name(&p->a, c->a, c->b) ? c->a == 0 ? "who" : "where"
                                         : "what";
}

static isnad_status compare(parallels *p, uint32_t a, uint32_t b)
{
    const isn_utterance *x = &p->claims[a], *y = &p->claims[b];
    isn_work *w = p->d->work;
    bool one_origin =
        isn_work_origin(w, x->place) == isn_work_origin(w, y->place);
    if (x->place == y->place || (one_origin && !isn_two_speakers(x, y)) ||
        !read_frame(p, x, &p->a) || !read_frame(p, y, &p->b)) {
        return ISNAD_OK;
    }
    contrast c = align(&p->a, &p->b);
    uint64_t pair = isn_mix(isn_mix((uint64_t)x->place << 32 | x->sentence, 0),
                            (uint64_t)y->place << 32 | y->sentence);
    bool told = !rival(p, x, y, &c) || p->told.count >= MOST_TOLD;
    for (size_t i = 0; i < p->told.count && !told; i++) {
        told = p->told.items[i] == pair;
    }
    if (told) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&p->told, 1)) {
        return ISNAD_NOMEM;
    }
    p->told.items[p->told.count++] = pair;
    isnad_status status = add_side(p, x);
    status = status ? status : add_side(p, y);
    return status ? status
                  : isn_difference_close(p->d, slot_of(p, &c), "contradiction");
}

/* ---- seeking ------------------------------------------------------------ */

static int by_term(const void *a, const void *b)
{
    const asked *x = a, *y = b;
    if (x->term != y->term) {
        return x->term < y->term ? -1 : 1;
    }
    return x->claim < y->claim ? -1 : x->claim > y->claim;
}

static isnad_status list_asked(parallels *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        const isn_vector *terms = &p->claims[i].local;
        if (terms->count > LONGEST) {
            continue;
        }
        if (!ISN_ROOM(&p->asked, ASKED_TERMS)) {
            return ISNAD_NOMEM;
        }
        bool taken[LONGEST] = {false};
        for (uint32_t n = 0; n < ASKED_TERMS && n < terms->count; n++) {
            uint32_t best = ISN_NONE;
            for (uint32_t k = 0; k < terms->count; k++) {
                if (!taken[k] &&
                    (best == ISN_NONE ||
                     terms->items[k].weight > terms->items[best].weight)) {
                    best = k;
                }
            }
            taken[best] = true;
            p->asked.items[p->asked.count++] =
                (asked){terms->items[best].term, i};
        }
    }
    isn_sort(p->asked.items, p->asked.count, sizeof *p->asked.items, by_term);
    return ISNAD_OK;
}

isnad_status isn_differences_parallels(isn_differences *d)
{
    parallels *p = calloc(1, sizeof *p);
    if (!p) {
        return ISNAD_NOMEM;
    }
    p->d = d;
    p->claims = d->work->utterances->items;
    p->count = d->work->utterances->count;
    isnad_status status = list_asked(p);
    const asked *list = p->asked.items;
    for (size_t i = 0; !status && i < p->asked.count; i++) {
        for (size_t k = i + 1;
             !status && k < p->asked.count && k <= i + ASKED_EACH &&
             list[k].term == list[i].term;
             k++) {
            status = compare(p, list[i].claim, list[k].claim);
        }
    }
    free(p->asked.items);
    free(p->told.items);
    free(p);
    return status;
}
