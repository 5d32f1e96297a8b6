/* The day of publication by the page's own words. */
#include "page/published_words.h"

#include <string.h>
#include <strings.h>

#include "core/calendar.h"
#include "page/cue.h"
#include "page/date_value.h"
#include "text/match.h"

/* How far from title and first paragraph a line may stand that gives the
 * day of publication. */
enum { NEAR = 8 };

static bool has_kind(const isnad_block *block, const char *kind)
{
    return block->kind && strcmp(block->kind, kind) == 0;
}

/* What the words in front of a date say of it, the last of them first. */
static int cue_before(const isnad_doc *doc, uint32_t begin, uint32_t end)
{
    enum { FAR = 160 }; /* bytes */
    isn_cue_line words;
    int kind = -1;
    begin = end - begin > FAR ? end - FAR : begin;
    isn_cue_read(&words, doc->text + begin, end - begin);
    for (uint32_t w = 0; w < words.kept; w++) {
        uint32_t covered;
        uint32_t row = isn_cue_row(&words, w, ISN_CLASS_PAGE_CUE, &covered);
        if (row != UINT32_MAX &&
            (isn_rows_page_cue[row].kind == ISN_PAGE_CUE_KIND_PUBLISHED ||
             isn_rows_page_cue[row].kind == ISN_PAGE_CUE_KIND_UPDATED)) {
            kind = (int)isn_rows_page_cue[row].kind;
            w += covered - 1;
        }
    }
    return kind;
}

/* Walks the dates of a block that name a day: Arabic ones by the grammar of
 * date expressions, then those of other scripts as markup writes them. */
typedef struct day_walk {
    const isn_page *page;
    const isnad_block *block;
    int32_t year;      /* of dates that name none; 0: these do not count */
    bool month_first;  /* in 05/07/2019 */
    bool words;        /* the walk over Arabic words is done */
    uint32_t at;       /* token, then byte of the block */
    uint32_t last_end; /* of the date before, in the text */
    int32_t day;
    isnad_span span;
    int cue; /* of the words in front: ISN_PAGE_CUE_KIND_…, or -1 */
} day_walk;

static day_walk walk_block(const isn_page *page, const isnad_block *block)
{
    const isn_value *language = isn_value_find(page, ISN_VALUE_LANGUAGE);
    return (day_walk){.page = page,
                      .block = block,
                      .month_first =
                          language && language->text_len == 5 &&
                          strncasecmp(language->text, "en", 2) == 0 &&
                          strcasecmp(language->text + 3, "us") == 0,
                      .last_end = block->span.begin};
}

static bool found_day(day_walk *walk, int32_t day, isnad_span span)
{
    walk->day = day;
    walk->span = span;
    walk->cue = cue_before(walk->page->doc, walk->last_end, span.begin);
    walk->last_end = span.end;
    return true;
}

static bool next_arabic_day(day_walk *walk)
{
    const isnad_doc *doc = walk->page->doc;
    while (walk->at < isn_date_words(doc, walk->block)) {
        isn_date_expr e;
        if (!isn_date_expr_at(doc, walk->block->first_token + walk->at, &e)) {
            walk->at++;
            continue;
        }
        walk->at += e.token_count ? e.token_count : 1;
        int32_t day = isn_expr_day(&e, walk->year);
        if (day != ISNAD_NO_DAY) {
            return found_day(walk, day, e.span);
        }
    }
    walk->words = true;
    walk->at = 0;
    walk->last_end = walk->block->span.begin;
    return false;
}

/* May a date begin at text[at]?  At the beginning of a word, or at a number
 * behind a word: «京報2019», «Salem2019-05-07» where markup parted them. */
