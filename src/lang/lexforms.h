/* How a form was made from its row. */
#ifndef ISN_LEXFORMS_H
#define ISN_LEXFORMS_H

enum {
    ISN_FORM_PAST = 1 << 0,
    ISN_FORM_PRESENT = 1 << 1,
    ISN_FORM_MASDAR = 1 << 2,
    ISN_FORM_PARTICIPLE = 1 << 3,
    ISN_FORM_FIRST = 1 << 4, /* first person (or second: same letters) */
    ISN_FORM_FEM = 1 << 5,
    ISN_FORM_DUAL = 1 << 6,
    ISN_FORM_PLURAL = 1 << 7,
    ISN_FORM_ACC = 1 << 8,    /* accusative in ا */
    ISN_FORM_PHRASE = 1 << 9, /* the row has several words */
};

#endif
