/* Compiles lang/ar/ *.txt and model/counts.tsv into one lexicon:
 *
 *     isn-tables OUT_DIR FILE…        writes OUT_DIR/tables.h and tables.c
 *
 * The format is told in docs/tables.md.  Runs at build time; stops at the
 * first mistake with file and line. */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "inflect.h"
#include "lang/fold.h"
#include "lang/lexforms.h"
#include "lang/lexhash.h"

enum { MAX_TABLES = 64, MAX_COLUMNS = 12, MAX_VALUES = 128, MAX_LINE = 8192 };

typedef enum column_kind { WORDS, INT, NUM, TEXT, ENUM } column_kind;

typedef struct column {
    char *name;
    column_kind kind;
    char *values[MAX_VALUES];
    int value_count;
} column;

typedef struct row {
    char *cells[MAX_COLUMNS];
    int line;
} row;

typedef struct table {
    char *name, *file;
    column columns[MAX_COLUMNS];
    int column_count;
    isn_inflection inflection;
    row *rows;
    size_t row_count, row_cap;
} table;

typedef struct sense {
    uint32_t owner; /* entry, or node when bit 31 is set */
    uint32_t row;
    uint16_t form;
    uint8_t cls;
} sense;

typedef struct entry {
    char *word;
    uint32_t count;
} entry;

static table tables[MAX_TABLES];
static int table_count;
static entry *entries;
static uint32_t entry_count, entry_cap;
static uint32_t *entry_slots, slot_count;
static sense *senses;
static size_t sense_count, sense_cap;
static isn_trie_edge *edges;
static size_t edge_count, edge_cap;
static uint32_t *edge_slots, edge_slot_count;
static uint32_t node_count = 1;

static const char *at_file = "";
static int at_line;

static void fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", at_file, at_line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void *grown(void *items, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) {
        return items;
    }
    *cap = *cap ? *cap * 2 : 256;
    items = realloc(items, *cap * size);
    if (!items) {
        fail("out of memory");
    }
    return items;
}

static char *copied(const char *text)
{
    char *copy = strdup(text);
    if (!copy) {
        fail("out of memory");
    }
    return copy;
}

/* ---- entries, phrases, senses ------------------------------------------- */

static void rehash_entries(void)
{
    slot_count = slot_count ? slot_count * 2 : 1 << 16;
    free(entry_slots);
    entry_slots = calloc(slot_count, sizeof *entry_slots);
    for (uint32_t i = 0; i < entry_count; i++) {
        uint32_t at = isn_lex_hash(entries[i].word, strlen(entries[i].word));
        while (entry_slots[at & (slot_count - 1)]) {
            at++;
        }
        entry_slots[at & (slot_count - 1)] = i + 1;
    }
}

static uint32_t entry_of(const char *folded)
{
    if (entry_count * 2 >= slot_count) {
        rehash_entries();
    }
    uint32_t at = isn_lex_hash(folded, strlen(folded));
    for (; entry_slots[at & (slot_count - 1)]; at++) {
        uint32_t i = entry_slots[at & (slot_count - 1)] - 1;
        if (strcmp(entries[i].word, folded) == 0) {
            return i;
        }
    }
    size_t cap = entry_cap;
    entries = grown(entries, entry_count, &cap, sizeof *entries);
    entry_cap = (uint32_t)cap;
    entries[entry_count] = (entry){copied(folded), 0};
    entry_slots[at & (slot_count - 1)] = entry_count + 1;
    return entry_count++;
}

static void rehash_edges(void)
{
    edge_slot_count = edge_slot_count ? edge_slot_count * 2 : 1 << 12;
    free(edge_slots);
    edge_slots = calloc(edge_slot_count, sizeof *edge_slots);
    for (size_t i = 0; i < edge_count; i++) {
        uint32_t at = isn_trie_hash(edges[i].node, edges[i].entry);
        while (edge_slots[at & (edge_slot_count - 1)]) {
            at++;
        }
        edge_slots[at & (edge_slot_count - 1)] = (uint32_t)i + 1;
    }
}

