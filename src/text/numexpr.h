/* Numbers as the Arab press writes them, in digits and in words.
 *
 * The expression alone: its value and how far it reaches.  What is counted,
 * bounds («أكثر من») and ranges are the business of annotate/figures.c; dates
 * use it for durations and days («ثلاثة أيام», «الثالث عشر من»).
 */
#ifndef ISN_NUMEXPR_H
#define ISN_NUMEXPR_H

#include "core/docdata.h"
#include "lang/lexicon.h"

typedef struct isn_number {
    double low, high; /* equal unless vague */
    double scale; /* of its first term: 1e6 for «3 ملايين و200 ألف» */
    uint32_t tokens; /* tokens read, at least 1 */
    bool vague; /* عشرات, بضعة, آلاف without a number before it */
    bool approximate; /* نيف: «عشرون ونيف» */
    bool ordinal; /* الثالث عشر, العشرون with an article: no count */
    bool dual;   /* the number is in the noun: يومين, جنديان; the
                            token is then the counted noun as well */
    bool digits; /* begins with digits */
    bool scaled; /* ends in ألف, مليون, مليار … */
    bool definite; /* with ال: «الأربع» in «الطائرات الأربع» */
    bool with_and; /* «وربع مليون»: the و is in the word */
    bool feminine; /* ثلاث, أربع … of feminine nouns: خمس جزائيات */
    bool fraction; /* نصف, ثلاثة أرباع, 3/4 */
    bool dotted;   /* a lone point before three digits: 90.000 read as
                            a decimal; thousands where a noun follows */
} isn_number;

/* Duals end in ان and ين, before a genitive in تا and تي. */
static inline bool isn_may_be_dual(const isn_token *t)
{
    const unsigned char *end = (const unsigned char *)t->fold + t->fold_len;
    return t->fold_len > 4 && !(t->clitics & ISN_CLITIC_PRON) &&
           ((end[-2] == 0xD9 && (end[-1] == 0x86 || end[-1] == 0x8A)) ||
            (end[-2] == 0xD8 && end[-1] == 0xA7));
}

/* The cheap question, asked of every token: most words begin no number, and of
 * those that are counted only duals do; behind an article a word of another
 * table may (الخامس, a day of the month).  Of marks only those of a minus do.
 */
static inline bool isn_number_may_begin(const isn_token *t)
{
    uint64_t number = ISN_BIT(ISN_CLASS_NUMBER);
    uint64_t nouns = ISN_BIT(ISN_CLASS_COUNTED) | ISN_BIT(ISN_CLASS_ROLENOUN);
    if (t->kind != ISN_WORD) {
        return t->kind == ISN_NUMBER || t->classes || t->punct == '-' ||
               t->punct == 0x2212;
    }
    uint64_t classes = t->classes;
    if (classes && (t->clitics & ISN_CLITIC_AL) && t->bare) {
        classes |= t->bare->classes;
    }
    return (classes & number) || ((classes & nouns) && isn_may_be_dual(t));
}

/* The longest number that starts at `token`, within its sentence.  A
 * proclitic on the first word (وخمسة, بثلاثة) does not stop it.  False where
 * no number starts here; *out is then untouched.
 *
 * Ordinals are read too («الثالث عشر», «الحادي والعشرين») and marked so; an
 * ordinal written with an article before a noun is never a count. */
bool isn_number_at(const isnad_doc *doc, uint32_t token, isn_number *out);

/* «ونصف», «وربع» at `token`: the fraction added to what stands before, or 0.
 * *tokens is how many it takes. */
double isn_fraction_at(const isnad_doc *doc, uint32_t token, uint32_t *tokens);

/* Is the token a dual noun («يومين», «الجنديان») whose row stands in the
 * table of counted nouns?  Ambiguous forms in ين (dual or plural) are none. */
bool isn_dual_at(const isnad_doc *doc, uint32_t token);

#endif
