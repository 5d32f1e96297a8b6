/* Compiles the gazetteer, model/places.tsv, into constant data:
 *
 *     isn-place-names PLACES.tsv OUT.c
 *
 * Runs at build time; stops at the first mistake with file and line. */
#include "lang/gazdata.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/fold.h"

enum { MOST_PLACES = 1 << 16, MOST_NAMES = 1 << 18, MOST_TEXT = 1 << 23 };
enum {
    NAMES,
    COUNTRY,
    KIND,
    LATITUDE,
    LONGITUDE,
    PEOPLE,
    REGION,
    KNOWN,
    CELLS
};

static isn_location places[MOST_PLACES];
static isn_location_name names[MOST_NAMES];
static char text[MOST_TEXT];
static uint64_t first[ISN_GAZETTEER_BITS / 64];
static char regions[1 << 16][12];
static uint32_t place_count, name_count, text_len, region_count;
static const char *file;
static int line;

static void fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static uint32_t keep(const char *s, size_t len)
{
    uint32_t at = text_len;
    if (len + 1 > MOST_TEXT - text_len) {
        fail("too much text");
    }
    memcpy(text + at, s, len);
    text[at + len] = '\0';
    text_len += (uint32_t)len + 1;
    return at;
}

static uint8_t kind_of(const char *word)
{
    static const char *const kinds[] = {"country", "capital",  "city",
                                        "region",  "district", "water",
                                        "site",    "mark",     "word"};
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(word, kinds[i]) == 0) {
            return (uint8_t)i;
        }
    }
    fail("'%s' is no kind of place", word);
    return 0;
}

static double number(const char *cell, double least, double most)
{
    char *end;
    double value = strtod(cell, &end);
    if (end == cell || *end || value < least || value > most) {
        fail("'%s' is no number from %g to %g", cell, least, most);
    }
    return value;
}

/* Regions stand together, for lines are sorted by country; still the table
 * is small enough to be searched from the end. */
static uint16_t region_of(const char *country, const char *code)
{
    char key[12];
    if (strcmp(code, "-") == 0) {
        return 0;
    }
    snprintf(key, sizeof key, "%.2s/%.8s", country, code);
    for (uint32_t i = region_count; i > 0; i--) {
        if (strcmp(regions[i], key) == 0) {
            return (uint16_t)i;
        }
    }
    if (region_count + 1 >= sizeof regions / sizeof *regions) {
        fail("too many regions");
    }
    memcpy(regions[++region_count], key, sizeof key);
    return (uint16_t)region_count;
}

static void mark_first(const char *words, size_t len)
{
    uint32_t h = isn_lex_hash(words, len) % ISN_GAZETTEER_BITS;
    first[h / 64] |= UINT64_C(1) << h % 64;
}

static void read_names(char *cell)
{
    for (char *next, *name = cell; name; name = next) {
        next = strchr(name, '|');
        if (next) {
            *next++ = '\0';
        }
        char folded[256];
        size_t len = isn_fold(name, strlen(name), folded, sizeof folded - 1);
        if (len == 0 || name_count == MOST_NAMES) {
            fail("an empty name, or too many");
        }
        folded[len] = '\0';
        size_t word = strcspn(folded, " ");
        mark_first(folded, word);
        if (word < len) {
            mark_first(folded, word + 1 + strcspn(folded + word + 1, " "));
        }
        uint32_t at = keep(folded, len);
        names[name_count++] = (isn_location_name){at, place_count};
    }
}

static void read_line(char *row)
{
    char *cells[CELLS] = {row};
    unsigned n = 1;
    for (char *s = row; *s; s++) {
        if (*s == '\t') {
            *s = '\0';
            if (n == CELLS) {
                fail("more than %d columns", CELLS);
            }
            cells[n++] = s + 1;
        }
    }
    if (n != CELLS || place_count == MOST_PLACES) {
        fail("%u of %d columns, or too many places", n, CELLS);
    }
    isn_location *p = &places[place_count];
    p->kind = kind_of(cells[KIND]);
    p->latitude = (int32_t)lround(1000 * number(cells[LATITUDE], -90, 90));
    p->longitude = (int32_t)lround(1000 * number(cells[LONGITUDE], -180, 180));
    p->people = (uint32_t)number(cells[PEOPLE], 0, 4e9);
    p->known = number(cells[KNOWN], 0, 1) > 0;
    if (strcmp(cells[COUNTRY], "-") != 0) {
        if (strlen(cells[COUNTRY]) != 2) {
            fail("'%s' is no country", cells[COUNTRY]);
        }
        memcpy(p->country, cells[COUNTRY], 3);
    }
    p->region = region_of(cells[COUNTRY], cells[REGION]);
    p->name = keep(cells[NAMES], strcspn(cells[NAMES], "|"));
    read_names(cells[NAMES]);
    place_count++;
}

