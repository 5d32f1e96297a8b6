#include "story/copy_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* Parts begin at pages, on machines with large ones too.  Behind each mapped
 * part there is room for what the log brings. */
enum { VERSION = 1, PAGE = 1 << 16, SLACK = 64 << 20 };
/* A log that would have more entries or bytes becomes part of the base: it is
 * added anew each time the index is opened. */
enum { LOG_ENTRIES = 256, LOG_BYTES = 16 << 20 };
/* A base of so many bytes is read in whole to see whether it is damaged; of a
 * larger one the head, and each number before it is followed. */
enum { SUMMED = 64 << 20 };

enum {
    DOCS,
    WORDS,
    FREQUENCY,
    BUCKETS,
    POSTINGS,
    ABOUTS,
    TEXTS,
    PLACES,
    PAIRS,
    KEYS,
};

typedef struct log_head {
    char magic[8];
    uint64_t base; /* sum of the head of the base that it goes on from */
} log_head;

typedef struct record_head {
    uint64_t len, sum;
} record_head;

struct isn_copy_file {
    int folder, lock;
    isnad_copies *copies;
    uint64_t base;         /* the sum of its head; 0: there is none */
    uint64_t log_end;      /* bytes of the log that are whole; 0: no log */
    size_t logged;         /* entries there */
    size_t noted;          /* entries that were added since */
    ISN_VEC(char) waiting; /* their records, until they are too many */
};

static const char base_magic[8] = "isnadcpy", log_magic[8] = "isnadlog";

static isnad_status fail(isnad_error *error, isnad_status status,
                         const char *what)
{
    *error = (isnad_error){.status = status, .position = ISNAD_NO_POSITION};
    snprintf(error->message, sizeof error->message, "%s: %s", what,
             status == ISNAD_IO ? strerrordesc_np(errno)
                                : isnad_status_text(status));
    return status;
}

/* ---- the arrays as bytes ------------------------------------------------ */

/* One of the index's arrays, whatever its items are. */
typedef struct view {
    void **items;
    size_t *count, *cap, *mapped, item_size;
} view;

#define VIEW(array)                                                            \
    (view)                                                                     \
    {                                                                          \
        (void **)&(array)->items, &(array)->count, &(array)->cap,              \
            &(array)->mapped, sizeof *(array)->items                           \
    }

static view view_of(isnad_copies *c, int number)
{
    isn_finder_data *d = c->data;
    switch (number) {
    case DOCS:
        return VIEW(&d->docs);
    case WORDS:
        return VIEW(&d->words);
    case FREQUENCY:
        return VIEW(&d->frequency);
    case BUCKETS:
        return VIEW(&d->index.buckets);
    case POSTINGS:
        return VIEW(&d->index.postings);
    case ABOUTS:
        return VIEW(&c->abouts);
    case TEXTS:
        return VIEW(&c->texts);
    case PLACES:
        return VIEW(&c->places);
    case PAIRS:
        return VIEW(&c->pairs);
    default:
        return VIEW(&c->keys);
    }
}

/* ---- reading ------------------------------------------------------------ */

static bool read_all(int fd, void *bytes, size_t len, uint64_t at)
{
    for (size_t done = 0; done < len;) {
        ssize_t n =
            pread(fd, (char *)bytes + done, len - done, (off_t)(at + done));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        done += (size_t)n;
    }
    return true;
}

static isnad_status check_head(const isn_copy_base *head, uint64_t size,
                               isnad_copies *c)
{
    if (memcmp(head->magic, base_magic, sizeof base_magic) != 0 ||
        head->sum != XXH3_64bits(head, offsetof(isn_copy_base, sum))) {
        return ISNAD_MALFORMED;
    }
    if (head->version != VERSION || head->order != 1) {
        return ISNAD_UNSUPPORTED;
    }
    for (int i = 0; i < ISN_COPY_PARTS; i++) {
        const isn_copy_part *p = &head->parts[i];
        if (p->item_size != view_of(c, i).item_size || p->offset % PAGE != 0 ||
            p->offset > size || p->count > (size - p->offset) / p->item_size) {
            return ISNAD_MALFORMED;
        }
    }
    uint64_t keys = head->parts[KEYS].count;
    return head->parts[FREQUENCY].count == ISN_CODES &&
                   head->parts[ABOUTS].count == head->parts[DOCS].count &&
                   head->parts[DOCS].count < UINT32_MAX / 4 &&
                   (keys & (keys - 1)) == 0 &&
                   head->used <= head->parts[BUCKETS].count * ISN_GRAM_BUCKET
               ? ISNAD_OK
               : ISNAD_MALFORMED;
}

