#include "store/question.h"

#include "lang/lexicon.h"

static const isn_sense *sense_of(const isnad_doc *doc, uint32_t at,
                                 unsigned cls)
{
    return at < doc->tokens.count
               ? isn_lex_sense(doc->tokens.items[at].entry, cls)
               : NULL;
}

/* The kind of asking word that token `at` is; -1: none. */
static int asking(const isnad_doc *doc, uint32_t at)
{
    const isn_sense *sense = sense_of(doc, at, ISN_CLASS_ASKING);
    return sense ? (int)isn_rows_asking[sense->row].kind : -1;
}

/* The text of tokens [first, end), punctuation at its end left out. */
static isnad_span span_of(const isnad_doc *doc, uint32_t first, uint32_t end)
{
    while (end > first && doc->tokens.items[end - 1].kind >= ISN_PUNCT) {
        end--;
    }
    return end > first ? (isnad_span){doc->tokens.items[first].span.begin,
                                      doc->tokens.items[end - 1].span.end}
                       : (isnad_span){0, 0};
}

bool isn_question_read(const isnad_doc *doc, isn_question *question)
{
    uint32_t end = (uint32_t)doc->tokens.count, verb = 1;
    int kind = asking(doc, 0);
    if (kind != ISN_ASKING_KIND_WHAT && kind != ISN_ASKING_KIND_WHO) {
        return false;
    }
    verb += sense_of(doc, verb, ISN_CLASS_FUNCTION) != NULL; /* من الذي قال */
    if (!sense_of(doc, verb, ISN_CLASS_SPEECH)) {
        return false;
    }
    uint32_t about = verb + 1;
    while (about < end && asking(doc, about) != ISN_ASKING_KIND_ABOUT) {
        about++;
    }
    /* من قال إن الجسر مغلق: what was said follows at once. */
    bool at_once = kind == ISN_ASKING_KIND_WHO && about == end;
    uint32_t from = at_once ? verb + 1 : about + 1;
    *question = (isn_question){
        .speaker = at_once ? (isnad_span){0, 0} : span_of(doc, verb + 1, about),
        .about = from < end ? span_of(doc, from, end) : (isnad_span){0, 0},
    };
    return !isnad_span_empty(question->speaker) ||
           !isnad_span_empty(question->about);
}