static int by_name(const void *a, const void *b)
{
    const isn_location_name *x = a, *y = b;
    int order = strcmp(text + x->text, text + y->text);
    return order ? order : x->place < y->place ? -1 : x->place > y->place;
}

static void write_text(FILE *out)
{
    fputs("const char isn_gazetteer_text[] =", out);
    for (uint32_t at = 0; at < text_len;
         at += (uint32_t)strlen(text + at) + 1) {
        fprintf(out, "\n    \"%s\\0\"", text + at);
    }
    fputs(";\n", out);
}

/* Names are sorted: the first of each stands for all that equal it. */
static void write_slots(FILE *out)
{
    static uint32_t slots[4 * MOST_NAMES];
    uint32_t mask = 1;
    while (mask < 2 * name_count) {
        mask = 2 * mask + 1;
    }
    for (uint32_t i = 0; i < name_count; i++) {
        const char *name = text + names[i].text;
        if (i > 0 && strcmp(text + names[i - 1].text, name) == 0) {
            continue;
        }
        uint32_t hash = isn_lex_hash(name, strlen(name)), at = hash & mask;
        while (slots[at]) {
            at = (at + 1) & mask;
        }
        slots[at] = (i + 1) | (hash & ~(uint32_t)ISN_GAZETTEER_NUMBER);
    }
    fprintf(out,
            "const uint32_t isn_gazetteer_mask = %u;\n"
            "const uint32_t isn_gazetteer_slots[] = {\n",
            mask);
    for (uint32_t i = 0; i <= mask; i++) {
        fprintf(out, "%u,\n", slots[i]);
    }
    fputs("};\n", out);
}

static void write_all(FILE *out)
{
    fprintf(out, "/* Made by tools/place_names.c from model/places.tsv. */\n"
                 "#include \"lang/gazdata.h\"\n\n"
                 "const isn_location isn_locations[] = {\n");
    for (uint32_t i = 0; i < place_count; i++) {
        const isn_location *p = &places[i];
        fprintf(out, "{%d,%d,%u,%u,\"%s\",%u,%d,%u},\n", p->latitude,
                p->longitude, p->people, p->name, p->country, p->kind, p->known,
                p->region);
    }
    fprintf(out,
            "};\nconst uint32_t isn_location_name_count = %u;\n"
            "const isn_location_name isn_location_names[] = {\n",
            name_count);
    for (uint32_t i = 0; i < name_count; i++) {
        fprintf(out, "{%u,%u},\n", names[i].text, names[i].place);
    }
    fputs("};\nconst uint64_t isn_gazetteer_first[] = {\n", out);
    for (unsigned i = 0; i < ISN_GAZETTEER_BITS / 64; i++) {
        fprintf(out, "0x%llxu,\n", (unsigned long long)first[i]);
    }
    fputs("};\n", out);
    write_slots(out);
    write_text(out);
}

int main(int argc, char **argv)
{
    file = argc == 3 ? argv[1] : "isn-place-names";
    FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL;
    if (!in) {
        fail("%s", argc == 3 ? strerror(errno) : "PLACES.tsv OUT.c");
    }
    char row[4096];
    while (fgets(row, sizeof row, in)) {
        line++;
        size_t len = strlen(row);
        if (len == 0 || row[len - 1] != '\n') {
            fail("the line is too long, or does not end");
        }
        row[len - 1] = '\0';
        if (row[0] && row[0] != '#') {
            read_line(row);
        }
    }
    fclose(in);
    qsort(names, name_count, sizeof *names, by_name);
    FILE *out = fopen(argv[2], "w");
    if (!out) {
        fail("%s", strerror(errno));
    }
    write_all(out);
    return fclose(out) == 0 ? 0 : 1;
}
