/* «اليوم الخميس 13 يناير»: the day of publication by a deictic with its date,
 * and what else the ways by words share. */
#include "page/published_words.h"

#include <string.h>

#include "core/calendar.h"
#include "text/match.h"

int32_t isn_expr_day(const isn_date_expr *e, int32_t year)
{
    const isn_date_point *p = &e->from;
    if (e->range || p->kind != ISN_DATE_DAY || !p->day || !p->month ||
        !(p->year || (year && !p->hijri))) {
        return ISNAD_NO_DAY;
    }
    if (p->hijri) {
        return isn_hijri_day(p->year, p->month, p->day);
    }
    return isn_day_of(p->year ? p->year : year, p->month, p->day);
}

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

uint32_t isn_date_words(const isnad_doc *doc, const isnad_block *block)
{
    return doc->language && strcmp(doc->language, "ar") == 0
               ? block->token_count
               : 0;
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

/* What bounds the year of a page from within. */
typedef struct bounds {
    int32_t saved; /* of page clocks and copyright lines; 0: none */
    int32_t month; /* the latest year that the article names with a month */
    int32_t bare;  /* … or alone */
} bounds;

static void bound_by_block(const isnad_doc *doc, const isnad_block *block,
                           bounds *known)
{
    for (uint32_t t = 0; t < isn_date_words(doc, block);) {
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
isnad_status isn_published_by_today(isn_page *page)
{
    isnad_doc *doc = page->doc;
    size_t reach = isn_published_reach(doc);
    for (size_t b = 0; b < reach; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (!isnad_block_is_article(block)) {
            continue;
        }
        for (uint32_t t = 0; t < isn_date_words(doc, block);) {
            isn_date_expr e;
            if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
                t++;
                continue;
            }
            int32_t shift, day = ISNAD_NO_DAY;
            if (e.from.kind == ISN_DATE_DAY && !e.range && e.from.day &&
                e.from.month && !e.from.hijri && deictic(doc, &e, &shift)) {
                day = e.from.year      ? isn_expr_day(&e, 0)
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
