#include "annotate/annotate.h"
#include "annotate/entities.h"
#include "annotate/tagger.h"

static isnad_status add_name(isnad_doc *doc, uint32_t first, uint32_t last,
                             unsigned type, const char *rule)
{
    isnad_name *name = isn_list_push(doc->arena, &doc->names);
    if (!name) {
        return ISNAD_NOMEM;
    }
    *name = (isnad_name){
        .span = {doc->tokens.items[first].word.begin,
                 doc->tokens.items[last].word.end},
        .type = (isnad_entity_type)type,
        .entity = ISNAD_NO_ENTITY,
        .rule = rule,
    };
    return ISNAD_OK;
}

/* The last token of the name that begins at `at`. */
static uint32_t last_of(const isnad_doc *doc, const uint8_t *labels,
                        uint32_t at)
{
    unsigned type = (labels[at] - 1u) / 4u;
    while ((labels[at] - 1u) % 4u != ISN_TAG_LAST &&
           (labels[at] - 1u) % 4u != ISN_TAG_ALONE &&
           at + 1 < doc->tokens.count && labels[at + 1] &&
           (labels[at + 1] - 1u) / 4u == type) {
        at++;
    }
    return at;
}

isnad_status isn_annotate_names(isnad_doc *doc)
{
    const uint8_t *labels;
    doc->names.count = 0;
    isnad_status status = isn_tag_document(doc, &labels);
    for (uint32_t i = 0; status == ISNAD_OK && i < doc->tokens.count; i++) {
        if (labels[i] == ISN_TAG_OUTSIDE) {
            continue;
        }
        uint32_t last = last_of(doc, labels, i);
        status = add_name(doc, i, last, (labels[i] - 1u) / 4u, "tagger");
        i = last;
    }
    return status == ISNAD_OK ? isn_entities_link(doc) : status;
}
