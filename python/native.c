#include "native.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void pyisnad_free(char *data) { free(data); }

/* ---- printing into memory ------------------------------------------------ */

typedef struct memory {
    FILE *file;
    pyisnad_text text;
} memory;

static isnad_status write_memory(void *data, const char *bytes, size_t len)
{
    const memory *m = data;
    return fwrite(bytes, 1, len, m->file) == len ? ISNAD_OK : ISNAD_NOMEM;
}

static bool open_memory(memory *m)
{
    *m = (memory){0};
    m->file = open_memstream(&m->text.data, &m->text.len);
    return m->file != NULL;
}

/* What was printed goes to the caller, or nowhere when printing failed. */
static isnad_status close_memory(memory *m, isnad_status status,
                                 pyisnad_text *text)
{
    *text = (pyisnad_text){0};
    if (fclose(m->file) != 0 && !status) {
        status = ISNAD_NOMEM;
    }
    if (status) {
        free(m->text.data);
        return status;
    }
    *text = m->text;
    return ISNAD_OK;
}

static isnad_sink sink_of(memory *m) { return (isnad_sink){write_memory, m}; }

static isnad_status print_line(const isnad_doc *doc, bool article,
                               pyisnad_text *line)
{
    memory m;
    if (!open_memory(&m)) {
        return ISNAD_NOMEM;
    }
    isnad_status status =
        article
            ? isnad_report_article(doc, ISNAD_FORMAT_JSONL, NULL, sink_of(&m))
            : isnad_report_document(doc, ISNAD_FORMAT_JSONL, NULL, sink_of(&m));
    return close_memory(&m, status, line);
}

isnad_status pyisnad_read(const char *path, const void *bytes, size_t len,
                          const isnad_flow_options *options, pyisnad_text *line,
                          isnad_error *error)
{
    isnad_doc *doc = NULL;
    *line = (pyisnad_text){0};
    isnad_status status =
        isnad_flow_document(path, bytes, len, options, &doc, error);
    if (status) {
        return status;
    }
    status = print_line(doc, options->depth == ISNAD_FLOW_ARTICLE, line);
    isnad_doc_free(doc);
    return status;
}

/* ---- a queue between the thread that reads and the one that asks --------- */

enum { AHEAD = 64 };

struct pyisnad_reader {
    const char *const *paths;
    size_t count;
    isnad_flow_options options;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pyisnad_item items[AHEAD];
    size_t first, held;
    bool closing; /* nobody asks any more */
    bool ended;
    isnad_status status;
};

/* Waits for room; false, and the item is dropped, once the reader closes. */
static bool push(pyisnad_reader *r, pyisnad_item item)
{
    pthread_mutex_lock(&r->lock);
    while (r->held == AHEAD && !r->closing) {
        pthread_cond_wait(&r->changed, &r->lock);
    }
    bool taken = !r->closing;
    if (taken) {
        r->items[(r->first + r->held++) % AHEAD] = item;
        pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->lock);
    if (!taken) {
        free(item.text.data);
    }
    return taken;
}

/* Lines are printed by the threads that build the documents. */
static isnad_status work(void *data, isnad_doc *doc, void **result)
{
    const pyisnad_reader *r = data;
    pyisnad_text *line = malloc(sizeof *line);
    if (!line) {
        return ISNAD_NOMEM;
    }
    isnad_status status =
        print_line(doc, r->options.depth == ISNAD_FLOW_ARTICLE, line);
    if (status) {
        free(line);
        return status;
    }
    *result = line;
    return ISNAD_OK;
}

static void drop(void *result)
{
    pyisnad_text *line = result;
    if (line) {
        free(line->data);
        free(line);
    }
}

static isnad_status document(void *data, isnad_doc *doc, void *result)
{
    pyisnad_text *line = result;
    pyisnad_item item = {.kind = PYISNAD_DOCUMENT, .text = *line};
    free(line);
    isnad_doc_free(doc);
    return push(data, item) ? ISNAD_OK : ISNAD_INTERRUPTED;
}

static bool item_of_skip(const isnad_skip *skip, pyisnad_item *item)
{
    char *path = strdup(skip->path);
    if (!path) {
        return false;
    }
    *item = (pyisnad_item){.kind = PYISNAD_SKIP,
                           .text = {path, strlen(path)},
                           .offset = skip->offset,
                           .status = skip->status};
    snprintf(item->reason, sizeof item->reason, "%s", skip->reason);
    return true;
}

static void on_skip(void *data, const isnad_skip *skip)
{
    pyisnad_item item;
    if (item_of_skip(skip, &item)) {
        push(data, item);
    }
}

static bool on_stop(void *data)
{
    pyisnad_reader *r = data;
    pthread_mutex_lock(&r->lock);
    bool stop = r->closing;
    pthread_mutex_unlock(&r->lock);
    return stop;
}

