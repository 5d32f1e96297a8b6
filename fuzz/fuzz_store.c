/* The file of a store, from a stranger.
 *
 * The input is a real store in which bytes are changed: each change is four
 * bytes, where (three, the lowest first) and what.  An input that begins with
 * "S" is the file itself. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "isnad/flow.h"
#include "isnad/search.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static char folder[] = "/dev/shm/isnad-fuzz-XXXXXX", path[64];
static unsigned char *image;
static size_t image_len;

static void clean_up(void)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char name[96];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static void leave(void)
{
    clean_up();
    rmdir(folder);
    free(image);
}

static void fail(const char *what)
{
    fprintf(stderr, "store: %s\n", what);
    abort();
}

static isnad_status add_page(isnad_store *store, const char *name,
                             const char *text)
{
    isnad_doc *doc;
    isnad_error error;
    isnad_stored stored;
    isnad_status status =
        isnad_flow_document(name, text, strlen(text), NULL, &doc, &error);
    if (!status) {
        status = isnad_store_add(store, doc, &stored);
        isnad_doc_free(doc);
    }
    return status ? status : isnad_store_keep(store);
}

static void make_image(void)
{
    isnad_store *store;
    isnad_error error;
    if (!mkdtemp(folder)) {
        fail("no folder in /dev/shm");
    }
    snprintf(path, sizeof path, "%s/store", folder);
    atexit(leave);
    if (isnad_store_open(path, true, &store, &error) ||
        add_page(store, "a", "قال وزير الصحة إن «اللقاح متوفر» في بيروت.\n") ||
        add_page(store, "a", "قال الوزير سامي حداد إن 17 شخصا نجوا.\n") ||
        add_page(store, "b", "أعلنت وزارة الأشغال فتح الجسر يوم الأحد.\n")) {
        fail("the first store");
    }
    isnad_store_close(store);
    FILE *file = fopen(path, "rb");
    struct stat about;
    if (!file || fstat(fileno(file), &about) != 0 ||
        !(image = malloc((size_t)about.st_size)) ||
        fread(image, 1, (size_t)about.st_size, file) != (size_t)about.st_size) {
        fail("its file");
    }
    image_len = (size_t)about.st_size;
    fclose(file);
}

static void write_file(const unsigned char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) {
        fail("writing it");
    }
}

static void write_changed(const unsigned char *data, size_t size)
{
    unsigned char *changed = malloc(image_len);
    if (!changed) {
        fail("memory");
    }
    memcpy(changed, image, image_len);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        size_t at =
            data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16;
        changed[at % image_len] = data[i + 3];
    }
    write_file(changed, image_len);
    free(changed);
}

static isnad_status on_document(void *data, isnad_doc *doc, void *result)
{
    (void)result;
    size_t *left = data;
    isnad_doc_free(doc);
    return --*left == 0 ? ISNAD_INTERRUPTED : ISNAD_OK;
}

static void on_skip(void *data, const isnad_skip *skip)
{
    (void)data;
    if (!skip->path || !skip->reason || !skip->status) {
        fail("a skip without words");
    }
}

/* Everything that a command asks of a store. */
static void use(isnad_store *store)
{
    size_t most = 100;
    isnad_store_counts counts;
    isnad_flow_options options = {.threads = 1,
                                  .depth = ISNAD_FLOW_ARTICLE,
                                  .store = store,
                                  .skip = on_skip};
    isnad_flow_handler handler = {.document = on_document, .data = &most};
    isnad_search_options question = {.words = "وزير | نجو*", .said = true};
    isnad_search *search;
    isnad_error error;
    isnad_store_count(store, &counts);
    if (isnad_search_run(store, &question, &search, &error) &&
        !error.message[0]) {
        fail("a failure without words");
    }
    isnad_search_free(search);
    if (isnad_flow_read(NULL, 0, &options, &handler) == ISNAD_INTERRUPTED) {
        fail("more documents than it can hold");
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (!image) {
        make_image();
    }
    for (int write = 0; write < 2; write++) {
        clean_up();
        if (size > 0 && data[0] == 'S') {
            write_file(data, size);
        } else {
            write_changed(data, size);
        }
        isnad_store *store;
        isnad_error error;
        if (isnad_store_open(path, write, &store, &error)) {
            if (!error.status || !error.message[0]) {
                fail("a failure without words");
            }
            continue;
        }
        use(store);
        if (write && add_page(store, "c", "نفت الهيئة وقوع هزة جديدة.\n") &&
            !isnad_store_message(store)[0]) {
            fail("a failure without words");
        }
        isnad_store_close(store);
    }
    return 0;
}
