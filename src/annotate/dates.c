/* Dates of a document: expressions found and resolved. */
#include "annotate/dates_parts.h"

#include <stdio.h>
#include <string.h>

#include "annotate/annotate.h"
#include "core/calendar.h"
#include "lang/lexicon.h"
#include "annotate/topic.h"
#include "text/match.h"

#define DATE_CLASSES                                                           \
    (ISN_BIT(ISN_CLASS_TIME_WORD) | ISN_BIT(ISN_CLASS_TIME_UNIT) |             \
     ISN_BIT(ISN_CLASS_MONTH) | ISN_BIT(ISN_CLASS_WEEKDAY) |                   \
     ISN_BIT(ISN_CLASS_DAY_ORDINAL) | ISN_BIT(ISN_CLASS_HOLIDAY) |             \
     ISN_BIT(ISN_CLASS_NUMBER))

enum { DATELINE_TOKENS = 4, DATELINE_DAYS = 7, TOLD_REACH = 3, YEAR = 366 };

/* What the text before a date has said. */
typedef struct reading {
    isn_date_anchor anchor;
    const char *anchor_text;
    int32_t year; /* a year named, and the sentence of it */
    uint32_t year_sentence;
    int32_t earlier;
    int32_t told; /* the year of what was read last, and its sentence */
    uint32_t told_sentence;
    int8_t way[8];  /* of each weekday where a cue told */
    int32_t beside; /* the last weekday, and the token behind it */
    uint32_t beside_end;
    bool headed; /* the first paragraph is behind */
    /* The year that the text gives to a day of a month elsewhere, and that of
     * «سبتمبر المقبل» as day 0; or 0. */
    int16_t year_of[13][32];
    bool asked[13][32]; /* a day without year was read before its year */
    bool again;
    isn_topic topic; /* once asked */
    bool topic_known;
    isn_date_cache cache;
} reading;

static isn_date_anchor anchor_of(const isnad_published *published)
{
    isn_date_anchor a = {.day = published->best_day, .minute = -1};
    if (!published->best) {
        a.day = ISNAD_NO_DAY;
    }
    unsigned hour, minute;
    if (published->clock &&
        sscanf(published->clock, "%2u:%2u", &hour, &minute) == 2 && hour < 24 &&
        minute < 60) {
        a.minute = (int32_t)(hour * 60 + minute);
        a.precise = true;
    }
    return a;
}

/* Could a date begin here?  The cheap question, asked of every token; a word
 * without class may be the article of «الـ21». */
static bool may_begin(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    return (t->classes & DATE_CLASSES) != 0 || t->kind == ISN_NUMBER ||
           (at + 1 < doc->tokens.count && t[1].kind == ISN_NUMBER);
}

/* The parts of the page that are dated: the article alone. */
static bool dated_block(const isnad_block *block)
{
    return isnad_block_is_article(block);
}

/* A day with its year tells that of the same day without one: «ذكرى 17 مارس …
 * في 17 مارس 1961». */
static void tell_year(reading *r, const isn_date_expr *e, const isnad_time *t)
{
    const isn_date_point *p = &e->from;
    if (e->range || p->hijri || !p->month || p->month > 12 || p->day > 31 ||
        t->first == ISNAD_NO_DAY) {
        return;
    }
    int16_t year = (int16_t)isn_civil_of(t->first).year;
    if (p->day && p->year && p->kind == ISN_DATE_DAY) {
        r->year_of[p->month][p->day] = year;
        r->again = r->again || r->asked[p->month][p->day];
    } else if (!p->day && p->modifier == ISN_MOD_NEXT) {
        r->year_of[p->month][0] = year;
    }
}

