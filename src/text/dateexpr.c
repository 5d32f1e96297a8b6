/* Date expressions: pieces put together. */
#include "text/dateexpr.h"

#include <string.h>

#include "text/dateexpr_parts.h"
#include "text/match.h"

enum { REACH = 40, PIECES = 7 };

/* What an expression already holds. */
enum {
    HAS_DEICTIC = 1 << 0,
    HAS_WEEKDAY = 1 << 1,
    HAS_DATE = 1 << 2,
    HAS_PERIOD = 1 << 3,
    HAS_PART = 1 << 4,
    HAS_CLOCK = 1 << 5,
    HAS_HOLIDAY = 1 << 6,
    HAS_DAY = HAS_DEICTIC | HAS_WEEKDAY | HAS_DATE | HAS_HOLIDAY,
    CLOSED = 1 << 7, /* offsets, spans, durations: nothing joins them */
};

static bool punct(const isn_date_scan *scan, uint32_t at, uint32_t c)
{
    return at < scan->end && isn_punct_is(scan->doc, at, c);
}

static bool dash(const isn_date_scan *scan, uint32_t at)
{
    return punct(scan, at, '-') || punct(scan, at, 0x2013) ||
           punct(scan, at, 0x2014);
}

/* Does a word before `at` ask for a time: «في», «قبل», «منذ»? */
static bool asked(const isn_date_scan *scan, uint32_t at)
{
    static const uint8_t kinds[] = {
        ISN_TIME_WORD_KIND_AGO, ISN_TIME_WORD_KIND_WITHIN,
        ISN_TIME_WORD_KIND_AHEAD, ISN_TIME_WORD_KIND_WHOLE,
        ISN_TIME_WORD_KIND_START, ISN_TIME_WORD_KIND_END,
    };
    uint32_t n;
    if (at == scan->first) {
        return false;
    }
    if (isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PREP, &n) ||
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_TO, &n) ||
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_BETWEEN, &n)) {
        return true;
    }
    for (unsigned i = 0; i < sizeof kinds; i++) {
        if (isn_time_word(scan, at - 1, kinds[i], &n)) {
            return true;
        }
    }
    return false;
}

/* A feast is a date where it is used as one: «في عيد الفطر», «عيد الفطر
 * الماضي», not «حفلات عيد الفطر». */
static uint32_t holiday_piece(const isn_date_scan *scan, uint32_t at,
                              isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    const isn_row_holiday *row = isn_holiday_word(scan, at, &n);
    if (!row) {
        return 0;
    }
    p->kind = ISN_DATE_HOLIDAY;
    p->holiday = (uint16_t)(row - isn_rows_holiday);
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier) {
        p->modifier = (uint8_t)modifier;
        return n + tokens;
    }
    bool word = isn_year_word_at(scan, at + n);
    uint32_t year = 0;
    if (word) {
        isn_unit_word(scan, at + n, &year);
    }
    tokens = isn_year_at(scan, at + n + year, word, p);
    p->weak = !tokens && !asked(scan, at) && at != scan->first;
    return n + (tokens ? year + tokens : 0);
}

/* ---- one point --------------------------------------------------------------- */

