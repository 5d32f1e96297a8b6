#include "story/copy_entry.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/buffer.h"
#include "story/words.h"

enum { MOST = 1 << 30 }; /* bytes of texts or places */

/* ---- places ------------------------------------------------------------- *
 * Of each word how far it begins behind the end of the one before and how long
 * it is: gap * 64 + length in one byte where gap < 3 and 0 < length < 64; else
 * a zero, the gap (even: to the right, odd: to the left) and the length. */

enum { NEAR = 3, SHORT = 64 };

static void put_number(isn_buffer *out, uint64_t number)
{
    for (; number > 127; number >>= 7) {
        isn_buffer_char(out, (char)(number | 128));
    }
    isn_buffer_char(out, (char)number);
}

static bool get_number(const uint8_t **at, const uint8_t *end, uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        uint8_t byte = *(*at)++;
        *number |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) {
            return true;
        }
    }
    return false;
}

static void put_places(isn_buffer *out, const isnad_doc *doc,
                       const isn_words *words)
{
    uint64_t last = 0;
    for (uint32_t i = 0; i < words->count; i++) {
        isnad_raw_span at =
            isnad_doc_raw(doc, doc->tokens.items[words->token[i]].span);
        uint64_t len = at.end - at.begin, gap = at.begin - last;
        if (gap < NEAR && len > 0 && len < SHORT) {
            isn_buffer_char(out, (char)(gap * SHORT + len));
        } else {
            isn_buffer_char(out, 0);
            put_number(out,
                       at.begin >= last ? gap * 2 : (last - at.begin) * 2 - 1);
            put_number(out, len);
        }
        last = at.end;
    }
}

bool isn_places_read(const uint8_t *at, const uint8_t *end, uint32_t count,
                     isnad_raw_span *spans)
{
    uint64_t last = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t gap, len;
        if (at >= end) {
            return false;
        }
        uint8_t byte = *at++;
        if (byte != 0) {
            gap = (uint64_t)(byte / SHORT) * 2;
            len = byte % SHORT;
        } else if (!get_number(&at, end, &gap) || !get_number(&at, end, &len)) {
            return false;
        }
        last += gap % 2 ? -(gap / 2 + 1) : gap / 2;
        spans[i] = (isnad_raw_span){last, last + len};
        last += len;
    }
    return true;
}

/* ---- texts -------------------------------------------------------------- */

static void put_text(isn_buffer *out, const char *text)
{
    isn_buffer_text(out, text ? text : "");
    isn_buffer_char(out, '\0');
}

static void put_texts(isn_buffer *out, const isnad_doc *doc)
{
    isn_credit credit = isn_credit_of(doc);
    put_text(out, doc->path);
    put_text(out, credit.time);
    put_text(out, credit.outlet);
    for (size_t i = 0; i < doc->step_count && i < ISN_COPY_STEPS; i++) {
        if (doc->steps[i][0]) {
            put_text(out, doc->steps[i]);
        }
    }
    put_text(out, "");
    for (unsigned i = 0; i < credit.agency_count; i++) {
        if (credit.agencies[i][0]) {
            put_text(out, credit.agencies[i]);
        }
    }
    put_text(out, "");
}

static const char *next_text(const char **at, const char *end)
{
    const char *text = *at;
    const char *stop =
        text < end ? memchr(text, 0, (size_t)(end - text)) : NULL;
    if (!stop) {
        *at = end;
        return "";
    }
    *at = stop + 1;
    return text;
}

static const char *known(const char *text) { return *text ? text : NULL; }

size_t isn_copy_names_read(const char *texts, const char *end,
                           isn_copy_names *names)
{
    const char *at = texts, *text;
    *names = (isn_copy_names){.path = next_text(&at, end)};
    names->credit.time = known(next_text(&at, end));
    names->credit.outlet = known(next_text(&at, end));
    while (*(text = next_text(&at, end))) {
        if (names->step_count < ISN_COPY_STEPS) {
            names->steps[names->step_count++] = text;
        }
    }
    while (*(text = next_text(&at, end))) {
        if (names->credit.agency_count < ISN_CREDITS) {
            names->credit.agencies[names->credit.agency_count++] = text;
        }
    }
    return (size_t)(at - texts);
}

/* ---- the entry ---------------------------------------------------------- */

static uint64_t print_len(const isnad_copy_entry *e)
{
    return ((uint64_t)e->word_count + e->title_count) * sizeof(uint16_t) +
           ((uint64_t)e->word_count + 3) / 4;
}

