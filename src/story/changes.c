#include "story/changes.h"

#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"

/* Longer statements are compared by their first words: the table of the
 * comparison grows with the square. */
enum { LONGEST = 160, MOST_CHANGES = 24 };

typedef struct side {
    const isnad_doc *doc;
    uint32_t doc_index;
    uint32_t tokens[LONGEST];
    uint32_t count;
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

/* Words are the same when their stems are: و and ف in front change nothing. */
static bool same_word(const differ *d, uint32_t i, uint32_t k)
{
    const isn_token *a = token_at(&d->full, i), *b = token_at(&d->here, k);
    return a->stem_len == b->stem_len &&
           memcmp(a->stem, b->stem, a->stem_len) == 0;
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

static isnad_place place_of(const side *s, uint32_t from, uint32_t to)
{
    return (isnad_place){
        s->doc_index,
        {token_at(s, from)->span.begin, token_at(s, to - 1)->span.end}};
}

static isnad_status add_change(differ *d, const char *kind, isnad_place words)
{
    if (d->changes.count >= MOST_CHANGES) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&d->changes, 1)) {
        return ISNAD_NOMEM;
    }
    d->changes.items[d->changes.count++] = (isnad_change){kind, words};
    return ISNAD_OK;
}

/* Do both stretches say the same but for words that negate on one side:
 * «لن يعودوا», «سيعودون»? */
static bool only_negated(const differ *d, uint32_t a, uint32_t b, uint32_t c,
                         uint32_t e)
{
    uint32_t in_full = 0, in_here = 0;
    while (a < b || c < e) {
        if (a < b && isn_negates(token_at(&d->full, a))) {
            in_full++;
            a++;
            continue;
        }
        if (c < e && isn_negates(token_at(&d->here, c))) {
            in_here++;
            c++;
            continue;
        }
        /* A report names the subject whom the quotation left to its verb. */
        if (a < b && (token_at(&d->full, a)->clitics & ISN_CLITIC_AL)) {
            a++;
            continue;
        }
        if (c < e && (token_at(&d->here, c)->clitics & ISN_CLITIC_AL)) {
            c++;
            continue;
        }
        uint64_t x, y;
        if (a == b || c == e ||
            !isn_verb_skeleton(token_at(&d->full, a++), false, &x) ||
            !isn_verb_skeleton(token_at(&d->here, c++), false, &y) || x != y) {
            return false;
        }
    }
    return (in_full > 0) != (in_here > 0);
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
    if (a == b && c == e) {
        return ISNAD_OK;
    }
    bool negated = only_negated(d, a, b, c, e);
    const char *kind = a == b ? "added" : c == e ? "cut" : "replaced";
    if (negated) {
        kind = "negated";
    } else if (a < b && c < e && any_number(&d->full, a, b) &&
               any_number(&d->here, c, e)) {
        kind = "number";
    }
    return add_change(
        d, kind, c < e ? place_of(&d->here, c, e) : place_of(&d->full, a, b));
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
                               const isnad_statement *here, isnad_place place)
{
    if (!here) {
        return add_change(d, "unattributed", place);
    }
    if (full->direct == here->direct) {
        return ISNAD_OK;
    }
    return add_change(d, full->direct ? "reported" : "quoted", place);
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
    status = status
                 ? status
                 : add_manner(d, isn_utterance_statement(work, full),
                              isn_utterance_statement(work, u), wording->place);
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
