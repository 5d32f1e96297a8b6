/* Values of markup, and what attributes hint at. */
#include <string.h>
#include <strings.h>

#include "page/page_builder.h"

enum { MOST_MARKS = 4096 };

bool isn_build_is(const isn_tree_builder *b, isn_html_range range,
                  const char *word)
{
    const char *text = b->html.data + range.begin;
    size_t len = range.end - range.begin;
    for (size_t i = 0; i < len; i++) { /* words are small letters and marks */
        char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i]) {
            return false;
        }
    }
    return len > 0 && word[len] == '\0';
}

void isn_build_mark(isn_tree_builder *b, isn_mark_kind kind,
                    isn_html_range name, isn_html_range value, bool references,
                    uint32_t elem)
{
    isn_tree *tree = b->tree;
    if (value.begin >= value.end || tree->marks.count >= MOST_MARKS) {
        return;
    }
    isn_mark *mark = isn_list_push(tree->arena, &tree->marks);
    if (!mark) {
        b->failed = true;
        return;
    }
    *mark = (isn_mark){(uint8_t)kind, references, name, value, elem};
}

/* The host in a URL, without a leading www. */
static isn_html_range host_of(const isn_tree_builder *b, isn_html_range url)
{
    const char *data = b->html.data;
    isn_html_range none = {0, 0};
    uint32_t at = url.begin, end = url.end;
    if (at == end || ((data[at] | 0x20) != 'h' && data[at] != '/')) {
        return none;
    }
    if (end - at >= 8 && strncasecmp(data + at, "https://", 8) == 0) {
        at += 8;
    } else if (end - at >= 7 && strncasecmp(data + at, "http://", 7) == 0) {
        at += 7;
    } else if (end - at >= 2 && data[at] == '/' && data[at + 1] == '/') {
        at += 2;
    } else {
        return none;
    }
    uint32_t stop = at;
    while (stop < end && stop - at < 255 && data[stop] != '/' &&
           data[stop] != '?' && data[stop] != '#' && data[stop] != ':') {
        stop++;
    }
    if (stop - at > 4 && strncasecmp(data + at, "www.", 4) == 0) {
        at += 4;
    }
    return (isn_html_range){at, stop};
}

/* The part of a host that a site owns: its last two labels, or three where
 * the second is as short as co.uk's. */
static isn_html_range owned(const isn_tree_builder *b, isn_html_range host)
{
    uint32_t at = host.end, dots = 0, last = host.end;
    while (at > host.begin) {
        at--;
        if (b->html.data[at] == '.') {
            dots++;
            if (dots >= 2 && (dots == 3 || last - at > 4)) {
                return (isn_html_range){at + 1, host.end};
            }
            last = at;
        }
    }
    return host;
}

void isn_build_meta(isn_tree_builder *b)
{
    const isn_html_attr *content =
        isn_html_attr_find(&b->html, &b->token, "content");
    if (!content) {
        return;
    }
    static const char *const keys[] = {"property", "name", "itemprop",
                                       "http-equiv"};
    for (size_t i = 0; i < 4; i++) {
        const isn_html_attr *key =
            isn_html_attr_find(&b->html, &b->token, keys[i]);
        if (key && i == 3 && !isn_build_is(b, key->value, "content-language")) {
            return; /* the server's clock is no date of the article */
        }
        if (key) {
            isn_build_mark(b, ISN_MARK_META, key->value, content->value, true,
                           ISN_NO_ELEM);
            if (b->host.begin == b->host.end &&
                isn_build_is(b, key->value, "og:url")) {
                b->host = owned(b, host_of(b, content->value));
            }
            return;
        }
    }
}

void isn_build_link(isn_tree_builder *b)
{
    const isn_html_attr *rel = isn_html_attr_find(&b->html, &b->token, "rel");
    const isn_html_attr *href = isn_html_attr_find(&b->html, &b->token, "href");
    if (rel && href && isn_build_is(b, rel->value, "canonical")) {
        isn_build_mark(b, ISN_MARK_CANONICAL, rel->value, href->value, true,
                       ISN_NO_ELEM);
        b->host = owned(b, host_of(b, href->value));
    }
}

/* Attributes of one element that date it. */
typedef struct dating {
    const isn_html_attr *content, *item, *class;
    const isn_html_attr *time;  /* datetime */
    const isn_html_attr *stamp; /* data-date, data-utime …, title */
    bool published;             /* pubdate */
} dating;

/* Is it data-date="2019-05-07", data-utime="1557216720" or the like? */
static bool is_stamp(const isn_tree_builder *b, const isn_html_attr *attr)
{
    enum { SHORTEST = 8, LONGEST = 40 };
    const char *name = b->html.data + attr->name.begin;
    size_t len = attr->name.end - attr->name.begin;
    size_t value = attr->value.end - attr->value.begin;
    char first = b->html.data[attr->value.begin];
    return value >= SHORTEST && value <= LONGEST && first >= '0' &&
           first <= '9' && strncasecmp(name, "data-", 5) == 0 &&
           (memmem(name, len, "date", 4) || memmem(name, len, "time", 4) ||
            memmem(name, len, "publish", 7));
}

