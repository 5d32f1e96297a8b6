/* A store: documents once, versions kept, damage and strangers refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "core/docdata.h"
#include "read/digest.h"
#include "store/store_data.h"

static char folder[] = "/tmp/isnad-store-XXXXXX";
static char path[64];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    return mkdtemp(folder) && snprintf(path, sizeof path, "%s/s", folder) > 0
               ? 0
               : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static isnad_store *open_store(bool write)
{
    isnad_store *store;
    isnad_error error;
    assert_int_equal(isnad_store_open(path, write, &store, &error), ISNAD_OK);
    return store;
}

static isnad_stored add(isnad_store *store, const char *name,
                        const char *payload, const char *day)
{
    static const char *const steps[] = {"gzip", "warc:12"};
    unsigned char *bytes = (unsigned char *)strdup(payload);
    isnad_doc *doc = isn_doc_new(name, steps, 2, bytes, strlen(payload));
    isnad_stored stored;
    assert_non_null(doc);
    isn_sha256(doc->payload, doc->payload_len, doc->sha256);
    doc->capture = (isn_capture){.published = day, .offset = 12};
    assert_int_equal(isnad_store_add(store, doc, &stored), ISNAD_OK);
    isnad_doc_free(doc);
    return stored;
}

typedef struct seen {
    char text[512];
    int damaged;
} seen;

static isnad_status on_record(void *data, isn_record *record)
{
    seen *s = data;
    size_t len = strlen(s->text);
    assert_int_equal(record->step_count, 2);
    assert_string_equal(record->steps[0], "gzip");
    assert_string_equal(record->steps[1], "warc:12");
    assert_int_equal(record->offset, 12);
    assert_null(record->hints.url);
    snprintf(s->text + len, sizeof s->text - len, "%s=%.*s@%s;", record->path,
             (int)record->len, (const char *)record->payload,
             record->hints.published ? record->hints.published : "");
    free(record->payload);
    return ISNAD_OK;
}

static void on_skip(void *data, const char *name, uint64_t offset,
                    isnad_status status, const char *reason)
{
    (void)name, (void)offset, (void)reason;
    seen *s = data;
    assert_int_equal(status, ISNAD_MALFORMED);
    s->damaged++;
}

static seen read_all(isnad_store *store)
{
    seen s = {0};
    isn_read_sink sink = {.record = on_record, .skip = on_skip, .data = &s};
    assert_int_equal(isn_store_read(store, &sink), ISNAD_OK);
    return s;
}

static void versions_are_kept(void **state)
{
    (void)state;
    isnad_store_counts counts;
    isnad_store *store = open_store(true);
    assert_int_equal(add(store, "a", "one", NULL), ISNAD_STORED_NEW);
    assert_int_equal(add(store, "b", "one", NULL), ISNAD_STORED_NEW);
    assert_int_equal(add(store, "a", "one", NULL), ISNAD_STORED_KNOWN);
    assert_int_equal(add(store, "a", "two", NULL), ISNAD_STORED_CHANGED);
    assert_int_equal(add(store, "b", "one", "2021-05-04"),
                     ISNAD_STORED_CHANGED);
    assert_int_equal(add(store, "a", "one", NULL), ISNAD_STORED_CHANGED);
    assert_int_equal(isnad_store_keep(store), ISNAD_OK);
    isnad_store_close(store);

    store = open_store(false);
    assert_string_equal(read_all(store).text, "b=one@2021-05-04;a=one@;");
    assert_int_equal(isnad_store_count(store, &counts), ISNAD_OK);
    assert_int_equal(counts.documents, 2);
    assert_int_equal(counts.versions, 5);
    assert_int_equal(counts.payloads, 2);
    assert_int_equal(counts.payload_bytes, 6);
    isnad_store_close(store);
}

static void what_was_not_kept_is_gone(void **state)
{
    (void)state;
    isnad_store *store = open_store(true);
    add(store, "a", "one", NULL);
    assert_int_equal(isnad_store_keep(store), ISNAD_OK);
    add(store, "b", "two", NULL);
    isnad_store_close(store);
    store = open_store(false);
    assert_string_equal(read_all(store).text, "a=one@;");
    isnad_store_close(store);
}

static void run_sql(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void damage_is_named(void **state)
{
    (void)state;
    isnad_store *store = open_store(true);
    add(store, "a", "one", NULL);
    add(store, "b", "two", NULL);
    add(store, "c", "three", NULL);
    assert_int_equal(isnad_store_keep(store), ISNAD_OK);
    isnad_store_close(store);
    run_sql("UPDATE payload SET size = 1 << 29 WHERE id = 1;"
            "UPDATE payload SET sha256 = x'00' WHERE id = 2");
    store = open_store(false);
    seen s = read_all(store);
    assert_string_equal(s.text, "c=three@;");
    assert_int_equal(s.damaged, 2);
    isnad_store_close(store);
}

static void expect_refused(bool write, isnad_status expected)
{
    isnad_store *store;
    isnad_error error;
    assert_int_equal(isnad_store_open(path, write, &store, &error), expected);
    assert_null(store);
    assert_int_equal(error.status, expected);
    assert_true(error.message[0]);
}

static void strangers_are_refused(void **state)
{
    (void)state;
    expect_refused(false, ISNAD_IO);
    run_sql("CREATE TABLE mine (x)");
    expect_refused(true, ISNAD_MALFORMED);
    expect_refused(false, ISNAD_MALFORMED);
    unlink(path);
    isnad_store_close(open_store(true));
    run_sql("PRAGMA user_version = 99");
    expect_refused(true, ISNAD_UNSUPPORTED);
    run_sql("PRAGMA user_version = -1");
    expect_refused(true, ISNAD_UNSUPPORTED);
    unlink(path);
    isnad_store_close(open_store(true));
    run_sql("CREATE TRIGGER mine AFTER INSERT ON payload BEGIN "
            "DELETE FROM payload; END");
    expect_refused(true, ISNAD_MALFORMED);
    expect_refused(false, ISNAD_MALFORMED);
    FILE *file = fopen(path, "wb");
    for (int i = 0; i < 1000; i++) {
        fputs("no database at all", file);
    }
    fclose(file);
    expect_refused(true, ISNAD_MALFORMED);
    expect_refused(false, ISNAD_MALFORMED);
}

/* The rollback behind a failure does not take its reason away. */
static void failures_keep_their_words(void **state)
{
    (void)state;
    static const char *const steps[] = {"gzip"};
    isnad_store *store = open_store(true);
    run_sql("DROP TABLE payload");
    isnad_doc *doc =
        isn_doc_new("a", steps, 1, (unsigned char *)strdup("one"), 3);
    isnad_stored stored;
    assert_int_equal(isnad_store_add(store, doc, &stored), ISNAD_IO);
    assert_string_equal(isnad_store_message(store), "no such table: payload");
    isnad_doc_free(doc);
    isnad_store_close(store);
}