/* May a number here be a day: «يوم 27», «في 15», «الجمعة 22»? */
static bool lone_day(const isn_date_scan *scan, uint32_t at, unsigned has)
{
    uint32_t n;
    const isn_token *t = &scan->doc->tokens.items[at];
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    return (has & HAS_WEEKDAY) || asked(scan, at) ||
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

/* The piece at `at` that may join what is `held`; *held grows. */
static uint32_t piece(const isn_date_scan *scan, uint32_t at,
                      isn_date_point *p, unsigned *held)
{
    uint32_t n = 0;
    unsigned has = *held;
    if (at >= scan->end) {
        return 0;
    }
    isn_date_point q = *p;
    bool free_day = !(has & (HAS_DATE | HAS_HOLIDAY | CLOSED));
    if (!has && (n = holiday_piece(scan, at, &q))) {
        *held |= HAS_HOLIDAY;
    } else if (free_day && !(has & HAS_PERIOD) &&
               ((n = isn_numeric_piece(scan, at, &q)) ||
                (n = isn_date_piece(scan, at, &q)))) {
        *held |= q.day ? HAS_DATE : HAS_PERIOD;
    } else if (free_day && !(has & (HAS_PERIOD | HAS_DEICTIC)) &&
               lone_day(scan, at, has) &&
               (n = isn_lone_day_piece(scan, at, &q))) {
        *held |= HAS_DATE;
    } else if (!(has & (HAS_CLOCK | CLOSED)) &&
               (!has || (has & (HAS_DAY | HAS_PART))) &&
               !begins_hours(scan, at) &&
               (n = isn_clock_piece(scan, at, &q))) {
        *held |= HAS_CLOCK;
    } else if (!(has & (HAS_DAY | HAS_PERIOD | CLOSED)) &&
               (n = isn_deictic_piece(scan, at, &q))) {
        *held |= HAS_DEICTIC;
    } else if (free_day && !(has & HAS_WEEKDAY) &&
               (!(has & HAS_PERIOD) || p->unit == ISN_UNIT_WEEK) &&
               (n = isn_weekday_piece(scan, at, &q))) {
        if (has & HAS_PERIOD) {
            q.modifier = p->modifier; /* الأسبوع المقبل يوم الجمعة */
        }
        *held |= HAS_WEEKDAY;
    } else if (!has && ((n = isn_offset_piece(scan, at, &q)) ||
                        (n = isn_span_piece(scan, at, &q)))) {
        *held |= CLOSED;
    } else if (!(has & (HAS_PERIOD | HAS_DATE | HAS_DEICTIC | HAS_CLOCK |
                        CLOSED)) &&
               ((n = isn_period_piece(scan, at, &q)) ||
                (!(has & HAS_WEEKDAY) &&
                 (n = isn_month_piece(scan, at, &q, asked(scan, at)))))) {
        bool of_week = (has & HAS_WEEKDAY) && q.unit == ISN_UNIT_WEEK &&
                       !q.edge && !q.nth;
        if ((has & (HAS_WEEKDAY | HAS_PART)) && !of_week) {
            return 0;
        }
        if (of_week) {
            q.kind = ISN_DATE_DAY;
        }
        *held |= HAS_PERIOD;
    } else if (!(has & (HAS_PART | HAS_PERIOD | CLOSED)) &&
               (n = isn_part_piece(scan, at, &q))) {
        *held |= HAS_PART | (q.hour >= 0 ? HAS_CLOCK : 0);
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
    if (punct(scan, at, '(') && (held & (HAS_WEEKDAY | HAS_DEICTIC))) {
        *bracket = true;
        return 1;
    }
    n += isn_comma_at(scan, at) || dash(scan, at);
    if ((held & HAS_WEEKDAY) &&
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
    if (gained & (HAS_CLOCK | HAS_PART)) {
        return (held & (HAS_DAY | HAS_PART)) != 0;
    }
    if (held & (HAS_CLOCK | HAS_PART)) {
        return (gained & HAS_DAY) != 0;
    }
    return (held & HAS_WEEKDAY ? (gained & (HAS_DATE | HAS_PERIOD)) != 0
                               : (held & HAS_DEICTIC) && (gained & HAS_DATE)) ||
           ((held & HAS_PERIOD) && (gained & HAS_WEEKDAY));
}

/* The same day by the other calendar: «الموافق 10 رجب 1443هـ». */
static uint32_t matching(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p)
{
    uint32_t n = 0, word = 0, tokens = 0;
    bool bracket = punct(scan, at, '(');
    n += bracket || isn_comma_at(scan, at) || dash(scan, at) ||
         punct(scan, at, '/');
    bool said = isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_MATCHING,
                              &word) != NULL;
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
    n += bracket && punct(scan, at + n, ')');
    if (p->hijri && !q.hijri) { /* the Gregorian day is the exact one */
        q.weekday = p->weekday;
        *p = q;
    }
    return n;
}

static uint32_t point_at(const isn_date_scan *scan, uint32_t at,
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
        bool beside = bracket && (now & ~*held) == HAS_WEEKDAY;
        if (!tokens ||
            !(beside || may_join(*held, now & ~*held, skip > 0)) ||
            (bracket && !punct(scan, at + n + skip + tokens, ')'))) {
            break;
        }
        *p = q;
        *held = now;
        n += skip + tokens + bracket;
        if (now & CLOSED) {
            break;
        }
    }
    if (n && (*held & HAS_DATE)) {
        n += matching(scan, at + n, p);
    }
    if (n && (*held & HAS_CLOCK)) {
        n += isn_zone_piece(scan, at + n, p);
    }
    if (p->kind == ISN_DATE_NONE && p->part && p->hour < 0) {
        bool said = p->modifier == ISN_MOD_THIS; /* هذا الصباح */
        if (said || ((p->part_edge || asked(scan, at)) &&
                     isn_date_ends(scan, at + n))) {
            p->kind = ISN_DATE_DEICTIC;
            p->weak = p->weak || !said;
        }
    }
    if (p->kind == ISN_DATE_NONE && p->hour >= 0 && (*held & HAS_CLOCK)) {
        p->kind = ISN_DATE_CLOCK;
    }
    return p->kind == ISN_DATE_NONE ? 0 : n;
}

/* ---- a year alone ----------------------------------------------------------- */

/* Is there a word of figures of this kind and length at `at`? */
static bool figure_word(const isn_date_scan *scan, uint32_t at,
                        uint32_t tokens, unsigned kind)
{
    isn_match_result word = isn_match(scan->doc, at, ISN_CLASS_FIGWORD);
    return word.sense && word.tokens == tokens &&
           isn_rows_figword[word.sense->row].kind == kind;
}

/* «أكثر من 1700», «نحو 1800»: a number of things. */
static bool bounded(const isn_date_scan *scan, uint32_t at)
{
    return (at > scan->first + 1 &&
            figure_word(scan, at - 2, 2, ISN_FIGWORD_KIND_MORE)) ||
           (at > scan->first &&
            figure_word(scan, at - 1, 1, ISN_FIGWORD_KIND_ABOUT));
}

/* What a number must not stand beside to be a year. */
static bool year_company(const isn_date_scan *scan, uint32_t at, uint32_t n,
                         bool second)
{
    const isn_token *t = scan->doc->tokens.items;
    if (at + n < scan->end) {
        const isn_token *next = &t[at + n];
        if (isn_counts_noun(scan, at + n) ||
            figure_word(scan, at + n, 1, ISN_FIGWORD_KIND_OTHERS)) {
            return false;
        }
        if (at + n + 1 < scan->end && t[at + n + 1].kind == ISN_NUMBER &&
            isn_token_is(scan->doc, at + n, "علي")) {
            return false; /* 2000 على 3 */
        }
        if (next->classes & (ISN_BIT(ISN_CLASS_NUMBER) |
                             ISN_BIT(ISN_CLASS_TIME_UNIT))) {
            return false;
        }
        if (punct(scan, at + n, '%') || punct(scan, at + n, 0x66A) ||
            punct(scan, at + n, '$') ||
            (isn_joined(scan, at + n) && punct(scan, at + n, '/')) ||
            (punct(scan, at + n, ':') && isn_joined(scan, at + n + 1))) {
            return false;
        }
    }
    if (at == scan->first || second) {
        return true;
    }
    if (bounded(scan, at) ||
        figure_word(scan, at - 1, 1, ISN_FIGWORD_KIND_LABEL)) {
        return false;
    }
    const isn_token *before = &t[at - 1];
    if (before->kind == ISN_NUMBER || before->kind == ISN_SYMBOL ||
        before->punct == '#' || before->punct == ':' || before->punct == '$' ||
        before->punct == '.' ||
        (!t[at].space_before && before->punct &&
         before->punct != '(' && before->punct != 0x640)) {
        return before->punct == 0xAB || before->punct == '"';
    }
    return true;
}

static uint32_t bare_year(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p, bool second)
{
    unsigned digits = 0;
    int32_t year = isn_date_digits(scan, at, &digits);
    *p = isn_date_nothing();
    if (year < 0 && asked(scan, at)) { /* «في ألف وسبعمائة وتسعة وثمانين» */
        uint32_t words = isn_year_at(scan, at, false, p);
        p->kind = ISN_DATE_PERIOD;
        p->unit = ISN_UNIT_YEAR;
        return words > 1 && isn_date_ends(scan, at + words) ? words : 0;
    }
    if (digits != 4 || year < 1300 || year > 2100) {
        return 0;
    }
    uint32_t n = isn_year_at(scan, at, false, p);
    if (!n) {
        return 0;
    }
    bool era = n > 1;
    int32_t least = asked(scan, at) ? 1600 : 1930;
    int32_t most = asked(scan, at) ? 2100 : 2060;
    if (!era && (year < least || year > most || !year_company(scan, at, n, second))) {
        return 0;
    }
    p->kind = ISN_DATE_PERIOD;
    p->unit = ISN_UNIT_YEAR;
    return n;
}

/* ---- ranges ------------------------------------------------------------------- */

static bool behind_between(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    for (uint32_t back = 1; back <= 2 && at >= scan->first + back; back++) {
        if (isn_time_link(scan, at - back, ISN_TIME_LINK_KIND_BETWEEN, &n)) {
            return true;
        }
    }
    return false;
}

bool isn_range_mark(const isn_date_scan *scan, uint32_t at, uint32_t first,
                    uint32_t *tokens)
{
    *tokens = 0;
    if (at >= scan->end) {
        return false;
    }
    if (isn_time_link(scan, at, ISN_TIME_LINK_KIND_TO, tokens)) {
        return true;
    }
    if (dash(scan, at)) {
        *tokens = 1;
        return true;
    }
    if (!behind_between(scan, first)) {
        return false;
    }
    if (isn_time_link(scan, at, ISN_TIME_LINK_KIND_AND, tokens)) {
        return true;
    }
    return (scan->doc->tokens.items[at].clitics & ISN_CLITIC_WA) != 0;
}

/* What the first end leaves to the second. */
static void share(isn_date_point *from, const isn_date_point *to)
{
    if (from->kind == ISN_DATE_NONE || (from->day && !from->month &&
                                        from->kind == ISN_DATE_DAY)) {
        uint8_t day = from->day;
        *from = *to;
        from->day = day;
        return;
    }
    if (from->month && !from->year && to->year) {
        from->year = to->year - (from->month > to->month);
        from->hijri = to->hijri;
    }
    if (!from->modifier && !from->year) {
        from->modifier = to->modifier;
        from->unit = from->kind == ISN_DATE_DAY ? to->unit : from->unit;
    }
}

/* «23-25 من مايو», «من 4 إلى 22 يناير 1995»: a day without its month. */
static uint32_t short_range(const isn_date_scan *scan, uint32_t at,
                            isn_date_expr *e)
{
    unsigned digits = 0;
    uint32_t n = 0, tokens = 0, mark = 0;
    uint32_t named = 0;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &named);
    if (!unit || unit->unit != ISN_TIME_UNIT_UNIT_DAY) {
        named = 0;
    }
    int32_t day = isn_date_digits(scan, at + named, &digits);
    if (day >= 0) {
        n = 1;
    } else {
        day = isn_ordinal_word(scan, at + named, ISN_DAY_ORDINAL_GENDER_M, &n);
    }
    n += named;
    if (day < 1 || day > 31 || digits > 2 ||
        !isn_range_mark(scan, at + n, at, &mark)) {
        return 0;
    }
    isn_date_point to = isn_date_nothing();
    tokens = isn_date_piece(scan, at + n + mark, &to);
    if (!tokens || !to.day || to.day <= day) {
        return 0;
    }
    e->to = to;
    e->from = isn_date_nothing();
    e->from.day = (uint8_t)day;
    share(&e->from, &to);
    return n + mark + tokens;
}

