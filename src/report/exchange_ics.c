/* The timeline of each story as iCalendar (RFC 5545): an event a day that the
 * reports speak of, all day long. */
#include <string.h>

#include "core/calendar.h"
#include "core/docdata.h"
#include "report/pile_forms.h"
#include "report/text_out.h"
#include "text/text.h"
#include "story/pile.h"

enum {
    LARGEST_CALENDAR = 1 << 28,
    LARGEST_VALUE = 1 << 20,
    LINE = 75,           /* bytes, at most */
    MOST_SENTENCES = 20, /* of an event, besides its statements */
};

typedef struct printer {
    isn_buffer out, value;
    const isnad_pile *pile;
} printer;

/* A property from p->value: escaped, and folded between characters. */
static void put_property(printer *p, const char *name)
{
    size_t column = strlen(name) + 1;
    isn_buffer_text(&p->out, name);
    isn_buffer_char(&p->out, ':');
    for (size_t i = 0; i < p->value.len; i++) {
        unsigned char c = (unsigned char)p->value.data[i];
        bool escaped = c == '\\' || c == ';' || c == ',' || c == '\n';
        size_t width = escaped     ? 2
                       : c < 0x80  ? 1
                       : c >= 0xF0 ? 4
                       : c >= 0xE0 ? 3
                       : c >= 0xC0 ? 2
                                   : 0;
        if (column + width > LINE) {
            isn_buffer_text(&p->out, "\r\n ");
            column = 1;
        }
        isn_buffer_text(&p->out, escaped ? "\\" : "");
        isn_buffer_char(&p->out, c == '\n' ? 'n' : (char)c);
        column += width;
    }
    isn_buffer_text(&p->out, "\r\n");
    p->out.status = p->out.status ? p->out.status : p->value.status;
    isn_buffer_clear(&p->value);
}

static void put_day(printer *p, const char *name, int32_t day)
{
    isn_civil c = isn_civil_of(day);
    isn_buffer_format(&p->out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, c.year,
                      c.month, c.day);
}

/* The days of a value of time: a day, or two and all between. */
static bool days_of(const char *when, int32_t *first, int32_t *last)
{
    const char *slash = when ? strchr(when, '/') : NULL;
    *first = when ? isn_iso_parse(when) : ISNAD_NO_DAY;
    *last = slash ? isn_iso_parse(slash + 1) : *first;
    return *first != ISNAD_NO_DAY && *last != ISNAD_NO_DAY && *first <= *last;
}

static void put_words(printer *p, isnad_place place)
{
    isn_buffer_text(&p->value, "«");
    isn_out_clean(&p->value,
                  isnad_doc_words(p->pile->docs[place.doc], place.span));
    isn_buffer_text(&p->value, "»");
}

/* The sentence in which a date stands. */
static isnad_place sentence_of(const printer *p, isnad_place date)
{
    isnad_span whole =
        isn_text_sentence(p->pile->docs[date.doc], date.span.begin);
    return isnad_span_empty(whole) ? date : (isnad_place){date.doc, whole};
}

/* Copies say the same sentence again. */
static bool told_before(const printer *p, const isnad_moment *m, uint32_t count,
                        isnad_place sentence)
{
    isnad_view words =
        isnad_doc_words(p->pile->docs[sentence.doc], sentence.span);
    for (uint32_t i = 0; i < count; i++) {
        isnad_place other = sentence_of(p, m->places[i]);
        isnad_view told = isnad_doc_words(p->pile->docs[other.doc], other.span);
        if (told.len == words.len &&
            memcmp(told.data, words.data, told.len) == 0) {
            return true;
        }
    }
    return false;
}

static void put_description(printer *p, const isnad_story *story,
                            const isnad_moment *m)
{
    for (uint32_t i = 0; i < m->row_count; i++) {
        const isnad_row *row = &story->rows[m->rows[i]];
        put_words(p, row->place);
        if (row->speaker) {
            isn_buffer_text(&p->value, " — ");
            isn_out_clean_text(&p->value, row->speaker);
        }
        isn_buffer_char(&p->value, '\n');
    }
    for (uint32_t i = 0; i < m->place_count && i < MOST_SENTENCES; i++) {
        isnad_place sentence = sentence_of(p, m->places[i]);
        if (!told_before(p, m, i, sentence)) {
            put_words(p, sentence);
            isn_buffer_char(&p->value, '\n');
        }
    }
    put_property(p, "DESCRIPTION");
}

static void put_event(printer *p, const isnad_story *story, uint32_t number)
{
    const isnad_moment *m = &story->timeline[number];
    int32_t first, last;
    if (!days_of(m->when, &first, &last)) {
        return;
    }
    isn_civil c = isn_civil_of(first);
    isn_buffer_format(&p->out,
                      "BEGIN:VEVENT\r\nUID:%s-%s@isnad\r\n"
                      /* It must stand there; nothing depends on the clock. */
                      "DTSTAMP:%04d%02d%02dT000000Z\r\n",
                      story->id, m->when, c.year, c.month, c.day);
    put_day(p, "DTSTART", first);
    put_day(p, "DTEND", last + 1);
    isn_out_clean_text(&p->value, story->title ? story->title : story->id);
    put_property(p, "SUMMARY");
    put_description(p, story, m);
    isn_buffer_text(&p->out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

isnad_status isn_pile_ics(const isnad_pile *pile, isnad_sink sink)
{
    printer p = {.pile = pile};
    isn_buffer_init(&p.out, LARGEST_CALENDAR);
    isn_buffer_init(&p.value, LARGEST_VALUE);
    isn_buffer_text(&p.out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                            "PRODID:-//isnad//" ISNAD_VERSION "//AR\r\n"
                            "CALSCALE:GREGORIAN\r\n");
    for (size_t i = 0; i < pile->stories.count; i++) {
        const isnad_story *story = &pile->stories.items[i];
        for (uint32_t m = 0; m < story->moment_count; m++) {
            put_event(&p, story, m);
        }
    }
    isn_buffer_text(&p.out, "END:VCALENDAR\r\n");
    isn_buffer_free(&p.value);
    return isn_out_end(&p.out, sink);
}