/* Maps a part so that it can be changed and grow in memory alone. */
static isnad_status map_part(int fd, const isn_copy_part *p, view v, bool check)
{
    size_t len = (size_t)(p->count * p->item_size);
    size_t room = (len + PAGE - 1) / PAGE * PAGE + SLACK;
    char *at = mmap(NULL, room, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED) {
        return ISNAD_NOMEM;
    }
    if (len > 0 && mmap(at, len, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, fd,
                        (off_t)p->offset) == MAP_FAILED) {
        munmap(at, room);
        return ISNAD_IO;
    }
    isn_array_free(*v.items, *v.mapped);
    *v.items = at;
    *v.count = (size_t)p->count;
    *v.cap = room / v.item_size;
    *v.mapped = room;
    return check && XXH3_64bits(at, len) != p->sum ? ISNAD_MALFORMED : ISNAD_OK;
}

static isnad_status read_base(isn_copy_file *file)
{
    isn_copy_base head;
    struct stat about;
    int fd = openat(file->folder, "base", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ISNAD_OK : ISNAD_IO;
    }
    isnad_status status = fstat(fd, &about) != 0 ? ISNAD_IO : ISNAD_OK;
    uint64_t size = status ? 0 : (uint64_t)about.st_size;
    if (!status && !read_all(fd, &head, sizeof head, 0)) {
        status = ISNAD_MALFORMED;
    }
    status = status ? status : check_head(&head, size, file->copies);
    for (int i = 0; !status && i < ISN_COPY_PARTS; i++) {
        status = map_part(fd, &head.parts[i], view_of(file->copies, i),
                          size <= SUMMED);
    }
    if (!status) {
        isn_gram_index *grams = &file->copies->data->index;
        grams->used = head.used;
        memcpy(grams->free, head.free, sizeof grams->free);
        file->base = head.sum;
    }
    close(fd);
    return status;
}

/* Adds the entries of a log, up to the first that is not whole. */
static isnad_status replay(isn_copy_file *file, const char *log, size_t len)
{
    isnad_status status = ISNAD_OK;
    size_t at = sizeof(log_head);
    while (!status && len - at >= sizeof(record_head)) {
        record_head head;
        memcpy(&head, log + at, sizeof head);
        if (head.len > len - at - sizeof head ||
            head.sum != XXH3_64bits(log + at + sizeof head, head.len)) {
            break;
        }
        isnad_copy_entry *entry = malloc((size_t)head.len + 1);
        if (!entry) {
            return ISNAD_NOMEM;
        }
        memcpy(entry, log + at + sizeof head, (size_t)head.len);
        bool added;
        status = isn_copy_entry_valid(entry, (size_t)head.len)
                     ? isn_copies_take(file->copies, entry, &added)
                     : ISNAD_MALFORMED;
        free(entry);
        at += sizeof head + (size_t)head.len;
        file->logged++;
    }
    file->log_end = at;
    return status;
}

static isnad_status read_log(isn_copy_file *file)
{
    struct stat about;
    int fd = openat(file->folder, "log", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ISNAD_OK : ISNAD_IO;
    }
    isnad_status status = ISNAD_IO;
    if (fstat(fd, &about) == 0) {
        size_t len = (size_t)about.st_size;
        char *log = malloc(len + 1);
        status = log ? ISNAD_OK : ISNAD_NOMEM;
        log_head head = {0};
        if (log && !read_all(fd, log, len, 0)) {
            status = ISNAD_IO;
        }
        if (!status && len >= sizeof head) {
            memcpy(&head, log, sizeof head);
        }
        /* The log of an older base is in this one already. */
        if (!status && memcmp(head.magic, log_magic, sizeof log_magic) == 0 &&
            head.base == file->base) {
            status = replay(file, log, len);
        }
        free(log);
    }
    close(fd);
    return status;
}

isnad_status isn_copy_file_open(const char *folder, isnad_copies *copies,
                                isnad_error *error)
{
    isn_copy_file *file = calloc(1, sizeof *file);
    if (!file) {
        return fail(error, ISNAD_NOMEM, folder);
    }
    *file = (isn_copy_file){.folder = -1, .lock = -1, .copies = copies};
    copies->file = file;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return fail(error, ISNAD_IO, folder);
    }
    file->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    file->lock = file->folder < 0 ? -1
                                  : openat(file->folder, "lock",
                                           O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file->lock < 0 || flock(file->lock, LOCK_EX) != 0) {
        return fail(error, ISNAD_IO, folder);
    }
    isnad_status status = read_base(file);
    status = status ? status : read_log(file);
    return status ? fail(error, status, folder) : ISNAD_OK;
}

void isn_copy_file_close(isn_copy_file *file)
{
    if (!file) {
        return;
    }
    if (file->lock >= 0) {
        close(file->lock);
    }
    if (file->folder >= 0) {
        close(file->folder);
    }
    free(file->waiting.items);
    free(file);
}

isnad_status isnad_copies_open(const char *folder, isnad_copies **copies,
                               isnad_error *error)
{
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    *copies = isn_copies_new();
    isnad_status status =
        *copies ? ISNAD_OK : fail(error, ISNAD_NOMEM, "index");
    if (!status && folder) {
        status = isn_copy_file_open(folder, *copies, error);
    }
    if (status) {
        isnad_copies_close(*copies);
        *copies = NULL;
    }
    return status;
}

