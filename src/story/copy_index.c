#include "story/copy_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "story/copy_file.h"

isnad_copies *isn_copies_new(void)
{
    isnad_copies *c = calloc(1, sizeof *c);
    if (c && !(c->finder = isn_finder_new())) {
        free(c);
        c = NULL;
    }
    if (c) {
        c->data = isn_finder_known(c->finder);
    }
    return c;
}

void isnad_copies_close(isnad_copies *c)
{
    if (!c) {
        return;
    }
    isn_copy_file_close(c->file);
    isn_finder_free(c->finder);
    ISN_ARRAY_FREE(&c->abouts);
    ISN_ARRAY_FREE(&c->texts);
    ISN_ARRAY_FREE(&c->places);
    ISN_ARRAY_FREE(&c->pairs);
    ISN_ARRAY_FREE(&c->keys);
    free(c->words.items);
    free(c->passages_a.items);
    free(c->passages_b.items);
    free(c);
}

size_t isnad_copies_count(const isnad_copies *c) { return c->data->docs.count; }

/* ---- which documents are known ------------------------------------------ */

/* The slot of a key: the one that has it, or a free one. */
static uint32_t *key_slot(const isnad_copies *c, uint64_t key, uint64_t digest)
{
    size_t mask = c->keys.count - 1, at = (size_t)key & mask;
    for (size_t tried = 0; tried < c->keys.count; tried++) {
        uint32_t number = c->keys.items[at];
        if (number == 0) {
            break;
        }
        if (number <= c->abouts.count &&
            c->abouts.items[number - 1].key == key &&
            c->abouts.items[number - 1].digest == digest) {
            break;
        }
        at = (at + 1) & mask;
    }
    return &c->keys.items[at];
}

static isnad_status widen_keys(isnad_copies *c)
{
    size_t due = c->abouts.count + 1;
    if (c->keys.count / 2 >= due) {
        return ISNAD_OK;
    }
    size_t size = 64;
    while (size / 3 < due) {
        size *= 2;
    }
    uint32_t *items = calloc(size, sizeof *items);
    if (!items) {
        return ISNAD_NOMEM;
    }
    ISN_ARRAY_FREE(&c->keys);
    c->keys.items = items;
    c->keys.count = c->keys.cap = size;
    c->keys.mapped = 0;
    for (uint32_t i = 0; i < c->abouts.count; i++) {
        const isn_about *about = &c->abouts.items[i];
        *key_slot(c, about->key, about->digest) = i + 1;
    }
    return ISNAD_OK;
}

/* ---- adding ------------------------------------------------------------- */

static isnad_status put_about(isnad_copies *c, const isnad_copy_entry *e)
{
    if (!ISN_ARRAY_ROOM(&c->abouts, 1) ||
        !ISN_ARRAY_ROOM(&c->texts, e->text_len) ||
        !ISN_ARRAY_ROOM(&c->places, (size_t)e->place_len + 1)) {
        return ISNAD_NOMEM;
    }
    memcpy(c->texts.items + c->texts.count, isn_copy_entry_texts(e),
           e->text_len);
    memcpy(c->places.items + c->places.count, isn_copy_entry_places(e),
           e->place_len);
    c->abouts.items[c->abouts.count++] = (isn_about){
        e->key, e->digest, c->texts.count, c->places.count, e->day, 0};
    c->texts.count += e->text_len;
    c->places.count += e->place_len;
    return ISNAD_OK;
}

isnad_status isn_copies_take(isnad_copies *c, const isnad_copy_entry *entry,
                             bool *added)
{
    *added = false;
    isnad_status status = widen_keys(c);
    if (status) {
        return status;
    }
    uint32_t *slot = key_slot(c, entry->key, entry->digest);
    if (*slot != 0) {
        return ISNAD_OK;
    }
    isn_print print = isn_copy_entry_print(entry);
    uint32_t number = (uint32_t)c->abouts.count;
    const isn_found *found;
    size_t count;
    status = isn_finder_add(c->finder, &print, &found, &count);
    if (!status && !ISN_ARRAY_ROOM(&c->pairs, count)) {
        status = ISNAD_NOMEM;
    }
    for (size_t i = 0; !status && i < count; i++) {
        c->pairs.items[c->pairs.count++] =
            (isn_copy_pair){number, found[i].other};
    }
    status = status ? status : put_about(c, entry);
    if (!status) {
        *slot = number + 1;
        *added = true;
    }
    return status;
}