/* A store from before the totals were kept. */
static void older_stores_are_brought_up_to_date(void **state)
{
    (void)state;
    isnad_store_counts counts;
    isnad_store *store = open_store(true);
    add(store, "a", "one", NULL);
    add(store, "a", "two", NULL);
    assert_int_equal(isnad_store_keep(store), ISNAD_OK);
    isnad_store_close(store);
    run_sql("DROP TABLE total; DROP TABLE search; DROP TABLE article;"
            "DROP TABLE name; DROP TABLE analysis; DROP TABLE dictionary;"
            ""
            "PRAGMA user_version = 1");
    expect_refused(false, ISNAD_UNSUPPORTED);
    store = open_store(true);
    assert_int_equal(isnad_store_count(store, &counts), ISNAD_OK);
    assert_int_equal(counts.documents, 1);
    assert_int_equal(counts.versions, 2);
    assert_int_equal(counts.payload_bytes, 6);
    assert_false(isnad_store_index_current(store));
    assert_int_equal(isnad_store_forget_index(store), ISNAD_OK);
    assert_int_equal(isnad_store_keep(store), ISNAD_OK);
    assert_true(isnad_store_index_current(store));
    isnad_store_close(store);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(versions_are_kept),
        TEST(what_was_not_kept_is_gone),
        TEST(damage_is_named),
        TEST(strangers_are_refused),
        TEST(failures_keep_their_words),
        TEST(older_stores_are_brought_up_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
