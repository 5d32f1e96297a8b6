/* The day of publication by the page's own words. */
#include <string.h>

#include "core/calendar.h"
#include "page/date_value.h"
#include "page/page_work.h"
#include "text/dateexpr.h"

/* The kinds of lines whose dates are of the saving, not of the article. */
static bool is_clock(const isnad_block *block)
{
    return block->kind && strcmp(block->kind, "page-clock") == 0;
}

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

/* The latest year that the page names: dates with a year, years alone,
 * page clocks, copyright lines.  A page is not younger than its last clue. */
static int32_t latest_year(const isnad_doc *doc)
{
    int32_t latest = 0;
    for (size_t i = 0; i < doc->tokens.count; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (t->kind != ISN_NUMBER || t->fold_len != 4) {
            continue;
        }
        int32_t year = 0;
        for (int d = 0; d < 4; d++) {
            year = year * 10 + (t->fold[d] - '0');
        }
        if (year >= 1990 && year <= 2099 && year > latest) {
            latest = year;
        }
    }
    return latest;
}

/* «اليوم الخميس 13 يناير» without a year: the years in which that day falls
 * on that weekday.  Arabic news on the web begins about 1996, and a run of
 * such years is five or six apart.  The latest that is not after the page's
 * last clue is taken; without a clue, the latest that is not after the last
 * year this version of isnad was made for. */
enum { HORIZON = 2026 };

static int32_t year_by_weekday(const isnad_doc *doc, const isn_date_point *p)
{
    int32_t last = latest_year(doc);
    if (last == 0 || last > HORIZON) {
        last = HORIZON;
    }
    for (int32_t year = last; year > last - 12; year--) {
        int32_t day = isn_day_of(year, p->month, p->day);
        if (day != ISNAD_NO_DAY && isn_weekday_of(day) == p->weekday) {
            return day;
        }
    }
    return ISNAD_NO_DAY;
}

isnad_status isn_published_by_words(isn_page *page)
{
    isnad_doc *doc = page->doc;
    /* A line that is a date, or says that it gives one. */
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (block->role != ISNAD_ROLE_FURNITURE || !block->kind ||
            strcmp(block->kind, "updated") != 0) {
            continue;
        }
        for (uint32_t t = 0; t < block->token_count;) {
            isn_date_expr e;
            if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
                t++;
                continue;
            }
            int32_t day = plain_day(&e);
            if (day != ISNAD_NO_DAY) {
                return isn_published_set(page, day, "text", e.span);
            }
            t += e.token_count ? e.token_count : 1;
        }
    }
    /* «اليوم الخميس 13 يناير» in the text. */
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (!isnad_block_is_article(block) || is_clock(block)) {
            continue;
        }
        for (uint32_t t = 0; t < block->token_count;) {
            isn_date_expr e;
            if (!isn_date_expr_at(doc, block->first_token + t, &e)) {
                t++;
                continue;
            }
            if (e.from.kind == ISN_DATE_DAY && !e.range && e.from.weekday &&
                e.from.day && e.from.month &&
                e.from.modifier == ISN_MOD_THIS) {
                int32_t day = e.from.year ? plain_day(&e)
                                          : year_by_weekday(doc, &e.from);
                if (day != ISNAD_NO_DAY) {
                    return isn_published_set(page, day, "text", e.span);
                }
            }
            t += e.token_count ? e.token_count : 1;
        }
    }
    return ISNAD_OK;
}