static int by_rank(const void *a, const void *b)
{
    return isn_copy_entry_compare(*(isnad_copy_entry *const *)a,
                                  *(isnad_copy_entry *const *)b);
}

isnad_status
isnad_copies_add(isnad_copies *c, isnad_copy_entry **entries, size_t count,
                 void (*progress)(void *data, size_t done, size_t due),
                 void *data)
{
    isnad_status status = ISNAD_OK;
    isn_sort(entries, count, sizeof *entries, by_rank);
    for (size_t i = 0; i < count; i++) {
        bool added = false;
        status = status ? status : isn_copies_take(c, entries[i], &added);
        if (!status && added && c->file) {
            status = isn_copy_file_note(c->file, entries[i]);
        }
        free(entries[i]);
        entries[i] = NULL;
        if (progress && i % 1024 == 0) {
            progress(data, i, count);
        }
    }
    return status;
}

/* ---- merging ------------------------------------------------------------ */

static const char *texts_of(const isnad_copies *c, uint32_t number,
                            isn_copy_names *names, size_t *len)
{
    uint64_t at = c->abouts.items[number].text;
    const char *end = c->texts.items + c->texts.count;
    const char *texts =
        at <= c->texts.count ? c->texts.items + (size_t)at : end;
    size_t n = isn_copy_names_read(texts, end, names);
    if (len) {
        *len = n;
    }
    return texts;
}

static size_t place_end(const isnad_copies *c, uint32_t number)
{
    uint64_t end = number + 1 < c->abouts.count
                       ? c->abouts.items[number + 1].place
                       : c->places.count;
    return end < c->places.count ? (size_t)end : c->places.count;
}

isnad_status isn_copies_entry_at(const isnad_copies *c, uint32_t number,
                                 isnad_copy_entry **entry)
{
    const isn_about *about = &c->abouts.items[number];
    isn_print p = isn_finder_data_print(c->data, number);
    isn_copy_names names;
    size_t text_len, end = place_end(c, number);
    const char *texts = texts_of(c, number, &names, &text_len);
    isnad_copy_entry head = {.key = about->key,
                             .digest = about->digest,
                             .day = about->day,
                             .word_count = p.count,
                             .title_count = p.title_count,
                             .text_len = (uint32_t)text_len};
    head.place_len = about->place < end ? (uint32_t)(end - about->place) : 0;
    isnad_copy_entry *e = malloc((size_t)isn_copy_entry_len(&head));
    if (!e) {
        return ISNAD_NOMEM;
    }
    *e = head;
    unsigned char *at = e->bytes;
    memcpy(at, p.words, p.count * sizeof *p.words);
    at += p.count * sizeof *p.words;
    memcpy(at, p.title, p.title_count * sizeof *p.title);
    at += p.title_count * sizeof *p.title;
    memcpy(at, p.marks, (p.count + 3) / 4);
    at += (p.count + 3) / 4;
    memcpy(at, texts, text_len);
    memcpy(at + text_len, c->places.items + (end - head.place_len),
           head.place_len);
    *entry = e;
    return isn_copy_entry_valid(e, (size_t)isn_copy_entry_len(e))
               ? ISNAD_OK
               : ISNAD_MALFORMED;
}

isnad_status isnad_copies_merge(isnad_copies *c, const isnad_copies *other)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < other->abouts.count; i++) {
        isnad_copy_entry *entry = NULL;
        bool added = false;
        status = isn_copies_entry_at(other, i, &entry);
        status = status ? status : isn_copies_take(c, entry, &added);
        if (!status && added && c->file) {
            status = isn_copy_file_note(c->file, entry);
        }
        free(entry);
    }
    return status;
}

