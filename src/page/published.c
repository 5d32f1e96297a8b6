/* The day of publication, and how it is known.
 *
 * In this order: what the user gave; JSON-LD; meta elements that mean
 * publication; marked-up times of the article; the URL; other markup that
 * says "date"; the page's own words.  See docs/page.md.
 */
#include <string.h>

#include "core/calendar.h"
#include "page/date_value.h"
#include "page/published_words.h"
#include "text/text.h"

isnad_status isn_published_set(isn_page *page, int32_t day, const char *from,
                               isnad_span span)
{
    isnad_doc *doc = page->doc;
    isnad_published *p = &doc->published;
    char iso[ISN_ISO_DAY];
    isn_iso_day(day, iso);
    char *value = isn_arena_copy(doc->arena, iso, strlen(iso));
    if (!value) {
        return ISNAD_NOMEM;
    }
    p->time = (isnad_time){value, value, day, day};
    p->best = value;
    p->best_day = day;
    p->from = from;
    if (!isnad_span_empty(span)) {
        isnad_span *evidence = isn_arena_alloc(doc->arena, sizeof *evidence);
        if (!evidence) {
            return ISNAD_NOMEM;
        }
        *evidence = span;
        p->evidence = evidence;
        p->evidence_count = 1;
    }
    return ISNAD_OK;
}

static const struct {
    isn_value_key key;
    const char *from;
} order[] = {
    {ISN_VALUE_JSON_PUBLISHED, "jsonld"},
    {ISN_VALUE_PUBLISHED, "meta"},
    {ISN_VALUE_ITEM_PUBLISHED, "meta"},
    {ISN_VALUE_TIME, "time"},
    {ISN_VALUE_CREATED, "meta"},
    {ISN_VALUE_DATE, "meta"},
    {ISN_VALUE_STAMP, "time"},
    {ISN_VALUE_SCRIPT, "meta"},
};

static isnad_status from_markup(isn_page *page, size_t first, size_t end)
{
    for (size_t k = first; k < end; k++) {
        for (size_t i = 0; i < page->values.count; i++) {
            const isn_value *value = &page->values.items[i];
            bool placed =
                value->key == ISN_VALUE_TIME || value->key == ISN_VALUE_STAMP;
            if (value->key != order[k].key ||
                (placed && !isn_value_is_own(page, value))) {
                continue;
            }
            int32_t day = isn_date_value(value->text, value->text_len, NULL);
            if (day != ISNAD_NO_DAY) {
                return isn_published_set(page, day, order[k].from, value->span);
            }
        }
    }
    return ISNAD_OK;
}

static isnad_status from_url(isn_page *page)
{
    const isnad_fact *url = &page->doc->url;
    if (!url->value) {
        return ISNAD_OK;
    }
    size_t begin, end;
    int32_t day = isn_date_in_url(url->value, strlen(url->value), &begin, &end);
    if (day == ISNAD_NO_DAY) {
        return ISNAD_OK;
    }
    isnad_span span = url->evidence;
    if (!isnad_span_empty(span)) {
        span.end = span.begin + (uint32_t)end;
        span.begin += (uint32_t)begin;
    }
    return isn_published_set(page, day, "url", span);
}

/* Does the chosen time stand in universal time, so that the day of the page
 * may be its neighbour? */
static bool is_universal(const isn_page *page)
{
    const isnad_published *p = &page->doc->published;
    if (p->evidence_count == 0 || strcmp(p->from, "url") == 0) {
        return false;
    }
    const char *text = page->doc->text + p->evidence[0].begin;
    size_t len = p->evidence[0].end - p->evidence[0].begin;
    return len >= 17 &&
           (text[len - 1] == 'Z' ||
            (len >= 6 && (memcmp(text + len - 6, "+00:00", 6) == 0 ||
                          memcmp(text + len - 5, "+0000", 5) == 0)) ||
            memcmp(text + len - 3, "GMT", 3) == 0 ||
            memcmp(text + len - 3, "UTC", 3) == 0);
}

/* The page's own calendar day, as its visible date tells it, where markup
 * gives the time of another zone.  Its URL does not settle that: it often
 * bears the day on which the page was filed, not that of its own time. */
static isnad_status localise(isn_page *page)
{
    isnad_span span;
    int32_t own = page->doc->published.best_day;
    int32_t day = isn_published_near(page, own, &span);
    return day == own + 1 || day == own - 1
               ? isn_published_set(page, day, "text", span)
               : ISNAD_OK;
}

/* The words are asked last, and only for them are tokens needed; where the
 * page is not Arabic, the grammar of dates has nothing to say. */
static isnad_status need_tokens(const isn_page *page)
{
    const char *language = page->doc->language;
    if (page->doc->tokens.count || !language || strcmp(language, "ar") != 0) {
        return ISNAD_OK;
    }
    isnad_doc *doc = page->doc;
    size_t count = doc->blocks.count;
    uint32_t text_len = doc->text_len;
    doc->blocks.count = isn_published_reach(doc);
    if (doc->blocks.count) { /* room is made for the length of the text */
        doc->text_len = doc->blocks.items[doc->blocks.count - 1].span.end;
    }
    isnad_status status = isn_text_analyze(doc);
    doc->blocks.count = count;
    doc->text_len = text_len;
    return status;
}

isnad_status isn_page_published(isn_page *page)
{
    const char *given = page->hints ? page->hints->published : NULL;
    if (given) {
        int32_t day = isn_date_value(given, strlen(given), NULL);
        if (day != ISNAD_NO_DAY) {
            isnad_status done =
                isn_published_set(page, day, "given", (isnad_span){0, 0});
            if (!done && strlen(given) >= 16 && given[10] == 'T') {
                page->doc->published.clock = isn_arena_copy(
                    page->doc->arena, given + 11, strlen(given + 11));
            }
            return done;
        }
    }
    isnad_status status = from_markup(page, 0, 4);
    if (!status && page->doc->published.best && is_universal(page)) {
        status = need_tokens(page);
        return status ? status : localise(page);
    }
    if (!status && !page->doc->published.best) {
        status = from_url(page);
    }
    if (!status && !page->doc->published.best) {
        status = from_markup(page, 4, 7);
    }
    if (!status && !page->doc->published.best) {
        status = need_tokens(page);
        if (!status) {
            status = isn_published_by_words(page);
        }
    }
    if (!status && !page->doc->published.best) {
        status = from_markup(page, 7, 8);
    }
    if (!status && !page->doc->published.best) {
        status = isn_published_by_today(page);
    }
    return status;
}
