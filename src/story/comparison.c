/* Two linked documents side by side: what is the same, what was cut, added,
 * replaced or moved, word by word. */
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "lang/lexicon.h"
#include "story/words.h"
#include "text/text.h"

/* A gap of more cells than this between two passages is one change: its table
 * grows with the product of both sides. */
enum { MOST_CELLS = 1 << 16 };

typedef struct comparer {
    const isnad_doc *a, *b;
    isn_words in_a, in_b;
    isn_shared *passages; /* sorted by a */
    uint32_t passage_count;
    uint8_t *kept;  /* passage → it stands in the order of both */
    uint8_t *moved; /* word of b → it is of a passage that does not */
    uint16_t *table;
    ISN_VEC(isnad_stretch) out;
} comparer;

/* ---- passages as words -------------------------------------------------- */

/* The first word at or behind text position `at`. */
static uint32_t word_at(const isnad_doc *doc, const isn_words *w, uint32_t at)
{
    uint32_t low = 0, high = w->count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (doc->tokens.items[w->token[mid]].span.begin < at) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static int by_place(const void *x, const void *y)
{
    const isn_shared *p = x, *q = y;
    return p->a < q->a ? -1 : p->a > q->a;
}

static isnad_status read_passages(comparer *c, const isnad_link *link)
{
    size_t n = link->passage_count;
    c->passages = malloc((n + 1) * sizeof *c->passages);
    c->kept = calloc(n + 1, 1);
    c->moved = calloc((size_t)c->in_b.count + 1, 1);
    if (!c->passages || !c->kept || !c->moved) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        isnad_span a = link->passages[i].a;
        uint32_t first = word_at(c->a, &c->in_a, a.begin);
        c->passages[i] = (isn_shared){
            first, word_at(c->b, &c->in_b, link->passages[i].b.begin),
            word_at(c->a, &c->in_a, a.end) - first};
    }
    isn_sort(c->passages, n, sizeof *c->passages, by_place);
    c->passage_count = (uint32_t)n;
    return ISNAD_OK;
}

/* ---- those that stand in the order of both ------------------------------ */

typedef struct chain {
    uint32_t words;        /* of the best chain that ends with this passage */
    uint32_t last, before; /* passages + 1; 0: none */
} chain;

/* The heaviest chain of passages whose places rise in b too: a tree of prefix
 * maxima over the words of b (Fenwick), n log n. */
static isnad_status find_order(comparer *c)
{
    size_t places = (size_t)c->in_b.count + 2;
    chain *tree = calloc(places, sizeof *tree);
    chain *best = calloc((size_t)c->passage_count + 1, sizeof *best);
    chain top = {0};
    for (uint32_t i = 0; tree && best && i < c->passage_count; i++) {
        const isn_shared *p = &c->passages[i];
        chain before = {0};
        for (size_t at = p->b; at > 0; at &= at - 1) {
            before = tree[at].words > before.words ? tree[at] : before;
        }
        best[i] = (chain){before.words + p->count, i + 1, before.last};
        for (size_t at = (size_t)p->b + p->count; at < places;
             at += at & (~at + 1)) {
            if (tree[at].words < best[i].words) {
                tree[at] = best[i];
            }
        }
        top = best[i].words > top.words ? best[i] : top;
    }
    for (uint32_t at = top.last; at > 0; at = best[at - 1].before) {
        c->kept[at - 1] = 1;
    }
    bool done = tree && best;
    free(tree);
    free(best);
    for (uint32_t i = 0; done && i < c->passage_count; i++) {
        if (!c->kept[i]) {
            memset(c->moved + c->passages[i].b, 1, c->passages[i].count);
        }
    }
    return done ? ISNAD_OK : ISNAD_NOMEM;
}

/* ---- writing stretches down --------------------------------------------- */

static isnad_span words_span(const isnad_doc *doc, const isn_words *w,
                             uint32_t from, uint32_t to)
{
    if (from == to) {
        return (isnad_span){0, 0};
    }
    return (isnad_span){doc->tokens.items[w->token[from]].span.begin,
                        doc->tokens.items[w->token[to - 1]].span.end};
}

