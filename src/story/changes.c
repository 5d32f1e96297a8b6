#include "story/changes.h"

#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"
#include "story/moments.h"
#include "text/light_stem.h"
#include "text/match.h"

/* Longer statements are compared by their first words: the table of the
 * comparison grows with the square. */
enum { LONGEST = 160, MOST_CHANGES = 24 };

typedef struct side {
    const isnad_doc *doc;
    uint32_t doc_index;
    uint32_t tokens[LONGEST];
    uint32_t count;
    bool marked[LONGEST]; /* told as negated */
} side;

typedef struct differ {
    side full, here;
    uint8_t *table; /* lengths of common subsequences, as moves */
    ISN_VEC(isnad_change) changes;
} differ;

enum { MOVE_BOTH, MOVE_FULL, MOVE_HERE };

bool isn_negates(const isn_token *token)
{
    const isn_sense *sense = isn_lex_sense(token->entry, ISN_CLASS_FUNCTION);
    return sense &&
           isn_rows_function[sense->row].kind == ISN_FUNCTION_KIND_NEGATION;
}

static void read_side(side *s, const isnad_doc *doc, uint32_t index,
                      isnad_span span)
{
    s->doc = doc;
    s->doc_index = index;
    s->count = 0;
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         i < doc->tokens.count && doc->tokens.items[i].span.begin < span.end &&
         s->count < LONGEST;
         i++) {
        if (doc->tokens.items[i].kind <= ISN_NUMBER) {
            s->tokens[s->count++] = i;
        }
    }
}

static const isn_token *token_at(const side *s, uint32_t i)
{
    return &s->doc->tokens.items[s->tokens[i]];
}

/* Words are the same letter for letter once folded, but for و and ف in front,
 * which join sentences and change nothing. */
static bool same_word(const differ *d, uint32_t i, uint32_t k)
{
    const isn_token *a = token_at(&d->full, i), *b = token_at(&d->here, k);
    size_t skip_a = a->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA) ? 2 : 0;
    size_t skip_b = b->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA) ? 2 : 0;
    return a->fold_len - skip_a == b->fold_len - skip_b &&
           memcmp(a->fold + skip_a, b->fold + skip_b, a->fold_len - skip_a) ==
               0;
}

/* Fills the table from the end, so that a walk from the start can follow. */
static isnad_status compare(differ *d)
{
    uint32_t n = d->full.count, m = d->here.count;
    d->table = malloc((size_t)(n + 1) * (m + 1));
    uint16_t *rows = calloc((size_t)(m + 1) * 2, sizeof *rows);
    if (!d->table || !rows) {
        free(rows);
        return ISNAD_NOMEM;
    }
    for (uint32_t i = n + 1; i-- > 0;) {
        uint16_t *now = rows + (i & 1) * (m + 1);
        uint16_t *below = rows + ((i + 1) & 1) * (m + 1);
        for (uint32_t k = m + 1; k-- > 0;) {
            uint8_t *move = &d->table[(size_t)i * (m + 1) + k];
            if (i == n || k == m) {
                now[k] = 0;
                *move = i == n ? MOVE_HERE : MOVE_FULL;
            } else if (same_word(d, i, k)) {
                now[k] = (uint16_t)(below[k + 1] + 1);
                *move = MOVE_BOTH;
            } else {
                *move = below[k] >= now[k + 1] ? MOVE_FULL : MOVE_HERE;
                now[k] = below[k] >= now[k + 1] ? below[k] : now[k + 1];
            }
        }
    }
    free(rows);
    return ISNAD_OK;
}

/* Tokens [from, to) of the side; nothing where they are none. */
static isnad_place place_of(const side *s, uint32_t from, uint32_t to)
{
    isnad_place place = {s->doc_index, {0, 0}};
    if (from < to) {
        place.span.begin = token_at(s, from)->span.begin;
        place.span.end = token_at(s, to - 1)->span.end;
    }
    return place;
}

static isnad_status add_change(differ *d, const char *kind, isnad_place from,
                               isnad_place to)
{
    if (d->changes.count >= MOST_CHANGES) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&d->changes, 1)) {
        return ISNAD_NOMEM;
    }
    d->changes.items[d->changes.count++] = (isnad_change){kind, from, to};
    return ISNAD_OK;
}

