/* Writes the analysis of every word of the lexicon: isn-cuts OUT.c
 *
 * Runs at build time, between lang and text; src/text/known_cuts.h tells what
 * for. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/lexdata.h"
#include "text/known_cuts.h"

enum { A_LINE = 6 };

static uint32_t number_of(const isn_lex_entry *entry)
{
    return entry ? (uint32_t)(entry - isn_lex_entries) + 1 : 0;
}

static isn_known_cut analyse(const isn_lex_entry *entry, unsigned key)
{
    const char *word = isn_lex_words + entry->word;
    isn_spelling spelling = {.ends_in_ha = key & 1,
                             .hamza = (uint8_t)(key >> 1)};
    isn_clitic_cut cut;
    isn_clitics_analyse(word, entry->word_len, spelling, &cut);
    isn_known_cut known = {.entry = number_of(cut.entry),
                           .cut = number_of(cut.cut),
                           .bare = number_of(cut.bare),
                           .clitics = cut.clitics,
                           .front = cut.front,
                           .back = cut.back,
                           .stem_len = (uint8_t)cut.stem_len};
    if (cut.stem == cut.buffer) {
        known.restored = number_of(isn_lex_find(cut.stem, cut.stem_len));
        if (!known.restored) {
            fprintf(stderr, "%.*s: a stem that no entry has\n", entry->word_len,
                    word);
            exit(1);
        }
    } else {
        known.stem_at = (uint8_t)(cut.stem - word);
    }
    return known;
}

/* The bits of the key that change anything. */
static unsigned telling_bits(const isn_known_cut cuts[ISN_SPELLINGS])
{
    unsigned mask = 0;
    for (unsigned key = 0; key < ISN_SPELLINGS; key++) {
        for (unsigned bit = 1; bit < ISN_SPELLINGS; bit <<= 1) {
            if (memcmp(&cuts[key], &cuts[key ^ bit], sizeof *cuts) != 0) {
                mask |= bit;
            }
        }
    }
    return mask;
}

static void write_cut(FILE *out, const isn_known_cut *k, uint32_t count)
{
    fprintf(out, "{%u,%u,%u,%u,%u,%u,%u,%u,%u},%s", k->entry, k->cut, k->bare,
            k->restored, k->clitics, k->front, k->back, k->stem_at, k->stem_len,
            count % A_LINE == A_LINE - 1 ? "\n" : "");
}

static uint32_t write_entry(FILE *out, uint32_t at, uint32_t count,
                            unsigned *mask)
{
    isn_known_cut cuts[ISN_SPELLINGS];
    memset(cuts, 0, sizeof cuts);
    for (unsigned key = 0; key < ISN_SPELLINGS; key++) {
        cuts[key] = analyse(&isn_lex_entries[at], key);
    }
    *mask = telling_bits(cuts);
    uint32_t made = 0;
    for (unsigned key = 0; key < ISN_SPELLINGS; key++) {
        if (!(key & ~*mask)) {
            write_cut(out, &cuts[key], count + made++);
        }
    }
    return made;
}

static void write_all(FILE *out)
{
    fputs("/* Made by tools/cuts.c. */\n#include \"text/known_cuts.h\"\n\n"
          "const isn_known_cut isn_known_cuts[] = {\n",
          out);
    uint32_t *first = calloc(isn_lex_entry_count + 1, sizeof *first);
    uint32_t count = 0;
    for (uint32_t i = 0; first && i < isn_lex_entry_count; i++) {
        unsigned mask;
        uint32_t made = write_entry(out, i, count, &mask);
        first[i] = count * ISN_SPELLINGS | mask;
        count += made;
    }
    if (!first) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    fputs("{0}};\nconst uint32_t isn_known_first[] = {\n", out);
    for (uint32_t i = 0; i < isn_lex_entry_count; i++) {
        fprintf(out, "%u,%s", first[i], i % 16 == 15 ? "\n" : "");
    }
    fputs("0};\n", out);
    free(first);
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "isn-cuts OUT.c: %s\n", strerror(errno));
        return 2;
    }
    write_all(out);
    if (fclose(out)) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    return 0;
}
