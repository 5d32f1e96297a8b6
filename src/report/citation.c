/* How a source is cited, in one line that can be copied. */
#include <string.h>

#include "core/calendar.h"
#include "core/docdata.h"
#include "report/pile_forms.h"
#include "report/fixed_words.h"
#include "report/text_out.h"

enum { LARGEST_LIST = 1 << 27 };

static void put_part(isn_buffer *out, const char *text, bool english)
{
    if (text && text[0]) {
        isn_out_clean_text(out, text);
        isn_buffer_text(out, english ? ", " : "، ");
    }
}

static void put_day(isn_buffer *out, const isnad_published *published,
                    bool english)
{
    isn_civil day = isn_civil_of(published->best_day);
    if (published->best_day == ISNAD_NO_DAY) {
        isn_buffer_text(out, isn_label_text(ISN_LABEL_UNDATED, english));
    } else {
        isn_buffer_format(out, "%d %s %d", day.day,
                          isn_label_month(day.month, english), day.year);
    }
}

void isn_citation(isn_buffer *out, const isnad_doc *doc, bool english)
{
    isnad_view title = isnad_doc_words(doc, doc->title);
    put_part(out, doc->author.value, english);
    isn_buffer_text(out, english ? "“" : "«");
    if (title.len > 0) {
        isn_out_clean(out, title);
    } else {
        isn_buffer_text(out, isn_label_text(ISN_LABEL_NO_TITLE, english));
    }
    isn_buffer_text(out, english ? "”, " : "»، ");
    put_part(out, doc->outlet.value, english);
    put_day(out, &doc->published, english);
    isn_buffer_text(out, english ? ", " : "، ");
    /* Without an address, the file is all that there is. */
    put_part(out, doc->url.value ? doc->url.value : doc->path, english);
    isn_buffer_format(out, "SHA-256 %s", doc->sha256);
}

isnad_status isn_pile_citations(const isnad_pile *pile,
                                const isnad_report_options *options,
                                isnad_sink sink)
{
    isn_buffer out;
    size_t doc_count, count;
    isnad_doc *const *docs = isnad_pile_docs(pile, &doc_count);
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    isn_buffer_init(&out, LARGEST_LIST);
    for (size_t s = 0; s < count; s++) {
        for (uint32_t i = 0; i < stories[s].doc_count; i++) {
            isn_citation(&out, docs[stories[s].docs[i]],
                         options && options->english);
            isn_buffer_char(&out, '\n');
        }
    }
    return isn_out_end(&out, sink);
}
