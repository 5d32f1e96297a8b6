#include "story/finder_data.h"

#include <string.h>

isnad_status isn_finder_data_begin(isn_finder_data *data)
{
    *data = (isn_finder_data){0};
    if (!ISN_ARRAY_ROOM(&data->frequency, ISN_CODES)) {
        return ISNAD_NOMEM;
    }
    data->frequency.count = ISN_CODES;
    memset(data->frequency.items, 0, ISN_CODES * sizeof(uint32_t));
    return ISNAD_OK;
}

void isn_finder_data_free(isn_finder_data *data)
{
    isn_gram_index_free(&data->index);
    ISN_ARRAY_FREE(&data->docs);
    ISN_ARRAY_FREE(&data->words);
    ISN_ARRAY_FREE(&data->frequency);
    *data = (isn_finder_data){0};
}

/* Units of `words` that a print takes. */
static uint64_t units_of(uint64_t count, uint64_t title_count)
{
    return count + title_count + (count + 7) / 8;
}

isn_print isn_finder_data_print(const isn_finder_data *data, uint32_t number)
{
    static const uint16_t none[1];
    const isn_kept *k = &data->docs.items[number];
    uint64_t units = units_of(k->count, k->title_count);
    if (k->print > data->words.count || units > data->words.count - k->print) {
        return (isn_print){none, none, (const uint8_t *)none, 0, 0};
    }
    const uint16_t *at = data->words.items + k->print;
    return (isn_print){
        .words = at,
        .title = at + k->count,
        .marks = (const uint8_t *)(at + k->count + k->title_count),
        .count = k->count,
        .title_count = k->title_count,
    };
}

static bool equal(const isn_print *a, const isn_print *b)
{
    return a->count == b->count && a->title_count == b->title_count &&
           memcmp(a->words, b->words, a->count * sizeof *a->words) == 0 &&
           memcmp(a->title, b->title, a->title_count * sizeof *a->title) == 0 &&
           memcmp(a->marks, b->marks, (a->count + 3) / 4) == 0;
}

static isnad_status put_print(isn_finder_data *data, const isn_print *p,
                              uint64_t *place)
{
    size_t units = (size_t)units_of(p->count, p->title_count);
    if (!ISN_ARRAY_ROOM(&data->words, units + 1)) {
        return ISNAD_NOMEM;
    }
    *place = data->words.count;
    uint16_t *at = data->words.items + *place;
    data->words.count += units;
    data->words.items[data->words.count - (units > 0)] =
        0; /* marks end there */
    memcpy(at, p->words, p->count * sizeof *at);
    memcpy(at + p->count, p->title, p->title_count * sizeof *at);
    memcpy(at + p->count + p->title_count, p->marks, (p->count + 3) / 4);
    return ISNAD_OK;
}

isnad_status isn_finder_data_keep(isn_finder_data *data, const isn_print *p,
                                  uint32_t same)
{
    uint32_t number = (uint32_t)data->docs.count;
    if (data->docs.count >= UINT32_MAX / 4 || p->title_count > UINT16_MAX ||
        !ISN_ARRAY_ROOM(&data->docs, 1)) {
        return ISNAD_NOMEM;
    }
    isn_kept k = {.count = p->count,
                  .title_count = (uint16_t)p->title_count,
                  .head = number,
                  .next = ISN_NONE,
                  .last = number};
    isn_print known = {0};
    if (same < number) {
        known = isn_finder_data_print(data, same);
        k.print = data->docs.items[same].print;
    }
    isnad_status status = known.words && equal(&known, p)
                              ? ISNAD_OK
                              : put_print(data, p, &k.print);
    if (!status) {
        data->docs.items[data->docs.count++] = k;
    }
    return status;
}
