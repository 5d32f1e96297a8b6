/* The table of cuts says of every word what the rules say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "lang/lexdata.h"
#include "text/known_cuts.h"

static bool same(const isn_known_cut *k, const isn_clitic_cut *b)
{
    return k->clitics == b->clitics && k->front == b->front &&
           k->back == b->back && isn_lex_numbered(k->entry) == b->entry &&
           isn_lex_numbered(k->cut) == b->cut &&
           isn_lex_numbered(k->bare) == b->bare && k->stem_len == b->stem_len &&
           memcmp(isn_known_stem(b->full, k), b->stem, b->stem_len) == 0;
}

static void every_word_in_every_spelling(void **state)
{
    (void)state;
    uint32_t cut = 0;
    for (uint32_t i = 0; i < isn_lex_entry_count; i++) {
        const isn_lex_entry *entry = &isn_lex_entries[i];
        for (unsigned key = 0; key < 32; key++) { /* one bit more than known */
            isn_spelling spelling = {.ends_in_ha = key & 1,
                                     .hamza = (uint8_t)(key >> 1)};
            const isn_known_cut *known = isn_known_cut_of(entry, spelling);
            isn_clitic_cut ruled;
            isn_clitics_analyse(isn_lex_word(entry), entry->word_len, spelling,
                                &ruled);
            if (ruled.full != entry || !same(known, &ruled)) {
                fail_msg("%s, spelling %u", isn_lex_word(entry), key);
            }
            cut += known->clitics != 0;
        }
    }
    assert_true(cut > isn_lex_entry_count); /* many words are cut at all */
}

static void many_words_as_each_alone(void **state)
{
    (void)state;
    static const char *const words[] = {"",    "من",  "قاله", "لا كلمه",
                                        "علي", "xyz", "الذي"};
    enum { COUNT = sizeof words / sizeof *words };
    isn_lex_query queries[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        isn_lex_ask(&queries[i], words[i], strlen(words[i]));
    }
    isn_lex_answer(queries, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_ptr_equal(queries[i].entry,
                         isn_lex_find(words[i], strlen(words[i])));
    }
    assert_non_null(queries[1].entry);
    assert_null(queries[3].entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_in_every_spelling),
        cmocka_unit_test(many_words_as_each_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
