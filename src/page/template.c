/* Furniture by repetition.
 *
 * A block may be template when it stands on a third of its host's pages, or on
 * eight of them.  But articles repeat too: as copies, as later versions, and by
 * the background that an outlet recycles throughout one story.  So
 *   - most of the text of these pages must be their own;
 *   - the block shares no word with most of their titles;
 *   - three of the titles (five, where it is less than a third) have no word
 *     in common; or else half of the host's pages have the block.
 */
#include "page/template.h"

#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "page/title_words.h"

enum {
    LEAST_PAGES = 3,
    SHARE = 3,           /* one in so many pages of the host … */
    MANY_PAGES = 8,      /* … or so many */
    MANY_STRANGERS = 5,  /* then so many tell different things */
    TOPIC_SHARE = 4,     /* a block is on topic on more than one in so many */
    PAGES_COMPARED = 64, /* of those on which a block stands */
    HEADLINE = 24,       /* bytes that a headline has at least */
};

/* A document as the learner sees it. */
typedef struct sheet {
    uint64_t host;
    uint64_t title; /* of a page without one: its bytes */
    bool titled;
    isn_title_words words; /* of the title */
    uint64_t own, shared;  /* bytes of blocks that do not repeat, that do */
} sheet;

/* One block, or the title of a page (block NO_BLOCK). */
typedef struct note {
    uint64_t host, text;
    uint32_t doc, block;
    bool repeats;
    bool leads; /* template if what it announces is furniture */
} note;

typedef struct learner {
    isnad_doc *const *docs;
    size_t count;
    sheet *sheets;
    note *notes; /* by host and text */
    size_t note_count;
    bool *changed;
} learner;

enum { NO_BLOCK = UINT32_MAX };

static uint64_t hash_host(const isnad_doc *doc)
{
    const char *url = doc->url.value;
    const char *name = url ? strstr(url, "://") : NULL;
    if (name) {
        name += 3;
        name += strncmp(name, "www.", 4) == 0 ? 4 : 0;
        return isn_title_hash(name, strcspn(name, "/:?#"));
    }
    if (doc->outlet.value) {
        return ~isn_title_hash(doc->outlet.value, strlen(doc->outlet.value));
    }
    const char *end = strrchr(doc->path, '/');
    return isn_hash_bytes(doc->path, end ? (size_t)(end - doc->path) : 0, 1);
}

static void take_title(sheet *s, const isnad_doc *doc)
{
    isnad_view title = isnad_doc_words(doc, doc->title);
    if (title.len == 0) {
        s->title = isn_hash_bytes(doc->sha256, strlen(doc->sha256), 2);
        return;
    }
    s->titled = true;
    s->title = isn_title_hash(title.data, title.len);
    isn_title_words_take(&s->words, title.data, title.len);
}

/* ---- notes -------------------------------------------------------------- */

/* Titles, captions, credits and what is furniture by itself stay what they
 * are. */
static bool may_be_template(const isnad_block *block)
{
    switch (block->role) {
    case ISNAD_ROLE_TITLE:
    case ISNAD_ROLE_CAPTION:
    case ISNAD_ROLE_CREDIT:
    case ISNAD_ROLE_FURNITURE:
    case ISNAD_ROLE_META:
        return false;
    default:
        return block->span.begin < block->span.end;
    }
}

static int by_text(const void *a, const void *b)
{
    const note *x = a, *y = b;
    if (x->host != y->host) {
        return x->host < y->host ? -1 : 1;
    }
    if (x->text != y->text) {
        return x->text < y->text ? -1 : 1;
    }
    if (x->doc != y->doc) {
        return x->doc < y->doc ? -1 : 1;
    }
    return x->block < y->block ? -1 : x->block > y->block;
}

static isnad_status take_notes(learner *l)
{
    size_t room = l->count;
    for (size_t i = 0; i < l->count; i++) {
        room += l->docs[i]->blocks.count;
    }
    l->sheets = calloc(l->count, sizeof *l->sheets);
    l->notes = malloc(room * sizeof *l->notes);
    if (!l->sheets || !l->notes) {
        return ISNAD_NOMEM;
    }
    for (uint32_t d = 0; d < l->count; d++) {
        const isnad_doc *doc = l->docs[d];
        sheet *s = &l->sheets[d];
        s->host = hash_host(doc);
        take_title(s, doc);
        l->notes[l->note_count++] =
            (note){s->host, s->title, d, NO_BLOCK, 0, 0};
        for (uint32_t b = 0; b < doc->blocks.count; b++) {
            const isnad_block *block = &doc->blocks.items[b];
            if (may_be_template(block)) {
                isnad_view words = isnad_doc_words(doc, block->span);
                uint64_t text = isn_title_hash(words.data, words.len);
                l->notes[l->note_count++] = (note){s->host, text, d, b, 0, 0};
            }
        }
    }
    isn_sort(l->notes, l->note_count, sizeof *l->notes, by_text);
    return ISNAD_OK;
}

