/* The statements of a document as the index keeps them: where their words
 * and their speakers stand among the indexed ones.
 *
 * Packed as whole numbers of seven bits a byte, the lowest first, the highest
 * bit telling that more follow: the count of speakers, then of each its first
 * word in the column of speakers and how many; the count of statements, then
 * of each its speaker (from 1; 0: none), its column, its first word there and
 * how many, its kind of source. */
#ifndef ISN_SAID_H
#define ISN_SAID_H

#include "core/buffer.h"

enum { ISN_MOST_SPEAKERS = 4096 }; /* of one document */

typedef struct isn_indexed_words {
    uint32_t first, count;
} isn_indexed_words;

typedef struct isn_indexed_statement {
    isn_indexed_words speaker; /* no words: nobody is named */
    uint32_t column;
    isn_indexed_words words;
    uint32_t kind;
} isn_indexed_statement;

void isn_pack(isn_buffer *out, uint64_t number);

/* Reads packed numbers; behind a broken end all are zero. */
typedef struct isn_unpacker {
    const unsigned char *at, *end;
} isn_unpacker;

uint64_t isn_unpack(isn_unpacker *from);

/* The statements of packed[0 .. len) in items[0 .. most): how many. */
size_t isn_unpack_statements(const void *packed, size_t len,
                             isn_indexed_statement *items, size_t most);

#endif
