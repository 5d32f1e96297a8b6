/* Quotation marks paired where they are doubled, crossed, nested or missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "annotate/quotes.h"
#include "text/text.h"

static isnad_doc *doc;
static isn_quotes quotes;

static int done(void **state)
{
    (void)state;
    isnad_doc_free(doc);
    doc = NULL;
    return 0;
}

static void add_block(uint32_t begin, uint32_t end, isnad_role role)
{
    isnad_block *block = isn_list_push(doc->arena, &doc->blocks);
    assert_non_null(block);
    block->role = role;
    block->span = (isnad_span){begin, end};
}

/* One paragraph a line; lines that begin with - are captions. */
static void read(const char *text)
{
    isnad_doc_free(doc);
    size_t len = strlen(text);
    unsigned char *payload = malloc(len + 1);
    assert_non_null(payload);
    memcpy(payload, text, len);
    doc = isn_doc_new("test", NULL, 0, payload, len);
    assert_non_null(doc);
    isn_text_builder builder;
    isn_text_begin(&builder, doc);
    isn_text_add(&builder, text, len, 0, len, true);
    assert_int_equal(isn_text_close(&builder), ISNAD_OK);
    for (const char *at = text; *at;) {
        size_t n = strcspn(at, "\n");
        uint32_t begin = (uint32_t)(at - text);
        add_block(begin, begin + (uint32_t)n,
                  *at == '-' ? ISNAD_ROLE_CAPTION : ISNAD_ROLE_PARAGRAPH);
        at += n + (at[n] == '\n');
    }
    assert_int_equal(isn_text_analyze(doc), ISNAD_OK);
    assert_int_equal(isn_quotes_find(doc, doc->arena, &quotes), ISNAD_OK);
}

static void expect(size_t index, const char *words)
{
    assert_true(index < quotes.list.count);
    isnad_span span = isn_quote_span(doc, &quotes.list.items[index]);
    assert_int_equal(span.end - span.begin, strlen(words));
    assert_memory_equal(doc->text + span.begin, words, strlen(words));
}

static void one_undirected_mark_serves_both_sides(void **state)
{
    (void)state;
    read("قال \"نعم\" ثم قال \"لا\".");
    assert_int_equal(quotes.list.count, 2);
    expect(0, "نعم");
    expect(1, "لا");
}

static void a_mark_behind_a_colon_opens(void **state)
{
    (void)state;
    read("قائلا:\" كل شيء جاهز\".");
    assert_int_equal(quotes.list.count, 1);
    expect(0, "كل شيء جاهز");
}

static void doubled_marks_are_one(void **state)
{
    (void)state;
    read("قال \"\"كل شيء جاهز\"\".");
    assert_int_equal(quotes.list.count, 1);
    expect(0, "كل شيء جاهز");
}

static void an_inner_quotation_knows_its_outer(void **state)
{
    (void)state;
    read("قال \"شعارنا هو \"الصبر\" دائما\" ثم خرج.");
    assert_int_equal(quotes.list.count, 2);
    expect(0, "شعارنا هو \"الصبر\" دائما");
    expect(1, "الصبر");
    assert_int_equal(quotes.list.items[1].outer, 0);
    assert_int_equal(quotes.list.items[0].words, 4);
}

static void what_never_closes_ends_with_its_paragraph(void **state)
{
    (void)state;
    read("قال: \"كل شيء جاهز.\nوخرج الجميع.");
    assert_int_equal(quotes.list.count, 1);
    assert_false(quotes.list.items[0].closed);
    expect(0, "كل شيء جاهز");
}

static void a_quotation_goes_on_in_the_next_paragraph(void **state)
{
    (void)state;
    read("قال: \"كل شيء جاهز.\n\"وسنبدأ غدا\".");
    assert_int_equal(quotes.list.count, 2);
    assert_true(quotes.list.items[1].continues);
    assert_true(quotes.list.items[1].closed);
}

static void a_closing_mark_alone_is_nothing(void **state)
{
    (void)state;
    read("وصل الوفد\" إلى المدينة.");
    assert_int_equal(quotes.list.count, 0);
}

static void an_apostrophe_is_no_mark(void **state)
{
    (void)state;
    read("اشترى أسهم Ripple's وعملات أخرى.");
    assert_int_equal(quotes.list.count, 0);
}

static void captions_are_not_looked_at(void **state)
{
    (void)state;
    read("- صورة \"القارب القديم\" في الميناء\nوصل القارب.");
    assert_int_equal(quotes.list.count, 0);
}

static void every_token_knows_its_innermost_quotation(void **state)
{
    (void)state;
    read("قال \"شعارنا \"الصبر\" دائما\" ثم خرج.");
    assert_int_equal(quotes.of[0], ISN_NO_QUOTE);
    for (uint32_t at = 0; at < doc->tokens.count; at++) {
        uint32_t of = quotes.of[at];
        assert_true(of == ISN_NO_QUOTE || of < quotes.list.count);
        if (of != ISN_NO_QUOTE) {
            assert_int_equal(isn_quote_around(&quotes, at), 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_undirected_mark_serves_both_sides),
        cmocka_unit_test(a_mark_behind_a_colon_opens),
        cmocka_unit_test(doubled_marks_are_one),
        cmocka_unit_test(an_inner_quotation_knows_its_outer),
        cmocka_unit_test(what_never_closes_ends_with_its_paragraph),
        cmocka_unit_test(a_quotation_goes_on_in_the_next_paragraph),
        cmocka_unit_test(a_closing_mark_alone_is_nothing),
        cmocka_unit_test(an_apostrophe_is_no_mark),
        cmocka_unit_test(captions_are_not_looked_at),
        cmocka_unit_test(every_token_knows_its_innermost_quotation),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
