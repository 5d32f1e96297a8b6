/* The day of publication by the page's own words. */
#include <string.h>

#include "core/calendar.h"
#include "page/date_value.h"
#include "page/page_work.h"
#include "text/dateexpr.h"
#include "text/match.h"

/* How far from title and first paragraph a line may stand that gives the
 * day of publication. */
enum { NEAR = 8 };

/* The day that an expression names by itself, or ISNAD_NO_DAY. */
static int32_t plain_day(const isn_date_expr *e)
{
    const isn_date_point *p = &e->from;
    if (e->range || p->kind != ISN_DATE_DAY || !p->day || !p->month ||
        !p->year) {
        return ISNAD_NO_DAY;
    }
    if (p->hijri) {
        return isn_hijri_day(p->year, p->month, p->day);
    }
    return isn_day_of(p->year, p->month, p->day);
}

static int32_t latest_of(int32_t year, int32_t latest)
{
    return year >= 1990 && year <= 2099 && year > latest ? year : latest;
}

/* The years of a copyright line: any four digits. */
static int32_t years_in_line(const isnad_doc *doc, const isnad_block *block,
                             int32_t latest)
{
    for (uint32_t i = 0; i < block->token_count; i++) {
        const isn_token *t = &doc->tokens.items[block->first_token + i];
        if (t->kind == ISN_NUMBER && t->fold_len == 4) {
            int32_t year = 0;
            for (int d = 0; d < 4; d++) {
                year = year * 10 + (t->fold[d] - '0');
            }
            latest = latest_of(year, latest);
        }
    }
    return latest;
}

/* Words are looked for within the first part of a page alone, so that a page
 * costs the same whether or not all of it is cut into tokens. */
size_t isn_published_reach(const isnad_doc *doc)
{
    enum { FAR = 64 << 10 };
    size_t low = 0, high = doc->blocks.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doc->blocks.items[middle].span.begin < FAR) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Tokens that the grammar of dates may read: those of Arabic pages, whether
 * or not other pages have been cut into tokens. */
static uint32_t words_of(const isnad_doc *doc, const isnad_block *block)
{
    return doc->language && strcmp(doc->language, "ar") == 0
               ? block->token_count
               : 0;
}

/* What bounds the year of a page from within. */
typedef struct bounds {
    int32_t saved; /* of page clocks and copyright lines; 0: none */
    int32_t month; /* the latest year that the article names with a month */
    int32_t bare;  /* … or alone */
} bounds;

static void bound_by_block(const isnad_doc *doc, const isnad_block *block,
                           bounds *known)
{
    for (uint32_t t = 0; t < words_of(doc, block);) {
        isn_date_expr e;
        if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
            t++;
            continue;
        }
        t += e.token_count ? e.token_count : 1;
        int32_t year = e.from.year > e.to.year ? e.from.year : e.to.year;
        if (e.from.hijri) {
            continue;
        }
        if (!isnad_block_is_article(block)) {
            known->saved = latest_of(year, known->saved);
        } else if (e.from.month || e.to.month) {
            known->month = latest_of(year, known->month);
        } else {
            known->bare = latest_of(year, known->bare);
        }
    }
}

static bounds find_bounds(const isnad_doc *doc)
{
    bounds known = {0};
    size_t reach = isn_published_reach(doc);
    for (size_t b = 0; b < reach; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (block->kind && strcmp(block->kind, "copyright") == 0) {
            known.saved = years_in_line(doc, block, known.saved);
        } else if (block->role != ISNAD_ROLE_META) {
            bound_by_block(doc, block, &known);
        }
    }
    return known;
}

/* «اليوم الخميس 13 يناير» without a year: the years in which that day falls
 * on that weekday are five, six or eleven apart, so little is needed to
 * choose.  News names its own year or the one before most often: the first
 * such year from the latest on that the article names, with a month if it can
 * be, is taken.  Without one it is the latest such year that is not after the
 * page was saved, by its clock or copyright line; without these, not after
 * HORIZON, a constant, so that a page gives the same day whenever it is
 * read. */
enum { HORIZON = 2026, CYCLE = 12 };

static int32_t year_by_weekday(const isnad_doc *doc, const isn_date_point *p)
{
    bounds known = find_bounds(doc);
    int32_t last = known.saved ? known.saved : HORIZON;
    int32_t first = known.month ? known.month : known.bare;
    if (first > last) {
        first = 0; /* «رؤية 2030» */
    }
    int32_t from = first ? first : last, step = first ? 1 : -1;
    for (int32_t i = 0; i < CYCLE; i++) {
        int32_t year = from + i * step;
        int32_t day = isn_day_of(year, p->month, p->day);
        if (day != ISNAD_NO_DAY && year <= last &&
            isn_weekday_of(day) == p->weekday) {
            return day;
        }
    }
    return ISNAD_NO_DAY;
}

static bool has_kind(const isnad_block *block, const char *kind)
{
    return block->kind && strcmp(block->kind, kind) == 0;
}

/* The first date with a year among the words of a block, or ISNAD_NO_DAY.
 * Arabic by the grammar of date expressions, other scripts as markup writes
 * them. */