static bool same_grain(const isn_date_point *a, const isn_date_point *b)
{
    bool day_a = a->kind == ISN_DATE_DAY || a->kind == ISN_DATE_DEICTIC;
    bool day_b = b->kind == ISN_DATE_DAY || b->kind == ISN_DATE_DEICTIC;
    if (day_a && day_b) {
        return true;
    }
    return a->kind == b->kind &&
           (a->kind == ISN_DATE_CLOCK ||
            (a->kind == ISN_DATE_PERIOD && a->unit == b->unit));
}

/* The second end behind a first one of `n` tokens; 0: no range. */
static uint32_t long_range(const isn_date_scan *scan, uint32_t at, uint32_t n,
                           isn_date_expr *e)
{
    uint32_t mark = 0, tokens = 0;
    if (!isn_range_mark(scan, at + n, at, &mark)) {
        return 0;
    }
    unsigned held;
    isn_date_point to;
    tokens = point_at(scan, at + n + mark, &to, &held);
    if (!tokens) {
        tokens = bare_year(scan, at + n + mark, &to, true);
    }
    if (!tokens || !same_grain(&e->from, &to) ||
        (to.kind == ISN_DATE_PERIOD && to.unit == ISN_UNIT_YEAR && to.year &&
         to.year < e->from.year)) {
        return 0;
    }
    e->to = to;
    share(&e->from, &to);
    return n + mark + tokens;
}

