#include "story/words.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "lang/lexicon.h"
#include "story/prints.h"

/* Of a word sequence that stands many times in b, only so many places are
 * tried: text that repeats itself costs no more than other text. */
enum { PLACES_TRIED = 8 };

bool isn_vec_room(void **items, size_t *cap, size_t need, size_t item_size)
{
    if (need <= *cap) {
        return true;
    }
    size_t cap_new = *cap ? *cap * 2 : 16;
    while (cap_new < need) {
        cap_new *= 2;
    }
    void *grown = realloc(*items, cap_new * item_size);
    if (!grown) {
        return false;
    }
    *items = grown;
    *cap = cap_new;
    return true;
}

static bool is_body(const isnad_block *block)
{
    return isnad_block_is_article(block) && block->role != ISNAD_ROLE_TITLE;
}

bool isn_is_number(const isn_token *t)
{
    if (t->kind == ISN_NUMBER) {
        return true;
    }
    if (!(t->classes & ISN_BIT(ISN_CLASS_NUMBER))) {
        return false; /* as nearly all words */
    }
    const isn_sense *sense = isn_lex_sense(t->entry, ISN_CLASS_NUMBER);
    return sense && isn_rows_number[sense->row].kind != ISN_NUMBER_KIND_VAGUE;
}

isnad_status isn_words_of(const isnad_doc *doc, isn_words *words)
{
    uint32_t n = 0;
    for (size_t b = 0; b < doc->blocks.count; b++) {
        n += is_body(&doc->blocks.items[b]) ? doc->blocks.items[b].token_count
                                            : 0;
    }
    *words = (isn_words){0};
    if (n == 0) {
        return ISNAD_OK;
    }
    words->hash = malloc((size_t)n * 2 * sizeof *words->hash);
    if (!words->hash) {
        return ISNAD_NOMEM;
    }
    words->token = words->hash + n;
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (!is_body(block)) {
            continue;
        }
        for (uint32_t i = 0; i < block->token_count; i++) {
            const isn_token *t = &doc->tokens.items[block->first_token + i];
            if (t->kind == ISN_WORD || t->kind == ISN_NUMBER) {
                words->hash[words->count] =
                    (uint32_t)XXH3_64bits(t->fold, t->fold_len);
                words->token[words->count++] = block->first_token + i;
            }
        }
    }
    return ISNAD_OK;
}

void isn_aligner_free(isn_aligner *aligner)
{
    free(aligner->slots.items);
    free(aligner->chain.items);
    free(aligner->places.items);
    free(aligner->taken.items);
    free(aligner->shared.items);
    *aligner = (isn_aligner){0};
}

static inline uint32_t slot_of(const isn_aligner *al, const uint16_t *words,
                               uint32_t at)
{
    return (uint32_t)(isn_print_gram(words, at) >> 32) & al->mask;
}

/* Chains the places of each gram of b, first place first. */
isnad_status isn_aligner_index(isn_aligner *al, const uint16_t *b,
                               uint32_t count)
{
    size_t size = 16;
    while (size < (size_t)count * 2) {
        size *= 2;
    }
    al->b = b;
    al->b_count = count;
    al->mask = (uint32_t)(size - 1);
    al->slots.count = al->chain.count = al->taken.count = 0;
    if (!ISN_ROOM(&al->slots, size) || !ISN_ROOM(&al->chain, count + 1) ||
        !ISN_ROOM(&al->taken, count + 1)) {
        return ISNAD_NOMEM;
    }
    memset(al->slots.items, 0xFF, size * sizeof *al->slots.items);
    for (uint32_t j = count < ISN_GRAM ? 0 : count - ISN_GRAM + 1; j-- > 0;) {
        uint32_t slot = slot_of(al, b, j);
        al->chain.items[j] = al->slots.items[slot];
        al->slots.items[slot] = j;
    }
    return ISNAD_OK;
}

/* How many words of a[i …] are those of b[j …], none of them taken: four at a
 * time, then one by one. */
static uint32_t run_length(const isn_aligner *al, const uint16_t *a,
                           uint32_t count, uint32_t i, uint32_t j)
{
    const uint16_t *b = al->b + j;
    const uint8_t *taken = al->taken.items + j;
    uint32_t n = 0, most = count - i, left = al->b_count - j;
    most = most < left ? most : left;
    for (a += i; n + 4 <= most; n += 4) {
        uint64_t x, y;
        uint32_t used;
        memcpy(&x, a + n, sizeof x);
        memcpy(&y, b + n, sizeof y);
        memcpy(&used, taken + n, sizeof used);
        if (x != y || used) {
            break;
        }
    }
    while (n < most && a[n] == b[n] && !taken[n]) {
        n++;
    }
    return n;
}

/* The longest run of b that begins as a[i …] does; `place`: the first one of
 * its gram. */
static isn_shared best_run(const isn_aligner *al, const uint16_t *a,
                           uint32_t count, uint32_t i, uint32_t place)
{
    isn_shared best = {i, 0, 0};
    uint32_t tried = 0;
    for (uint32_t j = place; j != ISN_NONE && tried < PLACES_TRIED;
         j = al->chain.items[j], tried++) {
        uint32_t n = run_length(al, a, count, i, j);
        if (n > best.count) {
            best = (isn_shared){i, j, n};
        }
    }
    return best;
}

/* Looks up all grams of a, without a branch between them. */
static isnad_status find_places(isn_aligner *al, const uint16_t *a,
                                uint32_t count)
{
    al->places.count = 0;
    if (!ISN_ROOM(&al->places, count)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i + ISN_GRAM <= count; i++) {
        al->places.items[i] = al->slots.items[slot_of(al, a, i)];
    }
    return ISNAD_OK;
}

isnad_status isn_align(isn_aligner *al, const uint16_t *a, uint32_t count,
                       uint32_t least)
{
    al->shared.count = 0;
    memset(al->taken.items, 0, al->b_count + 1);
    if (find_places(al, a, count)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i + ISN_GRAM <= count;) {
        if (al->places.items[i] == ISN_NONE) {
            i++;
            continue;
        }
        isn_shared best = best_run(al, a, count, i, al->places.items[i]);
        if (best.count < least) {
            i++;
            continue;
        }
        if (!ISN_ROOM(&al->shared, 1)) {
            return ISNAD_NOMEM;
        }
        al->shared.items[al->shared.count++] = best;
        memset(al->taken.items + best.b, 1, best.count);
        i += best.count;
    }
    return ISNAD_OK;
}
