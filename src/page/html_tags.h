/* The elements that page treats apart from others. */
#ifndef ISN_HTML_TAGS_H
#define ISN_HTML_TAGS_H

#include <stddef.h>
#include <stdint.h>

enum {
    ISN_TAG_BLOCK = 1 << 0,    /* begins and ends a line */
    ISN_TAG_VOID = 1 << 1,     /* has no content */
    ISN_TAG_SILENT = 1 << 2,   /* its text is not of the page */
    ISN_TAG_RAW = 1 << 3,      /* content is raw text */
    ISN_TAG_RCDATA = 1 << 4,   /* content is raw text with references */
    ISN_TAG_CLOSES_P = 1 << 5, /* ends an open paragraph */
    ISN_TAG_SCOPE = 1 << 6,    /* end tags within do not reach out of it */
    ISN_TAG_HEADING = 1 << 7,
    ISN_TAG_FORMAT = 1 << 8, /* formatting of a stretch of text */
};

#define B ISN_TAG_BLOCK
#define P (ISN_TAG_BLOCK | ISN_TAG_CLOSES_P)
#define V ISN_TAG_VOID
#define S ISN_TAG_SILENT
#define F ISN_TAG_FORMAT

/* X(NAME, "name", flags) */
#define ISN_TAG_MAP(X)                                                         \
    X(A, "a", F)                                                               \
    X(ABBR, "abbr", 0)                                                         \
    X(ADDRESS, "address", P)                                                   \
    X(AREA, "area", V)                                                         \
    X(ARTICLE, "article", P)                                                   \
    X(ASIDE, "aside", P)                                                       \
    X(AUDIO, "audio", 0)                                                       \
    X(BOLD, "b", F)                                                            \
    X(BASE, "base", V)                                                         \
    X(BLOCKQUOTE, "blockquote", P)                                             \
    X(BODY, "body", B)                                                         \
    X(BR, "br", V)                                                             \
    X(BUTTON, "button", ISN_TAG_SCOPE)                                         \
    X(CANVAS, "canvas", S)                                                     \
    X(CAPTION, "caption", B | ISN_TAG_SCOPE)                                   \
    X(CENTER, "center", P)                                                     \
    X(CITE, "cite", 0)                                                         \
    X(CODE, "code", F)                                                         \
    X(COL, "col", V)                                                           \
    X(DATALIST, "datalist", S)                                                 \
    X(DD, "dd", P)                                                             \
    X(DETAILS, "details", P)                                                   \
    X(DIALOG, "dialog", P)                                                     \
    X(DIR, "dir", P)                                                           \
    X(DIV, "div", P)                                                           \
    X(DL, "dl", P)                                                             \
    X(DT, "dt", P)                                                             \
    X(EM, "em", F)                                                             \
    X(EMBED, "embed", V)                                                       \
    X(FIELDSET, "fieldset", P)                                                 \
    X(FIGCAPTION, "figcaption", P)                                             \
    X(FIGURE, "figure", P)                                                     \
    X(FONT, "font", F)                                                         \
    X(FOOTER, "footer", P)                                                     \
    X(FORM, "form", P)                                                         \
    X(FRAME, "frame", V)                                                       \
    X(FRAMESET, "frameset", B)                                                 \
    X(H1, "h1", P | ISN_TAG_HEADING)                                           \
    X(H2, "h2", P | ISN_TAG_HEADING)                                           \
    X(H3, "h3", P | ISN_TAG_HEADING)                                           \
    X(H4, "h4", P | ISN_TAG_HEADING)                                           \
    X(H5, "h5", P | ISN_TAG_HEADING)                                           \
    X(H6, "h6", P | ISN_TAG_HEADING)                                           \
    X(HEAD, "head", B)                                                         \
    X(HEADER, "header", P)                                                     \
    X(HGROUP, "hgroup", P)                                                     \
    X(HR, "hr", V | P)                                                         \
    X(HTML, "html", B | ISN_TAG_SCOPE)                                         \
    X(ITALIC, "i", F)                                                          \
    X(IFRAME, "iframe", S | ISN_TAG_RAW)                                       \
    X(IMG, "img", V)                                                           \
    X(INPUT, "input", V)                                                       \
    X(LABEL, "label", 0)                                                       \
    X(LEGEND, "legend", B)                                                     \
    X(LI, "li", P)                                                             \
    X(LINK, "link", V)                                                         \
    X(MAIN, "main", P)                                                         \
    X(MATH, "math", 0)                                                         \
    X(MENU, "menu", P)                                                         \
    X(META, "meta", V)                                                         \
    X(NAV, "nav", P)                                                           \
    X(NOEMBED, "noembed", S | ISN_TAG_RAW)                                     \
    X(NOFRAMES, "noframes", S | ISN_TAG_RAW)                                   \
    X(NOSCRIPT, "noscript", 0)                                                 \
    X(OBJECT, "object", ISN_TAG_SCOPE)                                         \
    X(OL, "ol", P)                                                             \
    X(OPTGROUP, "optgroup", B)                                                 \
    X(OPTION, "option", B)                                                     \
    X(PARA, "p", P)                                                            \
    X(PARAM, "param", V)                                                       \
    X(PICTURE, "picture", 0)                                                   \
    X(PLAINTEXT, "plaintext", P)                                               \
    X(PRE, "pre", P)                                                           \
    X(Q, "q", 0)                                                               \
    X(RP, "rp", 0)                                                             \
    X(RT, "rt", 0)                                                             \
    X(SMALLER, "s", F)                                                         \
    X(SCRIPT, "script", S)                                                     \
    X(SECTION, "section", P)                                                   \
    X(SELECT, "select", B | S)                                                 \
    X(SLOT, "slot", 0)                                                         \
    X(SMALL, "small", F)                                                       \
    X(SOURCE, "source", V)                                                     \
    X(SPAN, "span", 0)                                                         \
    X(STRIKE, "strike", F)                                                     \
    X(STRONG, "strong", F)                                                     \
    X(STYLE, "style", S | ISN_TAG_RAW)                                         \
    X(SUB, "sub", 0)                                                           \
    X(SUMMARY, "summary", P)                                                   \
    X(SUP, "sup", 0)                                                           \
    X(SVG, "svg", S)                                                           \
    X(TABLE, "table", B | ISN_TAG_SCOPE)                                       \
    X(TBODY, "tbody", B)                                                       \
    X(TD, "td", B | ISN_TAG_SCOPE)                                             \
    X(TEMPLATE, "template", S | ISN_TAG_SCOPE)                                 \
    X(TEXTAREA, "textarea", S | ISN_TAG_RCDATA)                                \
    X(TFOOT, "tfoot", B)                                                       \
    X(TH, "th", B | ISN_TAG_SCOPE)                                             \
    X(THEAD, "thead", B)                                                       \
    X(TIME, "time", 0)                                                         \
    X(TITLE, "title", S | ISN_TAG_RCDATA)                                      \
    X(TR, "tr", B)                                                             \
    X(TRACK, "track", V)                                                       \
    X(TT, "tt", F)                                                             \
    X(UNDERLINE, "u", F)                                                       \
    X(UL, "ul", P)                                                             \
    X(VIDEO, "video", 0)                                                       \
    X(WBR, "wbr", V)                                                           \
    X(XMP, "xmp", P | ISN_TAG_RAW)

typedef enum isn_tag {
    ISN_TAG_OTHER,
#define ISN_TAG_ENUM(name, text, flags) ISN_TAG_##name,
    ISN_TAG_MAP(ISN_TAG_ENUM)
#undef ISN_TAG_ENUM
        ISN_TAG_COUNT
} isn_tag;

extern const uint16_t isn_tag_flags[ISN_TAG_COUNT];

/* The element called name[0 .. len), in any case; OTHER for a stranger. */
isn_tag isn_tag_find(const char *name, size_t len);

#undef B
#undef P
#undef V
#undef S
#undef F
#endif
