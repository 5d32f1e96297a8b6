/* The body of a form, as a browser sends it: multipart/form-data (RFC 7578),
 * read as strictly as heads are. */
#ifndef ISN_FORM_H
#define ISN_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "isnad/status.h"

enum { ISN_BOUNDARY_MAX = 70, ISN_FORM_PARTS = 4096 };

typedef struct isn_form_part {
    const char *name;
    const char *file;  /* its name; NULL: a field */
    const char *bytes; /* a NUL follows them */
    size_t len;
} isn_form_part;

typedef struct isn_form {
    isn_form_part *parts; /* malloc'ed; strings lie in the body */
    size_t count;
} isn_form;

/* The boundary that a Content-Type names; false: it is of no form. */
bool isn_form_boundary(const char *type, char boundary[ISN_BOUNDARY_MAX + 1]);

/* Reads body[0 .. len) in place; it lives as long as the form.
 * ISNAD_MALFORMED, ISNAD_LIMIT or ISNAD_NOMEM.  Ends with isn_form_free, also
 * after a failure. */
isnad_status isn_form_read(char *body, size_t len, const char *boundary,
                           isn_form *form);
void isn_form_free(isn_form *form);

/* The first field of that name that is text, or NULL. */
const char *isn_form_value(const isn_form *form, const char *name);

#endif
