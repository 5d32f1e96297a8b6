/* Date expressions: days and months of a calendar, weekdays, deictics. */
#include <string.h>

#include "text/dateexpr_parts.h"
#include "text/match.h"

isn_date_point isn_date_nothing(void)
{
    return (isn_date_point){
        .hour = -1, .minute = -1, .second = -1, .zone = ISN_NO_ZONE};
}

static bool is_char(const isn_date_scan *scan, uint32_t at, uint32_t c)
{
    return at < scan->end && isn_punct_is(scan->doc, at, c);
}

static bool unit_is(const isn_date_scan *scan, uint32_t at, unsigned unit,
                    uint32_t *tokens)
{
    const isn_row_time_unit *row = isn_unit_word(scan, at, tokens);
    return row && row->unit == unit && row->number == ISN_TIME_UNIT_NUMBER_ONE;
}

/* ---- the month and what follows it ---------------------------------- */

/* The same month in another usage: «/كانون الثاني», «(كانون الثاني)». */
static uint32_t pair(const isn_date_scan *scan, uint32_t at,
                     const isn_row_month *first)
{
    uint32_t n = 0, month_tokens = 0;
    bool bracket = is_char(scan, at, '(');
    if (bracket || is_char(scan, at, '/') || is_char(scan, at, '-') ||
        is_char(scan, at, 0x2013) || is_char(scan, at, '\\')) {
        n = 1;
    }
    const isn_row_month *second = isn_month_word(scan, at + n, &month_tokens);
    if (!second || second->number != first->number ||
        first->calendar == ISN_MONTH_CALENDAR_HIJRI || /* صفر-صفر */
        second->calendar == ISN_MONTH_CALENDAR_HIJRI) {
        return 0;
    }
    n += month_tokens;
    return n + (bracket && is_char(scan, at + n, ')'));
}

/* Does the year before `at` count the noun there: «2017 طالبا», not «2017 وفد»,
 * since 11 to 99 ask for an accusative? */
static bool counted_by(const isn_date_scan *scan, uint32_t at, int32_t year)
{
    if (!isn_counts_noun(scan, at)) {
        return false;
    }
    const isn_token *t = &scan->doc->tokens.items[at];
    bool accusative =
        t->fold_len > 4 && (memcmp(t->fold + t->fold_len - 2, "ا", 2) == 0 ||
                            memcmp(t->fold + t->fold_len - 2, "ه", 2) == 0);
    return year % 100 < 11 || accusative;
}

/* «2015», «لعام 2015», «من عام 2015» behind a modifier: «أغسطس المقبل لعام
 * 2015», «العام الماضي 2014». */
uint32_t isn_year_behind(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p)
{
    uint32_t n = isn_time_from_at(scan, at), tokens = 0;
    isn_date_point q = *p;
    bool word = isn_year_word_at(scan, at + n);
    if (word) {
        isn_unit_word(scan, at + n, &tokens);
        n += tokens;
    }
    tokens = word || n == 0 ? isn_year_at(scan, at + n, word, &q) : 0;
    if (!tokens ||
        (!word && (!q.hijri && (q.year < 1900 || q.year > 2100 ||
                                counted_by(scan, at + 1, q.year))))) {
        return 0;
    }
    p->year = q.year;
    p->hijri = q.hijri;
    p->modifier = ISN_MOD_NONE;
    p->behind = ISN_BEHIND_NOTHING;
    return n + tokens;
}

/* «العام نفسه», «نفس الشهر», «ذلك العام»: the unit told before. */
static uint32_t same_unit(const isn_date_scan *scan, uint32_t at, unsigned unit)
{
    uint32_t n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_SAME, NULL);
    uint32_t tokens = 0, self = 0;
    const isn_row_time_unit *row = isn_unit_word(scan, at + n, &tokens);
    if (!row || row->unit != unit || row->number != ISN_TIME_UNIT_NUMBER_ONE ||
        !isn_definite(scan, at + n)) {
        return 0;
    }
    self =
        n ? 0
          : isn_time_word_at(scan, at + tokens, ISN_TIME_WORD_KIND_SELF, NULL);
    return n || self ? n + tokens + self : 0;
}

