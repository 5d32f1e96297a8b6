/* Date expressions: the clock and the parts of the day. */
#include "text/dateexpr_parts.h"
#include "text/match.h"
#include "text/numexpr.h"

static bool colon(const isn_date_scan *scan, uint32_t at)
{
    return isn_joined(scan, at) && (isn_punct_is(scan->doc, at, ':') ||
                                    isn_punct_is(scan->doc, at, 0x2236));
}

/* Two digits below `limit` behind a colon; -1 where there are none. */
static int32_t two_digits(const isn_date_scan *scan, uint32_t at, int32_t limit)
{
    unsigned digits = 0;
    int32_t value =
        isn_joined(scan, at) ? isn_date_digits(scan, at, &digits) : -1;
    return digits == 2 && value < limit ? value : -1;
}

typedef struct clock_read {
    int32_t hour, minute, second;
    bool exact;   /* HH:MM, which proves a clock */
    bool ordinal; /* «الثامنة» */
    bool year;    /* «2018», which may be one */
} clock_read;

/* «8», «8:30», «8:30:15», «14,00», «1800». */
static uint32_t digital(const isn_date_scan *scan, uint32_t at, clock_read *out)
{
    unsigned digits = 0;
    int32_t hour = isn_date_digits(scan, at, &digits);
    if (hour < 0 || digits > 4) {
        return 0;
    }
    *out = (clock_read){hour, -1, -1, false, false, false};
    if (digits >= 3) {
        out->hour = hour / 100;
        out->minute = hour % 100;
        out->year = digits == 4 && hour >= 1900 && hour <= 2100;
        return out->hour < 25 && out->minute < 60 ? 1 : 0;
    }
    if (hour > 24) {
        return 0;
    }
    if (!colon(scan, at + 1)) {
        return 1;
    }
    out->minute = two_digits(scan, at + 2, 60);
    if (out->minute < 0) {
        return 0;
    }
    out->exact = true;
    if (colon(scan, at + 3)) {
        out->second = two_digits(scan, at + 4, 60);
        return out->second < 0 ? 3 : 5;
    }
    return 3;
}

/* The agencies' «47ر09», a quarter to ten: the minutes come first. */
static uint32_t wired(const isn_date_scan *scan, uint32_t at, clock_read *out)
{
    unsigned digits = 0;
    int32_t minute = isn_date_digits(scan, at, &digits);
    if (minute < 0 || digits != 2 || minute > 59 || !isn_joined(scan, at + 1) ||
        !isn_token_is(scan->doc, at + 1, "ر") || !isn_joined(scan, at + 2)) {
        return 0;
    }
    int32_t hour = isn_date_digits(scan, at + 2, &digits);
    if (hour < 0 || hour > 24 || digits > 2) {
        return 0;
    }
    *out = (clock_read){hour, minute, -1, false, false, false};
    return 3;
}

/* «14.00», «18,30»: one token. */
static uint32_t pointed(const isn_date_scan *scan, uint32_t at, clock_read *out)
{
    const isn_token *t = &scan->doc->tokens.items[at];
    if (t->kind != ISN_NUMBER || t->fold_len < 4 || t->fold_len > 5) {
        return 0;
    }
    const char *mark = t->fold + t->fold_len - 3;
    if (*mark != '.' && *mark != ',') {
        return 0;
    }
    int32_t hour = 0;
    for (const char *c = t->fold; c < mark; c++) {
        hour = hour * 10 + (*c - '0');
    }
    int32_t minute = (mark[1] - '0') * 10 + (mark[2] - '0');
    if (hour > 24 || minute > 59) {
        return 0;
    }
    *out = (clock_read){hour, minute, -1, false, false, false};
    return 1;
}

/* «والنصف», «إلا الربع», «و20 دقيقة». */
static uint32_t fraction(const isn_date_scan *scan, uint32_t at,
                         clock_read *out)
{
    int32_t minutes = 0;
    uint32_t n =
        isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_FRACTION, &minutes);
    if (!n) {
        uint32_t tokens = 0, skip = 0, less = 0;
        bool vague;
        double value;
        if (isn_time_link(scan, at, ISN_TIME_LINK_KIND_LESS, &tokens)) {
            skip = less = tokens; /* «إلا عشر دقائق» */
        } else if (isn_time_link(scan, at, ISN_TIME_LINK_KIND_AND, &tokens)) {
            skip = tokens;
        } else if (at >= scan->end ||
                   !(scan->doc->tokens.items[at].clitics & ISN_CLITIC_WA)) {
            return 0;
        }
        uint32_t count = isn_count_at(scan, at + skip, &value, &vague);
        const isn_row_time_unit *unit =
            count ? isn_unit_word(scan, at + skip + count, &tokens) : NULL;
        int32_t part;
        bool minute = unit && unit->unit == ISN_TIME_UNIT_UNIT_MINUTE;
        if (!minute && count && out->ordinal && /* «الحادية عشرة وعشرين مساء» */
            isn_time_word_at(scan, at + skip + count, ISN_TIME_WORD_KIND_PART,
                             &part)) {
            minute = true;
            tokens = 0;
        }
        if (!minute || value > 59) {
            return 0;
        }
        minutes = less ? -(int32_t)value : (int32_t)value;
        n = skip + count + tokens;
    }
    out->minute = minutes < 0 ? 60 + minutes : minutes;
    out->hour -= minutes < 0;
    out->hour += out->hour < 0 ? 12 : 0;
    return n;
}

