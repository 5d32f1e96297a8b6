/* The folder of an index of copies, from a stranger.
 *
 * The input is a real index in which bytes are changed: each change is four
 * bytes, where (three, the lowest first) and what.  An input that begins with
 * "L" changes the log, any other the base, whose sums are made right again, so
 * that what is behind them is reached; after "S" they stay wrong. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "isnad/flow.h"
#include "story/copy_file.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static char folder[] = "/dev/shm/isnad-fuzz-XXXXXX";
static unsigned char *images[2]; /* base, log */
static size_t lengths[2];
static const char *const names[] = {"base", "log", "lock", "base.new",
                                    "log.new"};

static const char *path_of(const char *name)
{
    static char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void leave(void)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(path_of(names[i]));
    }
    rmdir(folder);
    free(images[0]);
    free(images[1]);
}

static void fail(const char *what)
{
    fprintf(stderr, "copies: %s\n", what);
    abort();
}

static isnad_status add_page(isnad_copies *copies, const char *name,
                             const char *text)
{
    isnad_flow_options options = {.depth = ISNAD_FLOW_TOKENS};
    isnad_doc *doc;
    isnad_error error;
    isnad_copy_entry *entry;
    isnad_status status =
        isnad_flow_document(name, text, strlen(text), &options, &doc, &error);
    if (status) {
        return status;
    }
    status = isnad_copies_entry(doc, &entry);
    isnad_doc_free(doc);
    return status ? status : isnad_copies_add(copies, &entry, 1, NULL, NULL);
}

static const char page[] =
    "أعلنت بلدية المدينة القديمة أن جسر النهر يفتح من جديد أمام السيارات يوم "
    "الأحد بعد أعمال دامت سبعة أشهر كلفت نحو ثلاثة ملايين.\n";

static void read_image(int which)
{
    struct stat about;
    int fd = open(path_of(names[which]), O_RDONLY);
    if (fd < 0 || fstat(fd, &about) != 0 ||
        !(images[which] = malloc((size_t)about.st_size)) ||
        read(fd, images[which], (size_t)about.st_size) != about.st_size) {
        fail("no image");
    }
    lengths[which] = (size_t)about.st_size;
    close(fd);
}

/* A base with more than a log holds, and a log. */
static void make_images(void)
{
    isnad_copies *copies;
    isnad_error error;
    char name[16], text[sizeof page + 32];
    if (!mkdtemp(folder)) {
        fail("no folder in /dev/shm");
    }
    atexit(leave);
    if (isnad_copies_open(folder, &copies, &error)) {
        fail("no index");
    }
    for (int i = 0; i < 302; i++) {
        snprintf(name, sizeof name, "%d", i);
        snprintf(text, sizeof text, "%s%d %d %d\n", page, i, i * 7, i * i);
        if (add_page(copies, name, text) ||
            (i >= 299 && isnad_copies_keep(copies, &error))) {
            fail("the first index");
        }
    }
    isnad_copies_close(copies);
    read_image(0);
    read_image(1);
}

static void write_image(int which, const unsigned char *bytes)
{
    int fd = open(path_of(names[which]), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, bytes, lengths[which]) != (ssize_t)lengths[which]) {
        fail("writing it");
    }
    close(fd);
}

/* Sums that fit what stands there, where that is within the file. */
static void mend(unsigned char *bytes, size_t len)
{
    isn_copy_base head;
    memcpy(&head, bytes, sizeof head);
    for (int i = 0; i < ISN_COPY_PARTS; i++) {
        isn_copy_part *p = &head.parts[i];
        if (p->item_size > 0 && p->offset <= len &&
            p->count <= (len - p->offset) / p->item_size) {
            p->sum = XXH3_64bits(bytes + p->offset, p->count * p->item_size);
        }
    }
    head.sum = XXH3_64bits(&head, offsetof(isn_copy_base, sum));
    memcpy(bytes, &head, sizeof head);
}

static isnad_status put(void *data, const isnad_copy *copy)
{
    (void)data;
    if (!copy->a.path || !copy->b.path || !copy->direction ||
        copy->passage_count == 0) {
        fail("half a link");
    }
    return ISNAD_OK;
}

/* Everything that the command does. */
static void use(void)
{
    isnad_copies *copies;
    isnad_error error;
    if (isnad_copies_open(folder, &copies, &error)) {
        if (!error.message[0]) {
            fail("a failure without words");
        }
        return;
    }
    isnad_copies_each(copies, 0, put, NULL);
    if (!add_page(copies, "new", page)) {
        isnad_copies_each(copies, isnad_copies_count(copies) - 1, put, NULL);
        isnad_copies_keep(copies, &error);
    }
    isnad_copies_close(copies);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (!images[0]) {
        make_images();
    }
    int which = size > 0 && data[0] == 'L';
    unsigned char *changed = malloc(lengths[which]);
    if (!changed) {
        fail("memory");
    }
    memcpy(changed, images[which], lengths[which]);
    for (size_t i = 1; i + 4 <= size; i += 4) {
        size_t at =
            data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16;
        changed[at % lengths[which]] = data[i + 3];
    }
    if (which == 0 && data && size > 0 && data[0] != 'S') {
        mend(changed, lengths[0]);
    }
    write_image(which, changed);
    write_image(!which, images[!which]);
    free(changed);
    use();
    use();
    return 0;
}