static int32_t year_told(reading *r, const isnad_doc *doc,
                         const isn_date_expr *e)
{
    const isn_date_point *p = &e->from;
    if (p->kind != ISN_DATE_DAY || e->range || p->hijri || !p->day ||
        !p->month || p->month > 12 || p->year || p->modifier || p->weekday ||
        isn_date_recurs(doc, e->first_token)) {
        return 0;
    }
    r->asked[p->month][p->day] = true;
    int32_t year = r->year_of[p->month][p->day];
    return year ? year : r->year_of[p->month][0];
}

static isn_date_anchor anchor_here(reading *r, const isnad_doc *doc,
                                   const isn_date_expr *e)
{
    isn_date_anchor a = r->anchor;
    uint32_t sentence = doc->tokens.items[e->first_token].sentence;
    bool told = e->absolute || e->from.kind == ISN_DATE_DEICTIC;
    a.direction = told && !e->from.weekday && !e->range
                      ? 0 /* nobody asks for it */
                      : isn_date_direction(doc, e->first_token, e->token_count);
    if (a.direction == 0 && e->from.weekday) {
        a.direction = r->way[e->from.weekday];
    }
    if (r->year && sentence - r->year_sentence <= 1 && a.direction <= 0 &&
        !isn_date_recurs(doc, e->first_token)) {
        a.year = r->year;
    }
    int32_t told_year = year_told(r, doc, e);
    a.year = a.year ? a.year : told_year;
    a.earlier = r->earlier;
    a.told_year = sentence - r->told_sentence <= TOLD_REACH ? r->told : 0;
    a.side = isn_date_side(doc, e->first_token);
    bool adjoins = e->first_token > 0 && r->beside_end + 1 >= e->first_token;
    a.beside = adjoins ? r->beside : ISNAD_NO_DAY;
    return a;
}

static void remember(reading *r, const isnad_doc *doc, const isn_date_expr *e,
                     const isnad_time *time)
{
    uint32_t sentence = doc->tokens.items[e->first_token].sentence;
    if (e->from.year && e->from.kind != ISN_DATE_DURATION) {
        r->year =
            time->first == ISNAD_NO_DAY ? 0 : isn_civil_of(time->first).year;
        if (time->last - time->first > YEAR) {
            r->year = 0;
        }
        r->year_sentence = sentence;
    } else if (!e->absolute) {
        bool carried = e->from.kind == ISN_DATE_DAY && e->from.month &&
                       !e->from.modifier && !e->from.weekday;
        if (!carried) {
            r->year = 0; /* back in the present */
        } else {
            r->year_sentence = sentence;
        }
    }
    if (time->first != ISNAD_NO_DAY && time->last - time->first <= 31) {
        r->earlier = time->first;
    }
    if (time->first != ISNAD_NO_DAY && time->last - time->first <= YEAR) {
        r->told = isn_civil_of(time->first).year;
        r->told_sentence = sentence;
    }
}

static isnad_status set_anchor(isnad_doc *doc, reading *r, int32_t day)
{
    char iso[ISN_ISO_DAY];
    r->anchor.day = day;
    r->anchor_text =
        isn_arena_copy(doc->arena, isn_iso_day(day, iso), ISN_ISO_DAY - 1);
    return r->anchor_text ? ISNAD_OK : ISNAD_NOMEM;
}

/* «اليوم الاثنين» of a page dated Friday: the text is of that Monday, and so
 * are the days behind. */
static isnad_status rewritten_on(isnad_doc *doc, reading *r,
                                 const isn_date_point *p, const isnad_time *t)
{
    enum { LATE = 6 };
    if (p->kind != ISN_DATE_DEICTIC || !p->weekday || p->behind ||
        r->anchor.precise || r->anchor.day == ISNAD_NO_DAY ||
        t->first == ISNAD_NO_DAY || t->first != t->last) {
        return ISNAD_OK;
    }
    int32_t day = t->first - p->shift, off = r->anchor.day - day;
    return off && off >= -1 && off <= LATE ? set_anchor(doc, r, day) : ISNAD_OK;
}

