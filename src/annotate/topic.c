#include "annotate/topic.h"

#include "lang/lexicon.h"

/* Words of a subject in a document before it is about that subject. */
enum { SUBJECT_WORDS = 3 };

isn_topic isn_topic_of(const isnad_doc *doc)
{
    unsigned disease = 0, sport = 0;
    for (uint32_t i = 0; i < doc->tokens.count; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (!(t->classes & ISN_BIT(ISN_CLASS_FIGWORD)) || !t->entry) {
            continue;
        }
        for (uint32_t k = 0; k < t->entry->sense_count; k++) {
            const isn_sense *sense = isn_lex_sense_at(t->entry, k);
            if (sense->cls == ISN_CLASS_FIGWORD) {
                unsigned kind = isn_rows_figword[sense->row].kind;
                disease += kind == ISN_FIGWORD_KIND_DISEASE;
                sport += kind == ISN_FIGWORD_KIND_SPORT;
            }
        }
    }
    return (isn_topic){.disease = disease >= SUBJECT_WORDS,
                       .sport = sport >= SUBJECT_WORDS};
}
