/* Title, URL, outlet and author, each with its place. */
#include <string.h>

#include "page/cue.h"
#include "page/page_work.h"

static const isn_value *first_of(const isn_page *page,
                                 const isn_value_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const isn_value *value = isn_value_find(page, keys[i]);
        if (value) {
            return value;
        }
    }
    return NULL;
}

static bool set_fact(isn_page *page, isnad_fact *fact, const isn_value *value)
{
    fact->value =
        isn_arena_copy(page->doc->arena, value->text, value->text_len);
    fact->evidence = value->span;
    return fact->value != NULL;
}

static bool is_link(const isn_value *value)
{
    return strncmp(value->text, "http://", 7) == 0 ||
           strncmp(value->text, "https://", 8) == 0;
}

static isnad_status find_url(isn_page *page)
{
    static const isn_value_key keys[] = {ISN_VALUE_CANONICAL, ISN_VALUE_URL};
    isnad_doc *doc = page->doc;
    if (page->hints && page->hints->url) {
        doc->url.value = isn_arena_copy(doc->arena, page->hints->url,
                                        strlen(page->hints->url));
        return doc->url.value ? ISNAD_OK : ISNAD_NOMEM;
    }
    for (size_t i = 0; i < 2; i++) {
        const isn_value *value = isn_value_find(page, keys[i]);
        if (value && is_link(value)) {
            return set_fact(page, &doc->url, value) ? ISNAD_OK : ISNAD_NOMEM;
        }
    }
    return ISNAD_OK;
}

/* The row of table outlet whose host ends the URL's host, or NULL. */
static const isn_row_outlet *outlet_of_host(const char *url)
{
    const char *host = strstr(url, "://");
    if (!host) {
        return NULL;
    }
    host += 3;
    size_t len = strcspn(host, "/?#:");
    for (uint32_t i = 0; i < isn_rows_outlet_count; i++) {
        const char *own = isn_rows_outlet[i].host;
        size_t own_len = own ? strlen(own) : 0;
        if (own_len && len >= own_len &&
            memcmp(host + len - own_len, own, own_len) == 0 &&
            (len == own_len || host[len - own_len - 1] == '.')) {
            return &isn_rows_outlet[i];
        }
    }
    return NULL;
}

/* Outlets named in credit lines: «العربي - أ ف ب». */
static void outlet_of_credit(isn_page *page)
{
    isnad_doc *doc = page->doc;
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (block->role != ISNAD_ROLE_CREDIT) {
            continue;
        }
        isn_cue_line words;
        isn_cue_read(&words, doc->text + block->span.begin,
                     block->span.end - block->span.begin);
        for (uint32_t w = 0; w < words.kept; w++) {
            uint32_t covered, agency;
            uint32_t row = isn_cue_row(&words, w, ISN_CLASS_OUTLET, &covered);
            isn_cue_row(&words, w, ISN_CLASS_AGENCY, &agency);
            if (row == UINT32_MAX || agency >= covered) {
                continue;
            }
            uint32_t end = words.words[w + covered - 1].end;
            uint32_t begin = w ? words.words[w - 1].end : 0;
            const char *text = doc->text + block->span.begin;
            while (begin < end && (unsigned char)text[begin] < 0x80) {
                begin++;
            }
            doc->outlet.value = isn_rows_outlet[row].name;
            doc->outlet.evidence = (isnad_span){block->span.begin + begin,
                                                block->span.begin + end};
            return;
        }
    }
}

static isnad_status find_outlet(isn_page *page)
{
    static const isn_value_key keys[] = {ISN_VALUE_SITE, ISN_VALUE_PUBLISHER};
    isnad_doc *doc = page->doc;
    const isn_value *value = first_of(page, keys, 2);
    if (value && value->text_len < 120 && !is_link(value)) {
        return set_fact(page, &doc->outlet, value) ? ISNAD_OK : ISNAD_NOMEM;
    }
    const isn_row_outlet *row =
        doc->url.value ? outlet_of_host(doc->url.value) : NULL;
    if (row) {
        doc->outlet.value = row->name;
        doc->outlet.evidence = doc->url.evidence;
        return ISNAD_OK;
    }
    outlet_of_credit(page);
    return ISNAD_OK;
}

