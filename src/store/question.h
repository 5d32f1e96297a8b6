/* Questions in words: «ماذا قال وزير الصحة عن اللقاح؟». */
#ifndef ISN_QUESTION_H
#define ISN_QUESTION_H

#include "core/docdata.h"

typedef struct isn_question {
    isnad_span speaker; /* empty: anybody */
    isnad_span about;   /* empty: anything */
} isn_question;

/* Is it asked what somebody said about something, or who said it?  The parts
 * are spans of the document, which isn_doc_of_words made. */
bool isn_question_read(const isnad_doc *doc, isn_question *question);

#endif
