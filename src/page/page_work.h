/* What the parts of page share while one document is read. */
#ifndef ISN_PAGE_WORK_H
#define ISN_PAGE_WORK_H

#include "core/buffer.h"
#include "page/article.h"
#include "page/page.h"
#include "page/page_tree.h"

/* A value of markup that serves as evidence. */
typedef enum isn_value_key {
    ISN_VALUE_TITLE,    /* the title element */
    ISN_VALUE_OG_TITLE, /* og:title, twitter:title */
    ISN_VALUE_HEADLINE, /* of JSON-LD */
    ISN_VALUE_SITE,
    ISN_VALUE_PUBLISHER,
    ISN_VALUE_AUTHOR,
    ISN_VALUE_CANONICAL,
    ISN_VALUE_URL,
    ISN_VALUE_DESCRIPTION,
    ISN_VALUE_LANGUAGE,
    ISN_VALUE_JSON_PUBLISHED,
    ISN_VALUE_PUBLISHED, /* meta that means publication */
    ISN_VALUE_ITEM_PUBLISHED,
    ISN_VALUE_CREATED, /* JSON-LD dateCreated, uploadDate */
    ISN_VALUE_DATE,    /* meta that says "date" */
    ISN_VALUE_TIME,    /* <time>; its hints tell more */
    ISN_VALUE_STAMP,   /* data-date and the like */
    ISN_VALUE_SCRIPT,  /* what scripts know of the page */
    ISN_VALUE_MODIFIED,
} isn_value_key;

typedef enum isn_value_form {
    ISN_FORM_PLAIN,
    ISN_FORM_HTML, /* holds character references */
    ISN_FORM_JSON, /* holds escapes of a JSON string */
} isn_value_form;

typedef struct isn_value {
    uint8_t key, form;
    uint32_t begin, end; /* in the source */
    uint32_t elem;       /* of <time> and items, or ISN_NO_ELEM */
    const char *text;    /* decoded, blanks at the ends cut */
    size_t text_len;
    isnad_span span; /* in the document, once the text is closed */
} isn_value;

typedef struct isn_page {
    isnad_doc *doc;
    const isn_page_hints *hints;
    isn_arena *scratch; /* freed when the page is done */
    isn_source source;
    bool html;
    bool titled; /* flattened, and its first line is known to be the title */
    isn_tree tree;
    isn_part *parts; /* one a line */
    ISN_LIST(isn_value) values;
    const char *body; /* articleBody of JSON-LD, decoded; or NULL */
    size_t body_len;
} isn_page;

/* The next stretch of a value: bytes that stand for source [begin, end). */
typedef struct isn_stretch {
    const char *bytes;
    size_t len;
    uint32_t begin, end;
    bool exact;
    char made[8];
} isn_stretch;

/* False at the end; *at moves on. */
bool isn_value_stretch(const isn_source *source, isn_value_form form,
                       uint32_t *at, uint32_t end, isn_stretch *out);

/* The whole range decoded into the arena, blanks collapsed; NULL when out of
 * memory. */
char *isn_value_decode(isn_arena *arena, const isn_source *source,
                       isn_value_form form, uint32_t begin, uint32_t end,
                       size_t *len);

/* Values of meta elements, links, times and JSON-LD. */
isnad_status isn_meta_collect(isn_page *page);
/* Values and articleBody of one JSON-LD script. */
isnad_status isn_jsonld_collect(isn_page *page, uint32_t begin, uint32_t end);
/* The day that scripts give, where they all give one. */
isnad_status isn_script_dates_collect(isn_page *page);
/* Is a value of markup the article's, not that of a list of other stories? */
bool isn_value_is_own(const isn_page *page, const isn_value *value);
/* Adds one value; empty ones are left out. */
isnad_status isn_value_add(isn_page *page, isn_value_key key,
                           isn_value_form form, uint32_t begin, uint32_t end,
                           uint32_t elem);
/* The first value of `key`, or NULL. */
const isn_value *isn_value_find(const isn_page *page, isn_value_key key);

/* Lays lines and values into the document's text and makes its blocks. */
isnad_status isn_page_lay(isn_page *page);

/* Values of the «Key: value» lines that flattened text may begin with, where
 * its title stands (an empty range: not there) and where they end. */
isnad_status isn_flat_header(isn_page *page, isn_html_range *title,
                             uint32_t *body);
/* Lines of flattened text, and their roles. */
isnad_status isn_flat_lines(isn_page *page);
isnad_status isn_flat_choose(isn_page *page);

/* Once the text stands. */
isnad_status isn_page_facts(isn_page *page); /* title, URL, outlet, author */
isnad_status isn_page_agencies(isn_page *page);
isnad_status isn_page_language(isn_page *page);
isnad_status isn_page_published(isn_page *page);

/* A day as the day of publication; `span` may be empty. */
isnad_status isn_published_set(isn_page *page, int32_t day, const char *from,
                               isnad_span span);
/* By datelines and by lines that give the date alone. */
isnad_status isn_published_by_words(isn_page *page);
/* By «today» with its date, the weakest of the ways. */
isnad_status isn_published_by_today(isn_page *page);
/* The day that lines below the title give, with or without a year, read as
 * one near `day`; ISNAD_NO_DAY if there is none. */
int32_t isn_published_near(const isn_page *page, int32_t day, isnad_span *span);

#endif
