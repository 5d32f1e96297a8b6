/* Date expressions: weeks, months, years and longer, and their edges. */
#include "text/dateexpr_parts.h"
#include "text/match.h"
#include "text/numexpr.h"

/* Units of the table and of the grammar have the same order. */
static uint8_t unit_of(const isn_row_time_unit *row) { return row->unit; }

/* ---- years ---------------------------------------------------------- */

static uint32_t two_years(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p);

/* «عام 2017», «العام الماضي», «هذا العام», «2017». */
static uint32_t year_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    uint32_t n = 0, kind = 0;
    bool word_first = isn_year_word_at(scan, at);
    if (word_first) {
        isn_unit_word(scan, at, &n);
    }
    isn_date_point q = *p;
    isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_YEARADJ, &kind);
    uint32_t two = word_first ? two_years(scan, at + n + kind, p) : 0;
    if (two) {
        return n + kind + two; /* العام المالي 2016/2017 */
    }
    uint32_t tokens = isn_year_at(scan, at + n, word_first, &q);
    if (!tokens || (!word_first && !q.hijri && /* «بطول 1500 متر» */
                    (q.year < 1600 || q.year > 2100 ||
                     (isn_counts_noun(scan, at + tokens) &&
                      !isn_year_before_noun(scan, at, at + tokens))))) {
        return 0;
    }
    q.kind = ISN_DATE_PERIOD;
    q.unit = ISN_UNIT_YEAR;
    *p = q;
    return n + tokens;
}

/* Two years joined: «2017-2018», «2017/2018» behind «موسم». */
static uint32_t two_years(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p)
{
    unsigned digits = 0;
    int32_t first = isn_date_digits(scan, at, &digits);
    bool hijri = first >= 1350 && first < 1500;
    if (digits != 4 || (!hijri && (first < 1900 || first > 2100)) ||
        !(isn_punct_is(scan->doc, at + 1, '/') ||
          isn_punct_is(scan->doc, at + 1, '-') ||
          isn_punct_is(scan->doc, at + 1, 0x2013))) {
        return 0;
    }
    int32_t second = isn_date_digits(scan, at + 2, &digits);
    if (digits == 2) {
        second += first / 100 * 100;
    }
    if ((digits != 4 && digits != 2) ||
        (second != first + 1 && second != first - 1)) {
        return 0;
    }
    p->kind = ISN_DATE_PERIOD;
    p->unit = ISN_UNIT_SPORT;
    p->year = first < second ? first : second;
    p->hijri = hijri;
    return 3 +
           (hijri ? isn_time_word_at(scan, at + 3, ISN_TIME_WORD_KIND_AH, NULL)
                  : 0);
}

/* ---- decades and centuries ------------------------------------------ */

static uint32_t century_number(const isn_date_scan *scan, uint32_t at,
                               isn_date_point *p)
{
    uint32_t n = isn_article_at(scan, at);
    unsigned digits = 0;
    int32_t number = isn_date_digits(scan, at + n, &digits);
    if (number >= 1 && number <= 30 && digits <= 2) {
        p->count = number;
        return n + 1;
    }
    number = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    if (number > 0) {
        p->count = number;
        return n;
    }
    unsigned modifier = isn_modifier_word(scan, at, &n);
    if (modifier) {
        p->modifier = (uint8_t)modifier;
        return n;
    }
    return 0;
}

static uint32_t century_piece(const isn_date_scan *scan, uint32_t at,
                              isn_date_point *p)
{
    uint32_t n = 0;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    if (!unit || unit_of(unit) != ISN_UNIT_CENTURY ||
        unit->number != ISN_TIME_UNIT_NUMBER_ONE || !isn_definite(scan, at)) {
        return 0;
    }
    uint32_t tokens = century_number(scan, at + n, p);
    if (!tokens) {
        return 0;
    }
    p->kind = ISN_DATE_PERIOD;
    p->unit = ISN_UNIT_CENTURY;
    return n + tokens;
}

/* «التسعينيات», «ثمانينيات القرن الماضي»: `year` its number in the century,
 * `count` the century or 0. */
static uint32_t decade_piece(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    int32_t value = 0;
    uint32_t n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_DECADE, &value);
    if (!n) {
        return 0;
    }
    isn_date_point q = *p;
    uint32_t from = isn_time_from_at(scan, at + n);
    uint32_t century = century_piece(scan, at + n + from, &q);
    if (from && !century) {
        return 0; /* «في الثلاثينيات من العمر» */
    }
    q.kind = ISN_DATE_PERIOD;
    q.unit = ISN_UNIT_DECADE;
    q.year = value;
    q.nth = 0;
    *p = q;
    return n + (century ? from + century : 0);
}