uint64_t isn_copy_entry_len(const isnad_copy_entry *e)
{
    return sizeof *e + print_len(e) + e->text_len + e->place_len;
}

isn_print isn_copy_entry_print(const isnad_copy_entry *e)
{
    const uint16_t *words = (const void *)e->bytes;
    return (isn_print){
        .words = words,
        .title = words + e->word_count,
        .marks = (const uint8_t *)(words + e->word_count + e->title_count),
        .count = e->word_count,
        .title_count = e->title_count,
    };
}

const char *isn_copy_entry_texts(const isnad_copy_entry *e)
{
    return (const char *)e->bytes + print_len(e);
}

const uint8_t *isn_copy_entry_places(const isnad_copy_entry *e)
{
    return e->bytes + print_len(e) + e->text_len;
}

bool isn_copy_entry_valid(const void *bytes, size_t len)
{
    const isnad_copy_entry *e = bytes;
    if (len < sizeof *e || isn_copy_entry_len(e) != len || e->text_len == 0 ||
        e->title_count > UINT16_MAX) {
        return false;
    }
    isn_copy_names names;
    const char *texts = isn_copy_entry_texts(e);
    return isn_copy_names_read(texts, texts + e->text_len, &names) ==
               e->text_len &&
           texts[e->text_len - 1] == '\0';
}

int isn_copy_entry_compare(const isnad_copy_entry *a, const isnad_copy_entry *b)
{
    if (a->day != b->day) { /* undated ones come last */
        return a->day == ISNAD_NO_DAY                      ? 1
               : b->day == ISNAD_NO_DAY || a->day < b->day ? -1
                                                           : 1;
    }
    const char *x = isn_copy_entry_texts(a), *y = isn_copy_entry_texts(b);
    const char *v = x + strlen(x) + 1, *w = y + strlen(y) + 1;
    int order = *v && *w ? strcmp(v, w) : 0;
    order = order ? order : (a->digest > b->digest) - (a->digest < b->digest);
    order = order ? order : strcmp(x, y);
    return order ? order : (a->key > b->key) - (a->key < b->key);
}

static uint64_t digest_of(const isnad_doc *doc)
{
    char first[17] = {0};
    memcpy(first, doc->sha256, 16);
    return strtoull(first, NULL, 16);
}

static isnad_copy_entry *assemble(const isnad_doc *doc, const isn_print *print,
                                  const isn_buffer *texts,
                                  const isn_buffer *places)
{
    isnad_copy_entry head = {.digest = digest_of(doc),
                             .day = doc->published.best_day,
                             .word_count = print->count,
                             .title_count = print->title_count,
                             .text_len = (uint32_t)texts->len,
                             .place_len = (uint32_t)places->len};
    isnad_copy_entry *e = malloc((size_t)isn_copy_entry_len(&head));
    if (!e) {
        return NULL;
    }
    *e = head;
    uint16_t *words = (void *)e->bytes;
    memcpy(words, print->words, print->count * sizeof *words);
    memcpy(words + print->count, print->title,
           print->title_count * sizeof *words);
    memcpy(words + print->count + print->title_count, print->marks,
           (print->count + 3) / 4);
    unsigned char *at = e->bytes + print_len(e);
    memcpy(at, texts->data, texts->len);
    if (places->len > 0) {
        memcpy(at + texts->len, places->data, places->len);
    }
    e->key = XXH3_64bits_withSeed(texts->data, texts->len, head.digest);
    return e;
}

isnad_status isnad_copies_entry(const isnad_doc *doc, isnad_copy_entry **entry)
{
    isn_print_room room = {0};
    isn_print print;
    isn_words words = {0};
    isn_buffer texts, places;
    isn_buffer_init(&texts, MOST);
    isn_buffer_init(&places, MOST);
    *entry = NULL;
    isnad_status status = isn_print_of(&room, doc, &print);
    status = status ? status : isn_words_of(doc, &words);
    if (!status) {
        put_texts(&texts, doc);
        put_places(&places, doc, &words);
        status = texts.status ? texts.status : places.status;
    }
    if (!status) {
        *entry = assemble(doc, &print, &texts, &places);
        status = *entry ? ISNAD_OK : ISNAD_NOMEM;
    }
    isn_buffer_free(&texts);
    isn_buffer_free(&places);
    isn_print_room_free(&room);
    free(words.hash);
    return status;
}