/* ---- judging ------------------------------------------------------------ */

/* Notes [first, end) of one text. */
typedef struct run {
    note *first, *end;
    size_t pages;  /* of its host */
    size_t stands; /* pages on which it stands */
} run;

static uint32_t block_len(const learner *l, const note *n)
{
    isnad_span span = l->docs[n->doc]->blocks.items[n->block].span;
    return span.end - span.begin;
}

/* Is *n the first of its page among the blocks of its run? */
static bool begins_page(const run *r, const note *n)
{
    return n->block != NO_BLOCK &&
           (n == r->first || n[-1].doc != n->doc || n[-1].block == NO_BLOCK);
}

static bool is_mixed(const sheet *s) { return s->shared < s->own; }

/* Does it stand on a good share of its host's pages? */
static bool is_common(const run *r) { return r->stands * SHARE >= r->pages; }

/* Do several of its pages tell different things?  Untitled pages are not
 * known to.  On a small share of a host's pages a block must do more. */
static bool is_on_strangers(const learner *l, const run *r)
{
    const sheet *chosen[MANY_STRANGERS];
    unsigned wanted = is_common(r) ? LEAST_PAGES : MANY_STRANGERS;
    unsigned count = 0, compared = 0;
    for (const note *n = r->first; n < r->end && compared < PAGES_COMPARED;
         n++) {
        const sheet *s = &l->sheets[n->doc];
        if (!begins_page(r, n) || !is_mixed(s) || s->words.count == 0) {
            continue;
        }
        compared++;
        bool stranger = true;
        for (unsigned i = 0; i < count; i++) {
            stranger &= isn_title_words_disjoint(&chosen[i]->words, &s->words);
        }
        if (stranger) {
            chosen[count++] = s;
            if (count == wanted) {
                return true;
            }
        }
    }
    return false;
}