static bool about_sport(const isnad_doc *doc, reading *r)
{
    if (!r->topic_known) {
        r->topic = isn_topic_of(doc);
        r->topic_known = true;
    }
    return r->topic.sport;
}

/* *taken: whether the expression is a date. */
static isnad_status add(isnad_doc *doc, reading *r, const isn_date_expr *e,
                        bool *taken)
{
    isn_date_anchor a = anchor_here(r, doc, e);
    isnad_time time;
    bool none;
    isn_date_expr season = *e;
    const isn_date_point *p = &e->from;
    bool quarter = p->sub == ISN_UNIT_QUARTER && !p->year && !p->modifier;
    if (quarter && about_sport(doc, r)) { /* of a match */
        *taken = false;
        return ISNAD_OK;
    }
    if (p->unit == ISN_UNIT_SPORT && about_sport(doc, r)) {
        season.from.weak = false; /* «الموسم الماضي» of a league */
        e = &season;
    }
    isnad_status status = isn_date_resolve(doc->arena, e, &a, &time, &none);
    none = none || (e->from.kind == ISN_DATE_OFFSET && !time.value &&
                    a.day != ISNAD_NO_DAY); /* «قبل 10 آلاف سنة» */
    *taken = !none;
    if (status || none) {
        return status;
    }
    isnad_date *date = isn_list_push(doc->arena, &doc->dates);
    if (!date) {
        return ISNAD_NOMEM;
    }
    date->span = e->span;
    date->time = time;
    date->rule = e->rule;
    date->rules = isn_date_rules(e, &a);
    date->sure = isn_date_sure(e, &time);
    date->margin = isn_date_margin(e);
    date->repeats = e->from.repeats;
    date->duration = e->from.kind == ISN_DATE_DURATION;
    date->anchored = !e->absolute;
    date->anchor = e->absolute || !time.value ? NULL : r->anchor_text;
    status = rewritten_on(doc, r, &e->from, &time);
    if (e->from.weekday && time.first == time.last) {
        r->beside = time.first;
        r->beside_end = e->first_token + e->token_count;
    }
    if (e->from.weekday && a.direction) {
        r->way[e->from.weekday] = (int8_t)a.direction;
    }
    tell_year(r, e, &time);
    remember(r, doc, e, &time);
    return status;
}

/* «حلب 14 مايو (رويترز) - …»: behind a day at the head of the first paragraph
 * the report is of that day, within a week before publication. */
static isnad_status take_dateline(isnad_doc *doc, reading *r,
                                  const isn_date_expr *e)
{
    const isnad_date *date = &doc->dates.items[doc->dates.count - 1];
    uint32_t first = e->first_token, behind = first + e->token_count;
    const isn_token *t = doc->tokens.items;
    uint32_t begin = doc->blocks.items[t[first].block].first_token;
    uint64_t prose = ISN_BIT(ISN_CLASS_FUNCTION) | ISN_BIT(ISN_CLASS_SPEECH) |
                     ISN_BIT(ISN_CLASS_TIME_LINK);
    bool mark = behind < doc->tokens.count && t[behind].kind == ISN_PUNCT &&
                (t[behind].punct == '(' || t[behind].punct == '-' ||
                 t[behind].punct == '/' || t[behind].punct == ':' ||
                 t[behind].punct == 0x2013);
    bool calendar = e->from.kind == ISN_DATE_DAY && e->from.month && !e->range;
    if (!mark || !calendar || first == begin ||
        first - begin > DATELINE_TOKENS || date->time.first == ISNAD_NO_DAY ||
        date->time.first >= r->anchor.day ||
        date->time.first < r->anchor.day - DATELINE_DAYS) {
        return ISNAD_OK;
    }
    for (uint32_t i = begin; i < first; i++) {
        if (t[i].classes & prose) {
            return ISNAD_OK; /* «افتتح في 14 مايو - …» */
        }
    }
    return set_anchor(doc, r, date->time.first);
}