static uint32_t node_below(uint32_t node, uint32_t word)
{
    if (edge_count * 2 >= edge_slot_count) {
        rehash_edges();
    }
    uint32_t at = isn_trie_hash(node, word);
    for (; edge_slots[at & (edge_slot_count - 1)]; at++) {
        isn_trie_edge *e = &edges[edge_slots[at & (edge_slot_count - 1)] - 1];
        if (e->node == node && e->entry == word) {
            return e->child;
        }
    }
    edges = grown(edges, edge_count, &edge_cap, sizeof *edges);
    edges[edge_count] = (isn_trie_edge){node, word, node_count};
    edge_slots[at & (edge_slot_count - 1)] = (uint32_t)++edge_count;
    return node_count++;
}

/* `form`: one word or a phrase, as written. */
static void add_sense(const char *form, int cls, uint32_t row_index,
                      uint16_t bits)
{
    char folded[1024];
    size_t n = isn_fold(form, strlen(form), folded, sizeof folded - 1);
    folded[n] = '\0';
    uint32_t owner;
    if (!strchr(folded, ' ')) {
        owner = entry_of(folded);
    } else {
        uint32_t node = 0;
        bits |= ISN_FORM_PHRASE;
        for (char *word = strtok(folded, " "); word; word = strtok(NULL, " ")) {
            node = node_below(node, entry_of(word));
        }
        owner = node | 1u << 31;
    }
    senses = grown(senses, sense_count, &sense_cap, sizeof *senses);
    senses[sense_count++] = (sense){owner, row_index, bits, (uint8_t)cls};
}

typedef struct form_target {
    int cls;
    uint32_t row;
    const char *rest; /* the phrase behind the inflected word, or "" */
} form_target;

static void add_form(void *user, const char *form, uint16_t bits)
{
    const form_target *target = user;
    char whole[1024];
    snprintf(whole, sizeof whole, "%s%s", form, target->rest);
    add_sense(whole, target->cls, target->row, bits);
}

/* ---- reading tables ----------------------------------------------------- */