static void *read_all(void *data)
{
    pyisnad_reader *r = data;
    isnad_flow_handler handler = {
        .work = work, .document = document, .drop = drop, .data = r};
    isnad_status status =
        isnad_flow_read(r->paths, r->count, &r->options, &handler);
    pthread_mutex_lock(&r->lock);
    r->ended = true;
    r->status = status;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

pyisnad_reader *pyisnad_open(const char *const *paths, size_t count,
                             const isnad_flow_options *options)
{
    pyisnad_reader *r = calloc(1, sizeof *r);
    if (!r) {
        return NULL;
    }
    r->paths = paths;
    r->count = count;
    r->options = *options;
    r->options.skip = on_skip;
    r->options.stop = on_stop;
    r->options.data = r;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    if (pthread_create(&r->thread, NULL, read_all, r) != 0) {
        pthread_cond_destroy(&r->changed);
        pthread_mutex_destroy(&r->lock);
        free(r);
        return NULL;
    }
    return r;
}

void pyisnad_next(pyisnad_reader *r, pyisnad_item *item)
{
    pthread_mutex_lock(&r->lock);
    while (r->held == 0 && !r->ended) {
        pthread_cond_wait(&r->changed, &r->lock);
    }
    if (r->held > 0) {
        *item = r->items[r->first];
        r->first = (r->first + 1) % AHEAD;
        r->held--;
        pthread_cond_broadcast(&r->changed);
    } else {
        *item = (pyisnad_item){.kind = PYISNAD_END, .status = r->status};
    }
    pthread_mutex_unlock(&r->lock);
}

void pyisnad_close(pyisnad_reader *r)
{
    if (!r) {
        return;
    }
    pthread_mutex_lock(&r->lock);
    r->closing = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    for (; r->held > 0; r->held--) {
        free(r->items[r->first].text.data);
        r->first = (r->first + 1) % AHEAD;
    }
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

/* ---- a pile as a whole ------------------------------------------------ */

struct pyisnad_pile {
    isnad_docs docs;
    isnad_pile *pile;
    pyisnad_item *skips;
    size_t skip_count, skip_cap;
};

static void keep_skip(void *data, const isnad_skip *skip)
{
    pyisnad_pile *p = data;
    if (p->skip_count == p->skip_cap) {
        size_t cap = p->skip_cap ? 2 * p->skip_cap : 16;
        pyisnad_item *more = realloc(p->skips, cap * sizeof *more);
        if (!more) {
            return;
        }
        p->skips = more;
        p->skip_cap = cap;
    }
    p->skip_count += item_of_skip(skip, &p->skips[p->skip_count]);
}

isnad_status pyisnad_pile_open(const char *const *paths, size_t count,
                               const isnad_flow_options *options,
                               pyisnad_pile **pile)
{
    *pile = NULL;
    pyisnad_pile *p = calloc(1, sizeof *p);
    if (!p) {
        return ISNAD_NOMEM;
    }
    isnad_flow_options reading = *options;
    reading.skip = keep_skip;
    reading.data = p;
    isnad_status status = isnad_flow_pile(paths, count, &reading, &p->docs);
    if (!status) {
        status =
            isnad_story_build(p->docs.items, p->docs.count, NULL, &p->pile);
    }
    if (status) {
        pyisnad_pile_close(p);
        return status;
    }
    *pile = p;
    return ISNAD_OK;
}

void pyisnad_pile_close(pyisnad_pile *p)
{
    if (!p) {
        return;
    }
    isnad_pile_free(p->pile);
    isnad_docs_free(&p->docs);
    for (size_t i = 0; i < p->skip_count; i++) {
        free(p->skips[i].text.data);
    }
    free(p->skips);
    free(p);
}

bool pyisnad_pile_skip(const pyisnad_pile *p, size_t at, pyisnad_item *item)
{
    if (at >= p->skip_count) {
        return false;
    }
    *item = p->skips[at];
    return true;
}

isnad_status pyisnad_pile_print(const pyisnad_pile *p, isnad_format format,
                                bool english, pyisnad_text *text)
{
    isnad_report_options look = {
        .english = english,
        .others = p->docs.others,
        .other_count = p->docs.other_count,
    };
    memory m;
    if (!open_memory(&m)) {
        return ISNAD_NOMEM;
    }
    isnad_status status =
        isnad_report_pile(p->pile, format, &look, sink_of(&m));
    return close_memory(&m, status, text);
}

isnad_status pyisnad_pile_copies(const pyisnad_pile *p, bool passages,
                                 pyisnad_text *text)
{
    isnad_report_options look = {.passages = passages};
    memory m;
    if (!open_memory(&m)) {
        return ISNAD_NOMEM;
    }
    isnad_status status =
        isnad_report_copies(p->pile, ISNAD_FORMAT_JSON, &look, sink_of(&m));
    return close_memory(&m, status, text);
}

isnad_status pyisnad_pile_table(const pyisnad_pile *p, isnad_table table,
                                pyisnad_text *text)
{
    isnad_table_facts facts;
    memory m;
    if (!open_memory(&m)) {
        return ISNAD_NOMEM;
    }
    isnad_status status = isnad_report_table(p->pile, table, ISNAD_FORMAT_JSONL,
                                             sink_of(&m), &facts);
    return close_memory(&m, status, text);
}