/* «من العام الماضي», «هذا العام», «عام 2017», «2017م», «الماضي». */
static uint32_t behind_month(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    unsigned modifier = isn_modifier_word(scan, at, &tokens);
    if (modifier) {
        p->modifier = (uint8_t)modifier;
        return tokens + isn_year_behind(scan, at + tokens, p);
    }
    n = isn_time_from_at(scan, at);
    tokens = same_unit(scan, at + n, ISN_TIME_UNIT_UNIT_YEAR);
    if (tokens) {
        p->unit = ISN_UNIT_YEAR;
        p->modifier = ISN_MOD_THIS;
        p->behind = ISN_BEHIND_THAT;
        return n + tokens;
    }
    n = 0;
    n += isn_comma_at(scan, at) || is_char(scan, at, '.') ||
         is_char(scan, at, '/') || is_char(scan, at, '-');
    n += isn_time_link_at(scan, at + n, ISN_TIME_LINK_KIND_FROM);
    bool demonstrative =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    bool word = isn_year_word_at(scan, at + n);
    if (word) {
        isn_unit_word(scan, at + n, &tokens);
        n += tokens;
        modifier = demonstrative ? ISN_MOD_THIS
                                 : isn_modifier_word(scan, at + n, &tokens);
        if (modifier) {
            p->unit = ISN_UNIT_YEAR;
            p->modifier = (uint8_t)modifier;
            n += demonstrative ? 0 : tokens;
            return n + isn_year_behind(scan, at + n, p);
        }
    } else if (demonstrative) {
        return 0;
    }
    tokens = isn_year_at(scan, at + n, word, p);
    return tokens ? n + tokens : 0;
}

/* A month that its word alone does not prove needs company. */
static bool proven(const isn_row_month *month, bool certain, bool company)
{
    return month->sure == ISN_MONTH_SURE_SURE || company ||
           (certain && month->sure == ISN_MONTH_SURE_WEAK);
}

uint32_t isn_month_piece(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p, bool certain)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    bool named = unit_is(scan, at, ISN_TIME_UNIT_UNIT_MONTH, &tokens);
    n += named ? tokens : 0;
    const isn_row_month *month = isn_month_word(scan, at + n, &tokens);
    if (!month) {
        return 0;
    }
    n += tokens;
    q.month = (uint8_t)month->number;
    q.hijri = month->calendar == ISN_MONTH_CALENDAR_HIJRI;
    uint32_t same = pair(scan, at + n, month);
    n += same;
    if (isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_BLESSED, &tokens)) {
        n += tokens;
        named = true;
    }
    uint32_t behind = behind_month(scan, at + n, &q);
    bool dated = q.day && month->sure != ISN_MONTH_SURE_ZERO;
    if (!proven(month, certain, named || same || behind || dated)) {
        return 0;
    }
    q.kind = q.day || q.weekday ? ISN_DATE_DAY : ISN_DATE_PERIOD;
    if (q.unit == ISN_UNIT_NONE && q.kind == ISN_DATE_PERIOD) {
        q.unit = ISN_UNIT_MONTH;
    }
    *p = q;
    return n + behind;
}

/* ---- the day -------------------------------------------------------- */

/* «13», «الثالث عشر», «الـ13», «أول»; *day is set. */
static uint32_t day_number(const isn_date_scan *scan, uint32_t at, uint8_t *day)
{
    unsigned digits = 0;
    uint32_t bracket = is_char(scan, at, '(') && is_char(scan, at + 2, ')');
    uint32_t n = bracket + isn_article_at(scan, at);
    int32_t value = isn_date_digits(scan, at + n, &digits);
    if (value >= 1 && value <= 31 && digits <= 2) {
        *day = (uint8_t)value; /* «(19) شوال» as well */
        return n + 1 + bracket;
    }
    value = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    if (value >= 1 && value <= 31) {
        *day = (uint8_t)value;
        return n;
    }
    return 0;
}

/* «من الشهر الجاري», «هذا الشهر», «من شهر مايو» behind a day. */
static uint32_t day_of_month(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = 0, tokens = same_unit(scan, at, ISN_TIME_UNIT_UNIT_MONTH);
    if (tokens) {
        p->unit = ISN_UNIT_MONTH;
        p->modifier = ISN_MOD_THIS;
        p->behind = ISN_BEHIND_THAT;
        return tokens;
    }
    bool demonstrative =
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    if (!unit_is(scan, at + n, ISN_TIME_UNIT_UNIT_MONTH, &tokens) ||
        !isn_definite(scan, at + n)) {
        return 0;
    }
    n += tokens;
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier) {
        n += tokens;
    } else if (isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_DEMO, &tokens)) {
        modifier = ISN_MOD_THIS;
        n += tokens;
    } else if (demonstrative) {
        modifier = ISN_MOD_THIS;
    } else {
        return 0;
    }
    p->unit = ISN_UNIT_MONTH;
    p->modifier = (uint8_t)modifier;
    return n;
}

