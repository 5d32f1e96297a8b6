/* Captures of one address compared: what the outlet changed in its article.
 * What stands outside of the article changes with every visit and says
 * nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "story/doubt.h"
#include "story/work.h"

enum { CHANGED = 64, MOST_CHANGES = 256 };
/* So much must two sentences share to be one sentence, edited. */
static const float EDITED = 0.3f;

typedef struct capture {
    const char *url;
    int32_t minute; /* of the day, as far as the page says; else -1 */
    uint32_t place;
} capture;

typedef struct line {
    uint64_t hash; /* of its words */
    uint32_t sentence;
    isn_bag bag;
} line;

typedef struct finder {
    isn_work *work;
    const char *url;
    uint32_t a, b; /* places of the captures */
    ISN_VEC(isnad_revision) found;
} finder;

static isnad_status tell(finder *f, const char *what, isnad_span from,
                         isnad_span to)
{
    const uint32_t *docs = f->work->story->docs;
    if (f->found.count >= MOST_CHANGES) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&f->found, 1)) {
        return ISNAD_NOMEM;
    }
    f->found.items[f->found.count++] =
        (isnad_revision){f->url, what, {docs[f->a], from}, {docs[f->b], to}};
    return ISNAD_OK;
}

/* ---- sentences that changed --------------------------------------------- */

static uint64_t hash_words(const isnad_doc *doc, isnad_span span)
{
    uint64_t hash = 0;
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         i < doc->tokens.count && doc->tokens.items[i].span.begin < span.end;
         i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (t->kind <= ISN_NUMBER) {
            hash = isn_mix(hash, XXH3_64bits(t->fold, t->fold_len));
        }
    }
    return hash;
}

