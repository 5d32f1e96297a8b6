/* Tokens, clitics and sentences of small texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "one_block.h"
#include "text/match.h"
#include "text/segment.h"
#include "text/text.h"

static isnad_doc *read(const char *text) { return one_paragraph(text); }

/* The words of the tokens, `|` between them, without clitics. */
static void expect_words(const char *text, const char *words)
{
    char out[1024] = "";
    isnad_doc *doc = read(text);
    for (size_t i = 0; i < doc->tokens.count; i++) {
        isnad_view w = isnad_doc_words(doc, doc->tokens.items[i].word);
        size_t at = strlen(out);
        snprintf(out + at, sizeof out - at, "%s%.*s", i ? "|" : "", (int)w.len,
                 w.data);
    }
    isnad_doc_free(doc);
    assert_string_equal(out, words);
}

static void expect_stem(const char *word, const char *stem, unsigned clitics)
{
    isnad_doc *doc = read(word);
    assert_int_equal(doc->tokens.count, 1);
    const isn_token *t = &doc->tokens.items[0];
    char found[128];
    snprintf(found, sizeof found, "%.*s", t->stem_len, t->stem);
    unsigned had = t->clitics;
    isnad_doc_free(doc);
    assert_string_equal(found, stem);
    assert_int_equal(had, clitics);
}

static void cuts_text_into_tokens(void **state)
{
    (void)state;
    expect_words("قال \"نعم\"، ثم ذهب.", "قال|\"|نعم|\"|،|ثم|ذهب|.");
    expect_words("نحو80 شخصا", "نحو|80|شخصا");
    expect_words("6ر1 مليون و3.5%", "6|ر|1|مليون|و|3.5|%");
    expect_words("١٢٬٥٠٠ ريال...", "١٢٬٥٠٠|ريال|...");
    expect_words("#كأس_العالم", "#|كأس|_|العالم");
    expect_words("مُحمَّد\xE2\x80\x8F، علي", "مُحمَّد|،|علي");
    expect_words("", "");
}

static void cuts_clitics(void **state)
{
    (void)state;
    expect_stem("والرئيس", "رييس", ISN_CLITIC_WA | ISN_CLITIC_AL);
    expect_stem("وزير", "وزير", 0);
    expect_stem("لبنان", "لبنان", 0);
    expect_stem("وبالحكومة", "حكومه",
                ISN_CLITIC_WA | ISN_CLITIC_BI | ISN_CLITIC_AL);
    expect_stem("للمدرسة", "مدرسه", ISN_CLITIC_LI | ISN_CLITIC_AL);
    expect_stem("سيعود", "يعود", ISN_CLITIC_SA);
    expect_stem("حكومته", "حكومه", ISN_CLITIC_PRON);
    expect_stem("وقواتها", "قوات", ISN_CLITIC_WA | ISN_CLITIC_PRON);
    expect_stem("مدرسة", "مدرسه", 0);     /* ة is no pronoun */
    expect_stem("ألمانيا", "المانيا", 0); /* أل is no article */
    expect_stem("وكذلك", "كذلك", ISN_CLITIC_WA);
}

static void word_spans_leave_clitics_out(void **state)
{
    (void)state;
    expect_words("وللمدرسة", "لمدرسة");
    expect_words("وَبِالمَدرسة", "المَدرسة");
    expect_words("حكومتهم", "حكومت");
}

/* The word with + at its cuts. */
static void expect_segments(const char *word, const char *segments)
{
    isnad_doc *doc = read(word);
    assert_int_equal(doc->tokens.count, 1);
    uint32_t cuts[ISN_SEGMENT_CUTS], at = 0;
    unsigned count = isn_segment_word(doc, &doc->tokens.items[0], cuts);
    char out[128] = "";
    for (unsigned i = 0; i <= count; i++) {
        uint32_t to = i < count ? cuts[i] : doc->text_len;
        strncat(out, doc->text + at, to - at);
        strcat(out, i < count ? "+" : "");
        at = to;
    }
    isnad_doc_free(doc);
    assert_string_equal(out, segments);
}

static void segments_cut_function_words_too(void **state)
{
    (void)state;
    expect_segments("أنه", "أن+ه");
    expect_segments("وعليهم", "و+علي+هم");
    expect_segments("لها", "ل+ها");
    expect_segments("بسبب", "ب+سبب");
    expect_segments("وكان", "و+كان");
    expect_segments("لذلك", "ل+ذلك");
    expect_segments("كما", "كما");
    expect_segments("وزير", "وزير");
    expect_segments("وبحكومتها", "و+ب+حكومت+ها");
    expect_segments("للمدينة", "ل+لمدينة");
    expect_segments("أعدائه", "أعدائ+ه");
    expect_segments("بَيان", "بَيان");
}

static void expect_sentences(const char *text, size_t count)
{
    isnad_doc *doc = read(text);
    size_t found = doc->sentences.count;
    for (size_t i = 0; i < found; i++) {
        const isn_sentence *s = &doc->sentences.items[i];
        for (uint32_t t = 0; t < s->token_count; t++) {
            assert_int_equal(doc->tokens.items[s->first_token + t].sentence, i);
        }
    }
    isnad_doc_free(doc);
    assert_int_equal(found, count);
}

static void finds_sentences(void **state)
{
    (void)state;
    expect_sentences("وصل الوفد. وغادر أمس.", 2);
    expect_sentences("بلغ 3.5 مليون. ثم زاد", 2);
    expect_sentences("قال د. سامي إن الأمر انتهى.", 1);
    expect_sentences("موقع الخبر.نت نشر النص.", 1);
    expect_sentences("\"لن نعود.\" ثم صمت.", 2);
    expect_sentences("هل عاد؟ نعم!", 2);
    expect_sentences("لا أعرف... ربما غدا.", 1);
    expect_sentences("سطر\nسطر ثان", 2);
}

static void matches_phrases_and_words(void **state)
{
    (void)state;
    isnad_doc *doc = read("ومن ذلك كل ما جرى");
    assert_true(isn_is(doc, 0, ISN_CLASS_FUNCTION));
    isn_match_result m = isn_match(doc, 0, ISN_CLASS_FUNCTION);
    assert_non_null(m.sense);
    assert_int_equal(m.tokens, 1);
    assert_true(isn_token_is(doc, 1, "ذلك"));
    assert_false(isn_token_is(doc, 99, "ذلك"));
    assert_null(isn_match(doc, 4, ISN_CLASS_FUNCTION).sense);
    isnad_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_text_into_tokens),
        cmocka_unit_test(cuts_clitics),
        cmocka_unit_test(word_spans_leave_clitics_out),
        cmocka_unit_test(segments_cut_function_words_too),
        cmocka_unit_test(finds_sentences),
        cmocka_unit_test(matches_phrases_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
