/* Names of charsets, and which one a payload is in. */
#ifndef ISN_CHARSET_H
#define ISN_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum isn_charset {
    ISN_CHARSET_NONE,
    ISN_CHARSET_UTF8,
    ISN_CHARSET_UTF16LE,
    ISN_CHARSET_UTF16BE,
    ISN_CHARSET_ARABIC, /* ISO-8859-6 */
    ISN_CHARSET_W1256,
    ISN_CHARSET_OTHER, /* decoded by iconv, named by the label */
} isn_charset;

typedef struct isn_charset_choice {
    isn_charset charset;
    char name[40]; /* as printed and as iconv knows it */
    size_t bom_len;
    bool valid; /* known to be well-formed UTF-8 throughout */
} isn_charset_choice;

/* The charset of a label as pages write it; NONE for an unknown one. */
isn_charset_choice isn_charset_label(const char *label, size_t len);

/* Chooses the charset of bytes[0 .. len); `declared` may be NULL.  Never
 * NONE. */
isn_charset_choice isn_charset_find(const unsigned char *bytes, size_t len,
                                    const char *declared);

/* The characters of bytes 0x80 .. 0xFF in windows-1256 and ISO-8859-6. */
extern const uint16_t isn_charset_w1256[128];
extern const uint16_t isn_charset_arabic[128];

#endif
