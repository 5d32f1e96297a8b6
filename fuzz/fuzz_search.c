/* A question from a stranger.
 *
 * Lines of the input are the words, the speaker, a person, a role, a place;
 * the first byte chooses the rest.  Whatever it is, FTS5 must understand what
 * becomes of it, and marks must lie in the text, in order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "isnad/flow.h"
#include "isnad/search.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static char path[] = "/dev/shm/isnad-fuzz-XXXXXX";
static isnad_store *store;

static void fail(const char *what)
{
    fprintf(stderr, "search: %s\n", what);
    abort();
}

static void leave(void)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    isnad_store_close(store);
    for (size_t i = 0; i < 3; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static void fill_store(void)
{
    static const char *const pages[] = {
        "افتتاح الجسر\n\nقال وزير الأشغال سامي حداد إن الجسر مفتوح.\n",
        "سيول في الوادي\n\nأعلنت الهيئة أن «السيول مستمرة» في وادي النور.\n",
        "نفي\n\nنفت وزيرة الصحة هدى صالح نقص 17 دواء في 2022-2023.\n",
    };
    isnad_error error;
    int file = mkstemp(path);
    if (file < 0 || close(file) != 0 ||
        isnad_store_open(path, true, &store, &error)) {
        fail("no store in /dev/shm");
    }
    atexit(leave);
    for (size_t i = 0; i < 3; i++) {
        isnad_doc *doc;
        isnad_stored stored;
        char name[2] = {(char)('a' + i), '\0'};
        if (isnad_flow_document(name, pages[i], strlen(pages[i]), NULL, &doc,
                                &error) ||
            isnad_store_add(store, doc, &stored)) {
            fail("adding a page");
        }
        isnad_doc_free(doc);
    }
    if (isnad_store_keep(store)) {
        fail("keeping the pages");
    }
}

static void check_marks(const isnad_search *search, const isnad_hit *hit)
{
    isnad_doc *doc;
    isnad_error error;
    isnad_span *marks;
    size_t count;
    if (isnad_flow_stored(store, hit->document, NULL, &doc, &error)) {
        fail("a hit that is not there");
    }
    isnad_view text = isnad_doc_text(doc);
    if (isnad_search_marks(search, doc, (isnad_span){0, 0}, &marks, &count)) {
        fail("memory");
    }
    uint32_t behind = 0;
    for (size_t i = 0; i < count; i++) {
        if (marks[i].begin < behind || marks[i].begin >= marks[i].end ||
            marks[i].end > text.len) {
            fail("a mark out of place");
        }
        behind = marks[i].end;
    }
    free(marks);
    isnad_doc_free(doc);
}

static void ask(const isnad_search_options *options)
{
    isnad_search *search;
    isnad_error error;
    isnad_status status = isnad_search_run(store, options, &search, &error);
    if (status) {
        if ((status != ISNAD_USAGE && status != ISNAD_LIMIT) || search ||
            !error.message[0]) {
            fail(error.message);
        }
        return;
    }
    size_t count;
    const isnad_hit *hits = isnad_search_hits(search, &count);
    for (size_t i = 0; i < count; i++) {
        check_marks(search, &hits[i]);
    }
    isnad_search_free(search);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (!store) {
        fill_store();
    }
    char *text = malloc(size + 1), *at = text;
    if (!text) {
        fail("memory");
    }
    memcpy(text, data, size);
    text[size] = '\0';
    unsigned bits = (unsigned char)text[0];
    isnad_search_options options = {
        .said = bits & 1, .order = (isnad_search_order)(bits / 2 % 3)};
    const char **parts[] = {&options.words, &options.said_by, &options.person,
                            &options.role, &options.place};
    at += size > 0;
    for (size_t i = 0; i < 5 && at; i++) {
        char *end = strchr(at, '\n');
        if (end) {
            *end++ = '\0';
        }
        *parts[i] = at[0] ? at : NULL;
        at = end;
    }
    ask(&options);
    free(text);
    return 0;
}