static int by_hash(const void *a, const void *b)
{
    const line *x = a, *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

static isnad_status list_lines(isn_work *w, uint32_t place, line **out,
                               uint32_t *count)
{
    const isnad_doc *doc = isn_work_doc(w, place);
    line *list =
        isn_arena_alloc(w->scratch, (doc->sentences.count + 1) * sizeof *list);
    uint32_t n = 0;
    for (uint32_t i = 0; list && i < doc->sentences.count; i++) {
        const isn_sentence *s = &doc->sentences.items[i];
        const isnad_block *block = &doc->blocks.items[s->block];
        if (isnad_block_is_article(block) && block->role != ISNAD_ROLE_TITLE) {
            list[n++] = (line){.hash = hash_words(doc, s->span), .sentence = i};
        }
    }
    isn_sort(list, n, sizeof *list, by_hash);
    *out = list;
    *count = n;
    return list ? ISNAD_OK : ISNAD_NOMEM;
}

/* Moves the lines that the other capture has not to the front: their number,
 * at most CHANGED. */
static isnad_status changed(isn_work *w, uint32_t place, line *mine,
                            uint32_t count, const line *other, uint32_t others,
                            uint32_t *out)
{
    const isnad_doc *doc = isn_work_doc(w, place);
    isnad_status status = ISNAD_OK;
    uint32_t k = 0;
    *out = 0;
    for (uint32_t i = 0; !status && i < count && *out < CHANGED; i++) {
        while (k < others && other[k].hash < mine[i].hash) {
            k++;
        }
        if (k < others && other[k].hash == mine[i].hash) {
            continue;
        }
        line *l = &mine[(*out)++];
        *l = mine[i];
        status = isn_bag_of(w->scratch, doc,
                            doc->sentences.items[l->sentence].span, &l->bag);
    }
    return status;
}

/* ---- what changed in one ------------------------------------------------ */

/* The first statement of a sentence; NULL: none. */
static const isnad_statement *statement_in(const isnad_doc *doc,
                                           uint32_t sentence)
{
    isnad_span span = doc->sentences.items[sentence].span;
    for (size_t i = 0; i < doc->statements.count; i++) {
        const isnad_statement *s = &doc->statements.items[i];
        if (s->span.begin >= span.end) {
            break;
        }
        if (s->span.end > span.begin) {
            return s;
        }
    }
    return NULL;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static isnad_status change_figures(finder *f, uint32_t x, uint32_t y)
{
    const isnad_doc *a = isn_work_doc(f->work, f->a);
    const isnad_doc *b = isn_work_doc(f->work, f->b);
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < a->figures.count; i++) {
        const isnad_figure *p = &a->figures.items[i];
        const isnad_figure *rival = NULL;
        bool kept = false;
        for (size_t k = 0; p->sentence == x && p->of && k < b->figures.count;
             k++) {
            const isnad_figure *q = &b->figures.items[k];
            if (q->sentence == y && same_text(p->of, q->of)) {
                bool same = p->low == q->low && p->high == q->high;
                kept |= same;
                rival = same || rival ? rival : q;
            }
        }
        if (rival && !kept) {
            status = tell(f, "figure", p->span, rival->span);
        }
    }
    return status;
}

static bool hedged(const isnad_doc *doc, uint32_t sentence,
                   const isnad_statement *s)
{
    return (s && s->stance == ISNAD_HEDGES) ||
           isn_is_doubtful(doc, doc->sentences.items[sentence].span);
}

/* The words that say who speaks, and how: cue and speaker, where they stand in
 * the sentence. */
static isnad_span said_by(const isnad_doc *doc, uint32_t sentence,
                          const isnad_statement *s)
{
    const isnad_span whole = doc->sentences.items[sentence].span;
    const isnad_span parts[] = {s ? s->cue : whole,
                                s ? s->speaker.span : whole};
    isnad_span by = {whole.end, whole.begin};
    for (unsigned i = 0; i < 2; i++) {
        if (!isnad_span_empty(parts[i]) && parts[i].begin >= whole.begin &&
            parts[i].end <= whole.end) {
            by.begin = parts[i].begin < by.begin ? parts[i].begin : by.begin;
            by.end = parts[i].end > by.end ? parts[i].end : by.end;
        }
    }
    return by.begin < by.end ? by : whole;
}

static isnad_status change_speech(finder *f, uint32_t x, uint32_t y)
{
    const isnad_doc *a = isn_work_doc(f->work, f->a);
    const isnad_doc *b = isn_work_doc(f->work, f->b);
    const isnad_statement *s = statement_in(a, x), *t = statement_in(b, y);
    isnad_status status = ISNAD_OK;
    if ((s || t) &&
        (!s || !t || !same_text(isn_statement_by(s), isn_statement_by(t)))) {
        status = tell(f, "attribution", said_by(a, x, s), said_by(b, y, t));
    }
    if (!status && hedged(a, x, s) != hedged(b, y, t)) {
        status = tell(f, "hedge", a->sentences.items[x].span,
                      b->sentences.items[y].span);
    }
    if (!status && s && t && s->direct && t->direct &&
        hash_words(a, s->span) != hash_words(b, t->span)) {
        status = tell(f, "quote", s->span, t->span);
    }
    return status;
}

/* ---- quotations that came or went --------------------------------------- */

/* The quotations of a line that has no like in the other capture. */
static isnad_status tell_quotes(finder *f, uint32_t sentence, bool gone)
{
    const isnad_doc *doc = isn_work_doc(f->work, gone ? f->a : f->b);
    isnad_span span = doc->sentences.items[sentence].span, none = {0, 0};
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < doc->statements.count; i++) {
        const isnad_statement *s = &doc->statements.items[i];
        if (s->direct && s->span.begin >= span.begin &&
            s->span.end <= span.end) {
            status =
                tell(f, "quote", gone ? s->span : none, gone ? none : s->span);
        }
    }
    return status;
}

/* Which of the other capture's lines is `mine`, edited; ISN_NONE: none. */
static uint32_t edited(const line *mine, const line *other, uint32_t count,
                       const bool *taken)
{
    uint32_t best = ISN_NONE;
    float most = EDITED;
    for (uint32_t k = 0; k < count; k++) {
        float common = isn_bag_common(&mine->bag, &other[k].bag, NULL);
        float both = mine->bag.sum + other[k].bag.sum - common;
        if (!taken[k] && both > 0 && common / both >= most) {
            most = common / both;
            best = k;
        }
    }
    return best;
}

static isnad_status pair_lines(finder *f, const line *mine, uint32_t left,
                               const line *other, uint32_t right)
{
    bool taken[CHANGED] = {false};
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < left; i++) {
        uint32_t k = edited(&mine[i], other, right, taken);
        if (k == ISN_NONE) {
            status = tell_quotes(f, mine[i].sentence, true);
            continue;
        }
        taken[k] = true;
        status = change_figures(f, mine[i].sentence, other[k].sentence);
        status = status ? status
                        : change_speech(f, mine[i].sentence, other[k].sentence);
    }
    for (uint32_t k = 0; !status && k < right; k++) {
        status = taken[k] ? ISNAD_OK : tell_quotes(f, other[k].sentence, false);
    }
    return status;
}

