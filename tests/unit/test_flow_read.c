/* Documents come in the order of their inputs, whatever the threads; stopping
 * and failing leave nothing behind. */
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

#include "isnad/flow.h"

enum { FILES = 200 };

typedef struct seen {
    int documents, skips, works, drops;
    int fail_at, stop_at;
    char last[256];
    bool ordered;
} seen;

static seen s;

static isnad_status work(void *data, isnad_doc *doc, void **result)
{
    (void)data;
    *result = strdup(isnad_doc_path(doc));
    return *result ? ISNAD_OK : ISNAD_NOMEM;
}

static void drop(void *result)
{
    s.drops++;
    free(result);
}

static isnad_status document(void *data, isnad_doc *doc, void *result)
{
    (void)data;
    s.ordered &= strcmp(s.last, isnad_doc_path(doc)) < 0;
    assert_string_equal(result, isnad_doc_path(doc));
    snprintf(s.last, sizeof s.last, "%s", isnad_doc_path(doc));
    s.documents++;
    free(result);
    isnad_doc_free(doc);
    return s.documents == s.fail_at ? ISNAD_IO : ISNAD_OK;
}

static void on_skip(void *data, const isnad_skip *skip)
{
    (void)data;
    assert_int_not_equal(skip->status, ISNAD_OK);
    s.skips++;
}

static bool stop(void *data)
{
    (void)data;
    return s.stop_at > 0 && s.documents >= s.stop_at;
}

static isnad_status run(unsigned threads, int fail_at, int stop_at)
{
    s = (seen){.fail_at = fail_at, .stop_at = stop_at, .ordered = true};
    isnad_flow_options options = {
        .threads = threads, .skip = on_skip, .stop = stop};
    isnad_flow_handler handler = {work, document, NULL, drop, NULL};
    const char *paths[] = {"pages"};
    return isnad_flow_read(paths, 1, &options, &handler);
}

static int enter(void **state)
{
    static char folder[] = "/tmp/isnad-flow-XXXXXX";
    *state = mkdtemp(folder);
    if (!*state || chdir(folder) != 0 || mkdir("pages", 0755) != 0) {
        return -1;
    }
    for (int i = 0; i < FILES; i++) {
        char name[64];
        snprintf(name, sizeof name, "pages/%03d.txt", i);
        FILE *file = fopen(name, "wb");
        fprintf(file, i % 50 == 7 ? "" : "قال الوزير إن الخبر رقم %d صحيح.\n",
                i);
        fclose(file);
    }
    return 0;
}

static int leave(void **state)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
    return chdir("/") || system(command);
}

static void order_is_kept(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        assert_int_equal(run(threads, 0, 0), ISNAD_OK);
        assert_int_equal(s.documents, FILES - 4);
        assert_int_equal(s.skips, 4);
        assert_true(s.ordered);
        assert_int_equal(s.drops, 0);
    }
}

static void failure_ends_it(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        assert_int_equal(run(threads, 20, 0), ISNAD_IO);
        assert_int_equal(s.documents, 20);
        assert_true(s.ordered);
    }
}

static void stopping_delivers_what_was_begun(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        assert_int_equal(run(threads, 0, 20), ISNAD_INTERRUPTED);
        assert_true(s.documents >= 20 && s.documents < FILES - 4);
        assert_true(s.ordered);
        assert_int_equal(s.drops, 0);
    }
}

static void a_pile_has_each_document_once(void **state)
{
    (void)state;
    const char *paths[] = {"pages/100.txt", "pages", "pages/003.txt"};
    isnad_docs docs;
    assert_int_equal(isnad_flow_pile(paths, 3, NULL, &docs), ISNAD_OK);
    assert_int_equal(docs.count, FILES - 4);
    for (size_t i = 1; i < docs.count; i++) {
        assert_true(strcmp(isnad_doc_path(docs.items[i - 1]),
                           isnad_doc_path(docs.items[i])) < 0);
    }
    isnad_docs_free(&docs);
}

static void other_languages_are_named(void **state)
{
    (void)state;
    FILE *file = fopen("english.txt", "w");
    assert_non_null(file);
    fputs("The mayor said that the bridge of the town is open to all.\n", file);
    fclose(file);
    const char *paths[] = {"english.txt", "pages", "english.txt"};
    isnad_flow_options options = {.language = "ar"};
    isnad_docs docs;
    assert_int_equal(isnad_flow_pile(paths, 3, &options, &docs), ISNAD_OK);
    assert_int_equal(docs.count, FILES - 4);
    assert_int_equal(docs.other_count, 1);
    assert_string_equal(docs.others[0].path, "english.txt");
    assert_string_equal(docs.others[0].language, "en");
    isnad_docs_free(&docs);
    options.language = NULL;
    assert_int_equal(isnad_flow_pile(paths, 3, &options, &docs), ISNAD_OK);
    assert_int_equal(docs.count, FILES - 3);
    assert_int_equal(docs.other_count, 0);
    isnad_docs_free(&docs);
    unlink("english.txt");
}

static void lines_stay_lines(void **state)
{
    (void)state;
    static const char text[] = "وقالها له\n\nثم مضى\n";
    isnad_flow_options options = {.depth = ISNAD_FLOW_LINES};
    isnad_doc *doc;
    isnad_error error;
    assert_int_equal(
        isnad_flow_document("x", text, sizeof text - 1, &options, &doc, &error),
        ISNAD_OK);
    size_t count;
    isnad_doc_blocks(doc, &count);
    assert_int_equal(count, 3);
    isnad_doc_free(doc);
    assert_int_equal(
        isnad_flow_document("x", "a\xFF", 2, &options, &doc, &error),
        ISNAD_MALFORMED);
    assert_int_equal(error.position, 1);
    assert_null(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_kept),
        cmocka_unit_test(failure_ends_it),
        cmocka_unit_test(stopping_delivers_what_was_begun),
        cmocka_unit_test(a_pile_has_each_document_once),
        cmocka_unit_test(other_languages_are_named),
        cmocka_unit_test(lines_stay_lines),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
