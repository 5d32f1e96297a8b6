/* Statements of a document in the making: chains, days, roles, resources. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "one_block.h"
#include "annotate/annotate.h"
#include "annotate/chain.h"
#include "annotate/statements.h"
#include "core/calendar.h"
#include "text/text.h"

static isnad_doc *doc;

static int done(void **state)
{
    (void)state;
    isnad_doc_free(doc);
    doc = NULL;
    return 0;
}

static void open_doc(const char *text, size_t len, isnad_role role)
{
    isnad_doc_free(doc);
    doc = one_block(text, len, role);
}

static void read(const char *text)
{
    open_doc(text, strlen(text), ISNAD_ROLE_PARAGRAPH);
}

static void expect(size_t index, const char *words, const char *speaker)
{
    assert_true(index < doc->statements.count);
    const isnad_statement *s = &doc->statements.items[index];
    assert_int_equal(s->span.end - s->span.begin, strlen(words));
    assert_memory_equal(doc->text + s->span.begin, words, strlen(words));
    if (speaker) {
        assert_string_equal(s->speaker.entity, speaker);
    } else {
        assert_null(s->speaker.entity);
    }
}

static void the_chain_runs_from_the_outlet_to_the_speaker(void **state)
{
    (void)state;
    read("قالت وزارة النقل في بيان إن الجسر سيفتح غدا.");
    doc->outlet.value = "صوت المدينة";
    isnad_fact *agency = isn_list_push(doc->arena, &doc->agencies);
    assert_non_null(agency);
    agency->value = "رويترز";
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    assert_int_equal(doc->statements.count, 1);
    expect(0, "الجسر سيفتح غدا", "وزارة النقل");
    const isnad_statement *s = &doc->statements.items[0];
    static const char *const hops[] = {"صوت المدينة", "رويترز", "بيان",
                                       "وزارة النقل"};
    assert_int_equal(s->chain_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(s->chain[i].name, hops[i]);
    }
    assert_int_equal(s->via_count, 1);
    assert_string_equal(s->speech_class, "say");
    assert_string_equal(s->source_kind, "office");
}

static void the_page_s_own_house_is_no_hop(void **state)
{
    (void)state;
    read("قال رئيس النادي لسكاي نيوز عربية إن الفريق جاهز تماما.");
    doc->outlet.value = "سكاي نيوز عربية";
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    assert_int_equal(doc->statements.count, 1);
    assert_int_equal(doc->statements.items[0].via_count, 0);
}

static void spellings_of_one_house_have_one_key(void **state)
{
    (void)state;
    assert_string_equal(isn_house_of("BBC News عربي"),
                        isn_house_of("بي بي سي"));
    assert_string_equal(isn_house_of("CNN بالعربية"), isn_house_of("سي إن إن"));
    assert_null(isn_house_of("صوت المدينة"));
    assert_null(isn_house_of(NULL));
}

static void nothing_is_said_in_captions(void **state)
{
    (void)state;
    static const char text[] = "قال الوزير إن الجسر سيفتح غدا.";
    open_doc(text, sizeof text - 1, ISNAD_ROLE_CAPTION);
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    assert_int_equal(doc->statements.count, 0);
    open_doc(text, sizeof text - 1, ISNAD_ROLE_FURNITURE);
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    assert_int_equal(doc->statements.count, 0);
}

static void days_are_read_anew_when_the_page_is_dated(void **state)
{
    (void)state;
    read("قالت وزارة النقل الثلاثاء إن الجسر سيفتح قريبا.");
    doc->published.best_day = ISNAD_NO_DAY;
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    assert_int_equal(doc->statements.count, 1);
    assert_null(doc->statements.items[0].on.value);
    doc->published.best = "2022-01-13";
    doc->published.best_day = isn_iso_parse("2022-01-13");
    assert_int_equal(isn_annotate_redate(doc), ISNAD_OK);
    assert_string_equal(doc->statements.items[0].on.value, "2022-01-11");
}

static void reading_twice_finds_the_same(void **state)
{
    (void)state;
    read("قال المدرب: «سنلعب للفوز في كل المباريات». ويعتقد أن اللاعب مصاب.");
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    size_t said = doc->statements.count, hedges = doc->hedges.count;
    assert_int_equal(said, 1);
    assert_int_equal(hedges, 1);
    assert_int_equal(isn_annotate_statements(doc), ISNAD_OK);
    assert_int_equal(doc->statements.count, said);
    assert_int_equal(doc->hedges.count, hedges);
}

static void spans_lie_in_the_text(const char *text, size_t len)
{
    open_doc(text, len, ISNAD_ROLE_PARAGRAPH);
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    for (size_t i = 0; i < doc->statements.count; i++) {
        const isnad_statement *s = &doc->statements.items[i];
        assert_true(s->span.begin < s->span.end);
        assert_true(s->span.end <= doc->text_len);
        assert_true(s->cue.begin <= s->cue.end);
        assert_true(s->cue.end <= doc->text_len);
        for (uint32_t v = 0; v < s->via_count; v++) {
            assert_true(s->via[v].span.begin < s->via[v].span.end);
            assert_true(s->via[v].span.end <= doc->text_len);
        }
    }
}

/* `unit` over and over, n times. */
static void repeated(const char *unit, size_t n)
{
    size_t len = strlen(unit);
    char *text = malloc(len * n);
    assert_non_null(text);
    for (size_t i = 0; i < n; i++) {
        memcpy(text + i * len, unit, len);
    }
    spans_lie_in_the_text(text, len * n);
    free(text);
}

static void sentences_without_end_stay_cheap(void **state)
{
    (void)state;
    repeated("\"", 20000);
    repeated("\"كلمة \"", 8000);
    repeated("وقال إن ", 8000);
    repeated("بحسب مصادر، ", 4000);
    repeated("مشيرا إلى أن ", 4000);
    repeated("نقلت وكالة عن ", 4000);
    repeated("قال الوزير، ", 4000);
    repeated("الذي قال (", 4000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chain_runs_from_the_outlet_to_the_speaker),
        cmocka_unit_test(the_page_s_own_house_is_no_hop),
        cmocka_unit_test(spellings_of_one_house_have_one_key),
        cmocka_unit_test(nothing_is_said_in_captions),
        cmocka_unit_test(days_are_read_anew_when_the_page_is_dated),
        cmocka_unit_test(reading_twice_finds_the_same),
        cmocka_unit_test(sentences_without_end_stay_cheap),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