static void check_characters(const char *line)
{
    size_t len = strlen(line), bad = isn_utf8_valid(line, len);
    if (bad < len) {
        fail("byte %zu is not UTF-8", bad);
    }
    for (size_t i = 0; i < len;) {
        uint32_t c;
        i += isn_utf8_decode(line + i, len - i, &c);
        if (c == 0xAD || c == 0xA0 || (c >= 0x200B && c <= 0x200F) ||
            (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
            c == 0xFEFF) {
            fail("invisible character U+%04X", (unsigned)c);
        }
        if ((c >= 0x653 && c <= 0x655) || (c >= 0xFB50 && c <= 0xFEFC)) {
            fail("U+%04X: not in normal form C", (unsigned)c);
        }
    }
}

static column *column_of(table *t, const char *name)
{
    for (int i = 0; i < t->column_count; i++) {
        if (strcmp(t->columns[i].name, name) == 0) {
            return &t->columns[i];
        }
    }
    return NULL;
}

static const char *cell_of(table *t, const row *r, const char *name)
{
    column *c = column_of(t, name);
    return c ? r->cells[c - t->columns] : NULL;
}

static void parse_enum(column *c, char *list)
{
    for (char *v = strtok(list, ","); v; v = strtok(NULL, ",")) {
        if (c->value_count == MAX_VALUES) {
            fail("more than %d values", MAX_VALUES);
        }
        c->values[c->value_count++] = copied(v);
    }
}

static void parse_columns(table *t, char *text)
{
    char *list[MAX_COLUMNS];
    int n = 0;
    for (char *w = strtok(text, " \t"); w; w = strtok(NULL, " \t")) {
        if (n == MAX_COLUMNS) {
            fail("more than %d columns", MAX_COLUMNS);
        }
        list[n++] = w;
    }
    for (int i = 0; i < n; i++) {
        column *c = &t->columns[t->column_count];
        char *kind = strchr(list[i], ':');
        if (kind) {
            *kind++ = '\0';
        }
        if (column_of(t, list[i])) {
            fail("column %s twice", list[i]);
        }
        c->name = copied(list[i]);
        t->column_count++;
        if (i == 0) {
            if (kind || strcmp(list[i], "words") != 0) {
                fail("the first column is always `words`");
            }
            c->kind = WORDS;
        } else if (kind && strcmp(kind, "int") == 0) {
            c->kind = INT;
        } else if (kind && strcmp(kind, "num") == 0) {
            c->kind = NUM;
        } else if (kind && strcmp(kind, "text") == 0) {
            c->kind = TEXT;
        } else if (kind && strncmp(kind, "enum(", 5) == 0 &&
                   kind[strlen(kind) - 1] == ')') {
            c->kind = ENUM;
            kind[strlen(kind) - 1] = '\0';
            parse_enum(c, kind + 5);
        } else {
            fail("column %s: int, num, text or enum(a,b) is wanted", list[i]);
        }
    }
}

static int enum_value(const column *c, const char *cell)
{
    for (int i = 0; i < c->value_count; i++) {
        if (strcmp(c->values[i], cell) == 0) {
            return i;
        }
    }
    fail("`%s` is not among the values of column %s", cell, c->name);
    return 0;
}

static void check_cell(const column *c, const char *cell)
{
    char *end = NULL;
    switch (c->kind) {
    case WORDS:
        if (*cell == '\0' || strcmp(cell, "-") == 0) {
            fail("no words");
        }
        break;
    case INT:
        (void)strtol(cell, &end, 10);
        break;
    case NUM:
        (void)strtod(cell, &end);
        break;
    case TEXT:
        break;
    case ENUM:
        (void)enum_value(c, cell);
        break;
    }
    if (end && strcmp(cell, "-") != 0 && (end == cell || *end)) {
        fail("`%s` is no number (column %s)", cell, c->name);
    }
}

static void parse_row(table *t, char *line)
{
    if (t->column_count == 0) {
        fail("an entry before %%columns");
    }
    size_t cap = t->row_cap;
    t->rows = grown(t->rows, t->row_count, &cap, sizeof *t->rows);
    t->row_cap = cap;
    row *r = &t->rows[t->row_count];
    *r = (row){.line = at_line};
    int n = 0;
    for (char *cell = strtok(line, "\t"); cell; cell = strtok(NULL, "\t")) {
        while (*cell == ' ') {
            cell++;
        }
        size_t len = strlen(cell);
        while (len > 0 && cell[len - 1] == ' ') {
            cell[--len] = '\0';
        }
        if (len == 0) {
            continue;
        }
        if (n == t->column_count) {
            fail("more than %d columns", t->column_count);
        }
        check_cell(&t->columns[n], cell);
        r->cells[n++] = copied(cell);
    }
    if (n != t->column_count) {
        fail("%d columns, %d wanted", n, t->column_count);
    }
    t->row_count++;
}

static table *start_table(const char *name)
{
    for (int i = 0; i < table_count; i++) {
        if (strcmp(tables[i].name, name) == 0) {
            fail("table %s stands in %s too", name, tables[i].file);
        }
    }
    if (table_count == MAX_TABLES) {
        fail("more than %d tables", MAX_TABLES);
    }
    tables[table_count].name = copied(name);
    tables[table_count].file = copied(at_file);
    return &tables[table_count++];
}

static void directive(table **t, char *line)
{
    char *rest = line + strcspn(line, " \t");
    if (*rest) {
        *rest++ = '\0';
        rest += strspn(rest, " \t");
        rest[strcspn(rest, "\r\n")] = '\0';
    }
    if (strcmp(line, "%table") == 0) {
        *t = start_table(strtok(rest, " \t"));
    } else if (!*t) {
        fail("%s before %%table", line);
    } else if (strcmp(line, "%columns") == 0) {
        parse_columns(*t, rest);
    } else if (strcmp(line, "%inflect") == 0) {
        char *how = strtok(rest, " \t");
        (*t)->inflection = !how                       ? ISN_INFLECT_NONE
                           : strcmp(how, "verb") == 0 ? ISN_INFLECT_VERB
                           : strcmp(how, "noun") == 0 ? ISN_INFLECT_NOUN
                           : strcmp(how, "adjective") == 0
                               ? ISN_INFLECT_ADJECTIVE
                               : ISN_INFLECT_NONE;
        if ((*t)->inflection == ISN_INFLECT_NONE) {
            fail("%%inflect verb, noun or adjective");
        }
    } else {
        fail("unknown directive %s", line);
    }
}

static void strip_comment(char *line)
{
    for (char *at = line; (at = strchr(at, '#')); at++) {
        if (at == line || at[-1] == ' ' || at[-1] == '\t') {
            *at = '\0';
            return;
        }
    }
}

static void read_table(FILE *file)
{
    char line[MAX_LINE];
    table *t = NULL;
    while (fgets(line, sizeof line, file)) {
        at_line++;
        if (!strchr(line, '\n') && !feof(file)) {
            fail("a line of more than %d bytes", MAX_LINE);
        }
        check_characters(line);
        strip_comment(line);
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '%' && islower((unsigned char)line[1])) {
            directive(&t, line);
        } else if (line[strspn(line, " \t")]) {
            if (!t) {
                fail("an entry before %%table");
            }
            parse_row(t, line);
        }
    }
}

