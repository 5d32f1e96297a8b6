/* Folders are read by path, and nothing is passed over in silence. */
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
#include <zlib.h>

#include "read/digest.h"
#include "read/read.h"

/* What came, as lines: "path [steps] payload" and "path !reason". */
typedef struct log {
    char text[4096];
    int records, stop_after;
} log;

static isnad_status on_record(void *data, isn_record *record)
{
    log *l = data;
    size_t at = strlen(l->text);
    char steps[64] = "";
    for (size_t i = 0; i < record->step_count; i++) {
        strcat(steps, record->steps[i]);
        strcat(steps, " ");
    }
    snprintf(l->text + at, sizeof l->text - at, "%s %s%.*s\n", record->path,
             steps, (int)record->len, (const char *)record->payload);
    free(record->payload);
    l->records++;
    return ISNAD_OK;
}

static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    log *l = data;
    size_t at = strlen(l->text);
    assert_int_not_equal(status, ISNAD_OK);
    snprintf(l->text + at, sizeof l->text - at, "%s !%llu %s\n", path,
             (unsigned long long)offset, reason);
}

static bool on_stop(void *data)
{
    const log *l = data;
    return l->stop_after > 0 && l->records >= l->stop_after;
}

static isnad_status read_path(log *l, const char *path,
                              const isn_read_options *limits)
{
    isn_read_sink sink = {on_record, on_skip, on_stop, l};
    return isn_read_path(path, limits, &sink);
}

static void put(const char *path, const char *text, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    fclose(file);
}

static int enter(void **state)
{
    static char folder[] = "/tmp/isnad-read-XXXXXX";
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    *state = mkdtemp(folder);
    return *state && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
    return chdir("/") || system(command);
}

static void by_path_without_hidden(void **state)
{
    (void)state;
    mkdir("a", 0755);
    mkdir("a/.git", 0755);
    put("a/.git/x", "no", 2);
    put("a/.hidden", "no", 2);
    put("a/z", "3", 1);
    mkdir("a/b", 0755);
    put("a/b/q", "2", 1);
    put("a/b.html", "1", 1);
    log l = {.text = ""};
    assert_int_equal(read_path(&l, "a", NULL), ISNAD_OK);
    /* As paths sort: a/b.html before a/b/q. */
    assert_string_equal(l.text, "a/b.html 1\na/b/q 2\na/z 3\n");
}

static void saved_pages_without_their_parts(void **state)
{
    (void)state;
    mkdir("a", 0755);
    mkdir("a/x_files", 0755);
    mkdir("a/y_files", 0755);
    put("a/x.htm", "1", 1);
    put("a/x_files/frame.html", "no", 2);
    put("a/y_files/page.html", "2", 1);
    put("a/y_files.html", "3", 1);
    log l = {.text = ""};
    assert_int_equal(read_path(&l, "a", NULL), ISNAD_OK);
    assert_string_equal(l.text, "a/x.htm 1\na/y_files.html 3\n"
                                "a/y_files/page.html 2\n");
}

static void what_is_not_read_is_named(void **state)
{
    (void)state;
    mkdir("a", 0755);
    put("a/1", "", 0);
    put("a/2", "%PDF-1.4", 8);
    put("a/3", "text", 4);
    put("a/4", "\x1F\x8B\x08\x00", 4);
    mkfifo("a/5", 0600);
    assert_int_equal(symlink(".", "a/6"), 0);
    assert_int_equal(symlink("nowhere", "a/7"), 0);
    log l = {.text = ""};
    assert_int_equal(read_path(&l, "a", NULL), ISNAD_OK);
    assert_string_equal(l.text, "a/5 !0 neither file nor folder\n"
                                "a/6/ !0 a link to a folder\n"
                                "a/1 !0 empty\n"
                                "a/2 !0 no text: a PDF document\n"
                                "a/3 text\n"
                                "a/4 !4 gzip data ends early\n"
                                "a/7 !0 No such file or directory\n");
    log none = {.text = ""};
    assert_int_equal(read_path(&none, "missing", NULL), ISNAD_OK);
    assert_string_equal(none.text, "missing !0 No such file or directory\n");
}

static void decodings_are_steps(void **state)
{
    (void)state;
    gzFile gz = gzopen("page.html", "wb");
    gzputs(gz, "words");
    gzclose(gz);
    log l = {.text = ""};
    assert_int_equal(read_path(&l, "page.html", NULL), ISNAD_OK);
    assert_string_equal(l.text, "page.html gunzip words\n");

    /* gzip in gzip, and what nesting refuses. */
    FILE *in = fopen("page.html", "rb");
    char bytes[256];
    size_t len = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    gz = gzopen("twice", "wb");
    gzwrite(gz, bytes, (unsigned)len);
    gzclose(gz);
    log twice = {.text = ""};
    assert_int_equal(read_path(&twice, "twice", NULL), ISNAD_OK);
    assert_string_equal(twice.text, "twice gunzip gunzip words\n");
    isn_read_options limits = {.nesting = 1};
    log refused = {.text = ""};
    assert_int_equal(read_path(&refused, "twice", &limits), ISNAD_OK);
    assert_string_equal(refused.text,
                        "twice !0 too many decodings on top of each other\n");
}

static void large_payloads_are_refused(void **state)
{
    (void)state;
    put("page", "0123456789", 10);
    isn_read_options limits = {.payload = 9};
    log l = {.text = ""};
    assert_int_equal(read_path(&l, "page", &limits), ISNAD_OK);
    assert_string_equal(l.text,
                        "page !0 larger than the limit for one payload\n");
    limits.payload = 10;
    log fits = {.text = ""};
    assert_int_equal(read_path(&fits, "page", &limits), ISNAD_OK);
    assert_string_equal(fits.text, "page 0123456789\n");
}

static void stops_between_records(void **state)
{
    (void)state;
    mkdir("a", 0755);
    put("a/1", "1", 1);
    put("a/2", "2", 1);
    log l = {.text = "", .stop_after = 1};
    assert_int_equal(read_path(&l, "a", NULL), ISNAD_INTERRUPTED);
    assert_string_equal(l.text, "a/1 1\n");
}

static void digests_are_those_of_the_standard(void **state)
{
    (void)state;
    char hex[ISN_SHA256_ROOM];
    isn_sha256("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
                             "b00361a396177a9cb410ff61f20015ad");
    isn_sha256(NULL, 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
                             "27ae41e4649b934ca495991b7852b855");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(by_path_without_hidden, enter, leave),
        cmocka_unit_test_setup_teardown(saved_pages_without_their_parts, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(what_is_not_read_is_named, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(decodings_are_steps, enter, leave),
        cmocka_unit_test_setup_teardown(large_payloads_are_refused, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(stops_between_records, enter, leave),
        cmocka_unit_test(digests_are_those_of_the_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
