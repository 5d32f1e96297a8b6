/* Which place a name means: tests/homonyms.tsv, whose readings were written
 * before the code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "annotate/annotate.h"
#include "annotate/places.h"
#include "one_block.h"

/* The country of `words` in the text: "-" where none is found. */
static void country_of(isnad_doc *doc, const char *words, char country[3])
{
    const char *at = strstr(doc->text, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - doc->text);
    isnad_span span = {begin, begin + (uint32_t)strlen(words)};
    const isn_location *place;
    assert_int_equal(isn_location_of_words(doc, span, &place), ISNAD_OK);
    strcpy(country, place && place->country[0] ? place->country : "-");
}

static void homonyms(void **state)
{
    (void)state;
    FILE *file = fopen(ISN_HOMONYMS, "r");
    assert_non_null(file);
    char line[4096], country[3];
    unsigned rows = 0, right = 0;
    while (fgets(line, sizeof line, file)) {
        char *text = strtok(line, "\t\n"), *words = strtok(NULL, "\t\n");
        const char *due = strtok(NULL, "\t\n");
        if (line[0] == '#' || !due) {
            continue;
        }
        isnad_doc *doc = one_paragraph(text);
        assert_int_equal(isn_annotate(doc), ISNAD_OK);
        country_of(doc, words, country);
        rows++;
        right += strcmp(country, due) == 0;
        if (strcmp(country, due) != 0) {
            print_message("%s is %s, not %s: %s\n", words, due, country, text);
        }
        isnad_doc_free(doc);
    }
    fclose(file);
    print_message("%u of %u countries\n", right, rows);
    assert_true(rows > 150);
    assert_true(right * 100 >= rows * 95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(homonyms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