/* ---- from rows to senses ------------------------------------------------ */

static void enter_row(table *t, int cls, uint32_t index)
{
    const row *r = &t->rows[index];
    at_file = t->file;
    at_line = r->line;
    isn_bases bases = {cell_of(t, r, "present"), cell_of(t, r, "masdar"),
                       cell_of(t, r, "participle"), cell_of(t, r, "plural")};
    const char *list = r->cells[0];
    while (*list) {
        char words[1024];
        size_t n = strcspn(list, "|");
        snprintf(words, sizeof words, "%.*s", (int)n, list);
        list += n + (list[n] == '|');
        char first[1024];
        size_t head = strcspn(words, " ");
        snprintf(first, sizeof first, "%.*s", (int)head, words);
        form_target target = {cls, index, words + head};
        isn_inflect(t->inflection, first, &bases, add_form, &target);
    }
}

/* Frequent words stand first, so that what is asked often lies together. */
static int by_count(const void *a, const void *b)
{
    const entry *x = &entries[*(const uint32_t *)a],
                *y = &entries[*(const uint32_t *)b];
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return strcmp(x->word, y->word);
}

static void order_entries(void)
{
    uint32_t *order = calloc((size_t)entry_count + 1, sizeof *order);
    uint32_t *place = calloc((size_t)entry_count + 1, sizeof *place);
    entry *moved = calloc((size_t)entry_count + 1, sizeof *moved);
    if (!order || !place || !moved) {
        fail("out of memory");
    }
    for (uint32_t i = 0; i < entry_count; i++) {
        order[i] = i;
    }
    qsort(order, entry_count, sizeof *order, by_count);
    for (uint32_t i = 0; i < entry_count; i++) {
        moved[i] = entries[order[i]];
        place[order[i]] = i;
    }
    memcpy(entries, moved, entry_count * sizeof *moved);
    for (size_t i = 0; i < sense_count; i++) {
        if (!(senses[i].owner >> 31)) {
            senses[i].owner = place[senses[i].owner];
        }
    }
    for (size_t i = 0; i < edge_count; i++) {
        edges[i].entry = place[edges[i].entry];
    }
    free(order);
    free(place);
    free(moved);
}

static int by_owner(const void *a, const void *b)
{
    const sense *x = a, *y = b;
    if (x->owner != y->owner) {
        return x->owner < y->owner ? -1 : 1;
    }
    if (x->cls != y->cls) {
        return x->cls < y->cls ? -1 : 1;
    }
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return x->form < y->form ? -1 : x->form > y->form;
}

