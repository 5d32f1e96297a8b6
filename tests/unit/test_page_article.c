/* Which lines of a page are its article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "page/markup.h"
#include "page/page.h"

#define LONG                                                                   \
    "قالت البلدية إن الجسر الجديد يفتح في موعده، وإن الأشغال انتهت كلها."

static isnad_doc *read(const char *page)
{
    size_t len = strlen(page);
    unsigned char *payload = malloc(len + 1);
    assert_non_null(payload);
    memcpy(payload, page, len);
    isnad_doc *doc = isn_doc_new("test", NULL, 0, payload, len);
    assert_non_null(doc);
    assert_int_equal(isn_page_build(doc, NULL, NULL), ISNAD_OK);
    return doc;
}

/* The first letter of each block's role, values of markup left out. */
static void expect_roles(const char *page, const char *want)
{
    isnad_doc *doc = read(page);
    char got[64];
    size_t n = 0;
    for (size_t i = 0; i < doc->blocks.count; i++) {
        if (doc->blocks.items[i].role != ISNAD_ROLE_META) {
            got[n++] = isnad_role_text(doc->blocks.items[i].role)[0];
        }
    }
    got[n] = '\0';
    assert_string_equal(got, want);
    isnad_doc_free(doc);
}

static void comments_are_not_the_article(void **state)
{
    (void)state;
    expect_roles("<div class=article-body><p>" LONG "</p></div>"
                 "<div class=comments><p>" LONG " " LONG "</p><p>" LONG " " LONG
                 "</p></div>",
                 "pff");
}

static void the_word_of_a_wrapper_is_not_believed(void **state)
{
    (void)state;
    expect_roles("<body class=\"has-sidebar social\"><div class=\"sidebar-page "
                 "widget\"><p>" LONG "</p><p>" LONG LONG "</p></div></body>",
                 "pp");
}

static void bodies_in_pieces_are_joined(void **state)
{
    (void)state;
    expect_roles("<section><h1>الجسر الجديد يفتح في موعده</h1>"
                 "<div class=post-content><p>" LONG "</p></div>"
                 "<div class=ad>إعلان</div>"
                 "<div class=post-content><p>" LONG " وأكثر.</p></div>"
                 "</section><div class=related><a href=/x>خبر</a></div>",
                 "tpfpf");
}

static void links_to_other_sites_are_content(void **state)
{
    (void)state;
    expect_roles("<link rel=canonical href=https://www.news.example/1>"
                 "<article><p>" LONG "</p>"
                 "<p><a href=https://www.news.example/2>خبر آخر من الموقع</a>"
                 "<p><a href=https://shop.test/3>موقع الشركة صانعة الجسر</a>"
                 "<p>" LONG " ثم.</p></article>",
                 "pfpp");
}

static void a_text_given_twice_counts_once(void **state)
{
    (void)state;
    expect_roles("<article><div><p>" LONG "</p><p>" LONG " أيضا.</p></div>"
                 "<div><p>" LONG "</p><p>" LONG " أيضا.</p></div></article>",
                 "ppff");
}

static void a_brief_is_enough(void **state)
{
    (void)state;
    expect_roles("<nav><a href=/>الرئيسية</a></nav><h1>وفاة شاعر معروف</h1>"
                 "<p>توفي الشاعر المعروف فجر اليوم في منزله</p>",
                 "ftp");
}

static void hidden_words_leave_their_line(void **state)
{
    (void)state;
    isnad_doc *doc = read("<p>قال الوزير<span class=tooltip> نبذة عنه</span> "
                          "إن العمل بدأ في المدينة كلها.</p>");
    assert_null(strstr(doc->text, "نبذة"));
    isnad_doc_free(doc);
}

static void title_without_a_heading(void **state)
{
    (void)state;
    isnad_doc *doc = read("<title>الجسر يفتح في موعده | جريدة الميناء</title>"
                          "<p>" LONG "</p>");
    isnad_view title = isnad_doc_words(doc, isnad_doc_title(doc));
    assert_int_equal(title.len, strlen("الجسر يفتح في موعده"));
    assert_memory_equal(title.data, "الجسر يفتح في موعده", title.len);
    isnad_doc_free(doc);
}

static void hints_of_markup(void **state)
{
    (void)state;
    assert_int_equal(isn_markup_hints("article-body", 12), ISN_HINT_BODY);
    assert_int_equal(isn_markup_hints("articleBody", 11), ISN_HINT_BODY);
    assert_int_equal(isn_markup_hints("x-related", 9), ISN_HINT_RELATED);
    assert_int_equal(isn_markup_hints("content", 7), ISN_HINT_MAIN);
    assert_int_equal(isn_markup_hints("my-content", 10), 0);
    assert_int_equal(isn_markup_hints("", 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_are_not_the_article),
        cmocka_unit_test(the_word_of_a_wrapper_is_not_believed),
        cmocka_unit_test(bodies_in_pieces_are_joined),
        cmocka_unit_test(links_to_other_sites_are_content),
        cmocka_unit_test(a_text_given_twice_counts_once),
        cmocka_unit_test(a_brief_is_enough),
        cmocka_unit_test(hidden_words_leave_their_line),
        cmocka_unit_test(title_without_a_heading),
        cmocka_unit_test(hints_of_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