/* «19 الجاري», «الخامس عشر من الحالي»: of this month.  The day ends at `last`,
 * then `from` tokens of «من». */
static uint32_t month_left_out(const isn_date_scan *scan, uint32_t last,
                               uint32_t from, isn_date_point *p)
{
    uint32_t tokens = 0;
    if ((!from && scan->doc->tokens.items[last].kind != ISN_NUMBER) ||
        isn_modifier_word(scan, last + 1 + from, &tokens) != ISN_MOD_THIS) {
        return 0;
    }
    p->unit = ISN_UNIT_MONTH;
    p->modifier = ISN_MOD_THIS;
    return tokens;
}

/* A month in front of its day: «أكتوبر 10, 2015», «يناير الحادي والعشرين». */
static uint32_t month_first(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    const isn_row_month *month = isn_month_word(scan, at, &n);
    if (!month) {
        return 0;
    }
    n += pair(scan, at + n, month);
    n += is_char(scan, at + n, '-') || is_char(scan, at + n, '/');
    tokens = day_number(scan, at + n, &q.day);
    if (!tokens) {
        return 0;
    }
    n += tokens;
    uint32_t comma = isn_comma_at(scan, at + n);
    q.month = (uint8_t)month->number;
    q.hijri = month->calendar == ISN_MONTH_CALENDAR_HIJRI;
    tokens = isn_year_at(scan, at + n + comma, false, &q);
    if (!tokens && !isn_date_ends(scan, at + n)) {
        return 0;
    }
    q.weak = !tokens; /* «أكتوبر 2.» */
    q.kind = ISN_DATE_DAY;
    *p = q;
    return n + (tokens ? comma + tokens : 0);
}

uint32_t isn_date_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_DATE, &tokens)) {
        n += tokens;
    }
    if (unit_is(scan, at + n, ISN_TIME_UNIT_UNIT_DAY, &tokens)) {
        n += tokens;
    }
    tokens = day_number(scan, at + n, &q.day);
    if (!tokens) {
        return month_first(scan, at, p);
    }
    n += tokens;
    n += is_char(scan, at + n, '.') || is_char(scan, at + n, '-') ||
         is_char(scan, at + n, '/');
    uint32_t from = isn_time_link_at(scan, at + n, ISN_TIME_LINK_KIND_FROM);
    tokens = isn_month_piece(scan, at + n + from, &q, true);
    if (!tokens) {
        if (!from) { /* «22 في هذا الشهر» */
            from = isn_time_link_at(scan, at + n, ISN_TIME_LINK_KIND_PREP);
        }
        tokens = day_of_month(scan, at + n + from, &q);
    }
    if (!tokens) {
        tokens = month_left_out(scan, at + n - 1, from, &q);
    }
    if (!tokens) {
        return 0;
    }
    q.kind = ISN_DATE_DAY;
    *p = q;
    return n + from + tokens;
}

uint32_t isn_lone_day_piece(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p)
{
    uint32_t n = 0, tokens = 0, clock = 0;
    isn_date_point q = *p;
    bool named = unit_is(scan, at, ISN_TIME_UNIT_UNIT_DAY, &tokens) &&
                 !isn_definite(scan, at);
    n += named ? tokens : 0;
    tokens = day_number(scan, at + n, &q.day);
    if (!tokens) {
        return 0;
    }
    n += tokens;
    isn_date_point time = isn_date_nothing();
    if (!isn_date_ends(scan, at + n)) {
        clock = isn_clock_piece(scan, at + n, &time);
        if (!clock || time.weak) {
            return 0;
        }
    }
    q.weak = !named && !p->weekday;
    q.kind = ISN_DATE_DAY;
    *p = q;
    return n;
}

/* ---- weekdays and deictics ------------------------------------------ */

/* «الأحد الثاني» alone: the second one of this month. */
static uint32_t nth_of_month(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = 0;
    int32_t nth = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    if (nth < 1 || nth > 5 || !isn_date_ends(scan, at + n)) {
        return 0;
    }
    p->kind = ISN_DATE_PERIOD;
    p->unit = ISN_UNIT_MONTH;
    p->modifier = ISN_MOD_THIS;
    p->sub = ISN_UNIT_DAY;
    p->nth = (uint8_t)nth;
    p->weak = true;
    return n;
}