/* Two lines of one table that say the same of the same word. */
static void check_duplicates(void)
{
    for (size_t i = 1; i < sense_count; i++) {
        const sense *a = &senses[i - 1], *b = &senses[i];
        if (a->owner != b->owner || a->cls != b->cls || a->row == b->row) {
            continue;
        }
        table *t = &tables[b->cls];
        bool same =
            strcmp(t->rows[a->row].cells[0], t->rows[b->row].cells[0]) == 0;
        for (int c = 1; c < t->column_count; c++) {
            same = same && strcmp(t->rows[a->row].cells[c],
                                  t->rows[b->row].cells[c]) == 0;
        }
        if (same) {
            at_file = t->file;
            at_line = t->rows[b->row].line;
            fail("says the same as line %d", t->rows[a->row].line);
        }
    }
}

static void read_counts(FILE *file)
{
    char line[MAX_LINE];
    while (fgets(line, sizeof line, file)) {
        at_line++;
        char *count = strchr(line, '\t');
        if (!count) {
            fail("word TAB count is wanted");
        }
        *count++ = '\0';
        char folded[1024];
        size_t n = isn_fold(line, strlen(line), folded, sizeof folded - 1);
        folded[n] = '\0';
        uint32_t at = entry_of(folded); /* may move `entries` */
        entries[at].count += (uint32_t)strtoul(count, NULL, 10);
    }
}

/* ---- writing ------------------------------------------------------------ */

static const char *c_name(const char *name, bool upper)
{
    static char out[8][256];
    static int turn;
    char *to = out[turn++ % 8];
    size_t i = 0;
    for (; name[i] && i < 255; i++) {
        char c = name[i];
        to[i] =
            (char)(isalnum((unsigned char)c) ? (upper ? toupper(c) : c) : '_');
    }
    to[i] = '\0';
    return to;
}

static void write_header(FILE *out)
{
    fputs(
        "/* Made by tools/tables.c from lang/ar. */\n"
        "#ifndef ISN_TABLES_H\n#define ISN_TABLES_H\n\n#include <stdint.h>\n\n"
        "enum isn_class {\n",
        out);
    for (int i = 0; i < table_count; i++) {
        fprintf(out, "    ISN_CLASS_%s = %d,\n", c_name(tables[i].name, true),
                i);
    }
    fputs("};\n", out);
    for (int i = 0; i < table_count; i++) {
        table *t = &tables[i];
        fprintf(out, "\n/* %s */\n",
                strrchr(t->file, '/') ? strrchr(t->file, '/') + 1 : t->file);
        for (int c = 1; c < t->column_count; c++) {
            for (int v = 0; v < t->columns[c].value_count; v++) {
                fprintf(out, "#define ISN_%s_%s_%s %d\n", c_name(t->name, true),
                        c_name(t->columns[c].name, true),
                        c_name(t->columns[c].values[v], true), v);
            }
        }
        fputs("typedef struct {\n    const char *words;\n", out);
        static const char *const types[] = {"", "int32_t ", "double ",
                                            "const char *", "uint8_t "};
        for (int c = 1; c < t->column_count; c++) {
            fprintf(out, "    %s%s;\n", types[t->columns[c].kind],
                    c_name(t->columns[c].name, false));
        }
        fprintf(out, "} isn_row_%s;\n", c_name(t->name, false));
        fprintf(out,
                "extern const isn_row_%s isn_rows_%s[];\n"
                "extern const uint32_t isn_rows_%s_count;\n",
                c_name(t->name, false), c_name(t->name, false),
                c_name(t->name, false));
        for (int c = 1; c < t->column_count; c++) {
            if (t->columns[c].kind == ENUM) {
                fprintf(out, "extern const char *const isn_%s_%s_names[%d];\n",
                        c_name(t->name, false),
                        c_name(t->columns[c].name, false),
                        t->columns[c].value_count);
            }
        }
    }
    fputs("\n#endif\n", out);
}

static void write_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            fputc('\\', out);
        }
        fputc(*text, out);
    }
    fputc('"', out);
}