/* «ليل الجمعة السبت»: the night between two days. */
static uint32_t night_between(const isn_date_scan *scan, uint32_t at,
                              uint32_t n, isn_date_expr *e)
{
    isn_date_point *from = &e->from, to = isn_date_nothing();
    if (from->kind != ISN_DATE_DAY || !from->weekday || from->day ||
        from->part / 100 < 20) {
        return 0;
    }
    uint32_t tokens = isn_weekday_piece(scan, at + n, &to);
    if (!tokens || to.weekday != from->weekday % 7 + 1) {
        return 0;
    }
    e->to = to;
    from->modifier = from->modifier ? from->modifier : to.modifier;
    return tokens;
}

/* Hours of a day, with the day behind («من 3:00 إلى 4:00 غدا») or before them
 * («اليوم من الخامسة إلى السابعة»). */
static uint32_t hours(const isn_date_scan *scan, uint32_t at, isn_date_expr *e)
{
    isn_date_point from, to, day = isn_date_nothing();
    bool proven = false;
    uint32_t n = isn_clock_range(scan, at, &from, &to, &proven);
    if (!n) {
        return 0;
    }
    unsigned held = 0;
    uint32_t joint = 0, tokens = 0;
    if (isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_PREP, &tokens)) {
        joint = tokens;
    }
    tokens = point_at(scan, at + n + joint, &day, &held);
    /* «2 - 1 مساء الثلاثاء» is a score, «4:00 - 5:00» none. */
    bool score = dash(scan, at + 1) && !punct(scan, at + 3, ':');
    if (tokens && (held & HAS_DAY) && !(held & HAS_CLOCK) && !score) {
        n += joint + tokens;
    } else if (proven) {
        day = isn_date_nothing();
        day.kind = ISN_DATE_CLOCK;
    } else {
        return 0;
    }
    e->from = e->to = day;
    e->from.hour = from.hour;
    e->from.minute = from.minute;
    e->to.hour = to.hour;
    e->to.minute = to.minute;
    return n;
}

