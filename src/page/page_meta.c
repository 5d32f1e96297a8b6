/* Values of meta elements, links, times and items. */
#include <string.h>
#include <strings.h>

#include "page/page_work.h"

/* Names of meta elements and items, in the order in which they are trusted
 * among those of one key. */
static const struct {
    const char *name;
    isn_value_key key;
} names[] = {
    {"og:title", ISN_VALUE_OG_TITLE},
    {"twitter:title", ISN_VALUE_OG_TITLE},
    {"dc.title", ISN_VALUE_OG_TITLE},
    {"sailthru.title", ISN_VALUE_OG_TITLE},
    {"headline", ISN_VALUE_OG_TITLE},
    {"og:site_name", ISN_VALUE_SITE},
    {"application-name", ISN_VALUE_SITE},
    {"apple-mobile-web-app-title", ISN_VALUE_SITE},
    {"dc.publisher", ISN_VALUE_PUBLISHER},
    {"publisher", ISN_VALUE_PUBLISHER},
    {"author", ISN_VALUE_AUTHOR},
    {"article:author", ISN_VALUE_AUTHOR},
    {"dc.creator", ISN_VALUE_AUTHOR},
    {"dcterms.creator", ISN_VALUE_AUTHOR},
    {"byl", ISN_VALUE_AUTHOR},
    {"sailthru.author", ISN_VALUE_AUTHOR},
    {"parsely-author", ISN_VALUE_AUTHOR},
    {"og:url", ISN_VALUE_URL},
    {"twitter:url", ISN_VALUE_URL},
    {"parsely-link", ISN_VALUE_URL},
    {"og:description", ISN_VALUE_DESCRIPTION},
    {"description", ISN_VALUE_DESCRIPTION},
    {"twitter:description", ISN_VALUE_DESCRIPTION},
    {"og:locale", ISN_VALUE_LANGUAGE},
    {"content-language", ISN_VALUE_LANGUAGE},
    {"language", ISN_VALUE_LANGUAGE},
    {"dc.language", ISN_VALUE_LANGUAGE},

    {"article:published_time", ISN_VALUE_PUBLISHED},
    {"og:article:published_time", ISN_VALUE_PUBLISHED},
    {"article:published", ISN_VALUE_PUBLISHED},
    {"og:published_time", ISN_VALUE_PUBLISHED},
    {"og:pubdate", ISN_VALUE_PUBLISHED},
    {"datepublished", ISN_VALUE_PUBLISHED},
    {"pubdate", ISN_VALUE_PUBLISHED},
    {"pub_date", ISN_VALUE_PUBLISHED},
    {"publishdate", ISN_VALUE_PUBLISHED},
    {"publish-date", ISN_VALUE_PUBLISHED},
    {"publish_date", ISN_VALUE_PUBLISHED},
    {"published-date", ISN_VALUE_PUBLISHED},
    {"publication_date", ISN_VALUE_PUBLISHED},
    {"publicationdate", ISN_VALUE_PUBLISHED},
    {"publication-date", ISN_VALUE_PUBLISHED},
    {"published_time", ISN_VALUE_PUBLISHED},
    {"published_at", ISN_VALUE_PUBLISHED},
    {"published", ISN_VALUE_PUBLISHED},
    {"ptime", ISN_VALUE_PUBLISHED},
    {"pdate", ISN_VALUE_PUBLISHED},
    {"rnews:datepublished", ISN_VALUE_PUBLISHED},
    {"sailthru.date", ISN_VALUE_PUBLISHED},
    {"parsely-pub-date", ISN_VALUE_PUBLISHED},
    {"article.published", ISN_VALUE_PUBLISHED},
    {"article_date_original", ISN_VALUE_PUBLISHED},
    {"cxenseparse:recs:publishtime", ISN_VALUE_PUBLISHED},
    {"cxenseparse:publishtime", ISN_VALUE_PUBLISHED},
    {"bt:pubdate", ISN_VALUE_PUBLISHED},
    {"originalpublicationdate", ISN_VALUE_PUBLISHED},
    {"citation_publication_date", ISN_VALUE_PUBLISHED},
    {"citation_online_date", ISN_VALUE_PUBLISHED},
    {"dc.date.issued", ISN_VALUE_PUBLISHED},
    {"dcterms.issued", ISN_VALUE_PUBLISHED},
    {"dc.issued", ISN_VALUE_PUBLISHED},
    {"dc.date.published", ISN_VALUE_PUBLISHED},
    {"displaydate", ISN_VALUE_PUBLISHED},
    {"article:post_date", ISN_VALUE_PUBLISHED},
    {"videopublishdate", ISN_VALUE_PUBLISHED},
    {"og:release_date", ISN_VALUE_PUBLISHED},
    {"mediator_published_time", ISN_VALUE_PUBLISHED},
    {"iso-8601-publish-date", ISN_VALUE_PUBLISHED},
    {"release_date", ISN_VALUE_PUBLISHED},
    {"releasedate", ISN_VALUE_PUBLISHED},

    {"datecreated", ISN_VALUE_CREATED},
    {"dcterms.created", ISN_VALUE_CREATED},
    {"dcterm:created", ISN_VALUE_CREATED},
    {"dc.created", ISN_VALUE_CREATED},
    {"dc.date.created", ISN_VALUE_CREATED},
    {"article:create_date", ISN_VALUE_CREATED},
    {"creation_date", ISN_VALUE_CREATED},
    {"created", ISN_VALUE_CREATED},
    {"uploaddate", ISN_VALUE_CREATED},

    {"date", ISN_VALUE_DATE},
    {"dc.date", ISN_VALUE_DATE},
    {"dcterms.date", ISN_VALUE_DATE},
    {"article:date", ISN_VALUE_DATE},
    {"datetime", ISN_VALUE_DATE},
    {"timestamp", ISN_VALUE_DATE},
    {"eprints.date", ISN_VALUE_DATE},
    {"og:date", ISN_VALUE_DATE},
    {"time", ISN_VALUE_DATE},
    {"last-published", ISN_VALUE_DATE},

    {"article:modified_time", ISN_VALUE_MODIFIED},
    {"article:modified", ISN_VALUE_MODIFIED},
    {"og:updated_time", ISN_VALUE_MODIFIED},
    {"og:modified_time", ISN_VALUE_MODIFIED},
    {"datemodified", ISN_VALUE_MODIFIED},
    {"last-modified", ISN_VALUE_MODIFIED},
    {"lastmod", ISN_VALUE_MODIFIED},
    {"lastmodified", ISN_VALUE_MODIFIED},
    {"dc.date.modified", ISN_VALUE_MODIFIED},
    {"dcterms.modified", ISN_VALUE_MODIFIED},
    {"modified", ISN_VALUE_MODIFIED},
    {"updated", ISN_VALUE_MODIFIED},
    {"revision_date", ISN_VALUE_MODIFIED},
    {"update_time", ISN_VALUE_MODIFIED},
};

