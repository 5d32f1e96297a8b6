#include "names_docs.h"

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

static void fail(const char *what)
{
    fprintf(stderr, "names: %s\n", what);
    exit(1);
}

typedef struct builder {
    isnad_doc *doc;
    isn_text_builder text;
} builder;

static void start(builder *b)
{
    b->doc = isn_doc_new("-", NULL, 0, malloc(1), 0);
    if (!b->doc) {
        fail("out of memory");
    }
    isn_text_begin(&b->text, b->doc);
}

static void add_line(builder *b, const char *line, size_t len, isnad_role role)
{
    isnad_block *block = isn_list_push(b->doc->arena, &b->doc->blocks);
    if (!block) {
        fail("out of memory");
    }
    uint32_t begin = (uint32_t)b->text.len;
    block->span = (isnad_span){begin, begin + (uint32_t)len};
    block->role = role;
    isn_text_add(&b->text, line, len, begin, len, true);
    isn_text_add(&b->text, "\n", 1, 0, 0, false);
}

static void finish(builder *b)
{
    if (isn_text_close(&b->text) != ISNAD_OK ||
        isn_text_analyze(b->doc) != ISNAD_OK) {
        fail("cannot analyse an article");
    }
}

static size_t chomp(char *line, ssize_t n)
{
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) {
        n--;
    }
    return (size_t)n;
}

bool plain_next(FILE *file, gold_doc *out)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    builder b = {0};
    *out = (gold_doc){0};
    while ((n = getline(&line, &cap, file)) >= 0) {
        size_t len = chomp(line, n);
        if (len == 0) {
            if (b.doc) {
                break;
            }
            continue;
        }
        if (!b.doc) {
            start(&b);
        }
        add_line(&b, line, len,
                 b.doc->blocks.count ? ISNAD_ROLE_PARAGRAPH : ISNAD_ROLE_TITLE);
    }
    free(line);
    if (!b.doc) {
        return false;
    }
    finish(&b);
    out->doc = b.doc;
    return true;
}

static void add_name(gold_doc *out, const char *line)
{
    unsigned begin, end;
    char type[8];
    if (sscanf(line, "N %u %u %7s", &begin, &end, type) != 3) {
        fail("a bad line of names");
    }
    out->names =
        realloc(out->names, (out->name_count + 1) * sizeof *out->names);
    if (!out->names) {
        fail("out of memory");
    }
    out->names[out->name_count++] = (gold_name){begin, end,
                                                type[0] == 'P'   ? ISNAD_PER
                                                : type[0] == 'L' ? ISNAD_LOC
                                                                 : ISNAD_ORG};
}

bool gold_next(FILE *file, gold_doc *out)
{
    char *line = NULL;
    size_t cap = 0;
    builder b = {0};
    *out = (gold_doc){0};
    for (;;) {
        long at = ftell(file);
        ssize_t n = getline(&line, &cap, file);
        if (n < 2) {
            break;
        }
        size_t len = chomp(line, n);
        if (line[0] == 'D') {
            if (b.doc) {
                fseek(file, at, SEEK_SET);
                break;
            }
            start(&b);
        } else if (b.doc && (line[0] == 'T' || line[0] == 'P')) {
            add_line(&b, line + 2, len < 2 ? 0 : len - 2,
                     line[0] == 'T' ? ISNAD_ROLE_TITLE : ISNAD_ROLE_PARAGRAPH);
        } else if (b.doc && line[0] == 'N') {
            add_name(out, line);
        }
    }
    free(line);
    if (!b.doc) {
        return false;
    }
    finish(&b);
    out->doc = b.doc;
    return true;
}

void gold_free(gold_doc *doc)
{
    isnad_doc_free(doc->doc);
    free(doc->names);
    *doc = (gold_doc){0};
}
