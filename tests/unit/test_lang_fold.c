/* Folding: spellings that are looked up as one, and those that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "lang/fold.h"
#include "lang/lexicon.h"

static const char *folded(const char *text)
{
    static char out[256];
    size_t n = isn_fold(text, strlen(text), out, sizeof out - 1);
    out[n] = '\0';
    return out;
}

static void one_spelling(void **state)
{
    (void)state;
    assert_string_equal(folded("أإآٱا"), "ااااا");
    assert_string_equal(folded("مسؤولٌ"), "مسوول");
    assert_string_equal(folded("مدرسة"), "مدرسه");
    assert_string_equal(folded("على"), "علي");
    assert_string_equal(folded("هيئة"), "هييه");
    assert_string_equal(folded("محمّـــد"), "محمد");
    assert_string_equal(folded("کتاب"), "كتاب");
    assert_string_equal(folded("٢٠٢٢ ۲۰۲۲"), "2022 2022");
    assert_string_equal(folded("٣٫٥"), "3.5");
    assert_string_equal(folded("ﻣﺤﻤﺪ ﻻ"), "محمد لا");
    assert_string_equal(folded("AFP Élan"), "afp élan");
}

static void other_letters_stay(void **state)
{
    (void)state;
    assert_string_equal(folded("پ چ گ ڤ"), "پ چ گ ڤ");
    assert_string_equal(folded("ذ د ز ض ظ"), "ذ د ز ض ظ");
    assert_string_equal(folded("«،؛»"), "«،؛»");
}

static void is_cut_at_a_character(void **state)
{
    (void)state;
    char out[5];
    assert_int_equal(isn_fold("سلام", 8, out, sizeof out), 4);
    assert_memory_equal(out, "سل", 4);
    /* Malformed bytes become U+FFFD and never run past the end. */
    assert_int_equal(isn_fold("\xD8", 1, out, sizeof out), 3);
    assert_int_equal(isn_fold("", 0, out, sizeof out), 0);
}

static void finds_words_of_the_tables(void **state)
{
    (void)state;
    const isn_lex_entry *entry = isn_lex_find("الي", strlen("الي"));
    assert_non_null(entry);
    const isn_sense *sense = isn_lex_sense(entry, ISN_CLASS_FUNCTION);
    assert_non_null(sense);
    assert_int_equal(isn_rows_function[sense->row].kind,
                     ISN_FUNCTION_KIND_PREPOSITION);
    assert_null(isn_lex_find("ظغظغظ", strlen("ظغظغظ")));
    assert_null(isn_lex_sense(NULL, ISN_CLASS_FUNCTION));
}

/* What is known without a call is what the call would say. */
static void plain_letters(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x3000; c++) {
        uint32_t here[3], there[3];
        unsigned count = isn_fold_char(c, here);
        assert_int_equal(count, isn_fold_other(c, there));
        assert_memory_equal(here, there, count * sizeof *here);
        assert_int_equal(isn_is_mark(c), isn_is_other_mark(c));
        assert_int_equal(isn_is_letter(c), isn_is_other_letter(c));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_letters),
        cmocka_unit_test(one_spelling),
        cmocka_unit_test(other_letters_stay),
        cmocka_unit_test(is_cut_at_a_character),
        cmocka_unit_test(finds_words_of_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