static int key_of(const isn_page *page, isn_html_range name)
{
    size_t len = name.end - name.begin;
    const char *text = page->source.data + name.begin;
    while (len && text[len - 1] == ' ') {
        len--;
    }
    if (len == 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].name[0] == (text[0] | 0x20) &&
            strncasecmp(names[i].name, text, len) == 0 &&
            names[i].name[len] == '\0') {
            return (int)names[i].key;
        }
    }
    return -1;
}

static bool has_word(const isn_page *page, isn_html_range range,
                     const char *word)
{
    size_t len = strlen(word);
    for (uint32_t at = range.begin; at + len <= range.end; at++) {
        if (strncasecmp(page->source.data + at, word, len) == 0) {
            return true;
        }
    }
    return false;
}

static isnad_status collect_time(isn_page *page, const isn_mark *mark)
{
    isn_value_key key = mark->kind == ISN_MARK_PUBDATE
                            ? ISN_VALUE_ITEM_PUBLISHED
                        : mark->kind == ISN_MARK_STAMP ? ISN_VALUE_STAMP
                                                       : ISN_VALUE_TIME;
    if (has_word(page, mark->name, "datemodified") ||
        has_word(page, mark->name, "updated") ||
        has_word(page, mark->name, "modified")) {
        /* WordPress marks an unedited entry "published updated". */
        key = has_word(page, mark->name, "publish") ? key : ISN_VALUE_MODIFIED;
    } else if (has_word(page, mark->name, "datepublished") ||
               has_word(page, mark->name, "dt-published") ||
               has_word(page, mark->name, "entry-date published")) {
        key = ISN_VALUE_ITEM_PUBLISHED;
    }
    return isn_value_add(page, key, ISN_FORM_HTML, mark->value.begin,
                         mark->value.end, mark->elem);
}

