/* Date expressions: pieces put together. */
#include "text/dateexpr.h"

#include <string.h>

#include "text/dateexpr_parts.h"
#include "text/match.h"

enum { REACH = 40, PIECES = 7 };

/* A feast is a date where it is used as one: «في عيد الفطر», «عيد الفطر
 * الماضي», not «حفلات عيد الفطر». */
static uint32_t holiday_piece(const isn_date_scan *scan, uint32_t at,
                              isn_date_point *p)
{
    uint32_t n = 0, tokens = 0, day = isn_day_of_feast(scan, at, &p->nth);
    const isn_row_holiday *row = isn_holiday_word(scan, at + day, &n);
    if (!row) {
        p->nth = 0;
        return 0;
    }
    p->kind = ISN_DATE_HOLIDAY;
    p->holiday = (uint16_t)(row - isn_rows_holiday);
    n += day;
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier) {
        p->modifier = (uint8_t)modifier;
        return n + tokens;
    }
    uint32_t from = isn_time_from_at(scan, at + n);
    uint32_t here =
        isn_time_word_at(scan, at + n + from, ISN_TIME_WORD_KIND_DEMO, NULL);
    bool word = isn_year_word_at(scan, at + n + from + here);
    uint32_t year = 0;
    if (word) {
        isn_unit_word(scan, at + n + from + here, &year);
    }
    if (word && here) { /* عيد الفطر هذا العام */
        return n + from + here + year;
    }
    tokens = isn_year_at(scan, at + n + year, word, p);
    p->weak = !tokens && !day && !isn_date_asked(scan, at) && at != scan->first;
    return n + (tokens ? year + tokens : 0);
}

/* ---- one point ------------------------------------------------------ */

/* May a number here be a day: «يوم 27», «في 15», «الجمعة 22»? */
static bool lone_day(const isn_date_scan *scan, uint32_t at, unsigned has)
{
    uint32_t n;
    const isn_token *t = &scan->doc->tokens.items[at];
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    return (has & ISN_HAS_WEEKDAY) || isn_date_asked(scan, at) ||
           (t->clitics & ISN_CLITIC_LI) ||
           (unit && unit->unit == ISN_TIME_UNIT_UNIT_DAY);
}

/* «من الخامسة» of «من الخامسة إلى السابعة»: the first end of a range. */
static bool begins_hours(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    isn_date_point from, to;
    bool proven;
    return at > scan->first &&
           (isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_FROM, &n) ||
            isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_BETWEEN, &n)) &&
           isn_clock_range(scan, at, &from, &to, &proven) > 0;
}

/* «وشعبان» of «شهري رجب وشعبان». */
static bool second_month(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n,
        back = 1 + (at > scan->first && isn_token_is(scan->doc, at - 1, "و"));
    return at >= scan->first + back + 1 &&
           isn_month_word(scan, at - back, &n) &&
           isn_token_is(scan->doc, at - back - 1, "شهري");
}

/* ---- what a piece may begin with ------------------------------------- */

#define WORD(name) (UINT64_C(1) << ISN_TIME_WORD_KIND_##name)
#define LINK(name) (UINT64_C(1) << ISN_TIME_LINK_KIND_##name)

/* The kinds of pieces; each tells which classes and kinds of words it may begin
 * with, so that most are passed over at a glance. */
enum {
    FEAST,
    DAY,
    LONE_DAY,
    HOURS,
    DEICTIC,
    NTH_WEEKDAY,
    WEEKDAY,
    COUNTED,
    PERIOD,
    PART_OF_DAY
};

