#include "story/prints.h"

#include <stdlib.h>
#include <string.h>

#include "story/terms.h"

enum { MOST_TITLE_WORDS = 1 << 10 }; /* of all titles of a page */
static const float RARE_IDF = 2.8f;  /* words as rare as names */

/* Room for all tokens of the document. */
static isnad_status make_room(isn_print_room *room, size_t tokens)
{
    room->words.count = room->marks.count = 0;
    return ISN_ROOM(&room->words, tokens + 1) &&
                   ISN_ROOM(&room->marks, tokens / 4 + 1)
               ? ISNAD_OK
               : ISNAD_NOMEM;
}

/* 16 bits of a hash of the folded word: eight bytes at a time, the last eight
 * of a longer word once more. */
static inline uint16_t code_of(const isn_token *t)
{
    const uint64_t mix = UINT64_C(0x9E3779B97F4A7C15);
    const char *at = t->fold;
    size_t len = t->fold_len;
    uint64_t hash = len, part = 0;
    for (; len > 8; at += 8, len -= 8) {
        memcpy(&part, at, 8);
        hash = (hash ^ part) * mix;
        hash ^= hash >> 32;
    }
    if (t->fold_len >= 8) {
        memcpy(&part, at + len - 8, 8);
    } else {
        for (size_t i = 0; i < len; i++) {
            part = part << 8 | (unsigned char)at[i];
        }
    }
    hash = (hash ^ part) * mix;
    return (uint16_t)((hash ^ hash >> 32) * mix >> 48);
}

static void add_body(isn_print_room *room, const isnad_doc *doc,
                     const isnad_block *block, uint32_t common)
{
    const isn_token *t = &doc->tokens.items[block->first_token];
    for (const isn_token *end = t + block->token_count; t < end; t++) {
        if (t->kind > ISN_NUMBER) {
            continue;
        }
        size_t n = room->words.count++;
        unsigned mark = 0;
        if (isn_is_number(t)) {
            mark = ISN_PRINT_NUMBER;
        } else if (t->count < common) {
            mark = ISN_PRINT_RARE;
        }
        room->words.items[n] = code_of(t);
        if (n % 4 == 0) {
            room->marks.items[n / 4] = 0;
        }
        room->marks.items[n / 4] |= (uint8_t)(mark << (n % 4 * 2));
    }
}

static void add_title(isn_print_room *room, const isnad_doc *doc,
                      const isnad_block *block, uint32_t common, size_t most)
{
    const isn_token *t = &doc->tokens.items[block->first_token];
    for (uint32_t i = 0; i < block->token_count && i < ISN_LEAD_WORDS; i++) {
        if (t[i].kind == ISN_WORD && t[i].count < common &&
            room->words.count < most) {
            room->words.items[room->words.count++] = code_of(&t[i]);
        }
    }
}

isnad_status isn_print_of(isn_print_room *room, const isnad_doc *doc,
                          isn_print *print)
{
    uint32_t common = isn_count_of_idf(RARE_IDF), body = 0;
    if (make_room(room, doc->tokens.count)) {
        return ISNAD_NOMEM;
    }
    for (int pass = 0; pass < 2; pass++) {
        body = pass == 1 ? (uint32_t)room->words.count : 0;
        for (size_t b = 0; b < doc->blocks.count; b++) {
            const isnad_block *block = &doc->blocks.items[b];
            if (!isnad_block_is_article(block) ||
                (block->role == ISNAD_ROLE_TITLE) != (pass == 1)) {
                continue;
            }
            if (pass == 0) {
                add_body(room, doc, block, common);
            } else {
                add_title(room, doc, block, common, body + MOST_TITLE_WORDS);
            }
        }
    }
    *print = (isn_print){room->words.items, room->words.items + body,
                         room->marks.items, body,
                         (uint32_t)room->words.count - body};
    return ISNAD_OK;
}

void isn_print_room_free(isn_print_room *room)
{
    free(room->words.items);
    free(room->marks.items);
    *room = (isn_print_room){0};
}