/* A part of the day behind the hour: «مساء», «في الليل», «من مساء». */
static uint32_t part_behind(const isn_date_scan *scan, uint32_t at,
                            int32_t *part)
{
    uint32_t n = 0, tokens = 0;
    if (isn_time_link(scan, at, ISN_TIME_LINK_KIND_PREP, &tokens) ||
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_DEMO, &tokens)) {
        n = tokens;
    }
    tokens = isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_PART, part);
    if (!tokens) {
        tokens =
            isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_HOURPART, part);
    }
    return tokens ? n + tokens : 0;
}

/* Twelve hours and a part of the day make twenty-four. */
static int32_t full_hour(int32_t hour, int32_t part)
{
    int32_t first = part / 100;
    if (hour == 12) {
        return first >= 16 || first < 4 ? 0 : 12; /* «12 مساء» is midnight */
    }
    if (hour > 12) {
        return hour % 24;
    }
    if (first == 20) { /* night: 8 to 11 in the evening, 1 to 4 after it */
        return hour >= 5 ? hour + 12 : hour;
    }
    return first >= 12 ? hour + 12 : hour;
}

uint32_t isn_zone_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p)
{
    int32_t zone = 0;
    uint32_t n = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_ZONE, &zone);
    if (n) {
        p->zone = zone == 9999 ? ISN_NO_ZONE : (int16_t)zone;
    }
    return n;
}

static uint32_t hour_at(const isn_date_scan *scan, uint32_t at, bool named,
                        clock_read *out)
{
    uint32_t n = named ? wired(scan, at, out) : 0;
    uint32_t article = isn_article_at(scan, at); /* «الـ6.30 صباحا» */
    n = n ? n : digital(scan, at + article, out);
    if (!n) {
        n = at + article < scan->end ? pointed(scan, at + article, out) : 0;
    }
    n += n ? article : 0;
    if (n) {
        return n;
    }
    int32_t hour = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_F, &n);
    if (hour >= 1 && hour <= 24 && (named || isn_definite(scan, at))) {
        *out = (clock_read){hour, -1, -1, false, true, false};
        return n;
    }
    isn_number number;
    if (named && isn_date_number(scan, at) &&
        isn_number_at(scan->doc, at, &number) && number.low == number.high &&
        number.low >= 1 && number.low <= 24 && !number.digits &&
        !number.ordinal) {
        *out = (clock_read){(int32_t)number.low, -1, -1, false, false, false};
        return number.tokens;
    }
    return 0;
}

/* «الساعة», «نحو», «8», «الثامنة», «ثمانية». */
static bool may_begin(const isn_date_scan *scan, uint32_t at)
{
    return at < scan->end &&
           (scan->doc->tokens.items[at].kind == ISN_NUMBER ||
            isn_article_at(scan, at) ||
            isn_date_may(scan, at,
                         ISN_BIT(ISN_CLASS_DAY_ORDINAL) |
                             ISN_BIT(ISN_CLASS_NUMBER)) ||
            isn_time_kinds(scan, at, UINT64_C(1) << ISN_TIME_WORD_KIND_CLOCK,
                           UINT64_C(1) << ISN_TIME_LINK_KIND_ABOUT));
}

/* An hour with what proves it one; *proven and *part say so.  With `loose` a
 * bare number will do, for the ends of ranges. */
static uint32_t read_clock(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p, bool loose, clock_read *out,
                           int32_t *part, bool *proven)
{
    uint32_t n = 0, tokens = 0;
    clock_read c;
    if (!may_begin(scan, at)) {
        return 0;
    }
    if ((p->kind || p->part) && /* not the first word of a date */
        isn_time_link(scan, at, ISN_TIME_LINK_KIND_ABOUT, &tokens)) {
        n += tokens;
    }
    uint32_t named =
        isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_CLOCK, NULL);
    named = named && isn_definite(scan, at + n) ? named : 0;
    if (!named && n) {
        return 0;
    }
    n += named;
    if (named &&
        isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_ABOUT, &tokens)) {
        n += tokens;
    }
    tokens = hour_at(scan, at + n, named || loose, &c);
    if (!tokens ||
        (!n && !c.exact && at > scan->first && /* «إف 16 فجر أمس» */
         isn_date_figword(scan, at - 1, 1, ISN_FIGWORD_KIND_LABEL))) {
        return 0;
    }
    n += tokens;
    uint32_t more = fraction(scan, at + n, &c);
    n += more;
    uint32_t proof = part_behind(scan, at + n, part);
    if (!proof && (named || c.exact)) { /* «10:30 م» */
        proof =
            isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_HALFDAY, part);
    }
    if (c.year && !named && !loose) {
        proof = 0; /* «مونديال 2018 مساء اليوم» */
    }
    n += proof;
    if (!more) {
        n += fraction(scan, at + n, &c);
    }
    uint32_t bracket =
        at + n < scan->end && isn_punct_is(scan->doc, at + n, '(');
    uint32_t zone = isn_zone_piece(scan, at + n + (bracket ? 1 : 0), p);
    if (zone && bracket && isn_punct_is(scan->doc, at + n + 1 + zone, ')')) {
        zone += 2;
    } else if (bracket && zone) {
        zone++;
    }
    *proven = named || c.exact || proof || zone || (c.ordinal && more);
    *out = c;
    return n + zone;
}

