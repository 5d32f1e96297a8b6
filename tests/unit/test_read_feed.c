/* Feeds: the entries of every dialect, their dates, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "read/feed_date.h"
#include "read/opml.h"
#include "read/read.h"

static char got[8192];

static isnad_status on_record(void *data, isn_record *record)
{
    (void)data;
    size_t at = strlen(got);
    snprintf(got + at, sizeof got - at, "%s|%s|%s|%.*s\n",
             record->step_count > 1 ? record->steps[1] : "",
             record->hints.url ? record->hints.url : "",
             record->hints.published ? record->hints.published : "",
             (int)record->len, (const char *)record->payload);
    free(record->payload);
    return ISNAD_OK;
}

static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    (void)data, (void)path, (void)offset, (void)status;
    size_t at = strlen(got);
    snprintf(got + at, sizeof got - at, "!%s\n", reason);
}

static void read_text(const char *text)
{
    isn_read_sink sink = {on_record, on_skip, NULL, NULL};
    got[0] = '\0';
    assert_int_equal(isn_read_memory("x", text, strlen(text), NULL, &sink),
                     ISNAD_OK);
}

static void dialects(void **state)
{
    (void)state;
    read_text("<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "
              "xmlns:content=\"c\"><channel><title>قناة</title>"
              "<item><title>عنوان</title><link>http://a/1</link>"
              "<description>قصير</description>"
              "<content:encoded><![CDATA[<p>نص كامل</p>]]></content:encoded>"
              "<pubDate>Tue, 14 Mar 2023 18:05:00 +0300</pubDate></item>"
              "<item><description>وحده &amp; آخر</description></item>"
              "</channel></rss>");
    assert_string_equal(got, "xml:/title+/encoded|http://a/1|"
                             "2023-03-14T18:05+03:00|عنوان\n<p>نص كامل</p>\n"
                             "xml:/description|||وحده & آخر\n");
    read_text("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title>"
              "<entry><title>عنوان</title>"
              "<link rel=\"edit\" href=\"http://no\"/>"
              "<link href=\"http://a/2\"/>"
              "<updated>2023-03-15T00:00:00Z</updated>"
              "<published>2023-03-14T10:00:00Z</published>"
              "<summary>قصير</summary><content type=\"xhtml\"><div><p>أول <b>"
              "فقرة</b></p><p>ثانية</p></div></content></entry></feed>");
    assert_string_equal(got, "xml:/title+/content|http://a/2|"
                             "2023-03-14T10:00:00Z|عنوان\nأول فقرة\nثانية\n\n");
    read_text("<!-- x --><rdf:RDF xmlns:rdf=\"r\" xmlns:dc=\"d\"><item>"
              "<title>أ</title><dc:date>2023-01-02</dc:date></item></rdf:RDF>");
    assert_string_equal(got, "xml:/title||2023-01-02|أ\n");
}

static void encodings(void **state)
{
    (void)state;
    read_text("<?xml version=\"1.0\" encoding=\"windows-1256\"?>"
              "<rss><item><title>\xE4\xD5</title></item></rss>");
    assert_string_equal(got, "xml:/title|||نص\n");
    read_text("<?xml version=\"1.0\" encoding=\"no-such\"?>"
              "<rss><item><title>a</title></item></rss>");
    assert_string_equal(got, "!damaged XML: unknown encoding\n");
}

static void refusals(void **state)
{
    (void)state;
    read_text("<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
              "<rss><item><title>&b;</title></item></rss>");
    assert_string_equal(got, "!a feed with entities of its own\n");
    read_text("<rss><item><title>one</title></item><item><title>two</item>");
    assert_string_equal(got,
                        "xml:/title|||one\n!damaged XML: mismatched tag\n");
    char deep[8192] = "<rss><item><title>one</title></item>";
    for (int i = 0; i < 1000; i++) {
        strcat(deep, "<a>");
    }
    read_text(deep);
    assert_string_equal(got, "xml:/title|||one\n!elements nested too deeply\n");
    /* A page that quotes a feed is a page. */
    read_text("<?xml version=\"1.0\"?><html><body><rss></body></html>");
    assert_null(strstr(got, "xml:"));
}

static void date(const char *text, const char *expected)
{
    char out[ISN_FEED_DATE_ROOM];
    if (!expected) {
        assert_false(isn_feed_date(text, out));
        return;
    }
    assert_true(isn_feed_date(text, out));
    assert_string_equal(out, expected);
}

static void dates(void **state)
{
    (void)state;
    date("Tue, 14 Mar 2023 18:05:00 +0300", "2023-03-14T18:05+03:00");
    date(" 4 March 23 08:05 GMT", "2023-03-04T08:05Z");
    date("Sat, 4 Mar 2023", "2023-03-04");
    date("Sat, 4 Mar 2023 25:00:00 EST", "2023-03-04");
    date("Sat, 4 Mar 2023 05:00:00 EST", "2023-03-04T05:00");
    date("2023-03-14T10:00:00Z", "2023-03-14T10:00:00Z");
    date("2023-03-14 and more words than there is any room for here",
         "2023-03-14");
    date("soon", NULL);
    date("", NULL);
    date("14 Smarch 2023", NULL);
    date("99 Mar 2023", NULL);
}