/* «الأسبوع المقبل» behind «ثلاثاء». */
static bool week_behind(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n = 0, tokens = 0;
    return unit_is(scan, at, ISN_TIME_UNIT_UNIT_WEEK, &n) &&
           isn_definite(scan, at) && isn_modifier_word(scan, at + n, &tokens);
}

/* «الخميس والسبت المقبلين»: what the second day says of the first. */
static unsigned pair_modifier(const isn_date_scan *scan, uint32_t at)
{
    uint32_t tokens = 0, behind = 0;
    if (at >= scan->end ||
        !(scan->doc->tokens.items[at].clitics & ISN_CLITIC_WA) ||
        !isn_weekday_word(scan, at, &tokens) ||
        !isn_time_word(scan, at + tokens, ISN_TIME_WORD_KIND_PAIR, &behind)) {
        return ISN_MOD_NONE;
    }
    return isn_modifier_word(scan, at + tokens, &behind);
}

uint32_t isn_weekday_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    bool demonstrative =
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    bool named = unit_is(scan, at + n, ISN_TIME_UNIT_UNIT_DAY, &tokens);
    n += named ? tokens : 0;
    const isn_row_weekday *day = isn_weekday_word(scan, at + n, &tokens);
    if (!day || (day->form == ISN_WEEKDAY_FORM_BARE && !named &&
                 !week_behind(scan, at + n + tokens))) {
        return 0;
    }
    n += tokens;
    p->weekday = (uint8_t)day->number;
    if (p->kind == ISN_DATE_DEICTIC) {
        return n; /* أمس الاثنين */
    }
    p->kind = ISN_DATE_DAY;
    if (demonstrative) {
        p->modifier = ISN_MOD_THIS;
        return n;
    }
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier) {
        p->modifier = (uint8_t)modifier;
        return n + tokens;
    }
    p->modifier = (uint8_t)pair_modifier(scan, at + n);
    return p->modifier ? n : n + nth_of_month(scan, at + n, p);
}

uint32_t isn_deictic_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    uint32_t n = 0, tokens = 0, behind = 0;
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_NOW, &tokens)) {
        p->kind = ISN_DATE_DEICTIC;
        p->unit = ISN_UNIT_MINUTE;
        p->weak = true;
        return tokens;
    }
    bool demonstrative =
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    if (!demonstrative && !isn_definite(scan, at) && /* «يوم أمس» */
        unit_is(scan, at, ISN_TIME_UNIT_UNIT_DAY, &tokens) &&
        isn_time_word(scan, at + tokens, ISN_TIME_WORD_KIND_TODAY, &behind) &&
        !isn_is(scan->doc, at + tokens, ISN_CLASS_TIME_UNIT) &&
        !isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_PART, NULL)) {
        n = tokens; /* not «ليلة الغد», a part of the day */
    }
    const isn_row_time_word *day =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_TODAY, &tokens);
    const isn_row_time_word *night =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_NIGHT, &behind);
    if (night && (!day || behind > tokens)) {
        p->kind = ISN_DATE_DEICTIC;
        p->shift = night->value;
        p->part = 2024;
        return n + behind;
    }
    int32_t that = 0;
    uint32_t same = day ? 0
                        : isn_time_word_at(scan, at, /* نفس اليوم */
                                           ISN_TIME_WORD_KIND_SAME, &that);
    if (same && !that) {
        day = isn_time_word(scan, at + same, ISN_TIME_WORD_KIND_TODAY, &tokens);
    }
    if (!day || ((demonstrative || same) && day->value != 0)) {
        return 0;
    }
    n += same + tokens;
    p->shift = day->value;
    uint32_t self =
        day->value == 0 && !demonstrative && !same
            ? isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_SELF, NULL)
            : 0;
    if (self || same) { /* اليوم ذاته */
        p->kind = ISN_DATE_DEICTIC;
        p->behind = ISN_BEHIND_THAT;
        return n + self;
    }
    if (day->value == 0 && !demonstrative) {
        unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
        if (modifier == ISN_MOD_LAST || modifier == ISN_MOD_NEXT) {
            p->shift = modifier == ISN_MOD_LAST ? -1 : 1;
            p->behind = ISN_BEHIND_THAT; /* of the day told before */
            n += tokens;
        }
    }
    p->weak = demonstrative;
    p->kind = ISN_DATE_DEICTIC;
    return n;
}