/* ---- seasons -------------------------------------------------------- */

static uint32_t season_piece(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    int32_t month = 0;
    isn_date_point q = *p;
    bool demonstrative =
        isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_DEMO, NULL) > 0;
    n += demonstrative;
    const isn_row_time_unit *unit = isn_unit_word(scan, at + n, &tokens);
    bool named = unit && unit_of(unit) == ISN_UNIT_SEASON;
    n += named ? tokens : 0;
    tokens = isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_SEASON, &month);
    if (!tokens) {
        return 0;
    }
    n += tokens;
    q.kind = ISN_DATE_PERIOD;
    q.unit = ISN_UNIT_SEASON;
    q.month = (uint8_t)month;
    if (demonstrative) {
        q.modifier = ISN_MOD_THIS;
        *p = q;
        return n;
    }
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier) {
        q.modifier = (uint8_t)modifier;
        *p = q;
        return n + tokens;
    }
    uint32_t from = isn_time_from_at(scan, at + n);
    uint32_t here =
        isn_time_word_at(scan, at + n + from, ISN_TIME_WORD_KIND_DEMO, NULL);
    bool word_first = isn_year_word_at(scan, at + n + from + here);
    uint32_t year = 0;
    if (here && word_first) { /* صيف هذا العام */
        isn_unit_word(scan, at + n + from + here, &year);
        q.modifier = ISN_MOD_THIS;
        q.sub = ISN_UNIT_YEAR;
        *p = q;
        return n + from + here + year;
    }
    if (word_first && !here) {
        isn_unit_word(scan, at + n + from, &year);
        modifier = isn_modifier_word(scan, at + n + from + year, &tokens);
        if (modifier) { /* صيف العام الماضي */
            q.modifier = (uint8_t)modifier;
            q.sub = ISN_UNIT_YEAR;
            *p = q;
            return n + from + year + tokens;
        }
    }
    tokens = isn_year_at(scan, at + n + from + year, word_first, &q);
    if (!tokens) {
        return 0;
    }
    *p = q;
    return n + from + year + tokens;
}

/* ---- units with a modifier ------------------------------------------ */

static bool plain_unit(uint8_t unit)
{
    return unit == ISN_UNIT_WEEK || unit == ISN_UNIT_MONTH ||
           unit == ISN_UNIT_YEAR || unit == ISN_UNIT_DECADE ||
           unit == ISN_UNIT_CENTURY || unit == ISN_UNIT_QUARTER ||
           unit == ISN_UNIT_SPORT;
}

/* «العام نفسه», «نفس الشهر»: the one told before; `at` is behind the unit of
 * «الشهر نفسه», then perhaps «من العام ذاته». */
static uint32_t self_behind(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_SELF, NULL);
    uint32_t from = n ? isn_time_from_at(scan, at + n) : 0, year = 0;
    if (from && isn_year_word_at(scan, at + n + from)) {
        isn_unit_word(scan, at + n + from, &year);
        uint32_t self = isn_time_word_at(scan, at + n + from + year,
                                         ISN_TIME_WORD_KIND_SELF, NULL);
        n += self ? from + year + self : 0;
    }
    return n;
}

/* «الدراسي» of «العام الدراسي المقبل», «الكروي» of «الموسم الكروي الحالي»:
 * years that begin in summer. */
static uint32_t kind_of_year(const isn_date_scan *scan, uint32_t at,
                             const isn_row_time_unit *unit)
{
    enum { SUMMER = 1 };
    uint32_t n = 0, tokens;
    bool year = unit->unit == ISN_TIME_UNIT_UNIT_YEAR ||
                unit->unit == ISN_TIME_UNIT_UNIT_SPORT;
    const isn_row_time_link *kind =
        year ? isn_time_link(scan, at, ISN_TIME_LINK_KIND_YEARADJ, &n) : NULL;
    return kind && kind->value == SUMMER &&
                   isn_modifier_word(scan, at + n, &tokens)
               ? n
               : 0;
}

