#include "story/gram_index.h"

/* Buckets at first; entries filled in the mean before there are more. */
enum { LEAST_SIZE = 512, FILLED = 6 };

void isn_gram_index_free(isn_gram_index *index)
{
    ISN_ARRAY_FREE(&index->buckets);
    ISN_ARRAY_FREE(&index->postings);
    *index = (isn_gram_index){0};
}

/* ---- grams -------------------------------------------------------------- */

/* Which of a bucket's entries hold the gram, a bit each: compared without a
 * branch, for which one it is is chance to the processor. */
static inline unsigned entries_with(const isn_gram_bucket *b, uint32_t gram)
{
    unsigned bits = 0;
#pragma GCC unroll 7
    for (unsigned i = 0; i < ISN_GRAM_BUCKET; i++) {
        bits |= (unsigned)(b->gram[i] == gram) << i;
    }
    return bits & ((1u << (b->used & 7)) - 1);
}

static const isn_gram_bucket *next_bucket(const isn_gram_index *index,
                                          const isn_gram_bucket *b)
{
    return b + 1 == index->buckets.items + index->buckets.count
               ? index->buckets.items
               : b + 1;
}

/* A bucket's `used` is masked, and buckets are counted, for they may come from
 * a damaged file. */
size_t isn_gram_find(const isn_gram_index *index, uint32_t gram)
{
    const isn_gram_bucket *b = isn_gram_home(index, gram);
    for (size_t tried = 0; tried < index->buckets.count; tried++) {
        unsigned bits = entries_with(b, gram);
        if (bits) {
            return (size_t)(b - index->buckets.items) * 8 +
                   (unsigned)__builtin_ctz(bits);
        }
        if ((b->used & 7) < ISN_GRAM_BUCKET) {
            break;
        }
        b = next_bucket(index, b);
    }
    return ISN_NO_GRAM;
}

/* The bucket that has room for a gram that is not there. */
static isn_gram_bucket *find_room(const isn_gram_index *index, uint32_t gram)
{
    const isn_gram_bucket *b = isn_gram_home(index, gram);
    for (size_t tried = 0; tried < index->buckets.count; tried++) {
        if ((b->used & 7) < ISN_GRAM_BUCKET) {
            return (isn_gram_bucket *)b;
        }
        b = next_bucket(index, b);
    }
    return NULL;
}

static isnad_status put_gram(isn_gram_index *index, uint32_t gram,
                             uint32_t first, uint8_t count)
{
    isn_gram_bucket *b = find_room(index, gram);
    if (!b) {
        return ISNAD_MALFORMED;
    }
    unsigned entry = b->used & 7;
    b->gram[entry] = gram;
    b->first[entry] = first;
    b->count[entry] = count;
    b->used = (uint8_t)(entry + 1);
    return ISNAD_OK;
}

static isnad_status move_all(const isn_gram_index *from, isn_gram_index *to)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; i < from->buckets.count; i++) {
        const isn_gram_bucket *b = &from->buckets.items[i];
        for (unsigned k = 0; !status && k < (b->used & 7u); k++) {
            status = put_gram(to, b->gram[k], b->first[k], b->count[k]);
        }
    }
    return status;
}

isnad_status isn_gram_reserve(isn_gram_index *index, size_t count)
{
    size_t due = (size_t)index->used + count, size = index->buckets.count;
    if (due <= size * FILLED) {
        return ISNAD_OK;
    }
    size += size / 8; /* moving them goes in the order of both */
    size = size > LEAST_SIZE ? size : LEAST_SIZE;
    size = size > due / FILLED + 1 ? size : due / FILLED + 1;
    isn_gram_index grown = *index;
    grown.buckets.items = isn_array_lines(size * sizeof *grown.buckets.items);
    if (!grown.buckets.items) {
        return ISNAD_NOMEM;
    }
    grown.buckets.count = grown.buckets.cap = size;
    grown.buckets.mapped = 0;
    isnad_status status = move_all(index, &grown);
    ISN_ARRAY_FREE(&index->buckets);
    *index = grown;
    return status;
}

