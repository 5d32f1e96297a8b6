/* How a stretch of days is written: docs/output.md and TIMEX3. */
#include <stdio.h>
#include <string.h>

#include "annotate/dates_parts.h"
#include "core/calendar.h"

/* ---- the value ------------------------------------------------------ */

enum { VALUE = 64, WHOLE = 100000 };

static char *write_clock(char *at, int32_t minute)
{
    *at++ = 'T';
    at = isn_put_digits(at, (uint32_t)minute / 60 % 24, 2);
    *at++ = ':';
    return isn_put_digits(at, (uint32_t)minute % 60, 2);
}

/* The unit that holds `day`; behind what is written. */
static char *write_unit(char *at, uint8_t unit, int32_t day, int32_t minute)
{
    isn_civil c = isn_civil_of(day);
    if (unit == ISN_UNIT_WEEK) {
        isn_week w = isn_week_of(day);
        at = isn_put_digits(at, (uint32_t)w.year, 4);
        *at++ = '-';
        *at++ = 'W';
        return isn_put_digits(at, (uint32_t)w.week, 2);
    }
    at = isn_put_digits(at, (uint32_t)c.year, 4);
    if (unit == ISN_UNIT_YEAR) {
        return at;
    }
    *at++ = '-';
    at = isn_put_digits(at, (uint32_t)c.month, 2);
    if (unit == ISN_UNIT_MONTH) {
        return at;
    }
    *at++ = '-';
    at = isn_put_digits(at, (uint32_t)c.day, 2);
    return minute < 0 ? at : write_clock(at, minute);
}

isnad_status isn_time_give(isn_arena *arena, const isn_stretch *s,
                           isnad_time *out)
{
    char text[2 * VALUE];
    char *end = write_unit(text, s->unit, s->first, s->begin), *to = end + 1;
    size_t from_len = (size_t)(end - text), to_len;
    to_len = (size_t)(write_unit(to, s->unit, s->last, s->end) - to);
    if (from_len != to_len || memcmp(text, to, to_len) != 0) {
        *end = '/';
        from_len += 1 + to_len;
    }
    out->value = isn_arena_copy(arena, text, from_len);
    out->timex = out->value;
    out->first = s->first;
    out->last = s->last;
    return out->value ? ISNAD_OK : ISNAD_NOMEM;
}

/* Ends of the parts of the day in TIMEX3. */
static const char *timex_part(uint16_t part)
{
    int32_t first = part / 100;
    return first >= 20 ? "NI" : first >= 16 ? "EV" : first >= 12 ? "AF" : "MO";
}

/* TIMEX3 has signs of its own for parts of the day, weekends, seasons,
 * quarters, halves, decades and centuries. */
isnad_status isn_timex_give(isn_arena *arena, const isn_date_point *p,
                            const isn_stretch *s, isnad_time *out)
{
    isn_civil c = isn_civil_of(s->first);
    int32_t month = c.month;
    const char *text = out->value;
    if (p->hour >= 0 && p->zone != ISN_NO_ZONE) {
        int zone = p->zone < 0 ? -p->zone : p->zone;
        text = p->zone == 0
                   ? isn_arena_format(arena, "%sZ", out->value)
                   : isn_arena_format(arena, "%s%c%02d:%02d", out->value,
                                      p->zone < 0 ? '-' : '+', zone / 60,
                                      zone % 60);
    } else if (p->part && p->hour < 0 && s->first == s->last) {
        char iso[ISN_ISO_DAY];
        text = isn_arena_format(arena, "%sT%s", isn_iso_day(s->first, iso),
                                timex_part(p->part));
    } else if (p->edge || p->first_of || p->kind != ISN_DATE_PERIOD) {
        return ISNAD_OK;
    } else if (p->unit == ISN_UNIT_WEEKEND) {
        isn_week w = isn_week_of(s->first);
        text =
            isn_arena_format(arena, "%04d-W%02d-WE", (int)w.year, (int)w.week);
    } else if (p->unit == ISN_UNIT_SEASON && !p->nth) {
        static const char *const names[] = {"WI", "SP", "SU", "FA"};
        text = isn_arena_format(arena, "%04d-%s", (int)c.year,
                                names[month / 3 % 4]);
    } else if (p->sub == ISN_UNIT_QUARTER && s->unit == ISN_UNIT_MONTH) {
        text = isn_arena_format(arena, "%04d-Q%d", (int)c.year,
                                (int)(month - 1) / 3 + 1);
    } else if (p->sub == ISN_UNIT_HALF && s->unit == ISN_UNIT_MONTH) {
        text =
            isn_arena_format(arena, "%04d-H%d", (int)c.year, month > 6 ? 2 : 1);
    } else if (p->unit == ISN_UNIT_DECADE && !p->nth) {
        text = isn_arena_format(arena, "%03d", (int)c.year / 10);
    } else if (p->unit == ISN_UNIT_CENTURY && !p->nth) {
        text = isn_arena_format(arena, "%02d", (int)c.year / 100);
    }
    out->timex = text;
    return text ? ISNAD_OK : ISNAD_NOMEM;
}