static isnad_status compare_captures(finder *f)
{
    isn_work *w = f->work;
    const isnad_doc *a = isn_work_doc(w, f->a), *b = isn_work_doc(w, f->b);
    line *mine, *other;
    uint32_t n, m, left, right;
    isnad_status status = ISNAD_OK;
    if (hash_words(a, a->title) != hash_words(b, b->title)) {
        status = tell(f, "title", a->title, b->title);
    }
    status = status ? status : list_lines(w, f->a, &mine, &n);
    status = status ? status : list_lines(w, f->b, &other, &m);
    if (status) {
        return status;
    }
    line *all = isn_arena_alloc(w->scratch, (n + 1) * sizeof *all);
    if (!all) {
        return ISNAD_NOMEM;
    }
    memcpy(all, mine, n * sizeof *all);
    status = changed(w, f->a, mine, n, other, m, &left);
    status = status ? status : changed(w, f->b, other, m, all, n, &right);
    return status ? status : pair_lines(f, mine, left, other, right);
}

/* ---- captures ----------------------------------------------------------- */

/* The time of day of publication, as given or as it stands behind the day in
 * the page («2021-05-03T14:20»); in minutes, or -1. */
static int32_t minute_of(const isnad_doc *doc)
{
    enum { DAY = 10, LONGEST = 64 };
    const isnad_published *p = &doc->published;
    char stamp[LONGEST] = "";
    if (p->clock) {
        snprintf(stamp, sizeof stamp, "%s", p->clock);
    } else if (p->evidence_count > 0) {
        isnad_view words = isnad_doc_words(doc, p->evidence[0]);
        bool long_enough = words.len > DAY + 1;
        snprintf(stamp, sizeof stamp, "%.*s",
                 long_enough ? (int)(words.len - DAY - 1) : 0,
                 long_enough ? words.data + DAY + 1 : "");
    }
    unsigned hour, minute;
    return sscanf(stamp, "%2u:%2u", &hour, &minute) == 2 && hour < 24 &&
                   minute < 60
               ? (int32_t)(hour * 60 + minute)
               : -1;
}

static int by_url(const void *a, const void *b)
{
    const capture *x = a, *y = b;
    int order = strcmp(x->url, y->url);
    return order ? order : x->place < y->place ? -1 : 1;
}

/* Sorts the captures [0, count) of one address that fall on one day by their
 * minutes, where all have them. */
static void order_day(capture *list, uint32_t count)
{
    for (uint32_t i = 1; i < count && i < CHANGED; i++) {
        for (uint32_t k = i; k > 0 && list[k].minute >= 0 &&
                             list[k - 1].minute > list[k].minute;
             k--) {
            capture swap = list[k];
            list[k] = list[k - 1];
            list[k - 1] = swap;
        }
    }
}

/* By address, day and minute. */
static void order(const isn_work *w, capture *list, uint32_t count)
{
    isn_sort(list, count, sizeof *list, by_url);
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i + 1;
        int32_t day = isn_work_doc(w, list[i].place)->published.best_day;
        while (end < count && strcmp(list[end].url, list[i].url) == 0 &&
               isn_work_doc(w, list[end].place)->published.best_day == day) {
            end++;
        }
        order_day(list + i, end - i);
        i = end;
    }
}

isnad_status isn_story_versions(isn_work *work)
{
    uint32_t docs = work->story->doc_count, n = 0;
    finder f = {.work = work};
    capture *list = isn_arena_alloc(work->scratch, (docs + 1) * sizeof *list);
    isnad_status status = list ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t p = 0; !status && p < docs; p++) {
        const char *url = isn_work_doc(work, p)->url.value;
        if (url) {
            list[n++] = (capture){url, minute_of(isn_work_doc(work, p)), p};
        }
    }
    if (!status) {
        order(work, list, n);
    }
    for (uint32_t i = 1; !status && i < n; i++) {
        if (strcmp(list[i].url, list[i - 1].url) == 0) {
            f.url = list[i].url;
            f.a = list[i - 1].place;
            f.b = list[i].place;
            status = compare_captures(&f);
        }
    }
    isnad_revision *out =
        isn_arena_alloc(work->pile->arena, (f.found.count + 1) * sizeof *out);
    if (out && f.found.count > 0) {
        memcpy(out, f.found.items, f.found.count * sizeof *out);
    }
    work->story->revisions = out;
    work->story->revision_count = out ? (uint32_t)f.found.count : 0;
    free(f.found.items);
    return out ? status : ISNAD_NOMEM;
}
