/* What a request asks for: the address, split into its parts. */
#ifndef ISN_TARGET_H
#define ISN_TARGET_H

#include <stdbool.h>

#include "core/buffer.h"

enum { ISN_SEGMENTS_MAX = 6, ISN_PARAMETERS_MAX = 16 };

typedef struct isn_target {
    const char *segments[ISN_SEGMENTS_MAX]; /* of the path */
    unsigned segment_count;
    struct {
        const char *name, *value; /* decoded */
    } parameters[ISN_PARAMETERS_MAX];
    unsigned parameter_count;
    isn_buffer room; /* that all of it lies in */
} isn_target;

/* Splits a target that passed the gate.  ISNAD_MALFORMED: a value is no UTF-8,
 * or has control characters; ISNAD_LIMIT: too many parts; ISNAD_NOMEM.  Ends
 * with isn_target_free, also after a failure. */
isnad_status isn_target_read(const char *text, isn_target *target);
void isn_target_free(isn_target *target);

/* The first value of a parameter, or NULL. */
const char *isn_target_value(const isn_target *target, const char *name);
/* The same as a number of 1 to 1 000 000; `absent` where there is none; 0
 * where it is no such number. */
unsigned isn_target_number(const isn_target *target, const char *name,
                           unsigned absent);

#endif