static const struct {
    uint64_t classes, words, links;
    bool number; /* digits, their article, a bracket */
} begins_with[] = {
    [FEAST] = {ISN_BIT(ISN_CLASS_HOLIDAY) | ISN_BIT(ISN_CLASS_DAY_ORDINAL),
               WORD(ULTIMATE), 0, false},
    [DAY] = {ISN_BIT(ISN_CLASS_DAY_ORDINAL) | ISN_BIT(ISN_CLASS_MONTH) |
                 ISN_BIT(ISN_CLASS_TIME_UNIT),
             WORD(DATE), 0, true},
    [LONE_DAY] = {ISN_BIT(ISN_CLASS_DAY_ORDINAL) | ISN_BIT(ISN_CLASS_TIME_UNIT),
                  0, 0, true},
    [HOURS] = {ISN_BIT(ISN_CLASS_DAY_ORDINAL) | ISN_BIT(ISN_CLASS_NUMBER),
               WORD(CLOCK), LINK(ABOUT), true},
    [DEICTIC] = {ISN_BIT(ISN_CLASS_TIME_UNIT),
                 WORD(TODAY) | WORD(NIGHT) | WORD(NOW) | WORD(DEMO) |
                     WORD(SAME),
                 0, false},
    [NTH_WEEKDAY] = {ISN_BIT(ISN_CLASS_DAY_ORDINAL) |
                         ISN_BIT(ISN_CLASS_WEEKDAY) |
                         ISN_BIT(ISN_CLASS_TIME_UNIT),
                     WORD(ULTIMATE), 0, false},
    [WEEKDAY] = {ISN_BIT(ISN_CLASS_WEEKDAY) | ISN_BIT(ISN_CLASS_TIME_UNIT),
                 WORD(DEMO), 0, false},
    [COUNTED] = {ISN_BIT(ISN_CLASS_TIME_UNIT) | ISN_BIT(ISN_CLASS_NUMBER),
                 WORD(AGO) | WORD(AHEAD) | WORD(ULTIMATE) | WORD(FEW) |
                     WORD(FRACTION),
                 LINK(ABOUT), true},
    [PERIOD] = {ISN_BIT(ISN_CLASS_TIME_UNIT) | ISN_BIT(ISN_CLASS_MONTH) |
                    ISN_BIT(ISN_CLASS_DAY_ORDINAL) | ISN_BIT(ISN_CLASS_NUMBER),
                WORD(WEEKEND) | WORD(ULTIMATE) | WORD(START) | WORD(MIDDLE) |
                    WORD(END) | WORD(REST) | WORD(WHOLE) | WORD(LATER) |
                    WORD(DECADE) | WORD(SEASON) | WORD(DEMO) | WORD(SAME) |
                    WORD(FEW),
                0, true},
    [PART_OF_DAY] = {0,
                     WORD(LATE) | WORD(EARLY) | WORD(DEMO) | WORD(MIDTIME) |
                         WORD(PART),
                     0, false},
};

/* The kinds of pieces that may begin at `at`, as bits. */
static unsigned openings(const isn_date_scan *scan, uint32_t at)
{
    const isn_date_glance *g = isn_date_glance_at(scan, at);
    bool number = scan->doc->tokens.items[at].kind == ISN_NUMBER ||
                  isn_article_at(scan, at) || isn_date_mark(scan, at, '(');
    unsigned bits = 0;
    for (unsigned i = 0; i < sizeof begins_with / sizeof *begins_with; i++) {
        bool may = (g->classes & begins_with[i].classes) ||
                   (g->words & begins_with[i].words) ||
                   (g->links & begins_with[i].links) ||
                   (number && begins_with[i].number);
        bits |= (may ? 1u : 0u) << i;
    }
    return bits;
}

