/* When what a verb tells holds: a report may say that a thing is not done so
 * far, and a later one that it is, without contradiction. */
#ifndef ISN_MOMENTS_H
#define ISN_MOMENTS_H

#include "story/utterances.h"

typedef enum isn_moment {
    ISN_HELD,    /* it happened, or did not */
    ISN_NOT_YET, /* «لم تصل بعد» */
    ISN_TO_COME, /* «ستصل», «لن تصل», «من المقرر أن تصل» */
} isn_moment;

/* The day of the report that has the utterance, or ISNAD_NO_DAY. */
int32_t isn_report_day(const isn_work *work, const isn_utterance *utterance);

/* Does the token negate what follows?  The لا of «لا يزال» does not. */
bool isn_negates_at(const isnad_doc *doc, uint32_t at);

/* The moment of the verb, or the noun of one, at token `verb`. */
isn_moment isn_moment_of(const isnad_doc *doc, uint32_t verb, isnad_span span);

/* One says that it is so (`yes`, about the verb at `at`), another that it is
 * not: "contradiction", or "update" where both may have been true. */
const char *isn_opposed_relation(const isn_work *work, const isn_utterance *yes,
                                 uint32_t at, const isn_utterance *no,
                                 uint32_t verb);

/* The relation of two states that exclude each other: what is open today may
 * be shut tomorrow. */
const char *isn_states_relation(const isn_work *work, const isn_utterance *a,
                                const isn_utterance *b);

#endif
