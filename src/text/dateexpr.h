/* Date expressions as the Arab press writes them: the words alone.
 *
 * A grammar over the classes of tokens (tables months, weekdays, time-units,
 * time-words, day-ordinals, holidays).  It tells what an expression says, not
 * which day that is: page needs visible dates, annotate/dates.c resolves them
 * against the day of publication.  See docs/dates.md.
 */
#ifndef ISN_DATEEXPR_H
#define ISN_DATEEXPR_H

#include "core/docdata.h"

typedef enum isn_date_kind {
    ISN_DATE_NONE,
    ISN_DATE_DAY,     /* day of a month, weekday, or both */
    ISN_DATE_DEICTIC, /* أمس: `shift` days from the anchor */
    ISN_DATE_PERIOD,  /* a week, month, year …, or a part of one */
    ISN_DATE_OFFSET,  /* قبل عامين: `count` units away */
    ISN_DATE_SPAN, /* الأعوام الخمسة المقبلة: `count` units from here */
    ISN_DATE_CLOCK,    /* a time of day alone */
    ISN_DATE_DURATION, /* لمدة ثلاثة أيام: `count` units */
    ISN_DATE_HOLIDAY,  /* row `holiday` of the table */
} isn_date_kind;

typedef enum isn_date_unit {
    ISN_UNIT_NONE,
    ISN_UNIT_SECOND,
    ISN_UNIT_MINUTE,
    ISN_UNIT_HOUR,
    ISN_UNIT_DAY,
    ISN_UNIT_WEEK,
    ISN_UNIT_WEEKEND,
    ISN_UNIT_MONTH,
    ISN_UNIT_QUARTER,
    ISN_UNIT_SEASON,
    ISN_UNIT_HALF,
    ISN_UNIT_YEAR,
    ISN_UNIT_SPORT, /* a season of two years: موسم 2017-2018 */
    ISN_UNIT_DECADE,
    ISN_UNIT_CENTURY,
} isn_date_unit;

typedef enum isn_date_modifier {
    ISN_MOD_NONE,
    ISN_MOD_THIS,
    ISN_MOD_LAST,
    ISN_MOD_NEXT,
} isn_date_modifier;

typedef enum isn_date_edge {
    ISN_EDGE_NONE,
    ISN_EDGE_START,  /* مطلع، أوائل، بداية */
    ISN_EDGE_MIDDLE, /* منتصف، أواسط */
    ISN_EDGE_END,    /* نهاية، أواخر */
    ISN_EDGE_REST,   /* بقية */
    ISN_EDGE_LATER,  /* في وقت لاحق من */
    ISN_EDGE_WHOLE,  /* طوال */
} isn_date_edge;

typedef enum isn_date_behind {
    ISN_BEHIND_NOTHING,
    ISN_BEHIND_NOW,   /* من الآن */
    ISN_BEHIND_AHEAD, /* في المستقبل: all of the time up to then */
    ISN_BEHIND_EVENT, /* «بعد يومين من الهجوم»: no date */
    ISN_BEHIND_THAT, /* «بعد عام من تلك المسيرة»: from the day before */
} isn_date_behind;

enum { ISN_LAST_NTH = 99, ISN_NO_ZONE = INT16_MAX };

/* One day, period or time.  0 (hour, minute, second: -1) where not said. */
typedef struct isn_date_point {
    uint8_t kind; /* isn_date_kind */
    bool hijri;   /* year, month and day are Hijri */
    uint8_t month, day;
    uint8_t weekday; /* 1 Monday … 7 Sunday */
    int32_t year;
    uint8_t unit;     /* isn_date_unit of a period, offset or duration */
    uint8_t modifier; /* of the day, or of the period that holds it */
    uint8_t edge;
    bool edge_wide;   /* أوائل, أواخر: of a year, a quarter */
    uint8_t sub, nth; /* the nth `sub` of the period (ISN_LAST_NTH) */
    bool first_of; /* the first `nth` of them: أول ثلاثة أشهر من */
    uint16_t part;     /* of the day: first hour * 100 + last; 0: none */
    uint8_t part_edge; /* late in it, early in it */
    int8_t hour, minute, second;
    int16_t zone; /* minutes east of Greenwich, ISN_NO_ZONE */
    int32_t shift;
    double count;
    bool vague; /* بضعة أيام */
    bool repeats; /* كل ثلاثة أشهر, يوميا: a duration, over and over */
    uint8_t behind; /* isn_date_behind an offset */
    /* A date only for somebody who asks for times of the clock: «في 15»,
     * «هذا اليوم», «في المساء» (docs/dates.md). */
    bool weak;
    int32_t months, days, minutes; /* more of a count: شهر ويومان */
    uint16_t holiday;
} isn_date_point;

typedef struct isn_date_expr {
    isnad_span span;
    uint32_t first_token, token_count;
    isn_date_point from, to; /* equal where it is no range */
    bool range;              /* from … to */
    bool open_from, open_to; /* one side alone: منذ …, حتى … */
    /* Needs no anchor: a day with month and year, a month with year, a year,
     * a decade or century with its number, a pair of calendars. */
    bool absolute;
    bool has_year;
    const char *rule; /* name of the rule; static */
} isn_date_expr;

/* The longest date expression that starts at `token`, within its block.  A
 * proclitic on the first word stays in the span.  False where none starts
 * here; *out is then undefined.  Looks at no more than 40 tokens. */
bool isn_date_expr_at(const isnad_doc *doc, uint32_t token, isn_date_expr *out);

/* What of a token the grammar asks most, remembered: most of its questions are
 * answered by a bit. */
typedef struct isn_date_glance {
    uint32_t tag;          /* token + 1, or 0 */
    uint64_t classes;      /* in whichever way the token may be cut */
    uint64_t words, links; /* kinds of time-words, time-links that begin here */
} isn_date_glance;

enum { ISN_DATE_CACHE = 64 };
typedef struct isn_date_cache {
    isn_date_glance at[ISN_DATE_CACHE];
} isn_date_cache;

/* The same for a walk over a document, with a cache whose tags were 0 before
 * the first call. */
bool isn_date_expr_next(const isnad_doc *doc, uint32_t token,
                        isn_date_cache *cache, isn_date_expr *out);

#endif