static void lists_within_json(void **state)
{
    (void)state;
    read_text("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": "
              "\"قناة\", \"items\": [{\"title\": \"أ\", \"content_text\": "
              "\"نص\", \"date_published\": \"2023-03-14T10:00:00Z\"}, "
              "{\"content_html\": \"<p>ب\"}, {\"id\": 3}]}");
    assert_string_equal(got, "json:/items/0/title+/items/0/content_text||"
                             "2023-03-14T10:00:00Z|أ\nنص\n"
                             "json:/items/1/content_html|||<p>ب\n"
                             "!an object without text\n");
}

#define NEWS                                                                   \
    "<?xml version=\"1.0\"?><newsItem xmlns=\"http://iptc.org/std/nar/"        \
    "2006-10-01/\" guid=\"urn:x\"><catalogRef href=\"c\"/><itemMeta>"
#define META                                                                   \
    "<versionCreated>2023-03-14T10:00:00+03:00</versionCreated></itemMeta>"    \
    "<contentMeta><headline>عنوان</headline><by>مراسل</by>"          \
    "<creditline>وكالة</creditline></contentMeta><contentSet>"

static void items_of_agencies(void **state)
{
    (void)state;
    read_text(NEWS "<itemClass qcode=\"ninat:text\"/>" META
                   "<inlineXML><html xmlns=\"h\"><head><title>لا</title>"
                   "<style>p</style></head><body><p>أول <b>ما</b> قيل</p>"
                   "<p>ثان</p></body></html></inlineXML></contentSet>"
                   "</newsItem>");
    assert_string_equal(got, "xml:/headline+/by+/inlineXML+/creditline||"
                             "2023-03-14T10:00:00+03:00|عنوان\nمراسل\n"
                             "أول ما قيل\nثان\n\nوكالة\n");
    read_text("<newsMessage><itemSet><newsItem><contentSet><inlineXML><nitf>"
              "<body><body.head><hedline><hl1>عنوان</hl1></hedline></body.head>"
              "<body.content><p>نص</p></body.content></body></nitf></inlineXML>"
              "</contentSet></newsItem><newsItem><itemMeta>"
              "<itemClass qcode=\"ninat:picture\"/></itemMeta><contentMeta>"
              "<headline>صورة</headline></contentMeta></newsItem><newsItem>"
              "<itemMeta><pubStatus qcode=\"stat:canceled\"/></itemMeta>"
              "<contentSet><inlineData>ملغى</inlineData></contentSet>"
              "</newsItem><newsItem><contentSet><inlineData>نص &lt; عادي"
              "</inlineData></contentSet></newsItem></itemSet></newsMessage>");
    assert_string_equal(got, "xml:/inlineXML|||عنوان\nنص\n\n"
                             "xml:/inlineData|||نص < عادي\n");
}

static isnad_status take_feed(void *data, const char *url)
{
    size_t at = strlen(got);
    snprintf(got + at, sizeof got - at, "%s\n", url);
    return data && strstr(got, data) ? ISNAD_INTERRUPTED : ISNAD_OK;
}

static isnad_status read_list(const char *text, const char *last)
{
    isnad_error error;
    got[0] = '\0';
    isnad_status status =
        isn_opml_read(text, strlen(text), take_feed, (void *)last, &error);
    assert_int_equal(status, error.status);
    return status;
}

static void lists_of_feeds(void **state)
{
    (void)state;
    static const char list[] =
        "<opml version=\"2.0\"><head><title>t</title></head><body>"
        "<outline text=\"صحف\"><outline type=\"rss\" text=\"أ\" "
        "xmlUrl=\"http://a/rss\"/><outline xmlUrl=\"http://b/rss?x&amp;y\" "
        "text=\"no\" title=\"ب\"/></outline><outline xmlUrl=\"http://c\"/>"
        "<outline xmlUrl=\"\"/></body></opml>";
    assert_int_equal(read_list(list, NULL), ISNAD_OK);
    assert_string_equal(got, "http://a/rss\nhttp://b/rss?x&y\n"
                             "http://c\n");
    assert_int_equal(read_list(list, "http://b"), ISNAD_INTERRUPTED);
    assert_int_equal(read_list("<opml><body><outline xmlUrl=\"u\"/>", NULL),
                     ISNAD_MALFORMED);
    assert_string_equal(got, "u\n");
    assert_int_equal(
        read_list("<!DOCTYPE opml [<!ENTITY a \"b\">]><opml/>", NULL),
        ISNAD_UNSUPPORTED);
    assert_int_equal(read_list("", NULL), ISNAD_MALFORMED);
    read_text(list);
    assert_string_equal(got, "!a list of feeds, without articles\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dialects),
        cmocka_unit_test(encodings),
        cmocka_unit_test(refusals),
        cmocka_unit_test(dates),
        cmocka_unit_test(lists_within_json),
        cmocka_unit_test(items_of_agencies),
        cmocka_unit_test(lists_of_feeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