/* «الأسبوع الماضي», «هذا العام»; with `bare` also «العام» alone. */
static uint32_t unit_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p, bool bare)
{
    uint32_t n = 0, tokens = 0;
    int32_t that = 0;
    bool demonstrative =
        isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_DEMO, NULL) > 0;
    uint32_t same = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_SAME, &that);
    same = that ? 0 : same; /* «ذلك العام» is left to its sentence */
    n += demonstrative ? 1 : same;
    const isn_row_time_unit *unit = isn_unit_word(scan, at + n, &tokens);
    if (!unit || unit->number != ISN_TIME_UNIT_NUMBER_ONE ||
        !plain_unit(unit_of(unit)) || !isn_definite(scan, at + n)) {
        return 0;
    }
    n += tokens;
    uint32_t kind = kind_of_year(scan, at + n, unit);
    n += kind;
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    bool said = modifier != ISN_MOD_NONE;
    bool season = kind || unit_of(unit) == ISN_UNIT_SPORT;
    if (modifier == ISN_MOD_LAST &&
        (season || unit_of(unit) == ISN_UNIT_QUARTER) &&
        isn_token_is(scan->doc, at + n, "الاخير")) {
        return 0; /* «الربع الأخير»: the fourth one */
    }
    if (season && !modifier && !demonstrative) {
        return 0;
    }
    uint32_t self = same ? same : self_behind(scan, at + n);
    bool other = same && isn_time_from_at(scan, at + n);
    if (other) { /* «نفس الشهر من 2016» */
        return 0;
    }
    if (self && !same && unit_of(unit) == ISN_UNIT_YEAR && at > scan->first &&
        isn_definite(scan, at - 1)) {
        return 0; /* «الأمين العام نفسه» */
    }
    if (self && !demonstrative && !modifier && !season) {
        p->behind = ISN_BEHIND_THAT;
        p->kind = ISN_DATE_PERIOD;
        p->unit = unit_of(unit);
        p->modifier = ISN_MOD_THIS;
        return n + (same ? 0 : self);
    }
    if (modifier) {
        p->behind = isn_following_word(scan, at + n) ? ISN_BEHIND_THAT
                                                     : ISN_BEHIND_NOTHING;
        n += tokens;
    } else if (isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_DEMO, NULL) ==
                   1 &&
               at + n + 1 < scan->end && !isn_definite(scan, at + n + 1)) {
        modifier = ISN_MOD_THIS; /* «العام هذا» */
        n++;
    } else if (demonstrative || bare) {
        modifier = ISN_MOD_THIS;
    } else {
        return 0;
    }
    if (demonstrative) {
        modifier = ISN_MOD_THIS;
    }
    p->kind = ISN_DATE_PERIOD;
    p->unit = kind ? ISN_UNIT_SPORT : unit_of(unit);
    p->modifier = (uint8_t)modifier;
    if (p->unit == ISN_UNIT_YEAR && (said || demonstrative)) {
        n += isn_year_behind(scan, at + n, p); /* «العام الحالي 1436هـ» */
    }
    /* «هذا العقد» is a contract; a season is known by what the text is on. */
    p->weak = (p->unit == ISN_UNIT_DECADE &&
               (modifier == ISN_MOD_THIS || p->behind == ISN_BEHIND_THAT)) ||
              (p->unit == ISN_UNIT_SPORT && unit_of(unit) == ISN_UNIT_SPORT);
    return n;
}

/* «عطلة نهاية الأسبوع [الماضي]», «مطلع الأسبوع». */
static uint32_t weekend_piece(const isn_date_scan *scan, uint32_t at,
                              isn_date_point *p)
{
    int32_t value = 0;
    uint32_t n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_WEEKEND, &value),
             tokens = 0;
    if (!n) {
        return 0;
    }
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    p->edge = value == 1 && modifier ? ISN_EDGE_START : ISN_EDGE_NONE;
    p->kind = ISN_DATE_PERIOD;
    p->unit = ISN_UNIT_WEEKEND;
    p->modifier = (uint8_t)modifier;
    return n + (modifier ? tokens : 0);
}

uint32_t isn_container_piece(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = century_piece(scan, at, p);
    n = n ? n : decade_piece(scan, at, p);
    n = n ? n : season_piece(scan, at, p);
    n = n ? n : isn_month_piece(scan, at, p, true);
    n = n ? n : year_piece(scan, at, p);
    return n ? n : unit_piece(scan, at, p, true);
}

