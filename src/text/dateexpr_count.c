/* Date expressions: distances, stretches counted from here, durations, and
 * what comes again and again. */
#include "text/dateexpr_parts.h"
#include "text/match.h"

/* Units of the table and of the grammar have the same order. */
static uint8_t unit_of(const isn_row_time_unit *row) { return row->unit; }

static bool countable(uint8_t unit)
{
    return unit != ISN_UNIT_NONE && unit != ISN_UNIT_SEASON &&
           unit != ISN_UNIT_WEEKEND && unit != ISN_UNIT_HALF &&
           unit != ISN_UNIT_SPORT && unit != ISN_UNIT_QUARTER;
}

/* A name behind a unit: «يوم الأحد», «عام 1949», «شهر مايو». */
static bool named(const isn_date_scan *scan, uint32_t at)
{
    return at < scan->end && (scan->doc->tokens.items[at].kind == ISN_NUMBER ||
                              isn_is(scan->doc, at, ISN_CLASS_WEEKDAY) ||
                              isn_is(scan->doc, at, ISN_CLASS_MONTH) ||
                              isn_is(scan->doc, at, ISN_CLASS_DAY_ORDINAL));
}

/* «ساعة», indefinite. */
static bool hour_word(const isn_date_scan *scan, uint32_t at, uint32_t *tokens)
{
    const isn_row_time_unit *unit = isn_unit_word(scan, at, tokens);
    return unit && unit_of(unit) == ISN_UNIT_HOUR &&
           unit->number == ISN_TIME_UNIT_NUMBER_ONE && !isn_definite(scan, at);
}

/* «عامين», «3 أيام», «بضعة أشهر», «شهر واحد»; *count and *unit are set. */
static uint32_t counted(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p)
{
    uint32_t n = 0, tokens = 0, about = 0;
    double value = 0;
    bool vague = false;
    isn_time_link(scan, at, ISN_TIME_LINK_KIND_ABOUT, &about);
    int32_t minutes = 0;
    uint32_t part = isn_time_word_at(scan, at + about,
                                     ISN_TIME_WORD_KIND_FRACTION, &minutes);
    if (part && minutes > 0 && hour_word(scan, at + about + part, &n)) {
        p->count = minutes; /* نصف ساعة */
        p->unit = ISN_UNIT_MINUTE;
        return about + part + n;
    }
    const isn_row_time_unit *unit = isn_unit_word(scan, at + about, &n);
    if (unit && unit->number != ISN_TIME_UNIT_NUMBER_MANY) {
        if (unit->number == ISN_TIME_UNIT_NUMBER_ONE &&
            (isn_definite(scan, at + about) || named(scan, at + about + n))) {
            return 0;
        }
        value = unit->number == ISN_TIME_UNIT_NUMBER_TWO ? 2 : 1;
        tokens = isn_count_at(scan, at + about + n, &value, &vague);
        if (tokens && (value > 2 || vague)) {
            tokens = 0;
            value = unit->number == ISN_TIME_UNIT_NUMBER_TWO ? 2 : 1;
        }
        n += tokens;
    } else {
        n = isn_article_at(scan, at + about);
        tokens = isn_count_at(scan, at + about + n, &value, &vague);
        unit = tokens ? isn_unit_word(scan, at + about + n + tokens, &n) : NULL;
        n += tokens + isn_article_at(scan, at + about);
    }
    if (!unit || !countable(unit_of(unit)) ||
        (tokens && at + about + n < scan->end && /* «خسر 0 - 1 يوم الأحد» */
         unit_of(unit) == ISN_UNIT_DAY &&
         isn_is(scan->doc, at + about + n, ISN_CLASS_WEEKDAY)) ||
        (tokens && value > 1 && unit->number == ISN_TIME_UNIT_NUMBER_ONE &&
         isn_definite(scan, at + about + n - 1))) { /* «34 العام السابق» */
        return 0;
    }
    p->count = value;
    p->vague = vague;
    p->unit = unit_of(unit);
    return about + n;
}

