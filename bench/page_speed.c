/* Pages a second on one core: page_speed FILE.html[.gz]…
 *
 * All files are read first.  Prints the best of several rounds, as CPU time:
 * the whole of isn_page_build as `isnad text` asks for it, and elements with
 * lines (tokenizer and tree) alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "page/page.h"
#include "page/page_tree.h"

enum { ROUNDS = 7 };

typedef struct page {
    unsigned char *bytes;
    size_t len;
} page;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static page load(const char *path)
{
    page p = {malloc(1 << 16), 0};
    size_t cap = 1 << 16;
    gzFile file = gzopen(path, "rb");
    int got = 0;
    while (file && p.bytes &&
           (got = gzread(file, p.bytes + p.len, (unsigned)(cap - p.len))) > 0) {
        p.len += (size_t)got;
        if (p.len == cap) {
            p.bytes = realloc(p.bytes, cap *= 2);
        }
    }
    if (!file || !p.bytes || got < 0) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(1);
    }
    gzclose(file);
    return p;
}

static isnad_doc *open_doc(const page *p)
{
    unsigned char *copy = malloc(p->len + 1);
    if (!copy) {
        exit(1);
    }
    memcpy(copy, p->bytes, p->len);
    isnad_doc *doc = isn_doc_new("page", NULL, 0, copy, p->len);
    if (!doc) {
        exit(1);
    }
    return doc;
}

static double build(const page *p)
{
    isn_page_hints hints = {.text_only = true};
    isnad_doc *doc = open_doc(p);
    double from = now();
    isn_page_build(doc, &hints, NULL);
    double took = now() - from;
    isnad_doc_free(doc);
    return took;
}

static double parse(const page *p)
{
    isnad_doc *doc = open_doc(p);
    isn_arena *arena = isn_arena_new();
    isn_source source;
    isn_tree tree;
    double from = now();
    if (arena && isn_source_open(&source, doc, NULL) == ISNAD_OK) {
        isn_tree_build(&tree, &source, arena);
    }
    double took = now() - from;
    isn_source_free(&source);
    isn_arena_free(arena);
    isnad_doc_free(doc);
    return took;
}

int main(int argc, char **argv)
{
    page *pages = calloc((size_t)argc, sizeof *pages);
    double bytes = 0, best[2] = {1e9, 1e9};
    for (int i = 1; pages && i < argc; i++) {
        pages[i] = load(argv[i]);
        bytes += (double)pages[i].len;
    }
    for (int round = 0; round < ROUNDS; round++) {
        double took[2] = {0, 0};
        for (int i = 1; pages && i < argc; i++) {
            took[0] += build(&pages[i]);
            took[1] += parse(&pages[i]);
        }
        for (int k = 0; k < 2; k++) {
            best[k] = took[k] < best[k] ? took[k] : best[k];
        }
    }
    printf("%.0f %.1f %.1f\n", (argc - 1) / best[0], bytes / best[0] / 1e6,
           bytes / best[1] / 1e6);
    return 0;
}
