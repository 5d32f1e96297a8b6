#include "story/gram_index.h"

#include <stdlib.h>

enum { LEAST_SIZE = 4096 };

void isn_gram_index_free(isn_gram_index *index)
{
    free(index->slots);
    free(index->counts);
    free(index->postings.items);
    *index = (isn_gram_index){0};
}

static bool is_list(const isn_gram_slot *slot)
{
    return slot->first & ISN_GRAM_LIST;
}

isn_gram_slot *isn_gram_find(const isn_gram_index *index, uint32_t gram)
{
    size_t at = (size_t)(((uint64_t)gram * index->size) >> 32);
    while (index->slots[at].first && index->slots[at].hash != gram) {
        at = at + 1 == index->size ? 0 : at + 1;
    }
    return &index->slots[at];
}

isnad_status isn_gram_reserve(isn_gram_index *index, size_t count)
{
    size_t due = index->used + count, size = index->size;
    if (size > 0 && due <= size - size / 4) {
        return ISNAD_OK;
    }
    size = size + size / 2 > LEAST_SIZE ? size + size / 2 : LEAST_SIZE;
    while (due > size - size / 4) {
        size += size / 2;
    }
    isn_gram_index grown = *index;
    grown.slots = calloc(size, sizeof *grown.slots);
    grown.counts = calloc(size, sizeof *grown.counts);
    grown.size = size;
    if (!grown.slots || !grown.counts) {
        free(grown.slots);
        free(grown.counts);
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < index->size; i++) {
        if (index->slots[i].first) {
            isn_gram_slot *slot = isn_gram_find(&grown, index->slots[i].hash);
            *slot = index->slots[i];
            grown.counts[slot - grown.slots] = index->counts[i];
        }
    }
    free(index->slots);
    free(index->counts);
    *index = grown;
    return ISNAD_OK;
}

unsigned isn_gram_documents(const isn_gram_index *index,
                            const isn_gram_slot *slot,
                            uint32_t documents[ISN_GRAM_LISTED])
{
    unsigned n = 0;
    if (slot->first && !is_list(slot)) {
        documents[n++] = slot->first / 2 - 1;
    } else if (slot->first) {
        for (uint32_t p = slot->first / 2; p != ISN_NONE;
             p = index->postings.items[p].next) {
            documents[n++] = index->postings.items[p].document;
        }
    }
    return n;
}

static isnad_status push(isn_gram_index *index, isn_gram_slot *slot,
                         uint32_t document, uint32_t next)
{
    size_t n = index->postings.count;
    if (n > UINT32_MAX / 2 || !ISN_ROOM(&index->postings, 1)) {
        return ISNAD_NOMEM;
    }
    index->postings.items[index->postings.count++] =
        (isn_posting){document, next};
    slot->first = (uint32_t)n * 2 + ISN_GRAM_LIST;
    return ISNAD_OK;
}

isnad_status isn_gram_add(isn_gram_index *index, isn_gram_slot *slot,
                          uint32_t gram, uint32_t document)
{
    uint32_t known[ISN_GRAM_LISTED];
    unsigned n = isn_gram_documents(index, slot, known);
    if (n == ISN_GRAM_LISTED || (n > 0 && known[0] == document)) {
        return ISNAD_OK; /* enough, or twice in one document */
    }
    if (n == 0) {
        index->used++;
        *slot = (isn_gram_slot){gram, (document + 1) * 2};
        return ISNAD_OK;
    }
    isnad_status status =
        n == 1 ? push(index, slot, known[0], ISN_NONE) : ISNAD_OK;
    return status ? status : push(index, slot, document, slot->first / 2);
}
