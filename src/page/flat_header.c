/* Lines of «Key: value» above flattened text, as programs that save articles
 * write them.  They are no lines of the article but values of the page, and
 * its title is the first line. */
#include <string.h>
#include <strings.h>

#include "page/page_work.h"

enum {
    KEY_LONGEST = 24,
    LINES_MOST = 40,
    LINES_LEAST = 2, /* one alone may be the article's */
    TITLE_KEY = -1,
    OTHER_KEY = -2,
    NO_KEY = -3,
};

static const struct {
    const char *name;
    int key;
} keys[] = {
    {"title", TITLE_KEY},
    {"headline", TITLE_KEY},
    {"url", ISN_VALUE_CANONICAL},
    {"link", ISN_VALUE_CANONICAL},
    {"date", ISN_VALUE_PUBLISHED},
    {"published", ISN_VALUE_PUBLISHED},
    {"pubdate", ISN_VALUE_PUBLISHED},
    {"outlet", ISN_VALUE_SITE},
    {"site", ISN_VALUE_SITE},
    {"publisher", ISN_VALUE_PUBLISHER},
    {"source", ISN_VALUE_PUBLISHER},
    {"author", ISN_VALUE_AUTHOR},
    {"byline", ISN_VALUE_AUTHOR},
    {"language", ISN_VALUE_LANGUAGE},
};

/* What the line at data[0 .. len) gives, its value at *value; NO_KEY where it
 * is not of that form. */
static int key_of(const char *data, size_t len, size_t *value)
{
    size_t name = 0;
    while (name < len && name <= KEY_LONGEST &&
           ((data[name] | 32) >= 'a' && (data[name] | 32) <= 'z')) {
        name++;
        name += name + 1 < len && (data[name] == '-' || data[name] == '_');
    }
    if (name == 0 || name > KEY_LONGEST || name + 1 >= len ||
        data[name] != ':' || data[name + 1] != ' ') {
        return NO_KEY;
    }
    *value = name + 2;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strlen(keys[i].name) == name &&
            strncasecmp(keys[i].name, data, name) == 0) {
            return keys[i].key;
        }
    }
    return OTHER_KEY;
}

/* Where a line of text ends. */
static size_t line_end(const isn_source *source, size_t at)
{
    const char *end = memchr(source->data + at, '\n', source->len - at);
    size_t stop = end ? (size_t)(end - source->data) : source->len;
    return stop > at && source->data[stop - 1] == '\r' ? stop - 1 : stop;
}

static size_t next_line(const isn_source *source, size_t end)
{
    end += end < source->len && source->data[end] == '\r';
    return end + (end < source->len);
}

/* Behind the empty line that closes a header; 0 where there is none. */
static size_t header_end(const isn_source *source)
{
    size_t lines = 0, known = 0, value;
    for (size_t at = 0; at < source->len && lines < LINES_MOST; lines++) {
        size_t end = line_end(source, at);
        if (end == at) {
            return lines >= LINES_LEAST && known > 0 ? at : 0;
        }
        int key = key_of(source->data + at, end - at, &value);
        if (key == NO_KEY || (lines == 0 && key == OTHER_KEY)) {
            return 0;
        }
        known += key != OTHER_KEY;
        at = next_line(source, end);
    }
    return 0;
}

isnad_status isn_flat_header(isn_page *page, isn_html_range *title,
                             uint32_t *body)
{
    const isn_source *source = &page->source;
    size_t behind = header_end(source), value = 0;
    isnad_status status = ISNAD_OK;
    *title = (isn_html_range){0, 0};
    *body = (uint32_t)behind;
    for (size_t at = 0; at < behind && !status;) {
        size_t end = line_end(source, at);
        int key = key_of(source->data + at, end - at, &value);
        uint32_t begin = (uint32_t)(at + value), stop = (uint32_t)end;
        if (key == TITLE_KEY && title->begin == title->end) {
            *title = (isn_html_range){begin, stop};
        } else if (key >= 0) {
            status = isn_value_add(page, (isn_value_key)key, ISN_FORM_PLAIN,
                                   begin, stop, ISN_NO_ELEM);
        }
        at = next_line(source, end);
    }
    return status;
}
