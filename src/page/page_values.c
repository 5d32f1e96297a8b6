/* Values of markup: decoded stretch by stretch. */
#include <string.h>

#include "core/utf8.h"
#include "page/html_entities.h"
#include "page/page_work.h"

static int hex4(const char *text, size_t len)
{
    int value = 0;
    if (len < 4) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        char c = text[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        value = value << 4 | digit;
    }
    return value;
}

/* A JSON escape at text[0 .. len), text[0] == '\\'. */
static size_t json_escape(const char *text, size_t len, char out[8],
                          size_t *out_len)
{
    if (len < 2) {
        return 0;
    }
    static const char from[] = "nrtbf", to[] = "\n\n   ";
    const char *plain = strchr(from, text[1]);
    *out_len = 1;
    if (plain && text[1]) {
        out[0] = to[plain - from];
        return 2;
    }
    if (text[1] != 'u') {
        out[0] = text[1];
        return (unsigned char)text[1] < 0x80 ? 2 : 0;
    }
    int c = hex4(text + 2, len - 2);
    if (c < 0) {
        return 0;
    }
    size_t took = 6;
    uint32_t value = (uint32_t)c;
    if (c >= 0xD800 && c < 0xDC00 && len >= 12 && text[6] == '\\' &&
        text[7] == 'u') {
        int d = hex4(text + 8, len - 8);
        if (d >= 0xDC00 && d < 0xE000) {
            value = 0x10000 + ((value - 0xD800) << 10) + ((uint32_t)d - 0xDC00);
            took = 12;
        }
    }
    *out_len = isn_utf8_encode(value ? value : ' ', out);
    return took;
}

bool isn_value_stretch(const isn_source *source, isn_value_form form,
                       uint32_t *at, uint32_t end, isn_stretch *out)
{
    uint32_t begin = *at;
    if (begin >= end) {
        return false;
    }
    const char *data = source->data;
    char mark = form == ISN_FORM_JSON ? '\\' : '&';
    uint32_t i = begin;
    if (form != ISN_FORM_PLAIN) {
        for (; i < end; i++) {
            if (data[i] != mark) {
                continue;
            }
            size_t len = 0;
            size_t took =
                form == ISN_FORM_JSON
                    ? json_escape(data + i, end - i, out->made, &len)
                    : isn_html_reference(data + i, end - i, 1, out->made, &len);
            if (took == 0) {
                continue;
            }
            if (i > begin) {
                break; /* the plain text in front comes first */
            }
            *out = (isn_stretch){.bytes = NULL,
                                 .len = len,
                                 .begin = i,
                                 .end = i + (uint32_t)took,
                                 .exact = false,
                                 .made = {0}};
            if (form == ISN_FORM_JSON) {
                json_escape(data + i, end - i, out->made, &len);
            } else {
                isn_html_reference(data + i, end - i, 1, out->made, &len);
            }
            out->bytes = out->made;
            *at = out->end;
            return true;
        }
    } else {
        i = end;
    }
    *out = (isn_stretch){.bytes = data + begin,
                         .len = i - begin,
                         .begin = begin,
                         .end = i,
                         .exact = true};
    *at = i;
    return true;
}

char *isn_value_decode(isn_arena *arena, const isn_source *source,
                       isn_value_form form, uint32_t begin, uint32_t end,
                       size_t *len)
{
    /* No decoding makes text longer than 2 bytes for each of its source. */
    char *text = isn_arena_alloc(arena, (size_t)(end - begin) * 2 + 1);
    if (!text) {
        return NULL;
    }
    isn_stretch s;
    size_t n = 0;
    while (isn_value_stretch(source, form, &begin, end, &s)) {
        for (size_t i = 0; i < s.len; i++) {
            char c = s.bytes[i];
            bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' ||
                         c == '\f' || c == '\0';
            if (!blank) {
                text[n++] = c;
            } else if (n && text[n - 1] != ' ') {
                text[n++] = ' ';
            }
        }
    }
    while (n && text[n - 1] == ' ') {
        n--;
    }
    text[n] = '\0';
    *len = n;
    return text;
}

isnad_status isn_value_add(isn_page *page, isn_value_key key,
                           isn_value_form form, uint32_t begin, uint32_t end,
                           uint32_t elem)
{
    enum { LONGEST = 4000, MOST = 512 };
    const char *data = page->source.data;
    while (begin < end && (data[begin] == ' ' || data[begin] == '\n' ||
                           data[begin] == '\t' || data[begin] == '\r')) {
        begin++;
    }
    if (begin >= end || end - begin > LONGEST || page->values.count >= MOST) {
        return ISNAD_OK;
    }
    size_t len;
    char *text =
        isn_value_decode(page->scratch, &page->source, form, begin, end, &len);
    if (!text) {
        return ISNAD_NOMEM;
    }
    if (len == 0) {
        return ISNAD_OK;
    }
    isn_value *value = isn_list_push(page->scratch, &page->values);
    if (!value) {
        return ISNAD_NOMEM;
    }
    *value = (isn_value){.key = (uint8_t)key,
                         .form = (uint8_t)form,
                         .begin = begin,
                         .end = end,
                         .elem = elem,
                         .text = text,
                         .text_len = len};
    return ISNAD_OK;
}

const isn_value *isn_value_find(const isn_page *page, isn_value_key key)
{
    for (size_t i = 0; i < page->values.count; i++) {
        if (page->values.items[i].key == key) {
            return &page->values.items[i];
        }
    }
    return NULL;
}