/* Does the block speak of what the titles of its pages name? */
static bool is_on_topic(const learner *l, const run *r)
{
    unsigned compared = 0, named = 0;
    const note *sample = NULL;
    for (const note *n = r->first; n < r->end && !sample; n++) {
        sample = n->block != NO_BLOCK ? n : NULL;
    }
    const isnad_doc *doc = l->docs[sample->doc];
    isnad_view words =
        isnad_doc_words(doc, doc->blocks.items[sample->block].span);
    for (const note *n = r->first; n < r->end && compared < PAGES_COMPARED;
         n++) {
        if (!begins_page(r, n)) {
            continue;
        }
        compared++;
        named +=
            isn_title_words_in(&l->sheets[n->doc].words, words.data, words.len);
    }
    return named * TOPIC_SHARE > compared;
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Different titles among its pages that are mostly their own. */
static isnad_status count_titles(const learner *l, const run *r, size_t *titles,
                                 size_t *mixed)
{
    *titles = *mixed = 0;
    uint64_t *list = malloc(r->stands * sizeof *list);
    if (!list) {
        return ISNAD_NOMEM;
    }
    for (const note *n = r->first; n < r->end; n++) {
        if (begins_page(r, n) && is_mixed(&l->sheets[n->doc])) {
            list[(*mixed)++] = l->sheets[n->doc].title;
        }
    }
    isn_sort(list, *mixed, sizeof *list, by_number);
    for (size_t i = 0; i < *mixed; i++) {
        *titles += i == 0 || list[i] != list[i - 1];
    }
    free(list);
    return ISNAD_OK;
}

static isnad_status is_template(const learner *l, const run *r, bool *yes)
{
    size_t titles, mixed;
    *yes = false;
    isnad_status status = count_titles(l, r, &titles, &mixed);
    if (!status && titles >= LEAST_PAGES && mixed * 2 >= r->stands) {
        *yes = !is_on_topic(l, r) &&
               (r->stands * 2 >= r->pages || is_on_strangers(l, r));
    }
    return status;
}

static void make_furniture(learner *l, const note *n, const char *kind)
{
    isnad_block *block = &l->docs[n->doc]->blocks.items[n->block];
    if (block->role != ISNAD_ROLE_FURNITURE) {
        block->role = ISNAD_ROLE_FURNITURE;
        block->kind = kind;
        l->changed[n->doc] = true;
    }
}

static bool is_body(const learner *l, const note *n)
{
    return l->docs[n->doc]->blocks.items[n->block].role != ISNAD_ROLE_DECK;
}

/* Another page's title within this one is a pointer to that page. */
static void judge_headlines(learner *l, const run *r)
{
    bool is_title = false;
    for (const note *n = r->first; n < r->end; n++) {
        is_title |= n->block == NO_BLOCK && l->sheets[n->doc].titled;
    }
    for (const note *n = r->first; is_title && n < r->end; n++) {
        if (n->block != NO_BLOCK && l->sheets[n->doc].title != n->text &&
            is_body(l, n) && block_len(l, n) >= HEADLINE) {
            make_furniture(l, n, "related");
        }
    }
}

static bool ends_in_colon(const learner *l, const note *n)
{
    const isnad_doc *doc = l->docs[n->doc];
    isnad_view words = isnad_doc_words(doc, doc->blocks.items[n->block].span);
    return words.len > 0 && words.data[words.len - 1] == ':';
}

static bool is_subhead(const learner *l, const note *n)
{
    return l->docs[n->doc]->blocks.items[n->block].role == ISNAD_ROLE_SUBHEAD;
}

static isnad_status judge(learner *l, const run *r)
{
    bool yes = false;
    judge_headlines(l, r);
    isnad_status status =
        r->first->repeats ? is_template(l, r, &yes) : ISNAD_OK;
    for (note *n = r->first; yes && n < r->end; n++) {
        n->leads =
            n->block != NO_BLOCK && (ends_in_colon(l, n) || is_subhead(l, n));
        if (n->block != NO_BLOCK && !n->leads) {
            make_furniture(l, n, "template");
        }
    }
    return status;
}

/* «وقال في بيان:» repeats too, and so do the subheads of a column: these stay
 * where a paragraph of the page's own follows. */
static void judge_leads(learner *l)
{
    enum { PARAGRAPH = 100 }; /* bytes; headlines of a box are shorter */
    for (size_t i = 0; i < l->note_count; i++) {
        const note *n = &l->notes[i];
        if (!n->leads) {
            continue;
        }
        const isnad_doc *doc = l->docs[n->doc];
        const isnad_block *next = n->block + 1 < doc->blocks.count
                                      ? &doc->blocks.items[n->block + 1]
                                      : NULL;
        bool own = next && next->role == ISNAD_ROLE_PARAGRAPH &&
                   next->span.end - next->span.begin >= PARAGRAPH;
        if (is_subhead(l, n) ? !own
                             : next && next->role == ISNAD_ROLE_FURNITURE) {
            make_furniture(l, n, "template");
        }
    }
}

/* What repeats often enough, and how much of each page that is. */
static isnad_status weigh(learner *l, const run *r)
{
    bool repeats =
        r->stands >= LEAST_PAGES && (is_common(r) || r->stands >= MANY_PAGES);
    for (note *n = r->first; n < r->end; n++) {
        n->repeats = repeats;
        if (n->block != NO_BLOCK) {
            sheet *s = &l->sheets[n->doc];
            *(repeats ? &s->shared : &s->own) += block_len(l, n);
        }
    }
    return ISNAD_OK;
}

static size_t pages_of_host(const note *first, const note *end)
{
    size_t pages = 0;
    for (const note *n = first; n < end && n->host == first->host; n++) {
        pages += n->block == NO_BLOCK;
    }
    return pages;
}

static isnad_status each_run(learner *l,
                             isnad_status (*take)(learner *, const run *))
{
    note *end = l->notes + l->note_count;
    run r = {.end = l->notes};
    isnad_status status = ISNAD_OK;
    while (!status && r.end < end) {
        r.first = r.end;
        if (r.first == l->notes || r.first->host != r.first[-1].host) {
            r.pages = pages_of_host(r.first, end);
        }
        r.stands = 0;
        for (; r.end < end && r.end->host == r.first->host &&
               r.end->text == r.first->text;
             r.end++) {
            r.stands += begins_page(&r, r.end);
        }
        status = take(l, &r);
    }
    return status;
}

isnad_status isn_template_learn(isnad_doc *const *docs, size_t count,
                                bool *changed)
{
    learner l = {.docs = docs, .count = count, .changed = changed};
    memset(changed, 0, count * sizeof *changed);
    if (count < LEAST_PAGES) {
        return ISNAD_OK;
    }
    isnad_status status = take_notes(&l);
    if (!status) {
        status = each_run(&l, weigh);
    }
    if (!status) {
        status = each_run(&l, judge);
    }
    if (!status) {
        judge_leads(&l);
    }
    free(l.notes);
    free(l.sheets);
    return status;
}