/* «شهر ويومان و30 دقيقة»: what follows the first count. */
static uint32_t more_counts(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p)
{
    uint32_t n = 0;
    uint8_t least = p->unit;
    for (int i = 0; i < 4; i++) {
        uint32_t tokens =
            isn_time_link_at(scan, at + n, ISN_TIME_LINK_KIND_AND);
        if (!tokens && isn_comma_at(scan, at + n)) {
            tokens = 1;
        }
        if (!tokens &&
            (at + n >= scan->end ||
             !(scan->doc->tokens.items[at + n].clitics & ISN_CLITIC_WA))) {
            break;
        }
        isn_date_point q = isn_date_nothing();
        uint32_t more = counted(scan, at + n + tokens, &q);
        if (!more || q.unit == least) {
            break;
        }
        int32_t count = (int32_t)q.count;
        p->minutes += q.unit == ISN_UNIT_HOUR     ? 60 * count
                      : q.unit == ISN_UNIT_MINUTE ? count
                                                  : 0;
        p->days += q.unit == ISN_UNIT_DAY    ? count
                   : q.unit == ISN_UNIT_WEEK ? 7 * count
                                             : 0;
        p->months += q.unit == ISN_UNIT_MONTH  ? count
                     : q.unit == ISN_UNIT_YEAR ? 12 * count
                                               : 0;
        least = q.unit;
        n += tokens + more;
    }
    return n;
}

/* «قبل عامين», «منذ 3 أيام», «بعد أسبوعين», «شهر و21 يوما من الآن». */
uint32_t isn_offset_piece(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p)
{
    int32_t value = 0;
    isn_date_point q = *p;
    uint32_t n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_AGO, &value);
    q.shift = -1;
    if (!n) {
        n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_AHEAD, &value);
        q.shift = 1;
    }
    if (!n) {
        return 0;
    }
    uint32_t behind = 0, tokens = counted(scan, at + n, &q);
    if (!tokens || isn_modifier_word(scan, at + n + tokens, &behind)) {
        return 0;
    }
    int32_t minutes = 0;
    if (q.unit >= ISN_UNIT_MONTH && /* «منذ 3 سنوات ونصف» */
        isn_time_word_at(scan, at + n + tokens, ISN_TIME_WORD_KIND_FRACTION,
                         &minutes) &&
        (minutes == 30 || minutes == 15)) {
        return 0;
    }
    q.sub = (uint8_t)(value == 1); /* منذ */
    n += tokens;
    n += more_counts(scan, at + n, &q);
    value = 0;
    tokens = isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_FROMNOW, &value);
    if (tokens) {
        q.behind = value ? ISN_BEHIND_AHEAD : ISN_BEHIND_NOW;
    } else if (isn_time_link_at(scan, at + n, ISN_TIME_LINK_KIND_EVENT) &&
               !(q.shift < 0 && isn_token_is(scan->doc, at + n, "عن"))) {
        uint32_t that =
            isn_time_word_at(scan, at + n + 1, ISN_TIME_WORD_KIND_SAME, NULL);
        that = that ? that
                    : isn_time_word_at(scan, at + n + 1,
                                       ISN_TIME_WORD_KIND_DEMO, NULL);
        q.behind = that ? ISN_BEHIND_THAT : ISN_BEHIND_EVENT;
        tokens = that ? 1 + that : 0;
    }
    q.kind = ISN_DATE_OFFSET;
    *p = q;
    return n + tokens;
}

/* «السنوات الأخيرة من حكمه», «الأيام العشرة الأخيرة منه»: not from now. */
static uint8_t of_something(const isn_date_scan *scan, uint32_t at)
{
    return isn_time_from_at(scan, at) ||
                   isn_time_link_at(scan, at, ISN_TIME_LINK_KIND_OFIT)
               ? ISN_BEHIND_EVENT
               : ISN_BEHIND_NOTHING;
}

/* «الأعوام الخمسة المقبلة», «الشهرين الماضيين», «آخر 3 سنوات». */
uint32_t isn_span_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    bool ultimate =
        isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_ULTIMATE, NULL) > 0;
    if (ultimate) {
        tokens = counted(scan, at + 1, &q);
        if (!tokens || q.count < 2) {
            return 0;
        }
        q.shift = -1;
        q.kind = ISN_DATE_SPAN;
        q.behind = of_something(scan, at + 1 + tokens);
        *p = q;
        return 1 + tokens;
    }
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    if (unit && unit->number == ISN_TIME_UNIT_NUMBER_MANY &&
        countable(unit_of(unit))) {
        tokens = isn_count_at(scan, at + n, &q.count, &q.vague);
        q.unit = unit_of(unit);
        if (!tokens) {
            return 0;
        }
        n += tokens;
    } else {
        n = counted(scan, at, &q);
        if (!n || q.count < 2) {
            return 0;
        }
    }
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier != ISN_MOD_LAST && modifier != ISN_MOD_NEXT) {
        return 0;
    }
    q.shift = modifier == ISN_MOD_LAST ? -1 : 1;
    q.kind = ISN_DATE_SPAN;
    q.behind = of_something(scan, at + n + tokens);
    *p = q;
    return n + tokens;
}