/* ---- negations ---------------------------------------------------------- */

/* How the word at `i` stands: right behind a negation, without any near, or
 * neither. */
typedef enum footing { NEGATED, PLAIN, UNSURE } footing;

enum { REACH = 5 }; /* words behind a negation that it may be about */

/* «لا الغني ولا الفقير»: the second joins and does not negate by itself. */
static bool negates(const side *s, uint32_t i)
{
    const isn_token *t = token_at(s, i);
    if ((t->clitics & ISN_CLITIC_WA) && i + 1 < s->count &&
        (token_at(s, i + 1)->clitics & ISN_CLITIC_AL)) {
        return false;
    }
    return isn_negates_at(s->doc, s->tokens[i]) ||
           isn_token_is(s->doc, s->tokens[i], "غير");
}

/* «لم يخرجوا إلا»: it is not denied. */
static bool excepts(const side *s, uint32_t i)
{
    bool found = false;
    for (uint32_t k = i + 1; k < s->count && k <= i + REACH; k++) {
        found |= isn_token_is(s->doc, s->tokens[k], "إلا") ||
                 isn_token_is(s->doc, s->tokens[k], "الا");
    }
    return found;
}

static footing footing_of(const side *s, uint32_t i)
{
    if (i > 0 && negates(s, i - 1)) {
        return excepts(s, i) ? UNSURE : NEGATED;
    }
    for (uint32_t k = i; k > 0 && k + REACH > i; k--) {
        if (negates(s, k - 1)) {
            return UNSURE;
        }
    }
    return PLAIN;
}

/* A verb of the present without the letters of future and person in front and
 * without its ending: «سيعودون», «نعود»; of other words, the word. */
static isnad_view verb_base(const isn_token *t)
{
    static const char *const persons[] = {"ي", "ت", "ن", "ا"};
    isnad_view base = {t->stem, t->stem_len};
    bool person = false;
    if (base.len > 8 && memcmp(base.data, "س", 2) == 0) {
        base = (isnad_view){base.data + 2, base.len - 2};
    }
    for (unsigned i = 0; i < 4 && !(t->clitics & ISN_CLITIC_AL); i++) {
        person |= base.len > 6 && memcmp(base.data, persons[i], 2) == 0;
    }
    return person
               ? (isnad_view){base.data + 2,
                              isn_cut_light_ending(base.data + 2, base.len - 2)}
               : (isnad_view){t->stem, t->stem_len};
}

/* A verb in any person and tense, a noun with or without its article. */
static bool same_stem(const isn_token *a, const isn_token *b)
{
    const isnad_view x = verb_base(a), y = verb_base(b);
    return (x.len == y.len && memcmp(x.data, y.data, x.len) == 0) ||
           (a->stem_len == b->stem_len &&
            memcmp(a->stem, b->stem, a->stem_len) == 0);
}

/* The only place of the word on the other side, or ISN_NONE. */
static uint32_t only_like(const side *s, const isn_token *word)
{
    uint32_t found = ISN_NONE;
    for (uint32_t i = 0; i < s->count; i++) {
        if (same_stem(word, token_at(s, i))) {
            if (found != ISN_NONE) {
                return ISN_NONE;
            }
            found = i;
        }
    }
    return found;
}

static bool content_word(const isn_token *t)
{
    return t->kind == ISN_WORD && t->stem_len >= 6 &&
           !(t->classes & ISN_BIT(ISN_CLASS_FUNCTION));
}

/* «لن نزيد» on one side, «سنزيد» on the other: marks the words of both. */
static isnad_status find_negated(differ *d)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < d->full.count; i++) {
        const isn_token *word = token_at(&d->full, i);
        uint32_t k = content_word(word) ? only_like(&d->here, word) : ISN_NONE;
        if (k == ISN_NONE || only_like(&d->full, word) != i) {
            continue;
        }
        footing there = footing_of(&d->full, i), here = footing_of(&d->here, k);
        if (there + here != NEGATED + PLAIN) {
            continue;
        }
        uint32_t a = i - (there == NEGATED), c = k - (here == NEGATED);
        memset(d->full.marked + a, true, i + 1 - a);
        memset(d->here.marked + c, true, k + 1 - c);
        status = add_change(d, "negated", place_of(&d->full, a, i + 1),
                            place_of(&d->here, c, k + 1));
    }
    return status;
}

