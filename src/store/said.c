#include "store/said.h"

void isn_pack(isn_buffer *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7) {
        isn_buffer_char(out, (char)(number | 0x80));
    }
    isn_buffer_char(out, (char)number);
}

uint64_t isn_unpack(isn_unpacker *from)
{
    uint64_t number = 0;
    for (unsigned shift = 0; from->at < from->end && shift < 64; shift += 7) {
        unsigned char byte = *from->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80)) {
            return number;
        }
    }
    from->at = from->end;
    return 0;
}

static isn_indexed_words unpack_words(isn_unpacker *from)
{
    uint32_t first = (uint32_t)isn_unpack(from);
    return (isn_indexed_words){first, (uint32_t)isn_unpack(from)};
}

size_t isn_unpack_statements(const void *packed, size_t len,
                             isn_indexed_statement *items, size_t most)
{
    isn_unpacker from = {packed, (const unsigned char *)packed + len};
    isn_indexed_words speakers[ISN_MOST_SPEAKERS];
    uint64_t speaker_count = isn_unpack(&from), count;
    if (!packed || speaker_count > ISN_MOST_SPEAKERS) {
        return 0;
    }
    for (uint64_t i = 0; i < speaker_count; i++) {
        speakers[i] = unpack_words(&from);
    }
    count = isn_unpack(&from);
    count = count < most ? count : most;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t speaker = isn_unpack(&from);
        items[i] = (isn_indexed_statement){0};
        items[i].column = (uint32_t)isn_unpack(&from);
        items[i].words = unpack_words(&from);
        items[i].kind = (uint32_t)isn_unpack(&from);
        if (speaker > 0 && speaker <= speaker_count) {
            items[i].speaker = speakers[speaker - 1];
        }
    }
    return (size_t)count;
}