static bool opens_sentence(const isnad_doc *doc, const isn_words *w, uint32_t i)
{
    return i == 0 || doc->tokens.items[w->token[i]].sentence !=
                         doc->tokens.items[w->token[i - 1]].sentence;
}

/* Words a[i, j) against b[k, l). */
static isnad_status put(comparer *c, const char *kind, uint32_t i, uint32_t j,
                        uint32_t k, uint32_t l)
{
    if (i == j && k == l) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&c->out, 1)) {
        return ISNAD_NOMEM;
    }
    bool ends_a = i == c->in_a.count, ends_b = k == c->in_b.count;
    c->out.items[c->out.count++] =
        (isnad_stretch){kind, words_span(c->a, &c->in_a, i, j),
                        words_span(c->b, &c->in_b, k, l),
                        (ends_a || opens_sentence(c->a, &c->in_a, i)) &&
                            (ends_b || opens_sentence(c->b, &c->in_b, k))};
    return ISNAD_OK;
}

/* Shared words, cut where a sentence begins in both. */
static isnad_status put_same(comparer *c, uint32_t i, uint32_t k, uint32_t n)
{
    isnad_status status = ISNAD_OK;
    uint32_t from = 0;
    for (uint32_t at = 1; !status && at <= n; at++) {
        if (at == n || (opens_sentence(c->a, &c->in_a, i + at) &&
                        opens_sentence(c->b, &c->in_b, k + at))) {
            status = put(c, "same", i + from, i + at, k + from, k + at);
            from = at;
        }
    }
    return status;
}

static bool any_number(const isnad_doc *doc, const isn_words *w, uint32_t from,
                       uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (isn_is_number(&doc->tokens.items[w->token[i]])) {
            return true;
        }
    }
    return false;
}

static isnad_status put_change(comparer *c, uint32_t i, uint32_t j, uint32_t k,
                               uint32_t l)
{
    const char *kind = i == j ? "added" : k == l ? "cut" : "replaced";
    if (i < j && k < l && any_number(c->a, &c->in_a, i, j) &&
        any_number(c->b, &c->in_b, k, l)) {
        kind = "number";
    }
    return put(c, kind, i, j, k, l);
}

/* ---- gaps --------------------------------------------------------------- */

/* table[i][k]: words that a[i …] and b[k …] of the gap have in common. */
static void fill_table(comparer *c, uint32_t a, uint32_t n, uint32_t b,
                       uint32_t m)
{
    uint32_t width = m + 1;
    for (uint32_t i = n + 1; i-- > 0;) {
        for (uint32_t k = m + 1; k-- > 0;) {
            uint16_t *cell = &c->table[i * width + k];
            if (i == n || k == m) {
                *cell = 0;
            } else if (c->in_a.hash[a + i] == c->in_b.hash[b + k]) {
                *cell = (uint16_t)(cell[width + 1] + 1);
            } else {
                *cell = cell[width] > cell[1] ? cell[width] : cell[1];
            }
        }
    }
}

/* A «في» between other words on both sides is chance. */
static bool chance(const comparer *c, uint32_t a, uint32_t run)
{
    const isn_token *t = &c->a->tokens.items[c->in_a.token[a]];
    return run == 1 && (t->classes & ISN_BIT(ISN_CLASS_FUNCTION));
}

/* The words between two passages: a[a, a + n) against b[b, b + m). */
static isnad_status compare_gap(comparer *c, uint32_t a, uint32_t n, uint32_t b,
                                uint32_t m)
{
    if (n == 0 || m == 0 || (uint64_t)(n + 1) * (m + 1) > MOST_CELLS) {
        return put_change(c, a, a + n, b, b + m);
    }
    fill_table(c, a, n, b, m);
    uint32_t i = 0, k = 0, from_i = 0, from_k = 0;
    isnad_status status = ISNAD_OK;
    while (!status && i < n && k < m) {
        uint32_t run = 0;
        while (i + run < n && k + run < m &&
               c->in_a.hash[a + i + run] == c->in_b.hash[b + k + run]) {
            run++;
        }
        if (run == 0) {
            const uint16_t *cell = &c->table[i * (m + 1) + k];
            bool down = cell[m + 1] >= cell[1];
            i += down;
            k += !down;
            continue;
        }
        if (!chance(c, a + i, run)) {
            status = put_change(c, a + from_i, a + i, b + from_k, b + k);
            status = status ? status : put_same(c, a + i, b + k, run);
            from_i = i + run;
            from_k = k + run;
        }
        i += run;
        k += run;
    }
    return status ? status
                  : put_change(c, a + from_i, a + n, b + from_k, b + m);
}