/* The piece at `at` that may join what is `held`; *held grows. */
static uint32_t piece(const isn_date_scan *scan, uint32_t at, isn_date_point *p,
                      unsigned *held)
{
    uint32_t n = 0;
    unsigned has = *held;
    if (!isn_date_begins(scan, at)) {
        return 0;
    }
    unsigned may = openings(scan, at);
    isn_date_point q = *p;
    bool free_day = !(has & (ISN_HAS_DATE | ISN_HAS_HOLIDAY | ISN_HAS_CLOSED));
    if (!has && (may & 1u << FEAST) && (n = holiday_piece(scan, at, &q))) {
        *held |= ISN_HAS_HOLIDAY;
    } else if (free_day && !(has & ISN_HAS_PERIOD) && (may & 1u << DAY) &&
               ((n = isn_numeric_piece(scan, at, &q)) ||
                (n = isn_date_piece(scan, at, &q)))) {
        *held |= q.day ? ISN_HAS_DATE : ISN_HAS_PERIOD;
    } else if (free_day && !(has & (ISN_HAS_PERIOD | ISN_HAS_DEICTIC)) &&
               (may & 1u << LONE_DAY) && lone_day(scan, at, has) &&
               (n = isn_lone_day_piece(scan, at, &q))) {
        *held |= ISN_HAS_DATE;
    } else if (!(has & (ISN_HAS_CLOCK | ISN_HAS_CLOSED)) &&
               (!has || (has & (ISN_HAS_DAY | ISN_HAS_PART))) &&
               (may & 1u << HOURS) && !begins_hours(scan, at) &&
               (n = isn_clock_piece(scan, at, &q))) {
        *held |= ISN_HAS_CLOCK;
    } else if (!(has & (ISN_HAS_DAY | ISN_HAS_PERIOD | ISN_HAS_CLOSED)) &&
               (may & 1u << DEICTIC) && (n = isn_deictic_piece(scan, at, &q))) {
        *held |= ISN_HAS_DEICTIC;
    } else if (!has && (may & 1u << NTH_WEEKDAY) &&
               (n = isn_nth_weekday_piece(scan, at, &q))) {
        *held |= ISN_HAS_PERIOD;
    } else if (free_day && !(has & ISN_HAS_WEEKDAY) && (may & 1u << WEEKDAY) &&
               (!(has & ISN_HAS_PERIOD) || p->unit == ISN_UNIT_WEEK) &&
               (n = isn_weekday_piece(scan, at, &q))) {
        if (has & ISN_HAS_PERIOD) {
            q.modifier = p->modifier; /* الأسبوع المقبل يوم الجمعة */
        }
        *held |= ISN_HAS_WEEKDAY;
    } else if (!has && (may & 1u << COUNTED) &&
               ((n = isn_offset_piece(scan, at, &q)) ||
                (n = isn_span_piece(scan, at, &q)))) {
        *held |= ISN_HAS_CLOSED;
    } else if (!(has & (ISN_HAS_PERIOD | ISN_HAS_DATE | ISN_HAS_DEICTIC |
                        ISN_HAS_CLOCK | ISN_HAS_CLOSED)) &&
               (may & 1u << PERIOD) &&
               ((n = isn_period_piece(scan, at, &q)) ||
                (!(has & ISN_HAS_WEEKDAY) &&
                 (n = isn_month_piece(scan, at, &q,
                                      isn_date_asked(scan, at) ||
                                          second_month(scan, at)))))) {
        bool of_week = (has & ISN_HAS_WEEKDAY) && q.unit == ISN_UNIT_WEEK &&
                       !q.edge && !q.nth;
        if ((has & (ISN_HAS_WEEKDAY | ISN_HAS_PART)) && !of_week) {
            return 0;
        }
        if (of_week) {
            q.kind = ISN_DATE_DAY;
        }
        *held |= ISN_HAS_PERIOD;
    } else if (!(has & (ISN_HAS_PART | ISN_HAS_PERIOD | ISN_HAS_CLOSED)) &&
               (may & 1u << PART_OF_DAY) &&
               (n = isn_part_piece(scan, at, &q))) {
        *held |= ISN_HAS_PART | (q.hour >= 0 ? ISN_HAS_CLOCK : 0);
    } else {
        return 0;
    }
    *p = q;
    return n;
}

/* Words and marks that may stand before the next piece. */
static uint32_t joint(const isn_date_scan *scan, uint32_t at, unsigned held,
                      bool *bracket)
{
    uint32_t n = 0, tokens = 0;
    *bracket = false;
    if (isn_date_mark(scan, at, '(') &&
        (held & (ISN_HAS_WEEKDAY | ISN_HAS_DEICTIC))) {
        *bracket = true;
        return 1;
    }
    n += isn_comma_at(scan, at) || isn_date_dash(scan, at);
    if ((held & ISN_HAS_WEEKDAY) &&
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_MATCHING, &tokens)) {
        return n + tokens;
    }
    if (isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_PREP, &tokens)) {
        n += tokens;
    }
    return n;
}