static int32_t day_in_block(const isnad_doc *doc, const isnad_block *block,
                            isnad_span *span)
{
    for (uint32_t t = 0; t < words_of(doc, block);) {
        isn_date_expr e;
        if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
            t++;
            continue;
        }
        int32_t day = plain_day(&e);
        if (day != ISNAD_NO_DAY) {
            *span = e.span;
            return day;
        }
        t += e.token_count ? e.token_count : 1;
    }
    const char *text = doc->text + block->span.begin;
    size_t len = block->span.end - block->span.begin;
    bool fresh = true; /* at the beginning of a word */
    for (size_t at = 0; at < len; at++) {
        if (fresh) {
            size_t used;
            int32_t day = isn_date_value(text + at, len - at, &used);
            if (day != ISNAD_NO_DAY) {
                span->begin = block->span.begin + (uint32_t)at;
                span->end = span->begin + (uint32_t)used;
                return day;
            }
        }
        unsigned char c = (unsigned char)text[at];
        fresh = c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
                !(c >= '0' && c <= '9');
    }
    return ISNAD_NO_DAY;
}

/* Does the line speak of a change rather than of publication? */
static bool is_update(const isnad_block *block)
{
    return has_kind(block, "updated");
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
        return !is_update(block) && !has_kind(block, "related") &&
               !has_kind(block, "comments") && !has_kind(block, "copyright") &&
               !has_kind(block, "sidebar") && !has_kind(block, "footer") &&
               (page->html || !has_kind(block, "page-clock"));
    }
    return block->role == ISNAD_ROLE_CREDIT;
}

/* Lines that say so («نشر في …»), then lines between the title and the text,
 * then lines just above the title. */
static isnad_status by_lines(isn_page *page, size_t title, size_t text)
{
    isnad_doc *doc = page->doc;
    size_t reach = isn_published_reach(doc);
    size_t from = text > NEAR ? text - NEAR : 0;
    if (title < doc->blocks.count) {
        from = title;
    }
    for (int pass = 0; pass < 3; pass++) {
        size_t begin = pass == 0   ? 0
                       : pass == 1 ? from
                       : title > NEAR && title < doc->blocks.count
                           ? title - NEAR
                           : 0;
        size_t end = pass == 0 ? reach : pass == 1 ? text : title;
        if (pass == 2 && (!page->html || title >= doc->blocks.count)) {
            break; /* above the title of flattened text stand page clocks */
        }
        for (size_t b = begin; b < end && b < reach; b++) {
            const isnad_block *block = &doc->blocks.items[b];
            if (pass == 0   ? !has_kind(block, "published")
                : pass == 1 ? !may_date(page, block)
                            : !has_kind(block, "date")) {
                continue;
            }
            isnad_span span;
            int32_t day = day_in_block(doc, block, &span);
            if (day != ISNAD_NO_DAY) {
                return isn_published_set(page, day, "text", span);
            }
        }
    }
    return ISNAD_OK;
}

/* Days from the anchor that a deictic in front of a date means («اليوم»: 0,
 * «أمس»: -1). */
static bool deictic(const isnad_doc *doc, const isn_date_expr *e,
                    int32_t *shift)
{
    isn_match_result m = isn_match(doc, e->first_token, ISN_CLASS_TIME_WORD);
    if (!m.sense ||
        isn_rows_time_word[m.sense->row].kind != ISN_TIME_WORD_KIND_TODAY) {
        return false;
    }
    *shift = (int32_t)isn_rows_time_word[m.sense->row].value;
    return m.tokens < e->token_count;
}

/* «اليوم الخميس 13 يناير» in the text: today with its date is the day of
 * publication, with or without a year. */
static isnad_status by_today(isn_page *page)
{
    isnad_doc *doc = page->doc;
    size_t reach = isn_published_reach(doc);
    for (size_t b = 0; b < reach; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (!isnad_block_is_article(block)) {
            continue;
        }
        for (uint32_t t = 0; t < words_of(doc, block);) {
            isn_date_expr e;
            if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
                t++;
                continue;
            }
            int32_t shift, day = ISNAD_NO_DAY;
            if (e.from.kind == ISN_DATE_DAY && !e.range && e.from.day &&
                e.from.month && !e.from.hijri && deictic(doc, &e, &shift)) {
                day = e.from.year      ? plain_day(&e)
                      : e.from.weekday ? year_by_weekday(doc, &e.from)
                                       : ISNAD_NO_DAY;
            }
            if (day != ISNAD_NO_DAY) {
                return isn_published_set(page, day - shift, "text", e.span);
            }
            t += e.token_count ? e.token_count : 1;
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
        for (uint32_t t = 0; t < words_of(doc, block) && t < HEAD; t++) {
            isn_date_expr e;
            if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
                continue;
            }
            int32_t day = plain_day(&e);
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

/* The title, and the first paragraph behind it. */
static void find_head(const isnad_doc *doc, size_t *title, size_t *text)
{
    size_t count = doc->blocks.count;
    *title = *text = count;
    for (size_t b = 0; b < count; b++) {
        uint8_t role = (uint8_t)doc->blocks.items[b].role;
        if (role == ISNAD_ROLE_TITLE && *title == count) {
            *title = b;
            *text = count;
        } else if (*text == count &&
                   (role == ISNAD_ROLE_PARAGRAPH || role == ISNAD_ROLE_QUOTE)) {
            *text = b;
        }
    }
}

isnad_status isn_published_by_lines(isn_page *page)
{
    size_t title, text;
    find_head(page->doc, &title, &text);
    return by_lines(page, title, text);
}

isnad_status isn_published_by_words(isn_page *page)
{
    size_t title, text;
    find_head(page->doc, &title, &text);
    isnad_status status = by_dateline(page, text);
    if (!status && !page->doc->published.best) {
        status = by_lines(page, title, text);
    }
    if (!status && !page->doc->published.best) {
        status = by_today(page);
    }
    return status;
}