static void set_clock(isn_date_point *p, const clock_read *c, int32_t part)
{
    p->hour = (int8_t)(part ? full_hour(c->hour, part) : c->hour % 24);
    p->minute = (int8_t)(c->minute < 0 ? 0 : c->minute);
    p->second = (int8_t)c->second;
    p->kind = p->kind ? p->kind : ISN_DATE_CLOCK;
}

static bool c_is_word(const clock_read *c, uint32_t n)
{
    return n > 0 && c->ordinal;
}

uint32_t isn_clock_piece(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p)
{
    clock_read c;
    isn_date_point q = *p;
    int32_t part = 0;
    bool proven = false;
    unsigned digits;
    if (at >= scan->first + 2 && isn_date_dash(scan, at - 1) &&
        isn_date_digits(scan, at, &digits) >= 0 &&
        isn_date_digits(scan, at - 2, &digits) >= 0) {
        return 0; /* the second half of a score */
    }
    uint32_t n = read_clock(scan, at, &q, false, &c, &part, &proven);
    bool beside_day = c_is_word(&c, n) && p->kind != ISN_DATE_NONE &&
                      isn_date_asked(scan, at); /* not «للجمعة الثانية» */
    if (!n) {
        return 0;
    }
    bool in_part = p->part && isn_date_ends(scan, at + n);
    if (!proven && !in_part && !beside_day) {
        if (!c.ordinal || !isn_date_ends(scan, at + n) ||
            p->kind != ISN_DATE_NONE) {
            return 0;
        }
        q.weak = true; /* «في السابعة.» */
    }
    set_clock(&q, &c, part ? part : p->part);
    *p = q;
    return n;
}

/* «من 5 إلى السابعة مساء», «4:00 - 5:30»: both ends in *from and *to. */
uint32_t isn_clock_range(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *from, isn_date_point *to, bool *proven)
{
    clock_read a, b;
    int32_t part_a = 0, part_b = 0;
    bool proven_a = false, proven_b = false;
    uint32_t mark = 0;
    *from = *to = isn_date_nothing();
    uint32_t n = read_clock(scan, at, from, true, &a, &part_a, &proven_a);
    if (!n || !isn_range_mark(scan, at + n, at, &mark)) {
        return 0;
    }
    uint32_t rest =
        read_clock(scan, at + n + mark, to, true, &b, &part_b, &proven_b);
    if (!rest) {
        return 0;
    }
    *proven = proven_a || proven_b;
    set_clock(to, &b, part_b ? part_b : part_a);
    set_clock(from, &a, part_a ? part_a : part_b);
    if (from->hour * 60 + from->minute > to->hour * 60 + to->minute &&
        !part_a) {
        set_clock(from, &a, 0);
    }
    return n + mark + rest;
}

/* «مساء», «بعد ظهر», «في وقت متأخر من مساء», «هذا الصباح». */
uint32_t isn_part_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    int32_t value = 0;
    uint8_t edge = ISN_EDGE_NONE;
    if ((tokens = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_LATE, NULL))) {
        edge = ISN_EDGE_END;
        n += tokens;
    } else if ((tokens = isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_EARLY,
                                          NULL))) {
        edge = ISN_EDGE_START;
        n += tokens;
    }
    bool this =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    if (this) {
        n += tokens;
        p->modifier = ISN_MOD_THIS;
    }
    tokens = isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_MIDTIME, &value);
    if (tokens) {
        p->hour = (int8_t)(value / 100);
        p->minute = (int8_t)(value % 100);
        return n + tokens;
    }
    tokens = isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_PART, &value);
    if (!tokens || (this && !isn_definite(scan, at + n))) {
        return 0; /* «وهذا ظهر جليا» */
    }
    n += tokens;
    p->part = (uint16_t)value;
    p->weak = p->weak || (p->modifier == ISN_MOD_THIS && value == 1518);
    p->part_edge = edge; /* «هذا العصر» is an age */
    return n;
}
