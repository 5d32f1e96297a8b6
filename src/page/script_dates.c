/* What scripts and states of pages know of the day of publication:
 * "publishDate":"2019-05-07" in a data layer, publishedAt in the state from
 * which a page is drawn.  Such data name other stories as well, so they count
 * only where all of them name one day, and after everything else in markup. */
#include <string.h>
#include <strings.h>

#include "page/date_value.h"
#include "page/page_work.h"

enum { LONGEST_KEY = 40, LONGEST_VALUE = 40, NOWHERE = UINT32_MAX };

static bool is_key_letter(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-';
}

/* Does a key that holds "pub" mean a time of publication? */
static bool is_key(const char *key, size_t len)
{
    static const char *const not [] = {"modif", "updat",  "last",    "expir",
                                       "un",    "republ", "schedul", "embargo"};
    static const char *const times[] = {"date", "time", "dat", "on"};
    char word[LONGEST_KEY + 1];
    size_t n = 0;
    for (size_t i = 0; i < len && n < LONGEST_KEY; i++) {
        if (key[i] != '_' && key[i] != '-') {
            word[n++] = (char)(key[i] | 0x20);
        }
    }
    word[n] = '\0';
    const char *pub = strstr(word, "publi");
    pub = pub ? pub : strstr(word, "pubd");
    if (!pub || n < 7) {
        return false;
    }
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++) {
        if (strstr(word, not [i]) && strncmp(pub, "publication", 11) != 0) {
            return false;
        }
    }
    if (strcmp(word, "published") == 0) {
        return true;
    }
    for (size_t i = 0; i < 2; i++) {
        if (strstr(word, times[i])) {
            return true;
        }
    }
    return strcmp(pub, "publishedat") == 0 || strcmp(pub, "publishedon") == 0;
}

/* Behind blanks, escapes and quotation marks, also as references. */
static uint32_t skip_marks(const isn_source *source, uint32_t at, bool *quoted)
{
    static const char *const marks[] = {"\"", "'",      "\\",
                                        " ",  "&quot;", "&#34;"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
        size_t n = strlen(marks[i]);
        if (source->len - at >= n &&
            memcmp(source->data + at, marks[i], n) == 0) {
            *quoted = *quoted || (marks[i][0] != ' ');
            at += (uint32_t)n;
            i = 0;
        } else {
            i++;
        }
    }
    return at;
}

/* The value of the key that ends at `at`: where it begins, its end in *end;
 * NOWHERE if none that begins with a digit follows. */
static uint32_t value_behind(const isn_source *source, uint32_t at,
                             uint32_t *end)
{
    bool quoted = false;
    at = skip_marks(source, at, &quoted);
    if (at >= source->len ||
        (source->data[at] != ':' && (source->data[at] != '=' || quoted))) {
        return NOWHERE;
    }
    at = skip_marks(source, at + 1, &quoted);
    uint32_t begin = at;
    while (at < source->len && at - begin < LONGEST_VALUE &&
           (is_key_letter(source->data[at]) || source->data[at] == ':' ||
            source->data[at] == '.' || source->data[at] == '/' ||
            source->data[at] == '+' || source->data[at] == ' ')) {
        at++;
    }
    *end = at;
    return at > begin && source->data[begin] >= '0' &&
                   source->data[begin] <= '9'
               ? begin
               : NOWHERE;
}

/* Is `at` within JSON-LD, which is read elsewhere?  Marks stand in the order
 * of the source; *next moves on with `at`. */
static bool in_jsonld(const isn_page *page, uint32_t at, size_t *next)
{
    for (; *next < page->tree.marks.count; (*next)++) {
        const isn_mark *mark = &page->tree.marks.items[*next];
        if (mark->kind == ISN_MARK_JSONLD && at < mark->value.end) {
            return mark->value.begin <= at;
        }
    }
    return false;
}

/* The next key with its value at or behind *at; false at the end. */
static bool next_value(const isn_source *source, uint32_t *at, uint32_t *begin,
                       uint32_t *end)
{
    const char *data = source->data;
    while (*at < source->len) {
        const char *found = memchr(data + *at, 'b', source->len - *at);
        if (!found) {
            return false;
        }
        uint32_t b = (uint32_t)(found - data);
        *at = b + 1;
        if (b < 2 || (data[b - 1] | 0x20) != 'u' ||
            (data[b - 2] | 0x20) != 'p') {
            continue;
        }
        uint32_t from = b - 2, to = b + 1;
        while (from > 0 && b - from < LONGEST_KEY &&
               is_key_letter(data[from - 1])) {
            from--;
        }
        while (to < source->len && to - b < LONGEST_KEY &&
               is_key_letter(data[to])) {
            to++;
        }
        *at = to;
        if (to - from > LONGEST_KEY || !is_key(data + from, to - from)) {
            continue;
        }
        *begin = value_behind(source, to, end);
        if (*begin != NOWHERE) {
            return true;
        }
    }
    return false;
}

isnad_status isn_script_dates_collect(isn_page *page)
{
    uint32_t at = 0, begin, end, first = NOWHERE, first_end = 0;
    int32_t day = ISNAD_NO_DAY;
    size_t mark = 0;
    while (next_value(&page->source, &at, &begin, &end)) {
        int32_t here =
            isn_date_value(page->source.data + begin, end - begin, NULL);
        if (here == ISNAD_NO_DAY || in_jsonld(page, begin, &mark)) {
            continue;
        }
        if (day != ISNAD_NO_DAY && here != day) {
            return ISNAD_OK; /* which of them is this page's? */
        }
        if (day == ISNAD_NO_DAY) {
            day = here;
            first = begin;
            first_end = end;
        }
    }
    return first == NOWHERE
               ? ISNAD_OK
               : isn_value_add(page, ISN_VALUE_SCRIPT, ISN_FORM_PLAIN, first,
                               first_end, ISN_NO_ELEM);
}