static void write_rows(FILE *out, table *t)
{
    const char *name = c_name(t->name, false);
    fprintf(out, "const isn_row_%s isn_rows_%s[%zu] = {\n", name, name,
            t->row_count ? t->row_count : 1);
    for (size_t i = 0; i < t->row_count; i++) {
        row *r = &t->rows[i];
        char first[1024];
        snprintf(first, sizeof first, "%.*s", (int)strcspn(r->cells[0], "|"),
                 r->cells[0]);
        fputs("    {", out);
        write_string(out, first);
        for (int c = 1; c < t->column_count; c++) {
            const char *cell = r->cells[c];
            bool none = strcmp(cell, "-") == 0;
            fputs(", ", out);
            if (t->columns[c].kind == ENUM) {
                fprintf(out, "%d", enum_value(&t->columns[c], cell));
            } else if (t->columns[c].kind == TEXT) {
                if (none) {
                    fputs("0", out);
                } else {
                    write_string(out, cell);
                }
            } else {
                fputs(none ? "0" : cell, out);
            }
        }
        fputs("},\n", out);
    }
    if (t->row_count == 0) {
        fputs("    {0},\n", out);
    }
    fprintf(out, "};\nconst uint32_t isn_rows_%s_count = %zu;\n", name,
            t->row_count);
    for (int c = 1; c < t->column_count; c++) {
        column *col = &t->columns[c];
        if (col->kind != ENUM) {
            continue;
        }
        fprintf(out, "const char *const isn_%s_%s_names[%d] = {", name,
                c_name(col->name, false), col->value_count);
        for (int v = 0; v < col->value_count; v++) {
            write_string(out, col->values[v]);
            fputs(", ", out);
        }
        fputs("};\n", out);
    }
}

static uint32_t power_of_two(size_t least)
{
    uint32_t n = 16;
    while (n < least) {
        n *= 2;
    }
    return n;
}

static void write_senses(FILE *out)
{
    fprintf(out, "const isn_sense isn_lex_senses[%zu] = {\n", sense_count + 1);
    for (size_t i = 0; i < sense_count; i++) {
        fprintf(out, "{%u,%u,%u},%s", senses[i].cls, senses[i].form,
                senses[i].row, i % 8 == 7 ? "\n" : "");
    }
    fputs("{0,0,0}};\n", out);
}

/* Senses are sorted by owner: entries first, then nodes. */
static void write_entries(FILE *out)
{
    fprintf(out, "const isn_lex_entry isn_lex_entries[%u] = {\n",
            entry_count + 1);
    size_t s = 0, word = 0;
    bool *follows = calloc((size_t)entry_count + 1, sizeof *follows);
    uint32_t *phrases = calloc((size_t)entry_count + 1, sizeof *phrases);
    for (size_t i = 0; i < edge_count; i++) {
        if (edges[i].node == 0) {
            phrases[edges[i].entry] = edges[i].child;
        } else {
            follows[edges[i].entry] = true;
        }
    }
    for (uint32_t i = 0; i < entry_count; i++) {
        size_t first = s;
        uint64_t classes = 0;
        for (; s < sense_count && senses[s].owner == i; s++) {
            classes |= UINT64_C(1) << senses[s].cls;
        }
        size_t len = strlen(entries[i].word);
        at_file = entries[i].word; /* for the message: no line is at fault */
        at_line = 0;
        if (len > UINT8_MAX || s - first > INT8_MAX ||
            phrases[i] > UINT16_MAX) {
            fail("too long a word, or too many senses or phrases");
        }
        fprintf(out, "{0x%llxu,%zu,%zu,%u,%u,%zu,%zu,%d},%s",
                (unsigned long long)classes, word, first, entries[i].count,
                phrases[i], len, s - first, follows[i], i % 4 == 3 ? "\n" : "");
        word += len + 1;
    }
    free(follows);
    free(phrases);
    fprintf(out,
            "{0,0,0,0,0,0,0,0}};\nconst uint32_t isn_lex_entry_count = %u;\n"
            "const char isn_lex_words[] =\n",
            entry_count);
    for (uint32_t i = 0; i < entry_count; i++) {
        write_string(out, entries[i].word);
        fputs(i % 8 == 7 ? "\"\\0\"\n" : "\"\\0\"", out);
    }
    fputs("\"\";\n", out);
    uint32_t slots = power_of_two((size_t)entry_count * 3 / 2);
    uint32_t *taken = calloc(slots, sizeof *taken);
    for (uint32_t i = 0; i < entry_count; i++) {
        uint32_t at = isn_lex_hash(entries[i].word, strlen(entries[i].word));
        uint32_t tag = isn_lex_tag(at);
        while (taken[at & (slots - 1)]) {
            at++;
        }
        taken[at & (slots - 1)] = tag | (i + 1);
    }
    fprintf(out,
            "const uint32_t isn_lex_mask = %u;\n"
            "const uint32_t isn_lex_slots[%u] = {\n",
            slots - 1, slots);
    for (uint32_t i = 0; i < slots; i++) {
        fprintf(out, "%u,%s", taken[i], i % 16 == 15 ? "\n" : "");
    }
    fputs("};\n", out);
    free(taken);
    fprintf(out, "const isn_trie_node isn_trie_nodes[%u] = {\n", node_count);
    for (uint32_t n = 0; n < node_count; n++) {
        size_t first = s;
        while (s < sense_count && senses[s].owner == (n | 1u << 31)) {
            s++;
        }
        fprintf(out, "{%zu,%zu},%s", first, s - first, n % 8 == 7 ? "\n" : "");
    }
    fputs("};\n", out);
}

