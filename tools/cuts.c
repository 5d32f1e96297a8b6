/* Writes the analysis of every word of the lexicon: isn-cuts OUT.c
 *
 * Runs at build time, between lang and text; src/text/known_cuts.h tells what
 * for. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
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
    fprintf(out, "{%u,%u,%u,%u,%u,%u,%u,%u,%u,%u},%s", k->entry, k->cut,
            k->bare, k->restored, k->clitics, k->front, k->back, k->stem_at,
            k->stem_len, k->mask, count % A_LINE == A_LINE - 1 ? "\n" : "");
}

static void analyse_all(uint32_t at, isn_known_cut cuts[ISN_SPELLINGS])
{
    memset(cuts, 0, ISN_SPELLINGS * sizeof *cuts);
    for (unsigned key = 0; key < ISN_SPELLINGS; key++) {
        cuts[key] = analyse(&isn_lex_entries[at], key);
    }
}

/* The analyses of one entry that depend on its spelling: their number. */
static uint32_t write_others(FILE *out, uint32_t at, uint32_t count)
{
    isn_known_cut cuts[ISN_SPELLINGS];
    analyse_all(at, cuts);
    unsigned mask = telling_bits(cuts);
    uint32_t made = 0;
    for (unsigned key = 0; mask && key < ISN_SPELLINGS; key++) {
        if (!(key & ~mask)) {
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
    uint32_t others = isn_lex_entry_count;
    for (uint32_t i = 0; i < isn_lex_entry_count; i++) {
        isn_known_cut cuts[ISN_SPELLINGS];
        analyse_all(i, cuts);
        unsigned mask = telling_bits(cuts);
        cuts[0].mask = (uint8_t)mask;
        cuts[0].entry = mask ? others : cuts[0].entry;
        others += mask ? 1u << __builtin_popcount(mask) : 0;
        write_cut(out, &cuts[0], i);
    }
    for (uint32_t i = 0, at = isn_lex_entry_count; i < isn_lex_entry_count;
         i++) {
        at += write_others(out, i, at);
    }
    fputs("{0}};\n", out);
}

static void write_signs(FILE *out)
{
    fputs("const isn_known_sign isn_known_signs[ISN_KNOWN_SIGNS] = {\n", out);
    for (uint32_t c = 1; c < ISN_KNOWN_SIGNS; c++) {
        char text[4], fold[12];
        size_t len = isn_utf8_encode(c, text);
        size_t n = isn_fold(text, len, fold, sizeof fold);
        if (n == 0 || n > 3 || isn_is_letter(c) || isn_is_mark(c) ||
            isn_is_digit(c) || isn_is_space(c)) {
            continue;
        }
        fprintf(out, "[%u]={%u,{", c, number_of(isn_lex_find(fold, n)));
        for (size_t i = 0; i < n; i++) {
            fprintf(out, "(char)%u,", (unsigned char)fold[i]);
        }
        fputs("0}},\n", out);
    }
    fputs("};\n", out);
}

static void write_longest_number(FILE *out)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < isn_lex_entry_count; i++) {
        const isn_lex_entry *entry = &isn_lex_entries[i];
        size_t digits = strspn(isn_lex_words + entry->word, "0123456789.,");
        if (digits >= entry->word_len && entry->word_len > longest) {
            longest = entry->word_len;
        }
    }
    fprintf(out, "const uint32_t isn_longest_number = %zu;\n", longest);
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "isn-cuts OUT.c: %s\n", strerror(errno));
        return 2;
    }
    write_all(out);
    write_signs(out);
    write_longest_number(out);
    if (fclose(out)) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    return 0;
}
