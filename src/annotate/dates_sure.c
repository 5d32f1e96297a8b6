/* How sure a value is, and which rules gave it. */
#include "annotate/dates_parts.h"
#include "tables.h"

/* Is one value picked from several that the words allow? */
static bool picked(const isn_date_point *p, const isnad_time *time)
{
    bool weekday_alone = p->kind == ISN_DATE_DAY && p->weekday && !p->day;
    bool year_missing = p->month && !p->year && p->unit != ISN_UNIT_YEAR &&
                        (p->kind == ISN_DATE_DAY || p->kind == ISN_DATE_PERIOD);
    bool proven = p->weekday && p->day && time->first == time->last;
    bool feast = p->kind == ISN_DATE_HOLIDAY && !p->year;
    return !p->modifier &&
           (weekday_alone || (year_missing && !proven) || feast);
}

isnad_sure isn_date_sure(const isn_date_expr *e, const isnad_time *time)
{
    if (!time->value) {
        return ISNAD_SURE_UNKNOWN;
    }
    if (e->absolute) {
        return ISNAD_SURE_STATED;
    }
    return picked(&e->from, time) || (e->range && picked(&e->to, time))
               ? ISNAD_SURE_LIKELY
               : ISNAD_SURE_COUNTED;
}

/* Months begin where the moon is seen: a day or month given in Hijri alone
 * may be off by one elsewhere than in Saudi Arabia. */
uint8_t isn_date_margin(const isn_date_expr *e)
{
    const isn_date_point *p = &e->from;
    bool feast =
        p->kind == ISN_DATE_HOLIDAY &&
        isn_rows_holiday[p->holiday].calendar == ISN_HOLIDAY_CALENDAR_HIJRI;
    return (p->hijri && p->month) || feast;
}

static uint32_t bit(isnad_date_rule rule, bool set)
{
    return set ? UINT32_C(1) << rule : 0;
}

static uint32_t of_point(const isn_date_point *p)
{
    return bit(ISNAD_DATE_RULE_WEEKDAY, p->weekday) |
           bit(ISNAD_DATE_RULE_DAY, p->day) |
           bit(ISNAD_DATE_RULE_MONTH, p->month) |
           bit(ISNAD_DATE_RULE_YEAR, p->year) |
           bit(ISNAD_DATE_RULE_HIJRI, p->hijri && p->month) |
           bit(ISNAD_DATE_RULE_UNIT, p->unit) |
           bit(ISNAD_DATE_RULE_EDGE, p->edge) |
           bit(ISNAD_DATE_RULE_NTH, p->nth) |
           bit(ISNAD_DATE_RULE_MODIFIER, p->modifier) |
           bit(ISNAD_DATE_RULE_COUNT, p->count > 0) |
           bit(ISNAD_DATE_RULE_PART, p->part) |
           bit(ISNAD_DATE_RULE_CLOCK, p->hour >= 0) |
           bit(ISNAD_DATE_RULE_ZONE, p->zone != ISN_NO_ZONE);
}

uint32_t isn_date_rules(const isn_date_expr *e, const isn_date_anchor *a)
{
    bool free = picked(&e->from, &(isnad_time){0}) && !e->absolute;
    uint32_t rules = of_point(&e->from) | (e->range ? of_point(&e->to) : 0);
    return rules | bit(ISNAD_DATE_RULE_END, e->range) |
           bit(ISNAD_DATE_RULE_FUTURE, free && a->direction > 0) |
           bit(ISNAD_DATE_RULE_PAST, free && a->direction < 0) |
           bit(ISNAD_DATE_RULE_TOLD, e->from.behind == ISN_BEHIND_THAT) |
           bit(ISNAD_DATE_RULE_TOLD_YEAR, free && a->year && e->from.month);
}
