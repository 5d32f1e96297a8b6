/* Numbers written in digits: separators, fractions, the wire's 6ر1. */
#ifndef ISN_NUMDIGITS_H
#define ISN_NUMDIGITS_H

#include "core/docdata.h"

typedef struct isn_numdigits {
    double value;
    uint32_t tokens;
    bool grouped;  /* read with a separator of thousands … */
    bool certain;  /* … that can be nothing else */
    bool dotted;   /* 90.000, 4.800: read as a decimal, may be thousands */
    bool fraction; /* 3/4 */
} isn_numdigits;

/* The number in digits at `token`, before token `end`. */
bool isn_numdigits_at(const isnad_doc *doc, uint32_t token, uint32_t end,
                      isn_numdigits *out);

#endif