static void write_trie(FILE *out)
{
    uint32_t slots = power_of_two(edge_count * 2);
    uint32_t *taken = calloc(slots, sizeof *taken);
    for (size_t i = 0; i < edge_count; i++) {
        uint32_t at = isn_trie_hash(edges[i].node, edges[i].entry);
        while (taken[at & (slots - 1)]) {
            at++;
        }
        taken[at & (slots - 1)] = (uint32_t)i + 1;
    }
    fprintf(out,
            "const uint32_t isn_trie_mask = %u;\n"
            "const isn_trie_edge isn_trie_edges[%u] = {\n",
            slots - 1, slots);
    for (uint32_t i = 0; i < slots; i++) {
        isn_trie_edge e = {0};
        if (taken[i]) {
            e = edges[taken[i] - 1];
        }
        fprintf(out, "{%u,%u,%u},%s", e.node, e.entry, e.child,
                i % 8 == 7 ? "\n" : "");
    }
    fputs("};\n", out);
    free(taken);
}

/* The tables that tell what a line of a page is (src/page/cue.h). */
static const char *const page_tables[] = {"page-cue", "month",  "weekday",
                                          "agency",   "outlet", "agency-frame"};

static bool is_page_table(const table *t)
{
    for (size_t i = 0; i < sizeof page_tables / sizeof *page_tables; i++) {
        if (strcmp(t->name, page_tables[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Marks the entries that stand in those tables, alone or in a phrase.  An edge
 * comes behind the one that leads to it. */
static void mark_page_words(bool *marked)
{
    bool *told = calloc(node_count, sizeof *told);
    for (size_t i = 0; i < sense_count; i++) {
        uint32_t owner = senses[i].owner & ~(1u << 31);
        if (is_page_table(&tables[senses[i].cls])) {
            *(senses[i].owner >> 31 ? &told[owner] : &marked[owner]) = true;
        }
    }
    for (size_t i = edge_count; i-- > 0;) {
        if (told[edges[i].child]) {
            marked[edges[i].entry] = true;
            told[edges[i].node] = true;
        }
    }
    free(told);
}

static void write_page_words(FILE *out)
{
    static uint64_t bits[ISN_PAGE_WORDS / 64];
    bool *marked = calloc(entry_count, sizeof *marked);
    mark_page_words(marked);
    for (uint32_t i = 0; i < entry_count; i++) {
        if (marked[i]) {
            uint32_t bit =
                isn_lex_hash(entries[i].word, strlen(entries[i].word)) %
                ISN_PAGE_WORDS;
            bits[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
    free(marked);
    fputs("const uint64_t isn_lex_page_words[] = {\n", out);
    for (uint32_t i = 0; i < ISN_PAGE_WORDS / 64; i++) {
        fprintf(out, "0x%llxu,%s", (unsigned long long)bits[i],
                i % 4 == 3 ? "\n" : "");
    }
    fputs("};\n", out);
}

/* Renames the new file into place, or drops it where nothing changed, so that
 * a new table row does not rebuild every module. */
static void close_out(FILE *out, const char *folder, const char *name)
{
    char path[4096], fresh[4096 + 8];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(fresh, sizeof fresh, "%s.new", path);
    if (fclose(out)) {
        fprintf(stderr, "%s: %s\n", fresh, strerror(errno));
        exit(1);
    }
    FILE *a = fopen(path, "r"), *b = fopen(fresh, "r");
    bool same = a && b;
    while (same) {
        int x = getc(a), y = getc(b);
        same = x == y;
        if (x == EOF || y == EOF) {
            break;
        }
    }
    if (a) {
        fclose(a);
    }
    if (b) {
        fclose(b);
    }
    if (same ? remove(fresh) : rename(fresh, path)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
}

/* What the tokenizer needs to know of U+0600 … U+06FF, at one look. */
static uint32_t arabic_fold(uint32_t c)
{
    uint32_t folded[3];
    if (isn_is_mark(c)) {
        return ISN_ARABIC_MARK;
    }
    if (!isn_is_letter(c) || isn_fold_char(c, folded) != 1) {
        return 0;
    }
    bool hamza = c == 0x622 || c == 0x623 || c == 0x625;
    return (0xC0 | folded[0] >> 6) | (0x80 | (folded[0] & 0x3F)) << 8 |
           (hamza ? ISN_ARABIC_HAMZA : 0);
}

static void write_arabic(FILE *out)
{
    fputs("const uint32_t isn_arabic_fold[] = {\n", out);
    for (uint32_t i = 0; i < ISN_ARABIC_FOLDS; i++) {
        uint32_t lead = i >> 8, trail = i & 0xFF;
        bool is_char = (trail & 0xC0) == 0x80;
        fprintf(out, "%u,%s",
                is_char ? arabic_fold(0x600 + (lead << 6 | (trail & 0x3F))) : 0,
                i % 16 == 15 ? "\n" : "");
    }
    fputs("};\n", out);
}

static FILE *open_out(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.new", folder, name);
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
    return out;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("isn-tables OUT_DIR FILE…\n", stderr);
        return 2;
    }
    rehash_entries();
    rehash_edges();
    for (int i = 2; i < argc; i++) {
        FILE *file = fopen(argv[i], "r");
        at_file = argv[i];
        at_line = 0;
        if (!file) {
            fail("%s", strerror(errno));
        }
        const char *dot = strrchr(argv[i], '.');
        if (dot && strcmp(dot, ".tsv") == 0) {
            read_counts(file);
        } else {
            read_table(file);
        }
        fclose(file);
    }
    for (int i = 0; i < table_count; i++) {
        for (size_t r = 0; r < tables[i].row_count; r++) {
            enter_row(&tables[i], i, (uint32_t)r);
        }
    }
    order_entries();
    qsort(senses, sense_count, sizeof *senses, by_owner);
    check_duplicates();
    FILE *header = open_out(argv[1], "tables.h");
    write_header(header);
    FILE *code = open_out(argv[1], "tables.c");
    fputs("/* Made by tools/tables.c from lang/ar and model/counts.tsv. */\n"
          "#include \"lang/lexdata.h\"\n\n",
          code);
    for (int i = 0; i < table_count; i++) {
        write_rows(code, &tables[i]);
    }
    write_senses(code);
    write_entries(code);
    write_trie(code);
    write_arabic(code);
    write_page_words(code);
    close_out(header, argv[1], "tables.h");
    close_out(code, argv[1], "tables.c");
    return 0;
}