static uint32_t hours_behind(const isn_date_scan *scan, uint32_t at,
                             uint32_t n, isn_date_expr *e)
{
    isn_date_point from, to;
    bool proven = false;
    uint32_t tokens = 0;
    if (!isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_FROM, &tokens) &&
        !isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_BETWEEN, &tokens)) {
        return 0;
    }
    uint32_t range =
        isn_clock_range(scan, at + n + tokens, &from, &to, &proven);
    if (!range || e->from.hour >= 0) {
        return 0;
    }
    e->to = e->from;
    e->from.hour = from.hour;
    e->from.minute = from.minute;
    e->to.hour = to.hour;
    e->to.minute = to.minute;
    return tokens + range;
}

/* ---- the whole ---------------------------------------------------------------- */

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
    static const char *const names[] = {
        "none",   "day",  "deictic",  "period", "offset",
        "stretch", "clock", "duration", "holiday"};
    return e->range ? "range" : names[e->from.kind];
}

static bool quote_mark(const isn_date_scan *scan, uint32_t at)
{
    return punct(scan, at, '"') || punct(scan, at, 0xBB) ||
           punct(scan, at, 0xAB) || punct(scan, at, 0x201D) ||
           punct(scan, at, 0x201C) || punct(scan, at, ')') ||
           punct(scan, at, '(');
}