bool isn_value_is_own(const isn_page *page, const isn_value *value)
{
    bool footer = false;
    for (uint32_t e = value->elem; e != ISN_NO_ELEM;
         e = page->tree.elems.items[e].parent) {
        const isn_elem *elem = &page->tree.elems.items[e];
        if (elem->tag == ISN_TAG_ASIDE || elem->tag == ISN_TAG_NAV ||
            (elem->hints & (ISN_HINT_RELATED | ISN_HINT_POPULAR |
                            ISN_HINT_COMMENT | ISN_HINT_SIDE))) {
            return false;
        }
        footer = footer || elem->tag == ISN_TAG_FOOTER ||
                 (elem->hints & ISN_HINT_FOOTER);
        if (elem->tag == ISN_TAG_ARTICLE || (elem->hints & ISN_HINT_ARTICLE)) {
            footer = false; /* an article's own footer */
        }
    }
    return !footer;
}

/* Does markup say when the page was published? */
static bool is_dated(const isn_page *page)
{
    for (size_t i = 0; i < page->values.count; i++) {
        const isn_value *value = &page->values.items[i];
        if (value->key >= ISN_VALUE_JSON_PUBLISHED &&
            value->key <= ISN_VALUE_TIME &&
            (value->key != ISN_VALUE_TIME || isn_value_is_own(page, value))) {
            return true;
        }
    }
    return false;
}

static isnad_status collect_marks(isn_page *page)
{
    isnad_status status = ISNAD_OK;
    bool titled = false;
    for (size_t i = 0; !status && i < page->tree.marks.count; i++) {
        const isn_mark *mark = &page->tree.marks.items[i];
        uint32_t begin = mark->value.begin, end = mark->value.end;
        int key;
        switch ((isn_mark_kind)mark->kind) {
        case ISN_MARK_META:
        case ISN_MARK_ITEM:
            key = key_of(page, mark->name);
            if (key == ISN_VALUE_PUBLISHED && mark->kind == ISN_MARK_ITEM) {
                key = ISN_VALUE_ITEM_PUBLISHED;
            }
            if (key >= 0 && (mark->kind == ISN_MARK_META ||
                             key >= ISN_VALUE_JSON_PUBLISHED)) {
                status = isn_value_add(page, (isn_value_key)key, ISN_FORM_HTML,
                                       begin, end, mark->elem);
            }
            break;
        case ISN_MARK_CANONICAL:
            status = isn_value_add(page, ISN_VALUE_CANONICAL, ISN_FORM_HTML,
                                   begin, end, ISN_NO_ELEM);
            break;
        case ISN_MARK_TITLE:
            if (!titled) { /* drawings have titles too */
                titled = true;
                status = isn_value_add(page, ISN_VALUE_TITLE, ISN_FORM_HTML,
                                       begin, end, ISN_NO_ELEM);
            }
            break;
        case ISN_MARK_TIME:
        case ISN_MARK_PUBDATE:
        case ISN_MARK_STAMP:
            status = collect_time(page, mark);
            break;
        case ISN_MARK_LANGUAGE:
            status = isn_value_add(page, ISN_VALUE_LANGUAGE, ISN_FORM_HTML,
                                   begin, end, ISN_NO_ELEM);
            break;
        case ISN_MARK_JSONLD:
            status = isn_jsonld_collect(page, begin, end);
            break;
        }
    }
    return status;
}

isnad_status isn_meta_collect(isn_page *page)
{
    isnad_status status = collect_marks(page);
    return status || is_dated(page) ? status : isn_script_dates_collect(page);
}
