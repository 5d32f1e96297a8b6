/* JSON-LD, read for the few strings that page needs, with their places.
 *
 * A lenient scanner: sites write line ends into strings, trailing commas and
 * comments.  Keys count by the type of the object they stand in and by the key
 * under which that object hangs.
 */
#include <string.h>
#include <strings.h>

#include "page/page_work.h"

enum { DEEPEST = 32 };

typedef enum place_of {
    AT_TOP,       /* an object of the page itself */
    AT_AUTHOR,    /* under author, creator */
    AT_PUBLISHER, /* under publisher, sourceOrganization */
    AT_PAGE,      /* under mainEntityOfPage */
    AT_OTHER,
} place_of;

/* What one object said, held back until its type is known. */
typedef struct object {
    place_of place;
    bool is_array;
    bool article, other_type;
    uint32_t headline, headline_end, published, published_end, created,
        created_end, modified, modified_end, name, name_end, url, url_end, body,
        body_end;
    char key[24]; /* the key whose value comes next */
} object;

typedef struct scanner {
    isn_page *page;
    const char *data;
    uint32_t at, end;
    object stack[DEEPEST];
    uint32_t depth;
} scanner;

static const char *const article_types[] = {
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "posting",
    "report",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "liveblogposting",
    "reviewnewsarticle",
    "webpage",
    "videoobject",
    "review",
    "techarticle",
    "scholarlyarticle",
    "socialmediaposting",
    "creativework",
    "recipe",
    "itempage",
    "event",
};

static bool equals(const char *text, size_t len, const char *word)
{
    return strlen(word) == len && strncasecmp(text, word, len) == 0;
}

static void set_type(object *o, const char *text, size_t len)
{
    for (size_t i = 0; i < sizeof article_types / sizeof *article_types; i++) {
        if (equals(text, len, article_types[i])) {
            /* A web page is not its article, an event is on another day. */
            bool own = i < 11 || i >= 13;
            if (equals(text, len, "event")) {
                own = false;
            }
            o->article = o->article || own;
            return;
        }
    }
    o->other_type = true;
}

/* Position behind the string whose opening mark is at `at`. */
static uint32_t string_end(const scanner *s, uint32_t at)
{
    at++;
    while (at < s->end && s->data[at] != '"') {
        at += s->data[at] == '\\' ? 2 : 1;
    }
    return at < s->end ? at : s->end;
}

static place_of place_under(const object *parent)
{
    const char *key = parent->key;
    if (parent->is_array) {
        return parent->place;
    }
    if (strcmp(key, "author") == 0 || strcmp(key, "creator") == 0) {
        return parent->place == AT_TOP ? AT_AUTHOR : AT_OTHER;
    }
    if (strcmp(key, "publisher") == 0 ||
        strcmp(key, "sourceOrganization") == 0) {
        return parent->place == AT_TOP ? AT_PUBLISHER : AT_OTHER;
    }
    if (strcmp(key, "@graph") == 0 || strcmp(key, "mainEntity") == 0) {
        return parent->place;
    }
    return AT_OTHER;
}

static void open_object(scanner *s, bool is_array)
{
    object o = {.place = AT_TOP, .is_array = is_array};
    if (s->depth > 0 && s->depth <= DEEPEST) {
        object *parent = &s->stack[s->depth - 1];
        o.place = place_under(parent);
    }
    if (s->depth < DEEPEST) {
        s->stack[s->depth] = o;
    }
    s->depth++;
}

static isnad_status add(scanner *s, isn_value_key key, uint32_t begin,
                        uint32_t end)
{
    return begin < end ? isn_value_add(s->page, key, ISN_FORM_JSON, begin, end,
                                       ISN_NO_ELEM)
                       : ISNAD_OK;
}

static isnad_status keep_body(scanner *s, const object *o)
{
    isn_page *page = s->page;
    if (o->body_end - o->body < 100 || page->body_len) {
        return ISNAD_OK;
    }
    size_t len;
    char *body = isn_value_decode(page->scratch, &page->source, ISN_FORM_JSON,
                                  o->body, o->body_end, &len);
    if (!body) {
        return ISNAD_NOMEM;
    }
    page->body = body;
    page->body_len = len;
    return ISNAD_OK;
}