/* «المصري اليوم»; a country only as a name in marks or behind an outlet word
 * («صحيفة العراق اليوم»). */
static bool newspaper(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    if (at == scan->first) {
        return false;
    }
    const isn_row_time_link *paper =
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PAPER, &n);
    if (!paper || paper->value != 0) {
        return paper != NULL;
    }
    if (at < scan->first + 2) {
        return false;
    }
    const isn_row_time_link *outlet =
        isn_time_link(scan, at - 2, ISN_TIME_LINK_KIND_PAPER, &n);
    return (outlet && outlet->value == 2) ||
           (quote_mark(scan, at - 2) && quote_mark(scan, at + 1));
}

/* «اليوم» that is no day of the calendar: «ذلك اليوم», «اليوم العالمي»,
 * «اليوم الـ17», «حتى اليوم». */
static bool other_day(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    if (at > scan->first &&
        (isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_SAME, &n) ||
         isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_DEMO, &n) ||
         isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_AHEAD, &n) ||
         isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_TO, &n))) {
        return true;
    }
    return isn_article_at(scan, at + 1) ||
           (at + 1 < scan->end &&
            (isn_time_link(scan, at + 1, ISN_TIME_LINK_KIND_DAYADJ, &n) ||
             isn_ordinal_word(scan, at + 1, ISN_DAY_ORDINAL_GENDER_M, &n)));
}

/* Traps that the words before and behind tell. */
static bool trapped(const isn_date_scan *scan, uint32_t at, uint32_t n,
                    const isn_date_expr *e)
{
    uint32_t tokens = 0;
    const isn_date_point *p = &e->from;
    if (p->kind == ISN_DATE_DEICTIC && p->shift == 0 && n == 1 && !p->part) {
        return newspaper(scan, at) || other_day(scan, at);
    }
    if (p->kind == ISN_DATE_DAY && p->weekday && n == 1 && at > scan->first) {
        const isn_row_time_link *trap =
            isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_TRAP, &tokens);
        return trap && trap->value == p->weekday;
    }
    return false;
}

static bool read_all(const isn_date_scan *scan, uint32_t at,
                     isn_date_expr *out)
{
    unsigned held = 0;
    *out = (isn_date_expr){.first_token = at};
    uint32_t n = short_range(scan, at, out);
    n = n ? n : hours(scan, at, out);
    out->range = n > 0;
    if (!n) {
        n = point_at(scan, at, &out->from, &held);
        n = n ? n : bare_year(scan, at, &out->from, false);
        if (!n) {
            out->from = isn_date_nothing();
            n = isn_duration_piece(scan, at, &out->from);
        }
        if (!n) {
            return false;
        }
        out->to = out->from;
        uint32_t more = long_range(scan, at, n, out);
        if (!more) {
            more = night_between(scan, at, n, out);
            more += more ? n : 0;
        }
        if (!more && (held & HAS_DAY)) {
            more = hours_behind(scan, at, n, out);
            more += more ? n : 0;
        }
        out->range = more > 0;
        n = more ? more : n;
    }
    if (trapped(scan, at, n, out)) {
        return false;
    }
    out->token_count = n;
    return true;
}

bool isn_date_expr_at(const isnad_doc *doc, uint32_t token, isn_date_expr *out)
{
    if (token >= doc->tokens.count) {
        return false;
    }
    const isn_token *t = &doc->tokens.items[token];
    const isnad_block *block = &doc->blocks.items[t->block];
    isn_date_cache cache;
    memset(cache.tag, 0, sizeof cache.tag);
    isn_date_scan scan = {doc, block->first_token,
                          block->first_token + block->token_count, &cache};
    if (scan.end > token + REACH) {
        scan.end = token + REACH;
    }
    if (!isn_date_promising(&scan, token) || !read_all(&scan, token, out)) {
        return false;
    }
    const isn_token *last = &doc->tokens.items[token + out->token_count - 1];
    out->span = (isnad_span){t->span.begin, last->span.end};
    out->absolute = point_absolute(&out->from) && point_absolute(&out->to);
    out->has_year = out->from.year != 0;
    out->rule = rule_of(out);
    return true;
}