static isnad_status read_block(isnad_doc *doc, const isnad_block *block,
                               reading *r)
{
    uint32_t end = block->first_token + block->token_count;
    bool first_paragraph = !r->headed && block->role == ISNAD_ROLE_PARAGRAPH;
    r->headed = r->headed || first_paragraph;
    for (uint32_t at = block->first_token; at < end;) {
        isn_date_expr e;
        if (!may_begin(doc, at) ||
            !isn_date_expr_next(doc, at, &r->cache, &e)) {
            at++;
            continue;
        }
        bool taken = true;
        isnad_status status = add(doc, r, &e, &taken);
        if (!status && taken && first_paragraph &&
            r->anchor.day != ISNAD_NO_DAY) {
            status = take_dateline(doc, r, &e);
        }
        if (status) {
            return status;
        }
        at += taken ? e.token_count : 1;
    }
    return ISNAD_OK;
}

static isnad_status read_document(isnad_doc *doc, reading *r)
{
    doc->dates.count = 0;
    r->again = false;
    r->earlier = r->beside = ISNAD_NO_DAY;
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (dated_block(block)) {
            r->year = 0;
            isnad_status status = read_block(doc, block, r);
            if (status) {
                return status;
            }
        }
    }
    return ISNAD_OK;
}

/* Afresh, but for the years that the text has told. */
static void forget(reading *r, const reading *fresh)
{
    reading next = *fresh;
    memcpy(next.year_of, r->year_of, sizeof next.year_of);
    *r = next;
}

isnad_status isn_annotate_dates(isnad_doc *doc)
{
    reading fresh = {.anchor = anchor_of(&doc->published),
                     .earlier = ISNAD_NO_DAY,
                     .beside = ISNAD_NO_DAY};
    if (fresh.anchor.day != ISNAD_NO_DAY) {
        isnad_status status = set_anchor(doc, &fresh, fresh.anchor.day);
        if (status) {
            return status;
        }
    }
    reading r = fresh;
    isnad_status status = read_document(doc, &r);
    if (!status && r.again) {
        forget(&r, &fresh);
        status = read_document(doc, &r);
    }
    return status;
}

/* ---- what an expression says about the day of publication ----------- */

/* How far from the known day publication may lie for the expression. */
static int32_t reach_of(const isn_date_expr *e)
{
    const isn_date_point *p = &e->from;
    if (p->kind == ISN_DATE_PERIOD || p->kind == ISN_DATE_OFFSET ||
        (p->kind == ISN_DATE_DAY && p->month)) {
        return 800;
    }
    return 70;
}

bool isn_date_constrain(const isnad_doc *doc, const isnad_date *date,
                        int32_t known_day, int32_t *first, int32_t *last)
{
    isn_date_expr e;
    uint32_t token = isn_doc_token_at(doc, date->span.begin);
    if (token >= doc->tokens.count || known_day == ISNAD_NO_DAY ||
        !isn_date_expr_at(doc, token, &e) || e.absolute ||
        e.from.kind == ISN_DATE_DURATION) {
        return false;
    }
    isn_arena *arena = isn_arena_new();
    if (!arena) {
        return false;
    }
    int direction = isn_date_direction(doc, e.first_token, e.token_count);
    bool found = false, closed = false;
    int32_t reach = reach_of(&e);
    for (int32_t day = known_day - reach; day <= known_day + reach; day++) {
        isn_date_anchor a = {.day = day,
                             .minute = -1,
                             .direction = direction,
                             .earlier = ISNAD_NO_DAY,
                             .beside = ISNAD_NO_DAY};
        isnad_time time;
        bool none;
        if (isn_date_resolve(arena, &e, &a, &time, &none)) {
            break;
        }
        bool fits = !none && time.value && time.first <= known_day &&
                    known_day <= time.last;
        if (fits && !closed) {
            *first = found ? *first : day;
            *last = day;
            found = true;
        }
        closed = closed || (found && !fits);
    }
    isn_arena_free(arena);
    return found;
}