static isnad_status close_object(scanner *s)
{
    if (s->depth == 0 || --s->depth >= DEEPEST) {
        return ISNAD_OK;
    }
    const object *o = &s->stack[s->depth];
    isnad_status status = ISNAD_OK;
    if (o->is_array) {
        return status;
    }
    if (o->place == AT_AUTHOR) {
        return add(s, ISN_VALUE_AUTHOR, o->name, o->name_end);
    }
    if (o->place == AT_PUBLISHER) {
        return add(s, ISN_VALUE_PUBLISHER, o->name, o->name_end);
    }
    if (o->place != AT_TOP || (o->other_type && !o->article)) {
        return status;
    }
    if (!status && o->article) {
        status = add(s, ISN_VALUE_HEADLINE, o->headline, o->headline_end);
    }
    if (!status) {
        status =
            add(s, ISN_VALUE_JSON_PUBLISHED, o->published, o->published_end);
    }
    if (!status) {
        status = add(s, ISN_VALUE_CREATED, o->created, o->created_end);
    }
    if (!status) {
        status = add(s, ISN_VALUE_MODIFIED, o->modified, o->modified_end);
    }
    if (!status && o->article) {
        status = add(s, ISN_VALUE_URL, o->url, o->url_end);
    }
    return status ? status : keep_body(s, o);
}

/* A string as the value of the current key. */
static isnad_status value(scanner *s, uint32_t begin, uint32_t end)
{
    if (s->depth == 0 || s->depth > DEEPEST) {
        return ISNAD_OK;
    }
    object *o = &s->stack[s->depth - 1];
    const char *key = o->key;
    if (o->is_array) { /* ["NewsArticle", …], authors as plain names */
        if (s->depth >= 2) {
            object *owner = &s->stack[s->depth - 2];
            if (strcmp(owner->key, "@type") == 0) {
                set_type(owner, s->data + begin, end - begin);
            } else if (o->place == AT_AUTHOR) {
                return add(s, ISN_VALUE_AUTHOR, begin, end);
            }
        }
        return ISNAD_OK;
    }
#define KEEP(field)                                                            \
    do {                                                                       \
        o->field = begin;                                                      \
        o->field##_end = end;                                                  \
    } while (0)
    if (strcmp(key, "@type") == 0) {
        set_type(o, s->data + begin, end - begin);
    } else if (strcmp(key, "headline") == 0) {
        KEEP(headline);
    } else if (strcmp(key, "datePublished") == 0) {
        KEEP(published);
    } else if (strcmp(key, "dateCreated") == 0 ||
               strcmp(key, "uploadDate") == 0) {
        KEEP(created);
    } else if (strcmp(key, "dateModified") == 0) {
        KEEP(modified);
    } else if (strcmp(key, "name") == 0) {
        KEEP(name);
    } else if (strcmp(key, "url") == 0) {
        KEEP(url);
    } else if (strcmp(key, "articleBody") == 0) {
        KEEP(body);
    } else if (o->place == AT_TOP &&
               (strcmp(key, "author") == 0 || strcmp(key, "creator") == 0)) {
        return add(s, ISN_VALUE_AUTHOR, begin, end);
    } else if (o->place == AT_TOP && strcmp(key, "publisher") == 0) {
        return add(s, ISN_VALUE_PUBLISHER, begin, end);
    }
#undef KEEP
    return ISNAD_OK;
}

static isnad_status read_string(scanner *s)
{
    uint32_t begin = s->at + 1, end = string_end(s, s->at);
    s->at = end < s->end ? end + 1 : end;
    uint32_t look = s->at;
    while (look < s->end && (s->data[look] == ' ' || s->data[look] == '\n' ||
                             s->data[look] == '\t' || s->data[look] == '\r')) {
        look++;
    }
    if (look < s->end && s->data[look] == ':' && s->depth &&
        s->depth <= DEEPEST && !s->stack[s->depth - 1].is_array) {
        object *o = &s->stack[s->depth - 1];
        size_t len = end - begin;
        len = len < sizeof o->key ? len : 0;
        memcpy(o->key, s->data + begin, len);
        o->key[len] = '\0';
        s->at = look + 1;
        return ISNAD_OK;
    }
    return value(s, begin, end);
}

isnad_status isn_jsonld_collect(isn_page *page, uint32_t begin, uint32_t end)
{
    scanner *s = isn_arena_alloc(page->scratch, sizeof *s);
    if (!s) {
        return ISNAD_NOMEM;
    }
    s->page = page;
    s->data = page->source.data;
    s->at = begin;
    s->end = end;
    isnad_status status = ISNAD_OK;
    while (!status && s->at < s->end) {
        switch (s->data[s->at]) {
        case '{':
        case '[':
            open_object(s, s->data[s->at] == '[');
            s->at++;
            break;
        case '}':
        case ']':
            status = close_object(s);
            s->at++;
            break;
        case '"':
            status = read_string(s);
            break;
        default:
            s->at++;
            break;
        }
    }
    while (!status && s->depth) { /* cut off in the middle */
        status = close_object(s);
    }
    return status;
}
