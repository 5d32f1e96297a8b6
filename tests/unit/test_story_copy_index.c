/* The index of copies on the disk. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "story/copy_file.h"

enum { WORDS = 60 };

static char folder[64];

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void clear(void)
{
    static const char *const names[] = {"base", "log", "lock", "base.new",
                                        "log.new"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(path_of(names[i]));
    }
}

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/isnad-index-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    clear();
    return rmdir(folder);
}

/* Document `number` of family `family`: its words but for one of its own. */
static isnad_copy_entry *make(unsigned number, unsigned family)
{
    char texts[64];
    isnad_copy_entry head = {.key = number * UINT64_C(0x9E3779B97F4A7C15),
                             .digest = number,
                             .day = (int32_t)(number / 10),
                             .word_count = WORDS,
                             .place_len = WORDS};
    int len =
        snprintf(texts, sizeof texts, "pile/%u.txt%c%c%c", number, 0, 0, 0);
    head.text_len = (uint32_t)len + 2;
    isnad_copy_entry *e = malloc((size_t)isn_copy_entry_len(&head));
    assert_non_null(e);
    *e = head;
    uint16_t *words = (void *)e->bytes;
    uint32_t x = family * 2654435761u + 1;
    for (unsigned i = 0; i < WORDS; i++) {
        x = x * 1664525u + 1013904223u;
        words[i] = (uint16_t)(x >> 16);
    }
    words[number % WORDS] ^= (uint16_t)number;
    unsigned char *at = (unsigned char *)(words + WORDS);
    memset(at, 0, (WORDS + 3) / 4);
    at += (WORDS + 3) / 4;
    memset(at, 0, head.text_len);
    memcpy(at, texts, (size_t)len);
    memset(at + head.text_len, 64 + 8, WORDS); /* a blank, eight bytes */
    assert_true(isn_copy_entry_valid(e, (size_t)isn_copy_entry_len(e)));
    return e;
}

static isnad_copies *open_index(isnad_status due)
{
    isnad_copies *c;
    isnad_error error;
    assert_int_equal(isnad_copies_open(folder, &c, &error), due);
    assert_true(!due || error.message[0]);
    return c;
}

static void add(isnad_copies *c, unsigned first, unsigned end)
{
    isnad_error error;
    isnad_copy_entry *entries[1024];
    for (unsigned i = first; i < end; i++) { /* the last one first */
        entries[end - 1 - i] = make(i, i % 7);
    }
    assert_int_equal(isnad_copies_add(c, entries, end - first, NULL, NULL),
                     ISNAD_OK);
    assert_int_equal(isnad_copies_keep(c, &error), ISNAD_OK);
}

static isnad_status put(void *data, const isnad_copy *copy)
{
    uint64_t *sum = data;
    char line[256];
    snprintf(line, sizeof line, "%s %s %d %d %.3f %.3f %zu %llu %llu",
             copy->a.path, copy->b.path, copy->kind, copy->form, copy->a.shared,
             copy->b.shared, copy->passage_count,
             (unsigned long long)copy->a.passages[0].begin,
             (unsigned long long)copy->b.passages[0].end);
    for (const char *at = line; *at; at++) {
        *sum = (*sum ^ (unsigned char)*at) * UINT64_C(0x100000001B3);
    }
    return ISNAD_OK;
}

static uint64_t links_of(isnad_copies *c, size_t first)
{
    uint64_t sum = 1;
    assert_int_equal(isnad_copies_each(c, first, put, &sum), ISNAD_OK);
    return sum;
}

static void one_by_one_is_as_all_at_once(void **state)
{
    (void)state;
    enum { DOCUMENTS = 300 }; /* more than a log holds */
    isnad_copies *all = open_index(ISNAD_OK);
    add(all, 0, DOCUMENTS);
    uint64_t due = links_of(all, 0);
    isnad_copies_close(all);
    all = open_index(ISNAD_OK);
    assert_int_equal(isnad_copies_count(all), DOCUMENTS);
    assert_true(due != 1 && links_of(all, 0) == due);
    isnad_copies_close(all);
    clear();
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        isnad_copies *c = open_index(ISNAD_OK);
        assert_int_equal(isnad_copies_count(c), i);
        add(c, i, i + 1);
        isnad_copies_close(c);
    }
    isnad_copies *c = open_index(ISNAD_OK);
    assert_true(links_of(c, 0) == due);
    isnad_copies_close(c);
}

static void what_is_known_is_passed_over(void **state)
{
    (void)state;
    clear();
    isnad_copies *c = open_index(ISNAD_OK);
    add(c, 0, 40);
    uint64_t due = links_of(c, 0);
    add(c, 10, 40);
    assert_int_equal(isnad_copies_count(c), 40);
    assert_true(links_of(c, 0) == due && links_of(c, 40) == 1);
    isnad_copies_close(c);
}

