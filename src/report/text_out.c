#include "report/text_out.h"

#include "report/fixed_words.h"

#include <math.h>
#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "report/json_out.h"

/* Embeddings, overrides and isolates would reach beyond the words; marks of
 * direction (U+200E, U+200F, U+061C) act on their place only, and joiners
 * belong to the spelling. */
static bool acts(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

static bool is_blank(uint32_t c)
{
    return isn_is_space(c) || c == '\n' || c == '\r' || c == '\t' ||
           c == 0x2028 || c == 0x2029;
}

static void clean(isn_buffer *out, isnad_view text, const char *escaped)
{
    bool blank = false, any = false;
    for (size_t i = 0; i < text.len;) {
        uint32_t c;
        size_t len = isn_utf8_decode(text.data + i, text.len - i, &c);
        if (is_blank(c)) {
            blank = any;
        } else if (!acts(c)) {
            if (blank) {
                isn_buffer_char(out, ' ');
                blank = false;
            }
            if (c < 0x80 && escaped && strchr(escaped, (int)c)) {
                isn_buffer_char(out, '\\');
            }
            char utf8[4];
            isn_buffer_add(out, utf8, isn_utf8_encode(c, utf8));
            any = true;
        }
        i += len;
    }
}

static isnad_view view_of(const char *text)
{
    return (isnad_view){text ? text : "", text ? strlen(text) : 0};
}

void isn_out_clean(isn_buffer *out, isnad_view text) { clean(out, text, NULL); }

void isn_out_clean_text(isn_buffer *out, const char *text)
{
    clean(out, view_of(text), NULL);
}

void isn_out_words(isn_buffer *out, const isnad_report_options *options,
                   isnad_view text)
{
    bool isolate = options && options->terminal;
    isn_buffer_text(out, isolate ? "\xE2\x81\xA8" : "");
    clean(out, text, NULL);
    isn_buffer_text(out, isolate ? "\xE2\x81\xA9" : "");
}

void isn_out_words_text(isn_buffer *out, const isnad_report_options *options,
                        const char *text)
{
    isn_out_words(out, options, view_of(text));
}

void isn_out_md(isn_buffer *out, isnad_view text)
{
    clean(out, text, "\\`*_[]<>|#&~");
}

void isn_out_md_text(isn_buffer *out, const char *text)
{
    isn_out_md(out, view_of(text));
}

void isn_out_style(isn_buffer *out, const isnad_report_options *options,
                   const char *code)
{
    if (options && options->terminal && options->color) {
        isn_buffer_format(out, "\x1B[%sm", code);
    }
}

static void put_number(isn_buffer *out, double number)
{
    char text[ISN_NUMBER_ROOM];
    isn_buffer_add(out, text, isn_number_text(number, text));
}

void isn_out_bounds(isn_buffer *out, double low, double high)
{
    if (isfinite(low) && isfinite(high)) {
        put_number(out, low);
        if (low < high) {
            isn_buffer_text(out, "–");
            put_number(out, high);
        }
    } else if (isfinite(low)) {
        isn_buffer_text(out, "≥ ");
        put_number(out, low);
    } else if (isfinite(high)) {
        isn_buffer_text(out, "≤ ");
        put_number(out, high);
    } else {
        isn_buffer_text(out, "?");
    }
}

isnad_status isn_out_end(isn_buffer *out, isnad_sink sink)
{
    isnad_status status = out->status;
    if (!status && out->len > 0) {
        status = sink.write(sink.data, out->data, out->len);
    }
    isn_buffer_free(out);
    return status;
}

void isn_out_value(isn_buffer *out, const isnad_report_options *options,
                   const char *key)
{
    const char *known = isn_label_value(key, options->english);
    if (known == key) {
        isn_out_words_text(out, options, key);
    } else {
        isn_buffer_text(out, known);
    }
}