static bool may_begin(const char *text, uint32_t at)
{
    unsigned char c = (unsigned char)text[at];
    unsigned char before = at ? (unsigned char)text[at - 1] : ' ';
    bool letter =
        before >= 0x80 || ((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
    return c >= '0' && c <= '9' ? before < '0' || before > '9'
                                : !letter && (before < '0' || before > '9');
}

static bool next_day(day_walk *walk)
{
    const isnad_span span = walk->block->span;
    const char *words = walk->page->doc->text + span.begin;
    if (!isn_date_has_digit(words, span.end - span.begin)) {
        return false;
    }
    if (!walk->words && next_arabic_day(walk)) {
        return true;
    }
    const isnad_block *block = walk->block;
    const char *text = walk->page->doc->text + block->span.begin;
    size_t len = block->span.end - block->span.begin;
    while (walk->at < len) {
        uint32_t at = walk->at;
        size_t used;
        int32_t day = may_begin(text, at)
                          ? isn_date_in_text(text + at, len - at, walk->year,
                                             walk->month_first, &used)
                          : ISNAD_NO_DAY;
        if (day != ISNAD_NO_DAY) {
            walk->at += (uint32_t)used;
            return found_day(walk, day,
                             (isnad_span){block->span.begin + at,
                                          block->span.begin + walk->at});
        }
        walk->at++;
    }
    return false;
}

/* The first day in a block that is not that of a change, or ISNAD_NO_DAY. */
static int32_t day_in_block(const isn_page *page, const isnad_block *block,
                            isnad_span *span)
{
    day_walk walk = walk_block(page, block);
    while (next_day(&walk)) {
        if (walk.cue != ISN_PAGE_CUE_KIND_UPDATED) {
            *span = walk.span;
            return walk.day;
        }
    }
    return ISNAD_NO_DAY;
}

/* A day that the block calls that of publication. */
static int32_t announced_day(const isn_page *page, const isnad_block *block,
                             isnad_span *span)
{
    day_walk walk = walk_block(page, block);
    while (next_day(&walk)) {
        if (walk.cue == ISN_PAGE_CUE_KIND_PUBLISHED) {
            *span = walk.span;
            return walk.day;
        }
    }
    return ISNAD_NO_DAY;
}

/* A line may give the page's date: it is short, not of another story and no
 * page clock. */
static bool may_date(const isn_page *page, const isnad_block *block)
{
    enum { LONGEST = 200 };
    if (block->span.end - block->span.begin > LONGEST) {
        return false;
    }
    if (block->role == ISNAD_ROLE_FURNITURE) {
        return !has_kind(block, "related") && !has_kind(block, "comments") &&
               !has_kind(block, "copyright") && !has_kind(block, "sidebar") &&
               !has_kind(block, "hidden") &&
               (page->html || !has_kind(block, "page-clock"));
    }
    return block->role == ISNAD_ROLE_CREDIT;
}

/* A paragraph that is hardly more than a date: «PTI | July 9, 2020 | 08:24». */
static int32_t day_alone(const isn_page *page, const isnad_block *block,
                         isnad_span *span)
{
    enum { LONGEST = 90, REST = 48 };
    uint32_t len = block->span.end - block->span.begin;
    if (block->role != ISNAD_ROLE_PARAGRAPH || len > LONGEST) {
        return ISNAD_NO_DAY;
    }
    int32_t day = day_in_block(page, block, span);
    return day != ISNAD_NO_DAY && len - (span->end - span->begin) <= REST
               ? day
               : ISNAD_NO_DAY;
}

/* Lines in which a day is looked for, in this order. */
typedef enum line_pass {
    SAYS_SO,     /* «نشر في …», wherever it stands */
    BELOW_TITLE, /* between the title and the text, or behind the deck */
    ABOVE_TITLE,
    BEHIND, /* at the end of the article */
    PASSES,
} line_pass;

static int32_t day_by_pass(const isn_page *page, line_pass pass,
                           const isnad_block *block, isnad_span *span)
{
    bool may = may_date(page, block);
    switch (pass) {
    case SAYS_SO:
        return has_kind(block, "published") ? day_in_block(page, block, span)
               : may && !has_kind(block, "footer")
                   ? announced_day(page, block, span)
                   : ISNAD_NO_DAY;
    case BELOW_TITLE:
        return may ? day_in_block(page, block, span)
                   : day_alone(page, block, span);
    default: /* above the title of flattened text stand page clocks */
        return page->html && has_kind(block, "date")
                   ? day_in_block(page, block, span)
                   : ISNAD_NO_DAY;
    }
}

/* The title, the first paragraph behind it, and the end of the article. */
typedef struct landmarks {
    size_t title, text, end;
} landmarks;

static landmarks find_landmarks(const isnad_doc *doc)
{
    size_t count = doc->blocks.count;
    landmarks at = {count, count, 0};
    for (size_t b = 0; b < count; b++) {
        uint8_t role = (uint8_t)doc->blocks.items[b].role;
        if (role == ISNAD_ROLE_TITLE && at.title == count) {
            at.title = b;
            at.text = count;
        } else if (at.text == count &&
                   (role == ISNAD_ROLE_PARAGRAPH || role == ISNAD_ROLE_QUOTE)) {
            at.text = b;
        }
        at.end = isnad_block_is_article(&doc->blocks.items[b]) ? b + 1 : at.end;
    }
    return at;
}

/* Blocks from the title, or from a little before the text, to the text. */
static size_t below_title(const isnad_doc *doc, const landmarks *at)
{
    return at->title < doc->blocks.count ? at->title
           : at->text > NEAR             ? at->text - NEAR
                                         : 0;
}

/* … or behind the second paragraph: the first may be the deck, and a line
 * with the date a paragraph. */
static size_t below_deck(const isnad_doc *doc, const landmarks *at)
{
    size_t b = at->text + 1, count = doc->blocks.count;
    while (b < count && b < at->text + NEAR &&
           doc->blocks.items[b].role != ISNAD_ROLE_PARAGRAPH) {
        b++;
    }
    return b < count ? b + 1 : count;
}

static isnad_status by_lines(isn_page *page, const landmarks *at)
{
    enum { LITTLE = 4 }; /* blocks behind the article */
    isnad_doc *doc = page->doc;
    size_t reach = isn_published_reach(doc);
    bool titled = at->title < doc->blocks.count;
    const size_t begin[PASSES] = {0, below_title(doc, at),
                                  at->title > NEAR ? at->title - NEAR : 0,
                                  at->text};
    const size_t end[PASSES] = {reach, below_deck(doc, at),
                                titled ? at->title : 0, at->end + LITTLE};
    for (int pass = 0; pass < PASSES; pass++) {
        for (size_t b = begin[pass]; b < end[pass] && b < reach; b++) {
            const isnad_block *block = &doc->blocks.items[b];
            if (has_kind(block, "footer") && b >= at->text) {
                continue; /* in front of the text it is that of the title */
            }
            isnad_span span;
            int32_t day = day_by_pass(page, (line_pass)pass, block, &span);
            if (day != ISNAD_NO_DAY) {
                return isn_published_set(page, day, "text", span);
            }
        }
    }
    return ISNAD_OK;
}

/* «بيروت - 3 مارس 2019 - …»: a date at the head of the first paragraphs,
 * before the first sentence has got under way. */
static isnad_status by_dateline(isn_page *page, size_t text)
{
    enum { HEAD = 8 }; /* tokens */
    isnad_doc *doc = page->doc;
    size_t reach = isn_published_reach(doc);
    for (size_t b = text; b < reach && b < text + 2; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (!isnad_block_is_article(block)) {
            continue;
        }
        for (uint32_t t = 0; t < isn_date_words(doc, block) && t < HEAD; t++) {
            isn_date_expr e;
            if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
                continue;
            }
            int32_t day = isn_expr_day(&e, 0);
            uint32_t next = block->first_token + t + e.token_count;
            bool closed =
                isn_punct_is(doc, next, '-') || isn_punct_is(doc, next, ')') ||
                isn_punct_is(doc, next, ':') || isn_punct_is(doc, next, '/') ||
                isn_punct_is(doc, next, 0x2013) ||
                isn_punct_is(doc, next, 0x2014);
            if (day != ISNAD_NO_DAY && closed) {
                return isn_published_set(page, day, "dateline", e.span);
            }
        }
    }
    return ISNAD_OK;
}

/* «BEIRUT, March 3, 2019 – …» */
static isnad_status by_foreign_dateline(isn_page *page, size_t text)
{
    enum { HEAD = 60 }; /* bytes */
    static const char *const marks[] = {"-", "/", "(", ")", ":", "|", "–", "—"};
    const isnad_doc *doc = page->doc;
    if (text >= isn_published_reach(doc)) {
        return ISNAD_OK;
    }
    const isnad_block *block = &doc->blocks.items[text];
    day_walk walk = walk_block(page, block);
    walk.words = true;
    if (!next_day(&walk) || walk.span.begin - block->span.begin > HEAD) {
        return ISNAD_OK;
    }
    uint32_t at = walk.span.end;
    while (at < block->span.end && doc->text[at] == ' ') {
        at++;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if (block->span.end - at > n &&
            memcmp(doc->text + at, marks[i], n) == 0) {
            return isn_published_set(page, walk.day, "dateline", walk.span);
        }
    }
    return ISNAD_OK;
}

int32_t isn_published_near(const isn_page *page, int32_t day, isnad_span *span)
{
    const isnad_doc *doc = page->doc;
    landmarks at = find_landmarks(doc);
    for (size_t b = below_title(doc, &at); b < at.text; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (b >= isn_published_reach(doc) || !may_date(page, block)) {
            continue;
        }
        day_walk walk = walk_block(page, block);
        walk.year = isn_civil_of(day).year;
        while (next_day(&walk)) {
            if (walk.cue != ISN_PAGE_CUE_KIND_UPDATED) {
                *span = walk.span;
                return walk.day;
            }
        }
    }
    return ISNAD_NO_DAY;
}

isnad_status isn_published_by_words(isn_page *page)
{
    landmarks at = find_landmarks(page->doc);
    isnad_status status = by_dateline(page, at.text);
    if (!status && !page->doc->published.best) {
        status = by_foreign_dateline(page, at.text);
    }
    if (!status && !page->doc->published.best) {
        status = by_lines(page, &at);
    }
    return status;
}