static void two_become_one(void **state)
{
    (void)state;
    clear();
    isnad_copies *c = open_index(ISNAD_OK);
    add(c, 0, 50);
    isnad_copies *other;
    isnad_error error;
    assert_int_equal(isnad_copies_open(NULL, &other, &error), ISNAD_OK);
    add(other, 40, 90);
    assert_int_equal(isnad_copies_merge(c, other), ISNAD_OK);
    assert_int_equal(isnad_copies_keep(c, &error), ISNAD_OK);
    uint64_t merged = links_of(c, 0);
    isnad_copies_close(other);
    isnad_copies_close(c);
    c = open_index(ISNAD_OK);
    assert_int_equal(isnad_copies_count(c), 90);
    assert_true(links_of(c, 0) == merged);
    isnad_copies_close(c);
    clear();
    c = open_index(ISNAD_OK);
    add(c, 0, 90);
    assert_true(links_of(c, 0) == merged);
    isnad_copies_close(c);
}

static long size_of(const char *name)
{
    struct stat about;
    return stat(path_of(name), &about) == 0 ? (long)about.st_size : -1;
}

static void a_torn_log_ends_where_it_is_whole(void **state)
{
    (void)state;
    clear();
    isnad_copies *c = open_index(ISNAD_OK);
    add(c, 0, 20);
    isnad_copies_close(c);
    long before = size_of("log");
    c = open_index(ISNAD_OK);
    add(c, 20, 21);
    isnad_copies_close(c);
    long after = size_of("log");
    assert_true(before > 0 && after > before);
    for (long cut = after - 1; cut >= before; cut -= 7) {
        assert_int_equal(truncate(path_of("log"), cut), 0);
        c = open_index(ISNAD_OK);
        assert_int_equal(isnad_copies_count(c), 20);
        isnad_copies_close(c);
    }
    c = open_index(ISNAD_OK);
    add(c, 20, 21);
    isnad_copies_close(c);
    assert_int_equal(size_of("log"), after);
}

/* A crash after the new base has its name and before the log is begun. */
static void the_log_of_an_older_base_is_left_out(void **state)
{
    (void)state;
    clear();
    isnad_copies *c = open_index(ISNAD_OK);
    add(c, 0, 5);
    isnad_copies_close(c);
    assert_int_equal(link(path_of("log"), "/tmp/isnad-index-log"), 0);
    c = open_index(ISNAD_OK);
    add(c, 5, 600);
    uint64_t due = links_of(c, 0);
    isnad_copies_close(c);
    assert_int_equal(rename("/tmp/isnad-index-log", path_of("log")), 0);
    FILE *half = fopen(path_of("base.new"), "wb");
    assert_true(half && fputs("isnadcpy", half) >= 0 && fclose(half) == 0);
    c = open_index(ISNAD_OK);
    assert_int_equal(isnad_copies_count(c), 600);
    assert_true(links_of(c, 0) == due);
    isnad_copies_close(c);
}

static void damage_is_seen(void **state)
{
    (void)state;
    clear();
    isnad_copies *c = open_index(ISNAD_OK);
    add(c, 0, 400);
    isnad_copies_close(c);
    isn_copy_base head;
    int fd = open(path_of("base"), O_RDWR);
    assert_true(fd >= 0 && read(fd, &head, sizeof head) == sizeof head);
    for (int i = 0; i < ISN_COPY_PARTS; i++) {
        off_t at = (off_t)(head.parts[i].offset +
                           head.parts[i].count * head.parts[i].item_size / 2);
        char byte;
        assert_int_equal(pread(fd, &byte, 1, at), 1);
        byte ^= 4;
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
        assert_null(open_index(ISNAD_MALFORMED));
        byte ^= 4;
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    }
    head.version++;
    assert_int_equal(pwrite(fd, &head, sizeof head, 0), sizeof head);
    assert_null(open_index(ISNAD_MALFORMED));
    head.version--;
    assert_int_equal(pwrite(fd, &head, sizeof head, 0), sizeof head);
    isnad_copies_close(open_index(ISNAD_OK));
    assert_int_equal(ftruncate(fd, size_of("base") / 2), 0);
    assert_null(open_index(ISNAD_MALFORMED));
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_by_one_is_as_all_at_once),
        cmocka_unit_test(what_is_known_is_passed_over),
        cmocka_unit_test(two_become_one),
        cmocka_unit_test(a_torn_log_ends_where_it_is_whole),
        cmocka_unit_test(the_log_of_an_older_base_is_left_out),
        cmocka_unit_test(damage_is_seen),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