/* ---- writing ------------------------------------------------------------ */

static bool write_all(int fd, const void *bytes, size_t len, uint64_t at)
{
    enum { MOST_AT_ONCE = 1 << 30 };
    for (size_t done = 0; done < len;) {
        size_t due = len - done < MOST_AT_ONCE ? len - done : MOST_AT_ONCE;
        ssize_t n =
            pwrite(fd, (const char *)bytes + done, due, (off_t)(at + done));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        done += (size_t)n;
    }
    return true;
}

/* Gives a whole file its name. */
static bool name_file(const isn_copy_file *file, int fd, const char *from,
                      const char *to)
{
    return fsync(fd) == 0 &&
           renameat(file->folder, from, file->folder, to) == 0 &&
           fsync(file->folder) == 0;
}

static bool write_parts(isn_copy_file *file, int fd, isn_copy_base *head)
{
    uint64_t at = PAGE;
    for (int i = 0; i < ISN_COPY_PARTS; i++) {
        view v = view_of(file->copies, i);
        size_t len = *v.count * v.item_size;
        head->parts[i] = (isn_copy_part){at, *v.count, v.item_size,
                                         XXH3_64bits(len ? *v.items : "", len)};
        if (!write_all(fd, *v.items, len, at)) {
            return false;
        }
        at += (len + PAGE - 1) / PAGE * PAGE;
    }
    return ftruncate(fd, (off_t)at) == 0;
}

static bool write_base(isn_copy_file *file)
{
    const isn_gram_index *grams = &file->copies->data->index;
    isn_copy_base head = {.version = VERSION, .order = 1, .used = grams->used};
    memcpy(head.magic, base_magic, sizeof base_magic);
    memcpy(head.free, grams->free, sizeof head.free);
    int fd = openat(file->folder, "base.new",
                    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool done = fd >= 0 && write_parts(file, fd, &head);
    head.sum = XXH3_64bits(&head, offsetof(isn_copy_base, sum));
    done = done && write_all(fd, &head, sizeof head, 0) &&
           name_file(file, fd, "base.new", "base");
    if (done) {
        file->base = head.sum;
        file->log_end = 0;
        file->logged = 0;
    }
    if (fd >= 0) {
        close(fd);
    }
    return done;
}

/* Begins a log of this base. */
static bool begin_log(isn_copy_file *file)
{
    log_head head = {.base = file->base};
    memcpy(head.magic, log_magic, sizeof log_magic);
    int fd = openat(file->folder, "log.new",
                    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool done = fd >= 0 && write_all(fd, &head, sizeof head, 0) &&
                name_file(file, fd, "log.new", "log");
    if (fd >= 0) {
        close(fd);
    }
    file->log_end = done ? sizeof head : 0;
    return done;
}

/* Behind what is whole; a record that an earlier crash left half is cut. */
static bool append_log(isn_copy_file *file)
{
    int fd = openat(file->folder, "log", O_WRONLY | O_CLOEXEC);
    bool done = fd >= 0 && ftruncate(fd, (off_t)file->log_end) == 0 &&
                write_all(fd, file->waiting.items, file->waiting.count,
                          file->log_end) &&
                fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    if (done) {
        file->log_end += file->waiting.count;
        file->logged += file->noted;
    }
    return done;
}

isnad_status isn_copy_file_note(isn_copy_file *file,
                                const isnad_copy_entry *entry)
{
    file->noted++;
    if (file->logged + file->noted > LOG_ENTRIES ||
        file->log_end + file->waiting.count > LOG_BYTES) {
        free(file->waiting.items);
        memset(&file->waiting, 0, sizeof file->waiting);
        return ISNAD_OK; /* all goes into a new base */
    }
    size_t len = (size_t)isn_copy_entry_len(entry);
    record_head head = {len, XXH3_64bits(entry, len)};
    if (!ISN_ROOM(&file->waiting, sizeof head + len)) {
        return ISNAD_NOMEM;
    }
    memcpy(file->waiting.items + file->waiting.count, &head, sizeof head);
    memcpy(file->waiting.items + file->waiting.count + sizeof head, entry, len);
    file->waiting.count += sizeof head + len;
    return ISNAD_OK;
}

isnad_status isnad_copies_keep(isnad_copies *copies, isnad_error *error)
{
    isn_copy_file *file = copies->file;
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    if (!file || file->noted == 0) {
        return ISNAD_OK;
    }
    bool done =
        file->waiting.count == 0
            ? write_base(file) && begin_log(file)
            : (file->log_end > 0 || begin_log(file)) && append_log(file);
    if (!done) {
        return fail(error, ISNAD_IO, "index");
    }
    file->noted = file->waiting.count = 0;
    return ISNAD_OK;
}
