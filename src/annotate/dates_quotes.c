/* Days within quotations of another day.
 *
 * «قال الوزير أمس: «سنغلق الجسر غدا»»: tomorrow is counted from yesterday.
 * Statements come after dates, so the few dates within such a quotation are
 * read once more against the day on which it was said.  Only where the text
 * dates the saying itself: the day stands between the verb and the quotation,
 * and nothing tells that it is the day of something else. */
#include "annotate/dates.h"

#include "annotate/annotate.h"
#include "core/calendar.h"
#include "lang/lexicon.h"
#include "text/match.h"

/* No more dates of a sentence are looked at than MOST. */
enum { FRAME_TOKENS = 16, BEFORE_DATE = 4, MOST = 64 };

/* Words behind which a day is not that of the saying: أن, الذي, بعد. */
static bool strays(const isnad_doc *doc, uint32_t at, uint32_t date)
{
    const isn_token *t = &doc->tokens.items[at];
    const isn_sense *sense =
        isn_lex_sense(isn_is(doc, at, ISN_CLASS_FUNCTION) ? t->entry : NULL,
                      ISN_CLASS_FUNCTION);
    unsigned kind = sense ? isn_rows_function[sense->row].kind : UINT32_MAX;
    if (kind == ISN_FUNCTION_KIND_COMPLEMENT ||
        kind == ISN_FUNCTION_KIND_RELATIVE) {
        return true;
    }
    for (uint32_t i = 0; t->entry && i < t->entry->sense_count; i++) {
        const isn_sense *link = isn_lex_sense_at(t->entry, i);
        if (link->cls == ISN_CLASS_TIME_LINK &&
            isn_rows_time_link[link->row].kind == ISN_TIME_LINK_KIND_AFTER) {
            return date - at <= BEFORE_DATE;
        }
    }
    return false;
}

/* The day between the cue and the words of a direct statement, or NO_DAY. */
static int32_t framed_day(const isnad_doc *doc, const isnad_statement *s,
                          size_t first_date)
{
    uint32_t cue = isn_doc_token_at(doc, s->cue.begin);
    int32_t day = ISNAD_NO_DAY;
    if (s->cue.begin >= s->span.begin) {
        return day;
    }
    for (size_t d = first_date; d < doc->dates.count && d < first_date + MOST;
         d++) {
        const isnad_date *date = &doc->dates.items[d];
        if (date->span.begin >= s->span.begin) {
            break;
        }
        uint32_t at = isn_doc_token_at(doc, date->span.begin);
        bool frames = date->span.begin >= s->cue.end && !date->duration &&
                      date->time.first != ISNAD_NO_DAY &&
                      date->time.first == date->time.last &&
                      at - cue <= FRAME_TOKENS;
        for (uint32_t i = cue + 1; frames && i < at; i++) {
            frames = !strays(doc, i, at);
        }
        day = frames ? date->time.first : day;
    }
    return day;
}

/* One date of a quotation, against the day of the saying. */
static isnad_status count_from(isnad_doc *doc, isnad_date *date, int32_t day)
{
    isn_date_expr e;
    uint32_t token = isn_doc_token_at(doc, date->span.begin);
    if (!date->anchored || token >= doc->tokens.count ||
        !isn_date_expr_at(doc, token, &e) || e.absolute) {
        return ISNAD_OK;
    }
    isn_date_anchor a = {
        .day = day,
        .minute = -1,
        .direction = isn_date_direction(doc, e.first_token, e.token_count),
        .side = isn_date_side(doc, e.first_token),
        .earlier = ISNAD_NO_DAY,
        .beside = ISNAD_NO_DAY};
    isnad_time time;
    bool none;
    isnad_status status = isn_date_resolve(doc->arena, &e, &a, &time, &none);
    if (status || none || !time.value) {
        return status;
    }
    bool weekday = e.from.kind == ISN_DATE_DAY && e.from.weekday &&
                   !e.from.modifier && !e.from.month;
    if (weekday && date->time.first > day &&
        date->time.first <= doc->published.best_day) {
        return ISNAD_OK; /* between the saying and the report: it may be */
    }
    char iso[ISN_ISO_DAY];
    date->time = time;
    date->anchor =
        isn_arena_copy(doc->arena, isn_iso_day(day, iso), ISN_ISO_DAY - 1);
    return date->anchor ? ISNAD_OK : ISNAD_NOMEM;
}

/* «وأضاف»: the same speaker goes on in the same or the next sentence. */
static bool goes_on(const isnad_statement *s, const isnad_statement *before)
{
    return before && s->speaker.entity_id != ISNAD_NO_ENTITY &&
           s->speaker.entity_id == before->speaker.entity_id &&
           s->sentence - before->sentence <= 1;
}

isnad_status isn_dates_in_quotes(isnad_doc *doc)
{
    int32_t published = doc->published.best_day, day = ISNAD_NO_DAY;
    isnad_status status = ISNAD_OK;
    const isnad_statement *before = NULL;
    size_t date = 0;
    for (size_t i = 0;
         !status && published != ISNAD_NO_DAY && i < doc->statements.count;
         i++) {
        const isnad_statement *s = &doc->statements.items[i];
        uint32_t from = doc->sentences.items[s->sentence].span.begin;
        while (date < doc->dates.count &&
               doc->dates.items[date].span.end <= from) {
            date++;
        }
        int32_t framed = framed_day(doc, s, date);
        day = framed != ISNAD_NO_DAY ? framed
              : goes_on(s, before)   ? day
                                     : ISNAD_NO_DAY;
        before = s;
        if (!s->direct || day == ISNAD_NO_DAY || day >= published) {
            continue;
        }
        for (size_t d = date;
             !status && d < doc->dates.count && d < date + MOST &&
             doc->dates.items[d].span.begin < s->span.end;
             d++) {
            if (doc->dates.items[d].span.begin >= s->span.begin) {
                status = count_from(doc, &doc->dates.items[d], day);
            }
        }
    }
    return status;
}
