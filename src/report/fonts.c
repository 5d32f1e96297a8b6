#include "report/fonts.h"

#include "report/assets.h"

#define ARABIC                                                                 \
    "U+600-6FF,U+750-77F,U+870-88E,U+890-8FF,U+200C-200E,U+2010-2011,U+204F,"  \
    "U+2E41,U+FB50-FDFF,U+FE70-FEFC"
#define LATIN                                                                  \
    "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2000-200B,U+200F,"   \
    "U+2012-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"

const isn_font isn_fonts[ISN_FONTS] = {
    {"naskh-arabic", "Isnad Naskh", "400 700", ARABIC, isn_asset_naskh_arabic},
    {"naskh-latin", "Isnad Naskh", "400 700", LATIN, isn_asset_naskh_latin},
    {"plex-arabic", "Isnad Plex", "500", ARABIC, isn_asset_plex_arabic},
    {"plex-latin", "Isnad Plex", "500", LATIN, isn_asset_plex_latin},
};

void isn_font_face(isn_html *html, const isn_font *font, const char *before,
                   const char *address, const char *behind)
{
    isn_html_put(html, "@font-face{font-family:\"");
    isn_html_put(html, font->family);
    isn_html_put(html, "\";font-weight:");
    isn_html_put(html, font->weight);
    isn_html_put(html, ";font-display:swap;unicode-range:");
    isn_html_put(html, font->range);
    isn_html_put(html, ";src:url(");
    isn_html_put(html, before);
    isn_html_put(html, address);
    isn_html_put(html, behind);
    isn_html_put(html, ") format(\"woff2\")}\n");
}