/* Words of b in front of `to`: those of moved passages apart. */
static isnad_status pass_b(comparer *c, uint32_t *b, uint32_t to)
{
    isnad_status status = ISNAD_OK;
    while (!status && *b < to) {
        uint32_t from = *b;
        bool moved = c->moved[from];
        while (*b < to && c->moved[*b] == moved) {
            (*b)++;
        }
        status = put(c, moved ? "moved" : "added", c->in_a.count, c->in_a.count,
                     from, *b);
    }
    return status;
}

/* Words a[*a, to_a) and b[*b, to_b), between passages that are kept. */
static isnad_status between(comparer *c, uint32_t *passage, uint32_t *a,
                            uint32_t to_a, uint32_t *b, uint32_t to_b)
{
    isnad_status status = ISNAD_OK;
    while (!status && *passage < c->passage_count &&
           c->passages[*passage].a < to_a) {
        const isn_shared *p = &c->passages[(*passage)++];
        status = put(c, "cut", *a, p->a, c->in_b.count, c->in_b.count);
        status = status ? status
                        : put(c, "moved", p->a, p->a + p->count, c->in_b.count,
                              c->in_b.count);
        *a = p->a + p->count;
    }
    uint32_t end = *b;
    while (end < to_b && !c->moved[end]) {
        end++;
    }
    if (!status && end < to_b) {
        status = pass_b(c, b, to_b);
    }
    status = status ? status : compare_gap(c, *a, to_a - *a, *b, to_b - *b);
    *a = to_a;
    *b = to_b;
    return status;
}

static isnad_status compare(comparer *c)
{
    uint32_t a = 0, b = 0;
    isnad_status status = find_order(c);
    c->table = malloc(MOST_CELLS * sizeof *c->table);
    status = c->table ? status : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < c->passage_count;) {
        uint32_t next = i;
        while (next < c->passage_count && !c->kept[next]) {
            next++;
        }
        if (next == c->passage_count) {
            break;
        }
        const isn_shared *p = &c->passages[next];
        status = between(c, &i, &a, p->a, &b, p->b);
        status = status ? status : put_same(c, p->a, p->b, p->count);
        a = p->a + p->count;
        b = p->b + p->count;
        i = next + 1;
    }
    uint32_t rest = 0;
    while (rest < c->passage_count && c->passages[rest].a < a) {
        rest++;
    }
    return status ? status
                  : between(c, &rest, &a, c->in_a.count, &b, c->in_b.count);
}

isnad_status isnad_link_compare(const isnad_pile *pile, const isnad_link *link,
                                isnad_stretch **stretches, size_t *count)
{
    isnad_doc *a = pile->docs[link->a], *b = pile->docs[link->b];
    comparer c = {.a = a, .b = b};
    isnad_status status = isn_text_need(a);
    status = status ? status : isn_text_need(b);
    status = status ? status : isn_words_of(c.a, &c.in_a);
    status = status ? status : isn_words_of(c.b, &c.in_b);
    status = status ? status : read_passages(&c, link);
    status = status ? status : compare(&c);
    isn_text_rest(a);
    isn_text_rest(b);
    free(c.in_a.hash);
    free(c.in_b.hash);
    free(c.passages);
    free(c.kept);
    free(c.moved);
    free(c.table);
    if (status) {
        free(c.out.items);
        c.out.items = NULL;
        c.out.count = 0;
    }
    *stretches = c.out.items;
    *count = c.out.count;
    return status;
}