/* «شهر ويومان»: P1M2D. */
static isnad_status give_sum(isn_arena *arena, const isn_date_point *p,
                             isnad_time *out)
{
    int32_t count = (int32_t)p->count;
    int32_t sum_months = p->months + (p->unit == ISN_UNIT_MONTH  ? count
                                      : p->unit == ISN_UNIT_YEAR ? 12 * count
                                                                 : 0);
    int32_t sum_days = p->days + (p->unit == ISN_UNIT_DAY    ? count
                                  : p->unit == ISN_UNIT_WEEK ? 7 * count
                                                             : 0);
    int32_t sum = p->minutes + (p->unit == ISN_UNIT_HOUR     ? 60 * count
                                : p->unit == ISN_UNIT_MINUTE ? count
                                                             : 0);
    char text[VALUE] = "P";
    size_t len = 1;
    const struct {
        int32_t value;
        char letter;
    } parts[] = {{sum_months / 12, 'Y'}, {sum_months % 12, 'M'},
                 {sum_days, 'D'},        {sum ? -1 : 0, 'T'},
                 {sum / 60, 'H'},        {sum % 60, 'M'}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].value < 0) {
            text[len++] = 'T';
        } else if (parts[i].value > 0) {
            len += (size_t)snprintf(text + len, VALUE - len, "%d%c",
                                    (int)parts[i].value, parts[i].letter);
        }
    }
    text[len] = '\0';
    out->value = isn_arena_copy(arena, text, len);
    out->timex = out->value;
    return out->value ? ISNAD_OK : ISNAD_NOMEM;
}

/* «P3D», without the long way of printf. */
static char *give_whole(isn_arena *arena, const char *time, int count,
                        char letter)
{
    char text[VALUE];
    unsigned digits = 1;
    for (int rest = count; rest >= 10; rest /= 10) {
        digits++;
    }
    char *at = text;
    *at++ = 'P';
    if (*time) {
        *at++ = *time;
    }
    at = isn_put_digits(at, (uint32_t)count, digits);
    *at++ = letter;
    return isn_arena_copy(arena, text, (size_t)(at - text));
}

isnad_status isn_duration_give(isn_arena *arena, const isn_date_point *p,
                               isnad_time *out)
{
    static const char letters[] = {0, 'S', 'M', 'H', 'D', 'W', 0,  'M',
                                   0, 0,   0,   'Y', 'Y', 'E', 'C'};
    double count = p->count;
    char letter = letters[p->unit];
    if (letter == 'E' || letter == 'C') { /* ISO 8601 counts years */
        count *= letter == 'E' ? 10 : 100;
        letter = 'Y';
    }
    if (!letter) {
        return ISNAD_OK;
    }
    int32_t months = p->months, days_more = p->days, more = p->minutes;
    if (months || days_more || more) {
        return give_sum(arena, p, out);
    }
    const char *time = isn_below_day(p->unit) ? "T" : "";
    int whole = count < WHOLE ? (int)count : 0;
    out->value = whole == count
                     ? give_whole(arena, time, whole, letter)
                     : isn_arena_format(arena, "P%s%g%c", time, count, letter);
    out->timex = out->value;
    if (p->repeats && p->weekday) { /* كل يوم جمعة */
        out->timex = isn_arena_format(arena, "XXXX-WXX-%d", (int)p->weekday);
    }
    return out->value && out->timex ? ISNAD_OK : ISNAD_NOMEM;
}