/* May a piece of `new` kind follow over a comma or a word? */
static bool may_join(unsigned held, unsigned gained, bool over)
{
    if (!over) {
        return true;
    }
    if (gained & (ISN_HAS_CLOCK | ISN_HAS_PART)) {
        return (held & (ISN_HAS_DAY | ISN_HAS_PART)) != 0;
    }
    if (held & (ISN_HAS_CLOCK | ISN_HAS_PART)) {
        return (gained & ISN_HAS_DAY) != 0;
    }
    return (held & ISN_HAS_WEEKDAY
                ? (gained & (ISN_HAS_DATE | ISN_HAS_PERIOD)) != 0
                : (held & ISN_HAS_DEICTIC) && (gained & ISN_HAS_DATE)) ||
           ((held & ISN_HAS_PERIOD) && (gained & ISN_HAS_WEEKDAY));
}

/* The same day by the other calendar: «الموافق 10 رجب 1443هـ». */
static uint32_t matching(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p)
{
    uint32_t n = 0, word = 0, tokens = 0;
    bool bracket = isn_date_mark(scan, at, '(');
    n += bracket || isn_comma_at(scan, at) || isn_date_dash(scan, at) ||
         isn_date_mark(scan, at, '/');
    bool said =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_MATCHING, &word) != NULL;
    if (!said && n == 0) {
        return 0;
    }
    n += said ? word : 0;
    isn_date_point q = isn_date_nothing();
    tokens = isn_numeric_piece(scan, at + n, &q);
    tokens = tokens ? tokens : isn_date_piece(scan, at + n, &q);
    if (!tokens || !q.day || q.hijri == p->hijri) {
        return 0;
    }
    n += tokens;
    n += bracket && isn_date_mark(scan, at + n, ')');
    if (p->hijri && !q.hijri) { /* the Gregorian day is the exact one */
        q.weekday = p->weekday;
        *p = q;
    }
    return n;
}

uint32_t isn_date_point_at(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p, unsigned *held)
{
    *p = isn_date_nothing();
    *held = 0;
    uint32_t n = 0;
    for (int i = 0; i < PIECES; i++) {
        bool bracket = false;
        uint32_t skip = n ? joint(scan, at + n, *held, &bracket) : 0;
        isn_date_point q = *p;
        unsigned now = *held;
        uint32_t tokens = piece(scan, at + n + skip, &q, &now);
        if (!tokens && skip) { /* «أمس في» is no reason to read less */
            break;
        }
        bool beside = bracket && (now & ~*held) == ISN_HAS_WEEKDAY;
        if (!tokens || !(beside || may_join(*held, now & ~*held, skip > 0)) ||
            (bracket && !isn_date_mark(scan, at + n + skip + tokens, ')'))) {
            break;
        }
        *p = q;
        *held = now;
        n += skip + tokens + bracket;
        if (now & ISN_HAS_CLOSED) {
            break;
        }
    }
    if (n && (*held & ISN_HAS_DATE)) {
        n += matching(scan, at + n, p);
    }
    if (n && (*held & ISN_HAS_CLOCK)) {
        n += isn_zone_piece(scan, at + n, p);
    }
    if (p->kind == ISN_DATE_NONE && p->part && p->hour < 0) {
        bool said = p->modifier == ISN_MOD_THIS; /* هذا الصباح */
        if (said || ((p->part_edge || isn_date_asked(scan, at)) &&
                     isn_date_ends(scan, at + n))) {
            p->kind = ISN_DATE_DEICTIC;
            p->weak = p->weak || !said;
        }
    }
    if (p->kind == ISN_DATE_NONE && p->hour >= 0 && (*held & ISN_HAS_CLOCK)) {
        p->kind = ISN_DATE_CLOCK;
    }
    return p->kind == ISN_DATE_NONE ? 0 : n;
}

/* ---- the whole ------------------------------------------------------ */