/* «ونصف» behind a unit. */
static uint32_t and_half(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p)
{
    int32_t minutes = 0;
    uint32_t n =
        isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_FRACTION, &minutes);
    /* «ونصف», «وربع»: not «ساعة نصف» */
    if (n && (minutes <= 0 ||
              (unsigned char)scan->doc->tokens.items[at].fold[1] != 0x88)) {
        n = 0;
    }
    if (n) {
        p->count += minutes / 60.0;
    }
    return n;
}

/* Does «لمدة» stand before it or «كامل» behind? */
static bool measured(const isn_date_scan *scan, uint32_t at, uint32_t n)
{
    uint32_t tokens;
    return isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_FULL, NULL) ||
           (at > scan->first &&
            (isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_FOR, &tokens) ||
             isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_WHOLE, &tokens)));
}

/* Behind «لمدة» and the like, or with «كامل»; figures count the rest. */
uint32_t isn_duration_piece(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    int32_t minutes = 0;
    tokens = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_FRACTION, &minutes);
    if (tokens && minutes > 0) { /* «نصف ساعة» */
        const isn_row_time_unit *unit = isn_unit_word(scan, at + tokens, &n);
        if (!unit || unit->number != ISN_TIME_UNIT_NUMBER_ONE ||
            !countable(unit_of(unit)) || isn_definite(scan, at + tokens)) {
            return 0;
        }
        q.unit = unit_of(unit);
        q.count = minutes / 60.0;
        n += tokens;
    } else {
        n = counted(scan, at, &q);
        if (!n) {
            return 0;
        }
        bool bare = n == 1 && q.count == 1;
        n += and_half(scan, at + n, &q);
        bool between =
            at > scan->first && /* «بين شهر وسنة» */
            isn_time_link_at(scan, at - 1, ISN_TIME_LINK_KIND_BETWEEN);
        n += between ? 0 : more_counts(scan, at + n, &q);
        tokens =
            isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_FROMNOW, NULL);
        if (tokens) { /* «شهران من الآن»: the verb tells the way */
            q.kind = ISN_DATE_OFFSET;
            q.behind = ISN_BEHIND_NOW;
            *p = q;
            return n + tokens;
        }
        if (bare && n == 1 && !measured(scan, at, n)) {
            return 0; /* «يوم» alone is no length */
        }
    }
    n += isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_FULL, NULL);
    q.kind = ISN_DATE_DURATION;
    *p = q;
    return n;
}

/* «يوم جمعة», «خميس» behind «كل»: the day of each week. */
static uint32_t each_week(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    n = unit && unit_of(unit) == ISN_UNIT_DAY ? n : 0;
    const isn_row_weekday *weekday = isn_weekday_word(scan, at + n, &tokens);
    if (!weekday) {
        return 0;
    }
    p->weekday = (uint8_t)weekday->number;
    p->unit = ISN_UNIT_WEEK;
    p->count = 1;
    return n + tokens;
}

uint32_t isn_repeat_piece(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p)
{
    int32_t unit = 0;
    isn_date_point q = *p;
    uint32_t n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_EVERY, &unit);
    if (n) {
        q.unit = (uint8_t)unit;
        q.count = 1;
    } else if (at > scan->first &&
               isn_time_link_at(scan, at - 1, ISN_TIME_LINK_KIND_EVERY) == 1 &&
               !isn_time_word_at(scan, at - 1, ISN_TIME_WORD_KIND_EVERY,
                                 NULL)) {
        n = each_week(scan, at, &q);
        n = n ? n : counted(scan, at, &q);
        if (!n && isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_PART, NULL)) {
            q.unit = ISN_UNIT_DAY; /* كل صباح */
            q.count = 1;
            n = 1;
        }
    }
    if (!n || q.vague) {
        return 0;
    }
    q.kind = ISN_DATE_DURATION;
    q.repeats = true;
    *p = q;
    return n;
}