/* «أسبوع 16 سبتمبر»: the week that holds the day. */
static uint32_t week_of_day_piece(const isn_date_scan *scan, uint32_t at,
                                  isn_date_point *p)
{
    uint32_t n = 0;
    isn_date_point q = *p;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    if (!unit || unit_of(unit) != ISN_UNIT_WEEK ||
        unit->number != ISN_TIME_UNIT_NUMBER_ONE || isn_definite(scan, at)) {
        return 0;
    }
    uint32_t tokens = isn_date_piece(scan, at + n, &q);
    if (!tokens || !q.month) {
        return 0;
    }
    q.kind = ISN_DATE_PERIOD;
    q.unit = ISN_UNIT_WEEK;
    *p = q;
    return n + tokens;
}

/* ---- edges ---------------------------------------------------------- */

static uint32_t edge_word(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p)
{
    static const struct {
        uint8_t kind, edge;
    } kinds[] = {
        {ISN_TIME_WORD_KIND_START, ISN_EDGE_START},
        {ISN_TIME_WORD_KIND_MIDDLE, ISN_EDGE_MIDDLE},
        {ISN_TIME_WORD_KIND_END, ISN_EDGE_END},
        {ISN_TIME_WORD_KIND_REST, ISN_EDGE_REST},
        {ISN_TIME_WORD_KIND_WHOLE, ISN_EDGE_WHOLE},
        {ISN_TIME_WORD_KIND_LATER, ISN_EDGE_LATER},
    };
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int32_t wide = 0;
        uint32_t n = isn_time_word_at(scan, at, kinds[i].kind, &wide);
        if (n) {
            p->edge = kinds[i].edge;
            p->edge_wide = wide != 0;
            return n;
        }
    }
    return 0;
}

/* «مطلع أيار», «نهاية العام», «أواخر 2017», «نهاية الغد»; «طوال العام» is a
 * duration. */
static uint32_t edge_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    isn_date_point q = *p, edge = *p;
    uint32_t n = edge_word(scan, at, &edge);
    if (!n) {
        return 0;
    }
    uint32_t from = isn_time_from_at(scan, at + n);
    uint32_t tokens = isn_nth_piece(scan, at + n + from, &q);
    tokens = tokens ? tokens : isn_container_piece(scan, at + n + from, &q);
    if (!tokens && (edge.edge == ISN_EDGE_END || edge.edge == ISN_EDGE_REST)) {
        tokens = isn_deictic_piece(scan, at + n + from, &q);
        /* «نهاية اليوم» for who asks for the clock; else a day is there. */
        q.weak = edge.edge == ISN_EDGE_REST || q.shift == 0;
        q.part = 0;
    }
    bool length = isn_token_is(scan->doc, at, "نصف") && q.unit > ISN_UNIT_MONTH;
    if (!tokens || length || (q.unit == ISN_UNIT_SPORT && q.modifier)) {
        return 0; /* «قرابة نصف القرن» is how long */
    }
    if (edge.edge == ISN_EDGE_WHOLE && tokens == 1 && !q.year && !q.month) {
        q.kind = ISN_DATE_DURATION; /* «طوال العام» */
        q.count = 1;
    }
    q.edge = edge.edge;
    q.edge_wide = edge.edge_wide;
    *p = q;
    return n + from + tokens;
}

uint32_t isn_period_piece(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p)
{
    if (scan->doc->tokens.items[at].kind == ISN_NUMBER) {
        bool season = isn_punct_is(scan->doc, at + 1, '/') &&
                      !isn_joined(scan, at) &&
                      !isn_date_mark(scan, at + 3, '/');
        unsigned digits = 0; /* «2014/2015», both in full */
        return season && isn_date_digits(scan, at + 2, &digits) > 0 &&
                       digits == 4
                   ? two_years(scan, at, p)
                   : 0;
    }
    uint32_t n = weekend_piece(scan, at, p);
    n = n ? n : isn_first_units_piece(scan, at, p);
    n = n ? n : isn_part_of_piece(scan, at, p);
    n = n ? n : edge_piece(scan, at, p);
    n = n ? n : week_of_day_piece(scan, at, p);
    n = n ? n : isn_nth_piece(scan, at, p);
    n = n ? n : century_piece(scan, at, p);
    n = n ? n : decade_piece(scan, at, p);
    n = n ? n : season_piece(scan, at, p);
    if (n) {
        return n;
    }
    uint32_t tokens = 0;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &tokens);
    if (unit && unit_of(unit) == ISN_UNIT_SPORT) {
        n = two_years(scan, at + tokens, p);
        if (n) {
            return tokens + n;
        }
    }
    if (isn_year_word_at(scan, at)) {
        n = year_piece(scan, at, p);
    }
    return n ? n : unit_piece(scan, at, p, false);
}