/* What dates the element, as a mark. */
static void mark_dating(isn_tree_builder *b, const dating *d, uint32_t hints,
                        uint32_t elem)
{
    static const isn_html_range none = {0, 0};
    isn_html_range name = d->item    ? d->item->value
                          : d->class ? d->class->value
                                     : none;
    if (d->time) {
        isn_build_mark(b, d->published ? ISN_MARK_PUBDATE : ISN_MARK_TIME, name,
                       d->time->value, true, elem);
    } else if (d->item && d->content) {
        isn_build_mark(b, ISN_MARK_ITEM, name, d->content->value, true, elem);
    } else if (d->stamp && ((hints & ISN_HINT_DATE) ||
                            isn_build_is(b, d->stamp->name, "data-utime"))) {
        isn_build_mark(b, ISN_MARK_STAMP, name, d->stamp->value, true, elem);
    }
}

/* The hints in a class value. */
static uint32_t class_hints(isn_tree_builder *b, isn_html_range value)
{
    enum { LONGEST = 400, SHORTEST = 2 };
    const char *text = b->html.data + value.begin;
    size_t len = value.end - value.begin;
    len = len < LONGEST ? len : LONGEST;
    if (len < SHORTEST) {
        return isn_markup_hints(text, len);
    }
    uint64_t first = 0, last = 0;
    size_t part = len < sizeof first ? len : sizeof first;
    memcpy(&first, text, part);
    memcpy(&last, text + len - part, part);
    uint64_t hash = (first ^ len) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 32 ^ last) * 0x9E3779B97F4A7C15u;
    isn_class_memo *memo = &b->classes[hash >> 56];
    uint32_t begin = memo->value.begin;
    if (memo->value.end - begin != len ||
        memcmp(b->html.data + begin, text, len) != 0) {
        memo->value =
            (isn_html_range){value.begin, value.begin + (uint32_t)len};
        memo->hints = isn_markup_hints(text, len);
    }
    return memo->hints;
}

/* Attributes of any element that say what it is. */
uint32_t isn_build_hints(isn_tree_builder *b, uint32_t elem)
{
    uint32_t hints = 0;
    const char *data = b->html.data;
    dating d = {0};
    for (uint32_t i = 0; i < b->token.attr_count; i++) {
        const isn_html_attr *attr = &b->html.attrs[i];
        isn_html_range value = attr->value;
        const char *text = data + value.begin;
        size_t len = value.end - value.begin;
        switch (attr->name.end - attr->name.begin) {
        case 2:
            if (isn_build_is(b, attr->name, "id")) {
                hints |= isn_markup_hints(text, len < 200 ? len : 200);
            }
            break;
        case 4:
            if (isn_build_is(b, attr->name, "role")) {
                hints |= isn_markup_hints(text, len < 200 ? len : 200);
            } else if (b->token.tag == ISN_TAG_HTML &&
                       isn_build_is(b, attr->name, "lang")) {
                isn_build_mark(b, ISN_MARK_LANGUAGE, attr->name, value, true,
                               elem);
            }
            break;
        case 5:
            if (isn_build_is(b, attr->name, "class")) {
                hints |= class_hints(b, value);
                d.class = attr;
            } else if (isn_build_is(b, attr->name, "style") && len < 400 &&
                       memmem(text, len, "none", 4) &&
                       memmem(text, len, "display", 7)) {
                hints |= ISN_HINT_HIDDEN;
            } else if (isn_build_is(b, attr->name, "title")) {
                d.stamp = d.stamp ? d.stamp : attr;
            }
            break;
        case 6:
            if (isn_build_is(b, attr->name, "hidden")) {
                hints |= ISN_HINT_HIDDEN;
            }
            break;
        case 7:
            if (isn_build_is(b, attr->name, "content")) {
                d.content = attr;
            } else if (isn_build_is(b, attr->name, "pubdate")) {
                d.published = true;
            }
            break;
        case 8:
            if (b->token.tag == ISN_TAG_HTML &&
                isn_build_is(b, attr->name, "xml:lang")) {
                isn_build_mark(b, ISN_MARK_LANGUAGE, attr->name, value, true,
                               elem);
            } else if (isn_build_is(b, attr->name, "itemprop")) {
                hints |= isn_markup_hints(text, len < 200 ? len : 200);
                d.item = attr;
            } else if (isn_build_is(b, attr->name, "datetime")) {
                d.time = attr;
            }
            break;
        case 11:
            if (isn_build_is(b, attr->name, "aria-hidden") && len == 4) {
                hints |= ISN_HINT_HIDDEN;
            }
            break;
        default:
            break;
        }
        if (attr->name.end - attr->name.begin > 8 && is_stamp(b, attr)) {
            d.stamp = attr;
        }
    }
    mark_dating(b, &d, hints, elem);
    return hints;
}

bool isn_build_leads_away(const isn_tree_builder *b, isn_html_range url)
{
    isn_html_range host = host_of(b, url);
    if (host.begin == host.end || b->host.begin == b->host.end) {
        return false;
    }
    isn_html_range mine = b->host, theirs = owned(b, host);
    return mine.end - mine.begin != theirs.end - theirs.begin ||
           strncasecmp(b->html.data + mine.begin, b->html.data + theirs.begin,
                       mine.end - mine.begin) != 0;
}

/* The title element is read whole: references lie within its value. */
void isn_build_title(isn_tree_builder *b)
{
    isn_html_range none = {0, 0}, value = {b->html.at, b->html.at};
    b->html.state = ISN_HTML_RCDATA;
    do {
        isn_html_next(&b->html, &b->token);
        value.end = b->token.place.begin;
    } while (b->token.kind == ISN_HTML_TEXT ||
             b->token.kind == ISN_HTML_REFERENCE);
    isn_build_mark(b, ISN_MARK_TITLE, none, value, true, ISN_NO_ELEM);
}
