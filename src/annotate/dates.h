/* Dates of a document, resolved.  See docs/dates.md. */
#ifndef ISN_DATES_H
#define ISN_DATES_H

#include "core/docdata.h"
#include "text/dateexpr.h"

/* What an expression is resolved against. */
typedef struct isn_date_anchor {
    int32_t day;    /* of publication, or ISNAD_NO_DAY */
    int32_t minute; /* of that day, or -1 */
    bool precise;   /* given with its time of day: parts of the day become
                        hours, distances exact days (docs/dates.md) */
    int direction;  /* where a bare weekday lies: -1 before, 1 after, twice
                        that where the words are sure, 0 where none tells */
    int32_t year;   /* of a day without year where the text names one, or 0 */
    int side; /* behind «منذ» -1, behind «بحلول» 1: no day without year
                        lies on the other side of publication */
    int32_t earlier;   /* the last day read before this one, or ISNAD_NO_DAY */
    int32_t told_year; /* of what was read in these sentences last, or 0 */
    int32_t beside;    /* the day of the weekday just before («الاثنين
                        والثلاثاء»), or ISNAD_NO_DAY */
} isn_date_anchor;

/* The expression on the calendar.  Strings live in `arena`.  ISNAD_OK with
 * out->value NULL where the anchor does not suffice; *none is set where the
 * expression is no date at all («بعد يومين» in the past). */
isnad_status isn_date_resolve(isn_arena *arena, const isn_date_expr *expr,
                              const isn_date_anchor *anchor, isnad_time *out,
                              bool *none);

/* Which way a bare weekday at tokens [first, first + count) lies, by the verbs
 * and cues of its sentence: -1 or 1, -2 or 2 where they are sure (a verb of
 * the past beside it, «سوف»), 0 where none tells. */
int isn_date_direction(const isnad_doc *doc, uint32_t first, uint32_t count);

/* Do the words before token `first` name a day that comes every year («أصبح 21
 * مارس»)?  It is then of no year that the text has spoken of. */
bool isn_date_recurs(const isnad_doc *doc, uint32_t first);

/* The side of publication that the word before token `first` asks for. */
int isn_date_side(const isnad_doc *doc, uint32_t first);

/* Counts the dates within quotations of another day from that day; after the
 * statements.  See dates_quotes.c. */
isnad_status isn_dates_in_quotes(isnad_doc *doc);

/* The days of publication on which `date` would denote `known_day` (or a
 * period that holds it): *first to *last, both inclusive.  Reads the words at
 * date->span again, so any expression of the document may be asked, resolved
 * or not.  False where the expression says nothing about publication.
 *
 * «الخميس الماضي» known to be 2022-01-13: 2022-01-14 to 2022-01-20. */
bool isn_date_constrain(const isnad_doc *doc, const isnad_date *date,
                        int32_t known_day, int32_t *first, int32_t *last);

#endif