/* Where the author's name ends in a byline: «ليلى الكتبي - رأس الغار», «| 15
 * مارس», or at the end. */
static uint32_t name_end(const isnad_doc *doc, isnad_span line)
{
    static const char *const marks[] = {
        " - ", " | ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", "\xD8\x8C", ":"};
    for (uint32_t at = line.begin; at < line.end; at++) {
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
            size_t len = strlen(marks[k]);
            if (line.end - at >= len &&
                memcmp(doc->text + at, marks[k], len) == 0) {
                return at;
            }
        }
        if (doc->text[at] >= '0' && doc->text[at] <= '9') {
            return at;
        }
    }
    return line.end;
}

/* The name in a byline of its own, where markup names nobody: two to five
 * words behind «بقلم» or alone. */
static isnad_status author_of_byline(isn_page *page, const isnad_block *block)
{
    isnad_doc *doc = page->doc;
    isnad_span name = block->span;
    isn_cue_line line;
    isn_cue_read(&line, doc->text + name.begin, name.end - name.begin);
    if (isn_cue_find(&line).kind == ISN_PAGE_CUE_KIND_BYLINE) {
        while (name.begin < name.end && doc->text[name.begin] != ' ' &&
               doc->text[name.begin] != ':') {
            name.begin++; /* «بقلم» */
        }
    }
    while (name.begin < name.end &&
           (doc->text[name.begin] == ' ' || doc->text[name.begin] == ':')) {
        name.begin++;
    }
    name.end = name_end(doc, name);
    while (name.end > name.begin && doc->text[name.end - 1] == ' ') {
        name.end--;
    }
    uint32_t words = name.begin < name.end;
    for (uint32_t i = name.begin; i < name.end; i++) {
        words += doc->text[i] == ' ';
    }
    if (words < 2 || words > 5) {
        return ISNAD_OK;
    }
    char *value = isn_doc_string(doc, name);
    if (!value) {
        return ISNAD_NOMEM;
    }
    doc->author = (isnad_fact){value, name};
    return ISNAD_OK;
}

static isnad_status find_author(isn_page *page)
{
    for (size_t i = 0; i < page->values.count; i++) {
        const isn_value *value = &page->values.items[i];
        if (value->key == ISN_VALUE_AUTHOR && value->text_len < 200 &&
            !is_link(value)) {
            return set_fact(page, &page->doc->author, value) ? ISNAD_OK
                                                             : ISNAD_NOMEM;
        }
    }
    for (size_t i = 0; i < page->doc->blocks.count; i++) {
        const isnad_block *block = &page->doc->blocks.items[i];
        if (block->kind && strcmp(block->kind, "byline") == 0) {
            return author_of_byline(page, block);
        }
    }
    return ISNAD_OK;
}

/* Without a line of the page for a title, the markup's stands for it: the
 * title element without the outlet's name behind a dash or bar. */
static void find_title(isn_page *page)
{
    static const isn_value_key keys[] = {ISN_VALUE_OG_TITLE, ISN_VALUE_HEADLINE,
                                         ISN_VALUE_TITLE};
    isnad_doc *doc = page->doc;
    for (size_t i = 0; i < doc->blocks.count; i++) {
        if (doc->blocks.items[i].role == ISNAD_ROLE_TITLE) {
            doc->title = doc->blocks.items[i].span;
            return;
        }
    }
    const isn_value *value = first_of(page, keys, 3);
    if (!value) {
        return;
    }
    doc->title = value->span;
    if (value->key != ISN_VALUE_TITLE) {
        return;
    }
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ",
                                        " \xE2\x80\x94 "};
    const char *text = doc->text + value->span.begin;
    size_t len = value->span.end - value->span.begin, cut = len;
    for (size_t m = 0; m < 4; m++) {
        size_t mark = strlen(marks[m]);
        for (size_t at = len / 3; at + mark < cut; at++) {
            if (memcmp(text + at, marks[m], mark) == 0) {
                cut = at;
                break;
            }
        }
    }
    doc->title.end = doc->title.begin + (uint32_t)cut;
}

isnad_status isn_page_facts(isn_page *page)
{
    isnad_status status = find_url(page);
    if (!status) {
        status = find_outlet(page);
    }
    if (!status) {
        status = find_author(page);
    }
    find_title(page);
    return status;
}
