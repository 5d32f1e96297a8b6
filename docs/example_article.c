/* The article of one saved page, with what the page says of itself. */
#include <isnad/isnad.h>
#include <stdio.h>

static isnad_status print(void *to, const char *bytes, size_t len)
{
    return fwrite(bytes, 1, len, to) == len ? ISNAD_OK : ISNAD_IO;
}

int main(void)
{
    static char page[1 << 20];
    size_t len = fread(page, 1, sizeof page, stdin);
    isnad_flow_options options = {.depth = ISNAD_FLOW_ARTICLE};
    isnad_doc *doc;
    isnad_error error;
    if (isnad_flow_document("page", page, len, &options, &doc, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    const isnad_published *published = isnad_doc_published(doc);
    isnad_view title = isnad_doc_words(doc, isnad_doc_title(doc));
    printf("%.*s (%s)\n", (int)title.len, title.data,
           published->best ? published->best : "?");
    isnad_sink out = {print, stdout};
    isnad_status status =
        isnad_report_article(doc, ISNAD_FORMAT_TEXT, NULL, out);
    isnad_doc_free(doc);
    return status != ISNAD_OK;
}