/* ---- stretches ---------------------------------------------------------- */

/* Takes words told as negated off both ends of [*a, *b). */
static void trim(const side *s, uint32_t *a, uint32_t *b)
{
    while (*a < *b && s->marked[*a]) {
        (*a)++;
    }
    while (*a < *b && s->marked[*b - 1]) {
        (*b)--;
    }
}

static bool any_number(const side *s, uint32_t from, uint32_t to)
{
    bool found = false;
    for (uint32_t i = from; i < to; i++) {
        const isn_token *t = token_at(s, i);
        found |= t->kind == ISN_NUMBER ||
                 (t->classes & ISN_BIT(ISN_CLASS_NUMBER)) != 0;
    }
    return found;
}

/* One stretch where the wordings part: full[a, b) against here[c, e). */
static isnad_status add_stretch(differ *d, uint32_t a, uint32_t b, uint32_t c,
                                uint32_t e)
{
    trim(&d->full, &a, &b);
    trim(&d->here, &c, &e);
    if (a == b && c == e) {
        return ISNAD_OK;
    }
    const char *kind = a == b ? "added" : c == e ? "cut" : "replaced";
    if (a < b && c < e && any_number(&d->full, a, b) &&
        any_number(&d->here, c, e)) {
        kind = "number";
    }
    return add_change(d, kind, place_of(&d->full, a, b),
                      place_of(&d->here, c, e));
}

static isnad_status walk(differ *d)
{
    uint32_t n = d->full.count, m = d->here.count;
    uint32_t i = 0, k = 0, a = 0, c = 0;
    isnad_status status = ISNAD_OK;
    while (!status && (i < n || k < m)) {
        uint8_t move = d->table[(size_t)i * (m + 1) + k];
        if (move != MOVE_BOTH) {
            i += move == MOVE_FULL;
            k += move == MOVE_HERE;
            continue;
        }
        status = add_stretch(d, a, i, c, k);
        a = ++i;
        c = ++k;
    }
    return status ? status : add_stretch(d, a, n, c, m);
}

/* Who speaks, and how, changes too: quoted here and reported there. */
static isnad_status add_manner(differ *d, const isnad_statement *full,
                               const isnad_statement *here)
{
    bool same = here && full->direct == here->direct;
    const char *kind = !here          ? "unattributed"
                       : full->direct ? "reported"
                                      : "quoted";
    return same ? ISNAD_OK
                : add_change(d, kind, place_of(&d->full, 0, d->full.count),
                             place_of(&d->here, 0, d->here.count));
}

isnad_status isn_wording_changes(isn_work *work, const isn_utterance *full,
                                 const isn_utterance *u, isnad_wording *wording)
{
    differ *d = calloc(1, sizeof *d);
    if (!d) {
        return ISNAD_NOMEM;
    }
    read_side(&d->full, isn_work_doc(work, full->place),
              work->story->docs[full->place], full->span);
    read_side(&d->here, isn_work_doc(work, u->place),
              work->story->docs[u->place], u->span);
    isnad_status status = compare(d);
    status = status ? status
                    : add_manner(d, isn_utterance_statement(work, full),
                                 isn_utterance_statement(work, u));
    status = status ? status : find_negated(d);
    status = status ? status : walk(d);
    size_t n = d->changes.count;
    isnad_change *changes =
        status ? NULL
               : isn_arena_alloc(work->pile->arena, (n + 1) * sizeof *changes);
    if (!status && !changes) {
        status = ISNAD_NOMEM;
    }
    if (!status && n > 0) {
        memcpy(changes, d->changes.items, n * sizeof *changes);
    }
    wording->changes = changes;
    wording->change_count = status ? 0 : (uint32_t)n;
    free(d->changes.items);
    free(d->table);
    free(d);
    return status;
}