/* ---- telling links ------------------------------------------------------ */

typedef struct told_side {
    isn_copy_names names;
    isnad_copy_side side;
} told_side;

static void fill_side(const isnad_copies *c, uint32_t number, told_side *told)
{
    texts_of(c, number, &told->names, NULL);
    told->names.credit.day = c->abouts.items[number].day;
    told->side = (isnad_copy_side){.path = told->names.path,
                                   .steps = told->names.steps,
                                   .step_count = told->names.step_count};
}

/* Where the found words stand in the payload of one of the two. */
static isnad_status find_passages(isnad_copies *c, uint32_t number,
                                  const isn_found *found, bool of_a,
                                  isn_raw_spans *passages)
{
    isn_raw_spans *words = &c->words;
    uint32_t count = c->data->docs.items[number].count;
    size_t end = place_end(c, number);
    uint64_t at = c->abouts.items[number].place;
    words->count = passages->count = 0;
    if (!ISN_ROOM(words, count) || !ISN_ROOM(passages, found->passage_count)) {
        return ISNAD_NOMEM;
    }
    const uint8_t *bytes = c->places.items;
    if (at > end ||
        !isn_places_read(bytes + at, bytes + end, count, words->items)) {
        return ISNAD_MALFORMED;
    }
    for (uint32_t i = 0; i < found->passage_count; i++) {
        const isn_shared *s = &found->passages[i];
        uint32_t first = of_a ? s->a : s->b;
        passages->items[passages->count++] = (isnad_raw_span){
            words->items[first].begin, words->items[first + s->count - 1].end};
    }
    return ISNAD_OK;
}

static isnad_status
tell(isnad_copies *c, uint32_t number, const isn_found *found,
     isnad_status (*put)(void *data, const isnad_copy *copy), void *data)
{
    told_side a, b;
    isn_pair pair = found->pair;
    bool swap;
    fill_side(c, found->other, &a);
    fill_side(c, number, &b);
    isnad_copy copy = {.passage_count = found->passage_count};
    copy.direction =
        isn_pair_direction(&pair, &a.names.credit, &b.names.credit, &swap);
    isnad_status status =
        find_passages(c, found->other, found, true, &c->passages_a);
    status = status ? status
                    : find_passages(c, number, found, false, &c->passages_b);
    if (status) {
        return status;
    }
    a.side.passages = c->passages_a.items;
    b.side.passages = c->passages_b.items;
    a.side.shared = pair.share_a;
    b.side.shared = pair.share_b;
    copy.a = swap ? b.side : a.side;
    copy.b = swap ? a.side : b.side;
    pair.share_a = copy.a.shared;
    pair.share_b = copy.b.shared;
    const isn_kept *docs = c->data->docs.items;
    uint32_t count_a = docs[found->other].count, count_b = docs[number].count;
    copy.kind = isn_pair_kind(&pair);
    copy.form = isn_pair_form(&pair, swap ? count_b : count_a,
                              swap ? count_a : count_b);
    return put(data, &copy);
}

/* The first pair whose later document is `number` or comes behind it. */
static size_t first_pair(const isnad_copies *c, size_t number)
{
    size_t low = 0, high = c->pairs.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (c->pairs.items[mid].number < number) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

isnad_status isnad_copies_each(isnad_copies *c, size_t first,
                               isnad_status (*put)(void *data,
                                                   const isnad_copy *copy),
                               void *data)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = first_pair(c, first); !status && i < c->pairs.count; i++) {
        isn_copy_pair pair = c->pairs.items[i];
        isn_found found;
        bool linked;
        if (pair.number >= c->data->docs.count || pair.other >= pair.number) {
            return ISNAD_MALFORMED;
        }
        status = isn_finder_confirm(c->finder, pair.number, pair.other, &found,
                                    &linked);
        if (!status && linked) {
            status = tell(c, pair.number, &found, put, data);
        }
    }
    return status;
}
