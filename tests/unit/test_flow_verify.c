/* Evidence is compared byte for byte and word for word; a report that lies or
 * is broken is told, and nothing of it crashes. */
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
#include "read/digest.h"

static const char page[] = "قال الوزير إن السد آمن ولا خوف على القرى.\n";

static isnad_finding found;
static char found_words[256], found_reason[256];
static int findings;

static void on_finding(void *data, const isnad_finding *finding)
{
    (void)data;
    found = *finding;
    findings++;
    snprintf(found_words, sizeof found_words, "%s", finding->words);
    snprintf(found_reason, sizeof found_reason, "%s", finding->reason);
}

static void put(const char *path, const char *text, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    fclose(file);
}

/* A report with one statement whose evidence is page[begin, end). */
static void put_report(const char *path, size_t begin, size_t end,
                       const char *words, const char *exact)
{
    char hex[ISN_SHA256_ROOM], text[2048];
    isn_sha256(page + begin, end - begin, hex);
    int len = snprintf(
        text, sizeof text,
        "{\"stories\": [{\"statements\": [{\"words\": \"%s\", \"evidence\": "
        "[{\"path\": \"%s\", \"steps\": [], \"begin\": %zu, \"end\": %zu, "
        "\"exact\": \"%s\", \"sha256\": \"%s\"}]}]}]}",
        words, path, begin, end, exact, hex);
    put("report.json", text, (size_t)len);
}

static isnad_status verify(const char *pile)
{
    isnad_verified verified;
    isnad_error error = {0};
    findings = 0;
    return isnad_flow_verify("report.json", &pile, 1, NULL, on_finding,
                             &verified, &error);
}

static int enter(void **state)
{
    static char folder[] = "/tmp/isnad-verify-XXXXXX";
    *state = mkdtemp(folder);
    if (!*state || chdir(folder) != 0 || mkdir("a", 0755) != 0) {
        return -1;
    }
    put("a/page.txt", page, sizeof page - 1);
    return 0;
}

static int leave(void **state)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
    return chdir("/") || system(command);
}

/* Where «السد آمن» stands. */
static size_t words_at(void)
{
    return (size_t)(strstr(page, "السد آمن") - page);
}

static const size_t words_len = sizeof "السد آمن" - 1;

static void standing_evidence_holds(void **state)
{
    (void)state;
    put_report("a/page.txt", words_at(), words_at() + words_len, "السد آمن",
               "السد آمن");
    assert_int_equal(verify("a"), ISNAD_OK);
    assert_int_equal(findings, 0);
}

static void a_moved_pile_is_found(void **state)
{
    (void)state;
    put_report("old/place/page.txt", words_at(), words_at() + words_len,
               "السد آمن", "السد آمن");
    assert_int_equal(verify("a"), ISNAD_OK);
}

static void paths_may_be_any_bytes(void **state)
{
    (void)state;
    put("a/\xE9t\xE9.txt", page, sizeof page - 1);
    put_report("a/\xEF\xBF\xBDt\xEF\xBF\xBD.txt", words_at(),
               words_at() + words_len, "السد آمن", "السد آمن");
    assert_int_equal(verify("a"), ISNAD_OK);
    unlink("a/\xE9t\xE9.txt");
    assert_int_equal(verify("a"), ISNAD_DIFFERS);
}

static void every_changed_byte_is_told(void **state)
{
    (void)state;
    put_report("a/page.txt", words_at(), words_at() + words_len, "السد آمن",
               "السد آمن");
    char changed[sizeof page];
    for (size_t at = words_at(); at < words_at() + words_len; at++) {
        memcpy(changed, page, sizeof page);
        changed[at] ^= 1;
        put("a/page.txt", changed, sizeof page - 1);
        assert_int_equal(verify("a"), ISNAD_DIFFERS);
        assert_int_equal(findings, 1);
        assert_string_equal(found_words, "السد آمن");
        assert_string_equal(found_reason, "the bytes have changed");
        assert_int_equal(found.begin, words_at());
    }
    put("a/page.txt", page, sizeof page - 1);
}

static void lies_are_told(void **state)
{
    (void)state;
    /* Other words than those at the place. */
    put_report("a/page.txt", words_at(), words_at() + words_len, "السد آمن",
               "السد خطر");
    assert_int_equal(verify("a"), ISNAD_DIFFERS);
    assert_string_equal(found_reason,
                        "the bytes read differently from the report");
    put_report("a/page.txt", words_at(), words_at() + words_len, "السد خطر",
               "السد آمن");
    assert_int_equal(verify("a"), ISNAD_DIFFERS);
    assert_string_equal(found_reason,
                        "the report's words are not those of its evidence");
    put_report("a/other.txt", words_at(), words_at() + words_len, "السد آمن",
               "السد آمن");
    assert_int_equal(verify("a"), ISNAD_DIFFERS);
    assert_string_equal(found_reason, "its document is missing");
}

static void broken_reports_are_told(void **state)
{
    (void)state;
    static const char *const reports[] = {
        "", "{", "[]", "{\"stories\": 1}", "nonsense", "{\"stories\": [}",
    };
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        put("report.json", reports[i], strlen(reports[i]));
        assert_int_equal(verify("a"), ISNAD_MALFORMED);
    }
    static const char *const addresses[] = {
        "{\"path\": 1, \"begin\": 0}",
        "{\"path\": \"a/page.txt\", \"begin\": -1, \"end\": 2}",
        "{\"path\": \"a/page.txt\", \"begin\": 5, \"end\": 2, \"exact\": \"\","
        " \"sha256\": \"00\"}",
        "{\"path\": \"a/page.txt\", \"begin\": 1e3, \"end\": {}, \"steps\": "
        "[1]}",
    };
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        char text[512];
        int len = snprintf(text, sizeof text,
                           "{\"stories\": [{\"figures\": [{\"of\": \"x\", "
                           "\"evidence\": [%s]}]}]}",
                           addresses[i]);
        put("report.json", text, (size_t)len);
        assert_int_equal(verify("a"), ISNAD_DIFFERS);
        assert_string_equal(found_reason, "no proper address");
    }
    size_t deep = 3000;
    char *text = malloc(2 * deep + 64);
    assert_non_null(text);
    strcpy(text, "{\"stories\": [");
    memset(text + 13, '[', deep);
    memset(text + 13 + deep, ']', deep);
    strcpy(text + 13 + 2 * deep, "]}");
    put("report.json", text, strlen(text));
    assert_int_equal(verify("a"), ISNAD_MALFORMED);
    free(text);
    unlink("report.json");
    assert_int_equal(verify("a"), ISNAD_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_evidence_holds),
        cmocka_unit_test(a_moved_pile_is_found),
        cmocka_unit_test(paths_may_be_any_bytes),
        cmocka_unit_test(every_changed_byte_is_told),
        cmocka_unit_test(lies_are_told),
        cmocka_unit_test(broken_reports_are_told),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