/* ---- the documents of a gram -------------------------------------------- */

unsigned isn_gram_documents(const isn_gram_index *index, size_t place,
                            uint32_t documents[ISN_GRAM_LISTED])
{
    uint32_t first = index->buckets.items[place / 8].first[place % 8];
    unsigned size = first & 3, n = 0;
    size_t at = (size_t)(first >> 2) * 2;
    if (size == 0) {
        documents[0] = first >> 2;
        return 1;
    }
    if (at + (1u << size) > index->postings.count) {
        return 0;
    }
    for (; n < 1u << size && index->postings.items[at + n] != 0; n++) {
        documents[n] = index->postings.items[at + n] - 1;
    }
    return n;
}

/* A block for 2^size documents, in pairs: a free one, half of the next larger
 * one, or new. */
static isnad_status take_block(isn_gram_index *index, unsigned size,
                               uint32_t *block)
{
    uint32_t *free_one = &index->free[size - 1];
    size_t room = (size_t)1 << size;
    if (*free_one) {
        *block = *free_one - 1;
        if ((size_t)*block * 2 + room > index->postings.count) {
            return ISNAD_MALFORMED;
        }
        *free_one = index->postings.items[(size_t)*block * 2];
    } else if (size < ISN_GRAM_BLOCKS) {
        isnad_status status = take_block(index, size + 1, block);
        if (status) {
            return status;
        }
        uint32_t other = *block + (uint32_t)room / 2;
        index->postings.items[(size_t)other * 2] = *free_one;
        *free_one = other + 1;
    } else {
        if (!ISN_ARRAY_ROOM(&index->postings, room) ||
            index->postings.count / 2 >= UINT32_MAX / 4) {
            return ISNAD_NOMEM;
        }
        *block = (uint32_t)(index->postings.count / 2);
        index->postings.count += room;
    }
    memset(&index->postings.items[(size_t)*block * 2], 0,
           room * sizeof *index->postings.items);
    return ISNAD_OK;
}

/* Moves the list of a gram, which is full, to room for twice as many. */
static isnad_status widen(isn_gram_index *index, uint32_t *first,
                          const uint32_t *known, unsigned count)
{
    unsigned size = *first & 3;
    uint32_t block, old = *first >> 2;
    isnad_status status = take_block(index, size + 1, &block);
    if (status) {
        return status;
    }
    for (unsigned i = 0; i < count; i++) {
        index->postings.items[(size_t)block * 2 + i] = known[i] + 1;
    }
    if (size > 0) {
        index->postings.items[(size_t)old * 2] = index->free[size - 1];
        index->free[size - 1] = old + 1;
    }
    *first = block << 2 | (size + 1);
    return ISNAD_OK;
}

static isnad_status list(isn_gram_index *index, uint32_t *first, size_t place,
                         uint32_t document)
{
    uint32_t known[ISN_GRAM_LISTED];
    unsigned n = isn_gram_documents(index, place, known);
    if (n == 0) {
        return ISNAD_MALFORMED;
    }
    if (n == ISN_GRAM_LISTED || known[n - 1] == document) {
        return ISNAD_OK; /* enough, or twice in one document */
    }
    isnad_status status =
        n == 1u << (*first & 3) ? widen(index, first, known, n) : ISNAD_OK;
    if (!status) {
        index->postings.items[(size_t)(*first >> 2) * 2 + n] = document + 1;
    }
    return status;
}

isnad_status isn_gram_add(isn_gram_index *index, size_t place, uint32_t gram,
                          uint32_t document, bool listed)
{
    if (place == ISN_NO_GRAM) {
        place = isn_gram_find(index, gram); /* it may be there by now */
    }
    if (place == ISN_NO_GRAM) {
        index->used++;
        return put_gram(index, gram, document << 2, 1);
    }
    isn_gram_bucket *b = &index->buckets.items[place / 8];
    uint8_t *count = &b->count[place % 8];
    *count = (uint8_t)(*count + (*count < UINT8_MAX));
    return listed ? list(index, &b->first[place % 8], place, document)
                  : ISNAD_OK;
}
