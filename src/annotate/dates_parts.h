/* The parts of the resolution of dates; for dates*.c alone. */
#ifndef ISN_DATES_PARTS_H
#define ISN_DATES_PARTS_H

#include "annotate/dates.h"

/* A stretch of whole units: from the unit that holds `first` to the one that
 * holds `last`.  The unit decides how the value is written. */
typedef struct isn_stretch {
    uint8_t unit;        /* DAY, WEEK, MONTH or YEAR */
    int32_t first, last; /* days */
    int32_t begin, end;  /* minutes of the first and last day, or -1 */
    bool good;
} isn_stretch;

/* `last` before `first`, or a day that does not exist, is no stretch. */
isn_stretch isn_stretch_days(int32_t first, int32_t last);
isn_stretch isn_stretch_whole(uint8_t unit, int32_t first, int32_t last);
isn_stretch isn_stretch_none(void);
/* `count` months from month `first`, which may lie outside 1 … 12. */
isn_stretch isn_stretch_months(int32_t year, int32_t first, int32_t count);
isn_stretch isn_stretch_years(int32_t first, int32_t last);
isn_stretch isn_stretch_week(int32_t day); /* the ISO week of `day` */

/* -1 for الماضي, 1 for المقبل. */
int32_t isn_month_shift(const isn_date_point *p);
bool isn_below_day(uint8_t unit);
/* The year of the anchor in the calendar of `p`. */
int32_t isn_anchor_year(const isn_date_point *p, const isn_date_anchor *a);
/* The year of a day or month without one, which lies on first … last in the
 * anchor's year. */
int32_t isn_year_unsaid(const isn_date_point *p, const isn_date_anchor *a,
                        int32_t first, int32_t last);

isn_stretch isn_calendar_day(const isn_date_point *p, const isn_date_anchor *a);
isn_stretch isn_month_day(const isn_date_point *p, const isn_date_anchor *a);
isn_stretch isn_weekday_stretch(const isn_date_point *p,
                                const isn_date_anchor *a);
isn_stretch isn_deictic_stretch(const isn_date_point *p,
                                const isn_date_anchor *a);
isn_stretch isn_holiday_stretch(const isn_date_point *p,
                                const isn_date_anchor *a);
isn_stretch isn_nth_weekday(const isn_date_point *p, const isn_stretch *of);
isn_stretch isn_period_stretch(const isn_date_point *p,
                               const isn_date_anchor *a);

isnad_status isn_time_give(isn_arena *arena, const isn_stretch *s,
                           isnad_time *out);
isnad_status isn_timex_give(isn_arena *arena, const isn_date_point *p,
                            const isn_stretch *s, isnad_time *out);
isnad_status isn_duration_give(isn_arena *arena, const isn_date_point *p,
                               isnad_time *out);

/* dates_sure.c */
isnad_sure isn_date_sure(const isn_date_expr *e, const isnad_time *time);
uint8_t isn_date_margin(const isn_date_expr *e);
uint32_t isn_date_rules(const isn_date_expr *e, const isn_date_anchor *a);

#endif
