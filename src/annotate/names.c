#include "annotate/annotate.h"
#include "annotate/entities.h"
#include "annotate/namespans.h"
#include "annotate/tagger.h"
#include "annotate/tagmodel.h"

isnad_status isn_annotate_names(isnad_doc *doc)
{
    const uint8_t *labels;
    isn_model model = isn_model_open();
    float cut[ISN_CUT_WEIGHTS];
    for (unsigned i = 0; i < ISN_CUT_WEIGHTS; i++) {
        cut[i] = (float)model.header->cut[i] / 256;
    }
    isn_tag_text text;
    isnad_status status = isn_tag_text_new(&text, doc);
    if (status == ISNAD_OK) {
        status = isn_tag_document(&text, &labels);
    }
    if (status == ISNAD_OK) {
        status = isn_name_spans(&text, labels, cut);
    }
    isn_tag_text_free(&text);
    return status == ISNAD_OK ? isn_entities_link(doc) : status;
}
