/* Date expressions: parts of a period, by number: «الأسبوع الأول من أكتوبر»,
 * «آخر خميس من الشهر», «أول ثلاثة أيام من». */
#include "text/dateexpr_parts.h"
#include "text/match.h"

/* Units of the table and of the grammar have the same order. */
static uint8_t unit_of(const isn_row_time_unit *row) { return row->unit; }

static uint32_t ordinal_or_last(const isn_date_scan *scan, uint32_t at,
                                unsigned gender, uint8_t *nth)
{
    uint32_t n = 0;
    int32_t value = isn_ordinal_word(scan, at, gender, &n);
    if (value >= 1 && value <= 53) {
        *nth = (uint8_t)value;
        return n;
    }
    if (isn_modifier_word(scan, at, &n) == ISN_MOD_LAST &&
        scan->doc->tokens.items[at].fold_len == 12) {
        *nth = ISN_LAST_NTH; /* الأخير */
        return n;
    }
    return 0;
}

/* «الأسبوع الأول من أكتوبر», «الربع الثالث [من] 2018», «النصف الثاني من مايو».
 * A quarter alone is one of this year; halves may be of a match. */
uint32_t isn_nth_piece(const isn_date_scan *scan, uint32_t at,
                       isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    if (!unit || unit->number != ISN_TIME_UNIT_NUMBER_ONE ||
        !isn_definite(scan, at)) {
        return 0;
    }
    uint8_t sub = unit_of(unit);
    if (sub != ISN_UNIT_WEEK && sub != ISN_UNIT_QUARTER &&
        sub != ISN_UNIT_HALF && sub != ISN_UNIT_DECADE &&
        sub != ISN_UNIT_MONTH) {
        return 0;
    }
    isn_date_point q = *p;
    tokens = ordinal_or_last(scan, at + n, ISN_DAY_ORDINAL_GENDER_M, &q.nth);
    if (!tokens) {
        return 0;
    }
    n += tokens;
    uint8_t nth = q.nth;
    uint32_t from = isn_time_from_at(scan, at + n);
    tokens = isn_container_piece(scan, at + n + from, &q);
    if (!tokens && sub == ISN_UNIT_QUARTER && !from) {
        q.kind = ISN_DATE_PERIOD;
        q.unit = ISN_UNIT_YEAR; /* the one beside publication */
    } else if (!tokens) {
        return 0;
    }
    if (sub == ISN_UNIT_DECADE && q.unit != ISN_UNIT_CENTURY) {
        return 0;
    }
    q.sub = sub;
    q.nth = nth;
    *p = q;
    return n + (tokens ? from + tokens : 0);
}

/* «الأشهر الثلاثة الأولى من العام», «أول ثلاثة أيام من الأسبوع». */
uint32_t isn_first_units_piece(const isn_date_scan *scan, uint32_t at,
                               isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    double count = 0;
    bool vague = false;
    isn_date_point q = *p;
    int32_t first = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    if (first == 1) {
        tokens = isn_count_at(scan, at + n, &count, &vague);
        n += tokens;
    } else { /* «الثلاثة أشهر الأولى» */
        n = isn_is(scan->doc, at, ISN_CLASS_NUMBER)
                ? isn_count_at(scan, at, &count, &vague)
                : 0;
    }
    const isn_row_time_unit *unit =
        first == 1 && !tokens ? NULL : isn_unit_word(scan, at + n, &tokens);
    if (!unit || unit->number == ISN_TIME_UNIT_NUMBER_ONE) {
        return 0;
    }
    n += tokens;
    if (first != 1) {
        tokens = count > 0 ? 0 : isn_count_at(scan, at + n, &count, &vague);
        if (unit->number == ISN_TIME_UNIT_NUMBER_TWO) {
            count = 2;
            tokens = 0;
        }
        n += tokens;
        if (isn_ordinal_word(scan, at + n, ISN_DAY_ORDINAL_GENDER_F, &tokens) !=
            1) {
            return 0;
        }
        n += tokens;
    }
    uint32_t from = isn_time_from_at(scan, at + n);
    tokens = from ? isn_container_piece(scan, at + n + from, &q) : 0;
    if (!tokens || vague || count < 2 || count > 60) {
        return 0;
    }
    q.kind = ISN_DATE_PERIOD;
    q.sub = unit_of(unit);
    q.nth = (uint8_t)count;
    q.first_of = true;
    *p = q;
    return n + from + tokens;
}

/* «الأولى», «الأخيرة», «الأخير» behind a weekday; *nth is set.  «الأحد الثالث
 * من» is the third day of the month, a Sunday. */
