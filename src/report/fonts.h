/* The fonts that are built in, as a style names them. */
#ifndef ISN_FONTS_H
#define ISN_FONTS_H

#include "report/html_out.h"

typedef struct isn_font {
    const char *name; /* of the file, without its ending */
    const char *family, *weight;
    const char *range; /* the characters that it is for */
    const char *base64;
} isn_font;

enum { ISN_FONTS = 4 };
extern const isn_font isn_fonts[ISN_FONTS];

/* @font-face{…} with the address that the three parts make. */
void isn_font_face(isn_html *html, const isn_font *font, const char *before,
                   const char *address, const char *behind);

#endif