static bool point_absolute(const isn_date_point *p)
{
    if (p->kind == ISN_DATE_DURATION) {
        return true;
    }
    if (p->kind == ISN_DATE_DAY) {
        return p->year && p->month && p->day;
    }
    if (p->kind == ISN_DATE_HOLIDAY) {
        return p->year != 0;
    }
    if (p->kind != ISN_DATE_PERIOD) {
        return false;
    }
    if (p->unit == ISN_UNIT_DECADE) {
        return p->year && !p->modifier;
    }
    return p->unit == ISN_UNIT_CENTURY ? p->count > 0 : p->year != 0;
}

/* Name of the rule, for the reader of `explain`. */
static const char *rule_of(const isn_date_expr *e)
{
    static const char *const names[] = {"none",   "day",      "deictic",
                                        "period", "offset",   "stretch",
                                        "clock",  "duration", "holiday"};
    if (e->from.hijri && e->from.month) {
        return "hijri"; /* by Umm al-Qura: a day more or less elsewhere */
    }
    return e->range          ? "range"
           : e->from.repeats ? "repetition"
                             : names[e->from.kind];
}

static bool read_all(const isn_date_scan *scan, uint32_t at, isn_date_expr *out)
{
    unsigned held = 0;
    *out = (isn_date_expr){.first_token = at, .from = isn_date_nothing()};
    uint32_t n = isn_repeat_piece(scan, at, &out->from);
    if (n) {
        out->to = out->from;
        out->token_count = n;
        return true;
    }
    n = isn_short_range(scan, at, out);
    n = n ? n : isn_hours_range(scan, at, out);
    out->range = n > 0;
    if (!n) {
        n = isn_listed_day(scan, at, out);
        n = n ? n : isn_date_point_at(scan, at, &out->from, &held);
        n = n ? n : isn_bare_year(scan, at, &out->from, false);
        if (!n) {
            out->from = isn_date_nothing();
            n = isn_duration_piece(scan, at, &out->from);
        }
        if (!n) {
            return false;
        }
        out->to = out->from;
        uint32_t more = isn_long_range(scan, at, n, out);
        if (!more) {
            more = isn_night_between(scan, at, n, out);
            more += more ? n : 0;
        }
        if (!more && (held & ISN_HAS_DAY)) {
            more = isn_hours_behind(scan, at, n, out);
            more += more ? n : 0;
        }
        out->range = more > 0;
        n = more ? more : n;
    }
    if (isn_date_trapped(scan, at, n, out)) {
        return false;
    }
    out->token_count = n;
    return true;
}

/* With kinds remembered from one call to the next, in one document. */
bool isn_date_expr_next(const isnad_doc *doc, uint32_t token,
                        isn_date_cache *cache, isn_date_expr *out)
{
    if (token >= doc->tokens.count) {
        return false;
    }
    const isn_token *t = &doc->tokens.items[token];
    const isnad_block *block = &doc->blocks.items[t->block];
    isn_date_scan scan = {doc, block->first_token,
                          block->first_token + block->token_count, cache};
    if (scan.end > token + REACH) {
        scan.end = token + REACH;
    }
    if (!isn_date_promising(&scan, token) || !read_all(&scan, token, out)) {
        return false;
    }
    const isn_token *last = &doc->tokens.items[token + out->token_count - 1];
    const isn_token *first = t; /* «كل» */
    if (out->from.repeats && out->from.count > 0 &&
        !isn_time_word_at(&scan, token, ISN_TIME_WORD_KIND_EVERY, NULL)) {
        first--;
    }
    out->span = (isnad_span){first->span.begin, last->span.end};
    out->absolute = point_absolute(&out->from) && point_absolute(&out->to);
    out->has_year = out->from.year != 0;
    out->rule = rule_of(out);
    return true;
}

bool isn_date_expr_at(const isnad_doc *doc, uint32_t token, isn_date_expr *out)
{
    isn_date_cache cache;
    memset(&cache, 0, sizeof cache);
    return isn_date_expr_next(doc, token, &cache, out);
}