static uint32_t ordinal_behind(const isn_date_scan *scan, uint32_t at,
                               uint8_t *nth)
{
    uint32_t n = 0;
    int32_t value = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_F, &n);
    if (value >= 1 && value <= 5) {
        *nth = (uint8_t)value;
        return n;
    }
    bool last = isn_modifier_word(scan, at, &n) == ISN_MOD_LAST &&
                (scan->doc->tokens.items[at].fold_len == 12 ||
                 scan->doc->tokens.items[at].fold_len == 14);
    *nth = ISN_LAST_NTH; /* الأخير, الأخيرة */
    return last ? n : 0;
}

/* «أول», «ثالث», «آخر» before a noun; *nth is set. */
static uint32_t ordinal_before(const isn_date_scan *scan, uint32_t at,
                               uint8_t *nth)
{
    uint32_t n = 0;
    int32_t value = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    if (!value) {
        n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_ULTIMATE, NULL);
        value = n ? ISN_LAST_NTH : 0;
    }
    *nth = (uint8_t)value;
    return n;
}

uint32_t isn_day_of_feast(const isn_date_scan *scan, uint32_t at, uint8_t *nth)
{
    uint32_t tokens = 0, n = ordinal_before(scan, at, nth);
    const isn_row_time_unit *unit =
        n ? isn_unit_word(scan, at + n, &tokens) : NULL;
    bool day =
        unit && unit_of(unit) == ISN_UNIT_DAY && !isn_definite(scan, at + n);
    if (!day) {
        return 0;
    }
    uint32_t from = isn_time_from_at(scan, at + n + tokens);
    if (unit->number == ISN_TIME_UNIT_NUMBER_ONE) { /* أول يوم من عيد … */
        return from ? n + tokens + from : 0;
    }
    return unit->number == ISN_TIME_UNIT_NUMBER_MANY ? n + tokens : 0;
}

/* «أول [يوم] جمعة من يوليو», «آخر خميس من الشهر الجاري», «الجمعة الأخيرة من
 * رمضان». */
uint32_t isn_nth_weekday_piece(const isn_date_scan *scan, uint32_t at,
                               isn_date_point *p)
{
    uint32_t tokens = 0;
    isn_date_point q = *p;
    uint8_t nth = 0;
    uint32_t n = ordinal_before(scan, at, &nth);
    bool before = n > 0;
    const isn_row_time_unit *unit = isn_unit_word(scan, at + n, &tokens);
    if (unit && unit_of(unit) == ISN_UNIT_DAY) {
        n += tokens;
    }
    const isn_row_weekday *day = isn_weekday_word(scan, at + n, &tokens);
    if (!day) {
        return 0;
    }
    n += tokens;
    if (!before) {
        tokens = ordinal_behind(scan, at + n, &nth);
        n += tokens;
        if (!tokens || !isn_time_from_at(scan, at + n)) {
            return 0;
        }
    }
    if (nth < 1 || (nth > 5 && nth != ISN_LAST_NTH)) {
        return 0;
    }
    uint32_t from = isn_time_from_at(scan, at + n);
    if (!from) {
        from = isn_time_link_at(scan, at + n, ISN_TIME_LINK_KIND_PREP);
    }
    tokens = isn_container_piece(scan, at + n + from, &q);
    if (!tokens || (q.unit != ISN_UNIT_MONTH && !q.month)) {
        return 0;
    }
    q.weekday = (uint8_t)day->number;
    q.nth = nth;
    q.sub = ISN_UNIT_DAY;
    q.kind = ISN_DATE_PERIOD;
    *p = q;
    return n + from + tokens;
}

/* «أول أسبوع من رمضان», «آخر يوم من العام»: the part before «من». */
uint32_t isn_part_of_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    uint32_t tokens = 0;
    isn_date_point q = *p;
    uint8_t nth = 0;
    uint32_t n = isn_day_of_feast(scan, at, &nth);
    tokens = n ? isn_month_piece(scan, at + n, &q, true) : 0;
    if (tokens && q.unit == ISN_UNIT_MONTH) { /* «أول أيام رمضان» */
        q.sub = ISN_UNIT_DAY;
        q.nth = nth;
        *p = q;
        return n + tokens;
    }
    n = ordinal_before(scan, at, &nth);
    const isn_row_time_unit *unit =
        n ? isn_unit_word(scan, at + n, &tokens) : NULL;
    if (!unit || unit->number != ISN_TIME_UNIT_NUMBER_ONE ||
        isn_definite(scan, at + n) ||
        (unit_of(unit) != ISN_UNIT_WEEK && unit_of(unit) != ISN_UNIT_DAY)) {
        return 0;
    }
    n += tokens;
    uint32_t from = isn_time_from_at(scan, at + n);
    if (!from) {
        from = isn_time_link_at(scan, at + n, ISN_TIME_LINK_KIND_PREP);
    }
    tokens = from ? isn_container_piece(scan, at + n + from, &q) : 0;
    if (!tokens || q.edge || q.nth) {
        return 0;
    }
    q.sub = unit_of(unit);
    q.nth = nth;
    q.kind = ISN_DATE_PERIOD;
    *p = q;
    return n + from + tokens;
}
